"""How many people a CV names who can be asked about the candidate."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .lines import Line

HEADING = re.compile(
    r"^(?:\w{0,12}(?:referenties?|referenten?|references?|referees)\w{0,20}|wie(?:kunt)?u\w{0,15}bellen)$"
)
MOST_HEADING_WORDS = 4
MOST_SECTIONS, MOST_LINES = 10, 100
LABEL = re.compile(r"^(?:naam\s+)?(?:referent(?:ie)?|referee|reference)\s*(?:\d\s*)?:\s*(?=\S)", re.IGNORECASE)
ON_REQUEST = re.compile(
    r"\b(?:op|na)\s+(?:aan)?(?:vraag|verzoek)\b|\bopvraagbaar\b|\b(?:up)?on\s+request\b", re.IGNORECASE
)
OTHER_HEADINGS = re.compile(
    r"^(?:(?:werk)?ervaring|opleiding(?:en)?(?:en(?:cursussen|trainingen))?|cursussen(?:en\w+)?|certificaten|vaardigheden"
    r"|competenties|talen(?:kennis)?|hobby(?:s|en\w+|sen\w+)?|interesses(?:en\w+)?|profiel|overmij|personalia"
    r"|persoonlijkegegevens|nevenactiviteiten|publicaties|projecten|(?:work)?experience|education|skills|languages"
    r"|interests|hobbies|profile|projects|certificates|publications)$"
)
TITLES = r"(?:(?:dhr|mevr|mw|mr|mrs|ms|drs|ing|ir|dr|prof|de\s+heer|mevrouw)\.?\s+)"
CAPITAL = r"(?:[A-ZÀ-Þ][\w’'-]+)"
PARTICLE = r"(?:van|de|der|den|ter|ten|te|het|’t|'t|el|al|von|di|la|le)"
FIRST = (
    rf"(?:{CAPITAL}\s+(?:(?:{CAPITAL}|[A-Z]\.|{PARTICLE})\s+){{0,4}}"
    rf"|(?:[A-ZÀ-Þ]\.\s?){{1,4}}(?:\s?{PARTICLE}\s+){{0,3}})"
)
NAME = re.compile(
    rf"^(?:[•*-]\s+|\d[.)]\s+)?(?:naam|name)?:?\s*{TITLES}*{FIRST}{CAPITAL}\s*(?:$|[,(|:;–—·]|-\s)",
)
# The name of an employer or of a job looks like the name of a person.
NO_PERSON = re.compile(
    r"\b(?:gemeente|stichting|universiteit|hogeschool|ministerie|provincie|waterschap|ziekenhuis|bank|groep|group|"
    r"university|municipality|city|bv|nv|b\.v|n\.v|inc|ltd|llc|gmbh|services|solutions|diensten|klantenservice|"
    r"manager|directeur|director|hoofd|head|teamleider|leider|lead|adviseur|advisor|consultant|coördinator|"
    r"coordinator|medewerker|officer|engineer|specialist|e-mail|email|telefoon|tel|phone|linkedin|functie|relatie)\b",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(r"[,(|:;–—·]|-\s")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<!\d)(?:\+\d{2}|0)[\d\s()-]{8,14}\d(?!\d)")


def references_of(lines: Sequence[Line]) -> int:
    """Referees under a heading for them, or, without one, those on lines that begin with "Referentie:"."""
    sections = list(islice(_sections(lines), MOST_SECTIONS))
    if sections:
        return max(_people(section) for section in sections)
    labelled = {line.text for line in lines if LABEL.match(line.text) and not ON_REQUEST.search(line.text)}
    return len(labelled)


def _sections(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for at, line in enumerate(lines):
        if _is_heading(line):
            yield list(_until_next_heading(line, lines[at + 1 : at + 1 + MOST_LINES]))


def _is_heading(line: Line) -> bool:
    return len(line.text) < 60 and not LABEL.match(line.text) and bool(HEADING.match(line.letters)) and _is_short(line)


def _is_short(line: Line) -> bool:
    """By its words, or by its letters where these are set apart."""
    return len(line.words) <= MOST_HEADING_WORDS or len(line.letters) <= 25


def _until_next_heading(heading: Line, following: Sequence[Line]) -> Iterator[Line]:
    stands_out = following and ((heading.bold and not following[0].bold) or heading.size > following[0].size + 0.4)
    for line in following:
        alike = abs(line.size - heading.size) < 0.3 and line.bold == heading.bold
        if OTHER_HEADINGS.match(line.letters) or (stands_out and alike and not _is_person(line)):
            return
        if stands_out and line.size > heading.size + 1:
            return
        yield line


def _people(section: list[Line]) -> int:
    names = [line for line in section if _is_person(line)]
    strong = [line for line in names if line.words[0].bold]
    # Beside "Jan Jansen, teamleider" a bare "Bezorgdienst Snelpad" is the employer.
    described = [line for line in names if AFTER_NAME.search(line.text)]
    people = {_plain(line.text) for line in strong or described or names}
    mails = {mail.lower() for line in section for mail in MAIL.findall(line.text)}
    phones = {re.sub(r"\D", "", phone) for line in section for phone in PHONE.findall(line.text)}
    labelled = {line.text for line in section if LABEL.match(line.text)}
    return max(len(people), len(mails), len(labelled)) or len(phones)


def _is_person(line: Line) -> bool:
    text = LABEL.sub("", line.text)
    match = NAME.match(text)
    if not match:
        return False
    name = AFTER_NAME.split(text, maxsplit=1)[0]
    return not NO_PERSON.search(name)


def _plain(text: str) -> str:
    return AFTER_NAME.split(text, maxsplit=1)[0].strip().lower()
