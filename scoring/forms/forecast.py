"""What an officer expects of an assignment: how many bids, and which part of them reaches what. Sent with GET."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.templatetags.weegschaal import points as shown_points
from scoring.engine.criteria import Criterion

MOST_BIDS = 500
USUAL_BIDS = 20
WHOLE = 100


class AssumptionsForm(forms.Form):
    """Fields `bids`, and per criterion `c-7`, the per cent that gets all its points, or `c-7-0`, `c-7-1` … per level.

    What the address doesn't name is as usual: 20 bids, half of them, or as many for each level.
    """

    use_required_attribute = False
    bids = forms.IntegerField(
        label=gettext_lazy("How many bids do you expect?"),
        help_text=gettext_lazy("Only those that meet every knock-out criterion."),
        min_value=0,
        max_value=MOST_BIDS,
        widget=forms.NumberInput(attrs={"class": "w-6ch"}),
    )

    def __init__(self, criteria: tuple[Criterion, ...], data: Mapping[str, Any]) -> None:
        usual = {"bids": str(USUAL_BIDS)}
        for criterion in criteria:
            usual |= dict(zip(_names(criterion), _evenly(len(criterion.outcomes())), strict=False))
        super().__init__(usual | {name: data[name] for name in data})
        self.criteria = criteria
        for criterion in criteria:
            self.fields |= _fields(criterion)

    def groups(self) -> Iterator[tuple[Criterion, list[forms.BoundField]]]:
        for criterion in self.criteria:
            yield criterion, [self[name] for name in _names(criterion)]

    def clean(self) -> dict[str, Any]:
        for criterion in self.criteria:
            if criterion.levels:
                self._check_whole(criterion)
        return self.cleaned_data

    def _check_whole(self, criterion: Criterion) -> None:
        names = _names(criterion)
        if any(name in self.errors for name in names):
            return
        given = sum(self.cleaned_data[name] for name in names)
        if given != WHOLE:
            message = _("The levels of criterion %(number)s add up to %(given)s%%. Together they must be 100%%.")
            self.add_error(names[0], ValidationError(message % {"number": criterion.number, "given": given}))

    def chances(self) -> dict[int, tuple[float, ...]]:
        """By the number of the criterion, one for each of its outcomes."""
        return {criterion.number: self._chances(criterion) for criterion in self.criteria}

    def _chances(self, criterion: Criterion) -> tuple[float, ...]:
        parts = [self.cleaned_data[name] for name in _names(criterion)]
        if not criterion.levels:
            parts.append(WHOLE - parts[0])
        return tuple(part / WHOLE for part in parts)


def _names(criterion: Criterion) -> list[str]:
    if not criterion.levels:
        return [f"c-{criterion.number}"]
    return [f"c-{criterion.number}-{at}" for at in range(len(criterion.levels))]


def _evenly(count: int) -> list[str]:
    """Whole parts of a hundred that add up to it: 34, 33, 33."""
    share, rest = divmod(WHOLE, count)
    return [str(share + (at < rest)) for at in range(count)]


def _fields(criterion: Criterion) -> dict[str, forms.Field]:
    return dict(zip(_names(criterion), map(_part, _labels(criterion)), strict=True))


def _labels(criterion: Criterion) -> list[str]:
    if not criterion.levels:
        return [_("Per cent of the bids that gets all %(points)s points") % {"points": shown_points(criterion.points)}]
    return [
        _("Level %(label)s, %(points)s points, in per cent")
        % {"label": each.label, "points": shown_points(each.points)}
        for each in criterion.levels
    ]


def _part(label: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "w-6ch"})
    return forms.IntegerField(label=label, min_value=0, max_value=WHOLE, widget=widget)
