"""Reading a posting in: its text is kept until the officer has looked, then everything is saved at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from tenders.models import Intake, Tender

from .drafting import make_draft

KEPT = timedelta(days=30)


@transaction.atomic
def take_in(text: str, *, sha256: str, name: str = "", by: User, now: datetime) -> Intake:
    """Texts of which nothing came within KEPT are swept here: no job need run for it."""
    Intake.objects.filter(created_at__lt=now - KEPT).delete()
    return Intake.objects.create(text=text, sha256=sha256, name=name[:200], created_at=now, created_by=by)


@transaction.atomic
def make_of_intake(
    intake: Intake, content: Mapping[str, Any], start: Mapping[str, Any], *, by: User, now: datetime
) -> Tender:
    """The draft, with everything that the officer looked at; a second time gives the same one."""
    intake = Intake.objects.select_for_update(of=("self",)).select_related("made").get(pk=intake.pk)
    if intake.made:
        return intake.made
    intake.made = make_draft(content, **start, by=by, now=now, source_sha256=intake.sha256)
    intake.save(update_fields=["made"])
    return intake.made
