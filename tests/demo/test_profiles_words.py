"""The six function profiles are typed over completely and exactly: put back into its frame, each is its chapter.

`tests/data/profiles/kcc.txt` is the publication, `SLUG.frame.txt` the headings of one profile with a place for every
field. Equality of all words in their order means that none is missing, added or changed; what closes an item of a list
and the marks of tables and lists are no words.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = ROOT / "tests/data/profiles/kcc.txt"
# Chapter of the publication: competences, indicators, tasks and skills counted in it by hand.
COUNTS = {
    "klantadviseur-3": (8, 19, 11, 9),
    "klantadviseur-2": (8, 18, 16, 9),
    "klantadviseur-1": (8, 19, 17, 9),
    "teamleider-kcc": (5, 23, 9, 10),
    "manager-kcc": (24, 51, 11, 0),
    "projectmanager-kcc": (11, 31, 12, 0),
}
CLUSTERS = {
    "klantadviseur-1": {
        "Ondernemen": 2,
        "Analyse en besluitvorming": 1,
        "Communicatie": 2,
        "Motivatie": 2,
        "Persoonlijk gedrag": 1,
    },
    "teamleider-kcc": {"Management": 2, "": 3},
    "manager-kcc": {"Denken": 2, "Interactie": 6, "Leiderschap": 4, "Persoonlijke effectiviteit": 4, "Presteren": 8},
    "projectmanager-kcc": {
        "organisatie": 2,
        "medewerkers": 3,
        "werkprocessen & uitvoerings-discipline": 3,
        "waarden & cultuur": 3,
    },
}
CLUSTERS |= dict.fromkeys(("klantadviseur-2", "klantadviseur-3"), CLUSTERS["klantadviseur-1"])
# What the program needs and the publication says elsewhere, or in more words.
MEANINGS = {"slug", "family", "source", "education_level"}


def read(slug: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / f"fixtures/profiles/{slug}.yaml").read_text("utf-8"))


def frame_of(slug: str) -> str:
    return (ROOT / f"tests/data/profiles/{slug}.frame.txt").read_text("utf-8")


def chapters() -> dict[str, str]:
    """Name of the profile: its part of the publication."""
    text = PUBLICATION.read_text("utf-8")
    text = text[text.index("5.1 Functienaam:") : text.index("Deze publicatie kwam tot stand")]
    found = re.split(r"(?m)^(?=5\.\d Functienaam: )", text)[1:]
    return {chapter.splitlines()[0].partition(": ")[2]: chapter for chapter in found}


MARKS = re.compile(r"<ul[^>]*>|•|^- |^\d\d?\. |Competentie ?-cluster: ", re.M)


def words(text: str) -> list[str]:
    """Without the marks of lists and tables, and without the semicolon or full stop that may close an item."""
    return [word.rstrip(";.") for word in MARKS.sub(" ", text.replace("\t", "\n")).split()]


class Rows:
    """Rows of a profile as the publication sets them."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __format__(self, how: str) -> str:
        return {"lines": as_lists, "competences": as_table}[how](self.rows)


def as_lists(rows: list[dict[str, Any]]) -> str:
    return "\n".join(f"{row['heading']}:\n" + "\n".join(f"- {line};" for line in row["lines"]) for row in rows)


def as_table(rows: list[dict[str, Any]]) -> str:
    parts, cluster = [], ""
    for row in rows:
        parts += [row["cluster"]] if row["cluster"] != cluster else []
        parts += [row["name"], row["definition"], *(f"• {indicator}" for indicator in row["indicators"])]
        cluster = row["cluster"]
    return "\n".join(parts)


def typed(slug: str) -> str:
    profile = read(slug)
    return frame_of(slug).format_map({name: Rows(it) if isinstance(it, list) else it for name, it in profile.items()})


@pytest.mark.parametrize("slug", COUNTS)
def test_a_profile_in_its_frame_is_its_chapter_word_for_word(slug):
    published = chapters()[read(slug)["name"]]
    assert [word.rstrip(":") for word in words(typed(slug))] == [word.rstrip(":") for word in words(published)]


def test_every_profile_of_the_publication_is_in_the_library_and_no_other():
    files = sorted(path.stem for path in (ROOT / "fixtures/profiles").glob("*.yaml"))
    assert files == sorted(COUNTS)
    assert [read(slug)["name"] for slug in COUNTS] == list(chapters())
    assert [read(slug)["slug"] for slug in COUNTS] == list(COUNTS)


@pytest.mark.parametrize("slug", COUNTS)
def test_every_field_that_says_something_stands_in_the_frame(slug):
    said = {name for name, value in read(slug).items() if value not in ("", [])}
    assert {name for name in said if f"{{{name}" not in frame_of(slug)} == MEANINGS


@pytest.mark.parametrize("slug", COUNTS)
def test_a_word_more_or_less_is_noticed(slug):
    published = chapters()[read(slug)["name"]]
    assert words(typed(slug)) != words(f"{published} meer")
    assert words(typed(slug)) != words(published.replace("de gemeente", "gemeente", 1))


@pytest.mark.parametrize("slug", COUNTS)
def test_nothing_that_the_publication_lists_is_lost_in_a_neighbour(slug):
    profile = read(slug)
    counted = (
        len(profile["competences"]),
        sum(len(each["indicators"]) for each in profile["competences"]),
        sum(len(each["lines"]) for each in profile["tasks"]),
        sum(len(each["lines"]) for each in profile["skills"]),
    )
    assert counted == COUNTS[slug]


@pytest.mark.parametrize("slug", COUNTS)
def test_competences_are_clustered_where_the_publication_clusters(slug):
    clusters: dict[str, int] = {}
    for each in read(slug)["competences"]:
        clusters[each["cluster"]] = clusters.get(each["cluster"], 0) + 1
    assert clusters == CLUSTERS[slug]


@pytest.mark.parametrize("slug", COUNTS)
def test_as_many_marks_of_lists_as_indicators_tasks_and_skills(slug):
    """Counted in the publication itself, apart from the words."""
    published = chapters()[read(slug)["name"]]
    marks = len(re.findall(r"•", published))
    _competences, indicators, _tasks, skills = COUNTS[slug]
    assert marks == indicators + skills


def test_the_level_in_short_is_the_one_that_the_education_begins_with():
    assert {slug: read(slug)["education_level"] for slug in COUNTS} == {
        slug: re.match("MBO|HBO|WO", read(slug)["education"])[0] for slug in COUNTS
    }
