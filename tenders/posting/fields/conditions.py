"""Fee, number of people, CV, work days, scale, CAO and hours: under headings of their own, or in sentences."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from tenders.posting import facts, money
from tenders.posting.draft import Sheet
from tenders.posting.passages import Span
from tenders.posting.posting import Posting
from tenders.posting.wording import NUMBER, RANGE, number, yes_or_no

Said = Iterator[tuple[str, Span]]
LANGUAGES: Final = {"nl": r"Nederlands", "en": r"Engels", "de": r"Duits", "fr": r"Frans"}
PAGES: Final = re.compile(rf"({NUMBER}) ?(?:pagina|A4|blz|bladzijde|kantjes|zijden)", re.IGNORECASE)
REFERENCES: Final = re.compile(rf"({NUMBER}) (?:\w+ ){{0,2}}refere(?:nt|ntie)", re.IGNORECASE)
REFERENCES_AFTER: Final = re.compile(
    rf"referen(?:t|tie)(?:s|en)?(?: \(?(?:min(?:imaal|\.)?|ten minste))?\s?[:=]?\s?({NUMBER})", re.IGNORECASE
)
ABOUT_CV: Final = re.compile(r"\bcv\b|curriculum", re.IGNORECASE)
POSITIONS: Final = re.compile(rf"({NUMBER})(?:{RANGE}(?:maximaal )?({NUMBER}))?", re.IGNORECASE)
SCALE: Final = re.compile(
    r"(?:functie|salaris|loon)?schaal:? ?(\d{1,2}[A-Za-z]?(?: ?(?:/|-|–|t/m|tot en met|of) ?\d{1,2}[A-Za-z]?)?)\b",
    re.IGNORECASE,
)
BARE_SCALE: Final = re.compile(r"(\d{1,2}[A-Za-z]?(?: ?(?:/|-|–|t/m|of) ?\d{1,2}[A-Za-z]?)?)\.?$")
CAO: Final = re.compile(r"\bcao\b", re.IGNORECASE)
NO_FEE: Final = re.compile(
    r"\bgeen\b.{0,40}\b(?:fee|vergoeding|kosten)\b|\bfee\b.{0,40}\b(?:geen|niet)\b|^(?:geen|nee|n\.?v\.?t\.?)\b",
    re.IGNORECASE,
)
FEE: Final = re.compile(r"\bfee\b|in rekening|bemiddelings", re.IGNORECASE)
PER_HOUR: Final = re.compile(r"\b(?:per|/|elk)\s?(?:gewerkt |gedeclareerd |gefactureerd )?(?:uur|u\b)", re.IGNORECASE)
WORK_DAYS: Final = re.compile(
    r"(?:volgende )?(?:werk)?dagen(?: zijn)?\s?:\s?(.+)$|op de volgende werkdagen:? (.+)$", re.IGNORECASE
)
A_DAY: Final = re.compile(
    r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr)\b|overleg|werkdagen|dagen",
    re.IGNORECASE,
)
HYBRID: Final = re.compile(r"(?:hybride|thuis) ?werken(?: mogelijk)?\s?[:?]{1,2}\s?(\w+)", re.IGNORECASE)
HYBRID_SAID: Final = re.compile(r"(?:hybride|thuis) ?werken is (niet |wel )?(?:mogelijk|toegestaan)", re.IGNORECASE)
HOURS_A_YEAR: Final = re.compile(
    r"(?:max(?:imaal|imum|\.)?|ten hoogste|niet meer dan)\D{0,20}(\d{1,2}\.\d{3}|\d{3,4}) ?(?:uur|"
    r"uren) per (?:kalender)?jaar",
    re.IGNORECASE,
)


def read(posting: Posting, sheet: Sheet) -> None:
    for field, rule in RULES.items():
        for value, span in rule(posting):
            sheet.put(field, value, span)
    _cv(posting, sheet)


def _fee(posting: Posting) -> Iterator[tuple[Any, Span]]:
    under = [(sentence.text, sentence.span) for block in posting.under("fee") for sentence in block.sentences]
    said = [
        (each.text, each.span)
        for each in posting.sentences
        if "fee" in each.text.lower() and each.section not in {"fee", "knock_outs", "criteria", "rate"}
    ]
    for text, span in under + said:
        if NO_FEE.search(text):
            yield {"none": True}, span
        elif PER_HOUR.search(text) and (amounts := money.amounts(text)) and (FEE.search(text) or (text, span) in under):
            yield {"per_hour": amounts[0].value}, span


def _positions(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for block in posting.under("positions"):
        for passage in block.passages[:1]:
            if found := POSITIONS.search(passage.text):
                least = number(found[1])
                yield {"min": least, "max": number(found[2]) if found[2] else least}, passage.span


def _function_scale(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for block in posting.under("function_scale"):
        for sentence in block.sentences:
            if found := SCALE.search(sentence.text) or BARE_SCALE.match(sentence.text):
                yield found[1], sentence.span
    for sentence in posting.sentences:
        bracketed = re.search(r"tarief|ingedeeld|ingeschaald", sentence.text, re.IGNORECASE)
        if sentence.section != "function_scale" and bracketed and (found := SCALE.search(sentence.text)):
            yield found[1], sentence.span


def _cao(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for block in posting.under("cao"):
        for passage in block.passages[:1]:
            yield passage.text, passage.span
    for block in posting.under("function_scale"):
        for sentence in block.sentences:
            if CAO.search(sentence.text):
                yield sentence.text, sentence.span


def _work_days(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for sentence in posting.sentences:
        if (found := WORK_DAYS.search(sentence.text)) and "werkdagen" in sentence.text.lower():
            yield _days(found[1] or found[2]), sentence.span
    for block in posting.under("work_days"):
        for sentence in block.sentences:
            other = tells_of_hybrid(sentence.text) or WORK_DAYS.search(sentence.text)
            if not other and A_DAY.search(sentence.text):
                yield _days(sentence.text), sentence.span
                return


def _days(text: str) -> str | None:
    return text.strip().rstrip(".;") or None


def _hybrid(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for sentence in posting.sentences:
        if found := HYBRID.search(sentence.text):
            yield yes_or_no(found[1]), sentence.span
        elif found := HYBRID_SAID.search(sentence.text):
            yield (found[1] or "").strip().lower() != "niet", sentence.span


def _max_hours(posting: Posting) -> Iterator[tuple[Any, Span]]:
    for sentence in posting.sentences:
        if found := HOURS_A_YEAR.search(sentence.text):
            yield facts.hours_a_year(found[1]), sentence.span


def tells_hours_a_year(sentence: str) -> bool:
    return HOURS_A_YEAR.search(sentence) is not None


def tells_of_hybrid(sentence: str) -> bool:
    return HYBRID.search(sentence) is not None or HYBRID_SAID.search(sentence) is not None


RULES: Final[dict[str, Callable[[Posting], Iterator[tuple[Any, Span]]]]] = {
    "fee": _fee,
    "positions": _positions,
    "function_scale": _function_scale,
    "cao": _cao,
    "work_days": _work_days,
    "hybrid": _hybrid,
    "max_hours_per_year": _max_hours,
}


# The CV --------------------------------------------------------------------------------------------------------------
def _cv(posting: Posting, sheet: Sheet) -> None:
    cv: dict[str, Any] = {"max_pages": None, "language": None, "min_references": None}
    spans: list[Span] = []
    for text, span in _about_cv(posting):
        for part, rule in (("max_pages", _pages), ("language", _language), ("min_references", _references)):
            value = rule(text) if cv[part] is None else None
            if value is not None:
                cv[part] = value
                spans.append(span)
    if spans:
        sheet.put("cv", cv, *spans)


def _about_cv(posting: Posting) -> Said:
    for block in posting.under("cv"):
        for passage in block.passages:
            yield passage.text, passage.span
    for sentence in posting.sentences:
        if sentence.section not in {"cv", "organisation", "procedure"} and ABOUT_CV.search(sentence.text):
            yield sentence.text, sentence.span


def _pages(text: str) -> int | None:
    found = PAGES.search(text)
    return found and number(found[1])


def _references(text: str) -> int | None:
    found = REFERENCES.search(text) or REFERENCES_AFTER.search(text)
    return found and number(found[1])


def _language(text: str) -> str | None:
    said = [code for code, name in LANGUAGES.items() if re.search(rf"\b{name}", text, re.IGNORECASE)]
    return said[0] if len(said) == 1 else None
