"""What is worked out against what is played: `python -m benchmarks.forecast`.

Both answer the same questions in one run. Beside the times stands how far apart the two are, in standard errors of
the simulation; last comes how long the proposals for the same points take. Processor time is measured.
"""

import argparse
from collections.abc import Callable
from time import process_time
from typing import NamedTuple, TypeVar

from scoring.chance import dice
from scoring.engine.criteria import Criterion, Level
from scoring.engine.forecast import Question, exact, simulated
from scoring.engine.improving import improvements

Found = TypeVar("Found")
POSTINGS: dict[str, list[int | list[int]]] = {
    # points of a criterion, or of each of its levels
    "60/30/10 (Raalte)": [60, 30, 10],
    "10/25/20/20/levels (Westland)": [10, 25, 20, 20, [25, 20, 15, 10, 5, 0]],
    "four times 25": [25, 25, 25, 25],
    "ten in five levels": [[10, 7, 5, 2, 0]] * 10,
    "twelve powers of two": [2**at for at in range(12)],
}


class Line(NamedTuple):
    name: str
    bids: int
    totals: int
    tie: float
    played: float
    errors: float
    exact_ms: float
    simulated_ms: float
    proposals_ms: float


def question(points: list[int | list[int]], bids: int) -> Question:
    criteria = tuple(_criterion(number, each) for number, each in enumerate(points, start=1))
    chances = {each.number: (1 / len(each.outcomes()),) * len(each.outcomes()) for each in criteria}
    return Question(criteria, chances, bids)


def _criterion(number: int, points: int | list[int]) -> Criterion:
    if isinstance(points, int):
        return Criterion(number, 100 * points)
    levels = tuple(Level(str(at), 100 * each) for at, each in enumerate(points))
    return Criterion(number, 100 * max(points), kind="levels", levels=levels)


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    begun = process_time()
    found = work()
    return found, 1000 * (process_time() - begun)


def measure(name: str, bids: int, runs: int, seed: int) -> Line:
    asked = question(POSTINGS[name], bids)
    found, exact_ms = timed(lambda: exact(asked))
    played, simulated_ms = timed(lambda: simulated(asked, runs=runs, dice=dice(seed)))
    _, proposals_ms = timed(lambda: improvements(asked))
    if found is None or found.totals is None:
        raise SystemExit(f"{name} cannot be worked out.")
    errors = (played.tie_at_cut - found.tie_at_cut) / played.standard_error
    return Line(
        name, bids, found.totals, found.tie_at_cut, played.tie_at_cut, errors, exact_ms, simulated_ms, proposals_ms
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="Times an exact forecast against a simulated one.")
    arguments.add_argument("--runs", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    print(f"{options.runs} runs, seed {options.seed}")
    print(f"{'points':31}{'bids':>5}{'totals':>8}{'tie':>8}{'played':>8}{'errors':>8}", end="")
    print(f"{'exact':>10}{'simulated':>12}{'proposals':>12}")
    for name in POSTINGS:
        for bids in (20, 40):
            line = measure(name, bids, options.runs, options.seed)
            print(f"{name:31}{bids:5}{line.totals:8}{line.tie:8.4f}{line.played:8.4f}{line.errors:8.1f}", end="")
            print(f"{line.exact_ms:7.1f} ms{line.simulated_ms:9.0f} ms{line.proposals_ms:9.0f} ms")


if __name__ == "__main__":
    main()
