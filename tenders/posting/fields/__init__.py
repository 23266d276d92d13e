"""The rules that fill in a draft, in the order in which they look. Each takes the posting and the sheet."""

from collections.abc import Callable
from typing import Final

from tenders.posting.draft import Sheet
from tenders.posting.posting import Posting

from . import conditions, criteria, documents, head, planning, procedure, questions, rate, texts

READERS: Final[tuple[Callable[[Posting, Sheet], None], ...]] = (
    head.read,
    criteria.read,
    rate.read,
    procedure.read,
    planning.read,
    conditions.read,
    documents.read,
    questions.read,
    texts.read,
)
