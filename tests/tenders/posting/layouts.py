"""Postings in the layouts of the wild, made from one set of facts: what a reader must find is known beforehand.

Each of the ways to write a thing stands in a list; variant `n` takes from each list what its number falls on. The
lists have different lengths, so that a hundred variants meet very different neighbours.
"""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

KNOCK_OUT_HEADINGS = [
    "Vereisten / knock-outcriteria", "Minimumeisen", "Knock-outcriteria", "Vereisten", "Functie-eisen", "Eisen:",
    "KNOCK-OUTCRITERIA", "3. Minimale eisen", "**Knock-out criteria**", "## Vereisten", "Minimumeisen (knock-out)",
]  # fmt: skip
CRITERIA_HEADINGS = [
    "Gunningscriteria (weging)", "Selectiecriteria", "Wensen", "Gunningscriteria", "Wensen / gunningscriteria",
    "Selectiecriteria te beoordelen door Flextender (weging)", "Wensen (weging):", "Beoordelingscriteria",
    "**Gunningscriteria**", "GUNNINGSCRITERIA", "4. Gunningscriteria", "Selectiecriteria - weging", "Gunningcriteria",
]  # fmt: skip
MARKS: list[Callable[[int], str]] = [
    lambda n: f"{n}. ", lambda n: f"{n}) ", lambda n: f"({n}) ", lambda n: f"{n}.\t", lambda n: f"{n} - ",
    lambda n: f"{n}: ", lambda n: f"{n}.  ",
]  # fmt: skip
LEVEL_MARKS: list[Callable[[int], str]] = [
    lambda n: f"{'abcdef'[n]}. ", lambda n: f"{'abcdef'[n]}) ", lambda n: "- ", lambda n: f"({'abcdef'[n]}) ", lambda n: "• ",
    lambda n: f"{n + 1}) ", lambda n: f"{'ABCDEF'[n]}. ", lambda n: "– ", lambda n: "  - ", lambda n: f"{'abcdef'[n]}.\t",
]  # fmt: skip
LEVEL_LABELS = ["abcdef", "abcdef", None, "abcdef", None, "123456", "ABCDEF", None, None, "abcdef"]
POINTS = [
    " ({0} punten)", " {0} punten", " - {0} punten", " (max. {0} punten)", ": {0} punten", " [{0} punten]", "\t{0} punten",
    "\nWeging: {0} %", " (weging: {0}%)", " (weging {0} punten)", " (maximaal {0} punten)", " ({0} pt)", "\n({0} punten)",
    " = {0} punten", ", {0} punten", " – Weging: {0} %",
]  # fmt: skip
LEVEL_POINTS = [
    " ({0} punten)",
    ": {0} punten",
    " = {0} punten",
    " {0} punten",
    " - {0} punten",
    " → {0} punten",
    "\t{0} punten",
]
CLOSINGS = [";", ".", "", ",", " ;"]
HOURS = [
    ("28 uur", 28, 28), ("24 tot 32 uur", 24, 32), ("24-28 uur", 24, 28), ("24 à 28 uur", 24, 28), ("36", 36, 36),
    ("minimaal 24, maximaal 32 uur", 24, 32), ("24 – 32 uur per week", 24, 32), ("24 a 32 uur", 24, 32), ("32 uur per week", 32, 32),
    ("tussen 24 en 36 uur", 24, 36), ("24 t/m 32 uren", 24, 32),
]  # fmt: skip
DURATIONS = [
    ("3 maanden maanden", 3),
    ("6 maanden", 6),
    ("12 mnd", 12),
    ("1 jaar", 12),
    ("zes maanden", 6),
    ("9 maand(en)", 9),
]
EXTENSIONS = [
    ("4 x 3 maand(en)", 4, 3), ("1 maal 6 maand(en)", 1, 6), ("2x 6 maanden", 2, 6), ("tweemaal 3 maanden", 2, 3), ("2 × 12 maanden", 2, 12),
    ("Ja, 2 keer 3 maanden", 2, 3), ("1 maal 1 jaar", 1, 12),
]  # fmt: skip
RATES = [
    ("Een maximum uurtarief van € 60,- exclusief btw, inclusief reiskosten woon-werk "
     "verkeer", "60.00", ["travel"], ["vat"]),
    ("Uurtarief maximaal € 55,55 (schaal 7) exclusief BTW / inclusief reiskosten woon-werk en fee "
     "Flextender", "55.55", ["travel", "fee"], ["vat"]),
    ("Het maximale uurtarief bedraagt €49,25,- excl. btw en incl. reiskosten", "49.25", ["travel"], ["vat"]),
    ("Maximaal uurtarief: 72,50 euro, inclusief reis- en verblijfkosten en fee, "
     "exclusief btw", "72.50", ["travel", "fee"], ["vat"]),
    ("Het tarief is ten hoogste EUR 81,00 per uur (excl. btw, incl. fee)", "81.00", ["fee"], ["vat"]),
    ("Uurtarief van maximaal € 95 exclusief BTW", "95.00", [], ["vat"]),
]  # fmt: skip
KNOCK_OUTS = [
    "Een afgeronde opleiding op minimaal mbo niveau 3",
    "Minimaal 2 jaar aantoonbare werkervaring in de afgelopen 5 jaar als medewerker in een klantcontactcentrum",
    "Aantoonbare werkervaring met het behandelen van vragen via telefoon en live-chat, dit is expliciet "
    "benoemd in het cv",
    "Beschikbaar op maandag, woensdag en vrijdag gedurende de gehele looptijd van de opdracht",
    "De kandidaat beheerst de Nederlandse taal in woord en geschrift op niveau C1",
]
CRITERIA = [
    "Een afgeronde opleiding op minimaal mbo niveau 4",
    "Minimaal 4 jaar aantoonbare werkervaring in de afgelopen 6 jaar als telefonisch klantenservice medewerker",
    "Aantoonbare werkervaring in de afgelopen 3 jaar binnen een gemeentelijke organisatie met meer dan 50.000 inwoners",
    "Aantoonbare werkervaring met Key2Burgerzaken, Djuma en/of JOIN Zaak & Document",
    "Ervaring als coördinator van een team van minimaal 5 medewerkers",
]
WEIGHTS = [(60, 30, 10), (40, 25, 20, 15), (50, 50), (30, 25, 20, 15, 10), (100,)]
LEVEL_TEXTS = [
    "Aantoonbare werkervaring met alle "
    "onderdelen", "Aantoonbare werkervaring met 4 onderdelen", "Aantoonbare werkervaring met 3 onderdelen",
    "Aantoonbare werkervaring met 2 onderdelen", "Geen aantoonbare werkervaring met de onderdelen",
]  # fmt: skip
LEVELLED = (
    "Aantoonbare werkervaring in de afgelopen 3 jaar met de volgende onderdelen: Key2KCC, Accres, Suite en Officepakket"
)
DAYS: list[Callable[[int, str, int, str], str]] = [
    lambda d, w, m, name: f"{w} {d} {name} 2026", lambda d, w, m, name: f"{d} {name} 2026", lambda d, w, m, name: f"{d}-{m}-2026",
    lambda d, w, m, name: f"{d:02}-{m:02}-2026", lambda d, w, m, name: f"{w[:2]} {d} {SHORT[m]}. 2026", lambda d, w, m, name: f"{d:02}/{m:02}/2026",
    lambda d, w, m, name: f"2026-{m:02}-{d:02}", lambda d, w, m, name: f"{w.capitalize()} {d} {name} 2026", lambda d, w, m, name: f"{d}.{m}.2026",
]  # fmt: skip
TIMES = ["{0:02}:00 uur", "{0:02}.00 uur", "{0}:00", "{0} uur", "{0:02}:00 u", "{0:02}u00"]
HEADERS = ["colon", "tabs", "four", "two", "bare", "spaces", "space colon", "bars", "columns", "bulleted"]
WRAPS: list[tuple[int, bool]] = [(0, False), (80, False), (95, True), (62, False), (0, False), (100, False), (72, True)]
NOISE = ["", "nbsp", "", "double", "crlf", "", "pages", "bold", "soft", "", "cr"]
LISTS = ["- ", "• ", "", "* ", "1. "]
COMPETENCES = ["Communicatieve vaardigheden", "Klantgericht", "Samenwerkend", "Stressbestendig en flexibel"]
ORGANISATION = (
    "Gemeente Zonnedaal is met ruim 40.000 inwoners een groene gemeente aan het water. Wij werken in kleine "
    "teams die zelf "
    "beslissen hoe zij hun werk doen, en wij helpen elkaar waar dat nodig is."
)
ASSIGNMENT = (
    "Als medewerker van het klantportaal sta je inwoners te woord aan de telefoon, in de chat en aan de balie. "
    "Je zoekt uit wat "
    "iemand nodig heeft en je zorgt dat het geregeld wordt. Je werkt nauw samen met de collega's van burgerzaken."
)
SHORT = {3: "mrt", 2: "feb"}
MONTH, WEEKDAYS = (
    {3: "maart", 2: "februari"},
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
)


@dataclass
class Variant:
    """`truth` are the fields that the text says, as a draft should have them."""

    number: int
    text: str = ""
    truth: dict[str, Any] = field(default_factory=dict)

    def pick(self, ways: Sequence[Any], shift: int = 0) -> Any:
        return ways[(self.number * (2 * shift + 1) + shift + self.number // len(ways)) % len(ways)]


def variant(number: int) -> Variant:
    made = Variant(number)
    parts = {
        "header": header(made),
        "organisation": ["Organisatie", "", ORGANISATION],
        "assignment": [made.pick(["Opdracht", "Opdrachtomschrijving", "De opdracht"]), "", ASSIGNMENT],
        "knock_outs": knock_outs(made),
        "criteria": criteria(made),
        "competences": competences(made),
        "procedure": procedure(made),
        "planning": planning(made),
        "conditions": conditions(made),
    }
    made.truth |= {"organisation_text": ORGANISATION, "assignment_text": ASSIGNMENT, "client": "Gemeente Zonnedaal"}
    order = made.pick(ORDERS)
    lines = [line for name in order for line in [*parts[name], ""]]
    made.text = noisy(made, wrapped(made, lines))
    return made


ORDERS = [
    [
        "header",
        "organisation",
        "assignment",
        "knock_outs",
        "criteria",
        "competences",
        "procedure",
        "conditions",
        "planning",
    ],
    [
        "header",
        "assignment",
        "organisation",
        "knock_outs",
        "criteria",
        "competences",
        "conditions",
        "planning",
        "procedure",
    ],
    [
        "header",
        "planning",
        "organisation",
        "assignment",
        "competences",
        "knock_outs",
        "criteria",
        "procedure",
        "conditions",
    ],
    [
        "header",
        "organisation",
        "assignment",
        "competences",
        "criteria",
        "knock_outs",
        "planning",
        "procedure",
        "conditions",
    ],
]


# Parts ---------------------------------------------------------------------------------------------------------------
def day(made: Variant, number: int, month: int = 3) -> str:
    weekday = WEEKDAYS[(number - 2) % 7 if month == 3 else (number - 23) % 7]
    return made.pick(DAYS, 2)(number, weekday, month, MONTH[month])


def header(made: Variant) -> list[str]:
    hours, least, most = made.pick(HOURS, 1)
    duration, months = made.pick(DURATIONS, 1)
    extension, count, each = made.pick(EXTENSIONS, 2)
    das = made.pick(["Ja", "Nee"])
    start = made.pick(["Z.s.m.", "Maart 2026", "1 april 2026", "In overleg"])
    made.truth |= {
        "title": "Medewerker klantportaal", "number": "27750", "start": start, "duration_months": months,
        "extension": {"count": count, "months": each}, "hours_per_week": {"min": least, "max": most}, "das": das == "Ja",
        "education_level": "MBO", "region": "Zuid-Holland", "closes_at": "2026-03-02T09:00:00+01:00",
    }  # fmt: skip
    labels = made.pick([
        ("Aanvraagnummer", "Opties verlenging", "Uren per week", "Opleidingsniveau", "Einde inschrijfdatum", "Eindtijd"),
        ("Aanvraagnummer", "Optie tot verlenging", "Aantal uren per week", "Opleidingniveau", "Sluitingsdatum", "Sluitingstijd"),
        ("Opdrachtnummer", "Verlenging", "Uren per week", "Opleidingsniveau", "Uiterste inschrijfdatum", "Tijdstip"),
    ])  # fmt: skip
    facts = [
        (labels[0], "27750"), ("Start", start), ("Duur", duration), (labels[3], "MBO"), (labels[1], extension),
        ("Regio", "Zuid-Holland"), (labels[2], hours), (labels[4], day(made, 2)), ("DAS opdracht", das),
        (labels[5], made.pick(TIMES, 1).format(9)),
    ]  # fmt: skip
    return ["Medewerker klantportaal", "", *HEADER_FORMS[made.pick(HEADERS)](facts)]


def _four(facts: list[tuple[str, str]]) -> list[str]:
    return ["\t".join((*one, *two)) for one, two in zip(facts[::2], facts[1::2], strict=True)]


def _two(facts: list[tuple[str, str]]) -> list[str]:
    return [line for label, value in facts for line in (label, value, "")]


HEADER_FORMS: dict[str, Callable[[list[tuple[str, str]]], list[str]]] = {
    "colon": lambda facts: [f"{label}: {value}" for label, value in facts],
    "space colon": lambda facts: [f"{label} : {value}" for label, value in facts],
    "tabs": lambda facts: [f"{label}\t{value}" for label, value in facts],
    "four": _four,
    "two": _two,
    "bare": lambda facts: [f"{label} {value}" for label, value in facts],
    "spaces": lambda facts: [f"{label:<26}    {value}" for label, value in facts],
    "bars": lambda facts: ["| | |", "|---|---|", *(f"| {label} | {value} |" for label, value in facts)],
    "columns": lambda facts: [*(label for label, _ in facts), *(value for _, value in facts)],
    "bulleted": lambda facts: [f"- {label}: {value}" for label, value in facts],
}


def knock_outs(made: Variant) -> list[str]:
    rate, ceiling, includes, excludes = made.pick(RATES, 1)
    texts = [rate, *KNOCK_OUTS[: 2 + made.number % 4]]
    made.truth |= {"rate_ceiling": ceiling, "rate_includes": includes, "rate_excludes": excludes}
    made.truth["knock_outs"] = [{"number": n, "text": text} for n, text in enumerate(texts, 1)]
    mark, closing = made.pick(MARKS, 1), made.pick(CLOSINGS, 1)
    gap = [""] * (made.number % 3 == 0)
    lines = [[f"{mark(n)}{text}{closing}", *gap] for n, text in enumerate(texts, 1)]
    return [made.pick(KNOCK_OUT_HEADINGS), "", *(line for group in lines for line in group)]


def criteria(made: Variant) -> list[str]:
    mark, score, closing = made.pick(MARKS, 1), made.pick(POINTS, 1), made.pick(CLOSINGS, 2)
    weights = made.pick(WEIGHTS, 1)
    first = len(made.truth["knock_outs"]) + 1 if made.number % 2 else 1
    levelled = made.number % 4 != 3
    lines, truth = [], []
    for place, points in enumerate(weights):
        last = levelled and place == len(weights) - 1
        text = LEVELLED if last else CRITERIA[place]
        lines += f"{mark(first + place)}{text}{score.format(points)}{closing}".split("\n")
        lines += [""] * (made.number % 3 == 1)
        levels, own = level_lines(made, points) if last else ([], [])
        lines += levels
        truth.append({"number": first + place, "text": text, "points": points, "levels": own})
    made.truth["criteria"] = truth
    return [made.pick(CRITERIA_HEADINGS, 1), "", *lines]


def level_lines(made: Variant, points: int) -> tuple[list[str], list[dict[str, Any]]]:
    index = (made.number * 3) % len(LEVEL_MARKS)
    mark, labels, score = LEVEL_MARKS[index], LEVEL_LABELS[index], made.pick(LEVEL_POINTS, 1)
    if made.pick(MARKS, 1)(1) == "1) " and labels == "123456":
        mark, labels = LEVEL_MARKS[0], "abcdef"  # nobody could tell these levels from the criteria
    closing = made.pick([";", ".", ""], 1)
    steps = [points * (4 - n) // 4 for n in range(5)]
    lines = [
        f"{mark(n)}{text}{score.format(step)}{closing}"
        for n, (text, step) in enumerate(zip(LEVEL_TEXTS, steps, strict=True))
    ]
    truth = [
        {"label": labels[n] if labels else None, "text": text, "points": step}
        for n, (text, step) in enumerate(zip(LEVEL_TEXTS, steps, strict=True))
    ]
    return lines, truth


def competences(made: Variant) -> list[str]:
    mark, closing = made.pick(LISTS), made.pick([";", "", "."])
    made.truth["competences"] = COMPETENCES
    lines = [f"{f'{n}. ' if mark == '1. ' else mark}{text}{closing}" for n, text in enumerate(COMPETENCES, 1)]
    return [made.pick(["Competenties", "Gevraagde competenties", "Competenties:", "**Competenties**"]), "", *lines]


def procedure(made: Variant) -> list[str]:
    places, invites, people = made.pick([("10", 10), ("tien (10)", 10), ("vijf", 5), ("8", 8)]), *made.pick(
        [(("drie", 3), ("twee", 2)), (("3", 3), ("3", 3)), (("vier (4)", 4), ("2", 2))]
    )  # fmt: skip
    step = made.pick(["Stap {0}: {1}", "Stap {0} - {1}", "Stap {0}. {1}", "**Stap {0}: {1}**", "STAP {0}: {1}"])
    names = ["Beoordeling op minimumeisen", "Selectie van de cv's", "Uitnodiging voor een gesprek", "Selectiegesprek"]
    texts = [
        "De bemiddelaar beoordeelt de cv's op de minimumeisen in het bovengenoemde profiel. Wie niet voldoet, valt af.",
        f"De {places[0]} kandidaten die het beste scoren op bovengenoemde criteria worden geselecteerd voor "
        f"stap 3 in de beoordeling.",
        f"De beste {invites[0]} kandidaten worden uitgenodigd voor een gesprek. De overige kandidaten worden "
        f"niet uitgenodigd.",
        f"Het selectiegesprek wordt gevoerd met minimaal {people[0]} vertegenwoordigers van de organisatie.",
    ]
    promise, standstill = made.pick([
        ("Er wordt een opschortende termijn "
         "gehanteerd.", True), ("Er wordt geen opschortende termijn gehanteerd.", False), ("", None),
    ])  # fmt: skip
    made.truth |= {
        "stages": [{"name": name, "text": text} for name, text in zip(names, texts, strict=True)],
        "shortlist_size": places[1], "invites": invites[1], "interviewers_min": people[1], "standstill": standstill,
    }  # fmt: skip
    award = f"De opdracht wordt gegund aan de kandidaat die het beste voldoet. {promise}".strip()
    lines = [
        line
        for n, (name, text) in enumerate(zip(names, texts, strict=True), 1)
        for line in (step.format(n, name), "", text, "")
    ]
    return [made.pick(["Beoordeling", "Beoordelingsprocedure", "Selectieprocedure"]), "", *lines, award]


def planning(made: Variant) -> list[str]:
    time = made.pick(TIMES, 2).format(12)
    part, code = made.pick([(" in de middag", "afternoon"), ("", None), (" in de ochtend", "morning")])
    made.truth |= {
        "questions_until": "2026-02-23T12:00:00+01:00", "answers_on": "2026-02-24", "invitations_by": "2026-03-03",
        "interviews_on": "2026-03-05", "interviews_part_of_day": code,
    }  # fmt: skip
    return [
        "Planning", "",
        f"De gesprekken bij de opdrachtgever zijn gepland op {day(made, 5)}{part}. De kandidaten die hiervoor "
        f"uitgenodigd zijn, "
        f"ontvangen uiterlijk op {day(made, 3)} bericht.", "",
        "Meer informatie", "",
        f"Vragen kunnen ingediend worden tot {day(made, 23, 2)}, {time}. De vragen en bijbehorende antwoorden "
        f"worden op "
        f"{day(made, 24, 2)} gepubliceerd op onze website.",
    ]  # fmt: skip


def conditions(made: Variant) -> list[str]:
    fee_text, fee = made.pick([
        ("Flextender brengt voor deze opdracht geen fee in rekening.", {"none": True}),
        ("Flextender brengt voor deze opdracht € 2,25 per gewerkt uur in rekening bij de winnende leverancier.", {"per_hour": "2.25"}),
        ("De fee bedraagt € 1,50 per uur.", {"per_hour": "1.50"}),
    ])  # fmt: skip
    people, least, most = made.pick(
        [("1.", 1, 1), ("1 a 2.", 1, 2), ("2", 2, 2), ("twee", 2, 2), ("1 tot 3", 1, 3), ("1 of 2", 1, 2)]
    )
    cv_text, cv = made.pick([
        ("Maximaal 5 pagina's, opgesteld in het Nederlands, minimaal 2 referenties.", (5, "nl", 2)),
        ("Het cv is in de Nederlandse taal en telt max. 4 pagina’s. Vermeld minimaal één referentie.", (4, "nl", 1)),
        ("Maximaal 6 A4, opgesteld in het Engels.", (6, "en", None)),
    ])  # fmt: skip
    hybrid, allowed = made.pick([("Ja", True), ("Nee", False)])
    made.truth |= {
        "fee": fee, "positions": {"min": least, "max": most}, "function_scale": "7", "hybrid": allowed, "documents": ["vog", "uea"],
        "cv": dict(zip(("max_pages", "language", "min_references"), cv, strict=True)), "max_hours_per_year": 1620,
        "work_days": "maandag t/m vrijdag",
    }  # fmt: skip
    return [
        "Functieschaal", "", "Deze functie is ingedeeld in functieschaal **7**.", "", "Fee Flextender", "", fee_text, "",
        "Benodigd aantal professionals", "", people, "", made.pick(["CV-eisen", "Cv eisen"]), "", cv_text, "", "Werkdagen", "",
        f"Is hybride werken mogelijk: {hybrid}", "", "De opdracht wordt vervuld op de volgende werkdagen: maandag t/m vrijdag.", "",
        "Overige informatie", "", "- De gemeente zal om een Verklaring Omtrent het Gedrag (VOG) verzoeken.",
        "- De opdrachtgever zal om een Uniform Europees Aanbestedingsdocument (UEA) vragen.",
        "- Het aantal te declareren uren mag het maximum van 1620 uur per jaar niet overschrijden.",
    ]  # fmt: skip


# The page ------------------------------------------------------------------------------------------------------------
def wrapped(made: Variant, lines: list[str]) -> list[str]:
    width, spaced = made.pick(WRAPS)
    if not width:
        return lines
    out: list[str] = []
    for line in lines:
        broken = textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=True, expand_tabs=False, drop_whitespace=True
        )
        if made.number % 5 == 2:
            broken = list(hyphenated(broken))
        indent = line[: len(line) - len(line.lstrip())]
        out += [indent + each.strip() for each in broken] or [""]
    return [each for line in out if line for each in (line, "")] if spaced else out


def hyphenated(lines: list[str]) -> Iterator[str]:
    """The last long word of each line is broken, as justified text does: "klantcontact-" and "centrum"."""
    rest = ""
    for index, line in enumerate(lines):
        line = rest + line
        rest = ""
        last = line.rsplit(" ", 1)[-1]
        if index < len(lines) - 1 and len(last) > 10 and last.isalpha() and last.islower():
            line, rest = line[: -len(last)] + last[:6] + "-", last[6:] + " "
        yield line
    if rest:
        yield rest


def noisy(made: Variant, lines: list[str]) -> str:
    kind = made.pick(NOISE)
    if kind == "nbsp":
        lines = [line.replace("€ ", "€\u00a0").replace(" uur", "\u00a0uur").replace(". ", ".\u00a0 ") for line in lines]
    if kind == "double" and made.pick(HEADERS) != "spaces":
        lines = [line.replace(" de ", "  de ").replace(" in ", "  in ") for line in lines]
    if kind == "pages":
        lines = paged(lines)
    if kind == "bold":
        lines = [line.replace("Minimaal", "**Minimaal**").replace("maart 2026", "**maart 2026**") for line in lines]
    if kind == "soft":
        lines = [line.replace("werkervaring", "werk\u00aderva\u00adring") for line in lines]
    return {"crlf": "\r\n", "cr": "\r"}.get(kind, "\n").join(lines)


def paged(lines: list[str]) -> list[str]:
    """Every forty lines a page ends, in the middle of whatever stands there."""
    out: list[str] = []
    for index, line in enumerate(lines):
        if index and index % 40 == 0:
            out += ["", f"Pagina {index // 40} van 9", "\x0c", "Inhuur klantportaal 2026 – versie 2", ""]
        out.append(line)
    return out
