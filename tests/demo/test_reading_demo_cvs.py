"""Ordinary CVs, in every layout: no alarm, and each job's period found where it is written."""

from datetime import date

import pytest

from candidates import cv
from documents.reading import read_cv
from scoring.demo.cvs import make_cv, months_before
from tests.conftest import some
from tests.demo.test_demo_cvs import PEOPLE

CLOSES_ON = date(2026, 3, 2)


def written(months: int) -> str:
    return "{}-{:02}".format(*months_before(CLOSES_ON, months))


@pytest.mark.parametrize("key", some(PEOPLE))
def test_a_cv_of_the_demo_is_read_without_an_alarm(key):
    person = PEOPLE[key]
    facts = cv.read(read_cv(make_cv(person, closes_on=CLOSES_ON, layout=person["layout"])))

    asked = cv.Asked(max_pages=5, language="nl", min_references=2)
    assert (cv.problems(facts, asked), facts.references, facts.personal, facts.links) == ([], 2, (), ())
    jobs = {
        (written(job["from_months"]), None if job["to_months"] is None else written(job["to_months"])): job
        for job in person["jobs"]
    }
    for moments, job in jobs.items():
        near = [period.text.replace(" · ", " ") for period in facts.periods if (period.start, period.end) == moments]
        assert any(job["employer"][:12] in text for text in near), (moments, near)
