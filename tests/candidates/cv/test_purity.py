"""The reader of CVs runs where there is no Django, no clock, no file and no PDF library."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

BLOCKED = """
import sys

class Refuses:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {
            "django", "environ", "random", "secrets", "datetime", "sqlite3", "socket", "pypdfium2", "pikepdf", "PIL",
        }:
            raise ImportError(f"{name} is not for the reader of CVs")

sys.meta_path.insert(0, Refuses())
from candidates import cv
from candidates.cv import contract, sentences
print(sorted(name for name in sys.modules if name.startswith("django")))
"""


def test_it_is_imported_with_everything_else_blocked() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("[]\n", "")
