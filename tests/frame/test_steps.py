"""`make test`: its steps, one after the other or side by side."""

import os
import sys

from scripts import test as run

# Opening one end of a named pipe waits until somebody opens the other.
MEET = "import sys; print('begun', flush=True); open(sys.argv[1], sys.argv[2]).close(); print('ended')"


def test_a_step_tells_what_it_did_and_how_it_ended(capsys):
    outcome = run.perform(step("one", "print('done'); raise SystemExit(1)"))
    assert (outcome.ok, outcome.last_line, capsys.readouterr().out) == (False, "done", "\n== one\ndone\n")


def test_steps_side_by_side_wait_for_no_other_and_tell_all_at_once(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    both = [step(mode, MEET, str(tmp_path / "pipe"), mode, aside=True) for mode in ("r", "w")]
    assert [(outcome.step.name, outcome.ok) for outcome in run.perform_beside(both)] == [("r", True), ("w", True)]
    told = capsys.readouterr().out
    assert [f"\n== {mode}\nbegun\nended\n" in told for mode in ("r", "w")] == [True, True]


def test_the_summary_says_how_long_all_took():
    done = run.Outcome(step("one", ""), ok=True, seconds=70, last_line="")
    assert run.report([done, done], seconds=71).endswith("Everything holds. 71 s in all.\n")


def step(name: str, code: str, *arguments: str, **fields: bool) -> run.Step:
    return run.Step(name, [sys.executable, "-c", code, *arguments], **fields)
