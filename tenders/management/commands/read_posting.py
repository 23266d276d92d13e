"""`manage.py read_posting FILE|- --json`: the text of a posting in, a draft out. `docs/posting.md` is the contract."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import override

from documents.text_of import text_of
from documents.unreadable import Unreadable
from tenders.days_off import holidays_around
from tenders.posting import Draft, is_posting, read
from tenders.posting.lint import check
from tenders.posting.listing import LANGUAGES, listing
from tenders.posting.sentences import say

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
STDIN, STDOUT = 0, 1
NO_POSTING = {
    "nl": "Deze tekst is geen inhuuropdracht: wat eruit te lezen was, staat in de uitvoer.",
    "en": "This text is no posting of an assignment: what could be read stands in the output.",
}


class Command(BaseCommand):
    help = "Reads a posting: text, PDF, HTML or DOCX. Exit 0: nothing found. 1: findings. 2: no posting, or unreadable."
    # It needs no database, and nobody should wait for checks of one.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the posting; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print the draft as JSON")
        parser.add_argument("--language", choices=LANGUAGES, help="of sentences: nl, or en with --json")

    def handle(self, **options: Any) -> None:
        language = options["language"] or ("en" if options["json"] else "nl")
        draft = read(self.text(options["file"], language))
        findings = findings_of(draft, language)
        if options["json"]:
            self.answer(json.dumps({**draft, "findings": findings}))
        else:
            self.answer(as_text([*listing(draft, language), *(finding["message"] for finding in findings)]))
        if not is_posting(draft):
            self.refuse(NO_POSTING[language])
        sys.exit(FINDINGS if findings else CLEAN)

    def text(self, file: str, language: str) -> str:
        try:
            with open(STDIN, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
                data = stream.read()
            return text_of(data)
        except OSError as error:
            self.refuse(f"{file}: {error.strerror}.")
        except ValueError:
            self.refuse(f"{file}: no file can have this name.")
        except MemoryError:
            self.refuse(f"{file}: too large for this computer's memory.")
        except Unreadable as error:
            with override(language):
                self.refuse(f"{file}: {error.message}")

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


def findings_of(draft: Draft, language: str) -> list[dict[str, str]]:
    """What the check says of the draft, each with its code, severity, sentence and field."""
    return [
        {"code": found.code, "severity": found.severity, "message": say(found, language), "field": found.field}
        for found in check(draft, holidays=holidays_around(draft))
    ]


def as_text(lines: list[str]) -> str:
    # A terminal that cannot write € still gets its draft.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)
