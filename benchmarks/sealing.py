"""What sealing costs: opening the bids of an assignment, sealed each under its own key, against the same bids unsealed.

    python -m benchmarks.sealing [--bids 200] [--times 5]

Both sides in one run, by turns, in processor time, on a database and in folders of its own that are thrown away
afterwards. Unsealed is the same program with a key store that hands through what it is given. Also a new key, and 1 MB.
"""

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

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

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from candidates import vault  # noqa: E402
from candidates.services import open_vault  # noqa: E402
from documents import keystore  # noqa: E402
from tenders.models import Tender  # noqa: E402
from tests.candidates.factories import JUST_AFTER, a_submitted_bid, copies_of  # noqa: E402
from tests.factories import an_organisation, published_raalte  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # of 200 suppliers whom nobody times
MEGABYTE = os.urandom(1024 * 1024)


@contextmanager
def unsealed() -> Iterator[None]:
    own = keystore.seal, keystore.unseal
    keystore.seal = lambda _key, data, *, about: data
    keystore.unseal = lambda _key, sealed, *, about: bytes(sealed)
    try:
        yield
    finally:
        keystore.seal, keystore.unseal = own


def with_bids(number: str, bids: int) -> Tender:
    tender = published_raalte(number=number)
    copies_of(a_submitted_bid(tender, an_organisation("Noord", "supplier")), bids - 1)
    return tender


def opened(tender: Tender) -> float:
    gc.collect()  # what making the bids left is not the opening's
    began = process_time()
    open_vault(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    vault.open_rates(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    return process_time() - began


def pair(time: int, bids: int) -> tuple[float, float]:
    """Sealed and unsealed; who goes second finds a larger database and warmer caches, so they go first in turn."""
    sealed = bare = 0.0
    for side in ("sealed", "bare") if time % 2 else ("bare", "sealed"):
        if side == "sealed":
            sealed = opened(with_bids(f"3{time:04}", bids))
        else:
            with unsealed():
                bare = opened(with_bids(f"4{time:04}", bids))
    return sealed, bare


def milliseconds(act: Callable[[], object], times: int = 50) -> float:
    began = process_time()
    for _ in range(times):
        act()
    return (process_time() - began) / times * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bids", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    wanted = parser.parse_args()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(_folder.name) / "benchmark.sqlite3")
    site = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        pair(wanted.times, 3)  # loads what is loaded once
        pairs = [pair(time, wanted.bids) for time in range(wanted.times)]
        ratios = [sealed / bare for sealed, bare in pairs]
        sealed, bare = (median(times) for times in zip(*pairs, strict=True))
        print(f"opening {wanted.bids} bids and their rates: {sealed:.2f} s sealed, {bare:.2f} s unsealed; ", end="")
        print(f"ratio {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
        key = keystore.new_key()
        ciphertext = keystore.seal(key, MEGABYTE, about="x")
        print(f"a new key: {milliseconds(keystore.new_key):.1f} ms")
        print(f"sealing 1 MB: {milliseconds(lambda: keystore.seal(key, MEGABYTE, about='x')):.1f} ms, ", end="")
        print(f"unsealing it: {milliseconds(lambda: keystore.unseal(key, ciphertext, about='x')):.1f} ms")
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)


if __name__ == "__main__":
    main()
