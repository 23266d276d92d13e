"""How much longer a full ranking takes than the least that could be called one: `python benchmarks/rank.py`.

Both sides are timed in one run, in turns, in this process, on the same bids. What counts is the time of the processor:
neither side waits for anything, and what else the machine does is left out.

- The bare loop gets whole points and cents, already looked up and checked; it sums each bid's points in a loop and
  sorts the keys that the engine orders by (points, rate, ref). It checks nothing and finds nothing. Beside it stand one
  that knows no bid by name, which is less than a ranking, and one that looks up each score itself.
- The engine gets what `json.loads` returns and gives back what `manage.py rank --json` prints, before that is made
  into text: everything is validated, every bid has its place and what decided it, ties, cut and exclusions are found.

Python's garbage collector stays on, as it is where the engine works; it is run before each measurement so that no
side pays for the other.
"""

import argparse
import gc
import json
import resource
import statistics
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scoring.engine import contract
from scoring.engine.decoding import decode

LEVELS = {"a": 12, "b": 9, "c": 6, "d": 3, "e": 1, "f": 0}
YES_NO = 8
KNOCK_OUTS = range(1, 5)
CRITERIA = range(5, 15)


def numbers(seed: int) -> Iterator[int]:
    """The same numbers each time, scattered enough (a linear congruential generator, its high bits)."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def document(bids: int) -> dict[str, Any]:
    """Five criteria with six levels and five of yes or no; one bid in 30 is out; one in 40 is its neighbour's twin."""
    chance = numbers(2026)
    return {
        "knock_outs": [{"number": number, "text": "knock-out"} for number in KNOCK_OUTS],
        "criteria": [criterion(number) for number in CRITERIA],
        "places": 10,
        "tie_breakers": ["hourly_rate"],
        "bids": [bid(index, chance) for index in range(bids)],
        "lots": [f"B{index}" for index in range(0, bids, 100)],
    }


def criterion(number: int) -> dict[str, Any]:
    if number % 2:
        return {"number": number, "text": "yes or no", "points": YES_NO}
    levels = [{"label": label, "points": points} for label, points in LEVELS.items()]
    return {"number": number, "text": "in levels", "points": LEVELS["a"], "levels": levels}


def bid(index: int, chance: Iterator[int]) -> dict[str, Any]:
    if index % 40 == 1:
        chance = numbers(index)
    if index % 40 == 2:
        chance = numbers(index - 1)
    if index % 30 == 7:
        return {"ref": f"B{index}", "knock_outs": {str(number): number != 2 for number in KNOCK_OUTS}}
    return {
        "ref": f"B{index}",
        "hourly_rate": f"{45 + next(chance) % 50}.{next(chance) % 100:02}",
        "knock_outs": {str(number): True for number in KNOCK_OUTS},
        "scores": {str(number): score(number, next(chance)) for number in CRITERIA},
    }


def score(number: int, chance: int) -> int | str:
    return YES_NO * (chance % 2) if number % 2 else "abcdef"[chance % 6]


def decoded(bids: int) -> Any:
    return decode(json.dumps(document(bids)).encode())


def looked_up(bids: list[dict[str, Any]]) -> list[tuple[str, int, list[int]]]:
    """What the bare loop gets: ref, cents and points of the bids that are not out."""
    return [
        (each["ref"], int(each["hourly_rate"].replace(".", "")), all_points(each)) for each in bids if "scores" in each
    ]


def all_points(bid: dict[str, Any]) -> list[int]:
    return [LEVELS.get(score, score) for score in bid["scores"].values()]


def bare_loop(bids: list[tuple[str, int, list[int]]]) -> list[tuple[int, int, str]]:
    keys = []
    for ref, cents, points in bids:
        total = 0
        for each in points:
            total += each
        keys.append((-total, cents, ref))
    keys.sort()
    return keys


def nameless_loop(bids: list[tuple[str, int, list[int]]]) -> list[tuple[int, int]]:
    keys = []
    for _, cents, points in bids:
        total = 0
        for each in points:
            total += each
        keys.append((-total, cents))
    keys.sort()
    return keys


def looking_up_loop(bids: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    tables = {str(number): {YES_NO: YES_NO, 0: 0} if number % 2 else LEVELS for number in CRITERIA}
    keys = []
    for bid in bids:
        total = 0
        for number, score in bid["scores"].items():
            total += tables[number][score]
        keys.append((-total, bid["hourly_rate"], bid["ref"]))
    keys.sort()
    return keys


def seconds(work: Callable[[Any], object], subject: Any) -> float:
    gc.collect()
    start = process_time()
    work(subject)
    return process_time() - start


def peak_megabytes(work: Callable[[Any], object], subject: Any) -> float:
    """What the work itself takes at most, beside its input; measured apart, because measuring slows it down."""
    gc.collect()
    tracemalloc.start()
    work(subject)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def measure(bids: int, repetitions: int) -> dict[str, list[float]]:
    """Seconds for each side, one for each repetition; the engine comes last."""
    given = decoded(bids)
    plain = looked_up(given["bids"])
    standing = [each for each in given["bids"] if "scores" in each]
    sides = {
        "bare loop": (bare_loop, plain),
        "... that knows no bid by name": (nameless_loop, plain),
        "... that looks up each score": (looking_up_loop, standing),
        "engine": (contract.answer, given),
    }
    turns = [[seconds(*side) for side in sides.values()] for _ in range(repetitions)]
    return dict(zip(sides, map(list, zip(*turns, strict=True)), strict=True))


def ratios(engine: list[float], loop: list[float]) -> list[float]:
    return sorted(slow / quick for slow, quick in zip(engine, loop, strict=True))


def main() -> None:
    arguments = argparse.ArgumentParser(description="Times the engine against a bare loop.")
    arguments.add_argument("--bids", type=int, default=100_000)
    arguments.add_argument("--repetitions", type=int, default=9)
    options = arguments.parse_args()
    sides = measure(options.bids, options.repetitions)
    engine = sides.pop("engine")
    peak = peak_megabytes(contract.answer, decoded(options.bids))
    process = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.bids} bids x {len(CRITERIA)} criteria, {options.repetitions} repetitions")
    print(f"engine: median {statistics.median(engine) * 1000:.0f} ms, {peak:.0f} MB beside its input", end="; ")
    print(f"the whole process at most {process:.0f} MB")
    print(f"{'against a':32}{'median':>10}{'ratio: min':>12}{'median':>9}{'max':>7}")
    for name, loop in sides.items():
        found = ratios(engine, loop)
        middle = statistics.median(found)
        print(f"{name:32}{statistics.median(loop) * 1000:7.0f} ms{found[0]:12.2f}{middle:9.2f}{found[-1]:7.2f}")


if __name__ == "__main__":
    main()
