"""What the supplier says of each knock-out criterion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from candidates.asked import Asked, in_its_language
from candidates.content import Draft, Stated
from candidates.findings import holds_field, remark_field
from candidates.people import Person
from candidates.rewording import Reworded
from tenders.models import KnockOut

from .base import StepForm, lines, text_in

HOLDS = {"yes": True, "no": False}


@dataclass(frozen=True)
class StatementRow:
    holds: forms.BoundField
    remark: forms.BoundField
    warnings: list[str]


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
        return found

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked, people: Sequence[Person] = ()) -> Draft:
        stated = {each.number: _stated(data, each.number) for each in asked.knock_outs}
        return replace(draft, answers=replace(draft.answers, statements=stated))

    @property
    def statements(self) -> list[StatementRow]:
        return [self._row(knock_out.number) for knock_out in self.asked.knock_outs]

    def asked_anew(self, anew: Iterable[Reworded]) -> list[AskedAnew]:
        return [AskedAnew(self._row(each.knock_out.number), each) for each in anew]

    def _row(self, number: int) -> StatementRow:
        holds, remark = holds_field(number), remark_field(number)
        return StatementRow(self[holds], self[remark], self.warnings.get(holds, []))


def anew_from(data: QueryDict, anew: Iterable[Reworded]) -> dict[int, Stated]:
    """What was typed for the statements that are asked again."""
    return {each.knock_out.number: _stated(data, each.knock_out.number) for each in anew}


def _stated(data: QueryDict, number: int) -> Stated:
    return Stated(HOLDS.get(data.get(holds_field(number), "")), text_in(data, remark_field(number)))


def _fields(knock_out: KnockOut) -> dict[str, forms.Field]:
    choices = [("yes", _("Yes, this is met")), ("no", _("No, this is not met"))]
    remark = _("Remark on criterion %(number)s") % {"number": knock_out.number}
    return {
        holds_field(knock_out.number): forms.ChoiceField(
            label=in_its_language(knock_out), choices=choices, widget=forms.RadioSelect
        ),
        remark_field(knock_out.number): forms.CharField(label=remark, required=False, widget=lines(3)),
    }
