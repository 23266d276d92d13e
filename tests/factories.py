"""Tenders that other tests build on, made by the services that the site uses."""

from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accounts.models import Membership, Organisation, User
from audit import clock
from tenders.models import Assignment, Tender
from tenders.publishing import findings
from tenders.rulesbook import canonical, digest, rules_of
from tenders.services.drafting import create_tender, load_posting
from tenders.services.overruling import overrule
from tenders.services.people import assign
from tenders.services.publishing import ask_second_officer, publish
from tests.conftest import PASSWORD
from tests.remembered import remembered

POSTINGS = Path(__file__).parents[1] / "fixtures" / "postings"
# Well before both questions and closing of Raalte (2 March 2026, 09:00).
BEFORE_RAALTE_CLOSES = datetime(2026, 2, 16, 10, 0, tzinfo=clock.AMSTERDAM)
RAALTE_CLOSES = datetime(2026, 3, 2, 9, 0, tzinfo=clock.AMSTERDAM)
BEFORE_WESTLAND_CLOSES = datetime(2023, 4, 3, 10, 0, tzinfo=clock.AMSTERDAM)


def posting(name: str, **changes: Any) -> dict[str, Any]:
    """`posting("raalte-27750", number="27751")`: the data of a fixture, changed."""
    return deepcopy(_read(name)) | changes


@cache
def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((POSTINGS / f"{name}.yaml").read_text("utf-8"))


def an_organisation(name: str, kind: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def a_person(name: str, organisation: Organisation, *roles: str) -> User:
    """Found by the first name as e-mail address, or made; with these memberships."""
    email = f"{name.split()[0].lower()}@weegschaal.test"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD, name=name)
    for role in roles:
        Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    return user


def the_officer(broker: str = "Bemiddelaar Oost") -> User:
    """The one of the fixture `officer`, if that was asked for."""
    return a_person("Olga Officer", an_organisation(broker, "broker"), "officer")


@remembered
def a_tender(*, by: User | None = None, now: datetime = BEFORE_RAALTE_CLOSES, **fields: Any) -> Tender:
    """A draft as the officer gets it: number, title, the usual procedure; `fields` are set on top."""
    start = {
        "number": fields.pop("number", "10001"),
        "title": fields.pop("title", "Medewerker balie"),
        "client": fields.pop("client", None) or an_organisation("Gemeente Raalte", "client"),
        "run_by": fields.pop("run_by", None) or an_organisation("Bemiddelaar Oost", "broker"),
    }
    tender = create_tender(**start, by=by or the_officer(), now=now)
    for name, value in fields.items():
        setattr(tender, name, value)
    tender.save()
    return tender


@remembered
def a_posting(
    name: str = "raalte-27750",
    *,
    by: User | None = None,
    now: datetime = BEFORE_RAALTE_CLOSES,
    shift: timedelta = timedelta(),
    **changes: Any,
) -> Tender:
    """A complete draft from a fixture, run by the broker of the fixtures unless `run_by` says otherwise."""
    data = posting(name, **({"run_by": "Bemiddelaar Oost"} | changes))
    return load_posting(data, by=by or the_officer(data["run_by"]), now=now, shift=shift)


def accepted(tender: Tender, *, now: datetime = BEFORE_RAALTE_CLOSES) -> Tender:
    """Every warning of the check may stand."""
    warnings = [each.fingerprint for each in findings(tender, now) if each.can_be_overruled]
    overrule(tender, dict.fromkeys(warnings, "Zo staat het in de uitvraag."), by=tender.created_by, now=now)
    return tender


@remembered
def published(tender: Tender, *, now: datetime = BEFORE_RAALTE_CLOSES) -> Tender:
    """Whatever the check warns of."""
    publish(accepted(tender, now=now), by=tender.created_by, now=now)
    return tender


@remembered
def published_raalte(
    *,
    now: datetime = BEFORE_RAALTE_CLOSES,
    by: User | None = None,
    assessors: tuple[User, ...] = (),
    reviewers: tuple[User, ...] = (),
    **changes: Any,
) -> Tender:
    """Raalte 27750, open for bids at `now`; it closes on 2 March 2026, 09:00 (RAALTE_CLOSES)."""
    tender = published(a_posting("raalte-27750", by=by, now=now, **changes), now=now)
    staff(tender, assessors=assessors, reviewers=reviewers, now=now)
    return tender


@remembered
def published_by_two(*, by: User, second: User, now: datetime = BEFORE_RAALTE_CLOSES) -> Tender:
    """Raalte, where one officer asks and the other agrees."""
    tender = accepted(a_posting("raalte-27750", by=by, now=now, second_officer=True), now=now)
    assign(tender, second, Assignment.Role.OFFICER, by=by, now=now)
    seen = digest(canonical(rules_of(tender)))
    ask_second_officer(tender, by=by, now=now, seen=seen)
    publish(tender, by=second, now=now, seen=seen)
    return Tender.objects.get(pk=tender.pk)


@remembered
def published_westland(*, now: datetime = BEFORE_WESTLAND_CLOSES, by: User | None = None, **changes: Any) -> Tender:
    """Westland 12074, open for bids at `now`; it closes on 18 April 2023, 12:00."""
    return published(a_posting("westland-12074", by=by, now=now, **changes), now=now)


def staff(
    tender: Tender,
    *,
    assessors: tuple[User, ...] = (),
    reviewers: tuple[User, ...] = (),
    now: datetime = BEFORE_RAALTE_CLOSES,
) -> None:
    for user in assessors:
        assign(tender, user, Assignment.Role.ASSESSOR, by=tender.created_by, now=now)
    for user in reviewers:
        assign(tender, user, Assignment.Role.REVIEWER, by=tender.created_by, now=now)
