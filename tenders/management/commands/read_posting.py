"""`manage.py read_posting FILE|- --json`: the text of a posting in, a draft out. `docs/posting.md` is the contract."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.utils.translation import override

from documents.commands import FileCommand, printable
from documents.text_of import text_of
from documents.unreadable import Unreadable
from tenders.days_off import holidays_around
from tenders.posting import Draft, is_posting, read
from tenders.posting.lint import check
from tenders.posting.listing import LANGUAGES, listing
from tenders.posting.sentences import say

CLEAN, FINDINGS = 0, 1
NO_POSTING = {
    "nl": "Deze tekst is geen inhuuropdracht: wat eruit te lezen was, staat in de uitvoer.",
    "en": "This text is no posting of an assignment: what could be read stands in the output.",
}


class Command(FileCommand):
    help = "Reads a posting: text, PDF, HTML or DOCX. Exit 0: nothing found. 1: findings. 2: no posting, or unreadable."
    file_help = "the posting"
    json_help = "print the draft as JSON"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--language", choices=LANGUAGES, help="of sentences: nl, or en with --json")

    def handle(self, **options: Any) -> None:
        language = options["language"] or ("en" if options["json"] else "nl")
        draft = read(self.text(options["file"], language))
        findings = findings_of(draft, language)
        if options["json"]:
            self.answer(json.dumps({**draft, "findings": findings}))
        else:
            self.answer(printable([*listing(draft, language), *(finding["message"] for finding in findings)]))
        if not is_posting(draft):
            self.refuse(NO_POSTING[language])
        sys.exit(FINDINGS if findings else CLEAN)

    def text(self, file: str, language: str) -> str:
        data = self.read(file, most=settings.UPLOAD_MAX_BYTES + 1)  # enough to show that it is too big
        try:
            return text_of(data)
        except Unreadable as error:
            with override(language):
                self.refuse(f"{file}: {error.message}")


def findings_of(draft: Draft, language: str) -> list[dict[str, str]]:
    """What the check says of the draft, each with its code, severity, sentence and field."""
    return [
        {"code": found.code, "severity": found.severity, "message": say(found, language), "field": found.field}
        for found in check(draft, holidays=holidays_around(draft))
    ]
