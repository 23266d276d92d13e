"""The facts and problems of a CV as sentences, in Dutch ("nl") and English ("en"), from tables of their own."""

from collections.abc import Iterator, Mapping, Sequence

from .facts import Facts
from .problems import Problem

LANGUAGES = ("nl", "en")

Table = Mapping[str, str]

PROBLEMS: Mapping[str, Table] = {
    "nl": {
        "hidden_text": "Op bladzijde {page} staat tekst die niemand ziet ({reason}): “{text}”. Haal die tekst weg of "
        "maak hem zichtbaar.",
        "active_content": "{where} zit {kind}. Sla het cv op zonder dat.",
        "scan": "Het cv bestaat uit plaatjes van bladzijden, zodat de tekst niet te doorzoeken is. Sla het op als PDF "
        "vanuit het programma waarin het is geschreven.",
        "none": "In het cv staat geen tekst die een programma kan lezen. Sla het op als PDF vanuit het programma "
        "waarin het is geschreven.",
        "page_without_text": "Op bladzijde {pages} staat geen tekst die een programma kan lezen.",
        "pages_without_text": "Op de bladzijden {pages} staat geen tekst die een programma kan lezen.",
        "personal_number": "Op bladzijde {page} staat een burgerservicenummer. Haal het weg: niemand mag het hier "
        "gebruiken.",
        "too_many_pages": "Het cv heeft {pages} bladzijden; het mogen er {most} zijn.",
        "language": "Het cv lijkt niet in het {asked} geschreven, maar {code}.",
        "too_few_references": "In het cv zijn {found} referenties gevonden; er worden er {least} gevraagd.",
        "one_reference": "In het cv is 1 referentie gevonden; er worden er {least} gevraagd.",
    },
    "en": {
        "hidden_text": "Page {page} holds text that nobody sees ({reason}): “{text}”. Remove it or make it visible.",
        "active_content": "{where} holds {kind}. Save the CV without it.",
        "scan": "The CV is made of pictures of pages, so that its text cannot be searched. Save it as a PDF from the "
        "program in which it was written.",
        "none": "The CV holds no text that a program can read. Save it as a PDF from the program in which it was "
        "written.",
        "page_without_text": "Page {pages} holds no text that a program can read.",
        "pages_without_text": "Pages {pages} hold no text that a program can read.",
        "personal_number": "Page {page} holds a citizen service number (BSN). Remove it: nobody may use it here.",
        "too_many_pages": "The CV has {pages} pages; at most {most} are allowed.",
        "language": "The CV does not seem to be written in {asked}, but {code}.",
        "too_few_references": "{found} references were found in the CV; {least} are asked.",
        "one_reference": "1 reference was found in the CV; {least} are asked.",
    },
}

REASONS: Mapping[str, Table] = {
    "nl": {
        "white": "wit op wit",
        "same_colour": "in de kleur van de achtergrond",
        "tiny": "kleiner dan 3 punt",
        "off_page": "buiten de bladzijde",
        "invisible": "onzichtbaar gemaakt",
        "covered": "onder iets anders",
        "transparent": "doorzichtig",
        "clipped": "weggeknipt",
        "layer": "op een laag die uit staat",
    },
    "en": {
        "white": "white on white",
        "same_colour": "in the colour of its ground",
        "tiny": "under 3 points",
        "off_page": "outside the page",
        "invisible": "made invisible",
        "covered": "under something else",
        "transparent": "transparent",
        "clipped": "clipped away",
        "layer": "on a layer that is off",
    },
}

KINDS: Mapping[str, Table] = {
    "nl": {
        "javascript": "een script",
        "launch": "een opdracht die een programma start",
        "submit": "een formulier dat gegevens verstuurt",
        "import": "een formulier dat gegevens binnenhaalt",
        "other_file": "een verwijzing die een ander bestand opent",
        "media": "geluid, film of een model",
        "attachment": "een bijlage",
        "form_script": "een formulier dat programma's uitvoert",
        "appended": "een ander bestand, achter de PDF geplakt",
    },
    "en": {
        "javascript": "a script",
        "launch": "a command that starts a program",
        "submit": "a form that sends data",
        "import": "a form that fetches data",
        "other_file": "a reference that opens another file",
        "media": "sound, film or a model",
        "attachment": "an attachment",
        "form_script": "a form that runs programs",
        "appended": "another file, hung on to the PDF",
    },
}

WORDS: Mapping[str, Table] = {
    "nl": {
        "document": "In het bestand",
        "on_page": "Op bladzijde {page}",
        "nl": "Nederlands",
        "en": "Engels",
        "in_nl": "in het Nederlands",
        "in_en": "in het Engels",
        "in_other": "in een andere taal",
        "other": "een andere taal, of te weinig tekst",
        "pages": "Bladzijden: {pages}",
        "size": "Omvang: {bytes} bytes",
        "encrypted": "Het bestand is versleuteld, maar zonder wachtwoord te lezen.",
        "language": "Taal: {language} ({share} % van de herkende woorden)",
        "text": "Tekst: te lezen",
        "scan": "Tekst: plaatjes van bladzijden",
        "ocr": "Tekst: gescand, met herkende woorden eronder (OCR)",
        "none": "Tekst: geen",
        "references": "Referenties: {references}",
        "no_periods": "Perioden: geen",
        "periods": "Perioden:",
        "now": "heden",
        "period": "  {start} – {end}, bladzijde {page}: {text}",
        "personal": "Persoonlijke gegevens op bladzijde {page}: {kind}",
        "bsn": "burgerservicenummer",
        "bsn_possible": "mogelijk een burgerservicenummer",
        "birth_date": "geboortedatum",
        "photo": "foto",
        "link": "Link op bladzijde {page}: {url}",
        "author": "Schrijver volgens het bestand: {value}",
        "title": "Titel volgens het bestand: {value}",
        "creator": "Geschreven met: {value}",
        "producer": "PDF gemaakt met: {value}",
        "created": "Gemaakt op: {value}",
        "changed": "Gewijzigd op: {value}",
        "no_problems": "Geen problemen gevonden.",
        "problems": "Problemen:",
    },
    "en": {
        "document": "The file",
        "on_page": "Page {page}",
        "nl": "Dutch",
        "en": "English",
        "in_nl": "in Dutch",
        "in_en": "in English",
        "in_other": "in another language",
        "other": "another language, or too little text",
        "pages": "Pages: {pages}",
        "size": "Size: {bytes} bytes",
        "encrypted": "The file is encrypted, but can be read without a password.",
        "language": "Language: {language} ({share}% of the recognised words)",
        "text": "Text: can be read",
        "scan": "Text: pictures of pages",
        "ocr": "Text: scanned, with recognised words beneath (OCR)",
        "none": "Text: none",
        "references": "References: {references}",
        "no_periods": "Periods: none",
        "periods": "Periods:",
        "now": "present",
        "period": "  {start} – {end}, page {page}: {text}",
        "personal": "Personal data on page {page}: {kind}",
        "bsn": "citizen service number (BSN)",
        "bsn_possible": "possibly a citizen service number (BSN)",
        "birth_date": "date of birth",
        "photo": "photo",
        "link": "Link on page {page}: {url}",
        "author": "Author according to the file: {value}",
        "title": "Title according to the file: {value}",
        "creator": "Written with: {value}",
        "producer": "PDF made with: {value}",
        "created": "Made on: {value}",
        "changed": "Changed on: {value}",
        "no_problems": "No problems found.",
        "problems": "Problems:",
    },
}


def say(problem: Problem, language: str) -> str:
    code, values = problem.code, dict(problem.values)
    words = WORDS[language]
    if code == "hidden_text":
        values["reason"] = REASONS[language][values["reason"]]
    elif code == "active_content":
        values["kind"] = KINDS[language][values["kind"]]
        values["where"] = words["on_page"].format(**values) if values["page"] else words["document"]
    elif code == "no_text_layer":
        code = values["layer"]
    elif code == "pages_without_text":
        code = "page_without_text" if len(values["pages"]) == 1 else code
        values["pages"] = ", ".join(map(str, values["pages"]))
    elif code == "language":
        values = {"asked": words[values["asked"]], "code": words[f"in_{values['code']}"]}
    elif code == "too_few_references" and values["found"] == 1:
        code = "one_reference"
    return PROBLEMS[language][code].format(**values)


def listing(facts: Facts, found: Sequence[Problem], language: str) -> list[str]:
    """For a person at a terminal; the JSON has the same and more."""
    return [*_facts(facts, language), "", *_problems(found, language)]


def _facts(facts: Facts, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield words["pages"].format(pages=facts.pages)
    yield words["size"].format(bytes=facts.bytes)
    if facts.encrypted:
        yield words["encrypted"]
    yield words[facts.text_layer]
    yield words["language"].format(language=words[facts.language.code], share=round(100 * facts.language.share))
    yield words["references"].format(references=facts.references)
    yield words["periods" if facts.periods else "no_periods"]
    for period in facts.periods:
        end = period.end or words["now"]
        yield words["period"].format(start=period.start, end=end, page=period.page, text=period.text)
    for personal in facts.personal:
        yield words["personal"].format(page=personal.page, kind=words[personal.kind])
    for link in facts.links:
        yield words["link"].format(page=link.page, url=link.url)
    for key, value in facts.metadata.items():
        if key in words:
            yield words[key].format(value=value)


def _problems(found: Sequence[Problem], language: str) -> Iterator[str]:
    words = WORDS[language]
    yield words["problems" if found else "no_problems"]
    yield from (f"  {say(problem, language)}" for problem in found)
