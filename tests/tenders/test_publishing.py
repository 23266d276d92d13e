"""What publishing refuses, in the sentence that the officer reads, and what it freezes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from accounts.access import NotNow
from audit import triggers
from audit.clock import AMSTERDAM
from audit.models import Event
from tenders.models import RulesVersion, Tender
from tenders.publishing import obstacles
from tenders.rows import ROWS
from tenders.rulesbook import canonical, rules_of
from tenders.services.publishing import CannotPublish, publish
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, a_tender, accepted, posting, published_raalte

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def found(**changes):
    """(sentence, where) of each obstacle of Raalte with these changes."""
    tender = a_posting("raalte-27750", **changes)
    return [(finding.message, finding.href) for finding in obstacles(tender, NOW)]


def at(section, field):
    return f"/beheer/27750/bewerken/{section}/#id_{field}"


def criteria(*points, levels=()):
    rows = [{"number": 6 + i, "text": "x", "points": each, "levels": []} for i, each in enumerate(points)]
    rows[0]["levels"] = [{"label": label, "text": "y", "points": each} for label, each in levels]
    return rows


@pytest.mark.parametrize("name", ["raalte-27750", "westland-12074"])
def test_both_postings_can_be_published_before_they_close(name):
    questions_until = posting(name)["questions_until"]
    assert obstacles(a_posting(name), questions_until - timedelta(days=7)) == []


def test_a_new_draft_lacks_its_text_its_criteria_and_its_deadline():
    assert [finding.code for finding in obstacles(a_tender(), NOW)] == [
        "assignment_text_missing", "no_knock_outs", "no_criteria", "closing_missing",
    ]  # fmt: skip


CASES = {
    "points that do not add up": (
        {"criteria": criteria(60, 25)},
        ("The points of the award criteria add up to 85; the total must be 100.", at("criteria", "criteria-0-points")),
    ),
    "a point too many": (
        {"criteria": criteria(60, 41)},
        (
            "The points of the award criteria add up to 101; the total must be 100.",
            at("criteria", "criteria-0-points"),
        ),
    ),
    "a level of half a point, which the ranking would cut off": (
        {"criteria": criteria(60, 40, levels=[("a", 60), ("b", 12.5)])},
        (
            "Criterion 6 has 12.5 points. The ranking counts in whole points.",
            at("criteria", "criteria-0-levels-1-points"),
        ),
    ),
    "a level above its criterion": (
        {"criteria": criteria(60, 40, levels=[("a", 65), ("b", 60)])},
        (
            "Level a of criterion 6 has 65 points, the criterion itself 60.",
            at("criteria", "criteria-0-levels-0-points"),
        ),
    ),
    "a highest level below its criterion": (
        {"criteria": criteria(60, 40, levels=[("a", 50), ("b", 0)])},
        (
            "The highest level of criterion 6 has 50 points; it must be 60.",
            at("criteria", "criteria-0-levels-0-points"),
        ),
    ),
    "a label twice, whatever its case": (
        {"criteria": criteria(60, 40, levels=[("a", 60), ("A", 0)])},
        (
            "Criterion 6 has 2 levels “a”. Give each level its own label.",
            at("criteria", "criteria-0-levels-0-label"),
        ),
    ),
    "a number in both lists": (
        {"criteria": [{"number": 5, "text": "x", "points": 100, "levels": []}]},
        ("Number 5 is used 2 times. Give each criterion its own number.", at("criteria", "criteria-0-number")),
    ),
    "closing before questions end": (
        {"closes_at": datetime(2026, 2, 20, 9, tzinfo=AMSTERDAM)},
        (
            "The assignment closes on Friday 20 February 2026, 09:00 (CET), before the questions end on Monday "
            "23 February 2026, 09:00 (CET).",
            at("planning", "closes_at_0"),
        ),
    ),
    "closing in the past": (
        {"closes_at": NOW, "questions_until": None, "answers_on": None},
        (
            "The assignment closes on Monday 16 February 2026, 10:00 (CET); that is not after its publication on "
            "Monday 16 February 2026, 10:00 (CET). Choose a later moment.",
            at("planning", "closes_at_0"),
        ),
    ),
    "no closing": (
        {"closes_at": None},
        ("Enter the day and time at which the assignment closes.", at("planning", "closes_at_0")),
    ),
    "answers before questions end": (
        {"answers_on": date(2026, 2, 22)},
        (
            "The answers come on Sunday 22 February 2026, before the questions end on Monday 23 February 2026, "
            "09:00 (CET).",
            at("planning", "answers_on"),
        ),
    ),
    "invitations before closing": (
        {"invitations_by": date(2026, 3, 1)},
        (
            "The invitations go out by Sunday 1 March 2026, before the assignment closes on Monday 2 March 2026, "
            "09:00 (CET).",
            at("planning", "invitations_by"),
        ),
    ),
    "interviews before invitations": (
        {"interviews_on": date(2026, 3, 2)},
        (
            "The interviews are on Monday 2 March 2026, before the invitations on Tuesday 3 March 2026.",
            at("planning", "interviews_on"),
        ),
    ),
    "results on the day of the closing": (
        {"results_on": date(2026, 3, 2)},
        (
            "The results come on Monday 2 March 2026, but bids can be sent until Monday 2 March 2026, 09:00 (CET). "
            "Choose a later day.",
            at("planning", "results_on"),
        ),
    ),
    "a ceiling to check without a ceiling": (
        {"rate_ceiling_cents": None},
        (
            "Knock-out criterion 4 checks the highest hourly rate, but no highest rate is entered.",
            at("tarief", "rate_ceiling_cents"),
        ),
    ),
    "a document to check that nobody has to send": (
        {"documents": []},
        (
            "Knock-out criterion 5 checks the document “motivation”, but the documents do not ask for it with the bid.",
            at("knock-outs", "knock_outs-4-kind"),
        ),
    ),
    "no stage": ({"stages": []}, ("The procedure has no stage. Add at least one.", at("procedure", "add_stage"))),
    "knock-outs without their stage": (
        {"stages": posting("raalte-27750")["stages"][1:]},
        (
            "There are knock-out criteria, but no stage of the procedure checks them.",
            at("procedure", "add_stage"),
        ),
    ),
    "no assignment text": ({"assignment_text": " "}, ("Describe the assignment.", at("teksten", "assignment_text"))),
    "no title": ({"title": " "}, ("Enter the title.", at("opdracht", "title"))),
}


@pytest.mark.parametrize(("changes", "finding"), CASES.values(), ids=CASES.keys())
def test_what_cannot_be_is_said_with_its_place(changes, finding):
    assert found(**changes) == [finding]


def test_a_stage_with_a_wrong_parameter_is_named():
    stages = posting("raalte-27750")["stages"]
    stages[1]["params"]["places"] = 0
    assert found(stages=stages) == [
        (
            "Stage “Selectie 10 cv's die aan de organisatie worden voorgelegd”: Number of places must be a whole "
            "number of at least 1.",
            at("procedure", "stages-1-places"),
        )
    ]


def test_an_appointment_by_interview_alone_needs_no_points():
    stages = posting("raalte-27750")["stages"]
    assert found(stages=[stages[0], stages[3]], criteria=[]) == []


def test_a_refused_publication_leaves_a_draft():
    tender = accepted(a_posting(criteria=criteria(60, 25)))
    with pytest.raises(CannotPublish) as refused:
        publish(tender, by=tender.created_by, now=NOW)
    assert [finding.code for finding in refused.value.findings] == ["points_total"]
    assert Tender.objects.get().state == "draft"
    assert not RulesVersion.objects.exists()


def test_publishing_freezes_the_rules_and_tells_the_log():
    tender = accepted(a_posting())
    version = publish(tender, by=tender.created_by, now=NOW)
    assert tender.state == Tender.objects.get().state == "published"
    assert (version.version, version.published_at, version.rules) == (1, NOW, canonical(rules_of(tender)))
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.details) == ("tender.published", {"version": 1, "sha256": version.sha256})


def test_the_hash_is_the_same_in_both_languages():
    tender = a_posting()
    with translation.override("nl"):
        assert canonical(rules_of(tender)) == _in_another_language(tender)


def _in_another_language(tender):
    with translation.override("en"):
        return canonical(rules_of(tender))


def test_two_clicks_make_one_rules_version():
    tender = accepted(a_posting())
    again = Tender.objects.get()
    publish(tender, by=tender.created_by, now=NOW)
    with pytest.raises(NotNow):
        publish(again, by=tender.created_by, now=NOW)
    assert RulesVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_rules_version():
    accepted(a_posting())

    def click(_):
        try:
            tender = Tender.objects.get()
            return publish(tender, by=tender.created_by, now=NOW).version
        except NotNow:
            return "not now"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as officers:
        answers = list(officers.map(click, range(4)))
    assert sorted(answers, key=str) == [1, "not now", "not now", "not now"]
    assert RulesVersion.objects.count() == 1
    assert Event.objects.filter(act="tender.published").count() == 1


def test_the_database_refuses_to_change_published_rules():
    version = published_raalte().rules_versions.get()
    assert triggers.Refusal("update", "tenders_rulesversion") in triggers.standing(connection)
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        RulesVersion.objects.update(rules="{}")
    assert RulesVersion.objects.get().rules == version.rules


def test_levels_are_read_highest_first():
    tender = a_posting(criteria=criteria(60, 40, levels=[("z", 0), ("m", 60)]))
    assert [level["label"] for level in ROWS["criteria"].read(tender)[0]["levels"]] == ["m", "z"]
