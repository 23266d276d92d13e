"""Reading and checking a posting runs where there is no Django, no clock and no chance."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BLOCKED = """
import sys

class Refuses:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "environ", "holidays", "random", "secrets", "sqlite3", "socket"}:
            raise ImportError(f"{name} is not for the check")

sys.meta_path.insert(0, Refuses())
from tenders.posting import lint, sentences
print([sentences.say(each, "nl") for each in lint.check({"criteria": [{"number": 1, "text": "x", "points": 60}]})])
"""


def test_it_is_imported_with_django_and_chance_blocked() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False, cwd=ROOT)
    told = "De punten van de gunningscriteria zijn samen 60; het totaal moet 100 zijn."
    assert (done.stdout, done.stderr) == (f"['{told}']\n", "")
