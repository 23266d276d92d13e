"""Rankings and errors as sentences, in Dutch ("nl") and English ("en"), from tables of their own.

Sentences start in lower case where they follow a place or a colon on the page. `shortlisted` is for the client, who
must not learn of anything below the shortlist.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from scoring.engine.errors import EXPECTED, SENTENCES, Unusable, fill
from scoring.engine.places import Place
from scoring.engine.ranking import Ranking

LANGUAGES = ("nl", "en")
# A sentence names no more bids than someone reads; else the sentences of a tie would grow with its square.
MOST_NAMED = 10

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "and": "en",
        "others": "{count} andere",
        "yes": "ja",
        "no": "nee",
        "place": "plaats",
        "bid": "inschrijving",
        "points_head": "punten",
        "hourly_rate": "uurtarief",
        "shortlist": "shortlist",
        "point": "{points} punt",
        "points": "{points} punten",
        "by_points": "plaats {place}: {points}; {more} meer dan plaats {next_place}",
        "by_hourly_rate": "plaats {place}: {points}; bij gelijke punten beslist het lagere uurtarief: "
        "{rate} tegen {next_rate}",
        "by_lot": "plaats {place}: {points}; bij gelijke punten beslist de loting",
        "by_lot_after_rate": "plaats {place}: {points}; bij gelijke punten en een gelijk uurtarief van {rate} "
        "beslist de loting",
        "last": "plaats {place}: {points}; de laatste plaats",
        "last_of_shortlist": "plaats {place}: {points}; de laatste plaats op de shortlist",
        "tied": "gedeelde plaats {place}: {points}; gelijk met {others}",
        "tied_at_cut": "gedeelde plaats {place}: {points}; gelijk met {others}, op de grens van de shortlist: "
        "een loting moet beslissen",
        "excluded": "{ref} is uitgesloten: voldoet niet aan knock-outcriterium {numbers}",
        "excluded_on_more": "{ref} is uitgesloten: voldoet niet aan de knock-outcriteria {numbers}",
        "no_bids": "Er zijn geen inschrijvingen.",
        "one_placed": "1 inschrijving heeft een plaats",
        "placed": "{count} inschrijvingen hebben een plaats",
        "none_excluded": "geen is uitgesloten",
        "one_excluded": "1 is uitgesloten",
        "some_excluded": "{count} zijn uitgesloten",
        "settled": "De shortlist staat vast, met {count} van de {cut} plaatsen bezet.",
        "settled_one_place": "De shortlist staat vast, met {count} van 1 plaats bezet.",
        "open": "De shortlist staat niet vast: {refs} zijn gelijk op de grens van {cut} plaatsen. "
        "Een loting moet beslissen.",
        "open_one_place": "De shortlist staat niet vast: {refs} zijn gelijk op de grens van 1 plaats. "
        "Een loting moet beslissen.",
        "open_elsewhere": "Op plaats {place} zijn {refs} gelijk; dat verandert de shortlist niet.",
    },
    "en": {
        "and": "and",
        "others": "{count} others",
        "yes": "yes",
        "no": "no",
        "place": "place",
        "bid": "bid",
        "points_head": "points",
        "hourly_rate": "hourly rate",
        "shortlist": "shortlist",
        "point": "{points} point",
        "points": "{points} points",
        "by_points": "place {place}: {points}; {more} more than place {next_place}",
        "by_hourly_rate": "place {place}: {points}; with equal points the lower hourly rate decides: "
        "{rate} against {next_rate}",
        "by_lot": "place {place}: {points}; with equal points the lot decides",
        "by_lot_after_rate": "place {place}: {points}; with equal points and an equal hourly rate of {rate} "
        "the lot decides",
        "last": "place {place}: {points}; the last place",
        "last_of_shortlist": "place {place}: {points}; the last place on the shortlist",
        "tied": "shared place {place}: {points}; equal with {others}",
        "tied_at_cut": "shared place {place}: {points}; equal with {others}, where the shortlist ends: "
        "a lot must decide",
        "excluded": "{ref} is excluded: it does not meet knock-out criterion {numbers}",
        "excluded_on_more": "{ref} is excluded: it does not meet knock-out criteria {numbers}",
        "no_bids": "There are no bids.",
        "one_placed": "1 bid has a place",
        "placed": "{count} bids have a place",
        "none_excluded": "none is excluded",
        "one_excluded": "1 is excluded",
        "some_excluded": "{count} are excluded",
        "settled": "The shortlist is settled, with {count} of its {cut} places taken.",
        "settled_one_place": "The shortlist is settled, with {count} of 1 place taken.",
        "open": "The shortlist is not settled: {refs} are equal where its {cut} places end. A lot must decide.",
        "open_one_place": "The shortlist is not settled: {refs} are equal where its 1 place ends. A lot must decide.",
        "open_elsewhere": "On place {place} {refs} are equal; this does not change the shortlist.",
    },
}

ERRORS: Mapping[str, Mapping[str, str]] = {
    "en": SENTENCES,
    "nl": {
        "empty": "De invoer is leeg.",
        "not_utf8": "De invoer is geen UTF-8-tekst: byte {byte} is niet te lezen.",
        "not_json": "De invoer is geen JSON: het gaat mis op regel {line}, kolom {column}.",
        "too_deep": "De invoer is te diep genest om te lezen.",
        "number_too_long": "In de invoer staat een getal met meer cijfers dan te lezen zijn.",
        "not_a_number": "De invoer is geen JSON: {value} is daarin geen getal.",
        "double_key": "De sleutel {key} staat twee keer in één object.",
        "half_character": "In een tekst staat een half teken (een losse surrogaat), dat niet te schrijven is.",
        "too_high": "{where} mag ten hoogste {most} zijn.",
        "wrong_type": "{where} moet {expected} zijn.",
        "missing_key": "In {where} ontbreekt de sleutel {key}.",
        "unknown_key": "In {where} staat een onbekende sleutel, {key}.",
        "empty_text": "{where} mag niet leeg zijn.",
        "too_low": "{where} moet ten minste {least} zijn.",
        "too_long": "{where} mag ten hoogste {digits} cijfers hebben.",
        "double_knock_out": "Knock-outcriterium {number} staat twee keer in de regels.",
        "double_criterion": "Gunningscriterium {number} staat twee keer in de regels.",
        "negative_points": "Gunningscriterium {number} heeft punten onder nul.",
        "no_levels": "Gunningscriterium {number} heeft een lijst van treden zonder één trede.",
        "double_label": "Gunningscriterium {number} heeft de trede {label} twee keer.",
        "level_above_criterion": "Gunningscriterium {number} heeft een trede, {label}, boven de punten van het "
        "criterium.",
        "levels_without_use": "Gunningscriterium {number} heeft treden, die bij dit soort criterium niet gebruikt "
        "worden.",
        "unknown_kind": "Gunningscriterium {number} is van een onbekend soort, {kind}.",
        "unknown_tie_breaker": "De beslisregel {name} is onbekend.",
        "double_tie_breaker": "De beslisregel {name} staat twee keer in de regels.",
        "no_places": "De shortlist moet ten minste één plaats hebben.",
        "double_ref": "De inschrijving {ref} staat twee keer bij de inschrijvingen.",
        "unknown_knock_out": "Inschrijving {ref} heeft een oordeel over {number}, dat geen knock-outcriterium is.",
        "unknown_criterion": "Inschrijving {ref} heeft een score op {number}, dat geen gunningscriterium is.",
        "missing_verdict": "Inschrijving {ref} heeft geen oordeel over knock-outcriterium {number}.",
        "missing_score": "Inschrijving {ref} heeft geen score op gunningscriterium {number}.",
        "no_verdict": "Inschrijving {ref} heeft een oordeel over knock-outcriterium {number} dat niet true of false "
        "is.",
        "impossible_score": "Inschrijving {ref} heeft op gunningscriterium {number} de score {score}, die daar niet "
        "bestaat.",
        "missing_rate": "Inschrijving {ref} heeft geen uurtarief, terwijl dat kan moeten beslissen.",
        "unreadable_rate": "Inschrijving {ref} heeft een uurtarief dat niet te lezen is: {rate}.",
        "rate_not_positive": "Inschrijving {ref} heeft een uurtarief dat niet boven nul ligt.",
        "rate_too_long": "Inschrijving {ref} heeft een uurtarief van meer dan {digits} cijfers.",
        "unknown_lot": "De loting noemt {ref}, die niet bij de inschrijvingen staat.",
        "double_lot": "De loting noemt {ref} twee keer.",
        "missing_pass_rate": "Gunningscriterium {number} heeft geen slaagkans.",
        "unknown_pass_rate": "Er is een slaagkans voor {number}, dat geen gunningscriterium is.",
        "no_chance": "{where} moet van 0 tot en met 1 zijn.",
        "number_of_chances": "Gunningscriterium {number} heeft {needed} kansen nodig, één voor elke uitkomst, en heeft "
        "er {given}.",
        "sum_of_chances": "De kansen van gunningscriterium {number} moeten samen 1 zijn.",
        "too_many_draws": "De voorspelling kost {draws} trekkingen en er worden er ten hoogste {most} gedaan: vraag "
        "minder inschrijvingen of proeven.",
        "no_such_date": "{date} is geen dag, maand of jaar van {first} tot en met {last}.",
        "unreadable_date": "{where} moet een datum zijn zoals 2021, 2021-03 of 2021-03-14, niet {date}.",
        "unreadable_day": "{where} moet een dag zijn zoals 2021-03-14, niet {date}.",
        "unreadable_hours": "{where} moet uren per week zijn zoals 36 of 28.5, niet {hours}.",
        "reversed_period": "Baan {ref} eindigt, {end}, voordat zij begint, {start}.",
        "double_period": "Baan {ref} staat twee keer in de loopbaan.",
        "too_many_periods": "Er zijn meer dan {most} banen.",
        "impossible_hours": "Baan {ref} moet meer dan 0 en ten hoogste 168 uur per week hebben.",
        "impossible_window": "De periode moet van 1 tot en met {most} maanden zijn.",
        "impossible_need": "De gevraagde ervaring moet van 0 tot en met {most} maanden zijn, de hele periode.",
        "unknown_part_time": "De deeltijdregel {name} is onbekend.",
        "numbers_of_part_time": "De deeltijdregel {name} heeft deze aantallen uren nodig en geen andere: {needed}.",
        "impossible_week": "Het aantal uren {name} moet meer dan 0 en ten hoogste 168 zijn.",
        "more_than_full_week": "De uren die volledig tellen, kunnen niet meer zijn dan een volle week.",
    },
}

EXPECTED_IN: Mapping[str, Mapping[str, str]] = {
    "en": EXPECTED,
    "nl": {
        "object": "een object",
        "list": "een lijst",
        "text": "een tekst",
        "integer": "een geheel getal",
        "chance": "een getal",
        "chances": "een getal of een lijst van getallen",
    },
}


def error(unusable: Unusable, language: str) -> str:
    return fill(ERRORS[language][unusable.code], unusable.parameters, EXPECTED_IN[language])


# Numbers -------------------------------------------------------------------------------------------------------------
def number(hundredths: int, language: str) -> str:
    """6000 → "60", 6250 → "62,5" in Dutch and "62.5" in English."""
    whole, part = divmod(hundredths, 100)
    mark = "," if language == "nl" else "."
    return f"{whole}{mark}{part:02}".rstrip("0") if part else str(whole)


def points(hundredths: int, language: str) -> str:
    name = "point" if hundredths == 100 else "points"
    return _say(name, language, points=number(hundredths, language))


def rate(cents: int | None, language: str) -> str:
    """5450 → "€ 54,50" in Dutch, "€54.50" in English."""
    if cents is None:
        return ""
    if language == "nl":
        return f"€ {cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"
    return f"€{cents // 100:,}.{cents % 100:02}"


# Places --------------------------------------------------------------------------------------------------------------
def places(ranking: Ranking, language: str) -> list[str]:
    """One sentence for each of `ranking.places`: what separates it from the next."""
    return _sentences(ranking, list(ranking.places), "last", language)


def shortlisted(ranking: Ranking, language: str) -> list[str]:
    """The same for the shortlist alone, not telling whether anything comes after it."""
    return _sentences(ranking, list(ranking.places[: len(ranking.shortlist)]), "last_of_shortlist", language)


def _sentences(ranking: Ranking, listed: Sequence[Place], last: str, language: str) -> list[str]:
    ties = {ref: tie for tie in ranking.open_ties for ref in tie}
    at_cut = set(ranking.open_at_cut)
    return [
        _tied(place, ties[place.ref], "tied_at_cut" if place.ref in at_cut else "tied", language)
        if place.ref in ties
        else _settled(place, listed[at + 1] if at + 1 < len(listed) else None, last, ranking, language)
        for at, place in enumerate(listed)
    ]


def _tied(place: Place, tie: Sequence[str], name: str, language: str) -> str:
    others = _refs((ref for ref in tie if ref != place.ref), len(tie) - 1, language)
    return _say(name, language, place=place.place, points=points(place.points, language), others=others)


def _settled(place: Place, below: Place | None, last: str, ranking: Ranking, language: str) -> str:
    if below is None:
        return _say(last, language, place=place.place, points=points(place.points, language))
    after_rate = place.decided_by == "lot" and "hourly_rate" in ranking.tie_breakers
    return _say(
        "by_lot_after_rate" if after_rate else f"by_{place.decided_by}",
        language,
        place=place.place,
        points=points(place.points, language),
        more=points(place.points - below.points, language),
        next_place=below.place,
        rate=rate(place.hourly_rate, language),
        next_rate=rate(below.hourly_rate, language),
    )


def excluded(ranking: Ranking, language: str) -> list[str]:
    """One sentence for each of `ranking.excluded`."""
    return [
        _say(
            "excluded" if len(out.knock_outs) == 1 else "excluded_on_more",
            language,
            ref=on_a_line(out.ref),
            numbers=listing([str(each) for each in out.knock_outs], language),
        )
        for out in ranking.excluded
    ]


def table(ranking: Ranking, language: str) -> list[list[str]]:
    """The ranking as rows of text, headings first."""
    head = ("place", "bid", "hourly_rate", "points_head", "shortlist")
    rows = [
        [
            str(place.place),
            on_a_line(place.ref),
            rate(place.hourly_rate, language),
            number(place.points, language),
            _say("yes" if place.shortlisted else "no", language),
        ]
        for place in ranking.places
    ]
    return [[_say(name, language) for name in head], *rows]


# The whole -----------------------------------------------------------------------------------------------------------
def summary(ranking: Ranking, language: str) -> list[str]:
    """How many bids there are, whether the shortlist is settled, and the open ties that don't matter to it."""
    placed, out = len(ranking.places), len(ranking.excluded)
    if not placed and not out:
        return [_say("no_bids", language)]
    counts = f"{_counted('placed', placed, language)}; {_counted('excluded', out, language)}."
    return [counts, _shortlist(ranking, language), *_open_elsewhere(ranking, language)]


def _counted(what: str, count: int, language: str) -> str:
    names = {
        "placed": {1: "one_placed"}.get(count, "placed"),
        "excluded": {0: "none_excluded", 1: "one_excluded"}.get(count, "some_excluded"),
    }
    return _say(names[what], language, count=count)


def _shortlist(ranking: Ranking, language: str) -> str:
    ending = "_one_place" if ranking.cut == 1 else ""
    if ranking.settled:
        return _say(f"settled{ending}", language, count=len(ranking.shortlist), cut=ranking.cut)
    refs = _refs(ranking.open_at_cut, len(ranking.open_at_cut), language)
    return _say(f"open{ending}", language, refs=refs, cut=ranking.cut)


def _open_elsewhere(ranking: Ranking, language: str) -> list[str]:
    number_of = {place.ref: place.place for place in ranking.places}
    return [
        _say("open_elsewhere", language, place=number_of[tie[0]], refs=_refs(tie, len(tie), language))
        for tie in ranking.open_ties
        if tie != ranking.open_at_cut
    ]


def on_a_line(ref: str) -> str:
    """A ref as it is. One that would break its line, steer a terminal or turn what follows is written as in JSON."""
    return ref if ref.isprintable() else json.dumps(ref)


def _refs(refs: Iterable[str], count: int, language: str) -> str:
    """`count` is how many there are. One more than the most is named too: "1 others" says less than its name."""
    named = MOST_NAMED if count > MOST_NAMED + 1 else count
    names = [on_a_line(ref) for ref in islice(refs, named)]
    if named < count:
        names.append(_say("others", language, count=count - named))
    return listing(names, language)


def listing(names: Sequence[str], language: str) -> str:
    """B1, B2 en B3"""
    *head, tail = names
    return f"{', '.join(head)} {_say('and', language)} {tail}" if head else tail


def _say(name: str, language: str, **parameters: object) -> str:
    return WORDS[language][name].format(**parameters)
