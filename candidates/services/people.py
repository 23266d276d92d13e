"""Add, change and remove a person in a supplier's folder of candidates. Events hold no name."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from audit.services import record
from candidates.models import SavedCandidate, SupplierKey
from candidates.people import Person, require_bidder, sealed
from documents import keystore


@transaction.atomic
def save_person(supplier: Organisation, person: Person, *, by: User, now: datetime) -> SavedCandidate:
    """Raises vault.Sealed."""
    require_bidder(supplier, by)
    row = SavedCandidate(supplier=supplier, changed_at=now)
    row.sealed = sealed(row, person, key_id=_key_of(supplier))
    row.save(force_insert=True)
    _tell("person.saved", row, by=by, now=now)
    return row


@transaction.atomic
def change_person(row: SavedCandidate, person: Person, *, by: User, now: datetime) -> None:
    """Raises vault.Sealed. A bid that took this person's data over keeps what it has."""
    require_bidder(row.supplier, by)
    content = sealed(row, person, key_id=_key_of(row.supplier))
    if SavedCandidate.objects.filter(pk=row.pk).update(sealed=content, changed_at=now):
        _tell("person.changed", row, by=by, now=now)


@transaction.atomic
def remove_person(row: SavedCandidate, *, by: User, now: datetime) -> None:
    """Raises vault.Sealed."""
    require_bidder(row.supplier, by)
    removed, _by_model = SavedCandidate.objects.filter(pk=row.pk).delete()
    if removed:
        _tell("person.removed", row, by=by, now=now)


def _key_of(supplier: Organisation) -> str:
    """The supplier's key, made at the first use: one, since the supplier's row is locked meanwhile."""
    Organisation.objects.select_for_update().get(pk=supplier.pk)
    key = SupplierKey.objects.filter(supplier=supplier).first()
    return (key or SupplierKey.objects.create(supplier=supplier, key_id=keystore.new_key())).key_id


def _tell(act: str, row: SavedCandidate, *, by: User, now: datetime) -> None:
    record(act, by=by, about=("person", str(row.pk)), now=now)
