"""docs/cv.md names everything that an answer can hold."""

import re
from pathlib import Path

from candidates.cv.sentences import KINDS, REASONS
from documents.reading_cv import CV_MEGABYTES, CV_SECONDS
from tests.candidates.cv.test_problems import CASES

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "cv.md").read_text("utf-8")
NAMED = set(re.findall(r"`(\w+)`", DOCS))


def test_every_reason_kind_and_code_is_explained():
    codes = {code for _, _, code, _, _ in CASES.values()}
    assert codes | REASONS["en"].keys() | KINDS["en"].keys() <= NAMED


def test_the_limits_are_those_of_the_program():
    assert f"{CV_SECONDS} seconds, {CV_MEGABYTES} MB" in DOCS
