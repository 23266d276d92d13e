"""A supplier's folder of candidates: data entered once and used in bids. Sealed under a key of the supplier; opened
here alone, in memory, for the supplier's own bidders."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.models import Organisation
from accounts.rules import Visitor, general_roles, require_login
from audit.chain import canonical
from documents import keystore

from .content import Job, same_name
from .models import SavedCandidate, SupplierKey
from .rules import bids_as
from .vault import Sealed

FORMAT = 1


@dataclass(frozen=True)
class Person:
    """`id` is None until it is kept."""

    id: UUID | None = None
    name: str = ""
    email: str = ""
    telephone: str = ""
    place: str = ""
    career: tuple[Job, ...] = ()


def saved(supplier: Organisation, *, by: Visitor) -> list[Person]:
    """Everybody in the folder, by name, in two queries. Raises Sealed for who doesn't bid for this supplier, and
    keystore.Unsealable."""
    require_bidder(supplier, by)
    key = SupplierKey.objects.filter(supplier=supplier).first()
    if key is None:
        return []
    kept = SavedCandidate.objects.filter(supplier=supplier)
    return sorted((_opened(row, key.key_id) for row in kept), key=lambda person: (same_name(person.name), person.id))


def named(people: Iterable[Person], words: str) -> list[Person]:
    """Those in whose name each of the words stands."""
    wanted = same_name(words).split()
    return [person for person in people if all(word in same_name(person.name) for word in wanted)]


def opened(row: SavedCandidate, *, by: Visitor) -> Person:
    """Raises Sealed and keystore.Unsealable."""
    require_bidder(row.supplier, by)
    return _opened(row, SupplierKey.objects.get(supplier=row.supplier_id).key_id)


def sealed(row: SavedCandidate, person: Person, *, key_id: str) -> bytes:
    content = {"format": FORMAT, **asdict(replace(person, id=None))}
    del content["id"]
    return keystore.seal(key_id, canonical(content).encode(), about=_about(row))


def folder_for(user: Visitor, pk: int, act: str) -> Organisation:
    """The supplier in whose folder this person may do `act`; else LoginNeeded or Http404."""
    require_login(user, act)
    supplier = next((each for each in bids_as(user) if each.pk == pk), None)
    if supplier is None:
        raise Http404
    access.require(act, general_roles(user) | {"holder"}, "published")
    return supplier


def row_for(user: Visitor, pk: UUID, act: str) -> SavedCandidate:
    """The same for one person in a folder."""
    require_login(user, act)
    row = get_object_or_404(SavedCandidate.objects.select_related("supplier"), pk=pk)
    folder_for(user, row.supplier_id, act)
    return row


def require_bidder(supplier: Organisation, by: Visitor) -> None:
    if all(each.pk != supplier.pk for each in bids_as(by)):
        raise Sealed


def _opened(row: SavedCandidate, key_id: str) -> Person:
    data = json.loads(keystore.unseal(key_id, bytes(row.sealed), about=_about(row)))
    del data["format"]
    return Person(id=row.pk, **{**data, "career": tuple(Job.read(job) for job in data["career"])})


def _about(row: SavedCandidate) -> str:
    return f"saved candidate {row.pk}"
