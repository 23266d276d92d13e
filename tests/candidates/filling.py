"""What a supplier types in each step, and a test client that goes along the steps."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candidates.content import sentence_hash
from candidates.findings import sentence_field
from candidates.models import Bid
from tests.candidates.factories import a_pdf

TYPED: dict[str, dict[str, str]] = {
    "kandidaat": {
        "candidate": "Wiebe Haverkamp",
        "candidate_email": "wiebe@haverkamp.test",
        "hours_per_week": "28",
        "available_from": "1 maart 2026",
    },
    "tarief": {"hourly_rate": "57,50"},
    "knock-outs": {**{f"statement_{number}": "yes" for number in range(1, 6)}, "remark_2": "Zie pagina 1"},
    "motivatie": {"motivation": "Ik luister graag.\r\n\r\nDaarom."},
}


def an_upload(data: bytes | None = None, name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf() if data is None else data, "application/pdf")


def page(name: str, bid: Bid, *more: str) -> str:
    return reverse(name, args=[bid.number, *more])


def send(browser: Client, bid: Bid, step: str, **changes: Any) -> HttpResponse:
    """The step as it is typed, with these changes."""
    return browser.post(page("bid_step", bid, step), TYPED.get(step, {}) | hidden(bid, step) | changes)


def hidden(bid: Bid, step: str) -> dict[str, str]:
    """What the page of the step sends along unseen: which sentence each answer is to."""
    asked = bid.tender.knock_outs.all() if step == "knock-outs" else ()
    return {sentence_field(each.number): sentence_hash(each.text) for each in asked}


def send_cv(browser: Client, bid: Bid, data: bytes | None = None, name: str = "cv.pdf") -> HttpResponse:
    return send(browser, bid, "cv", cv=an_upload(data, name))


def fill_in(browser: Client, bid: Bid, *, but: tuple[str, ...] = ()) -> Bid:
    """Every step but these."""
    for step in (each for each in TYPED if each not in but):
        send(browser, bid, step)
    if "cv" not in but:
        send_cv(browser, bid)
    return bid
