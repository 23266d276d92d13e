"""The README promises nothing that isn't there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from accounts.demo import ACCOUNTS
from config import settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
INDEX = (ROOT / "docs" / "index.md").read_text("utf-8")


@pytest.mark.parametrize(("folder", "text"), [(ROOT, README), (ROOT / "docs", INDEX)])
def test_every_link_leads_to_a_file(folder, text):
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert [link for link in links if not (folder / link).is_file()] == []
    assert len(links) > 4


def test_the_map_names_every_page():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages <= set(re.findall(r"\]\(([^)/]+)\)", INDEX))


def test_the_pictures_are_light():
    assert [path.name for path in (ROOT / "docs" / "images").glob("*.png") if path.stat().st_size > 300_000] == []


def test_the_accounts_of_the_demo_are_those_of_the_program():
    named = re.findall(r"\| ([\w-]+@[\w.]+) \|", README)
    assert set(named) <= {account.email for account in ACCOUNTS}
    assert settings.DEMO_PASSWORD in README


def test_the_example_of_rank_prints_what_the_readme_shows(tmp_path):
    example, shown = re.search(r"\$ echo '(.+?)' > bids.json\n\$ .+?\n(.+?)```", README, re.DOTALL).groups()
    (tmp_path / "bids.json").write_text(example)
    printed = subprocess.run(
        [sys.executable, "manage.py", "rank", str(tmp_path / "bids.json"), "--language", "en"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert printed.returncode == 0
    assert [line for line in shown.splitlines() if line not in [*printed.stdout.splitlines(), "…"]] == []


def test_the_example_of_read_posting_prints_what_the_readme_shows():
    command, shown = re.search(r"\$ \S+ (manage.py read_posting .+?)\n(.+?)```", README, re.DOTALL).groups()
    printed = subprocess.run([sys.executable, *command.split()], cwd=ROOT, capture_output=True, text=True, check=False)
    assert [line for line in shown.splitlines() if line not in [*printed.stdout.splitlines(), "…"]] == []
