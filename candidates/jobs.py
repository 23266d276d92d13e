"""What bids have done in the background, and every so often."""

from collections.abc import Mapping
from datetime import datetime, time

from audit import clock
from documents.models import StoredFile
from documents.reading import read_cv
from documents.unreadable import Unreadable
from jobs.kinds import Failed, Progress, handles
from jobs.schedule import comes_round

from . import cv, vault
from .models import READ_CV, CvReading
from .services.sweeping import sweep

BUSY = "busy"  # the only refusal that may be over by the next attempt


@handles(READ_CV, seconds=60)
def read(arguments: Mapping[str, str], progress: Progress) -> None:
    """Nothing where the file was replaced or erased meanwhile, or was read by an attempt that ended too early."""
    file = StoredFile.objects.filter(pk=arguments["file"]).first()
    if file is None or CvReading.objects.filter(file=file).exists():
        return
    try:
        found = read_cv(file, progress=progress)
    except Unreadable as error:
        if error.code == BUSY:
            raise
        raise Failed(error.code) from error
    vault.keep_cv_facts(file, cv.read(found), now=clock.now())


@comes_round("sweep_files", daily_at=time(4))
def sweep_files(now: datetime) -> None:
    sweep(now)
