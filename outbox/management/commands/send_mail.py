"""`manage.py send_mail`: send the mail that is due, and try again what failed. The worker does so every minute."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from outbox.sending import Sent, send_due


class Command(BaseCommand):
    help = "Send the mail that is due: exit 0 when all of it went, 1 when some did not, 2 when there is no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            outcome = send_due()
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The messages can't be read: {first_line}", returncode=2) from error
        self.stdout.write(json.dumps(asdict(outcome)) if options["json"] else _text(outcome))
        if outcome.failed or outcome.left:
            sys.exit(1)


def _text(outcome: Sent) -> str:
    return f"{outcome.sent} sent, {outcome.failed} failed, {outcome.left} still due"
