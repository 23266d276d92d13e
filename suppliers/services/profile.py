"""What a supplier states of itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from audit.services import record

# A company's number is what it is known by: only an administrator changes that.
STATED = (
    "name",
    "legal_form",
    "place",
    "waadi_status",
    "waadi_number",
    "wtta_status",
    "wtta_number",
    "contact_name",
    "contact_email",
    "contact_telephone",
)


@transaction.atomic
def change_profile(company: Organisation, stated: Mapping[str, str], *, by: User, now: datetime) -> list[str]:
    """The names of the fields that changed; when there are none, no event is left either."""
    company = Organisation.objects.select_for_update().get(pk=company.pk)
    changed = [name for name in STATED if name in stated and stated[name] != getattr(company, name)]
    if not changed:
        return []
    for name in changed:
        setattr(company, name, stated[name])
    company.save(update_fields=changed)
    record("company.changed", by=by, about=("organisation", str(company.pk)), now=now, fields=changed)
    return changed
