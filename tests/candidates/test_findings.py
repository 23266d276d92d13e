"""What the program says of a CV in a bid once it was read, and of each line of the self-check."""

from dataclasses import replace

import pytest

from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft
from candidates.cv.facts import Facts
from candidates.cv.language import Language
from candidates.findings import CHECKS, Known, Weight, blocks, findings
from candidates.review import self_check
from tests.candidates.factories import a_draft, bidder_of
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db

FINE = Facts(
    pages=5,
    bytes=10_000,
    encrypted=False,
    text_layer="text",
    without_text=(),
    language=Language("nl", 0.98),
    references=2,
    periods=(),
    hidden=(),
    active=(),
    links=(),
    personal=(),
    metadata={},
)
ODD = {
    "language": ({"language": Language("en", 0.9)}, "Nederlands"),
    "references": ({"references": 1}, "1 referentie in het cv; de opdracht vraagt er 2"),
    "amounts": ({"amounts": (1, 3)}, "bladzijden 1, 3"),
}


@pytest.fixture
def asked():
    return asked_by(published_raalte())


@pytest.fixture
def draft(asked, noord):
    bid = a_draft(asked.tender, noord, candidate_email="sanne@devries.test")
    return vault.read_draft(bid, by=bidder_of(noord))


def test_nothing_is_said_of_a_cv_as_it_was_asked(draft, asked):
    assert findings(draft, asked, facts=FINE) == []


@pytest.mark.parametrize("what", ODD)
def test_what_differs_is_a_warning_in_words_and_blocks_nothing(draft, asked, what):
    changes, words = ODD[what]
    found = findings(draft, asked, facts=replace(FINE, **changes))
    assert [(each.field, each.weight) for each in found] == [("cv", Weight.WARNING)]
    assert words in found[0].text
    assert blocks(found) == []


def test_each_line_of_the_self_check_has_its_outcome(draft, asked):
    applying = [str(checked.title) for checked in CHECKS if checked.applies(asked)]
    for known in (Known(), Known(facts=FINE)):
        assert [line.title for line in self_check(draft, asked, known)] == applying
    states = {line.state for line in self_check(draft, asked, Known(facts=FINE))}
    assert states == {"ok"}
    unread = [line.title for line in self_check(draft, asked, Known()) if line.state == "waiting"]
    assert unread == ["De taal van het cv", "De referenties in het cv", "Geen tarief in het cv"]


def test_the_self_check_of_nothing_says_what_is_needed(asked):
    states = {line.title: line.state for line in self_check(Draft(), asked, Known())}
    assert states["De naam van de kandidaat"] == "needs-you"
    assert states["Het e-mailadres van de kandidaat"] == "attention"
    assert states["Elk knock-outcriterium beantwoord"] == "needs-you"
    assert states["De taal van het cv"] == "waiting"
