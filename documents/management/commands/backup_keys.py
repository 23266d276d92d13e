"""`manage.py backup_keys DIR`: copy the wrapped keys of the vault, and destroy the copies that are over their term."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit import clock
from documents.key_backups import NoPlace, back_up


class Command(BaseCommand):
    help = "Copy the wrapped keys into DIR and destroy copies over their term: exit 0 when done, 2 when it can't be."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="where the copies lie, on another disk")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            done = back_up(folder, now=clock.now())
        except NoPlace as error:
            raise CommandError(f"{folder} lies within {error}: choose another place.", returncode=2) from error
        except OSError as error:
            raise CommandError(f"The copy can't be made: {error}.", returncode=2) from error
        facts = {"folder": str(done.folder), "keys": done.keys, "removed": done.removed}
        days = settings.KEYS_BACKUP_DAYS
        text = f"{done.keys} keys copied to {done.folder}; {done.removed} copies older than {days} days destroyed"
        self.stdout.write(json.dumps(facts) if options["json"] else text)
