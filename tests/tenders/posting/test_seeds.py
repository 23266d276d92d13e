"""The two published postings, word for word against what a person typed over from them (fixtures/postings)."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tenders.posting import is_posting, read, read_closely
from tenders.posting.draft import KEYS

ROOT = Path(__file__).resolve().parents[3]
POSTINGS = {"27750": "raalte-27750.yaml", "12074": "westland-12074.yaml"}
TEXTS = {number: (ROOT / f"tests/data/postings/{number}.txt").read_text("utf-8") for number in POSTINGS}
TRUTH = {
    number: yaml.safe_load((ROOT / "fixtures/postings" / file).read_text("utf-8")) for number, file in POSTINGS.items()
}


def expected(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed over, in the shape of a draft."""
    return {
        **{key: typed[key] for key in ("title", "number", "client", "organisation_text", "assignment_text", "education_level")},
        **{key: typed[key] or None for key in ("execution_condition", "function_scale", "cao", "work_days", "contact")},
        **{key: typed[key] for key in ("das", "region", "duration_months", "competences", "standstill", "hybrid")},
        "start": typed["start_text"],
        "extension": {"count": typed["extension_count"], "months": typed["extension_months"]},
        "hours_per_week": {"min": typed["hours_min"], "max": typed["hours_max"]},
        "closes_at": typed["closes_at"].isoformat(),
        "rate_ceiling": money(typed["rate_ceiling_cents"]),
        "rate_includes": [name for name in ("travel", "fee", "vat") if typed[f"rate_{name}"] == "included"],
        "rate_excludes": [name for name in ("travel", "fee", "vat") if typed[f"rate_{name}"] == "excluded"],
        "knock_outs": [{"number": each["number"], "text": each["text"]} for each in typed["knock_outs"]],
        "criteria": [{name: each[name] for name in each if name != "experience"} for each in typed["criteria"]],
        "stages": [{"name": stage["name"], "text": stage["text"]} for stage in typed["stages"]],
        "questions_until": typed["questions_until"].isoformat(),
        **{key: typed[key].isoformat() for key in ("answers_on", "invitations_by", "interviews_on")},
        "interviews_part_of_day": typed["interviews_part_of_day"] or None,
        "cv": {
            "max_pages": typed["cv_max_pages"],
            "language": typed["cv_language"],
            "min_references": typed["cv_min_references"],
        },
        "interviewers_min": typed["stages"][3]["params"]["interviewers_min"],
        "shortlist_size": typed["stages"][1]["params"]["places"],
        "invites": typed["stages"][2]["params"]["invites"],
        "fee": {"none": True} if typed["fee_kind"] == "none" else {"per_hour": money(typed["fee_cents"])},
        "positions": {"min": typed["positions_min"], "max": typed["positions_max"]},
        "max_hours_per_year": typed["max_hours_per_year"],
        "questions": typed["questions"],
        "other": other(typed),
    }  # fmt: skip


def other(typed: dict[str, Any]) -> str:
    """Beside the remarks also the sentences for which a draft has no key, in the order of the posting."""
    names = (
        "cv_instruction", "award_text", "progress_note", "max_hours_note", "other_information", "questions_note",
    )  # fmt: skip
    return "\n\n".join(typed[name] for name in names if typed[name])


def money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


# What a person knows and the text leaves to be counted or gathered.
STATED = {
    "27750": {"points_total": 100, "documents": ["vog", "nda", "uea", "motivation"]},
    "12074": {"points_total": None, "documents": ["vog"]},
}


@pytest.mark.parametrize("number", POSTINGS)
def test_every_field_is_what_a_person_read(number):
    draft = read(TEXTS[number])
    truth = expected(TRUTH[number]) | STATED[number]
    assert {key: draft[key] for key in truth} == truth
    assert set(draft) - set(truth) == {"source", "lines", "unread"}


@pytest.mark.parametrize("number", POSTINGS)
def test_the_draft_is_the_one_that_is_kept(number):
    kept = json.loads((ROOT / f"tests/data/postings/{number}.draft.json").read_text("utf-8"))
    assert read(TEXTS[number]) == kept
    assert list(read(TEXTS[number])) == list(kept) == list(KEYS)


@pytest.mark.parametrize("number", POSTINGS)
def test_each_field_points_at_the_lines_that_hold_it(number):
    draft = read(TEXTS[number])
    lines = draft["source"].split("\n")
    for field in ("title", "number", "start", "region", "education_level"):
        first, last = draft["lines"][field]
        assert draft[field] in " ".join(lines[first - 1 : last])
    assert set(draft["lines"]) == {
        field
        for field, value in draft.items()
        if value not in (None, []) and field not in {"source", "lines", "unread"}
    }


def test_a_field_that_stands_in_two_places_has_several_pairs():
    assert read(TEXTS["27750"])["lines"]["closes_at"] == [[12, 13], [121, 121]]
    assert read(TEXTS["12074"])["lines"]["closes_at"] == [[23, 25], [303, 305]]
    assert read(TEXTS["27750"])["lines"]["number"] == [9, 9]


@pytest.mark.parametrize("number", POSTINGS)
def test_only_the_greeting_lands_nowhere(number):
    draft = read(TEXTS[number])
    lines = draft["source"].split("\n")
    unread = " ".join(line for first, last in draft["unread"] for line in lines[first - 1 : last])
    assert unread == (
        "Hartelijk dank voor je interesse. Helaas is de reactietermijn verlopen en is het niet meer mogelijk "
        "te reageren op "
        "deze inhuuropdracht."
    )


def test_parts_of_a_field_have_places_of_their_own():
    places = read_closely(TEXTS["12074"]).places
    assert places["criteria.4"] == [[121, 123]]
    assert places["criteria.7.levels.f"] == [[149, 149]]
    assert places["knock_outs.1"] == [[111, 113]]
    assert places["questions.1"] == [[287, 301]]


@pytest.mark.parametrize("number", POSTINGS)
def test_sentences_without_a_field_are_named(number):
    notes = read_closely(TEXTS[number]).notes
    names = ("cv_instruction", "award_text", "progress_note", "questions_note")
    assert notes == {name: TRUTH[number][name] for name in names}


@pytest.mark.parametrize("number", POSTINGS)
def test_what_is_read_from_the_numbered_source_is_the_same(number):
    draft = read(TEXTS[number])
    assert read(draft["source"]) == draft
    assert read(TEXTS[number].replace("\n", "\r\n")) == draft


@pytest.mark.parametrize("number", POSTINGS)
def test_they_are_postings(number):
    assert is_posting(read(TEXTS[number]))
