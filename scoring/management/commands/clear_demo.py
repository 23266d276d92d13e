"""`manage.py clear_demo`: remove the demo's rows and files; the log keeps its events and gets one more."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from scoring.demo.clearing import clear


class Command(BaseCommand):
    help = "Remove the demo: exit 0 when it is gone, 1 when there was none, 2 when it can't be removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            cleared = clear(clock.now())
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The demo can't be removed: {first_line}", returncode=2) from error
        shutil.rmtree(Path(settings.DATA_DIR) / "demo", ignore_errors=True)
        counts = asdict(cleared)
        told = ", ".join(f"{count} {what}" for what, count in counts.items())
        self.stdout.write(json.dumps(counts) if options["json"] else f"Removed: {told}.")
        if not any(counts.values()):
            raise SystemExit(1)
