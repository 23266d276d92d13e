"""What an amendment asks anew: knock-outs whose sentence is another one than the bid answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tenders.differences import Change
from tenders.models import KnockOut, RulesVersion

from .asked import Asked
from .content import Draft, Stated, sentence_hash


@dataclass(frozen=True)
class Reworded:
    """`old` is the sentence that was answered; "" where there was no such knock-out."""

    knock_out: KnockOut
    old: str

    @property
    def changes(self) -> list[Change]:
        """Old beside new, as `tenders/parts/changes.html` shows them."""
        label = _("Criterion %(n)s") % {"n": self.knock_out.number}
        return [Change(_("Knock-out criteria"), label, self.old, self.knock_out.text)]


def reworded(under: RulesVersion, asked: Asked) -> list[Reworded]:
    """The knock-outs of now that say something else than under the same number in these rules, or that are new."""
    said = _sentences(under)
    return [
        Reworded(knock_out, said.get(knock_out.number, ""))
        for knock_out in asked.knock_outs
        if sentence_hash(said.get(knock_out.number, "")) != sentence_hash(knock_out.text)
    ]


def as_asked_now(draft: Draft, asked: Asked) -> Draft:
    """The draft of a bid in which an answer to another sentence than that of now is none; its remark stays.

    Of an answer of before its sentence was kept nobody knows which one it was: any that was published counts.
    """
    now = {each.number: sentence_hash(each.text) for each in asked.knock_outs}
    given = {n: said for n, said in draft.answers.statements.items() if n in now and said.holds is not None}
    earlier = _earlier(asked) if not all(said.sentence for said in given.values()) else {}
    answered = {n: said.sentence or _another(earlier.get(n, ()), than=now[n]) for n, said in given.items()}
    anew = {n: replace(given[n], holds=None, sentence=old) for n, old in answered.items() if old != now[n]}
    return with_statements(draft, anew) if anew else draft


def reworded_in(draft: Draft, asked: Asked) -> dict[int, Reworded]:
    """What `as_asked_now` asks again, by number, beside the sentence that was answered."""
    said = draft.answers.statements
    anew = [each for each in asked.knock_outs if _waits(said.get(each.number, Stated()))]
    earlier = _earlier(asked) if anew else {}
    found = {each.number: {sentence_hash(text): text for text in earlier.get(each.number, ())} for each in anew}
    return {each.number: Reworded(each, found[each.number].get(said[each.number].sentence, "")) for each in anew}


def with_statements(draft: Draft, anew: Mapping[int, Stated]) -> Draft:
    """The draft with these statements answered again, and nothing else."""
    return replace(draft, answers=replace(draft.answers, statements={**draft.answers.statements, **anew}))


def _waits(stated: Stated) -> bool:
    return stated.holds is None and stated.sentence != ""


def _another(texts: tuple[str, ...], *, than: str) -> str:
    return next((each for each in map(sentence_hash, texts) if each != than), than)


def _earlier(asked: Asked) -> dict[int, tuple[str, ...]]:
    """Every sentence that was published under a number, the last one first."""
    found: dict[int, tuple[str, ...]] = {}
    for version in asked.tender.rules_versions.order_by("-version"):
        for number, text in _sentences(version).items():
            found[number] = (*found.get(number, ()), text)
    return found


def _sentences(rules: RulesVersion) -> dict[int, str]:
    return {row["number"]: row["text"] for row in json.loads(rules.rules)["knock_outs"]}
