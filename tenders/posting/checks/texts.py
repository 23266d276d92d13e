"""What stands in the texts: what a template left behind, and numbers that contradict the fields."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from tenders.posting.findings import WARNING, Case, Finding

from .phrases import NUMBER, QUOTED, number, once_a_text, sentence_around, sentences, shortened

PLAIN = (
    "title", "number", "organisation_text", "assignment_text", "execution_condition", "start", "education_level",
    "region", "function_scale", "cao", "work_days", "contact", "other",
)  # fmt: skip


def own_texts(case: Case) -> Iterator[tuple[str, str]]:
    """Every text that the officer wrote, with its field. A supplier's question is not one of them; its answer is."""
    for name in PLAIN:
        yield name, case.text(name)
    for name in ("knock_outs", "criteria"):
        for row in case.rows(name):
            field = f"{name}.{row['number']}"
            yield field, str(row.get("text") or "")
            for level in row.get("levels") or []:
                yield f"{field}.levels.{level.get('label')}", str(level.get("text") or "")
    for competence in case.rows("competences"):
        yield "competences", str(competence)
    for place, stage in enumerate(case.rows("stages"), start=1):
        yield f"stages.{place}", f"{stage.get('name') or ''}\n{stage.get('text') or ''}"
    for place, question in enumerate(case.rows("questions"), start=1):
        yield f"questions.{place}", str(question.get("answer") or "")


# What a template left behind -----------------------------------------------------------------------------------------
# A pattern that could begin anywhere in a long word, or in a row of empty lines, would take the square of its time.
AN_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)\S+|(?:<|(?<![\w.+-]))[\w.+-]+@[\w.-]+>?", re.IGNORECASE)
BRACKETS = re.compile(r"(?<!\w)\[(?!\s*(?:sic|x|\d+)?\s*\])[^\[\]\n]*[\w.…][^\[\]\n]*\](?![\w(])", re.IGNORECASE)
ELLIPSIS = r"(?:…|\.{3,})"
BEFORE_A_BLANK = (
    r"(?:€|:|\b(?:op|van|tot|voor|uiterlijk|minimaal|maximaal|is|om|schaal|nummer|aantal|circa|bij|per|gemeente))"
)
AFTER_A_BLANK = r"(?:uur|uren|jaar|maanden|maand|dagen|punten|kandidaten|euro|pagina|medewerkers|%|procent)"
REMAINS = (
    BRACKETS,
    re.compile(r"<\s?(?!/?(?:br|b|i|p|u|ul|li|ol|strong|em|div|span)\b)[A-Za-zÀ-ÿ.…][^<>@\n]{0,60}>"),
    re.compile(r"\{\{?[^{}\n]+\}\}?|«\w+»|##\w+##"),
    re.compile(r"\b(?:NOG )?(?:IN TE VULLEN|INVULLEN)\b|\bTODO\b|\b[Ll]orem ipsum\b"),
    re.compile(r"(?:(?<=:)|^)[^\S\n]*(?:nog )?in te vullen(?=\W*$)", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\bklik (?:of tik |hier )?(?:om tekst|als u tekst)[^.\n]*|\bkies een item\b", re.IGNORECASE),
    re.compile(r"\bdoorhalen wat niet van toepassing is\b|:\s*ja\s*/\s*nee\W*$", re.IGNORECASE | re.MULTILINE),
    # Roman twenty belongs to a chapter: "deel XX"
    re.compile(
        r"(?<!(?i:deel) )(?<!(?i:titel) )(?<!(?i:boek) )(?<!(?i:hoofdstuk) )(?<!(?i:afdeling) )"
        r"\b(?:X{2,}|x{2,})\b(?:[-,.](?:X{2,}|x{2,})\b)*"
    ),
    re.compile(r"_{3,}|\.{5,}"),
    re.compile(rf"{BEFORE_A_BLANK}\s*(?<![\w]){ELLIPSIS}|(?<!\w){ELLIPSIS}\s*{AFTER_A_BLANK}\b", re.IGNORECASE),
)
# Within a quotation these mark what was left out or put in: “De gemeente […] bouwt”.
OMISSION = re.compile(rf"\[?\s*{ELLIPSIS}\s*\]?|\[[^\]]+\]")
A_CHOICE = re.compile(
    r"\b(?:of|ander|aantal|naam|datum|bedrag|functie|invullen|kies|keuze|optie|optioneel)\b", re.IGNORECASE
)


MOST_SAID = 50  # of one text: whoever put these right is told the next ones


def template_remains(case: Case) -> Iterator[Finding]:
    """ "drie [of ander aantal]" stands in seed 001 as published: the template's choice was never made (domain 0, 1)."""
    for field, text in own_texts(case):
        first = {found: start for start, found in reversed(_remains(text))}
        for found, start in sorted(first.items(), key=lambda each: each[1])[:MOST_SAID]:
            values = {"text": shortened(found, 0, 60), "quote": sentence_around(text, start)}
            yield Finding("template_remains", WARNING, field, values)


@once_a_text
def _remains(text: str) -> tuple[tuple[int, str], ...]:
    plain = AN_ADDRESS.sub(lambda found: " " * len(found[0]), text)
    quoted = [found.span() for found in QUOTED.finditer(plain)]
    found = [(match.start(), match[0].strip(" :")) for pattern in REMAINS for match in pattern.finditer(plain)]
    return _outermost({each for each in found if not _is_omission(*each, quoted)})


def _is_omission(start: int, words: str, quoted: list[tuple[int, int]]) -> bool:
    """A whole quotation that is one blank, “[naam]”, is no omission. `quoted`: in order, none within another."""
    place = bisect_left(quoted, (start, 0)) - 1
    if place < 0 or start + len(words) > quoted[place][1]:
        return False
    fills_it = quoted[place][1] - quoted[place][0] <= len(words) + 2
    marks_it = OMISSION.fullmatch(words) is not None and not A_CHOICE.search(words)
    return marks_it and not fills_it


def _outermost(found: set[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """In order, without what stands inside another."""
    kept: list[tuple[int, str]] = []
    end = 0
    for start, words in sorted(found, key=lambda each: (each[0], -len(each[1]))):
        if start + len(words) > end:
            kept.append((start, words))
            end = start + len(words)
    return tuple(kept)


# How many people -----------------------------------------------------------------------------------------------------
RANGE = rf"(?P<low>{NUMBER})(?:\s*(?:of|à|a|tot|-|–|t/m|tot en met)\s*(?P<high>{NUMBER}))?"
PEOPLE = (
    r"(?:medewerkers?|professionals?|collega['’]?s?|kandida(?:at|ten)|adviseurs?|consulenten|consulent|krachten|personen"
    r"|specialisten|specialist)"
)
ASKED = (
    r"(?:op zoek naar|zoeken wij|zoeken we|wij zoeken|we zoeken|zoekt|zoeken naar|gezocht|gevraagd|behoefte aan"
    r"|benodigd aantal professionals)"
)
COUNTED = re.compile(
    rf"\b{ASKED}:?\s+(?:(?:per direct|z\.s\.m\.|in totaal|nog|maximaal|minimaal)\s+)?"
    rf"{RANGE}\b(?!\s*(?:dag|uur|uren|fte|jaar|maand))"
    rf"(?P<rest>[^.!?\n]{{0,120}}?)\b{PEOPLE}\b",
    re.IGNORECASE,
)
IN_A_TITLE = re.compile(rf"^{RANGE}\s+(?:\w+\s+)?{PEOPLE}\b|\((?P<times>\d{{1,2}})\s?x\)", re.IGNORECASE)
TIME = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:dag(?:en)?|uur|uren|weken|maanden|jaar)\b", re.IGNORECASE)


def positions_contradict(case: Case) -> Iterator[Finding]:
    """Seed 001 looks for "2 of 3" people in its text and for "1 a 2" in its field (domain 0)."""
    positions = case.draft.get("positions") or {}
    wanted = (positions.get("min"), positions.get("max") or positions.get("min"))
    if wanted[0] is None:
        return
    for field in ("title", "organisation_text", "assignment_text", "other"):
        text = case.text(field)
        for pattern in (COUNTED, *([IN_A_TITLE] if field == "title" else [])):
            for found in pattern.finditer(text):
                told = _people(found)
                if told and told != wanted:
                    values = {"text": _range(told), "field": _range(wanted)}
                    values["quote"] = sentence_around(text, found.start())
                    yield Finding("positions_differ", WARNING, field, values, ("positions",))


def _people(found: re.Match[str]) -> tuple[int, int] | None:
    """None for "een medewerker" (an article), and for "2 of 3 dagen een medewerker"."""
    groups = found.groupdict()
    if groups.get("times"):
        return int(groups["times"]), int(groups["times"])
    if groups["low"].lower() == "een" or TIME.match(groups.get("rest") or ""):
        return None
    low = number(groups["low"])
    high = number(groups["high"]) if groups["high"] else low
    return (int(low), int(high)) if low == int(low) and high == int(high) else None


def _range(low_high: tuple[int | None, int | None]) -> str:
    low, high = low_high
    return f"{low}" if low == high else f"{low}–{high}"


def number_and_word_contradict(case: Case) -> Iterator[Finding]:
    """ "tien (8) kandidaten": each reader takes another of the two (domain 5.5: contradictory numbers)."""
    pair = re.compile(rf"\b(?P<word>{NUMBER})\s*\((?P<digits>\d{{1,3}})\)", re.IGNORECASE)
    for field, text in own_texts(case):
        for found in pair.finditer(text):
            word = found["word"]
            if not word[0].isdigit() and number(word) != int(found["digits"]):
                values = {"text": found[0], "quote": sentence_around(text, found.start())}
                yield Finding("number_and_word_differ", WARNING, field, values)


# Amounts -------------------------------------------------------------------------------------------------------------
AMOUNT = re.compile(
    r"(?:€\s*|\beuro\s+)(?P<first>\d{1,3}(?:[.,]\d{1,2})?)(?![\d.]*\d)|\b(?P<last>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:euro\b|€)",
    re.IGNORECASE,
)
ABOUT_THE_RATE = re.compile(r"tarief|\bper (?:gewerkt )?uur\b|aan te bieden voor|uurprijs", re.IGNORECASE)
A_PROPOSAL = re.compile(
    r"mogelijk|bespreekba|bereid|akkoord|verho(?:og|gen)|op te hogen|ophogen|opgehoogd|omhoog|in plaats van|ook .*\?",
    re.IGNORECASE,
)


def amounts_contradict(case: Case) -> Iterator[Finding]:
    """A question in seed 001 speaks of 50 euro where the posting says € 55,55: one of the two is old (domain 0).
    Amounts far from the highest rate are about something else: a fee, a threshold."""
    ceiling = _money(case.draft.get("rate_ceiling"))
    if not ceiling:
        return
    for field, text in _about_the_rate(case):
        if ceiling in [amount for _start, amount in _amounts(text)]:
            continue
        for start, amount in _amounts(text):
            sentence = sentence_around(text, start)
            proposed = field.startswith("questions") and "?" in sentence and A_PROPOSAL.search(sentence)
            if ceiling / 2 < amount < ceiling * 2 and not proposed:
                values = {"text": f"{amount:.2f}", "field": f"{ceiling:.2f}", "quote": sentence}
                yield Finding("amounts_differ", WARNING, field, values, ("rate_ceiling",))


def _about_the_rate(case: Case) -> Iterator[tuple[str, str]]:
    for place, row in enumerate(case.rows("questions"), start=1):
        both = f"{row.get('question') or ''}\n{row.get('answer') or ''}"
        if ABOUT_THE_RATE.search(both):
            yield f"questions.{place}", both
    for row in case.rows("knock_outs"):
        if ABOUT_THE_RATE.search(str(row.get("text") or "")):
            yield f"knock_outs.{row['number']}", str(row["text"])
    for name in ("assignment_text", "execution_condition", "other"):
        for sentence in sentences(case.text(name)):
            if re.search(r"uurtarief|uurprijs|maximum ?tarief", sentence, re.IGNORECASE):
                yield name, sentence


def _amounts(text: str) -> list[tuple[int, Decimal]]:
    found = [(each.start(), _money(each["first"] or each["last"])) for each in AMOUNT.finditer(text)]
    return [(start, amount) for start, amount in found if amount]


def _money(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None
