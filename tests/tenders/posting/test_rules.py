"""One small text for each way of saying a thing, beside what a draft has of it."""

from typing import Any

import pytest

from tenders.posting import read


def criterion(
    number: int | None, text: str, points: int | None, *levels: tuple[str | None, str, int]
) -> dict[str, Any]:
    own = [{"label": label, "text": words, "points": each} for label, words, each in levels]
    return {"number": number, "text": text, "points": points, "levels": own}


LAST = criterion(7, "Opleiding hbo", 75)
PARTS = "Ervaring met onderdelen"
LISTS = {
    "a table": ("Nr\tCriterium\tPunten\n6\tErvaring\t25\n7\tOpleiding hbo\t75\nTotaal\t100", [criterion(6, "Ervaring", 25), LAST]),
    "a table with levels": (f"6.\t{PARTS}\t25 punten\na.\talle\t25 punten\nb.\tgeen\t0 punten\n7.\tOpleiding hbo\t75 punten", [criterion(6, PARTS, 25, ("a", "alle", 25), ("b", "geen", 0)), LAST]),
    "no marks": ("Ervaring (25 punten)\nOpleiding hbo (75 punten)", [criterion(None, "Ervaring", 25), criterion(None, "Opleiding hbo", 75)]),
    "named marks": ("Wens 6: Ervaring (25 punten)\nWens 7: Opleiding hbo (75 punten)", [criterion(6, "Ervaring", 25), LAST]),
    "letters and a number as a mark": ("G1 Ervaring (25 punten)\nG2 Opleiding hbo (75 punten)", [criterion(1, "Ervaring", 25), criterion(2, "Opleiding hbo", 75)]),
    "a level of a language is no mark": ("C1 Nederlands (25 punten)\nB2 Engels (75 punten)", [criterion(None, "C1 Nederlands", 25), criterion(None, "B2 Engels", 75)]),
    "levels with the marks of criteria": (f"6. {PARTS} (25 punten)\n1. alle (25 punten)\n2. geen (0 punten)\n7. Opleiding hbo (75 punten)", [criterion(6, PARTS, 25, ("1", "alle", 25), ("2", "geen", 0)), LAST]),
    "levels in one line": (f"6. {PARTS} (25 punten): a. alle (25 punten); b. geen (0 punten).\n7. Opleiding hbo (75 punten)", [criterion(6, PARTS, 25, ("a", "alle", 25), ("b", "geen", 0)), LAST]),
    "levels that begin with points": (f"6. {PARTS} (25 punten)\n25 punten: alle\n0 punten: geen\n7. Opleiding hbo (75 punten)", [criterion(6, PARTS, 25, (None, "alle", 25), (None, "geen", 0)), LAST]),
    "numbers and points on lines of their own": ("6.\nErvaring\n25\n7.\nOpleiding hbo\n75", [criterion(6, "Ervaring", 25), LAST]),
    "bare points": ("6. Ervaring (25)\n7. Opleiding hbo (75)", [criterion(6, "Ervaring", 25), LAST]),
    "bullets in bullets": ("- Ervaring (25 punten)\n  o Alle (25 punten)\n  o Geen (0 punten)\n- Opleiding hbo (75 punten)", [criterion(None, "Ervaring", 25, (None, "Alle", 25), (None, "Geen", 0)), criterion(None, "Opleiding hbo", 75)]),
    "a paragraph more": ("6. Ervaring (25 punten).\n\nIn de afgelopen 3 jaar.\n\n7. Opleiding hbo (75 punten)", [criterion(6, "Ervaring. In de afgelopen 3 jaar", 25), LAST]),
    "half points": ("6. Ervaring (7,5 punten)\n7. Opleiding hbo (75 punten)", [criterion(6, "Ervaring (7,5 punten)", None), LAST]),
    "another list below": ("7. Opleiding hbo (75 punten)\n\nWij bieden\n\n- een fijne plek\n- koffie", [LAST]),
}  # fmt: skip


@pytest.mark.parametrize("number", ["27750", "W-16551", "2026/117"])
def test_a_line_of_the_number_is_no_title(number):
    text = f"Medewerker KCC\nInhuuropdracht {number}\n\nStart: z.s.m.\nDuur: 6 maanden\n"
    assert read(text)["title"] == "Medewerker KCC"


def test_the_heading_of_what_follows_is_no_competence():
    brochure = (
        "COMPETENTIES\n\nKlantgerichtheid\tJe reageert vriendelijk.\n\n5. Kom je in aanmerking?\n\nMedisch geschikt."
    )
    assert read(brochure)["competences"] == []


@pytest.mark.parametrize(("lines", "criteria"), LISTS.values(), ids=LISTS)
def test_criteria(lines, criteria):
    assert read(f"Gunningscriteria\n\n{lines}\n")["criteria"] == criteria


FIELDS = {
    "a rate as a label": ("Maximumtarief: € 85,00 exclusief btw", {"rate_ceiling": "85.00", "rate_excludes": ["vat"], "rate_includes": []}),
    "a rate of a supplier's question": ("Vraag 1: Kan het maximale tarief naar € 70?\nAntwoord 1: Nee.", {"rate_ceiling": None}),
    "a moment in one label": ("Sluitingsdatum en -tijd: maandag 2 maart 2026 om 09.00 uur", {"closes_at": "2026-03-02T09:00:00+01:00"}),
    "summer time": ("Sluitingsdatum: 2 april 2026\nSluitingstijd: 9:00", {"closes_at": "2026-04-02T09:00:00+02:00"}),
    "a date without its time": ("Sluitingsdatum: 2 maart 2026", {"closes_at": "2026-03-02"}),
    "a date that is none": ("Sluitingsdatum: 31 februari 2026", {"closes_at": None, "unread": [[1, 1]]}),
    "a date without its year": ("Sluitingsdatum: maandag 2 maart", {"closes_at": None}),
    "two days": ("Planning\nDe gesprekken zijn gepland op 5 en 6 maart 2026.", {"interviews_on": None}),
    "no extension": ("Opties verlenging: Geen", {"extension": {"count": 0, "months": 0}}),
    "an extension without spaces": ("Opties verlenging: 2x6 mnd", {"extension": {"count": 2, "months": 6}}),
    "a year and a half": ("Duur: anderhalf jaar", {"duration_months": 18}),
    "weeks are no months": ("Duur: 6 weken", {"duration_months": None}),
    "no document": ("Overige informatie\nEen VOG is niet nodig. Wel vragen wij een geheimhoudingsverklaring.", {"documents": ["nda"]}),
    "no standstill": ("Gunning\nEr geldt geen opschortende termijn.", {"standstill": False}),
    "invited, not shortlisted": ("Beoordeling\nStap 3: Uitnodiging\nDe drie best scorende kandidaten worden uitgenodigd voor een gesprek.", {"invites": 3, "shortlist_size": None}),
    "values beside their headings": ("Fee: € 2,25 per uur\nCV-eisen: max. 4 pagina's, Engels, 1 referentie\nFunctieschaal: 9", {"fee": {"per_hour": "2.25"}, "cv": {"max_pages": 4, "language": "en", "min_references": 1}, "function_scale": "9"}),
    "work days and hybrid work": ("Werkdagen\nmaandag en dinsdag. Hybride werken is niet mogelijk.", {"work_days": "maandag en dinsdag", "hybrid": False}),
    "two clients": ("Organisatie\nVoor gemeente Aalburg en voor gemeente Zundert.", {"client": None}),
    "a stranger's sentence": ("Planning\n\nDit past nergens bij.\n\nDe gesprekken zijn op 5 maart 2026.", {"interviews_on": "2026-03-05", "unread": [[3, 3]]}),
    "a step's name below its number": ("Beoordeling\nStap 1\nSelectie\nTekst.", {"stages": [{"name": "Selectie", "text": "Tekst."}]}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), FIELDS.values(), ids=FIELDS)
def test_fields(text, fields):
    draft = read(text)
    assert {name: draft[name] for name in fields} == fields
