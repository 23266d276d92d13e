"""Both postings become rows without a word lost: field by field, and as frozen rules."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Organisation
from audit.clock import AMSTERDAM
from audit.models import Event
from tenders.models import Tender
from tenders.rulesbook import canonical, digest, rules_of
from tenders.sections import SECTIONS
from tenders.services.drafting import load_posting
from tenders.stages import KINDS
from tests.factories import BEFORE_RAALTE_CLOSES, posting, the_officer

pytestmark = pytest.mark.django_db

POSTINGS = ["raalte-27750", "westland-12074"]


def load(name, **options):
    return load_posting(posting(name), by=the_officer("Flextender"), now=BEFORE_RAALTE_CLOSES, **options)


def in_hundredths(row):
    return row | {"points": row["points"] * 100}


def as_rows(data):
    """The file's data in the units of the database, with every parameter of a stage; the rest as it stands."""
    return data | {
        "points_total": data["points_total"] * 100,
        "knock_outs": [row | {"document": row["document"] or ""} for row in data["knock_outs"]],
        "criteria": [
            in_hundredths(row) | {"levels": [in_hundredths(level) for level in row["levels"]]}
            for row in data["criteria"]
        ],
        "stages": [row | {"params": KINDS[row["kind"]].defaults() | row["params"]} for row in data["stages"]],
    }


@pytest.mark.parametrize("name", POSTINGS)
def test_every_field_of_the_posting_is_kept(name):
    tender = Tender.objects.get(pk=load(name).pk)
    kept = {key: value for section in SECTIONS.values() for key, value in section.read(tender).items()}
    kept |= {"client": tender.client.name, "run_by": tender.run_by.name}
    assert {key: kept.pop(key) for key in as_rows(posting(name))} == as_rows(posting(name))
    one = {"bids_per_supplier": 1, "opening_officers": 1}
    assert kept == one | {"officer_may_assess": False, "second_officer": False, "results_on": None}


@pytest.mark.parametrize("name", POSTINGS)
def test_the_rules_say_every_field_of_the_posting_but_its_answers_and_its_field_of_work(name):
    rules = rules_of(load(name))
    expected = as_rows(posting(name))
    del expected["questions"], expected["discipline"]
    for moment in ("questions_until", "closes_at"):
        expected[moment] = expected[moment].astimezone(UTC).isoformat()
    for day in ("answers_on", "invitations_by", "interviews_on"):
        expected[day] = expected[day].isoformat()
    defaults = {"bids_per_supplier": 1, "officer_may_assess": False, "second_officer": False}
    assert rules == expected | defaults | {"format": 1, "attachments": []}


def test_rules_have_one_way_to_be_written_and_hashed():
    tender = load("westland-12074")
    text = canonical(rules_of(Tender.objects.get(pk=tender.pk)))
    assert text == canonical(rules_of(tender))
    assert '"closes_at":"2023-04-18T10:00:00+00:00"' in text
    assert "’" in text
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


# What happens to a posting after it was published: each has its own history.
SINCE = {
    "assignments", "rules_versions", "asked_questions", "answer_batches", "amendments", "follows", "overruled_findings",
}  # fmt: skip


def test_no_field_of_a_tender_escapes_the_rules():
    no_rules = {"id", "state", "discipline", "created_at", "created_by"}
    fields = {field.name for field in Tender._meta.get_fields() if field.concrete} - no_rules
    rows = {
        field.name
        for field in Tender._meta.get_fields()
        if field.one_to_many and field.related_model._meta.app_label == "tenders"
    }
    tender = load("raalte-27750")
    tender.opening_officers, tender.results_on = 2, date(2026, 3, 12)
    assert fields | rows - {"questions"} - SINCE == set(rules_of(tender)) - {"format"}


def test_rules_name_who_opens_where_it_takes_two_and_are_else_those_of_before():
    tender = load("raalte-27750")
    assert "opening_officers" not in rules_of(tender)
    tender.opening_officers = 2
    assert rules_of(tender)["opening_officers"] == 2


def test_rules_name_the_day_of_the_results_where_there_is_one_and_are_else_those_of_before():
    tender = load("raalte-27750")
    assert "results_on" not in rules_of(tender)
    tender.results_on = date(2026, 3, 12)
    assert rules_of(tender)["results_on"] == "2026-03-12"


def test_a_shift_keeps_the_time_on_the_dutch_clock_across_summer_time():
    tender = load("raalte-27750", shift=timedelta(weeks=8))
    assert tender.closes_at == datetime(2026, 4, 27, 9, 0, tzinfo=AMSTERDAM)
    assert (tender.invitations_by, tender.interviews_on) == (date(2026, 4, 28), date(2026, 4, 30))
    assert tender.start_text == "Maart 2026"


def test_organisations_are_found_before_they_are_made():
    flextender = Organisation.objects.create(kind="broker", name="Flextender", colour="#aa0000")
    tender = load("raalte-27750")
    assert tender.run_by == flextender
    assert (tender.client.name, tender.client.kind) == ("Gemeente Raalte", "client")


def test_who_loads_it_is_its_officer_and_the_log_says_so():
    tender = load("raalte-27750")
    officer = tender.created_by
    assert list(tender.assignments.values_list("user", "role")) == [(officer.pk, "officer")]
    event = Event.objects.get()
    assert (event.act, event.tender, event.actor_id) == ("tender.created", "27750", officer.pk)
