"""What was submitted as a draft once more: to confirm it under amended rules, or to replace it."""

from collections.abc import Mapping
from dataclasses import replace

from accounts.models import User
from candidates import vault
from candidates.asked import Asked
from candidates.content import Answers, Draft, Envelope, SealedDocument, Stated, sentence_hash
from candidates.models import Bid, BidVersion
from candidates.rewording import reworded


def draft_again(bid: Bid, asked: Asked, *, by: User) -> Draft:
    """What was submitted last, as answers to what is asked now: a yes to another sentence is none, its remark stays.

    Raises Sealed for a stranger.
    """
    version = bid.versions.select_related("rules_version").latest("sequence")
    envelope = vault.read_version(version, by=by)
    kept = _documents(envelope, asked)
    answers = replace(
        _answers(envelope),
        statements=_still_said(envelope, version, asked),
        issued={key: each.issued for key, each in kept.items() if each.issued},
    )
    return Draft(answers=answers, cv=envelope.cv, documents={key: each.file for key, each in kept.items()})


def _still_said(envelope: Envelope, version: BidVersion, asked: Asked) -> Mapping[int, Stated]:
    sentences = {each.number: sentence_hash(each.text) for each in asked.knock_outs}
    anew = {each.knock_out.number: each.old for each in reworded(version.rules_version, asked)}
    return {
        number: replace(stated, holds=None, sentence=sentence_hash(anew[number]))
        if number in anew
        else replace(stated, sentence=sentences.get(number, ""))
        for number, stated in envelope.statements.items()
    }


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
