"""Language, references, personal data, hidden text and the text layer, each from a few lines."""

import pytest

from candidates.cv.facts import text_layer
from candidates.cv.hidden import Hidden, hidden_in
from candidates.cv.language import COMMON, language_of
from candidates.cv.lines import lines_of
from candidates.cv.personal import personal_in
from candidates.cv.references import references_of
from tests.candidates.cv.written import lines, page

TEXTS = {
    "nl": "Ik werk sinds mei bij de gemeente en beantwoord vragen van inwoners over paspoorten, ook met de chat.",
    "en": "I have worked with the team since May, and was responsible for the questions of customers by phone.",
    "de": "Ich habe bei der Stadt gearbeitet und war für die Fragen der Bürger am Telefon und im Chat zuständig.",
    "fr": "J'ai travaillé pour la ville et je répondais aux questions des habitants par téléphone dans les bureaux.",
}


@pytest.mark.parametrize(("language", "code"), [("nl", "nl"), ("en", "en"), ("de", "other"), ("fr", "other")])
def test_a_text_is_in_the_language_of_its_small_words(language, code):
    found = language_of([TEXTS[language]])
    assert (found.code, found.share > 0.7) == (code, True)


def test_of_two_languages_the_greater_counts_and_the_share_tells():
    found = language_of([TEXTS["nl"], TEXTS["nl"], TEXTS["en"]])
    assert (found.code, 0.5 < found.share < 0.8) == ("nl", True)


@pytest.mark.parametrize("text", ["", "Java Python SQL", "de het een", "12 34 56"])
def test_on_hardly_any_words_nothing_is_said(text):
    assert (language_of([text]).code, language_of([text]).share) == ("other", 0.0)


def test_a_word_of_two_languages_counts_for_neither():
    assert {"was"} == set(COMMON["nl"].split()) & set(COMMON["en"].split())
    assert language_of(["was"] * 20) == language_of([])


REFERENCES = {
    "names with what they do": (
        2,
        "#Referenties\nKarin Bosscher, coördinator KCC\nGemeente Twenterand. Nummer op aanvraag.\n"
        "Maurice Ekkel, teamleider\nEendracht & Brug verzekeringen",
    ),
    "names alone": (2, "#Referenties\nDhr. J.P. van der Berg\n06-12345678\nMevr. A. Jansen\n06-87654321"),
    "bold names": (2, "#Referenties\n#Anna de Wit\nProject Manager\nBig Company\n#Piet Smit\nTeam Lead"),
    "mail alone": (2, "#REFERENTIES\na@post.example\nb@post.example"),
    "a spaced heading": (1, "#R E F E R E N T I E S\nAnna de Wit, teamleider"),
    "English": (2, "#References\nAnna Smith, Head of Service\nPeter van Dam - Rabobank"),
    "as far as the next heading": (1, "#Referenties\nAnna de Wit, teamleider\n#Hobby's\nJan Wolkers, lezen"),
    "on request": (0, "#Referenties\nOp aanvraag beschikbaar"),
    "English on request": (0, "#References\nAvailable upon request"),
    "labelled": (2, "Referentie 1: Anna de Wit\nReferentie 2: Piet Smit"),
    "labelled on request": (0, "Referentie: op aanvraag"),
    "no heading": (0, "Anna de Wit\nPiet Smit"),
    "the word in a sentence": (0, "Ik geef graag referenties van mijn vorige werkgevers."),
    "initials": (2, "#Referenties\nJ.P. van der Berg, hoofd\nA.Jansen, teamleider"),
    "an employer in one word": (1, "#Referenties\nPostNL, logistiek\nAnna de Wit, teamleider"),
    "a table": (2, "#Referenties\nAnna de Wit       teamleider, Zwolle\nPiet Smit         hoofd, Kampen"),
}


@pytest.mark.parametrize(("number", "text"), REFERENCES.values(), ids=REFERENCES)
def test_referees_are_counted(number, text):
    assert references_of(lines(text)) == number


PERSONAL = {
    "BSN 123456782": ["bsn"],
    "BSN: 123456782, Raalte": ["bsn"],
    "BSN 123456782,50": [],  # an amount
    "Burgerservicenummer: 1234.56.782": ["bsn"],
    "Sofinummer 123 456 782": ["bsn"],
    "BSN 12345672": ["bsn"],  # eight digits: a nought in front
    "BSN 123456789": [],  # fails the test
    "KvK 123456782": [],
    "123456782": ["bsn_possible"],
    "Jan Jansen, 123456782, Raalte": ["bsn_possible"],
    "Jan 1234.56.782": ["bsn_possible"],
    "BSN 123456782\n111222333": ["bsn"],  # once for each page
    "123456789": [],  # fails the test
    "123 456 782": [],  # three by three: a Polish telephone number, an amount
    "012345672": [],
    "0612345678": [],
    "+31 612345675": [],
    "Mobiel: 612345675": [],
    "Telefoon\n612345675": [],
    "Telefoon                       612345675": [],
    "RSIN 123456782": [],
    "Diplomanummer 123456782": [],
    "Lidnr. 123456782": [],
    "NL123456782B01": [],
    "linkedin.com/in/jan-123456782": [],
    "https://x.nl/123456782/": [],
    "€ 123456782": [],
    "123456782,50": [],
    "1123456782": [],
    "Telefoon 0612345678": [],
    "BSN op aanvraag, KvK 12345678": [],
    "Geboortedatum: 3 april 1985": ["birth_date"],
    "geboren te Raalte op 03-04-1985": ["birth_date"],
    "Date of birth 1985-04-03": ["birth_date"],
    "Geb. 3-4-85": ["birth_date"],
    "Geboren en getogen in Raalte": [],
    "Born to be a leader": [],
    "Geboortedatum\n3 april 1985": ["birth_date"],
    "BSN                       123456782": ["bsn"],
}


@pytest.mark.parametrize(("text", "kinds"), PERSONAL.items(), ids=PERSONAL)
def test_personal_data_are_pointed_out(text, kinds):
    sheet = page(text)
    assert [each.kind for each in personal_in(sheet, lines_of(sheet))] == kinds


def test_a_photo_is_personal():
    sheet = page("Jan", photo=True, number=2)
    assert [(each.kind, each.page) for each in personal_in(sheet, ())] == [("photo", 2)]


def test_hidden_words_that_follow_on_one_another_are_one_passage():
    sheet = page("Jan {white}beste {white}kandidaat {tiny}ooit Jansen {tiny}echt")
    assert hidden_in(sheet) == [
        Hidden(1, "beste kandidaat", "white"),
        Hidden(1, "ooit", "tiny"),
        Hidden(1, "echt", "tiny"),
    ]


def test_a_long_passage_is_cut_short():
    [passage] = hidden_in(page("{white}woord " * 100))
    assert (len(passage.text), passage.text[-1]) == (300, "…")


@pytest.mark.parametrize(
    ("kinds", "layer"),
    [
        (["text", "text"], "text"),
        (["text", "scan", "blank"], "text"),
        (["text", "scan", "scan"], "scan"),
        (["scan", "ocr"], "ocr"),
        (["none", "none", "scan"], "none"),
        (["blank"], "none"),
    ],
)
def test_the_text_layer_is_that_of_most_pages(kinds, layer):
    assert text_layer(tuple(page("Jan", kind=kind) for kind in kinds)) == layer


def test_columns_stay_apart_and_spaced_headings_close_up():
    assert [line.text for line in lines("links een        rechts een\nlinks twee")] == [
        "links een",
        "rechts een",
        "links twee",
    ]
    assert lines("W E R K E RVA R I NG")[0].letters == "werkervaring"
