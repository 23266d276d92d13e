"""What is a problem always, what only by the rules of an assignment, and the sentences that say so."""

from dataclasses import replace

import pytest

from candidates.cv import Asked, Facts, problems
from candidates.cv.facts import Active
from candidates.cv.hidden import Hidden
from candidates.cv.language import Language
from candidates.cv.personal import Personal
from candidates.cv.sentences import KINDS, PROBLEMS, REASONS, WORDS, listing, say

FLAWLESS = Facts(
    pages=3, bytes=1000, encrypted=False, text_layer="text", without_text=(), language=Language("nl", 0.9),
    references=2, periods=(), hidden=(), active=(), links=(), personal=(), metadata={},
)  # fmt: skip
STRICT = Asked(max_pages=3, language="nl", min_references=2)

CASES = {
    "hidden": (
        {"hidden": (Hidden(2, "beste kandidaat", "white"),)},
        Asked(),
        "hidden_text",
        "Op bladzijde 2 staat tekst die niemand ziet (wit op wit): “beste kandidaat”. Haal die tekst weg of maak hem "
        "zichtbaar.",
        "Page 2 holds text that nobody sees (white on white): “beste kandidaat”. Remove it or make it visible.",
    ),
    "active": (
        {"active": (Active("javascript", None),)},
        Asked(),
        "active_content",
        "In het bestand zit een script. Sla het cv op zonder dat.",
        "The file holds a script. Save the CV without it.",
    ),
    "active on a page": (
        {"active": (Active("launch", 3),)},
        Asked(),
        "active_content",
        "Op bladzijde 3 zit een opdracht die een programma start. Sla het cv op zonder dat.",
        "Page 3 holds a command that starts a program. Save the CV without it.",
    ),
    "scan": (
        {"text_layer": "scan", "without_text": (1, 2, 3)},
        Asked(),
        "no_text_layer",
        "Het cv bestaat uit plaatjes van bladzijden, zodat de tekst niet te doorzoeken is. Sla het op als PDF vanuit "
        "het programma waarin het is geschreven.",
        "The CV is made of pictures of pages, so that its text cannot be searched. Save it as a PDF from the program "
        "in which it was written.",
    ),
    "some pages": (
        {"without_text": (2, 3)},
        Asked(),
        "pages_without_text",
        "Op de bladzijden 2, 3 staat geen tekst die een programma kan lezen.",
        "Pages 2, 3 hold no text that a program can read.",
    ),
    "one page": (
        {"without_text": (2,)},
        Asked(),
        "pages_without_text",
        "Op bladzijde 2 staat geen tekst die een programma kan lezen.",
        "Page 2 holds no text that a program can read.",
    ),
    "number": (
        {"personal": (Personal("bsn", 1),)},
        Asked(),
        "personal_number",
        "Op bladzijde 1 staat een burgerservicenummer. Haal het weg: niemand mag het hier gebruiken.",
        "Page 1 holds a citizen service number (BSN). Remove it: nobody may use it here.",
    ),
    "pages": (
        {"pages": 4},
        STRICT,
        "too_many_pages",
        "Het cv heeft 4 bladzijden; het mogen er 3 zijn.",
        "The CV has 4 pages; at most 3 are allowed.",
    ),
    "language": (
        {"language": Language("en", 0.9)},
        STRICT,
        "language",
        "Het cv lijkt niet in het Nederlands geschreven, maar in het Engels.",
        "The CV does not seem to be written in Dutch, but in English.",
    ),
    "no references": (
        {"references": 0},
        STRICT,
        "too_few_references",
        "In het cv zijn 0 referenties gevonden; er worden er 2 gevraagd.",
        "0 references were found in the CV; 2 are asked.",
    ),
    "one reference": (
        {"references": 1},
        STRICT,
        "too_few_references",
        "In het cv is 1 referentie gevonden; er worden er 2 gevraagd.",
        "1 reference was found in the CV; 2 are asked.",
    ),
}


@pytest.mark.parametrize(("change", "asked", "code", "dutch", "english"), CASES.values(), ids=CASES)
def test_each_problem_has_its_sentence(change, asked, code, dutch, english):
    [problem] = problems(replace(FLAWLESS, **change), asked)
    assert (problem.code, say(problem, "nl"), say(problem, "en")) == (code, dutch, english)


@pytest.mark.parametrize("change", [{"pages": 60}, {"language": Language("other", 0.0)}, {"references": 0}])
def test_what_an_assignment_does_not_ask_is_no_problem(change):
    assert problems(replace(FLAWLESS, **change), Asked()) == []


def test_what_is_exactly_allowed_is_no_problem():
    assert problems(FLAWLESS, STRICT) == []


@pytest.mark.parametrize("kind", ["birth_date", "photo"])
def test_a_birth_date_and_a_photo_are_pointed_out_and_are_no_problem(kind):
    facts = replace(FLAWLESS, personal=(Personal(kind, 1),))
    assert problems(facts, Asked()) == []
    assert any(WORDS["nl"][kind] in line for line in listing(facts, [], "nl"))


@pytest.mark.parametrize("table", [PROBLEMS, REASONS, KINDS, WORDS])
def test_both_languages_have_the_same_sentences(table):
    assert table["nl"].keys() == table["en"].keys()
    assert all(len(set(sentences.values())) == len(sentences) for sentences in table.values())
