"""Ask for work in the background."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from .kinds import kind_of
from .models import Job
from .queue import put_in_queue

# A number, a uuid, a public number: never a sentence.
A_KEY = re.compile(r"[\w.:-]{1,80}", re.ASCII)


@transaction.atomic
def start(kind: str, *, key: str, arguments: Mapping[str, str], now: datetime) -> Job:
    """The job of this kind and key, put in the queue together with the act that asks for it; asked again, the same job.

    Raises UnknownKind; ValueError for an argument that is no key of a row.
    """
    kind_of(kind)
    if not all(A_KEY.fullmatch(value) for value in arguments.values()):
        raise ValueError("The arguments of a job are keys of rows.")
    job, is_new = Job.objects.get_or_create(
        kind=kind, key=key, defaults={"arguments": dict(arguments), "made_at": now, "queued_at": now}
    )
    if is_new:
        put_in_queue(job, now=now)
    return job


def find(kind: str, *, key: str) -> Job | None:
    return Job.objects.filter(kind=kind, key=key).first()


def forget(kind: str, *, keys: Iterable[str]) -> None:
    """Removes the jobs of what is not there any more; one that is in hand finds nothing to do."""
    Job.objects.filter(kind=kind, key__in=list(keys)).delete()
