"""What the pages of function profiles show: a profile in its parts, where a search found its words, two compared."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from .comparing import Topic, compare_rows, compare_texts
from .models import FunctionProfile, ProfileCompetence
from .profiles import content_of

MOST_HITS = 3


class Cluster(NamedTuple):
    name: str
    competences: list[Any]


class Hit(NamedTuple):
    """A place where a word that was looked for stands."""

    where: str
    text: str


class Group(NamedTuple):
    """A part of the comparison."""

    key: str
    title: str
    topics: list[Topic]


def profile_content(profile: FunctionProfile) -> dict[str, Any]:
    """For the page: the data of `tenders/profiles.py`, competences by cluster, what is asked as label and text."""
    content = content_of(profile)
    asked = {
        _("Education"): content["education"],
        _("Professional knowledge"): content["knowledge"],
        _("Experience"): content["experience"],
    }
    return content | {
        "asked": [(label, text) for label, text in asked.items() if text],
        "clusters": [
            Cluster(name, list(rows)) for name, rows in groupby(content["competences"], key=lambda row: row["cluster"])
        ],
        "indicator_count": sum(len(row["indicators"]) for row in content["competences"]),
    }


def clustered(competences: Iterable[ProfileCompetence]) -> list[Cluster]:
    return [Cluster(name, list(rows)) for name, rows in groupby(competences, key=lambda row: row.cluster)]


# Searching -----------------------------------------------------------------------------------------------------------
def found_in(content: Mapping[str, Any], wanted: str) -> list[Hit]:
    """The first places, beside the name, where any of the words stands."""
    words = wanted.casefold().split()
    return [hit for hit in _places(content) if any(word in hit.text.casefold() for word in words)][:MOST_HITS]


def _places(content: Mapping[str, Any]) -> Iterator[Hit]:
    for competence in content["competences"]:
        yield Hit(_("Competence"), competence["name"])
        for indicator in competence["indicators"]:
            yield Hit(competence["name"], indicator)
    for area in content["tasks"]:
        for line in area["lines"]:
            yield Hit(area["heading"] or _("Task"), line)


# Comparing -----------------------------------------------------------------------------------------------------------
def comparison_of(left: FunctionProfile, right: FunctionProfile) -> list[Group]:
    """Competences first: that is what an interview is about."""
    one, two = content_of(left), content_of(right)
    groups = [
        Group("competences", _("Competences"), _competences(one, two)),
        Group("tasks", _("Tasks"), _headed("tasks", _("Tasks"), one, two)),
        Group("asked", _("Education, knowledge and experience"), _texts(_asked(), one, two)),
        Group("skills", _("Skills"), _headed("skills", _("Skills"), one, two)),
        Group("function", _("The function"), _texts(_function(), one, two)),
    ]
    return [group for group in groups if group.topics]


def _asked() -> dict[str, str]:
    return {
        "education_level": _("Education level"),
        "education": _("Education"),
        "knowledge": _("Professional knowledge"),
        "experience": _("Experience"),
        "learning_path": _("Learning path"),
    }


def _function() -> dict[str, str]:
    return {"purpose": _("Purpose"), "place": _("Place in the organisation"), "context": _("Context of the function")}


def _texts(labels: Mapping[str, str], one: Mapping[str, Any], two: Mapping[str, Any]) -> list[Topic]:
    topics = [compare_texts(label, one[name], two[name]) for name, label in labels.items()]
    return [topic for topic in topics if topic]


def _headed(relation: str, without: str, one: Mapping[str, Any], two: Mapping[str, Any]) -> list[Topic]:
    rows = [[row | {"heading": row["heading"] or without} for row in each[relation]] for each in (one, two)]
    return compare_rows(*rows, name="heading", lines=lambda row: row["lines"])


def _competences(one: Mapping[str, Any], two: Mapping[str, Any]) -> list[Topic]:
    def lines(row: Mapping[str, Any]) -> list[str]:
        return [*([row["definition"]] if row["definition"] else []), *row["indicators"]]

    return compare_rows(one["competences"], two["competences"], name="name", lines=lines)
