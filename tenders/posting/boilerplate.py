"""Sentences that nearly every posting has and that say something to suppliers, but nothing that a field could hold."""

import re
from typing import Final

NOTES: Final[dict[str, re.Pattern[str]]] = {
    "cv_instruction": re.compile(
        r"(?:Geef|Gelieve|Vermeld|Laat|U dient|Maak) (?:\w+ ){0,2}(?:in|op) (?:het|uw|je|de|een) cv", re.IGNORECASE
    ),
    "award_text": re.compile(
        r"De opdracht (?:wordt|zal worden) (?:\w+ )?gegund|Alle overige (?:kandidaten|"
        r"inschrijvers) worden geïnformeerd|"
        r"Er wordt (?:g?een) (?:opschortende|standstill)|De opschortende termijn|De gunning ",
        re.IGNORECASE,
    ),
    "progress_note": re.compile(r"Overige kandidaten ontvangen", re.IGNORECASE),
    "questions_note": re.compile(
        r"De gestelde vragen en antwoorden|(?:De )?vragen en antwoorden (?:kunt|zijn|worden ingezien)|"
        r"Inhoudelijke vragen (?:kunt|kunnen)",
        re.IGNORECASE,
    ),
}
CONTACT: Final = re.compile(
    r"Vragen (?:omtrent|over|m\.b\.t\.|met betrekking tot) (?:de|deze|het) |"
    r"[\w .]{1,60} is (?:telefonisch )?(?:bereikbaar|te bereiken)|"
    r"(?:Voor (?:meer|nadere) (?:informatie|inlichtingen)|Voor vragen|Neem (?:\w+ ){0,3}contact)|Contactpersoon|"
    r"(?:Tel(?:efoon)?|E-?mail|T|E)\.?(?:nummer|adres)?\s?:",
    re.IGNORECASE,
)


def note_in(text: str) -> str | None:
    """The name of the note with which this text begins."""
    return next((name for name, pattern in NOTES.items() if pattern.match(text)), None)
