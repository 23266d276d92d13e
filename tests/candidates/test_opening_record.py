"""The record of an opening: numbers and hashes, as a page, a PDF and the very text that was hashed; both formats."""

import io
import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import page
import pdfplumber
import pytest
from django.urls import reverse

from audit import clock
from audit.testing import lifted
from candidates import vault
from candidates.models import Opening, RateOpening
from candidates.opening_pdf import opening_pdf
from candidates.records import WHY, record_of
from candidates.services import Refusal, Why, begin_opening, open_vault, submit
from scoring.services.runs import close_run
from tenders.services.people import assign
from tests.candidates.factories import JUST_AFTER, a_draft, a_submitted_bid, bidder_of, opened
from tests.factories import BEFORE_RAALTE_CLOSES, RAALTE_CLOSES, a_person, published_raalte
from tests.scoring.factories import SCORED, judged_raalte, offered, runs_of

pytestmark = pytest.mark.django_db
PAGE, PDF, TEXT = (reverse(name, args=["27750"]) for name in ("opening", "opening_pdf", "opening_text"))
LATE = RAALTE_CLOSES + timedelta(milliseconds=7)


@pytest.fixture
def opening(officer, broker, noord, zuid) -> Opening:
    """By two, of one bid, after one bid that came seven milliseconds too late."""
    second = a_person("Wim Wachter", broker, "officer")
    tender = published_raalte(by=officer, opening_officers=2)
    assign(tender, second, "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp", hourly_rate="51,25")
    late = a_draft(tender, zuid, candidate="Tineke Telaat")
    with clock.at(LATE):
        assert isinstance(submit(late, token=uuid4(), by=bidder_of(zuid)), Refusal)
    begin_opening(tender, by=officer, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    after = JUST_AFTER + timedelta(minutes=4)
    return open_vault(tender, by=second, logged_in_at=after, now=after)


def words(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return " ".join(" ".join(each.extract_text(use_text_flow=True) for each in pdf.pages).split())


def of_page(response):
    return " ".join(response.content.decode().split())


def what_it_says(opening):
    [bid] = opening.content["bids"]
    [late] = opening.content["refused_attempts"]
    return [
        "Olga Officer", "Wim Wachter", "09:05:00.000", "09:09:00.000", bid["bid"], late["bid"], "09:00:00.007",
        "op het moment van sluiting of erna", "versie 1", "--root",
    ]  # fmt: skip


def hashes_of(opening):
    content = opening.content
    head = content["log_head"]
    return [opening.sha256, opening.merkle_root, content["rules_sha256"], head, content["bids"][0]["sha256"]]


NAMES = ("Wiebe Haverkamp", "Tineke Telaat", "Noord Detachering", "Zuid Interim", "51,25")


def test_every_refused_attempt_stands_in_it_with_its_time_and_why(opening):
    [late] = opening.tender.bids.filter(state="draft")
    assert opening.content["refused_attempts"] == [
        {"at": "2026-03-02T08:00:00.007000Z", "bid": late.number, "why": "late"}
    ]
    assert opening.content["format"] == 2


def test_the_officer_reads_it_and_whose_bids_they_are(opening, officer, as_user, clock_at):
    clock_at(JUST_AFTER + timedelta(hours=1))
    text = of_page(as_user(officer).get(PAGE))
    assert [each for each in [*what_it_says(opening), *NAMES[0:3:2]] if each not in text] == []
    assert "Tineke Telaat" not in text


def test_the_auditor_reads_the_same_without_a_name(opening, auditor, as_user, clock_at):
    clock_at(JUST_AFTER + timedelta(hours=1))
    browser = as_user(auditor)
    text = of_page(browser.get(PAGE))
    assert [each for each in what_it_says(opening) if each not in text] == []
    assert [name for name in NAMES if name in text] == []
    assert "/beheer/27750/beoordeling/" not in text
    told = browser.get(reverse("events"), {"tender": "27750"}).content.decode()
    assert PAGE in told


@pytest.mark.one_database
def test_the_pdf_is_accessible_says_the_same_and_names_nobody_but_officers(
    opening, auditor, as_user, clock_at, tmp_path
):
    clock_at(JUST_AFTER + timedelta(hours=1))
    response = as_user(auditor).get(PDF)
    text = words(response.content)
    assert [each for each in what_it_says(opening) if each not in text] == []
    joined = text.replace(" ", "")
    assert [each for each in hashes_of(opening) if each not in joined] == []
    assert [name for name in NAMES if name in text] == []
    path = tmp_path / "record.pdf"
    path.write_bytes(response.content)
    failed = page.validate_pdf(str(path), profile="ua1").failures
    assert [f"{each.rule_id}: {each.message}" for each in failed] == []
    assert opening_pdf(Opening.objects.get()) == response.content


def test_the_text_has_the_hash_of_the_record(opening, officer, as_user, clock_at):
    clock_at(JUST_AFTER + timedelta(hours=1))
    response = as_user(officer).get(TEXT)
    assert sha256(response.content).hexdigest() == opening.sha256
    assert json.loads(response.content) == opening.content


def test_nobody_else_reads_it(opening, assessor, supplier, rival, outsider, superuser, as_user, clock_at):
    reviewer = a_person("Rik Reviewer", opening.tender.client, "reviewer")
    clock_at(JUST_AFTER + timedelta(hours=1))
    for user in (assessor, reviewer, supplier, rival, outsider, superuser):
        assert [as_user(user).get(address).status_code for address in (PAGE, PDF, TEXT)] == [404] * 3, user


def test_a_record_of_format_1_is_still_read(opening, officer, as_user, clock_at):
    """As the program wrote it before: one officer, refused attempts counted."""
    old = {name: opening.content[name] for name in ("tender", "rules_sha256", "closed_at", "opened_at", "log_head")}
    old |= {"format": 1, "refused_attempts": 3, "bids": opening.content["bids"]}
    with lifted("candidates_opening"):
        Opening.objects.update(record=json.dumps(old))
    clock_at(JUST_AFTER + timedelta(hours=1))
    record = record_of(Opening.objects.get())
    assert (record.refused, record.attempts, record.unconfirmed, record.outages) == (3, None, [], [])
    assert [(each.name, each.logged_in_at) for each in record.officers] == [("Wim Wachter", None)]
    assert as_user(officer).get(PAGE).status_code == 200
    assert "3 pogingen zijn geweigerd" in words(opening_pdf(Opening.objects.get()))


def test_without_bids_it_says_so(officer, as_user, clock_at):
    opened(published_raalte(by=officer))
    clock_at(JUST_AFTER)
    text = of_page(as_user(officer).get(PAGE))
    assert "Niemand heeft op deze opdracht ingeschreven" in text or "Geen inschrijvingen" in text


# In cascade ----------------------------------------------------------------------------------------------------------
def test_no_page_of_the_record_shows_a_rate_and_none_opens_before_the_points_are_final(
    officer, auditor, as_user, clock_at
):
    bids = offered(3)
    tender = judged_raalte(bids, by=officer)
    knock_outs, weighted = runs_of(tender)[:2]
    clock_at(SCORED)
    for run, final in ((knock_outs, False), (weighted, True)):
        with pytest.raises(vault.RatesSealed):
            vault.rates(tender)
        for user in (officer, auditor):
            browser = as_user(user)
            shown = of_page(browser.get(PAGE)) + browser.get(TEXT).content.decode() + words(browser.get(PDF).content)
            assert [bid.rate for bid in bids if bid.rate in shown] == []
        assert as_user(officer).get(reverse("ranking", args=["27750"])).status_code == 409
        close_run(run, by=officer, now=SCORED)
        assert RateOpening.objects.exists() is final
    assert sorted(vault.rates(tender).values()) == sorted(int(bid.rate.replace(",", "")) for bid in bids)
    assert as_user(officer).get(reverse("ranking", args=["27750"])).status_code == 200


def test_every_reason_to_refuse_has_its_words():
    assert set(WHY) == {why.value for why in Why}
