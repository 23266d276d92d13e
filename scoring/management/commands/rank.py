"""`manage.py rank FILE|- --json`: rules, verdicts and lots in, a ranking out. `docs/ranking.md` is the contract."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from scoring import explain
from scoring.engine import Ranking, Unusable, contract
from scoring.engine.decoding import decode

SETTLED, LOT_NEEDED, UNUSABLE = 0, 1, 2
STDIN, STDOUT = 0, 1


class Command(BaseCommand):
    help = "Ranks the bids in a file. Exit 0: the shortlist is settled. 1: a lot is needed. 2: the input is unusable."
    # It needs no database, and nobody should wait for checks of one.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the input in JSON; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print the ranking as JSON, without sentences")
        parser.add_argument("--language", choices=explain.LANGUAGES, help="of sentences: nl, or en with --json")

    def handle(self, **options: Any) -> None:
        language = options["language"] or ("en" if options["json"] else "nl")
        try:
            ranking = contract.ranking(decode(read(options["file"])))
        except Unusable as error:
            self.refuse(explain.error(error, language))
        except OSError as error:
            self.refuse(f"{options['file']}: {error.strerror}.")
        except MemoryError:
            self.refuse(f"{options['file']}: too large for this computer's memory.")
        self.answer(as_json(ranking) if options["json"] else as_text(ranking, language))
        sys.exit(SETTLED if ranking.settled else LOT_NEEDED)

    def answer(self, text: str) -> None:
        """Written out here and now: a full disk or a reader who left must show while it can still be told."""
        if sys.stdout is None:
            self.refuse("The result cannot be written: standard output is closed.")
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:
            # What is left in the buffer goes nowhere, or Python would try again on its way out, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)
            self.refuse(f"The result cannot be written: {error.strerror}.")

    def refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(UNUSABLE)


def read(file: str) -> bytes:
    with open(STDIN, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
        return stream.read()


def as_json(ranking: Ranking) -> str:
    return json.dumps(contract.result(ranking))


def as_text(ranking: Ranking, language: str) -> str:
    lines = [
        *aligned(explain.table(ranking, language)),
        "",
        *explain.summary(ranking, language),
        *explain.places(ranking, language),
        *explain.excluded(ranking, language),
    ]
    # A terminal that cannot write € still gets its ranking.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)


def aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
