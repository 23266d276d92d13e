"""What the commands share that answer about a file of JSON: reading it, answering, refusing in one sentence."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand

from scoring import explain
from scoring.engine import Unusable
from scoring.engine.decoding import decode

UNUSABLE = 2
STDIN, STDOUT = 0, 1

Found = TypeVar("Found")


class FileCommand(BaseCommand):
    # It needs no database, and nobody should wait for checks of one.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the input in JSON; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print JSON, without sentences")
        parser.add_argument("--language", choices=explain.LANGUAGES, help="of sentences: nl, or en with --json")

    def find(self, work: Callable[[Any], Found], file: str, language: str) -> Found:
        """What `work` makes of the decoded file; input that it cannot use is refused."""
        try:
            return work(decode(read(file)))
        except Unusable as error:
            self.refuse(explain.error(error, language))
        except OSError as error:
            self.refuse(f"{file}: {error.strerror}.")
        except MemoryError:
            self.refuse(f"{file}: too large for this computer's memory.")

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


def language_of(options: dict[str, Any]) -> str:
    return options["language"] or ("en" if options["json"] else "nl")


def read(file: str) -> bytes:
    with open(STDIN, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
        return stream.read()


def printable(lines: list[str]) -> str:
    """A terminal that cannot write € still gets its answer."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)


def aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
