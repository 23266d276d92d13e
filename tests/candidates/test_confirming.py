"""A bid after an amendment: it takes part when it is confirmed, and stays sealed when it isn't."""

import re
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.urls import reverse

from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, Stated, sentence_hash
from candidates.forms import anew_from
from candidates.models import Bid, BidVersion, Opening
from candidates.queries import is_unconfirmed, unconfirmed, with_rules
from candidates.rewording import reworded as reworded_since
from candidates.services import (
    Refusal,
    Why,
    attach_cv,
    draft_again,
    keep_submitted,
    reopen,
    save_draft,
    submit,
)
from documents.models import StoredFile
from tenders.amending import Changes
from tenders.models import AmendmentDraft, Tender
from tenders.rulesbook import canonical, rules_of
from tenders.services.amending import changes_stamp, move_closing, publish_amendment
from tenders.services.questions import ask, draft_answer, fingerprint
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_submitted_bid,
    an_upload,
    answers_for,
    bidder_of,
    opened,
)
from tests.factories import RAALTE_CLOSES, published_raalte
from tests.tenders.pages import form_on
from tests.tenders.test_amendments import moved

pytestmark = pytest.mark.django_db
AMENDED = IN_TIME + timedelta(minutes=10)
RATE = {"rate_ceiling_cents": 6200}


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    tender = published_raalte(by=officer)
    clock_at(IN_TIME)
    return tender


def amend(tender: Tender, changes: Changes = RATE) -> None:
    with clock.at(AMENDED):
        AmendmentDraft.objects.create(
            tender=tender, content=canonical(dict(changes)), started_by=tender.created_by, started_at=AMENDED
        )
        publish_amendment(tender, reason="Fout.", seen=changes_stamp(changes), to=[], by=tender.created_by)
    tender.refresh_from_db()


def one_more_knock_out(tender: Tender) -> dict[str, object]:
    row = {"number": 99, "text": "Een rijbewijs", "kind": "statement", "document": ""}
    return {"knock_outs": [*rules_of(tender)["knock_outs"], row]}


def read(bid: Bid) -> Bid:
    return with_rules(Bid.objects).get(pk=bid.pk)


def submitted(bid: Bid, moment=AMENDED, **options) -> BidVersion | Refusal:
    with clock.at(moment):
        return submit(bid, token=uuid4(), by=bidder_of(bid.supplier), **options)


# What an amendment does to a bid -------------------------------------------------------------------------------------
def test_a_bid_waits_for_confirmation_after_a_change_of_what_it_answers_to(tender, noord):
    bid = a_submitted_bid(tender, noord)
    assert not is_unconfirmed(read(bid))
    amend(tender)
    assert is_unconfirmed(read(bid))
    assert list(unconfirmed(tender)) == [bid]


def test_a_bid_stands_when_only_the_closing_moves(tender, noord):
    bid = a_submitted_bid(tender, noord)
    move_closing(tender, moved(tender), to=[], by=tender.created_by)
    assert not is_unconfirmed(read(bid))
    assert submitted(bid) == bid.versions.get()


def test_confirming_seals_the_same_offer_under_the_rules_of_now(tender, noord):
    bid = a_submitted_bid(tender, noord)
    amend(tender)
    by = bidder_of(noord)
    version = submitted(bid)
    first, second = bid.versions.all()
    assert (version, version.sequence, version.rules_version.version) == (second, 2, 2)
    before, after = vault.read_version(first, by=by), vault.read_version(second, by=by)
    assert (before.rules_sha256, before.salt) != (after.rules_sha256, after.salt)
    assert (before.candidate, before.hourly_rate_cents, before.cv, before.statements, before.motivation) == (
        after.candidate, after.hourly_rate_cents, after.cv, after.statements, after.motivation,
    )  # fmt: skip
    assert not is_unconfirmed(read(bid))


def test_a_token_that_was_used_gives_its_own_receipt_and_confirms_nothing(tender, noord):
    bid = a_draft(tender, noord)
    token, by = uuid4(), bidder_of(noord)
    first = submit(bid, token=token, by=by)
    amend(tender)
    assert submit(bid, token=token, by=by) == first
    assert is_unconfirmed(read(bid))


def test_what_the_amendment_asks_anew_must_be_answered_first(tender, noord):
    bid = a_submitted_bid(tender, noord)
    amend(tender, one_more_knock_out(tender))
    refusal = submitted(bid)
    assert (refusal.why, [finding.field for finding in refusal.findings]) == (Why.INCOMPLETE, ["statement_99"])
    assert (bid.versions.count(), is_unconfirmed(read(bid))) == (1, True)


def reworded(tender: Tender, number: int = 2, text: str = "Minimaal 5 jaar ervaring") -> dict[str, object]:
    """The same knock-out with another sentence."""
    rows = rules_of(tender)["knock_outs"]
    return {"knock_outs": [row | {"text": text} if row["number"] == number else row for row in rows]}


def test_a_yes_to_another_sentence_is_no_answer_and_the_others_stand(tender, noord):
    said = {
        each.number: Stated(True, f"Opmerking {each.number}", sentence_hash(each.text))
        for each in tender.knock_outs.all()
    }
    bid = a_submitted_bid(tender, noord, statements=said)
    amend(tender, reworded(tender))
    new = sentence_hash(tender.knock_outs.get(number=2).text)
    statements = draft_again(bid, asked_by(tender), by=bidder_of(noord)).answers.statements
    assert statements == said | {2: replace(said[2], holds=None)}
    refusal = submitted(bid)
    assert (refusal.why, [finding.field for finding in refusal.findings]) == (Why.INCOMPLETE, ["statement_2"])
    version = submitted(bid, anew={2: Stated(holds=False)})
    assert vault.read_version(version, by=bidder_of(noord)).statements == said | {2: Stated(False, "", new)}


def test_other_spaces_are_the_same_sentence(tender, noord):
    bid = a_submitted_bid(tender, noord)
    text = tender.knock_outs.get(number=2).text
    amend(tender, reworded(tender, text=text.replace(" ", "\n", 1) + " "))
    assert isinstance(submitted(bid), BidVersion)


def test_only_what_is_asked_again_is_answered_again(tender, noord):
    """Whoever edits the request changes no other answer unseen."""
    bid = a_submitted_bid(tender, noord)
    amend(tender, reworded(tender))
    fields = {"statement_1": "no", "statement_2": "yes", "remark_2": "\u202eJa\x01"}
    asked = asked_by(tender)
    anew = anew_from(QueryDict(urlencode(fields)), reworded_since(bid.versions.get().rules_version, asked))
    assert anew == {2: Stated(holds=True, remark="Ja")}


def test_a_file_stays_with_its_document_when_the_one_before_goes(officer, clock_at):
    clock_at(IN_TIME)
    row = {"when": "with_bid", "text": ""}
    rows = [row | {"kind": kind, "name": kind.upper()} for kind in ("vog", "nda", "motivation")]
    tender = published_raalte(by=officer, documents=rows)
    before = {file.name: file.key for file in asked_by(tender).files}
    amend(tender, {"documents": rows[1:]})
    after = {file.name: file.key for file in asked_by(tender).files}
    assert after["NDA"] == before["NDA"] != before["VOG"]
    assert "VOG" not in after


def test_a_reopened_bid_is_changed_and_submitted_again_and_the_first_stays_whole(tender, noord):
    bid, by = a_submitted_bid(tender, noord), bidder_of(noord)
    sealed = vault.read_version(bid.versions.get(), by=by)
    amend(tender, one_more_knock_out(tender))
    reopen(bid, by=by, now=AMENDED)
    draft = vault.read_draft(bid, by=by)
    stated = {**draft.answers.statements, 99: Stated(holds=True)}
    answers = draft.answers.__class__(**{**draft.answers.__dict__, "statements": stated, "hourly_rate": "53,00"})
    save_draft(bid, answers, by=by, now=AMENDED)
    attach_cv(bid, an_upload(name="nieuw.pdf"), by=by, now=AMENDED)
    assert StoredFile.objects.filter(pk=sealed.cv.id).exists()
    version = submitted(bid)
    assert (version.sequence, vault.read_version(version, by=by).hourly_rate_cents) == (2, 5300)
    assert vault.read_version(bid.versions.get(sequence=1), by=by) == sealed


def test_a_reopened_bid_whose_draft_is_thrown_away_is_again_as_it_was_submitted(tender, noord):
    bid, by = a_submitted_bid(tender, noord), bidder_of(noord)
    amend(tender)
    reopen(read(bid), by=by, now=AMENDED)
    save_draft(read(bid), answers_for(tender, candidate="Iemand Anders"), by=by, now=AMENDED)
    keep_submitted(read(bid), by=by, now=AMENDED)
    assert read(bid).state == Bid.State.SUBMITTED
    assert is_unconfirmed(read(bid))
    assert vault.read_version(bid.versions.get(), by=by).candidate == "Sanne de Vries"
    assert vault.read_draft(bid, by=by) == Draft()
    assert StoredFile.objects.count() == 1


def test_a_reopened_bid_that_is_not_submitted_again_stays_unconfirmed(tender, noord, supplier):
    bid = a_submitted_bid(tender, noord)
    amend(tender)
    reopen(bid, by=supplier, now=AMENDED)
    assert is_unconfirmed(read(bid))
    opening = opened(tender, now=JUST_AFTER)
    assert [line["bid"] for line in opening.content["unconfirmed"]] == [bid.number]
    assert opening.content["bids"] == []


def test_nobody_else_reads_it_again(tender, noord, rival):
    bid = a_submitted_bid(tender, noord)
    amend(tender)
    with pytest.raises(vault.Sealed):
        draft_again(bid, asked_by(tender), by=rival)
    with pytest.raises(vault.Sealed):
        reopen(bid, by=rival, now=AMENDED)


# Rules that were not seen --------------------------------------------------------------------------------------------
def test_a_bid_is_not_submitted_under_rules_that_its_supplier_has_not_seen(tender, noord, supplier, as_user):
    bid = a_draft(tender, noord)
    browser = as_user(supplier)
    fields = form_on(browser.get(reverse("bid_check", args=[bid.number])), "indienen/")
    amend(tender)
    answer = browser.post(reverse("bid_submit", args=[bid.number]), fields)
    assert (answer.status_code, answer.url) == (302, reverse("bid_check", args=[bid.number]))
    assert "gerectificeerd nadat u de pagina opende" in browser.get(answer.url).content.decode()
    assert bid.versions.count() == 0


# The pages -----------------------------------------------------------------------------------------------------------
def test_a_supplier_sees_the_difference_and_confirms(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord)
    amend(tender)
    browser = as_user(supplier)
    assert "Te bevestigen" in browser.get(reverse("bids")).content.decode()
    assert reverse("bid_confirm", args=[bid.number]) in browser.get(reverse("bid", args=[bid.number])).content.decode()
    assert "niet genoeg" in browser.get(reverse("bid_receipt", args=[bid.number])).content.decode()
    for name in ("bid", "bid_receipt"):  # it is not opened as it stands, so no page says so
        text = browser.get(reverse(name, args=[bid.number])).content.decode()
        assert [word for word in ("alle andere geopend", "blijven gelden") if word in text] == []
    page = browser.get(reverse("bid_confirm", args=[bid.number]))
    assert "<ins>62,00</ins>" in page.content.decode()
    answer = browser.post(reverse("bid_confirm", args=[bid.number]), form_on(page))
    assert (answer.status_code, answer.url) == (302, reverse("bid_receipt", args=[bid.number]))
    assert "niet genoeg" not in browser.get(answer.url).content.decode()
    assert browser.get(reverse("bid_confirm", args=[bid.number])).status_code == 302


def test_a_supplier_answers_a_changed_sentence_beside_the_old_one(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord)
    old = tender.knock_outs.get(number=2).text
    amend(
        tender,
        reworded(tender)
        | {"knock_outs": [*reworded(tender)["knock_outs"], *one_more_knock_out(tender)["knock_outs"][-1:]]},
    )
    browser, url = as_user(supplier), reverse("bid_confirm", args=[bid.number])
    page = browser.get(url)
    assert [(each.reworded.old, each.row.holds.value()) for each in page.context["anew"]] == [(old, ""), ("", None)]
    fields = form_on(page)
    assert [name for name in fields if name.startswith(("statement", "remark"))] == ["remark_2", "remark_99"]
    half = browser.post(url, fields | {"statement_99": "no", "remark_99": "Wel een fiets."})
    assert (half.status_code, bid.versions.count()) == (422, 1)
    text = half.content.decode()
    assert 'href="#id_statement_2_0"' in text
    shown = form_on(half)
    assert (shown["statement_99"], shown["remark_99"]) == ("no", "Wel een fiets.")
    answer = browser.post(url, shown | {"statement_2": "yes"})
    assert (answer.status_code, answer.url) == (302, reverse("bid_receipt", args=[bid.number]))
    statements = vault.read_version(bid.versions.last(), by=supplier).statements
    assert (statements[2].holds, statements[99].holds, statements[99].remark) == (True, False, "Wel een fiets.")


def test_a_supplier_reopens_from_the_page(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord)
    amend(tender, one_more_knock_out(tender))
    browser = as_user(supplier)
    assert "Een rijbewijs" in browser.get(reverse("bid_confirm", args=[bid.number])).content.decode()
    answer = browser.post(reverse("bid_reopen", args=[bid.number]))
    assert (answer.status_code, answer.url) == (302, reverse("bid_edit", args=[bid.number]))
    assert "weer open" in browser.get(reverse("bid_check", args=[bid.number])).content.decode()
    assert "weer open" in browser.get(reverse("bid", args=[bid.number])).content.decode()


def test_too_late_to_confirm(tender, noord, supplier, as_user, clock_at):
    bid = a_submitted_bid(tender, noord)
    amend(tender)
    browser = as_user(supplier)
    fields = form_on(browser.get(reverse("bid_confirm", args=[bid.number])))
    clock_at(RAALTE_CLOSES)
    assert browser.post(reverse("bid_confirm", args=[bid.number]), fields).status_code == 409
    text = browser.get(reverse("bid", args=[bid.number])).content.decode()
    assert "niet vóór de sluiting bevestigd" in text
    assert "Niet bevestigd" in browser.get(reverse("bids")).content.decode()
    assert bid.versions.count() == 1


# What the officer learns ---------------------------------------------------------------------------------------------
def test_no_page_of_the_officer_tells_that_a_bid_was_begun(tender, noord, zuid, rival, officer, as_user):
    """The number of bids may be known; that someone is at work on one, or how many hear of a change, may not."""
    question = ask(tender, text="Mag het?", supplier=zuid, by=rival, now=IN_TIME - timedelta(days=7))
    draft_answer(question, wording="Mag het?", answer="Ja.", seen=fingerprint(question), by=officer, now=IN_TIME)
    AmendmentDraft.objects.create(tender=tender, content=canonical(RATE), started_by=officer, started_at=IN_TIME)
    names = ("tender_manage", "answers_publish", "amendment_publish", "closing_move", "question_list", "amendment")
    browser = as_user(officer)

    def pages():
        texts = [browser.get(reverse(name, args=["27750"])).content.decode() for name in names]
        return [re.sub(r"csrfmiddlewaretoken[^>]*|nonce-?[^ >]*", "", text) for text in texts]

    before = pages()
    a_draft(tender, noord)
    assert pages() == before


# The opening ---------------------------------------------------------------------------------------------------------
def test_what_was_not_confirmed_stays_sealed_and_the_record_counts_it(tender, noord, zuid, officer, as_user, clock_at):
    kept, left = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid, candidate="Piet Puk")
    amend(tender)
    submitted(kept)
    clock_at(JUST_AFTER)
    page = as_user(officer).get(reverse("vault_open", args=["27750"])).content.decode()
    assert "1 daarvan is na een rectificatie niet bevestigd" in page
    opened(tender)
    record = Opening.objects.get().content
    assert [line["bid"] for line in record["bids"]] == [kept.number]
    assert [line["bid"] for line in record["unconfirmed"]] == [left.number]
    assert not hasattr(Bid.objects.get(pk=left.pk), "offer")
    page = as_user(officer).get(reverse("opening", args=["27750"])).content.decode()
    assert "nog verzegeld" in page
    assert [word for word in ("Piet Puk", "Zuid Interim") if word in page] == []
    own = as_user(bidder_of(zuid)).get(reverse("bid", args=[left.number]))  # none of what becomes of the others
    assert (own.context["takes_part"], own.context["spine"]) == (False, [])


def test_an_old_bid_is_opened_under_moved_dates_alone(tender, noord, clock_at):
    bid = a_submitted_bid(tender, noord)
    move_closing(tender, moved(tender), to=[], by=tender.created_by)
    tender.refresh_from_db()
    opening = opened(tender, now=JUST_AFTER + timedelta(days=7))
    assert [line["bid"] for line in opening.content["bids"]] == [bid.number]


# Both at once --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_submission_that_waited_for_an_amendment_is_refused(tender, noord):
    """The click comes while the amendment is being published: it would be a bid under rules that nobody saw."""
    bid = a_draft(tender, noord)
    by, outcomes = bidder_of(noord), []
    list(by.memberships.all())
    seen = tender.rules_versions.get().sha256

    def click():
        try:
            outcomes.append(submit(bid, token=uuid4(), by=by, rules=seen))
        finally:
            connection.close()

    thread = Thread(target=click)
    with transaction.atomic():
        Tender.objects.select_for_update().get(pk=tender.pk)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
        amend(tender)
    thread.join()
    assert [outcome.why for outcome in outcomes] == [Why.AMENDED]
    assert bid.versions.count() == 0
    assert isinstance(submitted(bid), BidVersion)
