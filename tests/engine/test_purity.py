"""The engine runs where there is no Django, no clock and no chance."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BLOCKED = """
import sys

class Refuses:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "environ", "random", "secrets", "datetime", "sqlite3", "socket"}:
            raise ImportError(f"{name} is not for the engine")

sys.meta_path.insert(0, Refuses())
import scoring.engine
import scoring.explain, scoring.explain_forecast, scoring.explain_windows, scoring.explain_outcome
import scoring.window_picture
from scoring.engine import contract, decoding, forecast, forecast_contract, improving, snapshot
from scoring.engine import days, part_time, windows, windows_contract
print(scoring.engine.ENGINE_VERSION, sorted(name for name in sys.modules if name.startswith("django")))
"""


def test_it_is_imported_with_django_clock_and_chance_blocked() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("1 []\n", "")
