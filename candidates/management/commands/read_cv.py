"""`manage.py read_cv FILE|- --json`: a CV in, facts and problems out. `docs/cv.md` is the contract."""

import hashlib
import json
import logging
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.utils.translation import override

from candidates import cv
from candidates.cv import contract, sentences
from documents.commands import FileCommand, printable
from documents.reading_cv import words_of
from documents.unreadable import Unreadable

CLEAN, PROBLEMS = 0, 1


class Command(FileCommand):
    help = "Reads a CV in PDF. Exit 0: no problems. 1: problems. 2: the file cannot be read."
    file_help = "the CV"
    json_help = "print the facts and problems as JSON"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--max-pages", type=count, help="the most pages that the assignment allows")
        parser.add_argument("--language", choices=("nl", "en"), help="the language that the assignment asks")
        parser.add_argument("--min-references", type=count, help="the fewest references that the assignment asks")
        parser.add_argument("--sentences", choices=sentences.LANGUAGES, help="their language: nl, or en with --json")

    def handle(self, **options: Any) -> None:
        language = options["sentences"] or ("en" if options["json"] else "nl")
        asked = cv.Asked(options["max_pages"], options["language"], options["min_references"])
        data = self.read(options["file"], most=settings.UPLOAD_MAX_BYTES + 1)  # enough to show that it is too big
        facts = cv.read(self.found(data, language))
        found = cv.problems(facts, asked)
        if options["json"]:
            sha256 = hashlib.sha256(data).hexdigest()
            self.answer(json.dumps(contract.result(facts, found, sha256=sha256, language=language)))
        else:
            self.answer(as_text(sentences.listing(facts, found, language)))
        sys.exit(PROBLEMS if found else CLEAN)

    def found(self, data: bytes, language: str) -> dict[str, Any]:
        logging.disable(logging.INFO)  # standard error is for the sentence alone
        try:
            return words_of(data)
        except Unreadable as error:
            with override(language):
                self.refuse(error.message)
        finally:
            logging.disable(logging.NOTSET)


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ArgumentTypeError("must be a whole number of at most 6 digits")
    return int(text)


def as_text(lines: list[str]) -> str:
    """What a terminal would obey is shown as its code."""
    return printable("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line) for line in lines)
