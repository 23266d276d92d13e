"""What one bid came to, as sentences for its own supplier, in Dutch ("nl") and English ("en").

They tell its own place, its own points and what decided at the cut; never another bid's number, points or rate. That
the rate or a lot decided can't be said without saying that the points, or the points and the rates, were equal.
"""

from collections.abc import Mapping, Sequence

from scoring.engine.places import Place
from scoring.engine.ranking import Ranking
from scoring.explain import listing, number

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "one_bid": "Er was 1 inschrijving.",
        "bids": "Er waren {bids} inschrijvingen.",
        "placed_one": "Daarvan voldoet er 1 aan alle knock-outcriteria.",
        "placed": "Daarvan voldoen er {placed} aan alle knock-outcriteria.",
        "out": "Uw inschrijving voldoet niet aan knock-outcriterium {numbers}. Daarom kreeg uw "
        "inschrijving geen punten. Ze gaat niet naar de opdrachtgever.",
        "out_on_more": "Uw inschrijving voldoet niet aan de knock-outcriteria {numbers}. Daarom kreeg uw "
        "inschrijving geen punten. Ze gaat niet naar de opdrachtgever.",
        "place": "Uw inschrijving kreeg {points} van de {most} punten en staat op plaats {place} van {placed}.",
        "shared_place": "Uw inschrijving kreeg {points} van de {most} punten en staat op een gedeelde plaats {place} "
        "van {placed}.",
        "in_one": "Eén inschrijving gaat naar de opdrachtgever: die van u.",
        "in": "De eerste {count} gaan naar de opdrachtgever. Uw inschrijving is daarbij.",
        "not_in_one": "Alleen de eerste gaat naar de opdrachtgever. Uw inschrijving niet.",
        "not_in": "De eerste {count} gaan naar de opdrachtgever. Uw inschrijving is daar niet bij.",
        "in_by_nothing": "Er is voor elke inschrijving met een plaats ruimte op de shortlist.",
        "in_by_points": "De punten hebben dat beslist.",
        "in_by_hourly_rate": "Op de grens waren de punten gelijk. Het lagere uurtarief van uw inschrijving heeft "
        "beslist.",
        "in_by_lot": "Op de grens was de stand gelijk. De loting heeft beslist.",
        "not_in_by_points": "De punten hebben dat beslist: de laatste inschrijving die wel naar de opdrachtgever gaat, "
        "kreeg er meer.",
        "not_in_by_hourly_rate": "De laatste inschrijving die wel naar de opdrachtgever gaat, kreeg evenveel punten. "
        "Het uurtarief heeft beslist: dat van u is hoger.",
        "not_in_by_lot": "De laatste inschrijving die wel naar de opdrachtgever gaat, stond gelijk met die van u. "
        "De loting heeft beslist.",
    },
    "en": {
        "one_bid": "There was 1 bid.",
        "bids": "There were {bids} bids.",
        "placed_one": "Of these 1 meets all knock-out criteria.",
        "placed": "Of these {placed} meet all knock-out criteria.",
        "out": "Your bid does not meet knock-out criterion {numbers}. Therefore it got no points. It does not "
        "go to the client.",
        "out_on_more": "Your bid does not meet knock-out criteria {numbers}. Therefore it got no points. It does not "
        "go to the client.",
        "place": "Your bid got {points} of the {most} points and has place {place} of {placed}.",
        "shared_place": "Your bid got {points} of the {most} points and shares place {place} of {placed}.",
        "in_one": "One bid goes to the client: yours.",
        "in": "The first {count} go to the client. Your bid is among them.",
        "not_in_one": "Only the first goes to the client. Your bid does not.",
        "not_in": "The first {count} go to the client. Your bid is not among them.",
        "in_by_nothing": "The shortlist has room for every bid with a place.",
        "in_by_points": "The points decided that.",
        "in_by_hourly_rate": "Where the shortlist ends the points were equal. The lower hourly rate of your bid "
        "decided.",
        "in_by_lot": "Where the shortlist ends the bids were equal. The lot decided.",
        "not_in_by_points": "The points decided that: the last bid that does go to the client got more of them.",
        "not_in_by_hourly_rate": "The last bid that does go to the client got as many points. The hourly rate decided: "
        "yours is higher.",
        "not_in_by_lot": "The last bid that does go to the client was equal to yours. The lot decided.",
    },
}


def outcome(ranking: Ranking, ref: str, *, most: int, language: str, knock_outs: bool = True) -> list[str]:
    """`most` is the points, in hundredths, that a bid could get; `knock_outs`: does the assignment have any? Raises
    ValueError for a bid that isn't ranked."""
    return [*_counts(ranking, language, knock_outs), *_own(ranking, ref, most, language)]


def separator(ranking: Ranking, ref: str) -> str | None:
    """What lies between this placed bid and the nearest one at the other side of the cut: "points", "hourly_rate" or
    "lot"; None where nobody is there."""
    own, other = _place(ranking, ref), _across(ranking, ref)
    if other is None:
        return None
    if own.points != other.points:
        return "points"
    by_rate = "hourly_rate" in ranking.tie_breakers and own.hourly_rate != other.hourly_rate
    return "hourly_rate" if by_rate else "lot"


def _across(ranking: Ranking, ref: str) -> Place | None:
    cut = ranking.places.shortlisted
    at = cut if _place(ranking, ref).shortlisted else cut - 1
    return ranking.places[at] if 0 <= at < len(ranking.places) else None


def _place(ranking: Ranking, ref: str) -> Place:
    return ranking.places[ranking.places.refs.index(ref)]


def _counts(ranking: Ranking, language: str, knock_outs: bool) -> Sequence[str]:
    placed = len(ranking.places)
    bids = placed + len(ranking.excluded)
    came = _say("one_bid" if bids == 1 else "bids", language, bids=bids)
    met = _say("placed_one" if placed == 1 else "placed", language, placed=placed)
    return [came, met] if knock_outs else [came]


def _own(ranking: Ranking, ref: str, most: int, language: str) -> list[str]:
    failed = {out.ref: out.knock_outs for out in ranking.excluded}.get(ref)
    if failed:
        numbers = listing([str(each) for each in failed], language)
        return [_say("out" if len(failed) == 1 else "out_on_more", language, numbers=numbers)]
    return [_standing(ranking, ref, most, language), *_decision(ranking, ref, language)]


def _standing(ranking: Ranking, ref: str, most: int, language: str) -> str:
    own = _place(ranking, ref)
    return _say(
        "shared_place" if any(ref in tie for tie in ranking.open_ties) else "place",
        language,
        points=number(own.points, language),
        most=number(most, language),
        place=own.place,
        placed=len(ranking.places),
    )


def _decision(ranking: Ranking, ref: str, language: str) -> list[str]:
    side = "in" if _place(ranking, ref).shortlisted else "not_in"
    count = ranking.places.shortlisted
    return [
        _say(f"{side}_one" if count == 1 else side, language, count=count),
        _say(f"{side}_by_{separator(ranking, ref) or 'nothing'}", language),
    ]


def _say(name: str, language: str, **parameters: object) -> str:
    return WORDS[language][name].format(**parameters)
