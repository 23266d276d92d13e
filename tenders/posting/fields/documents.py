"""Which documents a supplier must hand in."""

import re
from typing import Final

from tenders.posting.draft import Sheet
from tenders.posting.posting import Posting

DOCUMENTS: Final = {
    "vog": re.compile(r"\bVOG\b|Verklaring Omtrent (?:het )?Gedrag", re.IGNORECASE),
    "nda": re.compile(r"\bNDA\b|geheimhoudingsverklaring|geheimhoudingsovereenkomst", re.IGNORECASE),
    "uea": re.compile(r"\bUEA\b|Uniform Europees Aanbestedingsdocument", re.IGNORECASE),
    "motivation": re.compile(r"\bmotivatie(?:brief)?\b", re.IGNORECASE),
}
REFUSED: Final = re.compile(r"\b(?:geen|niet nodig|niet vereist|zonder)\b", re.IGNORECASE)
SECTIONS: Final = {
    "knock_outs",
    "requirements",
    "cv",
    "other",
    "documents",
    "more",
    "execution_condition",
    "planning",
    "work_days",
    "award",
}


def read(posting: Posting, sheet: Sheet) -> None:
    found = {
        name: [each.span for each in posting.sentences if each.section in SECTIONS and _asks(pattern, each.text)]
        for name, pattern in DOCUMENTS.items()
    }
    for name, spans in found.items():
        if spans:
            sheet.add("documents", name, *spans)


def asked_in(sentence: str) -> bool:
    return any(_asks(pattern, sentence) for pattern in DOCUMENTS.values())


def _asks(pattern: re.Pattern[str], sentence: str) -> bool:
    return pattern.search(sentence) is not None and REFUSED.search(sentence) is None
