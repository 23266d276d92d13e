"""`manage.py remind`: mail bidders whose bid is not submitted yet, a day and an hour before the closing. Run it every
few minutes."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from candidates.services import remind


class Command(BaseCommand):
    help = "Mail bidders whose bid is not submitted yet: exit 0 when that was done, 2 when there is no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            mails = remind(clock.now())
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The bids can't be read: {first_line}", returncode=2) from error
        self.stdout.write(json.dumps({"mails": mails}) if options["json"] else f"{mails} mails written")
