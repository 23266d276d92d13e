"""docs/check.md names every code of the check."""

import re
from pathlib import Path

from tenders.posting.sentences import SENTENCES

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text("utf-8")


def test_the_page_names_every_code_and_no_other():
    named = {code for line in PAGE.splitlines() if line.startswith("| `") for code in re.findall(r"`(\w+)`", line)}
    assert named == set(SENTENCES)
