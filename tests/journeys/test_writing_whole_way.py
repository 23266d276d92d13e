"""From the text of a posting to its amendment: Westland 12074 is read in, put right, forecast, published, asked about
and amended, and a supplier sees what becomes of it. Then the officer's half of it once more, by keyboard alone."""

from datetime import date, datetime
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from audit.clock import AMSTERDAM
from outbox.models import Message
from tenders.models import Tender
from tests.factories import BEFORE_WESTLAND_CLOSES
from tests.journeys.hands import field, go_on, let_all_stand, press, rows, said, tab_to, write

SOURCE = Path(__file__).parents[1] / "data" / "postings" / "12074.txt"
NUMBER = "12074-2"
CLOSES_AT = datetime(2026, 3, 2, 12, 0, tzinfo=AMSTERDAM)
NEW_DATES = {
    "questions_until": datetime(2026, 2, 20, 9, 0, tzinfo=AMSTERDAM),
    "answers_on": date(2026, 2, 23),
    "closes_at": CLOSES_AT,
    "invitations_by": date(2026, 3, 6),
    "interviews_on": date(2026, 3, 10),
}
LATER_DATES = {
    "closes_at": datetime(2026, 3, 5, 12, 0, tzinfo=AMSTERDAM),
    "invitations_by": date(2026, 3, 9),
    "interviews_on": date(2026, 3, 12),
}
FOUND = (
    "“[of ander aantal]” uit een sjabloon",
    "2–3 mensen, bij het aantal professionals 1–2",
    "€ 50,00, terwijl het hoogste uurtarief € 55,55 is",
    "Knock-outcriterium 2 en gunningscriterium 3 toetsen hetzelfde",
    "Criterium 6 vraagt ervaring en zegt niet in welke periode",
    "Criterium 7 noemt producten bij naam",
    "bij gelijke punten en een gelijk uurtarief",
)
WHY = "Mbo 3 is genoeg om mee te doen; mbo 4 geeft punten, want dan kan iemand ook zaken afhandelen."
QUESTION = "Telt ervaring met JOIN ook bij criterium 7?"
ANSWER = "Ja, zie de rectificatie: ervaring met JOIN telt mee."
AMENDED = "Key2Burgerzaken en JOIN tellen als gelijkwaardig."


def place(name: str, *more: str) -> str:
    return reverse(name, args=[NUMBER, *more])


def test_a_posting_is_read_put_right_published_asked_about_and_amended(
    visitors, clock_at, officer, supplier, other_municipality
):
    clock_at("2026-02-16 10:00")
    desk, reader = visitors("officer").log_in(officer), visitors("supplier").log_in(supplier)
    the_officer_reads_it_in(desk.open("/"))
    the_officer_puts_right_what_the_check_found(desk.page)
    the_officer_forecasts(desk.page)
    rules = the_officer_publishes(desk.page)

    clock_at("2026-02-18 14:30")
    the_supplier_finds_it_and_asks(reader, rules)

    clock_at("2026-02-23 10:00")
    the_officer_answers(desk)
    the_supplier_reads_the_answer(reader)

    clock_at("2026-02-24 09:15")
    the_officer_amends(desk)
    the_supplier_sees_the_difference(reader, rules)


# The officer ---------------------------------------------------------------------------------------------------------
def the_officer_reads_it_in(page: Page) -> None:
    press(page, "New assignment")
    press(page, "Read a posting in")
    write(page, {"text": SOURCE.read_text("utf-8")})
    go_on(page)
    expect(page.locator("h1")).to_contain_text(said("Look at what was read"))
    for sentence in FOUND:
        expect(page.locator("main .notice")).to_contain_text(sentence)
    write(page, {"number": NUMBER} | NEW_DATES)
    assert not Tender.objects.exists()
    go_on(page)
    page.wait_for_url(f"**{place('tender_manage')}")


def the_officer_puts_right_what_the_check_found(page: Page) -> None:
    """One by one from the page of the check; one warning stands, with its reason."""
    page.goto(place("tender_check"))
    expect(page.locator(".check-items > li")).to_have_count(len(FOUND))
    follow(page, "2–3 mensen")
    replace(page, "assignment_text", "2 of 3 (", "1 of 2 (")
    save(page)
    follow(page, "Criterium 6 vraagt ervaring")
    replace(rows(page, "criteria").nth(3), "text", "bij een gemeente", "bij een gemeente in de afgelopen 3 jaar")
    replace(rows(page, "criteria").nth(4), "text", "Officepakket", "Officepakket of gelijkwaardig")
    save(page)
    follow(page, "[of ander aantal]")
    replace(page, "stages-2-text", " [of ander aantal]", "")
    replace(page, "stages-1-text", "doorslaggevend.", "doorslaggevend; is ook dat gelijk, dan beslist het lot.")
    save(page)
    follow(page, "€ 50,00")
    write(page, {"questions-0-answer": "De gemeente verhoogt het tarief niet: het maximum is € 55,55."})
    save(page)
    expect(page.locator(".check-items > li")).to_have_count(1)
    let_all_stand(page, WHY)
    expect(page.locator(".lead")).to_have_text(said("Nothing keeps the assignment from being published."))


def follow(page: Page, words: str) -> None:
    page.locator(".check-items a", has_text=words).click()
    page.wait_for_url("**/bewerken/**")


def replace(where, name: str, old: str, new: str) -> None:
    target = field(where, name)
    text = target.input_value()
    assert old in text
    target.fill(text.replace(old, new))


def save(page: Page) -> None:
    press(page, "Save and go to the overview")
    page.wait_for_url(f"**{place('tender_manage')}")
    page.goto(place("tender_check"))


def the_officer_forecasts(page: Page) -> None:
    page.goto(place("tender_manage"))
    press(page, "Forecast how often points alone decide")
    expect(page.locator(".lead")).to_contain_text("gevallen beslist het tarief")
    page.go_back()


def the_officer_publishes(page: Page) -> str:
    press(page, "Check and publish")
    expect(page.locator("main")).to_contain_text(WHY)
    rules = page.locator(".hash").inner_text()
    go_on(page)
    page.wait_for_url(f"**{place('tender_manage')}")
    expect(page.locator(".hash")).to_have_text(rules)
    return rules


def the_officer_answers(desk) -> None:
    page = desk.open("/")
    expect(page.locator("main")).to_contain_text("1 vraag te beantwoorden")
    desk.open(place("tender_manage"))
    desk.look("writing-a-question-waits")
    press(page, "Questions of suppliers")
    page.get_by_role("link", name=QUESTION).click()
    write(page, {"wording": QUESTION, "answer": ANSWER})
    go_on(page)
    go_on(page)
    page.wait_for_url(f"**{place('answers_publish')}")
    go_on(page)
    page.wait_for_url(f"**{place('question_list')}")


def the_officer_amends(desk) -> None:
    """What criterion 7 means, and three days more to use it."""
    page = desk.open(place("tender_manage"))
    press(page, "Amend the assignment")
    press(page, "Award criteria and points")
    replace(rows(page, "criteria").nth(4), "text", "of gelijkwaardig", f"of gelijkwaardig. {AMENDED}")
    desk.look("writing-amended-criteria")
    go_on(page)
    page.wait_for_url(f"**{place('amendment')}")
    press(page, "Planning")
    write(page, LATER_DATES)
    go_on(page)
    page.wait_for_url(f"**{place('amendment')}")
    go_on(page)
    page.wait_for_url(f"**{place('amendment_publish')}")
    write(page, {"reason": "Een leverancier vroeg welke producten gelijkwaardig zijn."})
    go_on(page)
    page.wait_for_url(f"**{place('tender_manage')}")


# The supplier --------------------------------------------------------------------------------------------------------
def the_supplier_finds_it_and_asks(reader, rules: str) -> None:
    page = reader.open(reverse("tenders"))
    page.get_by_role("link", name="Medewerker KCC").click()
    shown = page.locator("main")
    expect(shown).to_contain_text("Officepakket of gelijkwaardig")
    expect(shown).to_contain_text("De beste drie kandidaten worden uitgenodigd")
    expect(shown).not_to_contain_text("ander aantal")
    expect(shown.locator(".hash")).to_have_text(rules)
    press(page, "Ask a question, or read all of them")
    press(page, "Ask a question")
    write(page, {"text": QUESTION})
    go_on(page)
    page.wait_for_url(f"**{place('questions')}")


def the_supplier_reads_the_answer(reader) -> None:
    page = reader.open(place("tender"))
    answered = page.locator(".panel", has_text=QUESTION)
    expect(answered).to_contain_text(ANSWER)
    expect(answered).not_to_contain_text("Noord")


def the_supplier_sees_the_difference(reader, rules: str) -> None:
    page = reader.open(place("tender"))
    press(page, "What has changed")
    change = page.locator(".change", has_text=AMENDED)
    expect(change.locator("ins")).to_contain_text(AMENDED)
    expect(page.locator(".change", has_text="5 maart 2026")).to_contain_text("2 maart 2026")
    expect(page.locator("#rectificatie-1").locator("..")).to_contain_text("Een leverancier vroeg welke producten")
    expect(page.locator(".criteria-table")).to_contain_text(AMENDED)
    expect(page.locator(".deadline").first).to_contain_text("5 maart 2026")
    expect(page.locator(".hash")).not_to_have_text(rules)
    reader.look("writing-amended-for-a-supplier")
    told = Message.objects.filter(email="nora@weegschaal.test")
    assert told.count() == 2


# By keyboard alone ---------------------------------------------------------------------------------------------------
def test_an_assignment_is_read_in_mended_and_published_by_keyboard_alone(
    visitors, clock_at, officer, other_municipality
):
    """The dates of the posting are still to come, so nothing else than the check asks for a hand."""
    clock_at(BEFORE_WESTLAND_CLOSES)
    page = visitors("officer").log_in(officer).open(reverse("intake_new"))
    tab_to(page, "[name=text]")
    page.keyboard.insert_text(SOURCE.read_text("utf-8"))
    enter(page, ".page-actions .btn-primary", "**/inlezen/*-*/")
    enter(page, "a[href='#read']")
    tab_to(page, "[name=number]")
    page.keyboard.press("Control+A")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{place('tender_manage')}")

    enter(page, f".task-list a[href='{place('tender_edit', 'procedure')}']", "**/bewerken/procedure/")
    tab_to(page, "[name=stages-2-text]")
    retype(page, " [of ander aantal]", "")
    enter(page, "[name=overview]", f"**{place('tender_manage')}")

    enter(page, f"main a[href='{place('tender_check')}']", f"**{place('tender_check')}")
    left = page.locator(".check-items details").count()
    assert left == len(FOUND) - 1
    for _remark in range(left):
        enter(page, ".check-items summary")
        tab_to(page, ".check-items textarea")
        page.keyboard.type("Zo staat het in de uitvraag.")
        tab_to(page, ".check-items details button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    enter(page, ".page-actions .btn-primary", f"**{place('tender_publish')}")
    enter(page, "form .page-actions .btn-primary", f"**{place('tender_manage')}")
    tender = Tender.objects.get()
    assert tender.state == Tender.State.PUBLISHED
    assert tender.overruled_findings.count() == left


def enter(page: Page, selector: str, address: str = "") -> None:
    """Tab to it and press Enter; then this address is there."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    if address:
        page.wait_for_url(address)


def retype(page: Page, old: str, new: str) -> None:
    """All of the field that has the focus, typed anew."""
    text = page.evaluate("document.activeElement.value")
    assert old in text
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text.replace(old, new))
