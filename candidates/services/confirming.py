"""What was submitted as a draft once more: to confirm it under amended rules, or to replace it."""

from collections.abc import Mapping
from dataclasses import replace

from accounts.models import User
from candidates import vault
from candidates.asked import Asked
from candidates.content import Answers, Draft, Envelope, SealedDocument
from candidates.models import Bid


def draft_again(bid: Bid, asked: Asked, *, by: User) -> Draft:
    """What was submitted last, as answers to what is asked now. Raises Sealed for a stranger."""
    envelope = vault.read_version(bid.versions.latest("sequence"), by=by)
    kept = _documents(envelope, asked)
    return Draft(
        answers=replace(_answers(envelope), issued={key: each.issued for key, each in kept.items() if each.issued}),
        cv=envelope.cv,
        documents={key: each.file for key, each in kept.items()},
    )


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


def _documents(envelope: Envelope, asked: Asked) -> Mapping[str, SealedDocument]:
    """Each under the document of the same kind and name that is asked now; one that is asked no more is left."""
    kept = {(document.kind, document.name): document for document in envelope.documents}
    return {file.key: kept[file.kind, file.name] for file in asked.files if (file.kind, file.name) in kept}
