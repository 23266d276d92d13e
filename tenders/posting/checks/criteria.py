"""Knock-outs and award criteria: what each asks, and whether they can stand beside each other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tenders.posting.findings import WARNING, Case, Finding

from .levels import THING, Interval, intervals
from .phrases import (
    ABOUT_A_PAPER,
    EXPERIENCE,
    RATE,
    YEARS_OF_EXPERIENCE,
    Demand,
    demand,
    has_window,
    said_number,
    sentences,
    whole_text,
)

MOST_COMPARED = 200  # of each: a text that has more is a text about something else, and each pair takes its time
SAME = 0.6  # how much of their words two criteria share that ask for the same thing


def _both(case: Case) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in ("knock_outs", "criteria"):
        for row in case.rows(name):
            yield f"{name}.{row['number']}", row


# The same thing twice ------------------------------------------------------------------------------------------------
def knock_out_and_criterion_test_the_same(case: Case) -> Iterator[Finding]:
    """Seed 000 asks two years in knock-out 2 and four in criterion 8, seed 001 mbo 3 and mbo 4: readers take the one
    for the other. And points that everyone gets who passes the knock-outs tell no bids apart (domain 0, 5.5)."""
    knock_outs, criteria = case.rows("knock_outs")[:MOST_COMPARED], case.rows("criteria")[:MOST_COMPARED]
    demands = [(knock_out["number"], demand(str(knock_out.get("text") or ""))) for knock_out in knock_outs]
    firsts = [(number, first) for number, first in demands if _says_what(first) and not RATE.search(first.text)]
    for criterion in criteria:
        second = demand(str(criterion.get("text") or ""))
        for number, first in firsts if _says_what(second) else ():
            code = _overlap(first, second, criterion)
            if code:
                numbers = {"knock_out": number, "number": criterion["number"]}
                yield Finding(code, WARNING, f"criteria.{criterion['number']}", numbers, (f"knock_outs.{number}",))


def _says_what(each: Demand) -> bool:
    return bool(each.subject or each.education)


def _overlap(first: Demand, second: Demand, criterion: Mapping[str, Any]) -> str:
    if ladder := [each for each in intervals(criterion) if each.unit != THING]:
        return _beside_levels(first, second, ladder)
    if criterion.get("levels"):
        return ""
    if _is_always_met(first, second):
        return "criterion_always_met"
    return "same_thing_twice" if _are_alike(first, second) and _heights(first) != _heights(second) else ""


def _beside_levels(first: Demand, second: Demand, ladder: list[Interval]) -> str:
    if first.asked is None or not _share(first, second):
        return ""
    asked = first.asked
    best = max(ladder, key=lambda each: each.low)
    return "criterion_always_met" if best.low <= asked and not best.low_open else "same_thing_twice"


def _heights(each: Demand) -> tuple[Any, ...]:
    return (each.asked, each.window, each.education, each.count)


def _share(first: Demand, second: Demand) -> bool:
    together = first.subject | second.subject
    return bool(together) and len(first.subject & second.subject) >= SAME * len(together)


def _are_alike(first: Demand, second: Demand) -> bool:
    """Both ask for time, for an education or for a number of the same."""
    if first.education and second.education:
        return _share(first, second) or not first.subject or not second.subject
    comparable = (first.asked and second.asked) or (first.count is not None and second.count is not None)
    return bool(comparable) and _share(first, second)


def _is_always_met(first: Demand, second: Demand) -> bool:
    """Does whoever meets the first meet the second? No where the words leave it open."""
    if not second.subject <= first.subject or (first.has_alternatives and second.subject != first.subject):
        return False
    if first.education or second.education:
        return bool(first.education and second.education and second.education <= first.education)
    if first.count != second.count or (EXPERIENCE.search(second.text) and not EXPERIENCE.search(first.text)):
        return False
    return _is_no_longer(second, first) and bool(second.subject)


def _is_no_longer(second: Demand, first: Demand) -> bool:
    if (second.asked or 0) > (first.asked or 0):
        return False
    if second.window is None:
        return True
    return first.window is not None and first.window <= second.window


# Years ---------------------------------------------------------------------------------------------------------------
def years_contradict(case: Case) -> Iterator[Finding]:
    """A real posting had "4 jaar" in its title and "drie jaar" in its text: suppliers can't know which is meant
    (domain 5.2). Compared are the description with the criteria, and a criterion with its own levels."""
    demands = [(field, demand(str(row.get("text") or ""))) for field, row in _both(case)]
    asked = [(field, each) for field, each in demands if each.asked is not None]
    for name in ("title", "assignment_text", "other"):
        for sentence in sentences(case.text(name)):
            told = demand(sentence)
            spoken = YEARS_OF_EXPERIENCE.search(sentence)
            alike = [(field, each) for field, each in asked if spoken and told.asked and _is_about(told, each)]
            if alike and told.asked not in {each.asked for _field, each in alike}:
                field, other = alike[0]
                values = {"years": _years(told.asked), "other": _years(other.asked), "quote": sentence[:160]}
                yield Finding("years_differ", WARNING, name, values | {"number": field.split(".")[1]}, (field,))
    for row in case.rows("criteria"):
        yield from _years_and_levels(row)


def _is_about(told: Demand, criterion: Demand) -> bool:
    """A sentence says more than a criterion: all that the criterion is about stands in it."""
    return bool(criterion.subject) and criterion.subject <= told.subject


def _years_and_levels(row: Mapping[str, Any]) -> Iterator[Finding]:
    asked = demand(str(row.get("text") or "")).asked
    ladder = [each for each in intervals(row) if each.unit != THING]
    bounds = {bound for each in ladder for bound in (each.low, each.high)}
    if asked and ladder and asked not in bounds:
        values = {"number": row["number"], "years": _years(asked)}
        yield Finding("years_and_levels_differ", WARNING, f"criteria.{row['number']}", values)


def _years(asked: int | None) -> str:
    years, rest = divmod(asked or 0, 12)
    return f"{years}.5" if rest == 6 else str(years) if not rest else said_number(f"{(asked or 0) / 12:.1f}")


def experience_has_a_window(case: Case) -> Iterator[Finding]:
    """Experience of twenty years ago counts unless the criterion says within which years (domain 0, 5.2)."""
    for field, row in _both(case):
        text = whole_text(row)
        if EXPERIENCE.search(text) and not ABOUT_A_PAPER.search(text) and not has_window(text):
            yield Finding("experience_without_window", WARNING, field, {"number": row["number"]})


def window_is_long_enough(case: Case) -> Iterator[Finding]:
    """Four years within the last three can't be shown by anyone (domain 3.7: tight windows)."""
    for field, row in _both(case):
        each = demand(str(row.get("text") or ""))
        if each.asked and each.window and each.window < each.asked:
            values = {"number": row["number"], "years": _years(each.asked), "window": _years(each.window)}
            yield Finding("window_too_short", WARNING, field, values)


# The rate ------------------------------------------------------------------------------------------------------------
def rate_is_not_both(case: Case) -> Iterator[Finding]:
    """A highest rate and points for a low one count the same thing twice, and a formula that compares rates is a
    lottery with an unknown number of bids (domain 5.2, 5.5)."""
    limits = [row for row in case.rows("knock_outs") if _is_a_limit(str(row.get("text") or ""))]
    for row in case.rows("criteria"):
        text = str(row.get("text") or "")
        if limits and RATE.search(text) and not re.search(r"ervaring|kennis", text, re.IGNORECASE):
            values = {"knock_out": limits[0]["number"], "number": row["number"]}
            also = (f"knock_outs.{limits[0]['number']}",)
            yield Finding("rate_twice", WARNING, f"criteria.{row['number']}", values, also)


def _is_a_limit(text: str) -> bool:
    return bool(RATE.search(text) and re.search(r"€|\beuro\b|maxim|hoogste", text, re.IGNORECASE))


# Products ------------------------------------------------------------------------------------------------------------
NAMED = """
Accres AFAS Accel Avaya Centric Cognos Corsa Civision Decos Djuma Excel Exact Genesys Jira Liaan Mendix Oracle
Outlook Officepakket Piramide Salesforce SAP ServiceNow SharePoint Suite Teams Topdesk TOPdesk Verseon Zivver
Zaaksysteem.nl
"""
NAMES = frozenset(NAMED.split())
LOOK_BACK = 80  # characters before a word, for the end of a sentence or a preposition
# Key2KCC, Suite4Sociaal, iBurgerzaken, SharePoint: digits or capitals inside a word
SHAPE = re.compile(r"\b(?:[A-Z][A-Za-z]*\d[A-Za-z]{2,}|[A-Za-z]*[a-z][A-Z][A-Za-z]+)\b")
MICROSOFT = re.compile(r"\b(?:Microsoft|MS)[ -](?:\w+)")
NO_PRODUCT = frozenset(
    {"DigiD", "eHerkenning", "WhatsApp", "LinkedIn", "YouTube", "JavaScript", "TypeScript", "TenderNed"}
)
EQUIVALENT = re.compile(
    r"gelijkwaardig|vergelijkba|soortgelijk|equivalent|een ander"
    r"|\bzoals\b|bijvoorbeeld|\bbijv\.|\bbv\.|o\.a\.|onder andere",
    re.IGNORECASE,
)


def products_allow_an_equivalent(case: Case) -> Iterator[Finding]:
    """Experience with a named product shuts out who knows its equal: without "of gelijkwaardig" it is out of proportion
    (domain 3.7, which names Key2KCC). Held against knock-outs and criteria only: elsewhere a name asks for nothing."""
    for field, row in _both(case):
        text = whole_text(row)
        products = sorted(set(_products(text)), key=text.index)
        if products and not EQUIVALENT.search(text):
            values = {"number": row["number"], "products": ", ".join(products)}
            yield Finding("product_without_equivalent", WARNING, field, values)


def _products(text: str) -> Iterator[str]:
    for found in re.finditer(r"[\w.]*\w", text):
        word = found[0]
        if word not in NAMES and not SHAPE.fullmatch(word):
            continue
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        at_start = not before.strip() or re.search(r"[.!?\n]\s*$", before)
        is_name = word in NAMES and not (at_start and word in {"Suite", "Teams", "Excel", "Exact"})
        # "bij PostNL" is where someone worked, not what with.
        is_shape = SHAPE.fullmatch(word) and word not in NO_PRODUCT and not re.search(r"\b(?:bij|voor)\s+$", before)
        if is_name or is_shape:
            yield word
    yield from (found[0] for found in MICROSOFT.finditer(text))
