"""Amendments: a new rules version with its difference and its reason, before the closing, and never a date back."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit import clock
from audit.models import Event
from candidates.queries import interested
from tenders.amending import asks_again, obstacles
from tenders.differences import Part, differences
from tenders.models import Amendment, AmendmentDraft, KnockOut, RulesVersion, Tender
from tenders.queries.amendments import amendments_of
from tenders.rows import ROWS
from tenders.rulesbook import canonical, rules_of
from tenders.sections import SECTIONS
from tenders.services.amending import (
    CannotAmend,
    Closing,
    changes_stamp,
    move_closing,
    publish_amendment,
    save_amended,
    start_from,
)
from tenders.services.drafting import ChangedMeanwhile, stamp
from tenders.services.questions import ask, draft_answer, drafted, fingerprint, publish_answers
from tests.candidates.factories import a_draft
from tests.factories import BEFORE_RAALTE_CLOSES, RAALTE_CLOSES, published_raalte
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES
WEEK = timedelta(days=7)


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    tender = published_raalte(by=officer)
    clock_at(NOW)
    return tender


def amend(tender: Tender, key: str, reason="Er stond een fout in.", closing=None, **content) -> Amendment:
    """Publish new content of one section."""
    save_in(tender, key, **content)
    tender.refresh_from_db()
    seen = changes_stamp(tender.amendment_draft.changes)
    return publish_amendment(
        tender, reason=reason, seen=seen, to=interested(tender), by=tender.created_by, closing=closing
    )


def save_in(tender: Tender, key: str, **content) -> AmendmentDraft:
    section = SECTIONS[key]
    tender.refresh_from_db()
    return save_amended(tender, section, content, seen=stamp(section.read(tender)), by=tender.created_by)


def another_text(tender: Tender) -> list[dict[str, object]]:
    first, *rest = SECTIONS["knock-outs"].read(tender)["knock_outs"]
    return [first | {"text": "Een geheel nieuwe eis."}, *rest]


def moved(tender: Tender, by: timedelta = WEEK) -> Closing:
    dates = {"closes_at": tender.closes_at + by}
    dates |= {name: getattr(tender, name) + WEEK for name in ("invitations_by", "interviews_on")}
    return Closing(dates, "Meer tijd.")


# The draft -----------------------------------------------------------------------------------------------------------
def test_nobody_sees_a_draft_and_the_assignment_stands(tender, officer, as_user):
    before = canonical(rules_of(tender))
    draft = save_in(tender, "tarief", rate_ceiling_cents=6200)
    assert draft.changes == {"rate_ceiling_cents": 6200}
    tender.refresh_from_db()
    assert canonical(rules_of(tender)) == before
    assert "62,00" not in as_user(None).get(tender.get_absolute_url()).content.decode()
    assert "62,00" in as_user(officer).get(reverse("amendment", args=["27750"])).content.decode()


def test_what_is_put_back_is_no_change(tender):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    section = SECTIONS["tarief"]
    seen = stamp(section.read(tender) | {"rate_ceiling_cents": 6200})
    draft = save_amended(tender, section, {"rate_ceiling_cents": 6000}, seen=seen, by=tender.created_by)
    assert draft.changes == {}


def test_a_colleagues_change_is_not_overwritten(tender):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    with pytest.raises(ChangedMeanwhile):
        save_in(tender, "tarief", rate_ceiling_cents=6300)


@pytest.mark.parametrize("key", list(SECTIONS))
def test_every_section_is_amended_on_its_own_sheet_and_sent_back_unchanged_changes_nothing(
    tender, officer, as_user, key
):
    browser, url = as_user(officer), reverse("amendment_edit", args=["27750", key])
    fields = form_on(browser.get(url))
    answer = browser.post(url, fields)
    assert (answer.status_code, answer.url) == (302, reverse("amendment", args=["27750"]))
    assert AmendmentDraft.objects.get().changes == {}


def test_on_the_sheet_what_is_typed_is_kept_and_what_is_fixed_stays(tender, officer, as_user):
    browser, url = as_user(officer), reverse("amendment_edit", args=["27750", "opdracht"])
    fields = form_on(browser.get(url))
    assert browser.post(url, fields | {"number": "1", "title": "Klantadviseur"}).status_code == 302
    assert AmendmentDraft.objects.get().changes == {"title": "Klantadviseur"}
    assert 'value="Klantadviseur"' in browser.get(url).content.decode()
    wrong = browser.post(url, fields | {"title": ""})
    assert wrong.status_code == 422


def test_a_draft_is_thrown_away(tender, officer, as_user):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    assert as_user(officer).post(reverse("amendment_discard", args=["27750"])).status_code == 302
    assert AmendmentDraft.objects.count() == 0
    assert as_user(officer).get(reverse("amendment_publish", args=["27750"])).status_code == 409


# Publishing ----------------------------------------------------------------------------------------------------------
def test_an_amendment_is_a_new_rules_version_with_its_reason(tender):
    amendment = amend(tender, "knock-outs", knock_outs=another_text(tender))
    first, second = RulesVersion.objects.all()
    tender.refresh_from_db()
    assert (amendment.number, amendment.rules_version, amendment.asks_again) == (1, second, True)
    assert second.rules == canonical(rules_of(tender))
    assert first.sha256 != second.sha256
    assert tender.knock_outs.first().text == "Een geheel nieuwe eis."
    event = Event.objects.get(act="amendment.published")
    assert event.details["fields"] == ["knock_outs"]
    assert event.details["sha256"] == second.sha256


def test_the_publication_stays_where_it_was_on_the_way_of_the_assignment(tender, officer, clock_at, as_user):
    clock_at(NOW + timedelta(days=1))
    amend(tender, "tarief", rate_ceiling_cents=6200)
    for path in (tender.get_absolute_url(), reverse("tender_manage", args=["27750"])):
        assert as_user(officer).get(path).context["spine"][0]["when"] == NOW


def test_the_page_publishes_and_the_public_reads_the_difference(tender, officer, as_user):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    browser, url = as_user(officer), reverse("amendment_publish", args=["27750"])
    fields = form_on(browser.get(url), "publiceren/")
    assert browser.post(url, fields).status_code == 422
    assert browser.post(url, fields | {"reason": "De schaal is verhoogd."}).status_code == 302
    text = as_user(None).get(tender.get_absolute_url()).content.decode()
    for said in ("Rectificatie 1", "De schaal is verhoogd.", "<del>60,00</del>", "<ins>62,00</ins>", "Was", "Wordt"):
        assert said in text


def test_what_was_not_seen_is_not_published(tender, officer, as_user):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    browser, url = as_user(officer), reverse("amendment_publish", args=["27750"])
    answer = browser.post(url, {"reason": "x", "seen": "of a moment ago"})
    assert (answer.url, Amendment.objects.count()) == (url, 0)


def test_an_amendment_that_could_not_have_been_published_is_refused(tender, officer, as_user):
    criteria = SECTIONS["criteria"].read(tender)["criteria"]
    with pytest.raises(CannotAmend) as refused:
        amend(tender, "criteria", criteria=criteria[:-1])
    assert [finding.code for finding in refused.value.findings] == ["points_total"]
    assert refused.value.findings[0].href.startswith("/beheer/27750/rectificatie/bewerken/criteria/")
    tender.refresh_from_db()
    assert tender.criteria.count() == len(criteria)
    page = as_user(officer).get(reverse("amendment_publish", args=["27750"])).content.decode()
    assert "samen" in page


def test_the_draft_says_at_its_section_what_the_check_finds(tender, officer, as_user):
    browser, url = as_user(officer), reverse("amendment", args=["27750"])
    assert "task-missing" not in browser.get(url).content.decode()
    save_in(tender, "criteria", criteria=SECTIONS["criteria"].read(tender)["criteria"][:-1])
    found = {part["title"]: [finding.code for finding in part["missing"]] for part in browser.get(url).context["parts"]}
    assert {title: codes for title, codes in found.items() if codes} == {SECTIONS["criteria"].title: ["points_total"]}
    assert "task-missing" in browser.get(url).content.decode()


def test_a_knock_out_keeps_its_number(tender):
    rows = [row | {"number": row["number"] - 1} for row in ROWS["knock_outs"].read(tender)[1:]]
    found = [each.code for each in obstacles(tender, {"knock_outs": rows}, NOW)]
    assert found.count("renumbered") == len(rows)
    without_the_first = ROWS["knock_outs"].read(tender)[1:]
    assert obstacles(tender, {"knock_outs": without_the_first}, NOW) == []


@pytest.mark.parametrize("name", ["closes_at", "questions_until"])
def test_no_date_that_suppliers_count_on_goes_back(tender, name):
    with pytest.raises(CannotAmend) as refused:
        amend(tender, "planning", **{name: getattr(tender, name) - timedelta(hours=1)})
    assert "date_goes_back" in {finding.code for finding in refused.value.findings}


def test_after_the_closing_nothing_is_amended(tender, officer, clock_at, as_user):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    clock_at(RAALTE_CLOSES)
    with pytest.raises(NotNow):
        publish_amendment(tender, reason="x", seen="", to=[], by=officer)
    with pytest.raises(NotNow):
        move_closing(tender, moved(tender), to=[], by=officer)
    for name in ("amendment", "amendment_publish", "closing_move"):
        assert as_user(officer).get(reverse(name, args=["27750"])).status_code == 409
    assert Amendment.objects.count() == 0


def test_a_second_amendment_counts_on(tender, officer):
    amend(tender, "tarief", rate_ceiling_cents=6200)
    tender.refresh_from_db()
    assert amend(tender, "tarief", rate_ceiling_cents=6300).number == 2
    assert [[change.new for change in told.changes] for told in amendments_of(tender)] == [["€ 63,00"], ["€ 62,00"]]


def test_a_published_amendment_never_changes(tender):
    amend(tender, "tarief", rate_ceiling_cents=6200)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(reason="Iets anders")


# The closing ---------------------------------------------------------------------------------------------------------
def test_the_closing_alone_moves_as_an_amendment_that_asks_nothing(tender, officer, as_user):
    browser, url = as_user(officer), reverse("closing_move", args=["27750"])
    fields = form_on(browser.get(url), "sluiting/")
    assert browser.post(url, fields | {"reason": "Meer tijd."}).status_code == 422
    later = {"closes_at_0": "2026-03-09", "invitations_by": "2026-03-10", "interviews_on": "2026-03-12"}
    back = browser.post(url, fields | later | {"closes_at_0": "2026-03-01", "reason": "x"})
    assert (back.status_code, "kan alleen naar later" in back.content.decode()) == (422, True)
    assert browser.post(url, fields | later | {"reason": "Meer tijd."}).status_code == 302
    tender.refresh_from_db()
    assert tender.closes_at == RAALTE_CLOSES + WEEK
    amendment = Amendment.objects.get()
    assert (amendment.asks_again, amendment.reason) == (False, "Meer tijd.")


def test_little_time_asks_whether_the_closing_moves(tender, officer, clock_at, as_user):
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    browser, url = as_user(officer), reverse("amendment_publish", args=["27750"])
    assert "Er is weinig tijd over" not in browser.get(url).content.decode()
    clock_at("2026-02-28 09:00")
    fields = form_on(browser.get(url), "publiceren/") | {"reason": "Hoger."}
    assert browser.post(url, fields).status_code == 422
    assert browser.post(url, fields | {"choice": "keep"}).status_code == 302
    tender.refresh_from_db()
    assert (tender.closes_at, tender.rate_ceiling_cents) == (RAALTE_CLOSES, 6200)


def test_the_closing_moves_with_the_change(tender):
    amendment = amend(tender, "tarief", rate_ceiling_cents=6200, closing=moved(tender))
    tender.refresh_from_db()
    assert (tender.closes_at, amendment.asks_again) == (RAALTE_CLOSES + WEEK, True)


@pytest.mark.parametrize(
    ("changes", "again"),
    [({"closes_at": 1}, False), ({"contact": 1, "interviews_on": 1}, False), ({"closes_at": 1, "title": 1}, True)],
)
def test_bids_are_asked_again_for_what_they_answer_to(changes, again):
    assert asks_again(changes) is again


# Mail and questions --------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_everyone_with_a_bid_or_a_draft_hears_it_in_the_same_words(tender, noord, zuid, supplier, rival):
    a_draft(tender, zuid, now=NOW)
    amend(tender, "tarief", rate_ceiling_cents=6200)
    assert [message.to for message in mail.outbox] == [[rival.email]]
    assert "Er stond een fout in." in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Rectificatie 1: ")


def test_an_amendment_names_the_question_that_it_follows_from(tender, noord, supplier, as_user):
    question = ask(tender, text="Klopt het tarief?", supplier=noord, by=supplier, now=NOW)
    start_from(question, by=tender.created_by)
    draft_answer(question, wording="Klopt het tarief?", answer="Nee.", seen=fingerprint(question),
                 by=tender.created_by, now=NOW)  # fmt: skip
    chosen = {each.pk: fingerprint(each) for each in drafted(tender)}
    publish_answers(tender, chosen, to=[], by=tender.created_by)
    amend(tender, "tarief", rate_ceiling_cents=6200)
    assert "Deze volgt uit vraag 1." in as_user(None).get(tender.get_absolute_url()).content.decode()


# The difference ------------------------------------------------------------------------------------------------------
def test_words_that_came_and_went_are_marked():
    before = {"assignment_text": "Drie dagen per week in Raalte."}
    [change] = differences(before, {"assignment_text": "Vier dagen per week in Raalte."})
    assert change.old_parts == [Part("Drie", True), Part(" dagen per week in Raalte.", False)]
    assert change.new_parts == [Part("Vier", True), Part(" dagen per week in Raalte.", False)]


def test_rows_find_each_other_by_their_number(tender):
    rules = rules_of(tender)
    knock_outs = [row for row in rules["knock_outs"] if row["number"] != 2]
    new = {"number": 9, "text": "Een rijbewijs", "kind": KnockOut.Kind.JUDGED, "document": ""}
    found = differences(rules, rules | {"knock_outs": [*knock_outs, new]})
    assert [(change.label, bool(change.old), bool(change.new)) for change in found] == [
        ("Criterium 2", True, False),
        ("Criterium 9", False, True),
    ]


def test_every_field_and_row_of_the_rules_can_be_told(tender):
    rules, closes = rules_of(tender), datetime(2026, 3, 9, 9, tzinfo=clock.AMSTERDAM)
    levels = [{"label": "a", "text": "Veel", "points": 6000}]
    after = rules | {
        "closes_at": closes.isoformat(),
        "interviews_on": "2026-03-12",
        "das": not rules["das"],
        "fee_kind": "none" if rules["fee_kind"] != "none" else "per_hour",
        "points_total": 90_00,
        "criteria": [row | {"levels": levels} for row in rules["criteria"][:1]],
        "competences": ["Rustig"],
        "stages": [row | {"name": f"Nieuw {row['name']}"} for row in rules["stages"]],
        "documents": [{"kind": "vog", "name": "VOG", "when": "after_award", "text": ""}],
    }
    told = {change.label: change for change in differences(rules, after)}
    assert told["Sluit op"].new == "maandag 9 maart 2026, 09:00 uur (CET)"
    assert "a. Veel (60 punten)" in told["Criterium 6"].new
    assert told["Competenties"].new == "Rustig"
    assert told["Document “VOG”"].new
    assert all(change.old or change.new for change in told.values())


@pytest.mark.parametrize("count", [1, 3])
def test_the_amendments_of_a_page_are_read_in_two_queries(tender, count, django_assert_num_queries):
    for place in range(count):
        amend(tender, "tarief", rate_ceiling_cents=6200 + place)
        tender.refresh_from_db()
    with django_assert_num_queries(2):
        assert len(amendments_of(tender)) == count
