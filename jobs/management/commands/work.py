"""`manage.py work`: a worker for what is done in the background. Run one beside the site, or more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from jobs.worker import Worker, end_by_signal


class Command(BaseCommand):
    help = (
        "Do the work that waits, and what comes round, until SIGTERM: exit 0, after the job in hand. "
        "With --once: what waits and is due now. Exit 2 when there is no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits and is due now, and end")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks into the queue")

    def handle(self, **options: Any) -> None:
        worker = Worker(interval=max(options["interval"], 0.05))
        end_by_signal(worker)
        if not options["once"]:
            worker.run()
            return
        try:
            worker.run_once()
        except Error as error:
            first_line = str(error).partition("\n")[0]
            raise CommandError(f"The work can't be read: {first_line}", returncode=2) from error
