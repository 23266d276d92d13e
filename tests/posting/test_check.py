"""The check on the two postings, on clean ones, and each finding beside what only looks like it."""

import copy
import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.posting.findings import at
from tenders.posting.lint import ERROR, RULES, check, fingerprint
from tenders.posting.sentences import LANGUAGES, SENTENCES, say
from tests.posting.drafts import clean, seed

HOLIDAYS = {date(2026, 5, 14): "Hemelvaartsdag", date(2026, 5, 25): "Tweede pinksterdag"}
RAALTE, WESTLAND = "raalte-27750", "westland-12074"


def found(draft, **options):
    return [(each.code, each.field) for each in check(draft, **({"holidays": HOLIDAYS} | options))]


def codes(draft, **options):
    return [code for code, _field in found(draft, **options)]


# The two postings ----------------------------------------------------------------------------------------------------
def test_what_is_wrong_with_raalte():
    assert found(seed(RAALTE)) == [
        ("same_thing_twice", "criteria.8"),
        ("experience_without_window", "knock_outs.3"),
        ("invites_missing", "invites"),
        ("full_tie_unsettled", "stages.2"),
        ("standstill_without_length", "standstill"),
    ]
    assert check(seed(RAALTE))[0].also == ("knock_outs.2",)


def test_what_is_wrong_with_westland():
    assert found(seed(WESTLAND)) == [
        ("template_remains", "stages.3"),
        ("positions_differ", "assignment_text"),
        ("amounts_differ", "questions.1"),
        ("same_thing_twice", "criteria.3"),
        ("experience_without_window", "criteria.6"),
        ("product_without_equivalent", "criteria.7"),
        ("full_tie_unsettled", "stages.2"),
    ]


def test_the_sentences_of_westland_name_what_contradicts():
    told = {each.code: say(each, "nl") for each in check(seed(WESTLAND))}
    assert "“[of ander aantal]”" in told["template_remains"]
    assert "2–3 mensen" in told["positions_differ"]
    assert "professionals 1–2" in told["positions_differ"]
    assert "€ 50,00" in told["amounts_differ"]
    assert "€ 55,55" in told["amounts_differ"]
    assert "Knock-outcriterium 2 en gunningscriterium 3" in told["same_thing_twice"]


# Clean postings ------------------------------------------------------------------------------------------------------
def without(name):
    draft = clean()
    del draft[name]
    return draft


VARIANTS = {
    "as it is": clean(),
    "in December": clean(
        questions_until="2026-12-02T09:00:00+01:00", answers_on="2026-12-03", closes_at="2026-12-08T16:00:00+01:00",
        invitations_by="2026-12-10", interviews_on="2026-12-15",
    ),
    "without dates": clean(
        questions_until=None, answers_on=None, closes_at=None, invitations_by=None, interviews_on=None
    ),
    "a closing without its time": clean(closes_at="2026-05-07"),
    "no stated total": clean(points_total=None),
    "no points": clean(criteria=[], stages=[{"name": "Gesprek", "text": "Een gesprek."}], standstill=False),
    "three professionals, twice said": clean(
        assignment_text="Wij zijn op zoek naar drie ervaren medewerkers.", positions={"min": 3, "max": 3}
    ),
    "two or three, twice said": clean(
        assignment_text="We zoeken 2 à 3 medewerkers.", positions={"min": 2, "max": 3}
    ),
    "levels that count things": clean(
        criteria=[
            {
                "number": 6, "text": "Ervaring in de afgelopen 3 jaar met de volgende taken: balie, telefoon, chat, "
                "mail",
                "points": 100,
                "levels": [
                    {"label": "a", "text": "Met alle taken", "points": 100},
                    {"label": "b", "text": "Met 3 taken", "points": 60},
                    {"label": "c", "text": "Met 2taken", "points": 30},
                    {"label": "d", "text": "Met 1 taak of geen", "points": 0},
                ],
            }
        ]
    ),
    "levels in words": clean(
        criteria=[
            {
                "number": 6, "text": "De motivatie sluit aan op de opdracht", "points": 100,
                "levels": [
                    {"label": "goed", "text": "Op alle onderdelen", "points": 100},
                    {"label": "voldoende", "text": "Op de meeste onderdelen", "points": 50},
                    {"label": "matig", "text": "Nauwelijks", "points": 0},
                ],
            }
        ]
    ),
    "all who are equal go on": clean(
        stages=[
            {
                "name": "Punten op de gunningscriteria",
                "text": "De 10 kandidaten met de meeste punten gaan door. Alle kandidaten met een gelijke score en een "
                "gelijk uurtarief op plaats 10 worden voorgelegd.",
            }
        ],
        invites=None, standstill=None,
    ),
    "nothing but a title": {"title": "Medewerker"},
    "nothing": {},
}  # fmt: skip


@pytest.mark.parametrize("draft", VARIANTS.values(), ids=VARIANTS.keys())
def test_a_clean_posting_gives_no_finding(draft):
    told = [say(each, "nl") for each in check(draft, published_on=date(2026, 4, 20), holidays=HOLIDAYS)]
    assert told == []


@pytest.mark.parametrize("name", list(clean()))
def test_what_a_posting_does_not_say_is_not_held_against_it(name):
    """But for two: without the stages nothing settles a tie or gives the standstill its length."""
    allowed = {"stages": {"standstill_without_length"}, "invites": {"invites_differ"}, "points_total": set()}
    assert set(codes(without(name))) <= allowed.get(name, set())


# Each finding beside what only looks like it -------------------------------------------------------------------------
def text(words):
    return clean(assignment_text=words)


def criterion(words, *levels, points=60, rest=40):
    rows = [{"number": 6, "text": words, "points": points, "levels": steps(*levels)}]
    return rows + ([{"number": 7, "text": "Rustig van aard", "points": rest, "levels": []}] if rest else [])


def steps(*levels):
    """Texts, the first with all of 60 points, the last with none."""
    last = max(len(levels) - 1, 1)
    return [
        {"label": "abcdef"[place], "text": words, "points": 60 - 60 * place // last if place else 60}
        for place, words in enumerate(levels)
    ]


def asked(words, knock_out="Een rijbewijs", *levels):
    """One knock-out and one criterion of interest."""
    return clean(knock_outs=[{"number": 1, "text": knock_out}], criteria=criterion(words, *levels))


def years(*levels, words="Ervaring als klerk in de afgelopen 20 jaar"):
    return asked(words, "Een rijbewijs", *levels)


def stage_two(words):
    draft = clean()
    draft["stages"][1]["text"] = words
    return draft


def invitation(words, **changes):
    draft = clean(**changes)
    draft["stages"][2]["text"] = words
    return draft


TIE = "Bij een gelijke score is het uurtarief doorslaggevend."
LOT = "Is ook dat gelijk, dan beslist het lot."

FINDINGS = {
    # code: (drafts that have it, drafts that only look like it)
    "template_remains": (
        [
            text("De beste drie [of ander aantal] mensen."),
            text("“Wij kiezen de beste drie [of ander aantal] mensen”."),
            text("Wij vragen [...] uur."),
            text("De start is […]."),
            text("Naam: “[naam]”"),
            text("De locatie is IN TE VULLEN door u."),
            text("Locatie: nog in te vullen"),
            text("Het gaat om XX uur per week."),
            text("Start op xx-xx-2026."),
            text("Het tarief is € XX,XX."),
            text("Het gaat om … uur per week."),
            text("Uiterlijk op ..... bericht."),
            text("Wij zoeken voor <naam gemeente> iemand."),
            text("Beste {{naam}},"),
            text("Beste «Naam»,"),
            text("Functieschaal: ____"),
            text("Hybride werken mogelijk: ja / nee"),
            text("Klik of tik om tekst in te voeren."),
            text("Er geldt ja. Doorhalen wat niet van toepassing is."),
            asked("Ervaring met [systeem invullen] in de afgelopen 2 jaar"),
            asked("Ervaring sinds 2020 als klerk", "Een rijbewijs", "Meer dan 2 jaar", "Tot en met [aantal] jaar"),
            clean(competences=["Klantgericht", "[competentie]"]),
            clean(questions=[{"question": "Hoe laat?", "answer": "[antwoord]"}]),
            clean(title="Medewerker <functie>"),
            stage_two(f"De XX kandidaten met de meeste punten gaan door. {LOT}"),
        ],
        [
            text("“De gemeente […] bouwt” en “zij [de raad] besluit … later”."),
            text("En nog veel meer... Zo is het … ongeveer."),
            text("Wij werken vraag[gestuurd] en met medewerk[st]ers [1] [sic]."),
            text("Zie [de website](https://www.voorbeeld.nl) of <https://xx.nl/[a]> of <a@xx.nl>."),
            text("De datum is n.t.b.; de uren zijn in te vullen naar eigen inzicht."),
            text("Deel XX van het handboek. Maat XXL of XS."),
            text("Bij < 5 jaar of > 2 jaar; 3 < 4."),
            text("Een vraag met ja/nee te beantwoorden."),
            text("Regel één<br>regel twee"),
            clean(questions=[{"question": "Wat betekent [naam] en XX?", "answer": "Dat is hersteld."}]),
        ],
    ),
    "positions_differ": (
        [
            text("Wij zijn op zoek naar 2 of 3 (afhankelijk van de uren) flexibele medewerkers."),
            text("Wij zoeken twee collega's."),
            text("Gezocht: 4 ervaren professionals."),
            clean(title="3 medewerkers klantcontact"),
            clean(title="Medewerker klantcontact (2x)"),
            clean(assignment_text="We zoeken één medewerker.", positions={"min": 2, "max": 2}),
        ],
        [
            text("Wij zoeken een medewerker voor een team van 15 medewerkers."),
            text("Wij zijn op zoek naar iemand voor 2 of 3 dagen."),
            text("Wij zoeken voor 3 dagen per week een medewerker."),
            text("U werkt met 3 collega's en helpt 2 teams."),
            text("Wij zoeken 1 medewerker."),
            text("Wij zoeken 1,5 fte."),
            clean(assignment_text="We zoeken 2 medewerkers.", positions=None),
        ],
    ),
    "number_and_word_differ": (
        [text("Wij bieden tien (8) plaatsen."), asked("Minimaal twee (3) referenties")],
        [text("Wij bieden tien (10) plaatsen, vier (lees: 5) en acht (bijlage 3)."), text("In 2026 (3) telt het.")],
    ),
    "amounts_differ": (
        [
            clean(questions=[{"question": "Voor 50 euro is het tarief te laag. Kan dat hoger?", "answer": "Nee."}]),
            clean(questions=[{"question": "Geldt het tarief van € 65,-?", "answer": "Ja."}]),
            clean(knock_outs=[{"number": 1, "text": "Een maximum uurtarief van € 60,- exclusief btw"}]),
            text("Het maximale uurtarief is 60 euro."),
        ],
        [
            clean(questions=[{"question": "Kan het tarief naar € 65 worden opgehoogd?", "answer": "Nee."}]),
            clean(questions=[{"question": "Is € 65 in plaats van € 62,50 een tarief dat kan?", "answer": "Nee."}]),
            clean(questions=[{"question": "Is de fee van € 2,25 deel van het tarief?", "answer": "Ja."}]),
            clean(questions=[{"question": "De lonen stijgen met € 55 per maand. Waarom?", "answer": "Cao."}]),
            text("Boven € 400.000 geldt iets anders. Een laptop van 60 euro krijgt u."),
            clean(rate_ceiling=None, questions=[{"question": "Geldt het tarief van € 65,-?", "answer": "Ja."}]),
        ],
    ),
    "same_thing_twice": (
        [
            asked("Minimaal 4 jaar ervaring in de afgelopen 6 jaar als klerk",
            "Minimaal 2 jaar ervaring in de afgelopen "
                  "5 jaar als klerk"),
            asked("Een afgeronde opleiding op minimaal mbo niveau 4",
            "Een afgeronde opleiding op minimaal mbo niveau 3"),
            asked("Een afgeronde hbo-opleiding", "Minimaal mbo werk- en denkniveau"),
            asked("Minimaal 2 jaar ervaring in de afgelopen 3 jaar als klerk",
            "Minimaal 2 jaar ervaring in de afgelopen "
                  "5 jaar als klerk"),
            asked("Beschikbaar voor 32 uur", "Beschikbaar voor 24 uur"),
            asked("Ervaring als klerk in de afgelopen 9 jaar",
            "Minimaal 2 jaar ervaring als klerk in de afgelopen 9 jaar",
                  "Meer dan 5 jaar", "Meer dan 3 tot en met 5 jaar", "Tot en met 3 jaar"),
        ],
        [
            asked("Minimaal 4 jaar ervaring in de afgelopen 6 jaar bij een gemeente", "Minimaal 2 jaar ervaring in de "
                  "afgelopen 5 jaar als klerk"),
            asked("Minimaal 2 jaar ervaring in de afgelopen 5 jaar als medewerker van een klantcontactcentrum bij een "
                  "gemeente", "Minimaal 2 jaar ervaring in de afgelopen 5 jaar als telefonisch medewerker"),
            asked("Een hbo-diploma bestuurskunde", "Een mbo-diploma zorg"),
            asked("Rijbewijs B", "Beschikbaar voor 24 uur"),
        ],
    ),
    "criterion_always_met": (
        [
            asked("Ervaring als klerk in de afgelopen 6 jaar",
            "Minimaal 2 jaar ervaring als klerk in de afgelopen 5 jaar"),
            asked("Minimaal 2 jaar ervaring als klerk in de afgelopen 6 jaar",
            "Minimaal 2 jaar ervaring als klerk in de "
                  "afgelopen 5 jaar"),
            asked("Minimaal mbo niveau 3 diploma", "Minimaal mbo niveau 4 diploma"),
            asked("Een afgeronde mbo-opleiding", "Een afgeronde hbo-opleiding"),
            asked("Ervaring bij een gemeente sinds 2020",
            "Minimaal 1 jaar ervaring sinds 2020 als klerk bij een gemeente"),
            asked("Rijbewijs B", "Rijbewijs B"),
            asked("Ervaring als klerk in de afgelopen 9 jaar",
            "Minimaal 5 jaar ervaring als klerk in de afgelopen 9 jaar",
                  "4 jaar of meer", "Minder dan 4 jaar"),
        ],
        [
            asked("Ervaring met chat in de afgelopen 6 jaar", "Ervaring met telefoon of chat in de afgelopen 5 jaar"),
            asked("Ervaring als klerk in de afgelopen 2 jaar", "Ervaring als klerk in de afgelopen 5 jaar"),
            asked("Ervaring als klerk bij een gemeente in de afgelopen 6 jaar",
            "Ervaring als klerk in de afgelopen 5 jaar"),
            asked("Minimaal hbo-diploma bedrijfskunde", "Een hbo-diploma"),
        ],
    ),
    "years_differ": (
        [
            text("U heeft minimaal 5 jaar ervaring als telefonist."),
            clean(title="Telefonist met 4 jaar ervaring als telefonist"),
        ],
        [
            text("U heeft minimaal 2 jaar ervaring als telefonist."),
            text("U heeft minimaal 5 jaar ervaring als vrijwilliger."),
            text("Ervaring als telefonist is fijn; de opdracht duurt 5 jaar."),
            text("De laatste 5 jaar vroegen wij ervaring als telefonist."),
        ],
    ),
    "years_and_levels_differ": (
        [years("Meer dan 5 jaar", "3 tot en met 5 jaar", "Minder dan 3 jaar",
               words="Minimaal 4 jaar ervaring als klerk in de afgelopen 20 jaar")],
        [years("Meer dan 5 jaar", "2 tot en met 5 jaar", "Minder dan 2 jaar",
               words="Minimaal 2 jaar ervaring als klerk in de afgelopen 20 jaar"),
         years("Meer dan 5 jaar", "2 tot en met 5 jaar", "Minder dan 2 jaar")],
    ),
    "experience_without_window": (
        [
            asked("Minimaal 2 jaar ervaring als klerk"),
            asked("Aantoonbare werkervaring met live-chat"),
            asked("Rijbewijs B", "Relevante werkervaring bij een gemeente"),
            asked("Ervaring als klerk", "Een rijbewijs", "2 jaar of meer", "Minder dan 2 jaar"),
        ],
        [
            asked("Minimaal 2 jaar ervaring als klerk in de laatste drie jaar"),
            asked("Ervaring als klerk sinds januari 2021"),
            asked("Ervaring als klerk, niet ouder dan 5 jaar"),
            asked("Ervaring als klerk in de 5 jaar voorafgaand aan de sluitingsdatum"),
            asked("Ervaring in uw huidige functie als klerk"),
            asked("Een motivatie op basis van eerdere werkervaring als klerk"),
            asked("Een ervaren en rustige klerk"),
            asked("Ervaring als klerk", "Een rijbewijs", "2 jaar of meer in de afgelopen 4 jaar", "Minder dan 2 jaar"),
        ],
    ),
    "window_too_short": (
        [asked("Minimaal 4 jaar ervaring als klerk in de afgelopen 3 jaar"),
         asked("Rijbewijs B", "Minimaal twee jaar ervaring als klerk in de afgelopen 18 maanden")],
        [asked("Minimaal 3 jaar ervaring als klerk in de afgelopen 3 jaar"),
         asked("Minimaal 18 maanden ervaring als klerk in de afgelopen twee jaar")],
    ),
    "rate_twice": (
        [asked("De hoogte van het uurtarief", "Een maximum uurtarief van € 62,50"),
         asked("Prijs", "Uurtarief maximaal € 62,50")],
        [asked("De hoogte van het uurtarief", "Een rijbewijs"),
         asked("Kennis van het tarief van leges", "Een maximum uurtarief van € 62,50"),
         asked("Rustig", "Een maximum uurtarief van € 62,50")],
    ),
    "product_without_equivalent": (
        [
            asked("Ervaring met Key2KCC in de afgelopen 3 jaar"),
            asked("Ervaring met het zaaksysteem Djuma in de afgelopen 3 jaar"),
            asked("Rijbewijs B", "Ervaring met Microsoft Dynamics sinds 2021"),
            asked("Ervaring met systemen sinds 2021", "Een rijbewijs", "Met Suite4Sociaal", "Zonder"),
        ],
        [
            asked("Ervaring met Key2KCC of gelijkwaardig in de afgelopen 3 jaar"),
            asked("Ervaring met een KCC-systeem, bijvoorbeeld Key2KCC, in de afgelopen 3 jaar"),
            asked("Ervaring met DigiD en eHerkenning sinds 2021"),
            asked("Ervaring bij PostNL sinds 2021"),
            asked("Mbo niveau 4 en taalniveau B1", "Teams die groeien, kunt u aan"),
            text("Wij werken met Key2KCC, Accres en Microsoft Teams."),
        ],
    ),
    "points_missing": ([clean(criteria=[{"number": 6, "text": "x", "points": None, "levels": []}])], [clean()]),
    "points_total": (
        [clean(criteria=criterion("x", rest=30)), clean(criteria=criterion("x", rest=41), points_total=None),
         clean(points_total=90)],
        [clean(criteria=criterion("x", points=50, rest=30), points_total=80),
         clean(criteria=criterion("x", points="62.5", rest="37.5"))],
    ),
    "level_above_criterion": (
        [clean(criteria=criterion("x", "goed", "matig", points=50, rest=50))],
        [clean(criteria=criterion("x", "goed", "matig"))],
    ),
    "highest_level_too_low": (
        [clean(criteria=criterion("x", "goed", "matig", points=70, rest=30))],
        [clean(criteria=criterion("x", "goed", "matig"))],
    ),
    "levels_overlap": (
        [
            years("3-5 jaar", "2-3 jaar", "5 jaar of meer"),
            years("Meer dan 5 jaar", "Ten hoogste 3 jaar", "Ten hoogste 2 jaar"),
            years("4 jaar of meer", "3 tot en met 4 jaar", "Minder dan 3 jaar"),
            years("3 t/m 5 taken", "2 tot en met 3 taken"),
        ],
        [
            years("5 jaar of meer", "3 jaar of meer", "1 jaar of meer"),
            years("Meer dan 4 jaar", "2 tot 4 jaar", "Minder dan 2 jaar"),
            years("Meer dan 5 jaar", "Meer dan 2 maar minder dan 5 jaar", "Tot en met 2 jaar"),
            years("5 jaar of langer in de afgelopen 6 jaar", "3 tot 5 jaar in de afgelopen 6 jaar", "Geen"),
            years("4 jaar", "3 jaar", "2 jaar", "Geen ervaring"),
        ],
    ),
    "levels_gap": (
        [
            years("Meer dan 5 jaar", "Ten hoogste 3 jaar"),
            years("Meer dan 2 jaar", "Minder dan 2 jaar"),
            years("6 jaar of meer", "2 tot 5 jaar", "Minder dan 2 jaar"),
            years("Met 4 taken", "Met 2 taken", "Geen"),
        ],
        [
            years("Meer dan 5 jaar", "4 tot en met 5 jaar", "2 tot en met 3 jaar"),
            years("Meer dan 5 jaar", "Ten hoogste 3 jaar", "Overige gevallen"),
            years("Met 4 taken", "Met 3 taken", "Met 2 taken"),
            years("Meer dan 24 maanden", "12 tot en met 24 maanden", "Minder dan 12 maanden"),
        ],
    ),
    "levels_end": (
        [years("3 tot en met 5 jaar", "Minder dan 3 jaar")],
        [years("3 jaar of meer", "Minder dan 3 jaar"), years("3 jaar", "2 jaar"), years("Met 3 taken", "Met 2 taken")],
    ),
    "invites_missing": (
        [invitation("De beste kandidaten worden uitgenodigd voor een selectiegesprek.", invites=None)],
        [invitation("De beste kandidaten worden uitgenodigd voor een gesprek.", invites=3),
         invitation("De opdrachtgever vergelijkt de kandidaten.", invites=None)],
    ),
    "invites_differ": (
        [invitation("De beste drie kandidaten worden uitgenodigd voor een gesprek.", invites=4),
         invitation("De beste 3 kandidaten worden uitgenodigd voor een gesprek.", invites=None)],
        [invitation("De tien kandidaten worden vergeleken; de beste drie kandidaten worden uitgenodigd voor een "
        "gesprek.")],
    ),
    "shortlist_differs": (
        [clean(shortlist_size=8)],
        [clean(shortlist_size=None), stage_two(f"De kandidaten met de meeste punten gaan door. {LOT}")],
    ),
    "full_tie_unsettled": (
        [stage_two(TIE), stage_two("De tien kandidaten met de meeste punten gaan door.")],
        [
            stage_two(f"{TIE} {LOT}"),
            stage_two(f"{TIE} Is het uurtarief ook gelijk, dan volgt een loting."),
            stage_two("Kandidaten met een gelijke score gaan allen door naar de volgende stap."),
            stage_two(f"{TIE} Daarna telt de volgorde van binnenkomst."),
            clean(other=f"{TIE} {LOT}", stages=clean()["stages"][2:]),
        ],
    ),
    "standstill_without_length": (
        [clean(stages=clean()["stages"][:3]), clean(stages=clean()["stages"][:3], other="De opdracht duurt 20 dagen.")],
        [
            clean(standstill=False, stages=clean()["stages"][:3]),
            clean(standstill=None, stages=clean()["stages"][:3]),
            clean(stages=clean()["stages"][:3], other="Na 20 (kalender)dagen? De opschortende termijn is 20 "
            "kalenderdagen."),
            clean(stages=clean()["stages"][:3], other="Wij houden twintig dagen opschortende termijn aan."),
        ],
    ),
    "closing_before_questions_end": (
        [clean(questions_until="2026-05-07T12:00:01+02:00"), clean(questions_until="2026-05-08")],
        [clean(questions_until="2026-05-07T12:00:00+02:00"), clean(questions_until="2026-05-07")],
    ),
    "answers_before_questions_end": (
        [clean(answers_on="2026-04-28")], [clean(answers_on="2026-04-29"), clean(answers_on="2026-04-30")],
    ),
    "invitations_before_closing": ([clean(invitations_by="2026-05-06")], [clean(invitations_by="2026-05-07")]),
    "interviews_before_invitations": ([clean(interviews_on="2026-05-11")], [clean(interviews_on="2026-05-12")]),
    "answers_after_closing": (
        [clean(answers_on="2026-05-07"), clean(answers_on="2026-05-08")], [clean(answers_on="2026-05-06")],
    ),
    "on_weekend": (
        [clean(closes_at="2026-05-09T12:00:00+02:00"), clean(interviews_on="2026-05-17"),
        clean(answers_on="2026-05-02")],
        [clean(closes_at="2026-05-08T23:59:00+02:00")],
    ),
    "on_holiday": ([clean(interviews_on="2026-05-25"), clean(invitations_by="2026-05-14")], [clean()]),
    "too_little_time_to_assess": (
        [
            clean(invitations_by="2026-05-07"),
            clean(closes_at="2026-05-08T12:00:00+02:00", invitations_by="2026-05-10"),
            clean(closes_at="2026-05-13T16:00:00+02:00", invitations_by="2026-05-14"),
            clean(invitations_by=None, interviews_on="2026-05-08"),
        ],
        [
            clean(invitations_by="2026-05-08"),
            clean(closes_at="2026-05-07T09:00:00+02:00", invitations_by="2026-05-07"),
            clean(closes_at="2026-05-08T18:00:00+02:00", invitations_by="2026-05-11"),
            clean(invitations_by=None, interviews_on="2026-05-11"),
        ],
    ),
}  # fmt: skip
POSITIVE = [(code, draft) for code, (drafts, _near) in FINDINGS.items() for draft in drafts]
NEAR = [(code, draft) for code, (_drafts, near) in FINDINGS.items() for draft in near]


@pytest.mark.parametrize(("code", "draft"), POSITIVE, ids=[code for code, _draft in POSITIVE])
def test_it_is_found(code, draft):
    assert code in codes(draft)


@pytest.mark.parametrize(("code", "draft"), NEAR, ids=[code for code, _draft in NEAR])
def test_what_only_looks_like_it_is_not(code, draft):
    told = [say(each, "nl") for each in check(draft, holidays=HOLIDAYS) if each.code == code]
    assert told == []


def test_closing_is_compared_with_a_day_or_with_a_moment():
    closes = datetime.fromisoformat("2026-05-07T12:00:00+02:00")
    for published, expected in (
        (date(2026, 5, 7), []),
        (date(2026, 5, 8), ["closing_before_publication"]),
        (closes - timedelta(seconds=1), []),
        (closes, ["closing_before_publication"]),
        (closes + timedelta(seconds=1), ["closing_before_publication"]),
    ):
        assert codes(clean(), published_on=published) == expected


# Findings ------------------------------------------------------------------------------------------------------------
def test_every_code_has_its_cases_and_its_sentence_in_both_languages():
    assert set(FINDINGS) | {"closing_before_publication"} == set(SENTENCES)
    assert all(set(each) == set(LANGUAGES) for each in SENTENCES.values())


@pytest.mark.parametrize(("code", "draft"), POSITIVE, ids=[code for code, _draft in POSITIVE])
def test_a_sentence_is_whole_and_its_place_is_there(code, draft):
    for each in check(draft, holidays=HOLIDAYS):
        for language in LANGUAGES:
            sentence = say(each, language)
            assert sentence != each.code
            assert not set("{}") & set(sentence.replace("{{naam}}", ""))
            assert sentence[-1] == "."
        places = [path for path in (each.field, *each.also) if "." in path]
        assert all(at(draft, path) is not None for path in places), each


def test_only_what_follows_from_the_fields_is_an_error():
    errors = {each.code for _code, draft in POSITIVE for each in check(draft) if each.severity == ERROR}
    assert errors == {
        "points_missing", "points_total", "level_above_criterion", "highest_level_too_low",
        "closing_before_questions_end", "answers_before_questions_end", "invitations_before_closing",
        "interviews_before_invitations",
    }  # fmt: skip


def test_dutch_and_english_write_numbers_days_and_money_in_their_own_way():
    [total] = check(clean(criteria=criterion("x", points="62.5", rest="30")))
    assert say(total, "nl").endswith("samen 92,5; het totaal moet 100 zijn.")
    assert say(total, "en").endswith("add up to 92.5; the total must be 100.")
    [closing] = check(clean(), published_on=date(2026, 5, 8))
    assert "donderdag 7 mei 2026, 12:00 uur" in say(closing, "nl")
    assert "Thursday 7 May 2026, 12:00" in say(closing, "en")


# Fingerprints --------------------------------------------------------------------------------------------------------
def the(code, draft):
    [finding] = [each for each in check(draft) if each.code == code]
    return finding


def test_another_text_has_another_fingerprint():
    one, other = seed(RAALTE), seed(RAALTE)
    other["knock_outs"][1]["text"] = other["knock_outs"][1]["text"].replace("2 jaar", "3 jaar")
    found_in_one, found_in_other = the("same_thing_twice", one), the("same_thing_twice", other)
    assert found_in_one == found_in_other
    assert fingerprint(one, found_in_one) == fingerprint(copy.deepcopy(one), found_in_one)
    assert fingerprint(one, found_in_one) != fingerprint(other, found_in_other)


def test_the_rest_of_a_long_text_may_change():
    one, other = seed(WESTLAND), seed(WESTLAND)
    other["assignment_text"] += " Tot snel."
    finding = the("positions_differ", one)
    assert fingerprint(one, finding) == fingerprint(other, the("positions_differ", other))


# Whatever comes ------------------------------------------------------------------------------------------------------
WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "3-5 jaar",
        "tot 2 jaar",
        "[x",
        "“…",
        "€ 5",
        "ervaring als",
        "2 of 3",
        "afgelopen 0 jaar",
        "XX",
        "uitgenodigd gesprek",
    ]
)
TEXT = st.lists(WORDS, max_size=5).map(" ".join)
LEVEL = st.fixed_dictionaries(
    {"label": TEXT | st.none(), "text": TEXT | st.none(), "points": st.integers() | st.none()}
)
ROW = st.fixed_dictionaries(
    {"number": st.integers(1, 9), "text": TEXT | st.none(), "points": st.integers(0, 99) | st.none(),
     "levels": st.lists(LEVEL, max_size=4) | st.none()}
)  # fmt: skip
DRAFT = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXT | st.none(), "assignment_text": TEXT, "knock_outs": st.lists(ROW, max_size=3) | st.none(),
        "criteria": st.lists(ROW, max_size=3), "rate_ceiling": TEXT | st.none() | st.just("55.55"),
        "stages": st.lists(st.fixed_dictionaries({"name": TEXT | st.none(), "text": TEXT | st.none()}), max_size=3),
        "closes_at": TEXT | st.just("2026-05-07") | st.just("2026-05-07T12:00:00+02:00"), "answers_on": TEXT,
        "positions": st.none() | st.just({"min": None, "max": 2}) | st.just({"min": 1, "max": None}),
        "questions": st.lists(st.fixed_dictionaries({"question": TEXT | st.none(), "answer": TEXT | st.none()}),
        max_size=2),
        "standstill": st.booleans() | st.none(), "invites": st.integers() | st.none(), "shortlist_size": st.integers(),
    },
)  # fmt: skip


@given(DRAFT)
def test_checking_never_raises_and_says_the_same_twice(draft):
    findings = check(draft, published_on=date(2026, 5, 8), holidays=HOLIDAYS)
    assert findings == check(copy.deepcopy(draft), published_on=date(2026, 5, 8), holidays=HOLIDAYS)
    for each in findings:
        fingerprint(draft, each)
        assert say(each, "nl")
        assert say(each, "en")


def test_rules_are_told_why():
    assert all(rule.__doc__ for rule in RULES)


# Time ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("piece", ["\n", "x", "XX ", "1.1.1.", "[aanvullen] ", "a-", "aB "])
def test_a_long_text_is_checked_in_time_that_grows_with_it(piece):
    """The square of it would take minutes."""
    began = time.process_time()
    check(clean() | {"assignment_text": piece * (60_000 // len(piece))})
    assert time.process_time() - began < 3
