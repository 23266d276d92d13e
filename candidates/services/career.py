"""Keep the candidate's jobs, and where the CV shows what is asked: each without touching the rest of the draft."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from candidates.content import Draft, Job, Passage
from candidates.cv.lines import Line
from candidates.models import Bid
from candidates.passages import MOST_PER_CRITERION, found_again, key_of

from .drafting import change_draft

Evidence = tuple[Passage, ...]


def save_career(bid: Bid, jobs: Sequence[Job], *, by: User, now: datetime) -> Draft:
    """As they were typed, right or wrong. Raises NotNow for a bid that is no draft any more, Sealed for a stranger."""

    def change(draft: Draft) -> Draft:
        return replace(draft, answers=replace(draft.answers, career=tuple(jobs)))

    return change_draft(bid, change, by=by, now=now)


def mark_passage(bid: Bid, passage: Passage, *, by: User, now: datetime) -> Draft:
    """Put it with what its criterion has; the level claimed is that of the criterion. Raises NotNow when the CV is
    another one by now, or the criterion has enough passages."""

    def change(draft: Draft) -> Draft:
        if draft.cv is None or draft.cv.sha256 != passage.cv:
            raise NotNow(_("The CV was replaced in the meantime. Choose the passage in the new one."))
        others = [each for each in draft.answers.evidence if key_of(each) != key_of(passage)]
        if sum(_same_criterion(each, passage) for each in others) >= MOST_PER_CRITERION:
            raise NotNow(
                _("A criterion has at most %(most)s passages. Remove one first.") % {"most": MOST_PER_CRITERION}
            )
        evidence = [replace(each, level=passage.level) if _same_criterion(each, passage) else each for each in others]
        return _with_evidence(draft, (*evidence, passage))

    return change_draft(bid, change, by=by, now=now)


def remove_passage(bid: Bid, key: str, *, by: User, now: datetime) -> Draft:
    """A second time changes nothing."""

    def change(draft: Draft) -> Draft:
        return _with_evidence(draft, tuple(each for each in draft.answers.evidence if key_of(each) != key))

    return change_draft(bid, change, by=by, now=now)


def find_again(bid: Bid, pages: Sequence[Sequence[Line]], *, cv: str, by: User, now: datetime) -> Draft:
    """Passages of an earlier CV whose words stand in this one too move there; the others stay as they are."""

    def change(draft: Draft) -> Draft:
        if draft.cv is None or draft.cv.sha256 != cv:
            return draft
        return _with_evidence(
            draft,
            tuple(
                each if each.cv == cv else found_again(each, pages, cv=cv) or each for each in draft.answers.evidence
            ),
        )

    return change_draft(bid, change, by=by, now=now)


def _with_evidence(draft: Draft, evidence: Evidence) -> Draft:
    return replace(draft, answers=replace(draft.answers, evidence=evidence))


def _same_criterion(one: Passage, other: Passage) -> bool:
    return (one.kind, one.number) == (other.kind, other.number)
