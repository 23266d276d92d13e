"""The context of an assignment's page, for the public page and the officer's preview."""

from datetime import datetime
from typing import Any

from accounts.rules import Visitor

from . import facts, procedure
from .models import Tender
from .rules import may
from .spine import public_spine


def posting_page(user: Visitor, tender: Tender, now: datetime) -> dict[str, Any]:
    stages = list(tender.stages.all())
    competences = list(tender.competences.all())
    phase = procedure.phase(tender, now)
    versions = list(tender.rules_versions.all())
    return {
        "tender": tender,
        "organisation": tender.client,
        "phase": phase,
        "is_open": phase == "published",
        "may_bid": may(user, tender, "bid.start", now=now),
        "may_follow": may(user, tender, "tender.follow", now=now),
        "follows": user.is_authenticated and tender.follows.filter(user=user).exists(),
        "may_manage": may(user, tender, "tender.manage", now=now),
        "brief": facts.in_brief(tender),
        "rate": facts.rate(tender),
        "cv": facts.cv(tender),
        "knock_outs": list(tender.knock_outs.all()),
        "criteria": list(tender.criteria.prefetch_related("levels")),
        "competences": competences,
        "has_indicators": any(competence.indicators or competence.definition for competence in competences),
        "stages": stages,
        "documents": list(tender.documents.all()),
        "questions": list(tender.questions.all()),
        "attachments": list(tender.attachments.select_related("file")),
        "rules_version": versions[-1] if versions else None,
        "published_at": versions[0].published_at if versions else now,
        "spine": public_spine(tender, stages, now),
    }
