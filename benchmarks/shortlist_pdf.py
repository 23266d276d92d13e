"""How long the client waits for the PDF of a shortlist: ten candidates with CVs of five pages, as the demo makes them.

    python -m benchmarks.shortlist_pdf [--times 3]

On a database and in folders of its own that are thrown away afterwards. The time is of the whole: reading the rows,
cleaning ten CVs in child processes, laying out the report, merging.
"""

import argparse
import io
import os
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

_folder = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "benchmark",
    "MASTER_KEY": "b25seS1mb3ItYmVuY2htYXJrcy1vbmx5LWZvci1iZW4=",
    "DATA_DIR": _folder.name,
    "CLOCK_MAY_MOVE": "1",
}

import django  # noqa: E402

django.setup()

import pikepdf  # noqa: E402
from django.db import connection  # noqa: E402

from scoring.demo.content import bids  # noqa: E402
from scoring.demo.cvs import make_cv  # noqa: E402
from scoring.models import Shortlist  # noqa: E402
from scoring.services.shortlist_pdf import shortlist_pdf  # noqa: E402
from tests.scoring.factories import SCORES, Offered, released_raalte  # noqa: E402

CLOSES_ON = date(2026, 3, 2)
CANDIDATES, PAGES = 10, 5


def made() -> Shortlist:
    offered = [
        Offered(bid["key"].title(), SCORES[at // 2], f"{40 + at},00", cv=_five_pages(bid["cv"]))
        for at, bid in enumerate(bids("raalte")[:CANDIDATES])
    ]
    released_raalte(offered)
    return Shortlist.objects.get()


def _five_pages(cv: dict) -> bytes:
    """The CV, begun anew where it has fewer pages."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_cv(cv, closes_on=CLOSES_ON, layout=cv["layout"]))) as pdf:
        own = len(pdf.pages)
        for number in range(own, PAGES):
            pdf.pages.append(pdf.pages[number % own])
        pdf.save(out)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    wanted = parser.parse_args()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(_folder.name) / "benchmark.sqlite3")
    site = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        shortlist = made()
        for _ in range(wanted.times):
            start, cpu = perf_counter(), os.times()
            data = shortlist_pdf(shortlist)
            spent, used = perf_counter() - start, os.times()
            processors = sum(used[:4]) - sum(cpu[:4])
            print(f"{len(data) / 1024:.0f} kB in {spent:.1f} s; {processors:.1f} s of processor time", flush=True)
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)


if __name__ == "__main__":
    main()
