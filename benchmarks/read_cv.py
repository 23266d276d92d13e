"""How long it takes to read a CV of five pages, against bare text extraction with pdfplumber.

    python -m benchmarks.read_cv [--times 5]

Both sides run in a process of their own for each file, one after the other, so that loading their libraries counts.
Processor time and the most memory are those of that process and its child. What reads the CV also draws every page
twice, looks for hidden words and active content, and says which periods, references and language it finds.
"""

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "benchmark"}

import django

django.setup()

import pikepdf  # noqa: E402

from scoring.demo.content import bids  # noqa: E402
from scoring.demo.cvs import LAYOUTS, make_cv  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
CLOSES_ON, PAGES = date(2026, 3, 2), 5
# The kernel's figure for a child that was waited for begins at the size of its parent, so each side tells its own.
PEAK = """
def peak():
    [line] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    return int(line.split()[1])
"""
BARE = """
import io, sys, pdfplumber
with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.close()
print(peak())
"""
READ = """
import json, resource, subprocess, sys
sys.path.insert(0, sys.argv[1])
from candidates import cv
command = [sys.executable, "-I", sys.argv[1] + "/documents/child", "cv", "15", "384"]
cv.read(json.loads(subprocess.run(command, stdin=sys.stdin.buffer, capture_output=True, check=True).stdout))
print(peak() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True)
class Spent:
    seconds: float
    processor: float
    megabytes: float


def five_pages(cv: dict, layout: str) -> bytes:
    """The CV, begun anew where it has fewer pages."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_cv(cv, closes_on=CLOSES_ON, layout=layout))) as pdf:
        own = len(pdf.pages)
        for number in range(own, PAGES):
            pdf.pages.append(pdf.pages[number % own])
        pdf.save(out)
    return out.getvalue()


def measure(program: str, data: bytes) -> Spent:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        command = [sys.executable, "-c", PEAK + program, str(ROOT)]
        done = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, check=True)  # noqa: S603
        seconds, after = perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(seconds, processor, int(done.stdout) / 1024)


def median(spent: list[Spent], what: Callable[[Spent], float]) -> float:
    return statistics.median(what(each) for each in spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    wanted = parser.parse_args()
    people = [bid["cv"] for bid in bids("raalte")]
    for layout in LAYOUTS:
        data = five_pages(next(cv for cv in people if cv["layout"] == layout), layout)
        bare, read = [], []
        for _ in range(wanted.times):
            bare.append(measure(BARE, data))
            read.append(measure(READ, data))
        ratio = statistics.median(r.processor / b.processor for r, b in zip(read, bare, strict=True))
        for name, side in (("pdfplumber", bare), ("read_cv", read)):
            print(
                f"{layout:8} {name:10} {median(side, lambda s: s.seconds):5.2f} s, "
                f"{median(side, lambda s: s.processor):5.2f} s of processor time, "
                f"{median(side, lambda s: s.megabytes):4.0f} MB"
            )
        print(f"{layout:8} ratio of processor time {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
