"""What people do at a page: fill in, press, type over a posting, offer a candidate, judge a bid."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page

from audit.clock import AMSTERDAM

SAVE = ".page-actions .btn-primary"


def said(msgid: str, language: str = "nl", **values: object) -> str:
    """The words of the page in its language."""
    with override(language):
        return gettext(msgid) % values if values else gettext(msgid)


def press(place: Page | Locator, msgid: str, **values: object) -> None:
    """Press the button or follow the link with these words, in Dutch."""
    words = said(msgid, **values)
    named = place.get_by_role("button", name=words, exact=True).or_(place.get_by_role("link", name=words, exact=True))
    named.first.click()


def go_on(page: Page) -> None:
    """The one primary action of the page."""
    page.locator(SAVE).click()


def let_all_stand(page: Page, reason: str = "Zo staat het in de uitvraag.") -> None:
    """On the page of the check: each warning gets this reason."""
    while (left := page.locator(".check-items details")).count():
        if left.first.get_attribute("open") is None:
            left.first.locator("summary").click()
        left.first.locator("textarea").fill(reason)
        with page.expect_navigation():
            left.first.get_by_role("button").click()


def tab_to(page: Page, selector: str) -> None:
    """As somebody without a mouse gets there, from where the focus is."""
    for _stop in range(80):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


# Mail ----------------------------------------------------------------------------------------------------------------
def link_in(message: EmailMessage) -> str:
    """The address on this site that the mail leads to first."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found, message.body
    return found[1]


def mailed(page: Page, number: int) -> EmailMessage:
    """The last of so many mails: the server sends in a thread of its own."""
    for _turn in range(100):
        if len(mail.outbox) >= number:
            return mail.outbox[number - 1]
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(mail.outbox)} mails, not {number}")


# Fields --------------------------------------------------------------------------------------------------------------
def field(place: Page | Locator, name: str) -> Locator:
    """By the end of its name: the row decides the beginning."""
    return place.locator(f"[name='{name}'], [name$='-{name}']").first


def write(place: Page | Locator, content: Mapping[str, Any]) -> None:
    """Name of the field: what is filled in there, as the data of a posting has it."""
    for name, value in content.items():
        write_one(place, name, value)


def write_one(place: Page | Locator, name: str, value: Any) -> None:
    if isinstance(value, datetime):
        local = value.astimezone(AMSTERDAM)
        field(place, f"{name}_0").fill(local.date().isoformat())
        field(place, f"{name}_1").fill(f"{local:%H:%M}")
        return
    target = field(place, name)
    kind = target.evaluate("element => element.type")
    if kind == "checkbox":
        target.set_checked(value)
    elif kind == "select-one":
        target.select_option(as_written(value))
    else:
        target.fill(as_written(value))


def as_written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def euros(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


# Rows ----------------------------------------------------------------------------------------------------------------
def rows(page: Page, name: str) -> Locator:
    """The rows that are there, without those taken away."""
    return page.locator(f"[data-rows='{name}'] > [data-rows-list] > [data-row]:visible")


def add_row(page: Page, name: str) -> Locator:
    page.locator(f"[data-rows='{name}'] > [data-add-row]").click()
    return rows(page, name).last


def remove_row(row: Locator) -> None:
    row.locator("[data-remove-row]").last.click()


def write_rows(page: Page, name: str, content: list[Mapping[str, Any]]) -> None:
    """As many rows as there is content for, added where they lack."""
    for place, row in enumerate(content):
        write(rows(page, name).nth(place) if place < rows(page, name).count() else add_row(page, name), row)


# An officer types a posting over -------------------------------------------------------------------------------------
BRIEF = (
    "discipline", "das", "start_text", "start_on", "duration_months", "extension_count", "extension_months",
    "hours_min", "hours_max", "positions_min", "positions_max", "region", "work_days", "hybrid", "education_level",
    "function_scale", "cao",
)  # fmt: skip
TEXTS = ("organisation_text", "assignment_text", "execution_condition")
AWARD = ("award_text", "standstill", "standstill_days")
RATE = ("rate_vat", "rate_travel", "rate_fee", "fee_kind", "fee_text", "max_hours_per_year", "max_hours_note")
CV = ("cv_max_pages", "cv_language", "cv_min_references", "cv_instruction")
PLANNING = (
    "questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on", "interviews_part_of_day",
    "progress_note",
)  # fmt: skip
OTHER = ("contact", "questions_note", "questions_public", "other_information")


def some(posting: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: posting[name] for name in names}


def write_knock_outs(page: Page, posting: Mapping[str, Any]) -> None:
    write(page, some(posting, ("knock_outs_heading",)))
    plain = [{name: row[name] or "" for name in row if name != "experience"} for row in posting["knock_outs"]]
    write_rows(page, "knock_outs", plain)
    for place, row in enumerate(posting["knock_outs"]):
        if "experience" in row:
            write_experience(rows(page, "knock_outs").nth(place), row["experience"])


def write_experience(row: Locator, experience: Mapping[str, Any]) -> None:
    """Months, window, work and organisations; part-time work counts in full."""
    row.locator("details.row-more > summary").click()
    write(row, {f"experience_{name}": experience[name] for name in ("needed", "window", "work", "at")})


def write_stages(page: Page, posting: Mapping[str, Any]) -> None:
    """The steps that a draft begins with get the posting's own names, texts and numbers."""
    for place, stage in enumerate(posting["stages"]):
        typed = {"name": stage["name"], "text": stage["text"]}
        typed |= {name: value for name, value in stage["params"].items() if name != "tie_breakers"}
        write(page, {f"stages-{place}-{name}": value for name, value in typed.items()})


def write_rate(page: Page, posting: Mapping[str, Any]) -> None:
    amounts = {name: euros(posting[name]) for name in ("rate_ceiling_cents", "fee_cents")}
    write(page, amounts | some(posting, RATE))


# A supplier offers a candidate ---------------------------------------------------------------------------------------
def to_step(page: Page, key: str) -> None:
    """From the list of steps."""
    page.locator(f".task-list a[href$='/bewerken/{key}/']").first.click()
    page.wait_for_url(f"**/bewerken/{key}/")


def save_step(page: Page) -> None:
    """Back to the list; a remark that the step is answered with is seen and let be."""
    here = page.url
    with page.expect_navigation():
        page.locator("[name=overview]").click()
    if page.url == here:
        page.locator("[name=overview]").click()
    page.wait_for_url("**/bewerken/")


def offer(page: Page, bid: Mapping[str, Any]) -> None:
    """All but the CV, from the list of steps and back. `bid` has the shape of fixtures/demo/raalte_bids.yaml, its texts
    with their moments filled in."""
    candidate = {
        "candidate": bid["candidate"],
        "candidate_email": f"{bid['key']}@kandidaat.test",
        "hours_per_week": bid["hours_per_week"],
        "available_from": bid["available_from"]["text"],
    }
    rate, motivation = {"hourly_rate": euros(bid["hourly_rate_cents"])}, {"motivation": bid["motivation"]}
    for step, typed in {"kandidaat": candidate, "tarief": rate, "motivatie": motivation}.items():
        to_step(page, step)
        write(page, typed)
        save_step(page)
    to_step(page, "knock-outs")
    state(page, bid)
    save_step(page)


def state(page: Page, bid: Mapping[str, Any]) -> None:
    for number, stated in bid["statements"].items():
        page.locator(f"#id_statement_{number}_{0 if stated['confirmed'] else 1}").check()
        if stated["remark"]:
            page.locator(".statement").nth(number - 1).locator("summary").click()
            write_one(page, f"remark_{number}", stated["remark"])


# An assessor judges a bid --------------------------------------------------------------------------------------------
def choose_by_keyboard(page: Page, name: str, value: str) -> None:
    """Arrow keys in a group of radio buttons, from its first one on."""
    choices = page.locator(f"[name='{name}']")
    choices.first.focus()
    page.keyboard.press("Space")
    values = choices.evaluate_all("inputs => inputs.map(input => input.value)")
    for _step in range(values.index(value)):
        page.keyboard.press("ArrowDown")
    assert page.locator(f"[name='{name}']:checked").input_value() == value


def type_on(page: Page, text: str) -> None:
    """Tab to the next field and type."""
    page.keyboard.press("Tab")
    page.keyboard.insert_text(text)


def judge(page: Page, name: str, value: str, reason: str, cv_page: int | None) -> None:
    """One verdict by keyboard alone: the choice, its reason, the page of the CV."""
    choose_by_keyboard(page, name, value)
    type_on(page, reason)
    type_on(page, str(cv_page or ""))


def number_of_bid(page: Page) -> str:
    found = re.search(r"/inschrijvingen/([^/]+)/", page.url)
    assert found, page.url
    return found[1]
