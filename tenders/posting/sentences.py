"""Findings as sentences, in Dutch ("nl") and English ("en"): what is wrong and what to do about it.

`{points:number}` in a sentence is written as its language does: number, money, day (a moment with its time) or unit.
"""

import string
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .findings import Finding, when

LANGUAGES = ("nl", "en")

DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip
ZONES = {timedelta(hours=1): " (CET)", timedelta(hours=2): " (CEST)"}
UNITS = {
    "nl": {"year": "jaar", "month": "maanden", "thing": ""},
    "en": {"year": "years", "month": "months", "thing": ""},
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    # Points and levels
    "points_missing": {
        "nl": "Criterium {number} heeft geen punten. Geef het punten.",
        "en": "Criterion {number} has no points. Give it points.",
    },
    "points_total": {
        "nl": "De punten van de gunningscriteria zijn samen {given:number}; het totaal moet {total:number} zijn.",
        "en": "The points of the award criteria add up to {given:number}; the total must be {total:number}.",
    },
    "level_above_criterion": {
        "nl": "Trede {label} van criterium {number} heeft {points:number} punten, het criterium zelf {most:number}.",
        "en": "Level {label} of criterion {number} has {points:number} points, the criterion itself {most:number}.",
    },
    "highest_level_too_low": {
        "nl": "De hoogste trede van criterium {number} heeft {highest:number} punten; dat moet {most:number} zijn.",
        "en": "The highest level of criterion {number} has {highest:number} points; it must be {most:number}.",
    },
    "levels_overlap": {
        "nl": "Wie {amount}{unit:unit} heeft, past bij criterium {number} in trede {one} en in trede {other}. "
        "Schrijf op in welke trede dat valt, bijvoorbeeld met “meer dan” of “tot en met”.",
        "en": "Who has {amount}{unit:unit} fits level {one} and level {other} of criterion {number}. Say which of "
        "the two it is, for example with “more than” or “up to and including”.",
    },
    "levels_gap": {
        "nl": "Criterium {number} heeft geen trede tussen {low} en {high}{unit:unit}. Laat de treden op elkaar "
        "aansluiten.",
        "en": "Criterion {number} has no level between {low} and {high}{unit:unit}. Let the levels join up.",
    },
    "levels_end": {
        "nl": "Criterium {number} heeft geen trede voor meer dan {low}{unit:unit}. Voeg die toe, of maak van de "
        "hoogste trede “{low}{unit:unit} of meer”.",
        "en": "Criterion {number} has no level above {low}{unit:unit}. Add one, or make the highest level "
        "“{low}{unit:unit} or more”.",
    },
    # Criteria
    "same_thing_twice": {
        "nl": "Knock-outcriterium {knock_out} en gunningscriterium {number} toetsen hetzelfde, met een andere "
        "grens. Maak het verschil duidelijk of laat een van de twee weg.",
        "en": "Knock-out criterion {knock_out} and award criterion {number} test the same thing with another limit."
        " Make the difference clear, or leave one of them out.",
    },
    "criterion_always_met": {
        "nl": "Wie aan knock-outcriterium {knock_out} voldoet, voldoet ook aan gunningscriterium {number}: iedereen"
        " krijgt dan dezelfde punten. Vraag bij {number} meer, of laat het weg.",
        "en": "Whoever meets knock-out criterion {knock_out} also meets award criterion {number}: everyone then "
        "gets the same points. Ask for more in {number}, or leave it out.",
    },
    "years_differ": {
        "nl": "De tekst vraagt {years:number} jaar ervaring en criterium {number} vraagt {other:number} jaar: "
        "“{quote}”. "
        "Zet overal hetzelfde aantal.",
        "en": "The text asks for {years:number} years of experience and criterion {number} for {other:number}: "
        "“{quote}”. Write the same number everywhere.",
    },
    "years_and_levels_differ": {
        "nl": "Criterium {number} vraagt {years:number} jaar, maar geen van de treden begint of eindigt daar. Zet "
        "in de tekst en in de treden dezelfde aantallen.",
        "en": "Criterion {number} asks for {years:number} years, but none of its levels begins or ends there. Write"
        " the same numbers in the text and in the levels.",
    },
    "experience_without_window": {
        "nl": "Criterium {number} vraagt ervaring en zegt niet in welke periode. Schrijf erbij hoe recent die moet "
        "zijn, bijvoorbeeld “in de afgelopen 5 jaar”.",
        "en": "Criterion {number} asks for experience and does not say in which period. Add how recent it must be, "
        "for example “in the past 5 years”.",
    },
    "window_too_short": {
        "nl": "Criterium {number} vraagt {years:number} jaar ervaring in een periode van {window:number} jaar: dat "
        "kan niemand laten zien. Vraag minder jaren of maak de periode langer.",
        "en": "Criterion {number} asks for {years:number} years of experience within {window:number}: nobody can "
        "show that. Ask for fewer years or make the period longer.",
    },
    "rate_twice": {
        "nl": "Het uurtarief staat in knock-outcriterium {knock_out} en krijgt ook punten in gunningscriterium "
        "{number}. Kies een van de twee.",
        "en": "The hourly rate stands in knock-out criterion {knock_out} and also gets points in award criterion "
        "{number}. Choose one of the two.",
    },
    "product_without_equivalent": {
        "nl": "Criterium {number} noemt producten bij naam ({products}). Schrijf erbij dat ervaring met een "
        "gelijkwaardig product ook telt: “of gelijkwaardig”.",
        "en": "Criterion {number} names products ({products}). Add that experience with an equivalent product "
        "counts too: “of gelijkwaardig”.",
    },
    # Texts
    "template_remains": {
        "nl": "Hier staat nog “{text}” uit een sjabloon: “{quote}”. Vul in of haal weg.",
        "en": "“{text}” was left behind by a template: “{quote}”. Fill it in or take it out.",
    },
    "positions_differ": {
        "nl": "In de tekst staan {text} mensen, bij het aantal professionals {field}: “{quote}”. Zet op beide "
        "plaatsen hetzelfde aantal.",
        "en": "The text says {text} people, the number of professionals is {field}: “{quote}”. Write the same "
        "number in both places.",
    },
    "number_and_word_differ": {
        "nl": "Het woord en het cijfer zijn niet gelijk: “{text}”. Maak ze gelijk.",
        "en": "The word and the figure are not the same: “{text}”. Make them the same.",
    },
    "amounts_differ": {
        "nl": "Hier staat {text:money}, terwijl het hoogste uurtarief {field:money} is: “{quote}”. Noem overal "
        "hetzelfde bedrag, of zeg in het antwoord welk bedrag geldt.",
        "en": "This says {text:money}, while the highest hourly rate is {field:money}: “{quote}”. Write the same "
        "amount everywhere, or say in the answer which one holds.",
    },
    # The steps
    "invites_missing": {
        "nl": "De opdracht zegt niet hoeveel kandidaten worden uitgenodigd voor een gesprek. Vul het aantal in.",
        "en": "The assignment does not say how many candidates are invited to an interview. Fill in the number.",
    },
    "invites_differ": {
        "nl": "De tekst van de stap noemt {text} uitnodigingen, bij het aantal staat {field:absent}. Maak ze gelijk.",
        "en": "The text of the step speaks of {text} invitations, the number says {field:absent}. Make them the same.",
    },
    "shortlist_differs": {
        "nl": "De tekst van de stap noemt {text} kandidaten, bij het aantal plaatsen staat {field}. Maak ze gelijk.",
        "en": "The text of the step speaks of {text} candidates, the number of places is {field}. Make them the same.",
    },
    "full_tie_unsettled": {
        "nl": "De stappen zeggen niet wat er gebeurt bij gelijke punten en een gelijk uurtarief. Schrijf het erbij,"
        " bijvoorbeeld dat dan het lot beslist.",
        "en": "The steps do not say what happens at equal points and an equal hourly rate. Add it, for example that"
        " the lot decides then.",
    },
    "standstill_without_length": {
        "nl": "Er is een opschortende termijn beloofd zonder dat erbij staat hoe lang die duurt. Vul het aantal "
        "dagen in.",
        "en": "A standstill period is promised without its length. Fill in the number of days.",
    },
    # The planning
    "closing_before_questions_end": {
        "nl": "De opdracht sluit op {later:day}, voordat op {earlier:day} de vragen eindigen.",
        "en": "The assignment closes on {later:day}, before the questions end on {earlier:day}.",
    },
    "answers_before_questions_end": {
        "nl": "De antwoorden komen op {later:day}, voordat op {earlier:day} de vragen eindigen.",
        "en": "The answers come on {later:day}, before the questions end on {earlier:day}.",
    },
    "invitations_before_closing": {
        "nl": "De uitnodigingen gaan uiterlijk {later:day} uit, voordat de opdracht op {earlier:day} sluit.",
        "en": "The invitations go out by {later:day}, before the assignment closes on {earlier:day}.",
    },
    "interviews_before_invitations": {
        "nl": "De gesprekken zijn op {later:day}, vóór de uitnodigingen van {earlier:day}.",
        "en": "The interviews are on {later:day}, before the invitations on {earlier:day}.",
    },
    "answers_after_closing": {
        "nl": "De antwoorden komen op {answers:day}; dan sluit de opdracht of is zij al gesloten ({closes:day}). "
        "Geef leveranciers ten minste een dag om iets met de antwoorden te doen.",
        "en": "The answers come on {answers:day}, when the assignment closes or has closed ({closes:day}). Give "
        "suppliers at least a day to use the answers.",
    },
    "closing_before_publication": {
        "nl": "De opdracht sluit op {closes:day}; dat is niet na de publicatie op {published:day}. Kies een later "
        "moment.",
        "en": "The assignment closes on {closes:day}; that is not after its publication on {published:day}. Choose "
        "a later moment.",
    },
    "on_weekend": {
        "nl": "{day:Day} valt in het weekend. Kies een werkdag.",
        "en": "{day:Day} is in a weekend. Choose a working day.",
    },
    "on_holiday": {
        "nl": "{day:Day} is een feestdag ({holiday}). Kies een werkdag.",
        "en": "{day:Day} is a public holiday ({holiday}). Choose a working day.",
    },
    "too_little_time_to_assess": {
        "nl": "Tussen de sluiting op {closes:day} en {last:day} ligt minder dan een werkdag om te beoordelen. Sluit"
        " eerder of schuif de volgende datum op.",
        "en": "Between the closing on {closes:day} and {last:day} there is less than a working day to assess. Close"
        " earlier or move the next date.",
    },
}


def say(finding: Finding, language: str) -> str:
    """A code that an older version knew is shown as it is."""
    sentence = SENTENCES.get(finding.code)
    return _Words(language).vformat(sentence[language], (), finding.values) if sentence else finding.code


class _Words(string.Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        write = WAYS.get(format_spec)
        return write(value, self.language) if write else str(value)


def _number(value: Any, language: str) -> str:
    return str(value).replace(".", ",") if language == "nl" else str(value)


def _money(value: Any, language: str) -> str:
    return f"€ {_number(value, language)}" if language == "nl" else f"€{value}"


def _day(value: Any, language: str) -> str:
    moment = when(value)
    if moment is None:
        return str(value)
    month = MONTHS[language][moment.month - 1]
    day = f"{DAYS[language][moment.weekday()]} {moment.day} {month} {moment.year}"
    return f"{day}, {_time(moment, language)}" if isinstance(moment, datetime) else day


def _time(moment: datetime, language: str) -> str:
    zone = ZONES.get(moment.utcoffset() or timedelta(), "")
    return f"{moment:%H:%M} uur{zone}" if language == "nl" else f"{moment:%H:%M}{zone}"


def _day_first(value: Any, language: str) -> str:
    """At the start of a sentence."""
    written = _day(value, language)
    return written[:1].upper() + written[1:]


def _unit(value: Any, language: str) -> str:
    word = UNITS[language].get(str(value), "")
    return f" {word}" if word else ""


def _absent(value: Any, language: str) -> str:
    nothing = {"nl": "niets", "en": "nothing"}
    return nothing[language] if value is None else str(value)


WAYS = {
    "number": _number, "money": _money, "day": _day, "Day": _day_first, "unit": _unit, "absent": _absent,
}  # fmt: skip

__all__ = ["LANGUAGES", "SENTENCES", "say"]
