"""`manage.py rewrap_keys`: put the keys of the vault under the new master key."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents import keystore


class Command(BaseCommand):
    help = (
        "Wrap every key by MASTER_KEY that is still wrapped by FORMER_MASTER_KEY; safe to repeat. Exit 0 when all are, "
        "1 when neither of the two opens some key, 2 when a master key is missing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        for name in ("MASTER_KEY", "FORMER_MASTER_KEY"):
            if not getattr(settings, name):
                raise CommandError(f"{name} is missing: set both, the new one and the one from before.", returncode=2)
        try:
            done = keystore.rewrap()
        except OSError as error:
            raise CommandError(f"The keys can't be rewrapped: {error}.", returncode=2) from error
        self.stdout.write(json.dumps(asdict(done)) if options["json"] else _text(done))
        if done.unreadable:
            sys.exit(1)


def _text(done: keystore.Rewrapped) -> str:
    lines = [f"{done.changed} keys are now under the new master key, {done.unchanged} were already."]
    return "\n".join([*lines, *(f"Neither of the two opens key {key_id}." for key_id in done.unreadable)])
