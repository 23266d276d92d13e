"""The contract of `manage.py rank`: decoded JSON to rules, bids and lots, and a ranking to what is printed.

Numbers in the contract are points as on the posting (75), in the engine hundredths of a point (7500). Snapshots are
kept in this format too. `docs/ranking.md` is its description.
"""

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from .assessing import Notation
from .criteria import Criterion, Level
from .errors import Unusable
from .places import Places
from .ranking import Ranking, rank
from .rules import Judged, KnockOut, Rules
from .shape import MOST_DIGITS, integer_at, list_at, map_at, name_at, object_at, text_at

HUNDREDTHS = 100
RATE = re.compile(r"([0-9]+)(?:\.([0-9]{1,2}))?")
MEMBERS = frozenset({"ref", "hourly_rate", "knock_outs", "scores"})


def answer(document: Any) -> dict[str, Any]:
    """What `manage.py rank --json` prints for this input. Raises Unusable."""
    return result(ranking(document))


def ranking(document: Any) -> Ranking:
    members = object_at(
        "input",
        document,
        needs=("knock_outs", "criteria", "bids"),
        takes=("places", "tie_breakers", "lots"),
    )
    rules = _rules(members)
    lots = tuple(name_at(f"lots[{at}]", ref) for at, ref in enumerate(list_at("lots", members.get("lots", []))))
    # The bids are read while they are ranked: a hundred thousand need not be held twice.
    return rank(rules, _bids(list_at("bids", members["bids"])), lots, NOTATION)


# Rules ---------------------------------------------------------------------------------------------------------------
def _rules(members: Mapping[str, Any]) -> Rules:
    return Rules(
        knock_outs=tuple(_each("knock_outs", members["knock_outs"], _knock_out)),
        criteria=criteria(members["criteria"]),
        places=places(members),
        tie_breakers=tie_breakers(members),
    )


def criteria(value: Any) -> tuple[Criterion, ...]:
    return tuple(_each("criteria", value, _criterion))


def places(members: Mapping[str, Any]) -> int:
    return integer_at("places", members.get("places", 10), least=1)


def tie_breakers(members: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_each("tie_breakers", members.get("tie_breakers", ["hourly_rate"]), text_at))


def _each(where: str, value: Any, read: Any) -> Iterator[Any]:
    return (read(f"{where}[{at}]", item) for at, item in enumerate(list_at(where, value)))


def _knock_out(where: str, value: Any) -> KnockOut:
    members = object_at(where, value, needs=("number", "text"))
    return KnockOut(_number(where, members), text_at(f"{where}.text", members["text"]))


def _criterion(where: str, value: Any) -> Criterion:
    members = object_at(where, value, needs=("number", "text", "points"), takes=("levels",))
    return Criterion(
        number=_number(where, members),
        points=_points(where, members),
        text=text_at(f"{where}.text", members["text"]),
        kind="levels" if "levels" in members else "all_or_nothing",
        levels=tuple(_each(f"{where}.levels", members.get("levels", []), _level)),
    )


def _level(where: str, value: Any) -> Level:
    members = object_at(where, value, needs=("label", "points"))
    return Level(name_at(f"{where}.label", members["label"]), _points(where, members))


def _number(where: str, members: Mapping[str, Any]) -> int:
    return integer_at(f"{where}.number", members["number"], least=0)


def _points(where: str, members: Mapping[str, Any]) -> int:
    return HUNDREDTHS * integer_at(f"{where}.points", members["points"], least=0)


# Bids ----------------------------------------------------------------------------------------------------------------
NOTATION = Notation(number=str, points=lambda hundredths: hundredths // HUNDREDTHS)


def _bids(values: list[Any]) -> Iterator[Judged]:
    """Bids in the contract's own notation; their verdicts and scores are looked at when they are assessed."""
    members = itemgetter("ref", "hourly_rate", "knock_outs", "scores")
    rates: dict[str, int] = {}
    for at, value in enumerate(values):
        # The short way, for a bid with all four members and a rate that was read before.
        if type(value) is dict and value.keys() == MEMBERS:
            ref, rate, verdicts, scores = members(value)
            if type(ref) is type(rate) is str and ref and rate in rates and type(verdicts) is type(scores) is dict:
                yield ref, rates[rate], verdicts, scores
                continue
        bid = _bid(f"bids[{at}]", value)
        if bid[1]:
            rates[value["hourly_rate"]] = bid[1]
        yield bid


def _bid(where: str, value: Any) -> Judged:
    members = object_at(where, value, needs=("ref",), takes=MEMBERS)
    ref = name_at(f"{where}.ref", members["ref"])
    rate = None
    if "hourly_rate" in members:
        rate = _cents(ref, text_at(f"{where}.hourly_rate", members["hourly_rate"]))
    verdicts = map_at(f"{where}.knock_outs", members.get("knock_outs", {}))
    return ref, rate, verdicts, map_at(f"{where}.scores", members.get("scores", {}))


def _cents(ref: str, text: str) -> int:
    match = RATE.fullmatch(text)
    if match is None:
        raise Unusable("unreadable_rate", ref=ref, rate=text)
    if len(text) > MOST_DIGITS:
        raise Unusable("rate_too_long", ref=ref, digits=MOST_DIGITS)
    whole, decimals = match.groups(default="0")
    cents = int(whole) * 100 + int(decimals.ljust(2, "0"))
    if not cents:
        raise Unusable("rate_not_positive", ref=ref)
    return cents


# Result --------------------------------------------------------------------------------------------------------------
def result(ranking: Ranking) -> dict[str, Any]:
    return {
        "places": _places(ranking.places),
        "excluded": [{"ref": out.ref, "knock_outs": list(out.knock_outs)} for out in ranking.excluded],
        "open_ties": [list(refs) for refs in ranking.open_ties],
        "open_at_cut": list(ranking.open_at_cut),
        "shortlist": list(ranking.shortlist),
    }


def _places(places: Places) -> list[dict[str, Any]]:
    points = {hundredths: written_points(hundredths) for hundredths in set(places.points)}
    rates = {cents: written_rate(cents) for cents in set(places.hourly_rates)}
    columns = (places.refs, places.numbers, places.points, places.hourly_rates, places.decided_by)
    return [
        {
            "ref": ref,
            "place": place,
            "points": points[hundredths],
            "hourly_rate": rates[cents],
            "decided_by": decided_by,
            "shortlisted": position <= places.shortlisted,
        }
        for position, (ref, place, hundredths, cents, decided_by) in enumerate(zip(*columns, strict=True), start=1)
    ]


def written_points(hundredths: int) -> int | str:
    """7500 → 75. Scores in the contract are whole, so sums are; a part of a point would be a text, "62.5"."""
    whole, part = divmod(hundredths, HUNDREDTHS)
    return f"{whole}.{part:02}".rstrip("0") if part else whole


def written_rate(cents: int | None) -> str | None:
    """5750 → "57.50"."""
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"
