"""Every address of the site, in every phase of a tender, for everyone who could come along.

A new address needs nothing here, unless it takes a parameter with a new name: then `World.values` says what stands
for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.access import URLS
from accounts.models import Organisation, User
from candidates import vault
from candidates.informing import token_of
from candidates.models import Bid, Notice
from candidates.people import Person
from candidates.services.people import save_person
from documents.services import keep
from scoring.models import Letter, StageRun
from suppliers import links
from suppliers.services.colleagues import invite
from tenders import ways_out
from tenders.models import AmendmentDraft, AskedQuestion, Intake, Tender
from tenders.services.profiles import create_profile
from tests.candidates.factories import IN_TIME, JUST_AFTER, bidder_of
from tests.conftest import person
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    a_person,
    a_posting,
    a_tender,
    an_organisation,
    staff,
)
from tests.scoring.factories import (
    ASSESSED,
    KNOWN,
    RELEASED,
    SCORED,
    Offered,
    a_cv,
    candidate_of,
    excluded,
    judged_raalte,
    known_raalte,
    offered,
    released_raalte,
    scored_raalte,
    submitted_raalte,
    supplier_of,
    tied,
)

PHASES = ("draft", "published", "closed", "opened", "scored", "released", "known")
# The suppliers' own words stand in all that they wrote: two on the shortlist, one below the cut, one that fails.
OWNER, RIVAL, BELOW, OUT = "Appelvink", "Boomklever", "Zeearend", "Wulp"
SECTION = "teksten"


# The addresses -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf: its name with its namespace ("" when it has none) and its parameters."""

    name: str
    parameters: tuple[str, ...]
    route: str

    @property
    def row(self) -> str | None:
        """Its key in `accounts.access.URLS`."""
        namespace = self.name.partition(":")[0] + ":*"
        return self.name if self.name in URLS else namespace if namespace in URLS else None

    @property
    def act(self) -> str:
        return URLS[self.row or ""]


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace, here)
        elif isinstance(each, URLPattern):
            parameters = tuple(each.pattern.converters) or tuple(each.pattern.regex.groupindex)
            yield Address(f"{namespace}{each.name or ''}", parameters, here)


# The people ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Persona:
    """Someone, and the roles that the access table knows of them: on the tender, on the bid of OWNER, at that company,
    and on the own function profile of who runs the tender."""

    name: str
    user: User | None
    roles: frozenset[str]
    session: str = ""


def personas(tender: Tender) -> list[Persona]:
    broker, client = tender.run_by, tender.client
    elsewhere = an_organisation("Bemiddelaar West", "broker"), an_organisation("Gemeente Westland", "client")
    other_officer = a_person("Wanda West", elsewhere[0], "officer")
    other_reviewer = a_person("Wilma Westland", elsewhere[1], "reviewer")
    other = a_tender(by=other_officer, number="99999", client=elsewhere[1], run_by=elsewhere[0])
    staff(other, reviewers=(other_reviewer,))
    asker = a_person("Vera Vraagt", an_organisation("Vraagbaak", "supplier"), "bidder")
    owner, rival = bidder_of(supplier_of(OWNER)), bidder_of(supplier_of(RIVAL))
    manager = a_person("Marga Manager", supplier_of(OWNER), "manager")
    found = {
        "visitor": (None, {"anyone"}),
        "outsider": (person("Otto Outsider"), {"user"}),
        "officer": (tender.created_by, {"user", "office", "officer", "house", "maker", "reader", "keeper"}),
        "other officer": (other_officer, {"user", "office"}),
        "assessor": (a_person("Anton Assessor", broker, "assessor"), {"user", "assessor"}),
        "reviewer": (a_person("Rik Reviewer", client, "reviewer"), {"user", "reviewer"}),
        "other reviewer": (other_reviewer, {"user"}),
        "owner": (owner, {"user", "bidder", "owner", "member", "colleague", "holder"}),
        "rival": (rival, {"user", "bidder", "member"}),
        "manager": (manager, {"user", "member", "colleague", "company manager"}),
        "asker": (asker, {"user", "bidder", "asker", "member"}),
        "auditor": (a_person("Ada Auditor", broker, "auditor"), {"user", "auditor"}),
        "superuser": (person("Saar Superuser", is_staff=True, is_superuser=True), {"user", "staff"}),
    }
    return [
        Persona(name, user, frozenset(roles | {"anyone"}), session_of(user)) for name, (user, roles) in found.items()
    ]


def session_of(user: User | None) -> str:
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


# The tender ----------------------------------------------------------------------------------------------------------
def shortlisted() -> tuple[Offered, ...]:
    """Twelve places: ten on the shortlist, OWNER first, RIVAL second, BELOW after the cut; and OUT, which fails."""
    first = offered(11)
    assert [bid.marker for bid in first[:2]] == [OWNER, RIVAL]
    return (*first, Offered(BELOW, (0, 0, 0), "57,31"), *excluded(OUT))


def with_open_tie() -> tuple[Offered, ...]:
    return (*offered(9), *tied(BELOW, "Wilduil"), *excluded(OUT))


def draft() -> Tender:
    tender = a_posting()
    broker, client = tender.run_by, tender.client
    assessor, reviewer = a_person("Anton Assessor", broker, "assessor"), a_person("Rik Reviewer", client, "reviewer")
    staff(tender, assessors=(assessor,), reviewers=(reviewer,))
    return tender


MADE = {
    # phase: how it is made of bids, and the moment at which it is looked at
    "draft": (lambda _bids: draft(), BEFORE_RAALTE_CLOSES),
    "published": (submitted_raalte, IN_TIME + timedelta(minutes=1)),
    "closed": (submitted_raalte, JUST_AFTER),
    "opened": (judged_raalte, ASSESSED + timedelta(minutes=1)),
    "scored": (scored_raalte, SCORED + timedelta(minutes=1)),
    "released": (released_raalte, RELEASED + timedelta(minutes=1)),
    "known": (known_raalte, KNOWN + timedelta(minutes=1)),
}


@dataclass
class World:
    """A tender in one phase, with everybody around it."""

    phase: str
    tender: Tender
    moment: datetime
    people: list[Persona]
    values: dict[str, Any] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)  # questions beside the one of `values`
    bids: list[dict[str, Any]] = field(default_factory=list)  # for each bid what stands instead of `values`

    def kwargs(self, address: Address) -> dict[str, Any]:
        values = self.values | {"number": self._number(address)}
        return {name: values[name] for name in address.parameters}

    def _number(self, address: Address) -> str:
        about_a_bid = address.act.startswith("bid.") and not address.route.startswith("opdrachten/")
        return self.values["bid_number"] if about_a_bid else self.tender.number

    def path(self, address: Address) -> str:
        return reverse(address.name, kwargs=self.kwargs(address))


def make(phase: str, bids: tuple[Offered, ...]) -> World:
    build, moment = MADE[phase]
    tender = build(bids)
    world = World(phase, tender, moment, personas(tender))
    bid = Bid.objects.filter(supplier=supplier_of(OWNER), tender=tender).first()
    attached = keep(a_cv("Functieprofiel"), name="bijlage.pdf", content_type="application/pdf", now=moment)
    attachment = tender.attachments.create(name="Functieprofiel", file=attached)
    amending = AmendmentDraft.objects.create(
        tender=tender,
        content='{"contact": "Bel ons bij de Nachtzwaluw"}',
        started_by=tender.created_by,
        started_at=moment,
    )
    drafted = keep(a_cv("Rooster van de Nachtzwaluw"), name="rooster.pdf", content_type="application/pdf", now=moment)
    run = StageRun.objects.filter(stage__tender=tender).first()
    own_profile = create_profile(organisation=tender.run_by, name="Teamcoach", by=tender.created_by, now=moment)
    world.values |= {
        "profile": own_profile.slug,
        "part": "taken",
        "criterion": "cr-7",
        "version": 1,
        "bid_number": bid.number if bid else "W-00000-00000",
        "page": 1,
        "run": run.pk if run else 1,
        "document": 1,
        "letter": letter_of(bid),
        "step": "kandidaat",
        "upload": "cv",
        "file": cv_of(bid) if bid else attached.pk,
        "section": SECTION,
        "intake": Intake.objects.create(
            text="Een tekst", sha256="0" * 64, created_at=moment, created_by=tender.created_by
        ).pk,
        "attachment": attachment.pk,
        "drafted": amending.attachments.create(name="Rooster van de Nachtzwaluw", file=drafted).pk,
        "assignment": tender.assignments.get(role="assessor").pk,
        "search": 1,
        "token": ways_out.of_follow(tender, world.people[0].user or tender.created_by).token,
        "question": a_question(tender, moment).pk,
        **at_company(supplier_of(OWNER), moment),
        **who_is_offered(bid, moment),
        # allauth and the admin
        "key": "MQ-abc",
        "uidb36": "1",
        "object_id": world.people[-1].user.pk,
        "id": world.people[-1].user.pk,
        "app_label": "accounts",
        "content_type_id": 1,
        "url": "nothing",
    }
    return world


def a_question(tender: Tender, moment: datetime) -> AskedQuestion:
    """Of the persona "asker", with an answer in draft."""
    return AskedQuestion.objects.create(
        tender=tender,
        sequence=1,
        text="Mag het ook in deeltijd?",
        reply="Ja.",
        supplier=an_organisation("Vraagbaak", "supplier"),
        asked_by=a_person("Vera Vraagt", an_organisation("Vraagbaak", "supplier")),
        asked_at=moment,
    )


def who_is_offered(bid: Bid | None, moment: datetime) -> dict[str, Any]:
    """Somebody in the folder of OWNER; and, after the opening, the link of OWNER's candidate."""
    supplier = supplier_of(OWNER)
    person = save_person(supplier, Person(name=candidate_of(OWNER)), by=bidder_of(supplier), now=moment)
    notice = Notice.objects.filter(offer__bid=bid).first() or Notice()
    Notice.objects.filter(pk=notice.pk).update(email="kandidaat@weegschaal.test", told_at=moment)
    return {"person": person.pk, "notice": token_of(notice)}


def at_company(company: Organisation, moment: datetime) -> dict[str, Any]:
    """An invitation, and its link; a colleague who can be removed."""
    manager = a_person("Marga Manager", company)
    made = invite(company, "kim@weegschaal.test", "bidder", by=manager, now=moment)
    colleague = a_person("Cas Collega", company, "bidder").memberships.get()
    return {
        "organisation": company.pk,
        "invited": made.pk,
        "invitation": links.token_of(made),
        "membership": colleague.pk,
    }


def cv_of(bid: Bid) -> str:
    owner = bidder_of(bid.supplier)
    return vault.read_version(bid.versions.last(), by=owner).cv.id


def letter_of(bid: Bid | None) -> int:
    letter = Letter.objects.filter(bid=bid).first()
    return letter.pk if letter else 1


# Asking --------------------------------------------------------------------------------------------------------------
class Browser(RequestFactory):
    """Asks the whole site, middleware and all, as `django.test.Client` does; but it loads the middleware once for all
    requests, and copies no context of every template that has part in an answer."""

    site = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> HttpResponse:
        return self.site(self._base_environ(**request))


def ask(persona: Persona, path: str, method: str) -> HttpResponse:
    """The answer, that of a file with its bytes in `whole`; whatever the request changed is undone, in the database and
    in the browser."""
    browser = Browser()
    if persona.session:
        browser.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: persona.session})
    with undone():
        response = getattr(browser, method)(path)
        assert response.status_code != 500, f"{method} {path} by {persona.name} is an error of the program"
        if response.streaming:
            response.whole = b"".join(response.streaming_content)
        return response


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
