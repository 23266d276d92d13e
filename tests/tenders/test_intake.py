"""What was read out of a posting becomes the draft that its fixture makes."""

import pytest

from tenders.intake import content_of
from tenders.sections import SECTIONS
from tests.factories import a_posting
from tests.tenders.postings import POSTINGS, read_of

# Nothing in the text says these, or no key of the reader: the officer writes them, with the source beside the form.
NOT_READ = {
    "knock_outs_heading", "criteria_heading", "fee_text", "bids_per_supplier", "officer_may_assess", "client",
    "second_officer", "opening_officers", "discipline",
}  # fmt: skip


def stored(name):
    tender = a_posting(name)
    return {key: value for section in SECTIONS.values() for key, value in section.read(tender).items()}


def by_kind(content):
    """Of the documents the reader answers the kinds alone, in its own order."""
    documents = sorted((row | {"text": ""} for row in content["documents"]), key=lambda row: row["kind"])
    return content | {"documents": documents}


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTINGS)
def test_a_posting_that_is_read_is_the_draft_of_its_fixture(name):
    expected = by_kind({key: value for key, value in stored(name).items() if key not in NOT_READ})
    found = by_kind(content_of(read_of(name)))
    assert {key: found.get(key) for key in expected} == expected
    assert set(found) - set(expected) == {"knock_outs_heading", "criteria_heading", "fee_text"}


def test_no_paragraph_is_lost_that_fits_no_field():
    found = content_of(read_of("raalte-27750", other="Iets anders.\n\nVragen kunt u stellen aan de balie."))
    assert found["other_information"] == "Iets anders."
    assert found["questions_note"] == "Vragen kunt u stellen aan de balie."


def test_what_was_not_read_stays_empty_or_as_a_new_draft_has_it():
    empty = dict.fromkeys(read_of("raalte-27750"))
    found = content_of(empty)
    assert {key: value for key, value in found.items() if value not in (None, "", [])} == {
        "positions_min": 1,
        "positions_max": 1,
        "points_total": 100_00,
        "questions_public": True,
    }


@pytest.mark.parametrize(
    ("text", "kind", "document"),
    [
        ("Uurtarief maximaal € 60,- exclusief btw", "rate_ceiling", ""),
        ("De kandidaat werkt voor maximaal 60 euro; dat is het hoogste tarief", "rate_ceiling", ""),
        ("Minimaal 2 jaar ervaring met tarieven", "judged", ""),
        ("Een persoonlijke motivatie van de kandidaat", "document", "motivation"),
        ("Bij de inschrijving hoort een VOG van hoogstens 3 maanden oud", "document", "vog"),
        ("De kandidaat is bereid een VOG te overleggen", "statement", ""),
        ("Inschrijver gaat akkoord met de voorwaarden", "statement", ""),
        ("Een afgeronde opleiding op mbo-niveau", "judged", ""),
    ],
)
def test_the_kind_of_a_knock_out_is_told_from_its_words(text, kind, document):
    draft = read_of("raalte-27750", knock_outs=[{"number": 1, "text": text}])
    (row,) = content_of(draft)["knock_outs"]
    assert (row["number"], row["text"], row["kind"], row["document"]) == (1, text, kind, document)


def test_without_a_ceiling_no_knock_out_checks_it():
    draft = read_of("raalte-27750", rate_ceiling=None)
    assert {row["kind"] for row in content_of(draft)["knock_outs"]} == {"statement", "judged", "document"}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Schriftelijke proef", "Om te slagen haal je 55 % van de punten.", "exam"),
        ("Toets aan de knock-outcriteria", "", "knock_out"),
        ("Beoordeling", "Wij geven punten op de gunningscriteria.", "weighted"),
        ("Keuze van de kandidaten voor een gesprek", "", "comparison"),
        ("Gestructureerd interview", "", "interview"),
        ("Eerste ronde", "", "knock_out"),
    ],
)
def test_the_kind_of_a_stage_is_told_from_its_name_and_else_from_its_text(name, text, kind):
    (stage,) = content_of(read_of("raalte-27750", stages=[{"name": name, "text": text}]))["stages"]
    assert stage["kind"] == kind


def test_stages_whose_words_say_nothing_follow_the_usual_order():
    stages = [{"name": f"Stap {number}", "text": ""} for number in range(5)]
    found = content_of(read_of("raalte-27750", stages=stages))["stages"]
    assert [row["kind"] for row in found] == ["knock_out", "weighted", "comparison", "interview", "interview"]


def test_the_parameters_of_a_stage_come_from_the_posting():
    exam = {"name": "Mondelinge proef", "text": "Je slaagt met 60% van het totaal."}
    found = content_of(read_of("raalte-27750", stages=[*read_of("raalte-27750")["stages"], exam], shortlist_size=7))
    params = {row["kind"]: row["params"] for row in found["stages"]}
    assert (params["weighted"]["places"], params["exam"]["pass_percent"]) == (7, 60)
    assert params["comparison"] == {
        "criteria": [
            "Relevante werkervaring op soortgelijke opdrachten",
            "Relevante werkervaring bij soortgelijke organisaties",
        ],
        "invites": None,
    }
