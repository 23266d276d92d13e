"""How fast the log is written and checked, on a database of its own that is thrown away afterwards.

    python -m benchmarks.audit [--append 2000] [--verify 1000000]

On SQLite, in a file, by default; DATABASE_URL chooses PostgreSQL. Every appended event has a transaction of its own, as
in the program; what is verified beyond these is loaded in bulk.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

_folder = tempfile.TemporaryDirectory()
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "benchmark", "DATA_DIR": _folder.name}

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402

from audit import chain  # noqa: E402
from audit.models import Event, Head  # noqa: E402
from audit.services import record  # noqa: E402
from audit.verify import verify  # noqa: E402

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
BATCH = 10_000


def facts(number: int) -> dict[str, object]:
    return {
        "at": NOON + timedelta(milliseconds=number),
        "act": "bid.viewed",
        "actor_id": number % 40,
        "object_type": "bid",
        "object_id": f"W-{number % 997:06}",
        "tender": "27750",
        "data": chain.canonical({"page": number % 5, "bid_hash": f"{number:064x}"}),
    }


def append(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            record("bid.viewed", by=number % 40, about=("bid", f"W-{number}"), tender="27750", now=NOON, page=1)


def load(count: int) -> None:
    """Make the chain `count` long."""
    head = Head.objects.get()
    while head.count < count:
        events = []
        for sequence in range(head.count + 1, min(head.count + BATCH, count) + 1):
            content = facts(sequence)
            digest = chain.link(head.hash, sequence=sequence, **content)
            events.append(Event(sequence=sequence, previous_hash=head.hash, hash=digest, **content))
            head.count, head.hash = sequence, digest
        with transaction.atomic():
            Event.objects.bulk_create(events)
            head.save()


def timed(what: str, count: int, work: Callable[[], object]) -> None:
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    speed = f"{count / seconds:.0f} a second"
    print(f"{connection.vendor}: {what} {count} events in {seconds:.1f} s, {speed}", flush=True)


def verify_whole() -> None:
    report = verify()
    if not report.whole:
        raise SystemExit(f"The chain broke: {report}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--append", type=int, default=2_000)
    parser.add_argument("--verify", type=int, default=1_000_000)
    wanted = parser.parse_args()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(_folder.name) / "benchmark.sqlite3")
    site = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        timed("appended", wanted.append, lambda: append(wanted.append))
        load(wanted.verify)
        timed("verified", wanted.verify, verify_whole)
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)


if __name__ == "__main__":
    main()
