"""What the commands share that answer about a file of JSON."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, TypeVar

from documents.commands import FileCommand
from scoring import explain
from scoring.engine import Unusable
from scoring.engine.decoding import decode

Found = TypeVar("Found")
MOST_BYTES = 64 * 1024 * 1024  # many times the largest ranking; a stream may have no end


class JsonCommand(FileCommand):
    file_help = "the input in JSON"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--language", choices=explain.LANGUAGES, help="of sentences: nl, or en with --json")

    def find(self, work: Callable[[Any], Found], file: str, language: str) -> Found:
        """What `work` makes of the decoded file; input that it cannot use is refused."""
        data = self.read(file, most=MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            self.refuse(f"{file}: larger than {MOST_BYTES // 1024 // 1024} MB, which no input is.")
        try:
            return work(decode(data))
        except Unusable as error:
            self.refuse(explain.error(error, language))
        except MemoryError:
            self.refuse(f"{file}: too large for this computer's memory.")


def language_of(options: dict[str, Any]) -> str:
    return options["language"] or ("en" if options["json"] else "nl")


def aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
