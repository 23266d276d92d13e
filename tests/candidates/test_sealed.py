"""Until the opening nobody but the supplier's bidders gets any of a bid, on any path."""

import re
from itertools import chain, product
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from audit import clock
from audit.models import Event
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Stated
from candidates.models import Bid
from candidates.services import attach_cv, attach_document, save_draft, start_bid, submit
from candidates.steps import STEPS
from jobs.testing import run_jobs
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_pdf,
    an_upload,
    answers_for,
    bidder_of,
    opened,
)
from tests.conftest import FULL
from tests.factories import published_raalte, staff

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "config",
    "scoring",
    "candidates",
    "suppliers",
    "tenders",
    "outbox",
    "documents",
    "jobs",
    "accounts",
    "audit",
    "templates",
)
KEEPERS = {
    "candidates/vault.py",
    "candidates/models/__init__.py",
    "candidates/models/bids.py",
    "candidates/models/offers.py",
}
DOCUMENTS = [
    {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""},
    {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""},
]
# Twenty words that stand nowhere else, one in every place where something can be written.
MARKERS = {
    "draft": [f"Zegel{letter}concept" for letter in "ABCDEFGHIJ"],
    "submitted": [f"Zegel{letter}ingediend" for letter in "ABCDEFGHIJ"],
}
RATES = {"draft": "943,21", "submitted": "945,67"}  # in cents more than a primary key will ever be


def a_marked_bid(tender, supplier, kind):
    by = bidder_of(supplier)
    words = iter(MARKERS[kind])
    answers = answers_for(
        tender,
        candidate=next(words),
        available_from=next(words),
        motivation=next(words),
        hourly_rate=RATES[kind],
        statements={number: Stated(holds=True, remark=next(words)) for number in range(1, 5)} | {5: Stated(holds=True)},
    )
    with clock.at(IN_TIME):
        bid = start_bid(tender, supplier=supplier, by=by, now=IN_TIME)
        save_draft(bid, answers, by=by, now=IN_TIME)
        attach_cv(bid, an_upload(a_pdf(next(words)), f"{next(words)}.pdf"), by=by, now=IN_TIME)
        attach_document(bid, asked_by(tender).files[0].key, an_upload(name=f"{next(words)}.pdf"), by=by, now=IN_TIME)
        if kind == "submitted":
            submit(bid, token=uuid4(), by=by)
    assert next(words, None) is None
    return bid


@pytest.fixture
def tender(officer, assessor, reviewer):
    tender = published_raalte(by=officer, documents=DOCUMENTS)
    staff(tender, assessors=(assessor,), reviewers=(reviewer,))
    return tender


@pytest.fixture
def bids(tender, noord, supplier):
    """One submitted bid, one draft, of two suppliers of the same person."""
    second = noord.__class__.objects.create(kind="supplier", name="Noord Tweede")
    supplier.memberships.create(organisation=second, role="bidder")
    marked = [a_marked_bid(tender, noord, "submitted"), a_marked_bid(tender, second, "draft")]
    run_jobs()  # what the program reads in a CV is as sealed as the CV
    return marked


def addresses(bid):
    """Every address of a bid, with its files."""
    names = (
        "bid", "bid_edit", "bid_check", "bid_discard", "bid_submit", "bid_receipt", "bid_reopen", "bid_withdraw",
        "bid_withdrawal", "bid_cv_facts",
    )  # fmt: skip
    of_version = ("bid_version", "bid_version_text", "bid_version_pdf")
    files = vault.files(bid, by=bidder_of(bid.supplier))
    return [
        *(reverse(name, args=[bid.number]) for name in names),
        *(reverse(name, args=[bid.number, 1]) for name in of_version),
        *(step.url(bid.number) for step in STEPS.values()),
        *(reverse("bid_file", args=[bid.number, file]) for file in files),
    ]


def every_address(tender):
    """Every address that takes at most the assignment's number, and the lists of the admin."""
    known = {"number": tender.number, "section": "work", "run": 1}
    for name, ways in get_resolver().reverse_dict.lists():
        for (_pattern, parameters), *_rest in chain.from_iterable(way[0:1] for way in ways):
            if (
                isinstance(name, str)
                and set(parameters) <= set(known)
                and name not in ("account_logout", "set_language")
            ):
                yield reverse(name, kwargs={each: known[each] for each in parameters})
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def text_of(response):
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8", "replace")


def found(text, words):
    return [word for word in words if stands_in(text, word)]


def stands_in(text, word):
    """Cents stand by themselves: the same digits fall together inside a hash once in a while."""
    return re.search(rf"(?<![0-9A-Za-z]){word}(?![0-9A-Za-z])", text) if word.isdigit() else word in text


WORDS = [*MARKERS["draft"], *MARKERS["submitted"], *RATES.values(), "94321", "94567"]


@pytest.fixture
def people(officer, assessor, reviewer, auditor, rival, outsider, superuser):
    return [officer, assessor, reviewer, auditor, rival, outsider, superuser]


@pytest.fixture
def _refusals_read_in_full(request):
    """`make test` reads the pages that are there, and the one of a refusal once a person."""
    if not FULL:
        request.getfixturevalue("bare_refusals")


@pytest.mark.usefixtures("_refusals_read_in_full")
@pytest.mark.parametrize("moment", [IN_TIME, JUST_AFTER] if FULL else [JUST_AFTER])
def test_a_bid_does_not_exist_for_anyone_else(tender, bids, people, as_user, clock_at, moment):
    clock_at(moment)
    for user in people:
        browser = as_user(user)
        for address in chain.from_iterable(addresses(bid) for bid in bids):
            assert browser.get(address).status_code in (404, 405), (user, address)
            assert browser.post(address).status_code in (404, 405), (user, address)


def test_the_page_that_says_so_holds_no_word_of_it(bids, people, as_user, clock_at):
    clock_at(JUST_AFTER)
    for user, bid in product(people, bids):
        answer = as_user(user).get(reverse("bid", args=[bid.number]))
        assert (answer.status_code, found(text_of(answer), [*WORDS, "Noord"])) == (404, []), user


def test_a_bid_sends_a_visitor_to_the_login_page(bids, as_user, clock_at):
    clock_at(IN_TIME)
    for address in chain.from_iterable(addresses(bid) for bid in bids):
        browser = as_user(None)
        answers = [each for each in (browser.get(address), browser.post(address)) if each.status_code != 405]
        sent_to = {(each.status_code, each.url.startswith("/account/")) for each in answers}
        assert sent_to == {(302, True)}, address


@pytest.mark.usefixtures("_refusals_read_in_full")
@pytest.mark.parametrize("moment", [IN_TIME, JUST_AFTER] if FULL else [JUST_AFTER])
def test_no_page_of_the_site_shows_a_word_of_a_bid_before_the_opening(tender, bids, people, as_user, clock_at, moment):
    clock_at(moment)
    seen = 0
    for user in [None, *people]:
        browser = as_user(user)
        for address in every_address(tender):
            text = text_of(browser.get(address))
            assert found(text, WORDS) == [], (user, address)
            assert found(text, ["Noord Detachering"]) == [] or "admin" in address or user is None, (user, address)
            seen += 1
    assert seen > 100


def test_the_words_are_there_for_the_supplier(bids, supplier, as_user, clock_at):
    """Otherwise the tests above prove nothing."""
    clock_at(IN_TIME)
    submitted, in_draft = bids
    receipt = as_user(supplier).get(reverse("bid_receipt", args=[submitted.number])).content.decode()
    form = as_user(supplier).get(reverse("bid_check", args=[in_draft.number])).content.decode()
    assert len(found(receipt, MARKERS["submitted"])) == 9  # the tenth is in the text of the CV
    assert len(found(form, MARKERS["draft"])) == 9


def test_the_log_holds_no_word_of_a_bid_nor_who_made_it(tender, bids):
    opened(tender)
    for event in Event.objects.filter(object_type="bid"):
        assert found(event.data, [*WORDS, "Noord"]) == []
        assert (event.actor_id, event.tender) == (None, "27750")


@pytest.mark.usefixtures("_refusals_read_in_full")
def test_after_the_opening_a_rival_still_gets_nothing(tender, bids, rival, outsider, as_user, clock_at):
    opened(tender)
    clock_at(JUST_AFTER)
    for user in (rival, outsider):
        browser = as_user(user)
        for address in chain.from_iterable(addresses(bid) for bid in bids):
            assert browser.get(address).status_code in (404, 405)
        for address in every_address(tender):
            assert found(text_of(browser.get(address)), WORDS) == [], (user, address)


@pytest.mark.usefixtures("_refusals_read_in_full")
def test_after_the_opening_no_rate_and_no_draft_is_shown(tender, bids, people, as_user, clock_at):
    opened(tender)
    clock_at(JUST_AFTER)
    for user in people:
        browser = as_user(user)
        for address in every_address(tender):
            text = text_of(browser.get(address))
            assert found(text, [*MARKERS["draft"], *RATES.values(), "94567", "94321"]) == [], (user, address)


def test_the_vault_reads_for_the_supplier_alone(bids, supplier, people):
    submitted, in_draft = bids
    version = submitted.versions.get()
    assert vault.read_draft(in_draft, by=supplier).answers.candidate == MARKERS["draft"][0]
    assert vault.read_version(version, by=supplier).candidate == MARKERS["submitted"][0]
    for user in people:
        for read in (vault.read_version, vault.read_text):
            with pytest.raises(vault.Sealed):
                read(version, by=user)
        for read in (vault.read_draft, vault.files, vault.rate_of):
            with pytest.raises(vault.Sealed):
                read(in_draft, by=user)
        with pytest.raises(vault.Sealed):
            vault.names([in_draft], by=user)


def test_the_vault_unseals_only_within_the_opening(tender, bids):
    with pytest.raises(vault.Sealed):
        vault.unseal(tender)
    opened(tender)
    with pytest.raises(vault.Sealed):
        vault.unseal(tender)


def test_an_ordinary_query_leaves_the_content_where_it_is(bids):
    assert "draft" in Bid.objects.get(pk=bids[0].pk).get_deferred_fields()
    assert "envelope" in bids[0].versions.get().get_deferred_fields()


def test_no_other_module_names_what_is_sealed():
    sealed = re.compile(r"\.(draft|envelope)\b|sealed_rate|OfferedRate")
    asked_for = re.compile(r"""["'](bid__draft|(version__)?envelope)["']|\b(draft|envelope)__""")
    files = [path for folder in PROGRAM for path in (ROOT / folder).rglob("*.*") if path.suffix in (".py", ".html")]
    assert len(files) > 60
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        # A draft there is one of a posting; the package is pure and has no bid to read.
        if name in KEEPERS or "/migrations/" in name or name.startswith("tenders/posting/"):
            continue
        text = path.read_text("utf-8")
        assert not sealed.search(text), name
        if name.startswith(("candidates", "scoring")):
            for line in text.splitlines():
                assert not asked_for.search(line) or ".defer(" in line, (name, line)


def test_the_admin_knows_no_sealed_model():
    registered = {model._meta.label for model in admin.site._registry}
    assert registered & {"candidates.Bid", "candidates.BidVersion", "candidates.OfferedRate"} == set()
