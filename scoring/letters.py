"""What a letter about a decision says: the words and figures that are frozen when it is sent.

`content_of` gives plain values under these keys: `format` (1), `language`, `day` (ISO 8601), `kind`, `tender` (number,
title, client, run_by), `bid`, `supplier`, `subject`; `opening` and `closing`, lists of paragraphs; `knock_outs`, each
with `number`, `text`, `met` (null: not looked at any more) and `reason`; `criteria`, each with `number`, `text`,
`points`, `most`, `level` and `reason`; `points` and `place` (null without a place), `most`, `placed`, `bids`; and
`ask`, where and until which day can be asked and objected. Points are hundredths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.templatetags.weegschaal import day
from scoring.models import Letter, Verdict
from scoring.queries.outcomes import Checked, Outcome, Outcomes
from tenders.models import KnockOut, Tender

FORMAT = 1
LANGUAGE = "nl"  # that of every assignment so far
Kind = Letter.Kind


@dataclass(frozen=True)
class Ask:
    """Where a supplier can ask or object, and the last day of it."""

    where: str
    until: date


def content_of(outcome: Outcome, outcomes: Outcomes, ask: Ask, *, on: date, language: str = LANGUAGE) -> dict[str, Any]:
    tender = outcomes.tender
    with override(language):
        return {
            "format": FORMAT,
            "language": language,
            "day": on.isoformat(),
            "kind": str(outcome.kind),
            "tender": _about(tender),
            "bid": outcome.offer.bid.number,
            "supplier": outcome.offer.bid.supplier.name,
            "subject": _("Result of the assessment: %(title)s (%(number)s)") % _about(tender),
            "opening": [*_opening(tender), " ".join(outcome.sentences)],
            "knock_outs": [_knock_out(each) for each in outcome.knock_outs],
            "criteria": [_criterion(verdict) for verdict in outcome.scores],
            "points": outcome.points,
            "most": outcomes.most,
            "place": outcome.place,
            "placed": outcomes.placed,
            "bids": outcomes.bids,
            "closing": [*_what_follows(outcome, outcomes, on)],
            "ask": {"where": ask.where, "until": ask.until.isoformat(), "sentence": _asking(ask)},
        }


def _about(tender: Tender) -> dict[str, str]:
    names = {"client": tender.client.name, "run_by": tender.run_by.name}
    return {"number": tender.number, "title": tender.title} | names


def _opening(tender: Tender) -> Iterator[str]:
    yield _(
        "You bid on the assignment %(title)s (%(number)s) of %(client)s. All bids have been assessed. This letter "
        "tells what your bid came to, and why."
    ) % _about(tender)


def _knock_out(checked: Checked) -> dict[str, Any]:
    knock_out = checked.knock_out
    return {"number": knock_out.number, "text": knock_out.text, "met": checked.met, "reason": _reason(checked)}


def _reason(checked: Checked) -> str:
    if checked.met is None:
        return _("Not assessed any more.")
    if checked.verdict:
        return checked.verdict.reason
    return (MET if checked.met else NOT_MET)[checked.knock_out.kind]()


# What the program itself found, and no more than that; without the amount, which stands in the bid.
MET = {
    KnockOut.Kind.RATE_CEILING: lambda: _("Checked by the program: the hourly rate is not above the highest rate."),
    KnockOut.Kind.DOCUMENT: lambda: _("Checked by the program: what is asked came with the bid."),
}
NOT_MET = {
    KnockOut.Kind.RATE_CEILING: lambda: _("Checked by the program: the hourly rate is above the highest rate."),
    KnockOut.Kind.DOCUMENT: lambda: _("Checked by the program: the document did not come with the bid."),
}


def _criterion(verdict: Verdict) -> dict[str, Any]:
    criterion = verdict.criterion
    return {
        "number": criterion.number,
        "text": criterion.text,
        "points": verdict.points,
        "most": criterion.points,
        "level": f"{verdict.level.label}. {verdict.level.text}" if verdict.level else "",
        "reason": verdict.reason,
    }


def _what_follows(outcome: Outcome, outcomes: Outcomes, on: date) -> Iterator[str]:
    """The person who is offered was told so (`candidates/notice.html`): the outcome comes from the supplier."""
    if outcome.kind == Kind.SHORTLISTED:
        yield from _later(outcomes, on)
    else:
        yield _("For this bid the procedure ends here. Thank you for the work that you put into it.")
    yield _("Your candidate gets no letter. Will you pass the result on?")


def _later(outcomes: Outcomes, on: date) -> Iterator[str]:
    """In the procedure's own words: which stages come depends on the assignment."""
    tender = outcomes.tender
    if outcomes.later:
        yield _("The procedure goes on with: %(stages)s.") % {"stages": "; ".join(outcomes.later)}
    else:
        yield _("The client now decides.")
    if tender.invitations_by and tender.invitations_by >= on:
        yield _("Invitations are sent on %(day)s at the latest.") % {"day": day(tender.invitations_by)}
    if tender.interviews_on and tender.interviews_on >= on:
        yield _("The interviews are on %(day)s.") % {"day": day(tender.interviews_on)}


def _asking(ask: Ask) -> str:
    return _("Do you have a question, or do you object to this result? You can do so until %(day)s inclusive:") % {
        "day": day(ask.until)
    }
