"""Forecasts and changes of points as sentences, in Dutch ("nl") and English ("en"), from tables of their own."""

from collections.abc import Mapping, Sequence

from scoring.engine.criteria import Criterion
from scoring.engine.forecast import Forecast, Question
from scoring.engine.improving import Change
from scoring.explain import number

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "yes": "ja",
        "no": "nee",
        "unknown": "onbekend",
        "totals": "verschillende totalen",
        "tie_at_cut": "gelijke stand op de grens",
        "rate_decides": "tarief beslist",
        "tied_mean": "inschrijvingen in die gelijke stand",
        "standard_error": "standaardfout",
        "exact": "precies berekend",
        "never": "Nooit",
        "rarely": "In minder dan 1 van de 100 gevallen",
        "once": "In 1 van de 100 gevallen",
        "often": "In {times} van de 100 gevallen",
        "mostly": "In meer dan 99 van de 100 gevallen",
        "always": "Altijd",
        "rate": "{how_often} beslist het tarief wie op de shortlist komt.",
        "lot": "{how_often} beslist een loting wie op de shortlist komt.",
        "everyone": "Iedereen komt op de shortlist: er zijn niet meer inschrijvingen dan plaatsen ({places}).",
        "one_total": "Elke inschrijving krijgt evenveel punten.",
        "total_for": "Er zijn {totals} verschillende totalen mogelijk, voor {bids} inschrijvingen.",
        "mean": "Bij zo'n gelijke stand op de grens hebben gemiddeld {mean} inschrijvingen evenveel punten.",
        "estimated": "Dit is een schatting uit proeven, met een standaardfout van {error} procentpunt.",
        "shift": "Verplaats {size} van criterium {giver} ({giver_was} wordt {giver_becomes}) naar criterium {taker} "
        "({taker_was} wordt {taker_becomes}).",
        "level": "Criterium {number}, trede {label}: {becomes} in plaats van {was}.",
        "middle": "Geef criterium {number} ({points}) een tussentrede van {becomes}.",
        "middle_assumed": "Hierbij haalt de helft van wie nu niets krijgt de tussentrede.",
        "left": "Dan blijven er {times} van de 100 gevallen met een gelijke stand over.",
        "left_rarely": "Dan blijft er minder dan 1 van de 100 gevallen met een gelijke stand over.",
        "left_once": "Dan blijft er 1 van de 100 gevallen met een gelijke stand over.",
        "point": "{points} punt",
        "points": "{points} punten",
    },
    "en": {
        "yes": "yes",
        "no": "no",
        "unknown": "unknown",
        "totals": "different totals",
        "tie_at_cut": "tie at the cut",
        "rate_decides": "rate decides",
        "tied_mean": "bids in that tie",
        "standard_error": "standard error",
        "exact": "worked out exactly",
        "never": "Never",
        "rarely": "In less than 1 case in 100",
        "once": "In 1 case in 100",
        "often": "In {times} cases in 100",
        "mostly": "In more than 99 cases in 100",
        "always": "Always",
        "rate": "{how_often} the hourly rate decides who gets on the shortlist.",
        "lot": "{how_often} a lot decides who gets on the shortlist.",
        "everyone": "Everybody gets on the shortlist: there are no more bids than places ({places}).",
        "one_total": "Every bid gets the same points.",
        "total_for": "There are {totals} different totals possible, for {bids} bids.",
        "mean": "In such a tie at the cut {mean} bids have the same points, on average.",
        "estimated": "This is an estimate from trial runs, with a standard error of {error} percentage points.",
        "shift": "Move {size} from criterion {giver} ({giver_was} becomes {giver_becomes}) to criterion {taker} "
        "({taker_was} becomes {taker_becomes}).",
        "level": "Criterion {number}, level {label}: {becomes} instead of {was}.",
        "middle": "Give criterion {number} ({points}) a level of {becomes} in between.",
        "middle_assumed": "Half of those who now get nothing are taken to reach it.",
        "left": "That leaves a tie in {times} cases in 100.",
        "left_rarely": "That leaves a tie in less than 1 case in 100.",
        "left_once": "That leaves a tie in 1 case in 100.",
        "point": "{points} point",
        "points": "{points} points",
    },
}


def table(found: Forecast, language: str) -> list[list[str]]:
    """Name and value of each part of a forecast."""
    values = {
        "totals": _say("unknown", language) if found.totals is None else str(found.totals),
        "tie_at_cut": percent(found.tie_at_cut, language),
        "rate_decides": percent(found.rate_decides, language),
        "tied_mean": decimal(found.tied_mean, language),
        "standard_error": percent(found.standard_error, language, places=2),
        "exact": _say("yes" if found.exact else "no", language),
    }
    return [[_say(name, language), value] for name, value in values.items()]


def summary(question: Question, found: Forecast, language: str) -> list[str]:
    sentences = [decides(question, found, language)]
    if found.totals == 1:
        sentences.append(_say("one_total", language))
    elif found.totals and question.has_cut:
        sentences.append(_say("total_for", language, totals=found.totals, bids=question.bids))
    if found.tied_mean:
        sentences.append(_say("mean", language, mean=decimal(found.tied_mean, language)))
    if not found.exact:
        error = decimal(100 * found.standard_error, language)
        sentences.append(_say("estimated", language, error=error))
    return sentences


def decides(question: Question, found: Forecast, language: str) -> str:
    """How often something else than the points says who gets on the shortlist."""
    if not question.has_cut:
        return _say("everyone", language, places=question.places)
    what = "rate" if "hourly_rate" in question.tie_breakers else "lot"
    return _say(what, language, how_often=_how_often(found, language))


def _how_often(found: Forecast, language: str) -> str:
    # What never came in trial runs may still come.
    if found.exact and found.tie_at_cut in (0, 1):
        return _say("always" if found.tie_at_cut else "never", language)
    times = round(100 * found.tie_at_cut)
    if times in (0, 100):
        return _say("mostly" if times else "rarely", language)
    return _say("once" if times == 1 else "often", language, times=times)


# Changes -------------------------------------------------------------------------------------------------------------
def changes(found: Sequence[Change], language: str) -> list[str]:
    return [f"{change(each, language)} {left(each, language)}" for each in found]


def change(each: Change, language: str) -> str:
    return {"shift": _shift, "level": _level, "middle": _middle}[each.kind](each, language)


def left(each: Change, language: str) -> str:
    times = round(100 * each.tie_at_cut)
    name = {0: "left_rarely", 1: "left_once"}.get(times, "left")
    return _say(name, language, times=times)


def _shift(each: Change, language: str) -> str:
    (giver, taker), (lighter, heavier) = each.before, each.after
    return _say(
        "shift",
        language,
        size=_points(each.size, language),
        giver=giver.number,
        giver_was=number(giver.points, language),
        giver_becomes=number(lighter.points, language),
        taker=taker.number,
        taker_was=number(taker.points, language),
        taker_becomes=number(heavier.points, language),
    )


def _level(each: Change, language: str) -> str:
    [before], [after] = each.before, each.after
    was, becomes = next(pair for pair in zip(before.levels, after.levels, strict=True) if pair[0] != pair[1])
    return _say(
        "level",
        language,
        label=was.label,
        number=before.number,
        was=number(was.points, language),
        becomes=_points(becomes.points, language),
    )


def _middle(each: Change, language: str) -> str:
    [before], [after] = each.before, each.after
    said = _say(
        "middle",
        language,
        number=before.number,
        points=_points(before.points, language),
        becomes=_points(_between(after), language),
    )
    return f"{said} {_say('middle_assumed', language)}"


def _between(criterion: Criterion) -> int:
    return sorted(criterion.outcomes())[1]


# Numbers -------------------------------------------------------------------------------------------------------------
def percent(chance: float, language: str, *, places: int = 1) -> str:
    """0.642 → "64,2 %" in Dutch, "64.2%" in English."""
    written = decimal(100 * chance, language, places=places)
    return f"{written} %" if language == "nl" else f"{written}%"


def decimal(value: float, language: str, *, places: int = 1) -> str:
    written = f"{value:.{places}f}"
    return written.replace(".", ",") if language == "nl" else written


def _points(hundredths: int, language: str) -> str:
    return _say("point" if hundredths == 100 else "points", language, points=number(hundredths, language))


def _say(name: str, language: str, **parameters: object) -> str:
    return WORDS[language][name].format(**parameters)
