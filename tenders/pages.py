"""The context of an assignment's page, for the public page and the officer's preview."""

from datetime import datetime
from typing import Any

from . import facts
from .late import asking_ends_at, can_be_asked
from .models import Attachment
from .queries.amendments import amendments_of
from .queries.questions import answers_of
from .rules import Visit
from .spine import public_spine


def posting_page(visit: Visit, now: datetime) -> dict[str, Any]:
    user, tender = visit.user, visit.tender
    stages = list(tender.stages.all())
    competences = list(tender.competences.all())
    versions = list(tender.rules_versions.all())
    attachments = list(tender.attachments.select_related("file"))
    return {
        "tender": tender,
        "organisation": tender.client,
        "phase": visit.phase,
        "is_open": visit.phase == "published",
        "may_bid": visit.may("bid.start"),
        "may_follow": visit.may("tender.follow"),
        "follows": user.is_authenticated and tender.follows.filter(user=user).exists(),
        "may_manage": visit.may("tender.manage"),
        "brief": facts.in_brief(tender),
        "rate": facts.rate(tender),
        "cv": facts.cv(tender),
        "knock_outs": list(tender.knock_outs.all()),
        "criteria": list(tender.criteria.prefetch_related("levels")),
        "competences": competences,
        "has_indicators": any(competence.indicators or competence.definition for competence in competences),
        "stages": stages,
        "documents": list(tender.documents.all()),
        "attachments": [each for each in attachments if each.last_version is None],
        "earlier_attachments": _earlier(attachments),
        "rules_version": versions[-1] if versions else None,
        "published_at": versions[0].published_at if versions else now,
        "amendments": amendments_of(tender),
        "spine": public_spine(tender, stages, now),
    } | questions_page(visit, now)


def _earlier(attachments: list[Attachment]) -> list[Attachment]:
    """What amendments took away or replaced, the last one first."""
    ended = [(each.last_version, each) for each in attachments if each.last_version is not None]
    return [each for _, each in sorted(ended, key=lambda pair: pair[0], reverse=True)]


def questions_page(visit: Visit, now: datetime) -> dict[str, Any]:
    """The questions that stand in the posting and those that were answered since, for who may read them."""
    tender = visit.tender
    readable = tender.questions_public or visit.user.is_authenticated
    is_asked = can_be_asked(tender, now)
    return {
        "questions_readable": readable,
        "questions": [*tender.questions.all(), *answers_of(tender)] if readable else [],
        "asking_ends_at": asking_ends_at(tender),
        "may_ask": is_asked and visit.may("question.ask"),
        "is_asked": is_asked and visit.phase == "published",
    }
