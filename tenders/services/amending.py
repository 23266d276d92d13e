"""Change a published assignment: drafted section by section, published as a new rules version with its reason."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.chain import stamp as utc
from audit.services import record
from documents.services import erase
from outbox.letters import write
from outbox.services import post
from tenders.amending import FILES, Changes, asks_again, content_of, moved_by_two, obstacles, typed, with_section
from tenders.letters import about_tender
from tenders.models import Amendment, AmendmentDraft, AskedQuestion, DraftedAttachment, RulesVersion, Tender
from tenders.publishing import Finding
from tenders.rulesbook import canonical, digest, plain, rules_of
from tenders.sections import SECTIONS, Section

from .drafting import ChangedMeanwhile, stamp
from .following import way_out_for_followers
from .standing import locked_open


class CannotAmend(Exception):
    """What has to be put right first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Closing:
    """The closing moved forward, with the dates that follow it, and why."""

    dates: Mapping[str, Any]  # `closes_at` and fields after it, as values of the fields
    reason: str


@transaction.atomic
def save_amended(
    tender: Tender, section: Section, content: Mapping[str, Any], *, seen: str, by: User
) -> AmendmentDraft:
    """Keep a section's content in the draft of the amendment. Raises ChangedMeanwhile, NotNow."""
    tender, now = locked_open(tender)
    draft = draft_of(tender, by=by, now=now)
    changes = with_section(section, tender, draft.changes, content)
    if changes == draft.changes:  # nothing new, or a second click
        return draft
    if stamp(content_of(section, tender, draft.changes)) != seen:
        raise ChangedMeanwhile
    save_changes(draft, changes)
    _tell("amendment.drafted", tender, by=by, now=now, section=section.key)
    return draft


@transaction.atomic
def start_from(question: AskedQuestion, *, by: User) -> AmendmentDraft:
    """An amendment that this question calls for."""
    tender, now = locked_open(question.tender)
    draft = draft_of(tender, by=by, now=now)
    draft.question = question
    draft.save(update_fields=["question"])
    return draft


@transaction.atomic
def discard(tender: Tender, *, by: User) -> None:
    tender, now = locked_open(tender)
    drafted = [each.file for each in DraftedAttachment.objects.filter(draft__tender=tender).select_related("file")]
    found, _rows = AmendmentDraft.objects.filter(tender=tender).delete()
    for file in drafted:
        erase(file)
    if found:
        _tell("amendment.discarded", tender, by=by, now=now)


@transaction.atomic
def publish_amendment(
    tender: Tender, *, reason: str, seen: str, to: Iterable[User], by: User, closing: Closing | None = None
) -> Amendment:
    """Publish the drafted changes as they were `seen` (`changes_stamp`); `closing` moves the closing with them.

    Raises CannotAmend, ChangedMeanwhile, NotNow: never after the closing.
    """
    tender, now = locked_open(tender)
    draft = AmendmentDraft.objects.filter(tender=tender).first()
    changes = draft.changes if draft else {}
    if changes_stamp(changes) != seen:
        raise ChangedMeanwhile
    if closing is not None:
        changes |= plain_dates(closing)
    if tender.second_officer and "closes_at" in changes:
        raise CannotAmend([moved_by_two(tender)])
    amendment = publish_changes(
        tender, changes, reason=reason, question=draft.question if draft else None, to=to, by=by, now=now
    )
    AmendmentDraft.objects.filter(tender=tender).delete()
    return amendment


@transaction.atomic
def move_closing(tender: Tender, closing: Closing, *, to: Iterable[User], by: User) -> Amendment:
    """An amendment of the dates alone; a drafted one stays as it is. Raises as `publish_amendment`, also where it takes
    two officers (`tenders/services/closing.py`)."""
    tender, now = locked_open(tender)
    if tender.second_officer:
        raise CannotAmend([moved_by_two(tender)])
    return publish_changes(tender, plain_dates(closing), reason=closing.reason, to=to, by=by, now=now)


def changes_stamp(changes: Changes) -> str:
    return stamp(changes)


def publish_changes(
    tender: Tender,
    changes: Changes,
    *,
    reason: str,
    to: Iterable[User],
    by: User,
    now: datetime,
    question: AskedQuestion | None = None,
    keep: Callable[[Amendment], object] | None = None,
    letter: str = "amendment",
    **facts: Any,
) -> Amendment:
    """In the transaction and under the lock of the caller. `keep` writes what else belongs to the amendment before the
    `letter` about it is written; `facts` go into its event. Raises CannotAmend, NotNow."""
    findings = obstacles(tender, changes, now)
    if findings:
        raise CannotAmend(findings)
    before = tender.rules_versions.latest("version")
    closed_at = tender.closes_at
    _write(tender, changes, version=before.version)
    rules = canonical(rules_of(tender))
    if digest(rules) == before.sha256:
        raise NotNow(_("The amendment would leave the assignment as it is."))
    version = RulesVersion.objects.create(
        tender=tender, version=before.version + 1, rules=rules, sha256=digest(rules), published_at=now, published_by=by
    )
    amendment = Amendment.objects.create(
        tender=tender,
        number=before.version,
        rules_version=version,
        reason=reason,
        asks_again=asks_again(changes),
        question=question,
    )
    if keep is not None:
        keep(amendment)
    _mail(amendment, letter, to=to, now=now)
    moved = {"closed_at": utc(closed_at), "closes_at": utc(tender.closes_at)} if "closes_at" in changes else {}
    told = {"number": amendment.number, "version": version.version, "sha256": version.sha256}
    fields = {"fields": sorted(changes), "asks_again": amendment.asks_again}
    _tell("amendment.published", tender, by=by, now=now, **told, **fields, **moved, **facts)
    return amendment


def _write(tender: Tender, changes: Changes, *, version: int) -> None:
    """Rows are written anew: before the opening nothing points at them, an envelope names criteria by their number.
    An attachment that goes keeps its row, with the `version` that was its last."""
    content = typed(changes)
    for section in SECTIONS.values():
        section.write(tender, content)
    if FILES in changes:
        _exchange_files(tender, {(row["name"], row["sha256"]) for row in changes[FILES]}, version=version)


def _exchange_files(tender: Tender, wanted: set[tuple[str, str]], *, version: int) -> None:
    standing = tender.attachments.standing().select_related("file")
    gone = [each.pk for each in standing if (each.name, each.file.sha256) not in wanted]
    tender.attachments.filter(pk__in=gone).update(last_version=version)
    for drafted in DraftedAttachment.objects.filter(draft__tender=tender):
        tender.attachments.create(name=drafted.name, file_id=drafted.file_id)


def draft_of(tender: Tender, *, by: User, now: datetime) -> AmendmentDraft:
    return AmendmentDraft.objects.get_or_create(tender=tender, defaults={"started_by": by, "started_at": now})[0]


def save_changes(draft: AmendmentDraft, changes: Changes) -> None:
    """In the transaction and under the lock of the caller."""
    draft.content = json.dumps(changes)
    draft.save(update_fields=["content"])


def plain_dates(closing: Closing) -> dict[str, Any]:
    return {name: plain(date) for name, date in closing.dates.items()}


def _mail(amendment: Amendment, name: str, *, to: Iterable[User], now: datetime) -> None:
    """One letter for all: who has a bid reads the same as who only follows."""
    tender = amendment.tender
    letter = write(name, about_tender(tender) | {"amendment": amendment})
    key = f"amendment:{tender.number}:{amendment.number}"
    about = ("tender", tender.number)
    post(letter, to=to, key=key, about=about, now=now, unsubscribe=way_out_for_followers(tender))


def _tell(act: str, tender: Tender, *, by: User, now: datetime, **data: Any) -> None:
    record(act, by=by, about=("tender", tender.number), tender=tender.number, now=now, **data)
