"""What a CV tells of a person that nobody needs to assess it: a citizen service number, a birth date, a photo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .dates import DATE
from .lines import Line
from .words import Page

BSN_WORDS = re.compile(
    r"\bbsn\b|burger\s?service\s?(?:nummer|nr)|\bsofi(?:-?nummer|-?nr)?\b|persoonsnummer|citizen service number",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<![\d.,+-])\d(?:[ .-]?\d){7,8}(?!\d|[.,-]\d)")
BIRTH_WORDS = re.compile(
    r"\bgeboren\b|\bgeboorte\s?(?:datum|dag|jaar)|\bgeb\.|\bdate of birth\b|\bbirth\s?date\b|\bborn\b|\bd\.?o\.?b\b",
    re.IGNORECASE,
)
A_DATE = re.compile(DATE + r"|(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}(?!\d)", re.IGNORECASE)
# Without a word before it: nine digits in a row, or as the government writes them. Three by three is how telephone
# numbers of other countries look, and amounts.
ALONE = re.compile(r"(?<![\w.,+/:#€()-])(?:[1-9]\d{8}|[1-9]\d{3}\.\d\d\.\d{3})(?![\w/-]|[.,]\w)")
OTHERWISE = re.compile(
    r"\+|€|\b(?:eur|tel|telefoon\w*|mob|mobiel\w*|mobile|gsm|fax|phone|whatsapp|kvk|rsin|btw|vat|iban|bank\w*|rekening\w*"
    r"|isbn|id|n[ro]|number|\w*(?:nummer|nr))\b",
    re.IGNORECASE,
)
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True, slots=True)
class Personal:
    kind: str  # "bsn", "bsn_possible", "birth_date", "photo"
    page: int


def personal_in(page: Page, lines: Sequence[Line]) -> Iterator[Personal]:
    if any(_is_bsn(number) for text in _after(BSN_WORDS, lines) for number in DIGITS.findall(text)):
        yield Personal("bsn", page.number)
    elif any(_is_bsn(number) for number in _alone(lines)):
        yield Personal("bsn_possible", page.number)
    if any(A_DATE.search(text) for text in _after(BIRTH_WORDS, lines)):
        yield Personal("birth_date", page.number)
    if page.photo:
        yield Personal("photo", page.number)


def _after(words: re.Pattern[str], lines: Sequence[Line]) -> Iterator[str]:
    """What follows such a word: in its line, beside it, and on the two lines that were written next."""
    for at, line in enumerate(lines):
        match = words.search(line.text)
        if not match:
            continue
        yield line.text[match.end() : match.end() + 60]
        if len(line.text) - match.end() < 8:  # nothing but the label
            yield from (other.text[:40] for other in lines[at + 1 : at + 3])
            yield from (
                other.text[:40] for other in lines if abs(other.base - line.base) <= 1 and other.box[0] > line.box[2]
            )


def _alone(lines: Sequence[Line]) -> Iterator[str]:
    """Numbers that nothing calls otherwise: before them in their line, at their height, or in a label right above."""
    named = {round(line.base) for line in lines if OTHERWISE.search(line.text)}
    for at, line in enumerate(lines):
        above = lines[at - 1].text if at else ""
        if named & {round(line.base) + by for by in (-1, 0, 1)} or _is_label(above):
            continue
        yield from ALONE.findall(line.text)


def _is_label(text: str) -> bool:
    return len(text) < 25 and OTHERWISE.search(text) is not None and not any(map(str.isdigit, text))


def _is_bsn(number: str) -> bool:
    """The 11-test: nine digits, weighed 9 to 2 and the last -1, add up to a multiple of eleven."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    digits = [0] * (len(WEIGHTS) - len(digits)) + digits
    total = sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and any(digits)
