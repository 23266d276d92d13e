"""A company signs up and invites a colleague; who is offered reads what is held and objects. In a real browser, where a
form without its token is refused."""

import re

from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from candidates.content import Job
from candidates.informing import token_of
from candidates.models import Notice
from candidates.people import Person, saved
from candidates.services.people import save_person
from tests.candidates.factories import JUST_AFTER, a_submitted_bid, opened
from tests.conftest import PASSWORD
from tests.factories import published_raalte
from tests.journeys.hands import field, go_on, link_in, mailed, press, write


def test_a_company_signs_up_and_its_colleague_joins(visitors):
    visitor = visitors("manager")
    page = visitor.open("/account/login/")
    press(page, "Sign your company up")
    go_on(page)
    visitor.look("sign-up-errors")
    write(
        page,
        {
            "company": "Vlaanderen Interim B.V.",
            "kvk_number": "1234 5678",
            "legal_form": "bv",
            "name": "Vera Vlaanderen",
            "email": "vera@weegschaal.test",
            "password1": PASSWORD,
        },
    )
    go_on(page)
    page.wait_for_url("**/account/confirm-email/")
    visitor.look("sign-up-sent")
    page = visitor.open(link_in(mailed(page, 1)))
    visitor.look("sign-up-confirm")
    go_on(page)
    page.get_by_role("link", name="Mijn organisatie").click()
    visitor.look("company")
    press(page, "Change the details")
    visitor.look("company-edit")
    write(page, {"place": "Assen", "waadi_status": "registered"})
    go_on(page)
    expect(page.locator("main")).to_contain_text("Assen")
    press(page, "Colleagues")
    with visitor.expecting(422):
        press(page, "Send the invitation")
    visitor.look("colleagues-errors")
    write(page, {"email": "kim@weegschaal.test"})
    press(page, "Send the invitation")
    expect(page.locator("main")).to_contain_text("kim@weegschaal.test")
    visitor.look("colleagues")

    colleague = visitors("colleague")
    other = colleague.open(link_in(mailed(page, 2)))
    colleague.look("invitation")
    write(other, {"name": "Kim Kaper", "password": PASSWORD})
    go_on(other)
    other.wait_for_url(f"**{reverse('company')}")
    colleague.look("company-of-a-bidder")
    page.reload()
    expect(page.locator("main")).to_contain_text("Kim Kaper")
    visitor.open(link_in(mail.outbox[1]))
    visitor.look("invitation-used")


def test_a_candidate_is_put_in_the_folder_and_found(visitors, supplier, noord):
    save_person(noord, Person(name="Jan Kok", career=(Job(begins="2019-01", still=True),)), by=supplier, now=JUST_AFTER)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("people"))
    press(page, "Add a candidate")
    write(page, {"name": "Ilse Kamphuis", "email": "ilse@post.example", "begins": "maart", "role": "Baliemedewerker"})
    with visitor.expecting(422):
        go_on(page)
    visitor.look("person-errors")
    write(page, {"begins": "03-2021"})
    page.get_by_label("Werkt er nog").check()
    press(page, "Add a job")
    second = page.locator("[data-row]").nth(1)
    write(second, {"begins": "01-2019", "ends": "02-2021", "role": "Telefonist"})
    visitor.look("person")
    go_on(page)
    page.wait_for_url(f"**{reverse('people')}")
    visitor.look("people")
    assert [len(each.career) for each in saved(noord, by=supplier)] == [2, 1]
    write(page, {"q": "kamp"})
    page.keyboard.press("Enter")
    expect(page.locator("main .list-title")).to_have_text(["Ilse Kamphuis"])
    page.get_by_role("link", name=re.compile("Verwijderen Ilse")).click()
    visitor.look("person-remove")
    press(page, "Remove from the folder")
    expect(page.locator("main .list-title")).to_have_text(["Jan Kok"])


def test_who_is_offered_reads_and_objects(visitors, officer, supplier, noord, zuid, rival, clock_at):
    tender = published_raalte(by=officer)
    bid = a_submitted_bid(tender, noord, candidate="Ilse Kamphuis", candidate_email="ilse@post.example")
    without = a_submitted_bid(tender, zuid, candidate="Zoë Zwart")
    clock_at(JUST_AFTER)
    opened(tender)
    path = reverse("notice", args=[token_of(Notice.objects.get(offer__bid=bid))])

    person = visitors("person")
    page = person.open(path)
    person.look("notice")
    assert person.download("Uw cv downloaden (2 bladzijden, pdf)").read_bytes().startswith(b"%PDF")
    with person.expecting(422):
        press(page, "Send my objection")
    person.look("notice-errors")
    field(page, "reason").fill("Ik wist niet dat ik was aangeboden.")
    press(page, "Send my objection")
    page.get_by_text("U maakte bezwaar").wait_for()
    person.look("notice-objected")

    desk = visitors("officer").log_in(officer)
    board = desk.open(reverse("tender_manage", args=["27750"]))
    press(board, "The people who are offered")
    expect(board.locator("main")).to_contain_text("Ik wist niet dat ik was aangeboden.")
    desk.look("officer-objections")

    house = visitors("rival").log_in(rival)
    page = house.open(reverse("bid_notice", args=[without.number]))
    house.look("bid-notice")
    write(page, {"email": "zoe@post.example"})
    go_on(page)
    expect(page.locator("main")).to_contain_text("zoe@post.example")
    own = visitors("supplier").log_in(supplier)
    own.open(reverse("bid_notice", args=[bid.number]))
    own.look("bid-notice-objection")
