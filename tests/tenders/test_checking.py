"""The check on the officer's pages: what it finds, what may stand and why, and who reads that later."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.access import NotNow
from audit import triggers
from audit.clock import AMSTERDAM
from audit.models import Event
from tenders.days_off import dutch_holidays
from tenders.drafts import draft_of
from tenders.models import FindingOverruled
from tenders.posting.lint import check
from tenders.publishing import findings, open_findings
from tenders.sections import SECTIONS
from tenders.services.drafting import save_section, stamp
from tenders.services.overruling import overrule, restore
from tenders.services.publishing import CannotPublish, publish
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, accepted, published, published_westland
from tests.posting.drafts import seed
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES
WHY = "Afgesproken met de opdrachtgever."
RAALTE = [
    ("experience_without_window", "knock-outs", "knock_outs-2-text"),
    ("same_thing_twice", "criteria", "criteria-2-text"),
    ("invites_missing", "procedure", "stages-2-invites"),
    ("full_tie_unsettled", "procedure", "stages-1-text"),
    ("standstill_without_length", "procedure", "standstill_days"),
]


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(NOW)
    return as_user(officer)


@pytest.fixture
def tender(officer):
    return a_posting("raalte-27750", by=officer)


def at(name, *rest):
    return reverse(name, args=["27750", *rest])


def mark(tender, code):
    [finding] = [each for each in findings(tender, NOW) if each.code == code]
    return finding.fingerprint


def let_stand(browser, fingerprint, reason=WHY):
    return browser.post(at("finding_overrule"), {"finding": fingerprint, f"{fingerprint}-reason": reason})


def save(tender, section, by, **changes):
    content = SECTIONS[section].read(tender)
    return save_section(tender, SECTIONS[section], content | changes, seen=stamp(content), by=by, now=NOW)


# A stored draft as a posting -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["raalte-27750", "westland-12074"])
def test_a_stored_posting_is_checked_as_the_posting_that_it_was(name):
    stored, read = draft_of(a_posting(name)), seed(name)
    assert {key: stored[key] for key in read if key != "points_total"} == {
        key: value for key, value in read.items() if key != "points_total"
    }
    assert check(stored) == check(read)


def test_moments_are_written_on_the_dutch_clock_and_half_points_in_full():
    criteria = [{"number": 6, "text": "x", "points": 62.5, "levels": []}]
    tender = a_posting(closes_at=datetime(2026, 7, 1, 9, tzinfo=AMSTERDAM), criteria=criteria)
    draft = draft_of(tender)
    assert (draft["closes_at"], draft["criteria"][0]["points"]) == ("2026-07-01T09:00:00+02:00", "62.50")


def test_a_standstill_of_so_many_days_has_its_length(tender, officer):
    tender = save(tender, "procedure", officer, standstill_days=20)
    assert "standstill_without_length" not in [each.code for each in findings(tender, NOW)]


def test_the_calendar_knows_the_holidays():
    year = dutch_holidays([2026])
    assert {day.isoformat() for day in year} >= {"2026-04-27", "2026-05-14", "2026-12-25"}
    tender = a_posting(interviews_on=date(2026, 4, 27))
    assert "on_holiday" in [each.code for each in findings(tender, NOW)]


# What it finds -------------------------------------------------------------------------------------------------------
def test_each_finding_has_its_section_and_its_field(tender):
    assert [(each.code, each.section, each.field) for each in findings(tender, NOW)] == RAALTE


def test_a_remain_in_the_words_about_the_award_leads_there(officer):
    tender = a_posting(by=officer, award_text="De opdracht gaat naar [naam].")
    [finding] = [each for each in findings(tender, NOW) if each.code == "template_remains"]
    assert (finding.section, finding.field) == ("procedure", "award_text")


def test_the_sentences_are_in_the_readers_language(tender):
    for language, word in (("nl", "opschortende termijn"), ("en", "standstill period")):
        with translation.override(language):
            assert word in findings(tender, NOW)[-1].message


def test_the_check_page_has_every_finding_under_its_section(browser, tender):
    answer = browser.get(at("tender_check"))
    assert [str(part["title"]) for part in answer.context["parts"]] == [
        "Knock-outcriteria", "Gunningscriteria en punten", "Procedure en gunning",
    ]  # fmt: skip
    for _code, section, field in RAALTE:
        assert f'href="{at("tender_edit", section)}#id_{field}"' in answer.content.decode()


def test_a_section_page_has_its_own_findings(browser, tender):
    answer = browser.get(at("tender_edit", "procedure"))
    assert [each.code for each in answer.context["findings"]] == [code for code, section, _f in RAALTE[2:]]
    assert "heeft 3 opmerkingen" in answer.content.decode()
    assert browser.get(at("tender_edit", "teksten")).context["findings"] == []


def test_the_pages_take_the_same_queries_for_one_finding_and_more(browser, tender, officer):
    with_more = _queries(browser, at("tender_check"))
    accepted(tender)
    assert _queries(browser, at("tender_check")) == with_more


def _queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


# While typing --------------------------------------------------------------------------------------------------------
def test_what_is_typed_is_checked_and_not_saved(browser, tender):
    fields = form_on(browser.get(at("tender_edit", "teksten")))
    events = Event.objects.count()
    answer = browser.post(at("tender_check_section", "teksten"), fields | {"assignment_text": "Voor [naam]."})
    assert [each.code for each in answer.context["findings"]] == ["template_remains"]
    assert "“[naam]”" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert findings(tender, NOW)[0].code == RAALTE[0][0]
    assert Event.objects.count() == events


def test_typing_the_number_of_interviews_takes_the_finding_away(browser, tender):
    fields = form_on(browser.get(at("tender_edit", "procedure")))
    answer = browser.post(at("tender_check_section", "procedure"), fields | {"stages-2-invites": "3"})
    assert [each.code for each in answer.context["findings"]] == [
        "full_tie_unsettled", "standstill_without_length",
    ]  # fmt: skip


def test_rows_taken_away_are_gone_for_the_check(browser, tender):
    fields = form_on(browser.get(at("tender_edit", "knock-outs")))
    gone = {f"knock_outs-{place}-DELETE": "on" for place in range(5)}
    answer = browser.post(at("tender_check_section", "knock-outs"), fields | gone)
    assert [each.code for each in answer.context["findings"]] == ["no_knock_outs"]


def test_what_cannot_be_read_yet_waits(browser, tender):
    fields = form_on(browser.get(at("tender_edit", "tarief")))
    answer = browser.post(at("tender_check_section", "tarief"), fields | {"rate_ceiling_cents": "zes"})
    assert (answer.status_code, "de controle wacht" in answer.content.decode()) == (200, True)


# Letting one stand ---------------------------------------------------------------------------------------------------
def test_a_finding_stands_with_its_reason_and_the_log_tells(browser, tender, officer):
    fingerprint = mark(tender, "invites_missing")
    assert let_stand(browser, fingerprint).url == at("tender_check")
    row = FindingOverruled.objects.get()
    assert (row.code, row.field, row.reason, row.overruled_by, row.overruled_at) == (
        "invites_missing", "invites", WHY, officer, NOW,
    )  # fmt: skip
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.actor_id, event.tender) == ("finding.overruled", officer.pk, "27750")
    assert event.details == {"code": "invites_missing", "field": "invites", "fingerprint": fingerprint}
    page = browser.get(at("tender_check")).content.decode()
    assert (WHY in page, "mag blijven staan" in page) == (True, True)
    assert "invites_missing" not in [each.code for each in open_findings(tender, NOW)]


@pytest.mark.parametrize("reason", ["", "   ", "te kort"])
def test_without_a_reason_it_does_not_stand_and_nothing_typed_is_lost(browser, tender, reason):
    fingerprint = mark(tender, "invites_missing")
    answer = let_stand(browser, fingerprint, reason)
    assert answer.status_code == 422
    assert f'href="#id_{fingerprint}-reason"' in answer.content.decode()
    assert f">\n{reason}</textarea>" in answer.content.decode()
    assert not FindingOverruled.objects.exists()


def test_what_cannot_be_is_never_let_stand(officer):
    tender = a_posting(by=officer, criteria=[{"number": 6, "text": "x", "points": 60, "levels": []}])
    for each in findings(tender, NOW):
        if not each.can_be_overruled:
            with pytest.raises(NotNow):
                overrule(tender, {each.fingerprint: WHY}, by=officer, now=NOW)
    with pytest.raises(CannotPublish) as refused:
        publish(accepted(tender), by=officer, now=NOW)
    assert [each.code for each in refused.value.findings] == ["points_total"]


def test_a_changed_text_asks_again_and_a_change_elsewhere_does_not(tender, officer):
    accepted(tender)
    knock_outs = SECTIONS["knock-outs"].read(tender)["knock_outs"]
    tender = save(tender, "teksten", officer, assignment_text="Iets anders.")
    assert open_findings(tender, NOW) == []
    knock_outs[2]["text"] += " en mail"
    tender = save(tender, "knock-outs", officer, knock_outs=knock_outs)
    assert [each.code for each in open_findings(tender, NOW)] == ["experience_without_window"]


def test_a_finding_of_another_text_is_refused(browser, tender, officer):
    fingerprint = mark(tender, "invites_missing")
    stages = SECTIONS["procedure"].read(tender)["stages"]
    stages[2]["params"]["invites"] = 3
    save(tender, "procedure", officer, stages=stages)
    assert let_stand(browser, fingerprint).status_code == 409
    assert not FindingOverruled.objects.exists()


def test_two_clicks_keep_the_first_reason(browser, tender):
    fingerprint = mark(tender, "invites_missing")
    let_stand(browser, fingerprint)
    assert let_stand(browser, fingerprint, "Een andere reden dan eerst.").status_code == 302
    assert FindingOverruled.objects.get().reason == WHY


def test_it_can_be_taken_back_until_publication(browser, tender, officer):
    fingerprint = mark(tender, "invites_missing")
    let_stand(browser, fingerprint)
    assert browser.post(at("finding_restore"), {"finding": fingerprint}).status_code == 302
    assert Event.objects.order_by("-sequence").first().act == "finding.restored"
    assert "invites_missing" in [each.code for each in open_findings(tender, NOW)]
    published(tender)
    kept = FindingOverruled.objects.count()
    assert browser.post(at("finding_restore"), {"finding": fingerprint}).status_code == 409
    with pytest.raises(NotNow):
        restore(tender, FindingOverruled.objects.first().fingerprint, by=officer, now=NOW)
    assert FindingOverruled.objects.count() == kept == 5


def test_the_database_refuses_to_change_a_reason(tender):
    accepted(tender)
    assert triggers.Refusal("update", "tenders_findingoverruled") in triggers.standing(connection)
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        FindingOverruled.objects.update(reason="Anders")


@pytest.mark.parametrize("twice", [True, False])
def test_the_database_holds_one_reason_per_finding(tender, twice):
    accepted(tender)
    row = FindingOverruled.objects.first()
    row.pk, row._state.adding = None, True
    row.fingerprint = row.fingerprint if twice else "0" * 64
    row.reason = WHY if twice else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# Publishing ----------------------------------------------------------------------------------------------------------
def test_an_open_warning_keeps_it_from_being_published(browser, tender):
    answer = browser.post(at("tender_publish"))
    assert answer.status_code == 422
    assert [each.code for each in answer.context["findings"]] == [code for code, *_rest in RAALTE]


def test_the_publish_page_has_the_reasons_and_says_what_freezes(browser, tender):
    accepted(tender)
    page = browser.get(at("tender_publish")).content.decode()
    assert page.count("Zo staat het in de uitvraag.") == 5
    for words in ("5 knock-outcriteria", "3 gunningscriteria met hun treden, samen 100 punten", "in 4 stappen",
                  "€ 60,00", "maandag 2 maart 2026, 09:00 uur"):  # fmt: skip
        assert words in page


def test_the_auditor_reads_the_reasons_after_publication(tender, as_user, auditor, clock_at):
    clock_at(NOW)
    accepted(tender)
    assert as_user(auditor).get(at("tender_overruled")).status_code == 409
    assert at("tender_overruled") not in as_user(auditor).get(reverse("events"), {"tender": "27750"}).content.decode()
    published(tender)
    assert at("tender_overruled") in as_user(auditor).get(reverse("events"), {"tender": "27750"}).content.decode()
    page = as_user(auditor).get(at("tender_overruled")).content.decode()
    assert page.count("Zo staat het in de uitvraag.") == 5
    assert "opschortende termijn beloofd" in re.sub(r"\s+", " ", page)


def test_the_reasons_take_the_same_queries_for_none_and_more(officer, auditor, as_user, clock_at):
    clock_at(NOW)
    client = as_user(auditor)
    tender = published_westland(by=officer, now=datetime(2023, 4, 3, 10, tzinfo=AMSTERDAM))
    address = reverse("tender_overruled", args=["12074"])
    with_all = _queries(client, address)
    tender.overruled_findings.exclude(code="full_tie_unsettled").delete()
    assert _queries(client, address) == with_all


def test_what_was_let_stand_in_time_is_published_in_time(tender, officer):
    """The moment is compared again at publication: a draft that lay too long closes in the past."""
    accepted(tender)
    late = tender.closes_at + timedelta(seconds=1)
    with pytest.raises(CannotPublish) as refused:
        publish(tender, by=officer, now=late)
    assert [each.code for each in refused.value.findings] == ["closing_before_publication"]
