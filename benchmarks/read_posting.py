"""How long it takes to read a posting: `python -m benchmarks.read_posting`.

The two published postings, each read several times in this process, and a text of a million characters made of one of
them. What counts is the time of the processor.
"""

import statistics
from pathlib import Path
from time import process_time

from tenders.posting import read

POSTINGS = Path(__file__).resolve().parent.parent / "tests/data/postings"
MILLION = 1_000_000


def texts() -> dict[str, str]:
    return {number: (POSTINGS / f"{number}.txt").read_text("utf-8") for number in ("27750", "12074")}


def measure(repetitions: int) -> dict[str, list[float]]:
    """Milliseconds for each posting, one for each repetition; the first reading, which fills caches, isn't counted."""
    return {number: [milliseconds(text) for _ in range(repetitions + 1)][1:] for number, text in texts().items()}


def milliseconds(text: str) -> float:
    begun = process_time()
    read(text)
    return (process_time() - begun) * 1000


def main() -> None:
    for number, times in measure(repetitions=25).items():
        print(f"{number}: {min(times):.1f} ms at best, {statistics.median(times):.1f} ms in the middle")
    long = texts()["12074"]
    print(f"a million characters: {milliseconds(long * (MILLION // len(long))) / 1000:.1f} s")


if __name__ == "__main__":
    main()
