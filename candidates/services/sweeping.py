"""What is done every day so that the disk holds no more than the rows acknowledge."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from candidates import vault
from documents.services import sweep_orphans

# Far longer than any request takes between writing a file and its row.
AFTER = timedelta(hours=48)


@dataclass(frozen=True)
class Swept:
    """Files without a row that are gone, and keys of erased bids that were still, or again, there."""

    files: int
    keys: int


def sweep(now: datetime) -> Swept:
    return Swept(sweep_orphans(older_than=now - AFTER), vault.finish_erasures())
