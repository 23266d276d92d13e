"""The demo's CVs are files that people could really send, and say what the assessor finds in them."""

from datetime import date
from functools import cache

import pytest

from scoring.demo.content import bids
from scoring.demo.cvs import LAYOUTS, dated, make_cv, months_before, say
from tests.demo.cv_text import missing, text_of

CLOSES_ON = date(2026, 3, 2)
PEOPLE = {bid["key"]: bid["cv"] for tender in ("raalte", "westland") for bid in bids(tender)}


@cache
def pages_of(key: str) -> list[str]:
    return text_of(make_cv(PEOPLE[key], closes_on=CLOSES_ON, layout=PEOPLE[key]["layout"]))


@pytest.mark.parametrize("key", PEOPLE)
def test_a_cv_has_three_to_five_pages_and_its_persons_name(key):
    pages = pages_of(key)

    assert len(pages) in (3, 4, 5)
    assert not missing(PEOPLE[key]["name"], pages[0])


@pytest.mark.parametrize("key", PEOPLE)
def test_a_cv_is_read_in_the_order_in_which_it_is_written(key):
    cv = dated(PEOPLE[key], closes_on=CLOSES_ON)
    text = "".join(pages_of(key)).replace(" ", "")

    places = [text.find(task.replace(" ", "")) for job in cv["jobs"] for task in job["tasks"]]

    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("key", PEOPLE)
def test_a_cv_says_everything_that_its_person_holds(key):
    cv = dated(PEOPLE[key], closes_on=CLOSES_ON)
    text = "".join(pages_of(key))
    said = [
        cv["name"], cv["headline"], cv["place"], cv["email"], cv["interests"], *cv["profile"],
        *(job[key] for job in cv["jobs"] for key in ("role", "employer", "period")),
        *(row["evidence"] for row in cv["fit"]),
        *(school["name"] for school in cv["education"]),
        *(course["name"] for course in cv["courses"]),
        *(reference[key] for reference in cv["references"] for key in ("name", "organisation", "note")),
    ]  # fmt: skip

    assert [words for words in said if missing(words, text)] == []
    assert "<" not in text


def test_people_send_cvs_in_every_layout():
    assert {person["layout"] for person in PEOPLE.values()} == set(LAYOUTS)


def test_every_cv_names_two_referees_and_no_birth_date():
    for person in PEOPLE.values():
        assert len(person["references"]) == 2
        assert "geboren op" not in str(person).lower()
        assert "geboortedatum" not in str(person).lower()


def test_the_same_person_gives_the_same_bytes():
    person = PEOPLE["wiegerink"]

    first, second = (make_cv(person, closes_on=CLOSES_ON, layout="modern") for _ in range(2))

    assert first == second


def test_a_career_moves_along_with_the_closing_date():
    job = PEOPLE["wiegerink"]["jobs"][0]

    assert [
        dated(PEOPLE["wiegerink"], closes_on=day)["jobs"][0]["period"] for day in (CLOSES_ON, date(2027, 1, 4))
    ] == [
        "januari 2023 – heden",
        "november 2023 – heden",
    ]
    assert "period" not in job


@pytest.mark.parametrize(
    ("day", "months", "year_and_month"),
    [
        (date(2026, 3, 2), 0, (2026, 3)),
        (date(2026, 3, 2), 2, (2026, 1)),
        (date(2026, 3, 2), 3, (2025, 12)),
        (date(2026, 1, 31), 1, (2025, 12)),
        (date(2026, 12, 1), 12, (2025, 12)),
    ],
)
def test_months_are_counted_back_over_the_turn_of_the_year(day, months, year_and_month):
    assert months_before(day, months) == year_and_month


def test_moments_in_a_text_are_written_as_the_person_writes_them():
    text = "Sinds <14>, diploma <y62>."

    assert [say(text, closes_on=CLOSES_ON, written=written) for written in ("words", "short", "numbers")] == [
        "Sinds januari 2025, diploma 2021.",
        "Sinds jan 2025, diploma 2021.",
        "Sinds 01-2025, diploma 2021.",
    ]


def test_jobs_run_from_the_newest_to_the_oldest_and_none_ends_before_it_starts():
    for person in PEOPLE.values():
        starts = [job["from_months"] for job in person["jobs"]]
        assert starts == sorted(starts)
        assert [job for job in person["jobs"] if (job["to_months"] or 0) > job["from_months"]] == []
        assert [school for school in person["education"] if school["to_months"] > school["from_months"]] == []
