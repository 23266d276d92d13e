"""Sign a company up with its first person, who manages it and bids for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.rules import people_of
from audit.services import record
from outbox.letters import address, write
from outbox.services import post
from suppliers.models import SignUp

Role = Membership.Role


@dataclass(frozen=True)
class Company:
    name: str
    kvk_number: str
    legal_form: str


@transaction.atomic
def sign_up(user: User, company: Company, *, now: datetime) -> SignUp:
    """Keep what was said of the company until the person's address is confirmed."""
    waiting = SignUp.objects.create(
        user=user,
        name=company.name,
        kvk_number=company.kvk_number,
        legal_form=company.legal_form,
        signed_up_at=now,
    )
    record("account.signed_up", by=user, about=("user", str(user.pk)), now=now)
    return waiting


@transaction.atomic
def settle(user: User, *, now: datetime) -> Organisation | None:
    """The address is confirmed: make the company. Where its number is known already nobody is let in by knowing it: the
    person and the company's managers are told how to be invited. Without a sign-up that waits nothing happens."""
    waiting = SignUp.objects.select_for_update().filter(user=user).first()
    if waiting is None:
        return None
    waiting.delete()
    company = _made(waiting)
    if company is None:
        _tell_known(waiting, now=now)
        return None
    Membership.objects.bulk_create(
        Membership(user=user, organisation=company, role=role) for role in (Role.MANAGER, Role.BIDDER)
    )
    record("company.created", by=user, about=("organisation", str(company.pk)), now=now)
    return company


def _made(waiting: SignUp) -> Organisation | None:
    """None when the number is known. Of two who are confirmed at once, the database lets one make it."""
    if Organisation.objects.filter(kvk_number=waiting.kvk_number).exists():
        return None
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                kind=Organisation.Kind.SUPPLIER,
                name=waiting.name,
                kvk_number=waiting.kvk_number,
                legal_form=waiting.legal_form,
                contact_name=waiting.user.name,
                contact_email=waiting.user.email,
            )
    except IntegrityError:
        return None


def _tell_known(waiting: SignUp, *, now: datetime) -> None:
    """Which company it is, is said to nobody who doesn't belong to it: only the number that was typed."""
    known = Organisation.objects.filter(kvk_number=waiting.kvk_number).order_by("pk").first()
    person = waiting.user
    about, key = ("organisation", str(known.pk)), f"sign-up:{person.pk}"
    facts = {"kvk_number": waiting.kvk_number, "person": person}
    post(write("company_known", facts), to=[person], key=f"{key}:person", about=about, now=now)
    facts |= {"organisation": known, "url": address(reverse("colleagues", args=[known.pk]))}
    post(
        write("company_asked", facts), to=people_of([known], Role.MANAGER), key=f"{key}:managers", about=about, now=now
    )
    record("company.not_joined", by=person, about=about, now=now)
