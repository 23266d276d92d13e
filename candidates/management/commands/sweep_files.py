"""`manage.py sweep_files`: remove files without a row, finish erasures that a crash cut short; the worker does too."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from candidates.services.sweeping import sweep


class Command(BaseCommand):
    help = "Remove files that belong to no row and are older than 48 hours: exit 0 when done, 2 when it can't be."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            swept = sweep(clock.now())
        except (Error, OSError) as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The files can't be swept: {first_line}", returncode=2) from error
        facts = {"files": swept.files, "keys": swept.keys}
        text = f"{swept.files} files without a row removed, {swept.keys} keys of erased bids destroyed"
        self.stdout.write(json.dumps(facts) if options["json"] else text)
