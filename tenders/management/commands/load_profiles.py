"""`manage.py load_profiles`: the library of function profiles as its files have it; again and again without harm."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from audit import clock
from tenders.models import FunctionProfile
from tenders.services.profiles import load_library


class Command(BaseCommand):
    help = "Load the library of function profiles, or bring it up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        try:
            changed = load_library(clock.now())
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The function profiles can't be loaded: {first_line}", returncode=2) from error
        profiles = list(FunctionProfile.objects.library().order_by("slug").values_list("slug", flat=True))
        if options["json"]:
            self.stdout.write(json.dumps({"profiles": profiles, "changed": changed}))
        elif changed:
            self.stdout.write(f"Function profiles loaded: {', '.join(changed)}")
