import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from audit import chain
from audit.verify import Report, holds, verify


class Command(BaseCommand):
    help = "Check the chain of events: exit 0 when it is whole, 1 when it is broken, 2 when it can't be checked."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--head", metavar="COUNT:HASH", help="a head from a receipt: is that event still there?")

    def handle(self, *, head: str | None, **options: Any) -> None:
        position = read_head(head) if head is not None else None
        try:
            report = verify()
            kept = holds(position) if position else None
        except Error as error:
            raise CommandError(f"The log can't be read: {first_line(error)}", returncode=2) from error
        self.stdout.write(as_json(report, kept) if options["json"] else as_text(report, position, kept))
        if not report.whole or kept is False:
            sys.exit(1)


def read_head(text: str) -> chain.Position:
    try:
        return chain.Position.read(text)
    except ValueError as error:
        raise CommandError(str(error), returncode=2) from error


def first_line(error: Error) -> str:
    return str(error).partition("\n")[0]


def as_json(report: Report, kept: bool | None) -> str:
    return json.dumps(report.as_json() if kept is None else {**report.as_json(), "head_found": kept})


def as_text(report: Report, position: chain.Position | None, kept: bool | None) -> str:
    lines = [f"{'Whole' if report.whole else 'Broken'}: {report.count} events, head {report.count}:{report.hash}"]
    if report.broken:
        lines.append(f"First broken row: {report.broken}.")
    lines += [f"Trigger {name} is not there: changes are not refused." for name in report.unguarded]
    if position:
        lines.append(f"The given head {position.count} {'is' if kept else 'is NOT'} in this chain.")
    return "\n".join(lines)
