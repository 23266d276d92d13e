"""A supplier's status: the same for every bid until the results are known, whatever happened to it; then its own
outcome, and nobody else's."""

import re
from datetime import date, datetime, timedelta

import page
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import clock
from candidates.queries import next_day
from candidates.services import withdraw
from outbox.models import Message
from scoring.letter_pdf import letter_pdf
from scoring.models import Letter
from tenders.models import Tender
from tests.candidates.factories import IN_TIME, JUST_AFTER, bidder_of
from tests.factories import published_raalte
from tests.scoring.factories import (
    ASSESSED,
    KNOWN,
    RELEASED,
    SCORED,
    Offered,
    bid_of,
    excluded,
    judged,
    judged_raalte,
    known_raalte,
    make_results_known,
    opened_by_officer,
    opened_raalte,
    released,
    released_raalte,
    scored,
    scored_raalte,
    submitted,
    submitted_raalte,
    supplier_of,
    with_places,
)

pytestmark = pytest.mark.django_db

FIRST, THIRD, OUT, CEILING = "Appelvink", "Zwaluw", "Wulp", "Kemphaan"
RATES = {FIRST: "40,00", THIRD: "42,17", OUT: "59,37", CEILING: "73,91"}
BIDS = (
    Offered(FIRST, (10, 60, 30), RATES[FIRST]),
    Offered("Boomklever", (10, 60, 0), "41,00"),
    Offered(THIRD, (10, 60, 0), RATES[THIRD]),
    *excluded(OUT),
    Offered(CEILING, rate=RATES[CEILING]),
)
STAGES = {
    "closed": (submitted_raalte, JUST_AFTER),
    "opened": (opened_raalte, JUST_AFTER + timedelta(minutes=1)),
    "judged": (judged_raalte, ASSESSED),
    "scored": (scored_raalte, SCORED),
    "released": (released_raalte, RELEASED),
}
QUERIES_OF_THE_OUTCOME = 9


@pytest.fixture
def known(officer, assessor, reviewer, clock_at):
    tender = known_raalte(BIDS, **with_places(2))
    clock_at(KNOWN + timedelta(hours=1))
    return tender


def own_page(name: str, tender, marker: str) -> str:
    return reverse(name, args=[bid_of(tender, marker).number])


def browser_of(as_user, marker: str):
    return as_user(bidder_of(supplier_of(marker)))


def without_what_is_its_own(text: str, tender, marker: str) -> str:
    """What its supplier wrote, the hashes that follow from it, and what each page has of its own anyway."""
    bid = bid_of(tender, marker)
    text = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>|nonce="[^"]*"', "", text)
    text = re.sub(
        r"\d{2}[.,]?\d{2}\d{3}:|[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+ (bytes|kB)", "#", text
    )
    for own in (bid.number, marker.lower(), marker, RATES[marker], RATES[marker].replace(",", ".")):
        text = text.replace(own, "#")
    return re.sub(rf"#\d+|organisatie/{bid.supplier_id}/|\d{{4,5}}(?= |<|,|\"|&)", "#", text)


# Until then ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", STAGES)
def test_until_the_results_every_bid_shows_the_same_whatever_happened_to_it(
    officer, assessor, reviewer, as_user, clock_at, stage
):
    """By page, status code, query string and number of queries; met or not met, first or last."""
    make, moment = STAGES[stage]
    tender = make(BIDS, **with_places(2))
    clock_at(moment + timedelta(minutes=2))
    seen = {marker: pages_of(tender, marker, as_user) for marker in RATES}
    assert len({str(sorted(found)) for found in seen.values()}) == 1
    for address in seen[FIRST]:
        assert len({seen[marker][address] for marker in RATES}) == 1, address


def pages_of(tender, marker: str, as_user) -> dict[str, object]:
    """Of each address its status, its text without what is the supplier's own, and how many queries it took."""
    browser = browser_of(as_user, marker)
    number = bid_of(tender, marker).number
    paths = {
        "bids": reverse("bids"),
        "bids sorted": reverse("bids") + "?sort=points&order=-place&state=knocked_out",
        "bid": reverse("bid", args=[number]),
        "bid asked for points": reverse("bid", args=[number]) + "?points=1&outcome=1",
        "outcome": reverse("bid_outcome", args=[number]),
        "letter": reverse("bid_letter_pdf", args=[number, 1]),
        "figures": reverse("statistics", args=[supplier_of(marker).pk]),
    }
    found = {}
    for name, path in paths.items():
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(path)
        text = without_what_is_its_own(answer.content.decode(), tender, marker)
        found[name] = (answer.status_code, len(queries), text)
    return found


def test_until_the_results_no_supplier_is_mailed_anything(officer, assessor, reviewer):
    """From the opening to the release; with the results each is mailed once."""
    tender = released_raalte(BIDS, **with_places(2))
    emails = [bidder_of(supplier_of(marker)).email for marker in RATES]
    mails = Message.objects.filter(email__in=emails, created_at__gte=JUST_AFTER)
    assert not mails.exists()
    make_results_known(tender)
    assert sorted(mails.values_list("email", flat=True)) == sorted(emails)


@pytest.mark.parametrize("stage", STAGES)
def test_a_result_that_is_not_known_yet_is_out_of_order(officer, assessor, reviewer, as_user, clock_at, stage):
    make, moment = STAGES[stage]
    tender = make(BIDS, **with_places(2))
    clock_at(moment + timedelta(minutes=2))
    answer = browser_of(as_user, FIRST).get(own_page("bid_outcome", tender, FIRST))
    assert answer.status_code == 409
    assert "De uitslag is nog niet bekendgemaakt. Niemand hoort die eerder dan de anderen." in answer.content.decode()


def test_the_status_goes_along_with_the_bid(officer, assessor, reviewer, as_user, clock_at):
    seen = {}
    for stage, (make, moment) in STAGES.items():
        tender = make(BIDS[:1], number=f"277{len(seen)}")
        clock_at(moment + timedelta(minutes=2))
        page = browser_of(as_user, FIRST).get(own_page("bid", tender, FIRST))
        seen[stage] = (page.context["standing"].word, [step["state"] for step in page.context["spine"]][:3])
    being = ("Wordt beoordeeld", ["done", "done", "current"])
    assert seen == {"closed": ("Ingediend", ["done", "waiting", "waiting"])} | dict.fromkeys(
        ("opened", "judged", "scored", "released"), being
    )


def test_the_next_date_is_the_first_of_the_planning_that_is_not_past(officer):
    tender = published_raalte(results_on=date(2026, 3, 12))
    found = [next_day(tender, moment) for moment in moments("2026-02-20", "2026-03-04", "2026-03-12")]
    assert [each[1] for each in found] == [date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 12)]
    assert next_day(tender, *moments("2026-03-13")) is None


def moments(*days: str):
    return [datetime.fromisoformat(day).replace(hour=12, tzinfo=clock.AMSTERDAM) for day in days]


def test_the_day_of_the_results_stands_on_the_page(officer, assessor, reviewer, as_user, clock_at):
    tender = released_raalte(BIDS[:2], results_on=date(2026, 3, 12))
    clock_at("2026-03-09 12:00")
    text = browser_of(as_user, FIRST).get(own_page("bid", tender, FIRST)).content.decode()
    assert "Uitslag op donderdag 12 maart 2026" in text
    assert "Elke leverancier hoort op donderdag 12 maart 2026 de uitslag van zijn inschrijving." in text


def test_days_that_are_past_are_told_as_past(officer, assessor, reviewer, as_user, clock_at):
    tender = released_raalte(BIDS[:2], results_on=date(2026, 3, 12))
    browser, address = browser_of(as_user, FIRST), own_page("bid", tender, FIRST)
    clock_at("2026-03-05 23:00")
    text = browser.get(address).content.decode()
    assert "Uitnodigingen voor een gesprek zouden uiterlijk op dinsdag 3 maart 2026 worden verstuurd." in text
    assert "De gesprekken zijn op donderdag 5 maart 2026" in text
    clock_at("2026-03-13 00:01")
    text = browser.get(address).content.decode()
    assert "De gesprekken waren gepland op donderdag 5 maart 2026" in text
    assert "De uitslag was beloofd voor donderdag 12 maart 2026. Die is nog niet bekend" in text
    assert "De planning noemt geen latere dag. U krijgt een mail zodra de uitslag bekend is." in text
    assert "De gesprekken zijn op" not in text


# From then on --------------------------------------------------------------------------------------------------------
def test_a_supplier_reads_its_own_outcome_and_letter(known, as_user):
    answer = browser_of(as_user, THIRD).get(own_page("bid_outcome", known, THIRD))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
    assert "Gaat niet naar de opdrachtgever" in text
    assert "70 van 100" in text
    assert "3 van 3" in text
    assert "Blijkt uit het cv van Zwaluw." in text
    assert "Kandidaat Zwaluw" in text
    assert not re.search("Appelvink|Boomklever|Wulp|Kemphaan", text)


def test_the_status_says_that_the_results_are_known_and_leads_to_them(known, as_user):
    for marker in RATES:
        browser = browser_of(as_user, marker)
        page = browser.get(own_page("bid", known, marker))
        assert page.context["standing"].word == "Uitslag bekend"
        assert [step["state"] for step in page.context["spine"]] == ["done"] * 4
        for address in (own_page("bid", known, marker), reverse("bids")):
            assert own_page("bid_outcome", known, marker) in browser.get(address).content.decode()
        assert "sinds ma 2 mrt 2026" in browser.get(reverse("bids")).content.decode()


def test_nobody_else_reads_it(known, officer, assessor, reviewer, auditor, outsider, superuser, as_user):
    letter = Letter.objects.get(bid=bid_of(known, FIRST))
    addresses = [
        own_page("bid_outcome", known, FIRST),
        reverse("bid_letter_pdf", args=[letter.bid.number, letter.pk]),
        reverse("statistics", args=[supplier_of(FIRST).pk]),
    ]
    rival = bidder_of(supplier_of(THIRD))
    for address in addresses:
        for user in (officer, assessor, reviewer, auditor, outsider, superuser, rival):
            assert as_user(user).get(address).status_code == 404, (user, address)
        assert as_user(None).get(address).url.startswith(reverse("account_login"))


def test_a_letter_of_another_bid_is_not_there_under_ones_own_number(known, as_user):
    other = Letter.objects.get(bid=bid_of(known, FIRST))
    address = reverse("bid_letter_pdf", args=[bid_of(known, THIRD).number, other.pk])
    assert browser_of(as_user, THIRD).get(address).status_code == 404


def test_what_took_no_part_has_no_result(officer, assessor, reviewer, as_user, clock_at):
    tender = submitted_raalte(BIDS[:2])
    gone = submitted(tender, Offered("Kwartel"))
    with clock.at(IN_TIME + timedelta(minutes=1)):
        withdraw(gone, by=bidder_of(supplier_of("Kwartel")))
    known = further(tender)
    clock_at(KNOWN + timedelta(hours=1))
    browser = browser_of(as_user, "Kwartel")
    answer = browser.get(own_page("bid_outcome", known, "Kwartel"))
    assert (answer.status_code, "Voor deze inschrijving is er geen uitslag." in answer.content.decode()) == (409, True)
    assert "/uitslag/" not in browser.get(own_page("bid", known, "Kwartel")).content.decode()
    assert "/uitslag/" not in browser.get(reverse("bids")).content.decode()


def further(tender: Tender) -> Tender:
    """From submitted to known."""
    known = released(scored(judged(opened_by_officer(tender), BIDS)))
    make_results_known(known)
    return known


def test_a_result_stays_readable_when_the_assignment_ends_without_award(known, as_user):
    Tender.objects.filter(pk=known.pk).update(state="closed_without_award")
    assert browser_of(as_user, THIRD).get(own_page("bid_outcome", known, THIRD)).status_code == 200


@pytest.mark.parametrize(
    ("marker", "result"),
    [
        (FIRST, "Gaat naar de opdrachtgever"),
        (THIRD, "Gaat niet naar de opdrachtgever"),
        (OUT, "Voldoet niet aan de knock-outcriteria"),
    ],
)
def test_a_letter_is_a_valid_pdf_ua_with_all_that_the_page_says(known, as_user, tmp_path, marker, result):
    letter = Letter.objects.get(bid=bid_of(known, marker))
    answer = browser_of(as_user, marker).get(reverse("bid_letter_pdf", args=[letter.bid.number, letter.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    path = tmp_path / "letter.pdf"
    path.write_bytes(answer.content)
    assert [each.message for each in page.validate_pdf(str(path), profile="ua1").failures] == []
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(answer.content)]
    text = re.sub(r"\s+", " ", " ".join(sheets))
    told = letter.told
    assert f"Uitslag {result}" in text
    assert told["opening"][1][:60] in text
    assert "035-7510777" in text
    assert f"Blijkt uit het cv van {marker}." in text
    assert letter_pdf(letter, known) == answer.content


def test_the_outcome_asks_a_fixed_number_of_questions(known, as_user, django_assert_num_queries):
    for marker in (FIRST, OUT):
        browser = browser_of(as_user, marker)
        with django_assert_num_queries(QUERIES_OF_THE_OUTCOME):
            browser.get(own_page("bid_outcome", known, marker))
