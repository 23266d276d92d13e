"""For tests: the work in the background, done here and now."""

from unittest.mock import patch

from .queue import work_off_next


def run_jobs() -> int:
    """Empties the queue in this process; how many tasks there were."""
    # The library's worker lets go of connections in between. A test's own must stay: it is in its transaction.
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        done = 0
        while work_off_next("tests"):
            done += 1
    return done
