"""A worker in a process of its own, with a kind of job that waits until it is let go:

    python -m tests.jobs.sample FOLDER

Each attempt leaves a line in FOLDER/attempts, and ends once FOLDER/go is there.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def main(folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from jobs.kinds import handles

    @handles("waits", seconds=30)
    def wait(arguments, progress):
        with (folder / "attempts").open("a") as file:
            file.write(f"{os.getpid()}\n")
        progress(1, 2)
        while not (folder / "go").exists():
            time.sleep(0.05)

    call_command("work", interval=0.05)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
