"""A function profile as plain data, and the parts in which an officer writes one.

The data has the shape of a file of `fixtures/profiles`: texts under the names of `FunctionProfile`'s fields; `tasks`
and `skills` as dicts of heading and lines; `competences` as dicts of cluster, name, definition and indicators.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from .models import FunctionProfile, Indicator, ProfileCompetence
from .sections import Section

Row = Mapping[str, Any]
OUT_OF_THE_WAY = 10_000  # beyond all positions


@dataclass(frozen=True)
class Headed:
    """Lines under headings, in their order."""

    relation: str

    def read(self, profile: FunctionProfile) -> list[dict[str, Any]]:
        by_heading = groupby(getattr(profile, self.relation).all(), key=lambda row: row.heading)
        return [{"heading": heading, "lines": [row.text for row in rows]} for heading, rows in by_heading]

    def write(self, profile: FunctionProfile, rows: Iterable[Row]) -> None:
        related = getattr(profile, self.relation)
        related.all().delete()
        lines = [(row["heading"], line) for row in rows for line in row["lines"]]
        related.bulk_create(
            related.model(profile=profile, position=place, heading=heading, text=line)
            for place, (heading, line) in enumerate(lines, start=1)
        )


class ProfileCompetences:
    """As dicts of cluster, name, definition and indicators."""

    def read(self, profile: FunctionProfile) -> list[dict[str, Any]]:
        prefetch_related_objects([profile], "competences__indicators")
        return [
            {
                "cluster": competence.cluster,
                "name": competence.name,
                "definition": competence.definition,
                "indicators": [indicator.text for indicator in competence.indicators.all()],
            }
            for competence in profile.competences.all()
        ]

    def write(self, profile: FunctionProfile, rows: Iterable[Row]) -> None:
        """A competence is known by its name: assignments keep pointing at one that stays."""
        rows = gathered(rows)
        profile.competences.exclude(name__in=[row["name"] for row in rows]).delete()
        profile.competences.update(position=F("position") + OUT_OF_THE_WAY)
        Indicator.objects.filter(competence__profile=profile).delete()
        for place, row in enumerate(rows, start=1):
            columns = {"position": place, "cluster": row["cluster"], "definition": row["definition"]}
            competence, _new = profile.competences.update_or_create(name=row["name"], defaults=columns)
            _write_indicators(competence, row["indicators"])


def _write_indicators(competence: ProfileCompetence, texts: Iterable[str]) -> None:
    Indicator.objects.bulk_create(
        Indicator(competence=competence, position=place, text=text) for place, text in enumerate(texts, start=1)
    )


def gathered(rows: Iterable[Row]) -> list[Row]:
    """Each cluster together, in the order in which the clusters begin."""
    rows = list(rows)
    clusters = list(dict.fromkeys(row["cluster"] for row in rows))
    return sorted(rows, key=lambda row: clusters.index(row["cluster"]))


@dataclass(frozen=True)
class Part(Section):
    """A part of a profile: what a section is of a tender."""

    kinds: ClassVar[Mapping[str, Any]] = {
        "tasks": Headed("tasks"),
        "skills": Headed("skills"),
        "competences": ProfileCompetences(),
    }


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part(
            "algemeen",
            _("What the function is for"),
            ("name", "family", "source", "purpose", "place", "context"),
        ),
        Part("taken", _("Tasks"), ("tasks_intro",), ("tasks",)),
        Part(
            "eisen",
            _("Education, knowledge, experience and skills"),
            ("education_level", "education", "knowledge", "experience", "learning_path"),
            ("skills",),
        ),
        Part("competenties", _("Competences and indicators"), (), ("competences",)),
    )
}


def content_of(profile: FunctionProfile) -> dict[str, Any]:
    return {name: value for part in PARTS.values() for name, value in part.read(profile).items()}


def write_content(profile: FunctionProfile, content: Mapping[str, Any]) -> None:
    for part in PARTS.values():
        part.write(profile, content)
