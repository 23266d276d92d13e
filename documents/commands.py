"""What the commands share that answer about one file: reading it, answering, refusing in one sentence."""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

UNUSABLE = 2
STDIN, STDOUT = 0, 1


class FileCommand(BaseCommand):
    """`manage.py NAME FILE|- [--json]`. A subclass says what FILE is."""

    file_help: str
    json_help = "print JSON, without sentences"
    # It needs no database, and nobody should wait for checks of one.
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """What the site logs about a refused file would be a second sentence on standard error."""
        logging.disable(logging.WARNING)
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Settings that can't be read are said before there is an answer."""
        settings.is_overridden("DATABASES")  # which reads them
        return super().execute(*args, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help=f"{self.file_help}; - reads standard input")
        parser.add_argument("--json", action="store_true", help=self.json_help)

    def read(self, file: str, *, most: int = -1) -> bytes:
        """At most `most` bytes of it, where that is said: a stream may have no end."""
        try:
            with open(STDIN, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
                return stream.read(most)
        except OSError as error:
            self.refuse(f"{file}: {error.strerror}.")
        except ValueError:
            self.refuse(f"{file}: no file can have this name.")
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


def printable(lines: Iterable[str]) -> str:
    """A terminal that cannot write € still gets its answer."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)
