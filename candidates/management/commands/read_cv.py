"""`manage.py read_cv FILE|- --json`: a CV in, facts and problems out. `docs/cv.md` is the contract."""

import hashlib
import json
import logging
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from candidates import cv
from candidates.cv import contract, sentences
from documents.reading import read_cv
from documents.unreadable import Unreadable

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2
STDIN, STDOUT = 0, 1


class Command(BaseCommand):
    help = "Reads a CV in PDF. Exit 0: no problems. 1: problems. 2: the file cannot be read."
    # It needs no database, and nobody should wait for checks of one.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the CV; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print the facts and problems as JSON")
        parser.add_argument("--max-pages", type=count, help="the most pages that the assignment allows")
        parser.add_argument("--language", choices=("nl", "en"), help="the language that the assignment asks")
        parser.add_argument("--min-references", type=count, help="the fewest references that the assignment asks")
        parser.add_argument("--sentences", choices=sentences.LANGUAGES, help="their language: nl, or en with --json")

    def handle(self, **options: Any) -> None:
        language = options["sentences"] or ("en" if options["json"] else "nl")
        asked = cv.Asked(options["max_pages"], options["language"], options["min_references"])
        data = self.data(options["file"])
        facts = cv.read(self.found(data, language))
        found = cv.problems(facts, asked)
        if options["json"]:
            sha256 = hashlib.sha256(data).hexdigest()
            self.answer(json.dumps(contract.result(facts, found, sha256=sha256, language=language)))
        else:
            self.answer(as_text(sentences.listing(facts, found, language)))
        sys.exit(PROBLEMS if found else CLEAN)

    def data(self, file: str) -> bytes:
        """No more of it than shows that it is too big: it may have no end."""
        try:
            with open(STDIN, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
                return stream.read(settings.UPLOAD_MAX_BYTES + 1)
        except OSError as error:
            self.refuse(f"{file}: {error.strerror}.")
        except ValueError:
            self.refuse(f"{file}: no file can have this name.")

    def found(self, data: bytes, language: str) -> dict[str, Any]:
        logging.disable(logging.INFO)  # standard error is for the sentence alone
        try:
            return read_cv(data)
        except Unreadable as error:
            with override(language):
                self.refuse(error.message)
        finally:
            logging.disable(logging.NOTSET)

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
        sys.exit(UNREADABLE)


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ArgumentTypeError("must be a whole number of at most 6 digits")
    return int(text)


def as_text(lines: list[str]) -> str:
    # What a terminal cannot write, or would obey, is shown as its code.
    plain = ("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line) for line in lines)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n".join(plain).encode(encoding, "backslashreplace").decode(encoding)
