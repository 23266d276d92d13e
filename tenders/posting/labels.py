"""Labels with a value: "Duur: 6 maanden", "Duur<TAB>6 maanden", "Duur 6 maanden", or the value on the next line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .headings import heading
from .lines import Line

# Alternatives for each label; the whole label must match, whatever its capitals.
LABELS: Final[dict[str, str]] = {
    "number": r"aanvraag(?:nummer|nr\.?| ?nr\.?)|(?:opdracht|referentie|vacature|inhuur|dossier)-?(?:nummer|"
    r"nr\.?)|referentie|kenmerk|nummer aanvraag",
    "title": r"functietitel|functienaam|titel(?: opdracht)?|naam (?:van de )?opdracht|opdracht(?:titel|naam)|"
    r"functie|opdracht|vacature|inhuuropdracht",
    "client": r"opdrachtgever|inhurende organisatie|naam opdrachtgever|aanbestedende dienst|klant|organisatie",
    "start": r"(?:(?:gewenste|beoogde|verwachte) )?(?:startdatum|ingangsdatum|begindatum|aanvang|"
    r"start)(?: (?:opdracht|van de opdracht|werkzaamheden))?",
    "duration": r"(?:initiële |totale |verwachte )?(?:duur|looptijd|opdrachtduur|"
    r"contractduur)(?: (?:van de )?(?:opdracht|overeenkomst))?",
    "extension": r"(?:optie\(?s?\)?|mogelijkheid) ?(?:tot |voor |van )?(?:verlenging(?:en)?|verlengen)|"
    r"verlengings?(?:optie|mogelijkheid)\(?(?:s|en)?\)?|verlengingsmogelijkheden|verlenging(?:en)?",
    "hours": r"(?:aantal )?uren (?:per|p/|/) ?week|(?:aantal )?(?:uur|uren) per week|urenomvang|aantal uren|"
    r"omvang(?: per week)?|inzet(?: per week)?|uren p\.w\.|uren",
    "das": r"das[ -]?opdracht|das",
    "education_level": r"opleidings?-?niveau|niveau|werk- en denkniveau|opleiding|minimaal opleidingsniveau|"
    r"gevraagd opleidingsniveau",
    "region": r"regio|provincie",
    "closing_day": (
        r"einde (?:inschrijf|inschrijvings|reactie)(?:datum|termijn|periode)|einddatum (?:inschrijving|"
        r"inschrijven|reactietermijn)|einde inschrijving|"
        r"(?:sluitings|sluit)datum(?: (?:en|/) ?-?(?:tijd|tijdstip))?(?: inschrijving)?|(?:uiterste|"
        r"uiterlijke) (?:inschrijf|reactie|inschrijvings)datum|"
        r"inschrijven (?:tot(?: en met)?|t/m|vóór|voor)|inschrijftermijn|reageren (?:tot|kan tot|vóór|voor)|"
        r"sluiting(?: inschrijving)?|deadline|reactietermijn|reactiedatum|inschrijfdatum|einddatum"
    ),
    "closing_time": r"eindtijd(?:stip)?|sluitingstijd(?:stip)?|tijd(?:stip)?(?: (?:van )?sluiting)?|"
    r"inschrijftijd|uiterlijk tijdstip",
    "rate": r"(?:maximum|maximaal|max\.?|maximale) ?(?:uur)?(?:tarief|prijs)|uurtarief(?: \(?max(?:imaal|imum|"
    r"\.)?\)?)?|tarief(?:plafond)?|maximum uurtarief|uurtarief maximaal",
    "hybrid": r"is (?:hybride|thuis) ?werken mogelijk\??|(?:is )?hybride(?: werken)?(?: mogelijk)?\??|"
    r"thuiswerken(?: mogelijk)?\??",
    "questions_until": (
        r"(?:uiterste |laatste )?(?:datum|moment|termijn) (?:voor )?(?:het )?(?:stellen van |indienen )?vragen|"
        r"vragen (?:stellen|indienen) (?:tot|kan tot|uiterlijk|voor|vóór)(?: uiterlijk)?|"
        r"vragen (?:tot|uiterlijk|voor|vóór)(?: uiterlijk)?|uiterlijk vragen stellen|indienen vragen|"
        r"vragen stellen|sluiting vragen(?:ronde)?|einde vragenronde|deadline vragen"
    ),
    "answers_on": (
        r"antwoorden (?:op|uiterlijk|gepubliceerd op|vragen)|publicatie (?:van )?(?:de )?(?:antwoorden|"
        r"nota van inlichtingen)|beantwoording(?: van)?(?: de)? vragen|"
        r"nota van inlichtingen|vragen beantwoord op|antwoorden"
    ),
    "invitations_by": r"uitnodiging(?:en)?(?: (?:gesprek(?:ken)?|uiterlijk|selectiegesprek(?:ken)?|"
    r"voor gesprek))?(?: uiterlijk(?: op)?)?|uitnodigingen uiterlijk op|"
    r"bericht (?:over )?uitnodiging",
    "interviews_on": r"(?:datum )?(?:selectie|kennismakings)?gesprek(?:ken)?(?: op| gepland op|"
    r" vinden plaats op)?|gespreksdatum|datum (?:selectie)?gesprek(?:ken)?|interviews?(?: op)?",
    "invites": r"aantal (?:gesprekken|uit te nodigen (?:kandidaten|professionals)|te spreken kandidaten)",
    "shortlist_size": r"aantal voor te leggen (?:kandidaten|cv['’]?s)|omvang shortlist|shortlist",
    "max_hours": r"(?:maximum|maximaal|max\.?)(?: aantal)? (?:uren|uur) per jaar",
    "points_total": r"(?:totaal|maximaal|maximum)(?: aantal)?(?: te behalen)? punten|totaal|puntentotaal|totaalscore",
}
_ANY: Final = "|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS.items())
_WHOLE: Final = re.compile(_ANY, re.IGNORECASE)
# Labels that a value may follow without any mark: one must be sure that it is no sentence.
_BARE_NAMES: Final = [
    name for name in LABELS if name not in {"title", "client", "points_total", "shortlist_size", "invites"}
]
_BARE: Final = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{name}>{LABELS[name]})" for name in _BARE_NAMES) + r")(?![\w/-])",
    re.IGNORECASE,
)
LONGEST_LABEL: Final = 60
BULLET: Final = re.compile(r"^(?:[-–•*] )")


class Pair(NamedTuple):
    """`first` to `last` are the lines that hold it; `at` is the line of the label itself."""

    name: str
    value: str
    first: int
    last: int
    at: int
    label: str = ""


def whole(text: str) -> str | None:
    """The name of a label that is all there is, but for a colon."""
    if len(text) > LONGEST_LABEL:
        return None
    found = _WHOLE.fullmatch(text.strip(" *:\t"))
    return found and found.lastgroup


def pairs(lines: Sequence[Line], *, head: int) -> list[Pair]:
    """Every label with its value; before the line of number `head` a value may follow its label without any mark."""
    found: list[Pair] = []
    at = 0
    while at < len(lines):
        here = _on_this_line(lines, at, head)
        below = [] if here else _below(lines, at)
        found += here or below
        at += max(1, 2 * len(below))
    return found


def _on_this_line(lines: Sequence[Line], at: int, head: int) -> list[Pair]:
    line = lines[at]
    found = _marked(line.text) or _spaced(line.wide)
    if not found and len(line.text) <= 200 and (line.number < head or _among_labels(lines, at)):
        found = list(_bare(BULLET.sub("", line.text)))
    return [Pair(name, value, line.number, line.number, line.number) for name, value in found]


def _marked(text: str) -> list[tuple[str, str]]:
    """Label and value in cells, or with a colon between them."""
    cells = [cell.strip() for cell in text.split("\t")] if len(text) <= 2000 else []
    if len(cells) > 1:
        return list(_of_cells([cell for cell in cells if cell]))
    return list(_with_colon(text))


def _of_cells(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(cells):
        name = whole(cells[at])
        if name and at + 1 < len(cells) and not whole(cells[at + 1]):
            yield name, cells[at + 1].lstrip(": ")
            at += 2
        else:
            yield from _with_colon(cells[at])
            at += 1


def _with_colon(text: str) -> Iterator[tuple[str, str]]:
    text = BULLET.sub("", text[:1000])
    label, colon, value = text.partition(":")
    if not colon:
        label, colon, value = text.partition("?")
    if not colon:
        label, colon, value = text.partition(" = ")
    name = whole(label) if colon and value.strip() else None
    if name:
        yield name, value.strip()


def _spaced(wide: str) -> list[tuple[str, str]]:
    """Cells that only spaces keep apart: "Duur    6 maanden    Regio    Overijssel"."""
    if "   " not in wide or len(wide) > 300:
        return []
    cells = [" ".join(cell.split()) for cell in re.split(r" {3,}|\t", wide)]
    return list(_of_cells([cell for cell in cells if cell]))


def _bare(text: str) -> Iterator[tuple[str, str]]:
    found = [match for match in _BARE.finditer(text) if match.start() == 0 or match[0][0].isupper()]
    if not found or found[0].start() != 0 or not found[0][0][0].isupper():
        return
    for match, after in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : after.start() if after else len(text)].strip(" :")
        if value and match.lastgroup:
            yield match.lastgroup, value


def _among_labels(lines: Sequence[Line], at: int) -> bool:
    """A line beside another one that begins with a label: a list of them, wherever it stands."""
    beside = [lines[index].text for index in (at - 1, at + 1) if 0 <= index < len(lines)]
    return len(lines[at].text) <= 80 and any(
        len(text) <= 80 and (found := _BARE.match(text)) and found[0][0].isupper() for text in beside
    )


def _below(lines: Sequence[Line], at: int) -> list[Pair]:
    """A label alone, or several of them, with as many values below."""
    names: list[str] = []
    while at + len(names) < len(lines) and len(names) < 30 and (name := whole(lines[at + len(names)].text)):
        names.append(name)
    labels, values = lines[at : at + len(names)], lines[at + len(names) : at + 2 * len(names)]
    if len(values) < len(labels) or any(_is_no_value(line.text) for line in values):
        return []
    if len(labels) == 1:
        return [
            Pair(
                names[0],
                values[0].text.lstrip(": "),
                labels[0].number,
                values[0].number,
                labels[0].number,
                labels[0].text,
            )
        ]
    return [
        Pair(name, value.text.lstrip(": "), value.number, value.number, label.number, label.text)
        for name, label, value in zip(names, labels, values, strict=True)
    ]


def _is_no_value(text: str) -> bool:
    return len(text) > 120 or whole(text) is not None or heading(text) is not None
