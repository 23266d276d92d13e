"""What the supplier says of each knock-out criterion."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from candidates.asked import Asked, in_its_language
from candidates.content import Draft, Stated, sentence_hash
from candidates.findings import holds_field, remark_field, sentence_field
from candidates.people import Person
from candidates.rewording import Reworded, as_asked_now, reworded_in
from tenders.differences import Change
from tenders.models import KnockOut

from .base import StepForm, lines, text_in

HOLDS = {"yes": True, "no": False}


@dataclass(frozen=True)
class StatementRow:
    holds: forms.BoundField
    remark: forms.BoundField
    sentence: forms.BoundField
    warnings: list[str]
    changes: list[Change]  # of its sentence, since it was answered


@dataclass(frozen=True)
class AskedAnew:
    """A statement that is asked again, beside what its sentence was and is."""

    row: StatementRow
    reworded: Reworded


class StatementsForm(StepForm):
    template = "candidates/steps/statements.html"

    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        return {name: field for knock_out in asked.knock_outs for name, field in _fields(knock_out).items()}

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        words = {holds: word for word, holds in HOLDS.items()}
        found: dict[str, str] = {}
        for number, stated in draft.answers.statements.items():
            found |= {holds_field(number): words.get(stated.holds, ""), remark_field(number): stated.remark}
        return found | {sentence_field(each.number): sentence_hash(each.text) for each in asked.knock_outs}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked, people: Sequence[Person] = ()) -> Draft:
        before = as_asked_now(draft, asked).answers.statements
        stated = {n: _stated(data, n, before=before.get(n)) for n in (each.number for each in asked.knock_outs)}
        return replace(draft, answers=replace(draft.answers, statements=stated))

    @property
    def statements(self) -> list[StatementRow]:
        return [self._row(knock_out.number) for knock_out in self.asked.knock_outs]

    def asked_anew(self, anew: Iterable[Reworded]) -> list[AskedAnew]:
        return [AskedAnew(self._row(each.knock_out.number), each) for each in anew]

    @cached_property
    def _reworded(self) -> Mapping[int, Reworded]:
        return reworded_in(self.content, self.asked)

    def _row(self, number: int) -> StatementRow:
        holds, anew = holds_field(number), self._reworded.get(number)
        fields = self[holds], self[remark_field(number)], self[sentence_field(number)]
        return StatementRow(*fields, self.warnings.get(holds, []), anew.changes if anew else [])


def anew_from(data: QueryDict, anew: Iterable[Reworded]) -> dict[int, Stated]:
    """What was typed for the statements that are asked again."""
    return {each.knock_out.number: _stated(data, each.knock_out.number) for each in anew}


def _stated(data: QueryDict, number: int, *, before: Stated | None = None) -> Stated:
    """An answer is to the sentence that stood on the page, which an amendment may have changed since. Without a new
    answer the one that was given `before` to another sentence still is shown beside it."""
    holds, remark = HOLDS.get(data.get(holds_field(number), "")), text_in(data, remark_field(number))
    if holds is None:
        return Stated(None, remark, before.sentence if before and before.holds is None else "")
    seen = data.get(sentence_field(number), "")
    return Stated(holds, remark, seen if re.fullmatch("[0-9a-f]{64}", seen) else "")


def _fields(knock_out: KnockOut) -> dict[str, forms.Field]:
    choices = [("yes", _("Yes, this is met")), ("no", _("No, this is not met"))]
    remark = _("Remark on criterion %(number)s") % {"number": knock_out.number}
    return {
        holds_field(knock_out.number): forms.ChoiceField(
            label=in_its_language(knock_out), choices=choices, widget=forms.RadioSelect
        ),
        remark_field(knock_out.number): forms.CharField(label=remark, required=False, widget=lines(3)),
        sentence_field(knock_out.number): forms.CharField(widget=forms.HiddenInput),
    }
