"""`manage.py sweep_files`: remove files that no row acknowledges, left by a crash. Run it once a day."""

import json
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from documents.services import sweep_orphans

# Longer than any request lasts: a file is there before its row.
SPARED = timedelta(days=1)


class Command(BaseCommand):
    help = "Remove files of more than a day old that no row acknowledges: exit 0, or 2 when there is no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            removed = sweep_orphans(older_than=clock.now() - SPARED)
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The files can't be told from orphans: {first_line}", returncode=2) from error
        self.stdout.write(json.dumps({"removed": removed}) if options["json"] else f"{removed} files removed")
