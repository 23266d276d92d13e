"""Points: they are there and they add up."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tenders.posting.findings import ERROR, Case, Finding

USUAL_TOTAL = 100


def points_are_given(case: Case) -> Iterator[Finding]:
    """A criterion without points can't be scored: weights are announced beforehand (domain 3.4)."""
    for row in case.rows("criteria"):
        if row.get("points") is None:
            yield Finding("points_missing", ERROR, f"criteria.{row['number']}", {"number": row["number"]})


def points_add_up(case: Case) -> Iterator[Finding]:
    """Both seeds' points are 100 together; a posting whose points are not promises what no bid can get (domain 0)."""
    given = [row.get("points") for row in case.rows("criteria")]
    total = decimal(case.draft.get("points_total") or USUAL_TOTAL)
    if not given or None in given:
        return
    found = sum((decimal(each) for each in given), Decimal())
    if found != total:
        yield Finding("points_total", ERROR, "criteria", {"given": plain(found), "total": plain(total)})


def decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def plain(value: Decimal) -> str:
    """62.50 → "62.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
