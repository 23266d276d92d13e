"""`manage.py load_demo`: a full cycle from the two postings, with accounts for each role."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from accounts.demo import ACCOUNTS
from audit import clock
from scoring.demo import cycle, showcase
from tenders.services.profiles import load_library


class Command(BaseCommand):
    help = "Make the demo and show its ranking and shortlist; where it is there already, only show them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        if not (settings.DEMO and settings.CLOCK_MAY_MOVE):
            raise CommandError(
                "The demo is for a demonstration alone: set DEMO and CLOCK_MAY_MOVE, never on a real site.",
                returncode=2,
            )
        try:
            load_library(clock.now())
            if showcase.demo_tender() is None:
                cycle.load(clock.now())
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The demo can't be made: {first_line}", returncode=2) from error
        try:
            self._show(as_json=options["json"])
        except LookupError as error:
            raise CommandError(f"The demo can't be shown: {error}", returncode=2) from error

    def _show(self, *, as_json: bool) -> None:
        tender = showcase.demo_tender()
        ranking = showcase.ranking_of(tender)
        path = showcase.written_shortlist(tender)
        accounts = [account.email for account in ACCOUNTS]
        if as_json:
            shown = showcase.as_data(tender, ranking)
            self.stdout.write(json.dumps(shown | {"shortlist_pdf": str(path), "accounts": accounts}))
            return
        self.stdout.write(showcase.as_text(tender, ranking))
        self.stdout.write(f"\nShortlist: {path}")
        self.stdout.write(f"Accounts: {', '.join(accounts)}\nPassword: {settings.DEMO_PASSWORD}")
