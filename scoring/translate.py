"""From the database to the engine: one tender's rules and verdicts in the format of `manage.py rank`.

Bids go by their random numbers, so that a snapshot of this holds no name. Points are the posting's whole points.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tenders.models import Stage, Tender

from .queries.verdicts import handed_in, knock_out_states

HUNDREDTHS = 100


def ranking_input(stage: Stage, *, rates: Mapping[int, int], lots: list[str]) -> dict[str, Any]:
    """What `manage.py rank` reads, for this weighted stage; `rates` are cents per bid id."""
    tender = stage.tender
    return {
        "knock_outs": [{"number": knock_out.number, "text": knock_out.text} for knock_out in tender.knock_outs.all()],
        "criteria": criteria_input(tender),
        "places": stage.params.get("places", 10),
        "tie_breakers": stage.params.get("tie_breakers", ["hourly_rate"]),
        "bids": bids_input(tender, rates),
        "lots": lots,
    }


def criteria_input(tender: Tender) -> list[dict[str, Any]]:
    return [
        {"number": criterion.number, "text": criterion.text, "points": criterion.points // HUNDREDTHS}
        | ({"levels": levels} if (levels := _levels(criterion)) else {})
        for criterion in tender.criteria.prefetch_related("levels")
    ]


def _levels(criterion: Any) -> list[dict[str, Any]]:
    return [{"label": level.label, "points": level.points // HUNDREDTHS} for level in criterion.levels.all()]


def bids_input(tender: Tender, rates: Mapping[int, int]) -> list[dict[str, Any]]:
    """Each opened bid by number: what was judged, and for one that stands its scores and rate."""
    scores: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = handed_in(tender, "weighted").exclude(points=None)
    for bid_id, number, label, points in rows.values_list(
        "assessment__bid_id", "criterion__number", "level__label", "points"
    ):
        scores[bid_id][str(number)] = label if label is not None else points // HUNDREDTHS
    return [_bid_input(state, scores[state.bid_id], rates.get(state.bid_id)) for state in knock_out_states(tender)]


def _bid_input(state: Any, scores: dict[str, Any], cents: int | None) -> dict[str, Any]:
    verdicts = {str(number): met for number, met in sorted(state.met.items())}
    if state.failed:
        return {"ref": state.bid_number, "knock_outs": verdicts}
    rate = {} if cents is None else {"hourly_rate": f"{cents // 100}.{cents % 100:02d}"}
    return {"ref": state.bid_number, "knock_outs": verdicts, "scores": scores} | rate
