"""The ranking once more, slow and obvious: every bid compared with every other."""

from typing import Any

from scoring.engine import BidScores, Excluded, Rules


def beats(one: dict[str, Any], other: dict[str, Any], rules: Rules, lots: list[str]) -> str | None:
    """By what the one bid goes before the other; None when it does not."""
    if one["points"] != other["points"]:
        return "points" if one["points"] > other["points"] else None
    if "hourly_rate" in rules.tie_breakers and one["rate"] != other["rate"]:
        return "hourly_rate" if one["rate"] < other["rate"] else None
    if one["ref"] in lots and (other["ref"] not in lots or lots.index(one["ref"]) < lots.index(other["ref"])):
        return "lot"
    return None


def excluded(bids: list[BidScores]) -> list[Excluded]:
    out = [
        Excluded(bid.ref, tuple(sorted(number for number, met in bid.knock_outs.items() if not met)))
        for bid in bids
        if False in bid.knock_outs.values()
    ]
    return sorted(out, key=lambda each: each.ref)


def places(rules: Rules, bids: list[BidScores], lots: list[str]) -> list[tuple[str, int, int, str | None, bool]]:
    """Ref, place, points, what decided, shortlisted."""
    standing = [judged(rules, bid) for bid in bids if all(bid.knock_outs.values())]
    rows = []
    for bid in standing:
        better = [other for other in standing if beats(other, bid, rules, lots)]
        equal = [
            other for other in standing if not beats(other, bid, rules, lots) and not beats(bid, other, rules, lots)
        ]
        worse = [other for other in standing if beats(bid, other, rules, lots)]
        nearest = [low for low in worse if not any(beats(other, low, rules, lots) for other in worse)]
        decided_by = beats(bid, nearest[0], rules, lots) if nearest and len(equal) == 1 else None
        shortlisted = len(better) + len(equal) <= rules.places
        rows.append((bid["ref"], len(better) + 1, bid["points"], decided_by, shortlisted))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def judged(rules: Rules, bid: BidScores) -> dict[str, Any]:
    points = 0
    for criterion in rules.criteria:
        score = bid.scores[criterion.number]
        by_label = {level.label: level.points for level in criterion.levels}
        points += by_label[score] if isinstance(score, str) else score
    return {"ref": bid.ref, "points": points, "rate": bid.hourly_rate}
