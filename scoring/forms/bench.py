"""The assessor's form for one bid: a verdict and a reason per knock-out and per criterion. Saving it half is fine."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import points as shown_points
from candidates.models import Offer
from scoring.services.verdicts import Gap, Judgement, Score, Sheet, gaps
from tenders.models import AwardCriterion, KnockOut

YES, NO = "yes", "no"
MET = {YES: True, NO: False, "": None}


class SheetForm(forms.Form):
    """Fields `ko-N-met`, `ko-N-reason`, `ko-N-page` and `cr-N-points`, `cr-N-reason`, `cr-N-page` per public number."""

    def __init__(self, *args: Any, offer: Offer, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.sheet = sheet
        for knock_out, judgement in sheet.knock_outs.items():
            self._add_knock_out(knock_out, judgement)
        for criterion, score in sheet.criteria.items():
            self._add_criterion(criterion, score)

    def _add_knock_out(self, knock_out: KnockOut, judgement: Judgement) -> None:
        key = f"ko-{knock_out.number}"
        self.fields[f"{key}-met"] = _choice(_("Is it met?"), [(YES, _("Met")), (NO, _("Not met"))])
        self.initial[f"{key}-met"] = {True: YES, False: NO, None: ""}[judgement.met]
        self._add_reason(key, judgement)

    def _add_criterion(self, criterion: AwardCriterion, score: Score) -> None:
        key = f"cr-{criterion.number}"
        self.fields[f"{key}-points"] = _choice(_("Points"), choices_of(criterion))
        self.initial[f"{key}-points"] = _chosen(score)
        self._add_reason(key, score)

    def _add_reason(self, key: str, verdict: Judgement | Score) -> None:
        self.fields[f"{key}-reason"] = forms.CharField(
            label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields[f"{key}-page"] = forms.IntegerField(
            label=_("Page of the CV"),
            required=False,
            validators=[MinValueValidator(1), MaxValueValidator(self.offer.cv_pages)],
            widget=forms.TextInput(attrs={"class": "w-4ch figures", "inputmode": "numeric"}),
        )
        self.initial[f"{key}-reason"] = verdict.reason
        self.initial[f"{key}-page"] = verdict.cv_page

    def knock_out_parts(self) -> list[dict[str, Any]]:
        stated = {statement.knock_out_id: statement for statement in self.offer.statements.all()}
        return [
            {"knock_out": each, "statement": stated.get(each.pk)} | self._parts(f"ko-{each.number}", "met")
            for each in self.sheet.knock_outs
        ]

    def criterion_parts(self) -> list[dict[str, Any]]:
        return [{"criterion": each} | self._parts(f"cr-{each.number}", "points") for each in self.sheet.criteria]

    def _parts(self, key: str, verdict: str) -> dict[str, Any]:
        return {"verdict": self[f"{key}-{verdict}"], "reason": self[f"{key}-reason"], "page": self[f"{key}-page"]}

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

    def add_gaps(self) -> list[Gap]:
        """Puts a sentence at each field that must be filled before the sheet can be handed in."""
        found = gaps(self.offer, self.filled_in())
        for gap in found:
            self.add_error(gap.field, gap.message)
        return found


def choices_of(criterion: AwardCriterion) -> list[tuple[str, str]]:
    """Exactly the published levels; without levels none or all of the points."""
    levels = [
        (f"level:{level.label}", f"{level.label}. {level.text} ({_points(level.points)})")
        for level in criterion.levels.all()
    ]
    return levels or [
        ("all", _("Yes: %(points)s") % {"points": _points(criterion.points)}),
        ("none", _("No: 0 points")),
    ]


def _points(hundredths: int) -> str:
    return ngettext("%(points)s point", "%(points)s points", 1 if hundredths == 100 else 2) % {
        "points": shown_points(hundredths)
    }


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "cards"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


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
