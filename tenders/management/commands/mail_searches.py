"""`manage.py mail_searches`: mail who saved a search what is new since yesterday. The worker does so each morning."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from tenders.services.telling import tell_daily


class Command(BaseCommand):
    help = "Mail new assignments to who saved a search: exit 0 when that is done, 2 when there is no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            told = tell_daily(clock.now())
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The saved searches can't be read: {first_line}", returncode=2) from error
        text = f"{told.searches} searches, {told.mails} mails"
        self.stdout.write(json.dumps(asdict(told)) if options["json"] else text)
