"""Drafts for the check: the two postings as the reader would give them, and postings in which nothing is wrong."""

import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml

from tests.factories import POSTINGS

TEXTS = ("organisation_text", "assignment_text", "execution_condition", "contact", "education_level", "region",
         "work_days", "cao", "function_scale", "title", "number", "client")  # fmt: skip


def seed(name: str, **changes: Any) -> dict[str, Any]:
    """The draft of a fixture of `fixtures/postings`: its truth in the words of the reader's contract."""
    data = yaml.safe_load((POSTINGS / f"{name}.yaml").read_text("utf-8"))
    stages = [{"name": stage["name"], "text": stage["text"]} for stage in data["stages"]]
    stages[-1]["text"] += "\n\n" + data["award_text"]
    params = {stage["kind"]: stage["params"] for stage in data["stages"]}
    draft = {key: data[key] or None for key in TEXTS} | {
        "start": data["start_text"],
        "duration_months": data["duration_months"],
        "extension": {"count": data["extension_count"], "months": data["extension_months"]},
        "hours_per_week": {"min": data["hours_min"], "max": data["hours_max"]},
        "das": data["das"],
        "rate_ceiling": f"{Decimal(data['rate_ceiling_cents']) / 100:.2f}",
        "knock_outs": [{"number": row["number"], "text": row["text"]} for row in data["knock_outs"]],
        "criteria": [{key: row[key] for key in ("number", "text", "points", "levels")} for row in data["criteria"]],
        "points_total": data["points_total"] if name.startswith("raalte") else None,
        "competences": data["competences"],
        "stages": stages,
        "shortlist_size": params["weighted"]["places"],
        "invites": params["comparison"]["invites"],
        "interviewers_min": params["interview"]["interviewers_min"],
        "standstill": data["standstill"],
        "positions": {"min": data["positions_min"], "max": data["positions_max"]},
        "other": data["other_information"],
        "questions": data["questions"],
    }
    dates = ("questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on")
    return draft | {key: _written(data[key]) for key in dates} | changes


def _written(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


CLEAN: dict[str, Any] = {
    "title": "Medewerker klantcontact",
    "number": "31044",
    "client": "Gemeente Voorbeeld",
    "organisation_text": "De gemeente telt 60.000 inwoners … en dat worden er meer. Wij werken met Key2KCC en "
    "Suite4Inwoner; "
    "“Samen [staan wij] sterker … dan alleen”, zegt de burgemeester. Ons team bestaat uit 15 medewerkers.\n\n"
    "Kijk op https://www.voorbeeld.nl/xx/team[1] voor meer.",
    "assignment_text": "Voor 2 of 3 dagen per week zoeken wij een medewerker met plezier in het werk. Per dag zijn "
    "er 3 "
    "collega's aan de telefoon. U helpt in een jaar tijd duizenden inwoners, en ieder is anders...\n\n"
    "De overeenkomst gaat in op 1 juni 2026 en duurt 6 maanden.",
    "execution_condition": "De opdracht kan niet door een zzp’er worden uitgevoerd.",
    "start": "1 juni 2026",
    "duration_months": 6,
    "hours_per_week": {"min": 24, "max": 32},
    "education_level": "MBO",
    "region": "Overijssel",
    "closes_at": "2026-05-07T12:00:00+02:00",
    "rate_ceiling": "62.50",
    "knock_outs": [
        {"number": 1, "text": "Het uurtarief is maximaal € 62,50 exclusief btw."},
        {"number": 2, "text": "Minimaal 2 jaar aantoonbare werkervaring in de afgelopen 5 jaar als telefonist"},
        {"number": 3, "text": "De kandidaat stuurt een motivatie mee waarin de eerdere werkervaring aan bod komt."},
        {"number": 4, "text": "De kandidaat is minimaal 24 uur per week beschikbaar"},
        {"number": 5, "text": "Een afgeronde opleiding op minimaal mbo niveau 3"},
    ],
    "criteria": [
        {
            "number": 6, "text": "Aantoonbare werkervaring bij een gemeente in de afgelopen 6 jaar", "points": 40,
            "levels": [
                {"label": "a", "text": "Meer dan 4 jaar", "points": 40},
                {"label": "b", "text": "Meer dan 2 tot en met 4 jaar", "points": 25},
                {"label": "c", "text": "1 tot en met 2 jaar", "points": 10},
                {"label": "d", "text": "Minder dan 1 jaar of geen", "points": 0},
            ],
        },
        {
            "number": 7, "text": "Aantoonbare ervaring met het zaaksysteem Djuma of gelijkwaardig in de afgelopen 3 "
            "jaar",
            "points": 35, "levels": [],
        },
        {
            "number": 8, "text": "Ervaring met DigiD-vragen, sinds 2022", "points": 25, "levels": [],
        },
    ],
    "points_total": 100,
    "competences": ["Klantgericht", "Nauwkeurig (u controleert uw werk)"],
    "stages": [
        {"name": "Knock-outcriteria", "text": "Wie niet aan alle eisen voldoet, valt af."},
        {
            "name": "Gunningscriteria",
            "text": "De tien (10) kandidaten met de meeste punten gaan door. Bij gelijke punten gaat het laagste "
            "uurtarief "
            "voor; is ook dat gelijk, dan beslist het lot.",
        },
        {
            "name": "Uitnodiging",
            "text": "De opdrachtgever vergelijkt de tien kandidaten en nodigt de beste drie kandidaten uit voor een "
            "gesprek.",
        },
        {"name": "Gesprek", "text": "Twee vertegenwoordigers voeren het gesprek.\n\nDe opschortende termijn duurt "
        "20 dagen."},
    ],
    "shortlist_size": 10,
    "invites": 3,
    "interviewers_min": 2,
    "standstill": True,
    "positions": {"min": 1, "max": 1},
    "questions_until": "2026-04-29T12:00:00+02:00",
    "answers_on": "2026-05-01",
    "invitations_by": "2026-05-12",
    "interviews_on": "2026-05-18",
    "work_days": "maandag t/m vrijdag",
    "contact": "info@voorbeeld.nl",
    "other": "De SROI-verplichting geldt boven € 400.000. De fee van € 2,25 per gewerkt uur zit in het uurtarief.",
    "questions": [
        {"question": "Mag het tarief naar € 70,- worden verhoogd?", "answer": "Nee, € 62,50 is het hoogste tarief."},
        {"question": "Is een uurtarief van 65 euro bespreekbaar?", "answer": "Nee."},
    ],
}  # fmt: skip


def clean(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(CLEAN) | changes
