"""The facts of a CV told to who must do something with them: its supplier, before the bid is submitted, and the
assessor, after the opening. In Dutch ("nl") and English ("en"), from tables of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .facts import Facts
from .problems import Asked
from .sentences import KINDS, REASONS, WORDS, Table

SUPPLIER, ASSESSOR = "supplier", "assessor"
GOOD, LOOK, PLAIN = "ok", "attention", "plain"  # as rules ask it; look at this; nothing to do


@dataclass(frozen=True, slots=True)
class Point:
    """`code` names the fact; `more` is what may be done about it, or what it means: for this reader. `page` is where it
    stands, or None: in the document as a whole."""

    code: str
    weight: str
    text: str
    more: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """`said` is the key of the sentence, `advice` that of what follows from it ("": nothing)."""

    code: str
    weight: str
    said: str
    values: Mapping[str, Any]
    advice: str = ""


FACTS: Mapping[str, Table] = {
    "nl": {
        "pages": "{pages} bladzijden.",
        "one_page": "1 bladzijde.",
        "pages_allowed": "{pages} van de {most} bladzijden die mogen.",
        "too_many_pages": "{pages} bladzijden; er mogen er {most} zijn.",
        "language": "Taal: {language} ({share} % van de herkende woorden).",
        "another_language": "Taal: {language} ({share} % van de herkende woorden). Gevraagd is {asked}.",
        "no_language": "Er is te weinig tekst om de taal te herkennen.",
        "text": "De tekst is te lezen en te doorzoeken.",
        "ocr": "Het cv is gescand; een programma heeft de woorden erin herkend.",
        "scan": "Het cv bestaat uit plaatjes van bladzijden. De tekst is niet te doorzoeken.",
        "none": "In het cv staat geen tekst die een programma kan lezen.",
        "page_without_text": "Bladzijde {pages} heeft geen tekst die een programma kan lezen.",
        "pages_without_text": "De bladzijden {pages} hebben geen tekst die een programma kan lezen.",
        "references": "Gevonden referenties: {found}.",
        "references_asked": "Gevonden referenties: {found}. Gevraagd: {least}.",
        "no_hidden": "Er is geen verborgen tekst gevonden.",
        "hidden": "Bladzijde {page} heeft tekst die niemand ziet ({reason}): “{text}”.",
        "active": "{where} zit {kind}.",
        "links": "Er staan {count} links in.",
        "one_link": "Er staat 1 link in.",
        "metadata": "Het bestand zegt van zichzelf: {data}.",
        "bsn": "Op bladzijde {page} staat een burgerservicenummer.",
        "bsn_possible": "Op bladzijde {page} staat een getal dat een burgerservicenummer kan zijn.",
        "birth_date": "Op bladzijde {page} staat een geboortedatum.",
        "photo": "Op bladzijde {page} staat een foto.",
    },
    "en": {
        "pages": "{pages} pages.",
        "one_page": "1 page.",
        "pages_allowed": "{pages} of the {most} pages that are allowed.",
        "too_many_pages": "{pages} pages; {most} are allowed.",
        "language": "Language: {language} ({share}% of the recognised words).",
        "another_language": "Language: {language} ({share}% of the recognised words). {asked} is asked.",
        "no_language": "There is too little text to tell its language.",
        "text": "The text can be read and searched.",
        "ocr": "The CV was scanned; a program recognised the words in it.",
        "scan": "The CV is made of pictures of pages. Its text can't be searched.",
        "none": "The CV holds no text that a program can read.",
        "page_without_text": "Page {pages} holds no text that a program can read.",
        "pages_without_text": "Pages {pages} hold no text that a program can read.",
        "references": "References found: {found}.",
        "references_asked": "References found: {found}. Asked: {least}.",
        "no_hidden": "No hidden text was found.",
        "hidden": "Page {page} holds text that nobody sees ({reason}): “{text}”.",
        "active": "{where} holds {kind}.",
        "links": "It holds {count} links.",
        "one_link": "It holds 1 link.",
        "metadata": "The file says of itself: {data}.",
        "bsn": "Page {page} holds a citizen service number (BSN).",
        "bsn_possible": "Page {page} holds a number that may be a citizen service number (BSN).",
        "birth_date": "Page {page} holds a date of birth.",
        "photo": "Page {page} holds a photo.",
    },
}

ADVICE: Mapping[str, Mapping[str, Table]] = {
    SUPPLIER: {
        "nl": {
            "pages": "De beoordelaar ziet dat het cv langer is dan gevraagd. U kunt een korter cv kiezen.",
            "language": "De beoordelaar ziet dit. Kies zo nodig het cv in de gevraagde taal.",
            "text": "Mensen kunnen het lezen, programma’s niet: perioden en passages worden er niet in gevonden. Sla "
            "het cv als PDF op vanuit het programma waarin het is geschreven.",
            "references": "De beoordelaar ziet hoeveel referenties er zijn gevonden. Tel ze zelf na; ontbreken ze, vul "
            "dan het cv aan.",
            "hidden": "De beoordelaar krijgt deze woorden te zien, met de bladzijde. Haal ze weg, of maak ze "
            "zichtbaar, en kies het nieuwe bestand.",
            "active": "Wie het cv opent, krijgt het zonder dat. Sla het cv zo mogelijk op zonder.",
            "links": "In het cv voor de beoordelaar werken links niet. Schrijf op wat zij moeten laten zien.",
            "metadata": "In het cv voor de opdrachtgever staat dit niet meer.",
            "bsn": "Niemand mag dit nummer hier gebruiken. Haal het weg en kies het nieuwe bestand.",
            "bsn_possible": "Is het er een, haal het dan weg en kies het nieuwe bestand: niemand mag het gebruiken.",
            "personal": "Voor de beoordeling is dit niet nodig. U kunt het weghalen en het nieuwe bestand kiezen.",
        },
        "en": {
            "pages": "The assessor sees that the CV is longer than asked. You can select a shorter one.",
            "language": "The assessor sees this. If need be, select the CV in the language that is asked.",
            "text": "People can read it, programs can't: no periods or passages are found in it. Save the CV as a PDF "
            "from the program in which it was written.",
            "references": "The assessor sees how many references were found. Count them yourself; if they are missing, "
            "add them to the CV.",
            "hidden": "The assessor is shown these words, with their page. Remove them, or make them visible, and "
            "select the new file.",
            "active": "Whoever opens the CV gets it without that. If you can, save the CV without it.",
            "links": "In the CV that the assessor sees links do not work. Write down what they should show.",
            "metadata": "In the CV for the client this is not there any more.",
            "bsn": "Nobody may use this number here. Remove it and select the new file.",
            "bsn_possible": "If it is one, remove it and select the new file: nobody may use it here.",
            "personal": "The assessment does not need this. You can remove it and select the new file.",
        },
    },
    ASSESSOR: {
        "nl": {
            "pages": "Dit sluit alleen uit als een knock-outcriterium dat zegt.",
            "language": "Tel dit zoals de opdracht het vraagt.",
            "text": "Zoeken in de tekst kan niet; lees de bladzijden zelf.",
            "references": "Het programma kan er een missen of te veel tellen; kijk in het cv.",
            "hidden": "Beoordeel alleen wat op de bladzijde te zien is.",
            "bsn": "U mag dit nummer niet gebruiken.",
            "bsn_possible": "Is het er een, dan mag u het niet gebruiken.",
            "personal": "Dit mag geen rol spelen in uw oordeel.",
        },
        "en": {
            "pages": "This excludes only where a knock-out criterion says so.",
            "language": "Count this as the assignment asks.",
            "text": "The text can't be searched; read the pages themselves.",
            "references": "The program may miss one or count one too many; look in the CV.",
            "hidden": "Judge only what can be seen on the page.",
            "bsn": "You may not use this number.",
            "bsn_possible": "If it is one, you may not use it.",
            "personal": "This may play no part in your verdict.",
        },
    },
}

METADATA: Mapping[str, Table] = {
    "nl": {"author": "schrijver", "title": "titel", "creator": "geschreven met", "producer": "PDF gemaakt met"},
    "en": {"author": "author", "title": "title", "creator": "written with", "producer": "PDF made with"},
}
MOST_HIDDEN = 20  # passages; a whole book need not be shown again
LONGEST_VALUE = 80


def points(facts: Facts, asked: Asked, *, to: str, language: str) -> list[Point]:
    """First what should be looked at, then the rest; to an assessor nothing that only the supplier can mend."""
    found = [each for check in FINDERS for each in check(facts, asked)]
    if to == ASSESSOR:
        found = [each for each in found if each.code not in ("active", "links", "metadata")]
    return [_point(each, to, language) for each in sorted(found, key=lambda each: each.weight != LOOK)]


def _point(found: _Found, to: str, language: str) -> Point:
    text = FACTS[language][found.said].format(**_in_words(found.values, language))
    more = ADVICE[to][language].get(found.advice, "")
    return Point(found.code, found.weight, text, more, found.values.get("page"))


def _in_words(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    words, said = WORDS[language], dict(values)
    for name in ("language", "asked"):
        if name in said:
            said[name] = words[said[name]]
    if "reason" in said:
        said["reason"] = REASONS[language][said["reason"]]
    if "kind" in said:
        said["where"] = words["on_page"].format(**said) if said["page"] else words["document"]
        said["kind"] = KINDS[language][said["kind"]]
    if "metadata" in said:
        names = METADATA[language]
        said["data"] = "; ".join(f"{names[key]} “{value}”" for key, value in said["metadata"])
    return said


def _pages(facts: Facts, asked: Asked) -> Iterator[_Found]:
    values = {"pages": facts.pages, "most": asked.max_pages}
    if asked.max_pages is None:
        yield _Found("pages", PLAIN, "one_page" if facts.pages == 1 else "pages", values)
    elif facts.pages > asked.max_pages:
        yield _Found("pages", LOOK, "too_many_pages", values, "pages")
    else:
        yield _Found("pages", GOOD, "pages_allowed", values)


def _language(facts: Facts, asked: Asked) -> Iterator[_Found]:
    found = facts.language
    values = {"language": found.code, "share": round(100 * found.share), "asked": asked.language or found.code}
    if not found.share:
        yield _Found("language", LOOK if asked.language else PLAIN, "no_language", values, "language")
    elif asked.language and found.code != asked.language:
        yield _Found("language", LOOK, "another_language", values, "language")
    else:
        yield _Found("language", GOOD if asked.language else PLAIN, "language", values)


def _text(facts: Facts, asked: Asked) -> Iterator[_Found]:
    if facts.text_layer in ("scan", "none"):
        yield _Found("text", LOOK, facts.text_layer, {}, "text")
        return
    yield _Found("text", GOOD, facts.text_layer, {})
    if facts.without_text:
        said = "page_without_text" if len(facts.without_text) == 1 else "pages_without_text"
        yield _Found("text", LOOK, said, {"pages": ", ".join(map(str, facts.without_text))}, "text")


def _references(facts: Facts, asked: Asked) -> Iterator[_Found]:
    values = {"found": facts.references, "least": asked.min_references}
    if asked.min_references is None:
        yield _Found("references", PLAIN, "references", values)
    elif facts.references < asked.min_references:
        yield _Found("references", LOOK, "references_asked", values, "references")
    else:
        yield _Found("references", GOOD, "references_asked", values)


def _hidden(facts: Facts, asked: Asked) -> Iterator[_Found]:
    if not facts.hidden:
        yield _Found("hidden", GOOD, "no_hidden", {})
    for each in facts.hidden[:MOST_HIDDEN]:
        values = {"page": each.page, "text": each.text, "reason": each.reason}
        yield _Found("hidden", LOOK, "hidden", values, "hidden")


def _active(facts: Facts, asked: Asked) -> Iterator[_Found]:
    for each in facts.active:
        yield _Found("active", LOOK, "active", {"kind": each.kind, "page": each.page}, "active")


def _links(facts: Facts, asked: Asked) -> Iterator[_Found]:
    if facts.links:
        said = "one_link" if len(facts.links) == 1 else "links"
        yield _Found("links", PLAIN, said, {"count": len(facts.links)}, "links")


def _metadata(facts: Facts, asked: Asked) -> Iterator[_Found]:
    known = [(key, value[:LONGEST_VALUE]) for key in METADATA["en"] if (value := facts.metadata.get(key))]
    if known:
        yield _Found("metadata", PLAIN, "metadata", {"metadata": known}, "metadata")


def _personal(facts: Facts, asked: Asked) -> Iterator[_Found]:
    for each in facts.personal:
        advice = each.kind if each.kind.startswith("bsn") else "personal"
        yield _Found("personal", LOOK, each.kind, {"page": each.page}, advice)


FINDERS = (_hidden, _pages, _language, _text, _references, _active, _personal, _links, _metadata)
