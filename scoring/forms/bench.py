"""The assessor's form for one bid: a verdict and a reason per knock-out and per criterion. Saving it half is fine."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.marks import SeenField
from accounts.templatetags.weegschaal import points as shown_points
from candidates.models import Offer
from scoring.services.verdicts import Gap, Judgement, Score, Sheet, gaps
from tenders.models import AwardCriterion, KnockOut

YES, NO = "yes", "no"
MET = {YES: True, NO: False, "": None}
LONGEST_REASON = 2_000
KNOCK_OUTS, SCORES = "knock_out", "weighted"


class VerdictField(forms.ChoiceField):
    """Needed for handing in; a sheet can be saved without."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ReasonField(SeenField):
    """Needed for handing in; a sheet can be saved without. It has a length that still reads on a page of the PDF, and
    holds nothing unseen: it stands in a letter."""

    def validate(self, value: Any) -> None:
        if len(value) > LONGEST_REASON:
            said = {"most": LONGEST_REASON, "length": len(value)}
            raise forms.ValidationError(_("Use at most %(most)s characters; this has %(length)s.") % said)


class SheetForm(forms.Form):
    """Fields `ko-N-met`, `ko-N-reason`, `ko-N-page` and `cr-N-points`, `cr-N-reason`, `cr-N-page` per public number.

    `open_kinds` are the kinds of stage whose run still takes verdicts: in the others what was saved stands, whatever
    is sent.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, offer: Offer, sheet: Sheet, open_kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.sheet = sheet
        self.open_kinds = open_kinds
        for knock_out, judgement in sheet.knock_outs.items():
            self._add_knock_out(knock_out, judgement)
        for criterion, score in sheet.criteria.items():
            self._add_criterion(criterion, score)

    def _add_knock_out(self, knock_out: KnockOut, judgement: Judgement) -> None:
        choices = [(YES, _("Met")), (NO, _("Not met"))]
        chosen = {True: YES, False: NO, None: ""}[judgement.met]
        self._add(f"ko-{knock_out.number}", "met", _choice(_("Is it met?"), choices), chosen, judgement, KNOCK_OUTS)

    def _add_criterion(self, criterion: AwardCriterion, score: Score) -> None:
        field = _choice(_("Points"), choices_of(criterion))
        self._add(f"cr-{criterion.number}", "points", field, _chosen(score), score, SCORES)

    def _add(
        self, key: str, name: str, field: VerdictField, chosen: str, verdict: Judgement | Score, kind: str
    ) -> None:
        fields = {name: field, "reason": _reason(), "page": _page(self.offer.cv_pages)}
        initial = {name: chosen, "reason": verdict.reason, "page": verdict.cv_page}
        for part, each in fields.items():
            each.disabled = kind not in self.open_kinds
            self.fields[f"{key}-{part}"] = each
            self.initial[f"{key}-{part}"] = initial[part]

    def knock_out_parts(self) -> list[dict[str, Any]]:
        """By number: those that people judge, and those that the program checked."""
        stated = {statement.knock_out_id: statement for statement in self.offer.statements.all()}
        judged = [
            {"knock_out": each, "statement": stated.get(each.pk)} | self._parts(f"ko-{each.number}", "met", KNOCK_OUTS)
            for each in self.sheet.knock_outs
        ]
        checked = [{"knock_out": check.knock_out, "check": check} for check in self.offer.program_checks.all()]
        return sorted(judged + checked, key=lambda part: part["knock_out"].number)

    def criterion_parts(self) -> list[dict[str, Any]]:
        return [
            {"criterion": each} | self._parts(f"cr-{each.number}", "points", SCORES) for each in self.sheet.criteria
        ]

    def _parts(self, key: str, name: str, kind: str) -> dict[str, Any]:
        """The fields of one verdict; where nothing can change any more, what was chosen to read (`chosen`)."""
        verdict = self[f"{key}-{name}"]
        return {
            "is_open": kind in self.open_kinds,
            "verdict": verdict,
            "chosen": dict(verdict.field.choices).get(verdict.initial, ""),
            "reason": self[f"{key}-reason"],
            "page": self[f"{key}-page"],
        }

    def filled_in(self) -> Sheet:
        """The sheet as it was typed; only after is_valid()."""
        return Sheet(
            knock_outs={each: self._judgement(each) for each in self.sheet.knock_outs},
            criteria={each: self._score(each) for each in self.sheet.criteria},
        )

    def _judgement(self, knock_out: KnockOut) -> Judgement:
        key = f"ko-{knock_out.number}"
        return Judgement(MET[self.cleaned_data[f"{key}-met"]], *self._reason(key))

    def _score(self, criterion: AwardCriterion) -> Score:
        key = f"cr-{criterion.number}"
        points, level = _score_of(criterion, self.cleaned_data[f"{key}-points"])
        return Score(points, level, *self._reason(key))

    def _reason(self, key: str) -> tuple[str, int | None]:
        return self.cleaned_data[f"{key}-reason"].strip(), self.cleaned_data[f"{key}-page"]

    def add_gaps(self, sheet: Sheet) -> list[Gap]:
        """Puts a sentence at each field that must be filled before this sheet, as filled in, can be handed in."""
        found = gaps(self.offer, sheet)
        for gap in found:
            self.add_error(gap.field, gap.message)
        return found


def choices_of(criterion: AwardCriterion) -> list[tuple[str, str]]:
    """Exactly the published levels; without levels none or all of the points."""
    levels = [
        (f"level:{level.label}", _with_points(f"{level.label}. {level.text}", level.points))
        for level in criterion.levels.all()
    ]
    return levels or [("all", _with_points(_("Yes"), criterion.points)), ("none", _with_points(_("No"), 0))]


def _with_points(text: str, hundredths: int) -> str:
    said = ngettext("%(points)s point", "%(points)s points", 1 if hundredths == 100 else 2)
    return format_html('{} <span class="points">{}</span>', text, said % {"points": shown_points(hundredths)})


def _choice(label: str, choices: list[tuple[str, str]]) -> VerdictField:
    return VerdictField(label=label, choices=choices, widget=forms.RadioSelect(attrs={"class": "cards"}))


def _reason() -> ReasonField:
    return ReasonField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


def _page(most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Page of the CV"),
        required=False,
        validators=[
            MinValueValidator(1, _("Pages count from 1.")),
            MaxValueValidator(most, _("The CV has no page after %(limit_value)s.")),
        ],
        widget=forms.TextInput(attrs={"class": "w-4ch figures", "inputmode": "numeric"}),
    )


def _chosen(score: Score) -> str:
    if score.points is None:
        return ""
    if score.level:
        return f"level:{score.level.label}"
    return "all" if score.points else "none"


def _score_of(criterion: AwardCriterion, chosen: str) -> tuple[int | None, Any]:
    if not chosen:
        return None, None
    if chosen in ("all", "none"):
        return (criterion.points if chosen == "all" else 0), None
    level = next(level for level in criterion.levels.all() if chosen == f"level:{level.label}")
    return level.points, level
