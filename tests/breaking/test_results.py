"""The results and what is told of them, by who wants a letter to say what isn't so, or to know more than it says."""

import re
from collections import Counter
from contextlib import closing
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdfium2 import PdfDocument

from scoring.forms.bench import LONGEST_REASON
from scoring.letter_pdf import letter_pdf
from scoring.models import Letter, Verdict
from tenders.models import Tender
from tests.candidates.factories import bidder_of
from tests.factories import posting
from tests.scoring.factories import (
    ASSESSED,
    KNOWN,
    Offered,
    bid_of,
    judged_raalte,
    known_raalte,
    make_results_known,
    offered,
    opened_raalte,
    released,
    released_raalte,
    scored,
    scored_raalte,
    supplier_of,
    with_places,
)

pytestmark = pytest.mark.django_db
SECONDS = 15  # of one processor; where the columns' widths are sought it takes a minute


def test_a_letter_names_every_stage_that_follows_also_two_of_one_kind(officer, assessor, reviewer):
    stages = posting("raalte-27750")["stages"]
    known_raalte(offered(1), stages=[*stages, stages[-1] | {"name": "Tweede gesprek"}])
    assert Letter.objects.get().told["closing"][0] == (
        "De procedure gaat verder met: Uitnodiging voor een selectiegesprek; Selectiegesprek; Tweede gesprek."
    )


# Until the results are known -----------------------------------------------------------------------------------------
FIRST, SECOND, OUT = "Appelvink", "Boomklever", "Cettizang"
ALIKE = (Offered(FIRST), Offered(SECOND, (0, 0, 0)), Offered(OUT, fails=(1, 2)))
HEADERS = ("Content-Type", "Cache-Control", "ETag", "Last-Modified", "Vary", "Content-Disposition")
# What is a bid's own at random: numbers, hashes, keys, tokens.
OWN = re.compile(
    r"W-[A-Z0-9]{5}-[A-Z0-9]{5}|\b[0-9a-f]{64}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|"
    r'(?<=value=")[A-Za-z0-9]{64}(?=")|nonce="[^"]+"|/(?:organisatie|kandidaten)/\d+/|(?<=/)\d+(?=/)|\b\d{8}\b|'
    r"(?:company|folder)-\d+"
)


def all_that_is_seen(tender, marker: str, as_user) -> dict[str, tuple]:
    """Of every page that its supplier reaches from its bid and its desk: status, headers, text and number of queries,
    with what is random of itself left out."""
    browser = as_user(bidder_of(supplier_of(marker)))
    number = bid_of(tender, marker).number
    asked = [reverse(name) for name in ("home", "bids", "company", "people", "follows", "mail_preferences")]
    asked += [reverse(name, args=[number]) for name in ("bid", "bid_outcome", "bid_notice")]
    asked += [reverse("bid_letter_pdf", args=[number, 1]), reverse("statistics", args=[supplier_of(marker).pk])]
    asked += [reverse(name, args=[tender.number]) for name in ("tender", "results", "progress", "ranking", "shortlist")]
    seen = {}
    for path in asked:
        browser.get(path)  # what is read once in a process
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(path)
        text = OWN.sub("", answer.content.decode()).replace(marker, "").replace(marker.lower(), "")
        headers = [OWN.sub("", answer.headers.get(name, "")) for name in HEADERS]
        lines = Counter(text.split("\n")).items()
        seen[OWN.sub("", path)] = (answer.status_code, headers, len(queries), set(lines))
    return seen


@pytest.mark.parametrize("phase", ["opened", "judged", "scored", "released"])
def test_nothing_tells_one_bid_from_another(officer, assessor, reviewer, as_user, clock_at, phase):
    clock_at(KNOWN)
    make = {"opened": opened_raalte, "judged": judged_raalte, "scored": scored_raalte, "released": released_raalte}
    tender = make[phase](ALIKE, **with_places(1))
    first, *others = [all_that_is_seen(tender, marker, as_user) for marker in (FIRST, SECOND, OUT)]
    for other in others:
        for path, (*seen, text) in first.items():
            *also, other_text = other[path]
            assert (path, also, sorted(text ^ other_text)) == (path, seen, [])
    assert {seen[0] for seen in first.values()} == {200, 404, 409}


# Odd words in a reason -----------------------------------------------------------------------------------------------
ODD = {
    "markup": "<script>alert(1)</script></td></tr></table><style>*{display:none}</style>&amp;",
    "one word": "x" * LONGEST_REASON,
    "lines": "a\n" * (LONGEST_REASON // 2),
    "no spaces": "漢字" * (LONGEST_REASON // 2),
    "right to left": "مرحبا بالعالم " * (LONGEST_REASON // 14),
    "marks on one letter": "Z" + "\u0301" * (LONGEST_REASON - 1),
}


@pytest.mark.one_database
@pytest.mark.parametrize("reason", ODD.values(), ids=ODD)
def test_a_letter_is_a_pdf_in_time_whatever_its_reasons_are(officer, assessor, reviewer, reason):
    tender = judged_raalte(offered(1))
    Verdict.objects.update(reason=reason)
    make_results_known(released(scored(tender)))
    letter = Letter.objects.get()
    began = process_time()
    pdf = letter_pdf(letter, tender)
    assert process_time() - began < SECONDS
    with closing(PdfDocument(pdf)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert letter.sha256[:40] in text.replace("\r\n", "")
    assert ("alert(1)" in text) == ("alert(1)" in reason)


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad\u2060", "\u202e", "\ufeff \u200d"])
def test_where_to_ask_and_a_message_say_something_that_can_be_read(
    officer, assessor, reviewer, as_user, clock_at, unseen
):
    released_raalte(offered(1))
    clock_at(KNOWN)
    browser = as_user(officer)
    for name, sent in (
        ("results_check", {"where": unseen, "until": "2026-03-20"}),
        ("progress_message_check", {"text": unseen}),
    ):
        assert browser.post(reverse(name, args=["27750"]), sent).status_code == 422, name


def test_a_reason_in_a_letter_holds_nothing_unseen(officer, assessor, reviewer, as_user, clock_at):
    """An amount that a mark turns around would be read as another one."""
    tender = opened_raalte(offered(1))
    clock_at(ASSESSED)
    browser, path = as_user(assessor), reverse("bench_save", args=["27750", tender.bids.get().number])
    browser.post(path, {"ko-1-met": "yes", "ko-1-reason": "\u202e05\u202c jaar\x07 ervaring\x0bals KCC"})
    assert Verdict.objects.get(knock_out__number=1).reason == "05 jaar ervaring als KCC"


@pytest.mark.parametrize("state", ["cancelled", "closed_without_award"])
def test_of_an_assignment_that_ended_nothing_is_under_way_any_more(
    officer, assessor, reviewer, as_user, clock_at, state
):
    tender = scored_raalte(offered(1))
    Tender.objects.filter(pk=tender.pk).update(state=state)
    clock_at(KNOWN)
    bid = tender.bids.get()
    page = as_user(bidder_of(bid.supplier)).get(reverse("bid", args=[bid.number]))
    steps = [(str(step["name"]), step["state"]) for step in page.context["spine"]]
    assert steps[:3] == [("Ontvangen", "done"), ("Geopend", "done"), ("Wordt beoordeeld", "skipped")]
    assert {step[1] for step in steps[3:]} == {"skipped"}
