"""The rows of a posting (criteria, stages, documents …) as plain data: read in order, written all at once.

Writing replaces them. That is right in a draft and only there: nothing points at the rows of a draft yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .experience import COLUMNS, in_row, to_columns
from .models import AwardCriterion, Competence, Level, Tender
from .stages import KINDS

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """Rows that are dicts of `fields`; `positioned` ones keep their place in a column of its own."""

    relation: str
    fields: tuple[str, ...]
    positioned: bool = True

    def read(self, tender: Tender) -> list[Any]:
        return list(getattr(tender, self.relation).values(*self.fields))

    def write(self, tender: Tender, rows: Iterable[Row]) -> None:
        related = getattr(tender, self.relation)
        related.all().delete()
        related.bulk_create(
            related.model(tender=tender, **self._columns(row, place)) for place, row in enumerate(rows, start=1)
        )

    def _columns(self, row: Row, place: int) -> dict[str, Any]:
        columns = {field: row[field] for field in self.fields}
        return columns | {"position": place} if self.positioned else columns


class Counting(Rows):
    """Each row that counts experience holds how, as `experience`; another has no such key."""

    def read(self, tender: Tender) -> list[Any]:
        return [in_row(row) for row in getattr(tender, self.relation).values(*self.fields, *COLUMNS)]

    def _columns(self, row: Row, place: int) -> dict[str, Any]:
        return super()._columns(row, place) | to_columns(row.get("experience"))


class Criteria(Counting):
    """Each row also holds its `levels`: dicts of label, text and points, the highest first."""

    def read(self, tender: Tender) -> list[Any]:
        return [
            {
                "number": criterion.number,
                "text": criterion.text,
                "points": criterion.points,
                "levels": [
                    {"label": level.label, "text": level.text, "points": level.points}
                    for level in criterion.levels.all()
                ],
            }
            | ({"experience": criterion.experience} if criterion.experience else {})
            for criterion in tender.criteria.prefetch_related("levels")
        ]

    def write(self, tender: Tender, rows: Iterable[Row]) -> None:
        rows = list(rows)
        super().write(tender, rows)
        by_number = {criterion.number: criterion for criterion in AwardCriterion.objects.filter(tender=tender)}
        Level.objects.bulk_create(
            Level(criterion=by_number[row["number"]], **level) for row in rows for level in row["levels"]
        )


class Competences(Rows):
    """Read as their texts alone, as an officer writes them. `detailed` has what came along from function profiles."""

    def read(self, tender: Tender) -> list[Any]:
        return list(tender.competences.values_list("text", flat=True))

    def detailed(self, tender: Tender) -> list[dict[str, Any]]:
        return list(tender.competences.values("text", "definition", "indicators", "source_id"))

    def write(self, tender: Tender, rows: Iterable[Any]) -> None:
        """Texts or detailed rows; a text that stood there keeps its details."""
        before = {row["text"]: row for row in self.detailed(tender)}
        detailed = [before.get(row, {"text": row}) if isinstance(row, str) else row for row in rows]
        tender.competences.all().delete()
        Competence.objects.bulk_create(
            Competence(tender=tender, position=place, **row) for place, row in enumerate(detailed, start=1)
        )


class Stages(Rows):
    """Written with every parameter: a default may change in the program, never in a tender."""

    def _columns(self, row: Row, place: int) -> dict[str, Any]:
        columns = super()._columns(row, place)
        return columns | {"params": KINDS[row["kind"]].defaults() | row["params"]}


ROWS: dict[str, Rows] = {
    rows.relation: rows
    for rows in (
        Counting("knock_outs", ("number", "text", "kind", "document"), positioned=False),
        Criteria("criteria", ("number", "text", "points"), positioned=False),
        Competences("competences", ("text",)),
        Stages("stages", ("kind", "name", "text", "params")),
        Rows("documents", ("kind", "name", "when", "text")),
        Rows("questions", ("question", "answer")),
    )
}
