"""What can be said of the stated jobs without counting them."""

import re

from .content import Job

A_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


def has_dates(job: Job) -> bool:
    """Can its dates be read, and does it end after it begins? Else it counts for nothing."""
    if not A_DATE.fullmatch(job.begins):
        return False
    if job.still:
        return True
    return bool(A_DATE.fullmatch(job.ends)) and job.ends[: len(job.begins)] >= job.begins[: len(job.ends)]
