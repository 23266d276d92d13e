"""A draft that was never submitted, after an amendment: a yes to another sentence is asked again."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, Envelope, Stated, sentence_hash
from candidates.models import Bid, BidVersion
from candidates.rewording import as_asked_now, reworded_in
from candidates.services import Refusal, Why, start_bid, submit
from tenders.models import Tender
from tenders.rulesbook import rules_of
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid, bidder_of
from tests.candidates.filling import TYPED, fill_in, page, send
from tests.candidates.test_confirming import amend
from tests.factories import published_raalte
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NEW = "Minimaal 3 jaar aantoonbare werkervaring als telefonisch medewerker"
STEP = "knock-outs"


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    tender = published_raalte(by=officer)
    clock_at(IN_TIME)
    return tender


@pytest.fixture
def bid(tender, noord, supplier) -> Bid:
    return start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)


@pytest.fixture
def browser(as_user, supplier):
    return as_user(supplier)


def reword(tender: Tender, text: str = NEW, number: int = 2) -> str:
    """Other words for this knock-out; the words of before."""
    rows = rules_of(tender)["knock_outs"]
    amend(tender, {"knock_outs": [row | {"text": text} if row["number"] == number else row for row in rows]})
    return next(row["text"] for row in rows if row["number"] == number)


def answered(browser, bid, **changes) -> dict[str, str]:
    """The step sent as it stands on its page, with a yes to everything."""
    sent = form_on(browser.get(page("bid_step", bid, STEP)), f"{STEP}/") | TYPED[STEP] | changes
    browser.post(page("bid_step", bid, STEP), sent)
    return sent


def kept(bid) -> dict[int, Stated]:
    return dict(vault.read_draft(bid, by=bidder_of(bid.supplier)).answers.statements)


def now_asked(bid) -> Draft:
    return as_asked_now(vault.read_draft(bid, by=bidder_of(bid.supplier)), asked_by(Tender.objects.get()))


def submitted(bid) -> BidVersion | Refusal:
    return submit(bid, token=uuid4(), by=bidder_of(bid.supplier))


def test_an_answer_holds_the_hash_of_its_sentence(tender, bid, browser):
    answered(browser, bid)
    sentences = {each.number: sentence_hash(each.text) for each in tender.knock_outs.all()}
    assert {number: (stated.holds, stated.sentence) for number, stated in kept(bid).items()} == {
        number: (True, sentence) for number, sentence in sentences.items()
    }


def test_other_white_space_is_the_same_sentence():
    assert sentence_hash("Een  diploma\n mbo ") == sentence_hash("Een diploma mbo")
    assert sentence_hash("Een diploma mbo") != sentence_hash("Een diploma hbo")


def test_a_yes_to_another_sentence_is_none_and_its_remark_stays(tender, bid, browser):
    fill_in(browser, bid, but=(STEP,))
    answered(browser, bid)
    before = kept(bid)
    old = reword(tender)
    draft = now_asked(bid)
    assert draft.answers.statements == before | {2: Stated(None, "Zie pagina 1", sentence_hash(old))}
    assert [(each.knock_out.text, each.old) for each in reworded_in(draft, asked_by(tender)).values()] == [(NEW, old)]
    refused = submitted(bid)
    assert (refused.why, [each.field for each in refused.findings]) == (Why.INCOMPLETE, ["statement_2"])


def test_the_pages_ask_it_again_beside_the_old_sentence(tender, bid, browser):
    fill_in(browser, bid, but=(STEP,))
    answered(browser, bid)
    old = reword(tender)
    overview = browser.get(page("bid_edit", bid)).content.decode()
    assert "4 van 5 beantwoord" in overview
    text = browser.get(page("bid_step", bid, STEP)).content.decode()
    assert "Dit criterium zegt iets anders dan toen u het beantwoordde" in text
    assert text.count('class="change"') == 1
    assert old.split()[-1] in text
    assert "Zie pagina 1" in text
    assert "knock-outcriterium 2" in browser.get(page("bid_check", bid)).content.decode()

    answered(browser, bid)
    assert "Dit criterium zegt iets anders" not in browser.get(page("bid_step", bid, STEP)).content.decode()
    assert isinstance(submitted(bid), BidVersion)


def test_a_page_from_before_the_amendment_answers_the_sentence_that_stood_there(tender, bid, browser):
    sent = form_on(browser.get(page("bid_step", bid, STEP)), f"{STEP}/") | TYPED[STEP]
    reword(tender)
    browser.post(page("bid_step", bid, STEP), sent)
    assert kept(bid)[2].holds is True
    assert now_asked(bid).answers.statements[2].holds is None


def test_saving_without_an_answer_keeps_what_is_asked_again(tender, bid, browser):
    answered(browser, bid)
    old = reword(tender)
    answered(browser, bid, statement_2="")
    assert kept(bid)[2] == Stated(None, "Zie pagina 1", sentence_hash(old))
    assert reworded_in(now_asked(bid), asked_by(tender))[2].old == old


def test_another_step_saved_after_the_amendment_answers_nothing(tender, bid, browser):
    answered(browser, bid)
    reword(tender)
    send(browser, bid, "tarief")
    assert now_asked(bid).answers.statements[2].holds is None


def test_a_sentence_that_comes_back_is_still_answered(tender, bid, browser):
    answered(browser, bid)
    old = reword(tender)
    reword(tender, old)
    assert now_asked(bid).answers.statements[2].holds is True


def test_an_answer_of_before_sentences_were_kept_is_asked_again_only_where_the_words_changed(tender, noord):
    draft = a_draft(tender, noord)
    assert {stated.sentence for stated in kept(draft).values()} == {""}
    assert now_asked(draft) == vault.read_draft(draft, by=bidder_of(noord))
    old = reword(tender)
    stated = now_asked(draft).answers.statements
    assert {number for number, each in stated.items() if each.holds is None} == {2}
    assert stated[2].sentence == sentence_hash(old)


def test_what_is_typed_in_the_place_of_a_hash_is_no_hash(tender, bid, browser):
    answered(browser, bid, sentence_2="<script>", sentence_3="A" * 64)
    assert (kept(bid)[2].sentence, kept(bid)[3].sentence) == ("", "")


def test_every_answer_is_sealed_with_its_sentence(tender, noord):
    version = a_submitted_bid(tender, noord).versions.get()
    envelope = vault.read_version(version, by=bidder_of(noord))
    assert {number: stated.sentence for number, stated in envelope.statements.items()} == {
        each.number: sentence_hash(each.text) for each in tender.knock_outs.all()
    }


def test_an_envelope_of_before_the_sentences_is_read(tender, noord):
    version = a_submitted_bid(tender, noord).versions.get()
    envelope = vault.read_version(version, by=bidder_of(noord))
    data = json.loads(envelope.text) | {"format": 2}
    for stated in data["statements"].values():
        del stated["sentence"]
    bare = {number: replace(stated, sentence="") for number, stated in envelope.statements.items()}
    assert Envelope.read(json.dumps(data)) == replace(envelope, statements=bare)


def test_whose_sentence_is_known_costs_no_look_at_the_rules(tender, bid, browser, django_assert_num_queries):
    answered(browser, bid)
    draft, asked = vault.read_draft(bid, by=bidder_of(bid.supplier)), asked_by(tender)
    with django_assert_num_queries(0):
        assert reworded_in(as_asked_now(draft, asked), asked) == {}
    reword(tender)
    asked = asked_by(Tender.objects.get())
    with django_assert_num_queries(1):
        assert reworded_in(as_asked_now(draft, asked), asked).keys() == {2}


def test_a_replacement_is_asked_again_too(tender, noord, browser):
    bid = a_submitted_bid(tender, noord)
    browser.post(page("bid_reopen", bid))
    assert {stated.holds for stated in kept(bid).values()} == {True}
    old = reword(tender)
    assert now_asked(bid).answers.statements[2] == Stated(None, "", sentence_hash(old))


# Where else the draft is judged ---------------------------------------------------------------------------------------
def test_the_list_of_bids_says_that_it_is_asked_again(tender, bid, browser):
    fill_in(browser, bid)
    answered(browser, bid)
    assert needed(browser) == []
    reword(tender)
    assert needed(browser) == [page("bid_step", bid, STEP)]


def needed(browser) -> list[str]:
    (row,) = browser.get(reverse("bids")).context["rows"]
    return [each["href"] for each in row["needed"]]


def test_what_was_typed_before_a_login_is_asked_again_too(tender, bid, browser, client, supplier):
    """An amendment came between the yes and the login."""
    sent = form_on(browser.get(page("bid_step", bid, STEP)), f"{STEP}/") | TYPED[STEP]
    client.post(page("bid_step", bid, STEP), sent)
    reword(tender)
    client.force_login(supplier)
    shown = form_on(client.get(page("bid_step", bid, STEP)), f"{STEP}/")
    assert (shown.get("statement_1"), shown.get("statement_2")) == ("yes", None)
