"""Experience in a window as sentences and rows of text, in Dutch ("nl") and English ("en"), from tables of their own.

They state what was counted. Whether it is the experience that was asked for, a person says. `names` are what to call
each job; one without a name goes by its ref.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from scoring.engine.days import Day, preceding
from scoring.engine.part_time import PartTime, numbers
from scoring.engine.windows import Asked, Counted, Outside, Stretch
from scoring.engine.windows_contract import hundredths
from scoring.explain import listing, number, on_a_line

Names = Mapping[str, str]

MONTHS: Mapping[str, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "month": "{months} maand",
        "months": "{months} maanden",
        "brief": "{found} van de {needed} maanden",
        "brief_of_one": "{found} van de gevraagde maand",
        "in_window": "{found} in de afgelopen {window}; {asked}.",
        "in_last_month": "{found} in de afgelopen maand; {asked}.",
        "in_career": "{found} in de hele loopbaan; {asked}.",
        "asked_some": "gevraagd is enige ervaring",
        "asked_one": "gevraagd is er 1",
        "asked_more": "gevraagd zijn er {needed}",
        "met": "Dat is ten minste wat gevraagd is.",
        "met_to_the_day": "Van datum tot datum zijn het {months} hele maanden: ten minste wat gevraagd is.",
        "none": "Er telt geen dag mee.",
        "short": "Dat is {missing} te weinig.",
        "certain": "Zeker zijn {least}; de rest hangt af van een dag of een aantal uren dat ontbreekt bij {jobs}.",
        "certain_all": "Bij {jobs} ontbreekt een dag of een aantal uren; voor het totaal maakt dat niet uit.",
        "certain_met": "Ook wat zeker is, is ten minste wat gevraagd is.",
        "only_at_most": "Alleen in de gunstigste lezing is dat wat gevraagd is.",
        "counts_fully": "Deeltijd telt volledig mee.",
        "pro_rata": "Deeltijd telt mee naar rato van {full_week} uur per week; banen tegelijk tellen samen als hooguit "
        "een volle week.",
        "full_from": "Vanaf {hours} uur per week telt werk volledig mee, daaronder naar rato van {full_week} uur; "
        "de uren van banen tegelijk tellen samen.",
        "none_below": "Vanaf {hours} uur per week telt werk volledig mee, daaronder niet; de uren van banen tegelijk "
        "tellen samen.",
        "until": "{start} tot en met {end}",
        "one_day": "{start}",
        "since": "vanaf {start}",
        "before": "{job}, {when}: vóór {window_start}, het begin van de periode.",
        "after": "{job}, {when}: niet vóór {closing}, de sluitingsdatum.",
        "tags": "{job}, {when}: ander werk dan gevraagd.",
        "hours": "{job}, {when}: te weinig uren per week.",
        "gap": "geen werk dat meetelt",
        "fully": "volledig",
        "percent": "{percent} %",
    },
    "en": {
        "month": "{months} month",
        "months": "{months} months",
        "brief": "{found} of the {needed} months",
        "brief_of_one": "{found} of the month asked",
        "in_window": "{found} in the last {window}; {asked}.",
        "in_last_month": "{found} in the last month; {asked}.",
        "in_career": "{found} in the whole career; {asked}.",
        "asked_some": "some experience is asked",
        "asked_one": "1 is asked",
        "asked_more": "{needed} are asked",
        "met": "That is at least what is asked.",
        "met_to_the_day": "From date to date it is {months} whole months: at least what is asked.",
        "none": "Not a day counts.",
        "short": "That is {missing} too few.",
        "certain": "Certain are {least}; the rest hangs on a day or a number of hours that is missing for {jobs}.",
        "certain_all": "A day or a number of hours is missing for {jobs}; the total is the same without it.",
        "certain_met": "What is certain is at least what is asked, too.",
        "only_at_most": "Only in the most favourable reading is that what is asked.",
        "counts_fully": "Part-time work counts in full.",
        "pro_rata": "Part-time work counts pro rata to {full_week} hours a week; jobs at the same time together count "
        "as a full week at most.",
        "full_from": "From {hours} hours a week work counts in full, below that pro rata to {full_week} hours; the "
        "hours of jobs at the same time are added up.",
        "none_below": "From {hours} hours a week work counts in full, below that not at all; the hours of jobs at the "
        "same time are added up.",
        "until": "{start} up to and including {end}",
        "one_day": "{start}",
        "since": "from {start}",
        "before": "{job}, {when}: before {window_start}, where the period begins.",
        "after": "{job}, {when}: not before {closing}, the closing date.",
        "tags": "{job}, {when}: other work than asked.",
        "hours": "{job}, {when}: too few hours a week.",
        "gap": "no work that counts",
        "fully": "in full",
        "percent": "{percent}%",
    },
}


class Row(NamedTuple):
    """A line of the table: time that counts, or a gap, which has no months."""

    start: str
    end: str
    share: str
    months: str
    jobs: str


# The whole -----------------------------------------------------------------------------------------------------------
def summary(counted: Counted, names: Names, language: str) -> list[str]:
    return [lead(counted, language), _enough(counted, language), *_certain(counted, names, language)]


def lead(counted: Counted, language: str) -> str:
    """ "27 maanden in de afgelopen 60; gevraagd zijn er 24." """
    asked = counted.asked
    where = {None: "in_career", 1: "in_last_month"}.get(asked.months, "in_window")
    needed = {0: "asked_some", 1: "asked_one"}.get(asked.needed, "asked_more")
    return _say(
        where,
        language,
        found=months(counted.most.months, language),
        window=asked.months,
        asked=_say(needed, language, needed=asked.needed),
    )


def brief(counted: Counted, language: str) -> str:
    """ "27 van de 24 maanden", for beside a criterion; where no number is asked, what was found alone."""
    needed = counted.asked.needed
    if needed == 0:
        return months(counted.most.months, language)
    found = number(hundredths(counted.most.months), language)
    return _say("brief_of_one" if needed == 1 else "brief", language, found=found, needed=needed)


def _enough(counted: Counted, language: str) -> str:
    most, needed = counted.most, counted.asked.needed
    if counted.met and most.months >= needed:
        return _say("met", language)
    if counted.met:
        return _say("met_to_the_day", language, months=most.whole_months)
    return _say("none" if not most.stretches else "short", language, missing=_months(_missing(counted), language))


def _missing(counted: Counted) -> int:
    """Hundredths; what is shown as found and as missing add up to what is asked."""
    return 100 * counted.asked.needed - hundredths(counted.most.months)


def _certain(counted: Counted, names: Names, language: str) -> list[str]:
    if not counted.unsure:
        return []
    same = counted.least.months == counted.most.months
    sentence = _say(
        "certain_all" if same else "certain",
        language,
        least=months(counted.least.months, language),
        jobs=_jobs(counted.unsure, names, language),
    )
    if same or not counted.met:
        return [sentence]
    return [sentence, _say("certain_met" if counted.met_for_certain else "only_at_most", language)]


def part_time(rule: PartTime, language: str) -> str:
    hours = {name: number(getattr(rule, name), language) for name in numbers(type(rule))}
    return _say(rule.name, language, **hours)


# What counts, and what does not --------------------------------------------------------------------------------------
def rows(counted: Counted, names: Names, language: str) -> list[Row]:
    """Stretches and the gaps between them, in order of time."""
    stretches = {stretch.start: _stretch(stretch, names, language) for stretch in counted.most.stretches}
    gaps = {start: _gap(start, end, language) for start, end in counted.gaps}
    return [row for _, row in sorted({**stretches, **gaps}.items())]


def _stretch(stretch: Stretch, names: Names, language: str) -> Row:
    return Row(
        day(stretch.start, language),
        day(preceding(stretch.end), language),
        _share(stretch.share, language),
        number(hundredths(stretch.months), language),
        _jobs(stretch.refs, names, language),
    )


def _gap(start: Day, end: Day, language: str) -> Row:
    return Row(day(start, language), day(preceding(end), language), "", "", _say("gap", language))


def _share(share: Fraction, language: str) -> str:
    if share == 1:
        return _say("fully", language)
    tenths = int(1000 * share + Fraction(1, 2))
    return _say("percent", language, percent=number(10 * tenths, language))


def outside(counted: Counted, names: Names, language: str) -> list[str]:
    return [_outside(each, counted.asked, names, language) for each in counted.outside]


def _outside(each: Outside, asked: Asked, names: Names, language: str) -> str:
    return _say(
        each.why,
        language,
        job=_name(each.ref, names),
        when=_when(each.start, each.end, language),
        window_start=asked.start and day(asked.start, language),
        closing=day(asked.closing, language),
    )


def _when(start: Day, end: Day | None, language: str) -> str:
    if end is None:
        return _say("since", language, start=day(start, language))
    last = preceding(end)
    return _say("one_day" if last == start else "until", language, start=day(start, language), end=day(last, language))


# Words ---------------------------------------------------------------------------------------------------------------
def day(each: Day, language: str) -> str:
    """2 maart 2021"""
    return f"{each.day} {MONTHS[language].split()[each.month - 1]} {each.year}"


def months(found: Fraction, language: str) -> str:
    """27 maanden, 1 maand, 23,98 maanden: never more than was counted."""
    return _months(hundredths(found), language)


def _months(in_hundredths: int, language: str) -> str:
    return _say("month" if in_hundredths == 100 else "months", language, months=number(in_hundredths, language))


def _jobs(refs: Iterable[str], names: Names, language: str) -> str:
    return listing([_name(ref, names) for ref in refs], language)


def _name(ref: str, names: Names) -> str:
    return on_a_line(names.get(ref) or ref)


def _say(name: str, language: str, **parameters: object) -> str:
    return WORDS[language][name].format(**parameters)
