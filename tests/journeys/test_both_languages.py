"""Each page speaks one language: in English no Dutch words of the program are left, in Dutch no English ones."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from candidates.steps import STEPS
from scripts.messages import PO
from tenders.sections import SECTIONS
from tests.candidates.factories import a_draft, bidder_of
from tests.conftest import FULL, PASSWORD
from tests.factories import a_posting, published
from tests.scoring.factories import RELEASED, bid_of, excluded, offered, opened_raalte, released_raalte, supplier_of

NOW, MONTH = RELEASED + timedelta(hours=1), timedelta(weeks=4)
OTHER = {"en": "nl", "nl": "en"}
OPEN, DRAFT, OPENED, DONE = "30001", "30002", "30003", "30004"

# Every word of a page: its texts, also of closed details, and what is said of its pictures and fields.
WORDS_OF_THE_PAGE = """() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.nodeType === Node.TEXT_NODE) {
            const parent = node.parentElement;
            if (!parent.closest(`script, pre, [lang]:not(html)`)) found.push(node.textContent);
        } else {
            for (const name of ["aria-label", "alt", "title", "placeholder", "data-text", "data-add-said"])
                if (node.hasAttribute(name)) found.push(node.getAttribute(name));
        }
    }
    return found.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


@cache
def sentences(language):
    """What the program can say in a language: pieces between what it fills in."""
    with PO.open("rb") as file:
        catalog = read_po(file)
    said = {"en": set(), "nl": set()}
    for message in catalog:
        if message.id:
            for name, texts in (("en", message.id), ("nl", message.string)):
                for text in texts if isinstance(texts, list | tuple) else [texts]:
                    said[name] |= {piece.strip(" .,;:") for piece in re.split(r"%\(\w+\)[sd]|%%", text)}
    return {text for text in said[language] - said[OTHER[language]] if len(text) > 2}


@cache
def written_by_people():
    """The texts of the postings and of the procedure, which stay as they were written."""
    folder = Path(settings.BASE_DIR, "fixtures")
    texts = [path.read_text("utf-8") for name in ("postings", "procedures") for path in (folder / name).glob("*.yaml")]
    return re.sub(r"\s+", " ", " ".join(texts)).casefold()


def left_over(page, language):
    """Words of the other language on the page."""
    other = {text for text in sentences(OTHER[language]) if text.casefold() not in written_by_people()}
    words = [each.strip(" .,;:") for each in page.evaluate(WORDS_OF_THE_PAGE)]
    long = {text for text in other if " " in text and len(text) > 11}
    exact = {each for each in words if each in other}
    inside = {text for text in long for each in words if len(each) > len(text) and text in each}
    return sorted(exact | inside)


@pytest.fixture
def pages(officer, assessor, reviewer, auditor, clock_at):
    """person: addresses of each kind of page; four assignments stand in four phases."""
    team = {"by": officer, "assessors": (assessor,), "reviewers": (reviewer,)}
    opened = opened_raalte(offered(2), number=OPENED, **team)
    done = released_raalte((*offered(3), *excluded("Zandloper")), number=DONE, **team)
    a_posting(by=officer, now=NOW, number=DRAFT, shift=MONTH, closes_at=None)
    still_open = published(a_posting(by=officer, now=NOW, number=OPEN, shift=MONTH), now=NOW)
    supplier = supplier_of("Appelvink")
    draft = a_draft(still_open, supplier, now=NOW, hourly_rate="", motivation="").number
    waits, own, ranked = (
        bid_of(opened, "Appelvink").number,
        bid_of(done, "Appelvink").number,
        bid_of(done, "Boomklever"),
    )
    clock_at(NOW)
    return {
        None: ["/opdrachten/", f"/opdrachten/{OPEN}/", "/toegang/", "/account/login/", "/account/password/reset/"],
        officer: [
            *("/", "/beheer/nieuw/", f"/shortlist/{DONE}/", f"/beheer/{OPENED}/beoordeling/"),
            *(
                f"/beheer/{DRAFT}/{page}"
                for page in ("", "voorbeeld/", "controle/", "publiceren/", "mensen/", "laten-staan/")
            ),
            *(f"/beheer/{DRAFT}/bewerken/{section}/" for section in SECTIONS),
            *(f"/beheer/{DONE}/{page}" for page in ("", "opening/", "beoordeling/", "rangorde/")),
        ],
        assessor: ["/", f"/beoordelen/{OPENED}/", f"/beoordelen/{OPENED}/{waits}/", f"/beoordelen/{DONE}/{own}/"],
        reviewer: ["/", f"/shortlist/{DONE}/", f"/shortlist/{DONE}/{ranked}/"],
        auditor: ["/logboek/"],
        bidder_of(supplier): [
            *("/inschrijvingen/", f"/opdrachten/{OPEN}/inschrijven/", f"/inschrijvingen/{own}/"),
            *(f"/inschrijvingen/{draft}/{page}" for page in ("", "bewerken/", "controleren/", "weggooien/")),
            *(step.url(draft) for key, step in STEPS.items() if key != "documenten"),
            f"/inschrijvingen/{own}/ontvangst/",
        ],
    }


def test_every_page_speaks_the_language_that_was_chosen(visitors, pages):
    bidder = next(user for user in pages if user and user.name.startswith("Appelvink"))
    bidder.set_password(PASSWORD)
    bidder.save()
    found = {}
    for user, addresses in pages.items():
        visitor = visitors(str(user or "visitor"))
        if user:
            visitor.log_in(user)
        for language in ("nl", "en") if FULL else ("en",):
            switch_to(visitor, language)
            for address in addresses:
                page = visitor.open(address)
                assert page.locator("html").get_attribute("lang") == language
                found[language, address] = left_over(page, language)
                visitor.picture(f"{language}{address.replace('/', '-')}")
    assert {where: words for where, words in found.items() if words} == {}


def switch_to(visitor, language):
    """By the buttons on top of the page; the page stays."""
    page = visitor.open("/opdrachten/")
    page.locator(f"form.language button[value={language}]").click()
    page.wait_for_load_state()
    assert page.url.endswith("/opdrachten/")


def test_words_of_the_other_language_are_found(visitors):
    page = visitors().open("/opdrachten/")
    assert left_over(page, "nl") == []
    page.locator("main").evaluate("main => main.append('Search by title, number, client or region')")
    assert left_over(page, "nl") == ["Search by title, number, client or region"]
