"""Saving and handing in verdicts on one bid: knock-outs and scores together, as the assessor sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates.models import Bid, Offer
from scoring.models import Assessment, StageRun, Verdict
from scoring.queries.progress import runs_of
from tenders.models import AwardCriterion, KnockOut, Level

JUDGED_KINDS = (KnockOut.Kind.JUDGED, KnockOut.Kind.STATEMENT)


@dataclass(frozen=True)
class Judgement:
    """What an assessor says of one knock-out: met, not met or (None) nothing yet."""

    met: bool | None
    reason: str = ""
    cv_page: int | None = None


@dataclass(frozen=True)
class Score:
    """What an assessor gives on one criterion: points in hundredths (None: nothing yet), by a level where there are."""

    points: int | None
    level: Level | None = None
    reason: str = ""
    cv_page: int | None = None


@dataclass(frozen=True)
class Sheet:
    """All verdicts on one bid, by knock-out and by criterion."""

    knock_outs: Mapping[KnockOut, Judgement]
    criteria: Mapping[AwardCriterion, Score]


@dataclass(frozen=True)
class Gap:
    """What a sheet lacks before it can be handed in: the field, and a sentence."""

    field: str
    message: str


@dataclass
class Taken(Exception):
    """Another assessor already works on this bid."""

    assessor: str = field(default="")


def gaps(offer: Offer, sheet: Sheet) -> list[Gap]:
    """Everything that is missing. A bid that fails a knock-out, also one that the program checked, needs no scores."""
    missing = [
        gap for knock_out, judgement in sheet.knock_outs.items() for gap in _knock_out_gaps(knock_out, judgement)
    ]
    if is_out(offer, sheet):
        return [gap for gap in missing if gap.field.endswith("reason")]
    return missing + [gap for criterion, score in sheet.criteria.items() for gap in _score_gaps(criterion, score)]


def is_out(offer: Offer, sheet: Sheet) -> bool:
    failed_check = any(not check.met for check in offer.program_checks.all())
    return failed_check or any(judgement.met is False for judgement in sheet.knock_outs.values())


def _knock_out_gaps(knock_out: KnockOut, judgement: Judgement) -> list[Gap]:
    if judgement.met is None:
        return [Gap(f"ko-{knock_out.number}-met", _("Say whether knock-out %(n)s is met.") % {"n": knock_out.number})]
    if not judgement.reason.strip():
        return [
            Gap(f"ko-{knock_out.number}-reason", _("Give the reason at knock-out %(n)s.") % {"n": knock_out.number})
        ]
    return []


def _score_gaps(criterion: AwardCriterion, score: Score) -> list[Gap]:
    if score.points is None:
        return [Gap(f"cr-{criterion.number}-points", _("Score criterion %(n)s.") % {"n": criterion.number})]
    if not score.reason.strip():
        return [
            Gap(f"cr-{criterion.number}-reason", _("Give the reason at criterion %(n)s.") % {"n": criterion.number})
        ]
    return []


@transaction.atomic
def save_sheet(offer: Offer, sheet: Sheet, *, by: User, hand_in: bool, now: datetime) -> None:
    """Keep the sheet; with `hand_in` (only without gaps) it counts. Raises Taken, or NotNow in a closed run."""
    runs = _open_runs(offer.bid)
    _refuse_if_taken(offer.bid, by)
    for kind, write in (("knock_out", _write_judgements), ("weighted", _write_scores)):
        if run := runs.get(kind):
            assessment = _claim(run, offer.bid, by, now)
            counts = hand_in and not (kind == "weighted" and is_out(offer, sheet))
            assessment.handed_in_at = now if counts else None
            assessment.save(update_fields=["handed_in_at", "saved_at"])
            write(assessment, sheet)
    act = "verdicts.handed_in" if hand_in else "verdicts.saved"
    record(act, by=by, about=("bid", offer.bid.number), tender=offer.bid.tender.number, now=now, **_summary(sheet))


def _open_runs(bid: Bid) -> dict[str, StageRun]:
    """The runs that still take verdicts, locked against closing."""
    ids = [run.pk for run in runs_of(bid.tender)]
    runs = StageRun.objects.select_for_update(of=("self",)).select_related("stage").filter(pk__in=ids)
    found = {run.stage.kind: run for run in runs if run.state == StageRun.State.OPEN}
    if not found:
        raise NotNow(_("The assessment is closed; verdicts cannot change any more."))
    return found


def _refuse_if_taken(bid: Bid, by: User) -> None:
    """Who checked the knock-outs of a bid scores it too."""
    other = Assessment.objects.filter(bid=bid).exclude(assessor=by).select_related("assessor").first()
    if other:
        raise Taken(str(other.assessor))


def _claim(run: StageRun, bid: Bid, by: User, now: datetime) -> Assessment:
    """The assessor's own assessment of the bid; the first who saves has it."""
    try:
        with transaction.atomic():
            assessment, _created = Assessment.objects.get_or_create(
                run=run, bid=bid, assessor=by, defaults={"saved_at": now}
            )
    except IntegrityError:
        other = Assessment.objects.select_related("assessor").get(run=run, bid=bid)
        raise Taken(str(other.assessor)) from None
    assessment.saved_at = now
    return assessment


def _write_judgements(assessment: Assessment, sheet: Sheet) -> None:
    for knock_out, judgement in sheet.knock_outs.items():
        Verdict.objects.update_or_create(
            assessment=assessment,
            knock_out=knock_out,
            defaults={"met": judgement.met, "reason": judgement.reason, "cv_page": judgement.cv_page},
        )


def _write_scores(assessment: Assessment, sheet: Sheet) -> None:
    for criterion, score in sheet.criteria.items():
        Verdict.objects.update_or_create(
            assessment=assessment,
            criterion=criterion,
            defaults={
                "points": score.points,
                "level": score.level,
                "reason": score.reason,
                "cv_page": score.cv_page,
            },
        )


def _summary(sheet: Sheet) -> dict[str, dict[str, object]]:
    """What the log keeps of a sheet: the verdicts themselves, so that a later change shows."""
    return {
        "knock_outs": {str(knock_out.number): judgement.met for knock_out, judgement in sheet.knock_outs.items()},
        "points": {str(criterion.number): score.points for criterion, score in sheet.criteria.items()},
    }
