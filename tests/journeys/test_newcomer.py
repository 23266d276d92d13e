"""Somebody who never was here offers a candidate on a phone, from signing up to the receipt, three minutes to nine."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Organisation
from candidates.models import Bid
from tests.candidates.factories import a_pdf
from tests.conftest import PASSWORD
from tests.factories import RAALTE_CLOSES, published_raalte
from tests.journeys.hands import go_on, link_in, mailed, press, to_step, write

PHONE = {"width": 360, "height": 740}
COMPANY = {
    "company": "Vlaanderen Interim B.V.",
    "kvk_number": "12345678",
    "legal_form": "bv",
    "name": "Vera Vlaanderen",
    "email": "vera@weegschaal.test",
    "password1": PASSWORD,
}
STEPS = {
    "kandidaat": {
        "candidate": "Wiebe Haverkamp",
        "candidate_email": "wiebe@haverkamp.test",
        "hours_per_week": "28",
        "available_from": "1 maart 2026",
    },
    "tarief": {"hourly_rate": "54,50"},
    "motivatie": {"motivation": "Ik luister graag en los dingen op."},
}


@pytest.fixture
def cv(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(a_pdf("Wiebe Haverkamp, medewerker klantcontactcentrum", pages=5))
    return path


def test_from_signing_up_to_the_receipt_on_a_phone(visitors, clock_at, cv):
    tender = published_raalte()
    clock_at(RAALTE_CLOSES - timedelta(minutes=3))
    visitor = visitors("newcomer")
    page = visitor.page
    page.set_viewport_size(PHONE)
    visitor.open(tender.get_absolute_url())
    page.locator("main a[href*='/login/']").first.click()
    press(page, "Sign your company up")
    write(page, COMPANY)
    go_on(page)
    page.wait_for_url("**/account/confirm-email/")
    visitor.open(link_in(mailed(page, 1)))
    go_on(page)
    page.get_by_role("link", name="Opdrachten", exact=True).click()
    page.get_by_role("link", name=tender.title).click()
    page.locator("main form[action$='/inschrijven/'] button").first.click()
    page.wait_for_url("**/bewerken/")
    fill_in_the_steps(page, cv)
    page.wait_for_url("**/controleren/")
    go_on(page)
    page.wait_for_url("**/ontvangst/")
    bid = Bid.objects.get()
    assert (bid.state, bid.supplier) == (Bid.State.SUBMITTED, Organisation.objects.get(name=COMPANY["company"]))
    expect(page.locator("main")).to_contain_text(bid.versions.get().sha256)
    receipt = mailed(page, 2)
    assert receipt.to == [COMPANY["email"]]
    assert link_in(receipt) == reverse("bid_version", args=[bid.number, 1])
    visitor.look("newcomer-receipt")


def fill_in_the_steps(page, cv):
    go_on(page)
    for step in ("kandidaat", "tarief"):
        page.wait_for_url(f"**/bewerken/{step}/")
        write(page, STEPS[step])
        go_on(page)
    page.wait_for_url("**/bewerken/knock-outs/")
    for number in range(1, 6):
        page.locator(f"#id_statement_{number}_0").check()
    go_on(page)
    page.wait_for_url("**/bewerken/cv/")
    page.locator("#id_cv").set_input_files(cv)
    go_on(page)
    page.wait_for_url("**/loopbaan/")
    page.locator(".breadcrumbs a").last.click()
    to_step(page, "motivatie")
    write(page, STEPS["motivatie"])
    go_on(page)
