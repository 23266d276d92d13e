"""The two postings as they were published, and what the reader makes of them."""

from pathlib import Path
from typing import Any

from tenders.posting import read

FOLDER = Path(__file__).parents[1] / "data" / "postings"
# fixture: the text that it was typed over from
POSTINGS = {"raalte-27750": FOLDER / "27750.txt", "westland-12074": FOLDER / "12074.txt"}


def text_of(name: str) -> str:
    return POSTINGS[name].read_text("utf-8")


def read_of(name: str, **changes: Any) -> dict[str, Any]:
    return read(text_of(name)) | changes
