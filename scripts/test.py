"""Everything that must hold, step by step. WEEGSCHAAL_TESTS=full runs the properties at 10,000 examples, not 100.

    scripts/test.py                    all steps
    scripts/test.py lint               the steps whose name begins with "lint"

A step that fails doesn't hide the later ones; at the end stand the outcome and the time of each. Steps that run side by
side each tell all when they end.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
WORKERS = os.environ.get("WORKERS", "2")
# PostgreSQL works while a browser waits. The full run, which asks much more of both, gives
# each all the workers in turn.
SIDE_BY_SIDE = os.environ.get("WEEGSCHAAL_TESTS") != "full"

# The settings of a real site, as `check --deploy` should see them.
PRODUCTION = {
    "SECRET_KEY": "checked-only-checked-only-checked-only-checked-only-0123456789",
    "MASTER_KEY": "Y2hlY2tlZC1vbmx5LWNoZWNrZWQtb25seS1jaGVja2U=",
    "HTTPS": "True",
    "DEBUG": "False",
    "DEMO": "False",
    "CLOCK_MAY_MOVE": "False",
    "ALLOWED_HOSTS": "weegschaal.example",
    "CSRF_TRUSTED_ORIGINS": "https://weegschaal.example",
}
# Whatever the machine says: the database is the one of the step, and what Python compiled is kept for the many programs
# that the tests start.
UNSET = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
# By folder: whoever asks by mark imports all the other tests too, in every worker.
JOURNEYS, ELSEWHERE = "tests/journeys", "--ignore=tests/journeys"


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    aside: bool = False  # beside the others that say so


@dataclass(frozen=True)
class Outcome:
    step: Step
    ok: bool
    seconds: float
    last_line: str


def steps() -> list[Step]:
    manage = [PYTHON, "manage.py"]
    templates = sorted(str(path.relative_to(ROOT)) for path in template_files())
    return [
        Step("lint: ruff", [str(BIN / "ruff"), "check", "."]),
        Step("lint: ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        Step("lint: djade", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates]),
        Step("lint: imports", [str(BIN / "lint-imports"), "--no-cache"]),
        Step("lint: mypy", [PYTHON, "-m", "mypy"]),
        Step("lint: translations", [PYTHON, "scripts/messages.py", "check"]),
        Step("lint: migrations", [*manage, "makemigrations", "--check", "--dry-run"], PRODUCTION),
        Step("lint: deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        Step("tests", pytest(ELSEWHERE, workers=WORKERS)),
        Step("journeys", pytest(JOURNEYS, workers=WORKERS), aside=SIDE_BY_SIDE),
        Step(
            "tests on PostgreSQL",
            [PYTHON, "scripts/with_postgres.py", *pytest(ELSEWHERE, "-m", "database", workers=WORKERS)],
            aside=SIDE_BY_SIDE,
        ),
    ]


def pytest(*arguments: str, workers: str) -> list[str]:
    return [PYTHON, "-m", "pytest", "-q", *arguments, "-n", workers, "--dist", "worksteal"]


def template_files() -> Iterator[Path]:
    for pattern in ("templates/**/*.html", "*/templates/**/*.html"):
        yield from (path for path in ROOT.glob(pattern) if not path.parts[len(ROOT.parts)].startswith("."))


def perform(step: Step) -> Outcome:
    """Run the step with its output passed on, without a terminal to ask anything of."""
    begun, last_line = time.monotonic(), ""
    heard = [] if step.aside else None
    environment = {name: value for name, value in os.environ.items() if name not in UNSET} | step.environment
    tell(f"\n== {step.name}\n", heard)
    with subprocess.Popen(  # noqa: S603
        step.command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace",
    ) as process:  # fmt: skip
        try:
            for line in process.stdout or ():
                tell(line, heard)
                last_line = line.strip() or last_line
        except KeyboardInterrupt:
            process.wait()
            raise
    tell("".join(heard or ()))
    return Outcome(step, process.returncode == 0, time.monotonic() - begun, last_line.strip("= "))


def tell(text: str, heard: list[str] | None = None) -> None:
    """At once; or kept in `heard`, until a step that runs beside another has ended."""
    if heard is not None:
        heard.append(text)
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def perform_beside(steps: list[Step]) -> list[Outcome]:
    """At Ctrl-C the terminal stops the steps themselves; the threads here end with them."""
    if not steps:
        return []
    tell(f"\n== side by side: {', '.join(step.name for step in steps)}\n")
    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(perform, steps))


def report(outcomes: list[Outcome], *, seconds: float) -> str:
    lines = [
        f"{'ok    ' if outcome.ok else 'FAILED'} {outcome.seconds:6.1f} s  {outcome.step.name:20}  {summary(outcome)}"
        for outcome in outcomes
    ]
    failed = [outcome.step.name for outcome in outcomes if not outcome.ok]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "Everything holds."
    return "\n".join(["", "== Summary", *lines, f"{verdict} {seconds:.0f} s in all.", ""])


def summary(outcome: Outcome) -> str:
    return outcome.last_line if "pytest" in outcome.step.command else ""


def main() -> int:
    chosen = [step for step in steps() if not sys.argv[1:] or step.name.startswith(tuple(sys.argv[1:]))]
    outcomes: list[Outcome] = []
    begun = time.monotonic()
    try:
        for step in chosen:
            if not step.aside:
                outcomes.append(perform(step))
        outcomes += perform_beside([step for step in chosen if step.aside])
    except KeyboardInterrupt:
        sys.stdout.write("\nStopped.\n")
        return 130
    finally:
        sys.stdout.write(report(outcomes, seconds=time.monotonic() - begun))
    return 0 if outcomes and all(outcome.ok for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
