"""A submitted bid after an amendment that touches what it answers: the same offer once more, under the rules of now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates import vault
from candidates.asked import Asked, asked_by
from candidates.content import Answers, Draft, Envelope, OfferedFile, Stated
from candidates.models import Bid
from candidates.queries import is_unconfirmed, with_rules
from candidates.rewording import reworded
from tenders.models import Tender
from tenders.procedure import phase


def draft_again(bid: Bid, asked: Asked, *, by: User) -> Draft:
    """What was submitted last, as answers to what is asked now: a yes to another sentence is none, its remark stays.

    Raises Sealed for a stranger.
    """
    version = bid.versions.select_related("rules_version").latest("sequence")
    envelope = vault.read_version(version, by=by)
    anew = {each.knock_out.number for each in reworded(version.rules_version, asked)}
    answers = _answers(envelope)
    statements = {
        number: replace(stated, holds=None) if number in anew else stated
        for number, stated in answers.statements.items()
    }
    answers = replace(answers, statements=statements)
    return Draft(answers=answers, cv=envelope.cv, documents=_documents(envelope, asked))


def with_statements(draft: Draft, anew: Mapping[int, Stated]) -> Draft:
    """The draft with these statements answered again, and nothing else."""
    return replace(draft, answers=replace(draft.answers, statements={**draft.answers.statements, **anew}))


def reopen(bid: Bid, *, by: User, now: datetime) -> None:
    """To change it before it is submitted again. What was submitted stays sealed as it was. Raises NotNow."""
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        bid = with_rules(Bid.objects.select_for_update(of=("self",))).get(pk=bid.pk)
        if phase(tender, now) != Tender.State.PUBLISHED or not is_unconfirmed(bid):
            raise NotNow(_("This bid has been submitted. What was submitted can't be changed any more."))
        vault.write_draft(bid, draft_again(bid, asked_by(tender), by=by), by=by)
        Bid.objects.filter(pk=bid.pk).update(state=Bid.State.DRAFT)
        record("bid.reopened", by=None, about=("bid", bid.number), tender=tender.number, now=now)


def _answers(envelope: Envelope) -> Answers:
    whole, cents = divmod(envelope.hourly_rate_cents, 100)
    return Answers(
        candidate=envelope.candidate,
        candidate_email=envelope.candidate_email,
        hourly_rate=f"{whole},{cents:02d}",
        hours_per_week=str(envelope.hours_per_week),
        available_from=envelope.available_from,
        motivation=envelope.motivation,
        statements=envelope.statements,
        career=envelope.career,
        evidence=envelope.evidence,
    )


def _documents(envelope: Envelope, asked: Asked) -> Mapping[str, OfferedFile]:
    """Each file under the document of the same kind and name that is asked now; one that is asked no more is left."""
    kept = {(document.kind, document.name): document.file for document in envelope.documents}
    return {file.key: kept[file.kind, file.name] for file in asked.files if (file.kind, file.name) in kept}
