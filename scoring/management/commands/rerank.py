"""`manage.py rerank TENDER`: recompute every stored ranking of a tender, and compare."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from scoring.services.rerank import Recomputed, rerank
from tenders.models import Tender


class Command(BaseCommand):
    help = (
        "Recompute every stored ranking of a tender: exit 0 when all hold, 1 when one does not, 2 when there is none."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tender", metavar="TENDER", help="the assignment's number")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *, tender: str, **options: Any) -> None:
        try:
            found = Tender.objects.filter(number=tender).first()
            results = rerank(found) if found else []
        except (Error, ValueError, KeyError) as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The rankings can't be read: {first_line}", returncode=2) from error
        if found is None:
            raise CommandError(f"There is no assignment {tender}.", returncode=2)
        if not results:
            raise CommandError(f"Assignment {tender} has no ranking yet.", returncode=2)
        self.stdout.write(_json(tender, results) if options["json"] else _text(tender, results))
        if any(result.problems for result in results):
            sys.exit(1)


def _json(tender: str, results: list[Recomputed]) -> str:
    same = not any(result.problems for result in results)
    return json.dumps({"tender": tender, "same": same, "snapshots": [asdict(result) for result in results]})


def _text(tender: str, results: list[Recomputed]) -> str:
    lines = []
    for result in results:
        word = "differs" if result.problems else "the same"
        lines.append(f"{tender}, run {result.run}, snapshot {result.sequence} ({result.sha256[:12]}…): {word}")
        lines += [f"  {problem}" for problem in result.problems]
    return "\n".join(lines)
