"""A full cycle from the two postings, through the same services as a person, at the moments at which one would do it.

Raalte has just closed and went all the way to the released shortlist and the letters to every supplier; Westland is
still open, with sealed bids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.demo import ACCOUNTS, DOMAIN
from accounts.models import Membership, Organisation, User
from audit import clock
from audit.services import record
from candidates.content import Answers, OfferedFile, Stated
from candidates.models import BidVersion, Offer
from candidates.queries import offers_of
from candidates.services.drafting import attach_cv, save_draft, start_bid
from candidates.services.submitting import submit
from scoring.queries.bench import sheet_of
from scoring.queries.progress import runs_of
from scoring.services.opening import open_bids
from scoring.services.runs import close_run
from scoring.services.shortlist import release
from scoring.services.verdicts import Judgement, Score, Sheet, save_sheet
from tenders.models import AwardCriterion, KnockOut, Tender
from tenders.publishing import findings
from tenders.services.drafting import load_posting
from tenders.services.overruling import overrule
from tenders.services.people import assign
from tenders.services.publishing import publish

from .content import bids, suppliers
from .cvs import make_cv, say
from .people import fill_folders
from .stating import career_of, evidence_of
from .telling import tell

WEEK = timedelta(weeks=1)
# Why the officer of the demo let each kind of finding stand.
REASONS = {
    "same_thing_twice": "Bewust: de knock-out is de ondergrens, het gunningscriterium beloont wie meer meebrengt.",
    "experience_without_window": "De opdrachtgever wil hier ook oudere ervaring laten meetellen.",
    "invites_missing": "De opdrachtgever kiest het aantal gesprekken als de voordracht er is.",
    "full_tie_unsettled": "Het reglement van het DAS regelt dit: bij een gelijk uurtarief beslist het lot.",
    "standstill_without_length": "De termijn staat in de voorwaarden van het DAS.",
    "template_remains": "Het aantal staat vast op drie; de tekst is met de opdrachtgever zo afgestemd.",
    "positions_differ": "Twee professionals, een derde alleen als de uren daarom vragen.",
    "amounts_differ": "De vraag gaat over een eerdere uitvraag; het hoogste tarief staat in knock-outcriterium 1.",
    "product_without_equivalent": "De opdrachtgever werkt met deze pakketten en heeft geen tijd om in te werken.",
    "on_holiday": "De opdrachtgever werkt die dag door.",
}
TOKENS = UUID("6f4c2f0e-3f1b-4b0a-9a3e-2d2a5d1c9b70")
RAALTE, WESTLAND = "raalte-27750", "westland-12074"


class StepRefused(RuntimeError):
    """A step of the demo that the program itself refused."""


@dataclass(frozen=True)
class Staff:
    """The demo's people at the broker and the clients, by the first part of their address."""

    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def load(now: datetime) -> None:
    """Make everything, as of `now`: organisations, accounts, both tenders. One transaction: all or nothing."""
    with transaction.atomic():
        staff = _staff()
        bidders = _bidders()
        raalte = _raalte(staff, bidders, now)
        _westland(staff, bidders, now)
        fill_folders({key: (_firm_of(user), user) for key, user in bidders.items()}, now=now)
        about = ("tender", raalte.number)
        record("demo.loaded", by=staff["officer"], about=about, tender=raalte.number, now=now)


# People --------------------------------------------------------------------------------------------------------------
def _staff() -> Staff:
    broker = _organisation("Flextender", Organisation.Kind.BROKER, colour="#154273")
    raalte = _organisation("Gemeente Raalte", Organisation.Kind.CLIENT, colour="#00594f", place="Raalte")
    westland = _organisation("Gemeente Westland", Organisation.Kind.CLIENT, colour="#8a1538", place="Naaldwijk")
    homes = {
        "officer": broker,
        "assessor": broker,
        "auditor": broker,
        "reviewer": raalte,
        "reviewer-westland": westland,
    }
    names = {account.email.split("@")[0]: account.name for account in ACCOUNTS}
    return Staff({key: _person(key, names[key], home, key.split("-")[0]) for key, home in homes.items()})


def _bidders() -> dict[str, User]:
    return {
        firm["key"]: _person(
            firm["key"],
            firm["contact"],
            _supplier(firm),
            "bidder",
            "manager",
        )
        for firm in suppliers()
    }


def _organisation(name: str, kind: str, **fields: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=kind, defaults=fields)[0]


def _supplier(firm: dict[str, str]) -> Organisation:
    contact = {"contact_name": firm["contact"], "contact_email": f"{firm['key']}@{DOMAIN}"}
    stated = {name: firm[name] for name in ("place", "kvk_number", "waadi_status", "wtta_status", "contact_telephone")}
    registered = {"waadi_number": firm["kvk_number"] if firm["waadi_status"] == "registered" else ""}
    legal = {"legal_form": Organisation.LegalForm.BV}
    return _organisation(firm["name"], Organisation.Kind.SUPPLIER, **legal, **stated, **contact, **registered)


def _person(key: str, name: str, home: Organisation, *roles: str) -> User:
    user = User.objects.create_user(f"{key}@{DOMAIN}", settings.DEMO_PASSWORD, name=name)
    for role in roles:
        Membership.objects.create(user=user, organisation=home, role=role)
    return user


# The tenders ---------------------------------------------------------------------------------------------------------
def _raalte(staff: Staff, bidders: dict[str, User], now: datetime) -> Tender:
    data = _posting(RAALTE)
    shift = weeks_to(data["closes_at"], latest=now - timedelta(hours=10))
    closes_at = data["closes_at"].astimezone(clock.AMSTERDAM) + shift
    tender = _published(data, shift, staff, "reviewer", at=closes_at - 2 * WEEK)
    offered = bids("raalte")
    _submit_all(tender, offered, bidders, _spread(closes_at - timedelta(days=5), closes_at, len(offered)))
    _assess(tender, {bid["candidate"]: bid for bid in offered}, staff, closes_at)
    return tender


def _westland(staff: Staff, bidders: dict[str, User], now: datetime) -> Tender:
    data = _posting(WESTLAND)
    shift = weeks_to(data["closes_at"], latest=now + timedelta(days=9))
    closes_at = data["closes_at"].astimezone(clock.AMSTERDAM) + shift
    tender = _published(data, shift, staff, "reviewer-westland", at=min(closes_at - 2 * WEEK, now - timedelta(days=2)))
    offered = bids("westland")
    _submit_all(tender, offered, bidders, _spread(now - timedelta(hours=30), now - timedelta(hours=1), len(offered)))
    return tender


def weeks_to(moment: datetime, *, latest: datetime) -> timedelta:
    """The whole weeks that bring `moment` as close as can be before `latest`, by the Dutch clock."""
    local = moment.astimezone(clock.AMSTERDAM)
    weeks = (latest - moment) // WEEK
    # Summer time can put the shifted moment an hour later than counted.
    return weeks * WEEK if local + weeks * WEEK <= latest else (weeks - 1) * WEEK


def _posting(name: str) -> dict[str, Any]:
    path = settings.BASE_DIR / "fixtures" / "postings" / f"{name}.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def _published(data: dict[str, Any], shift: timedelta, staff: Staff, reviewer: str, *, at: datetime) -> Tender:
    with clock.at(at):
        tender = load_posting(data, by=staff["officer"], now=clock.now(), shift=shift)
        assign(tender, staff["assessor"], "assessor", by=staff["officer"], now=clock.now())
        assign(tender, staff[reviewer], "reviewer", by=staff["officer"], now=clock.now())
        _let_stand(tender, staff["officer"])
        publish(tender, by=staff["officer"], now=clock.now())
    return Tender.objects.get(pk=tender.pk)


def _let_stand(tender: Tender, officer: User) -> None:
    """The postings are shown as they were published, with what the check finds in them."""
    now = clock.now()
    warnings = {each.fingerprint: REASONS[each.code] for each in findings(tender, now) if each.can_be_overruled}
    overrule(tender, warnings, by=officer, now=now)


# The bids ------------------------------------------------------------------------------------------------------------
def _spread(first: datetime, last: datetime, count: int) -> list[datetime]:
    """Moments that come closer together towards the end, the last one a few minutes before it, as suppliers do."""
    span = last - timedelta(minutes=4) - first
    return [first + span * (1 - ((count - 1 - place) / max(count - 1, 1)) ** 2) for place in range(count)]


def _submit_all(
    tender: Tender, offered: Iterable[dict[str, Any]], bidders: dict[str, User], moments: Iterable[datetime]
) -> None:
    for bid, moment in zip(offered, moments, strict=True):
        with clock.at(moment):
            _submit(tender, bid, bidders[bid["supplier"]])


def _submit(tender: Tender, offered: dict[str, Any], by: User) -> None:
    now = clock.now()
    closes_on = tender.closes_at.astimezone(clock.AMSTERDAM).date()
    supplier = _firm_of(by)
    bid = start_bid(tender, supplier=supplier, by=by, now=now)
    cv = make_cv(offered["cv"], closes_on=closes_on, layout=offered["cv"]["layout"])
    name = "CV " + offered["candidate"] + ".pdf"
    kept = attach_cv(bid, ContentFile(cv, name=name), by=by, now=now)
    save_draft(bid, _answers(offered, closes_on, kept), by=by, now=now)
    receipt = submit(bid, token=uuid5(TOKENS, bid.number), by=by)
    if not isinstance(receipt, BidVersion):
        raise StepRefused(f"{offered['key']}: {receipt}")


def _firm_of(user: User) -> Organisation:
    return user.memberships.select_related("organisation").get(role=Membership.Role.BIDDER).organisation


def _answers(offered: dict[str, Any], closes_on: date, cv: OfferedFile) -> Answers:
    cents = offered["hourly_rate_cents"]
    return Answers(
        candidate=offered["candidate"],
        candidate_email=offered["cv"]["email"],
        hourly_rate=f"{cents // 100},{cents % 100:02d}",
        hours_per_week=str(offered["hours_per_week"]),
        available_from=offered["available_from"]["text"],
        motivation=say(offered["motivation"], closes_on=closes_on),
        statements={
            number: Stated(holds=stated["confirmed"], remark=stated["remark"])
            for number, stated in offered["statements"].items()
        },
        career=career_of(offered["cv"], closes_on=closes_on),
        evidence=evidence_of(offered, cv),
    )


# The assessment ------------------------------------------------------------------------------------------------------
def _assess(tender: Tender, offered: dict[str, dict[str, Any]], staff: Staff, closes_at: datetime) -> None:
    """On the closing day: opened at five past, assessed in the morning, closed and released after lunch."""
    with clock.at(closes_at + timedelta(minutes=5)):
        opens_at = clock.now()
        open_bids(tender, by=staff["officer"], logged_in_at=opens_at, now=opens_at)
    tender = Tender.objects.get(pk=tender.pk)
    closes_on = closes_at.astimezone(clock.AMSTERDAM).date()
    for turn, offer in enumerate(offers_of(tender), start=1):
        with clock.at(closes_at + timedelta(minutes=10 + 14 * turn)):
            offer.bid.tender = tender
            sheet = _sheet(offer, offered[offer.candidate.name], closes_on, staff["assessor"])
            save_sheet(offer, sheet, by=staff["assessor"], hand_in=True, now=clock.now())
    with clock.at(closes_at + timedelta(hours=5)):
        for run in runs_of(tender)[:2]:
            close_run(run, by=staff["officer"], now=clock.now())
    with clock.at(closes_at + timedelta(hours=5, minutes=20)):
        release(runs_of(tender)[1], by=staff["officer"], now=clock.now())
    tell(tender, staff["officer"], closes_at)


def _sheet(offer: Offer, found: dict[str, Any], closes_on: date, assessor: User) -> Sheet:
    empty = sheet_of(offer, assessor)
    return Sheet(
        knock_outs={each: _judgement(each, found, closes_on) for each in empty.knock_outs},
        criteria={each: _score(each, found["verdicts"]["criteria"], closes_on) for each in empty.criteria},
    )


def _judgement(knock_out: KnockOut, found: dict[str, Any], closes_on: date) -> Judgement:
    """A statement that nobody had to look up is met on the supplier's own words."""
    verdict = found["verdicts"]["knock_outs"].get(knock_out.number)
    if verdict is None:
        remark = found["statements"][knock_out.number]["remark"]
        return Judgement(True, f"Door de leverancier verklaard. {remark}".strip())
    return Judgement(verdict["met"], say(verdict["reason"], closes_on=closes_on), verdict.get("page"))


def _score(criterion: AwardCriterion, scored: dict[int, dict[str, Any]], closes_on: date) -> Score:
    verdict = scored.get(criterion.number)
    if verdict is None:
        return Score(None)
    return Score(verdict["points"] * 100, None, say(verdict["reason"], closes_on=closes_on), verdict.get("page"))
