"""Dutch public holidays by their Dutch names, as a check of a planning needs them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import holidays

from .posting.checks.planning import DATES


def holidays_around(draft: Mapping[str, Any]) -> Mapping[date, str]:
    """Of the years in which the dates of a draft (`posting.Draft`) lie."""
    return dutch_holidays(int(draft[name][:4]) for name in DATES if draft[name])


def dutch_holidays(years: Iterable[int]) -> Mapping[date, str]:
    return {day: name for year in sorted(set(years)) for day, name in _of(year).items()}


@cache
def _of(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("NL", years=year, language="nl").items())
