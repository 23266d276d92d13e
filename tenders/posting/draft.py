"""The contract: every key of a draft, in order, and where in the text each value stands."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .passages import Span

Draft = dict[str, Any]
EMPTY: Final[Draft] = {
    "title": None, "number": None, "client": None, "organisation_text": None, "assignment_text": None,
    "execution_condition": None, "start": None, "duration_months": None, "extension": None, "hours_per_week": None,
    "das": None, "education_level": None, "region": None, "closes_at": None, "rate_ceiling": None,
    "rate_includes": [], "rate_excludes": [], "knock_outs": [], "criteria": [], "points_total": None,
    "competences": [], "stages": [], "questions_until": None, "answers_on": None, "invitations_by": None,
    "interviews_on": None, "interviews_part_of_day": None, "cv": None, "interviewers_min": None,
    "shortlist_size": None, "invites": None, "standstill": None, "fee": None, "positions": None,
    "function_scale": None, "cao": None, "work_days": None, "hybrid": None, "max_hours_per_year": None,
    "documents": [], "contact": None, "other": None, "questions": [],
}  # fmt: skip
KEYS: Final = (*EMPTY, "source", "lines", "unread")


class Sheet:
    """A draft while it is filled in. The first value that a field gets stays; each later place is noted beside it."""

    def __init__(self) -> None:
        self.values: Draft = {
            field: list(value) if isinstance(value, list) else value for field, value in EMPTY.items()
        }
        self.places: dict[str, list[Span]] = {}
        self.notes: dict[str, str] = {}
        self.read: set[int] = set()

    def put(self, field: str, value: Any, *spans: Span) -> None:
        if value is None or value == []:
            return
        if self.values[field] in (None, []):
            self.values[field] = value
        self.point(field, *spans)

    def add(self, field: str, value: Any, *spans: Span) -> None:
        """Another member of a field that is a list."""
        self.values[field].append(value)
        self.point(field, *spans)

    def point(self, path: str, *spans: Span) -> None:
        """`path` is a field, or a part of one as in "criteria.7.levels.b"."""
        self.places.setdefault(path, []).extend(spans)
        self.mark(*spans)

    def mark(self, *spans: Span) -> None:
        """These lines were read, without being any field's value: headings, labels, the words around a list."""
        for first, last in spans:
            self.read.update(range(first, last + 1))

    def has(self, field: str) -> bool:
        return self.values[field] not in (None, [])


def pairs(spans: Iterable[Span], order: Mapping[int, int]) -> list[list[int]]:
    """The spans in order, as one where no line of text lies between them; `order` counts the lines that have text."""
    out: list[list[int]] = []
    for first, last in sorted(spans):
        if out and order[first] <= order[out[-1][1]] + 1:
            out[-1][1] = max(out[-1][1], last)
        else:
            out.append([first, last])
    return out
