"""The drawn order of a tie at the cut, entered by hand: who drew it, when and how."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.queries.ranking import Row
from scoring.services.shortlist import Drawing
from tenders.fields import MomentField


class DrawForm(forms.Form):
    """A field `lot-NUMBER` per tied bid with its turn: 1 was drawn first."""

    drawn_at = MomentField(label=_("When was it drawn?"))
    drawn_by = forms.CharField(
        label=_("Who drew it, and who saw it?"),
        max_length=200,
        error_messages={"required": _("Name who drew the lots and who was there.")},
    )
    method = forms.CharField(
        label=_("How was it drawn?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("So that someone who was not there can follow it."),
        error_messages={"required": _("Describe how the lots were drawn.")},
    )

    def __init__(self, *args: Any, rows: list[Row], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [row.place.ref for row in rows]
        turns = [("", "–")] + [(str(turn), str(turn)) for turn in range(1, len(rows) + 1)]
        self.initial["drawn_at"] = now
        for row in rows:
            self.fields[f"lot-{row.place.ref}"] = forms.TypedChoiceField(
                label=f"{row.offer.candidate.name} · {row.place.ref}",
                choices=turns,
                coerce=int,
                widget=forms.Select(attrs={"class": "w-10ch"}),
                error_messages={"required": _("Give the turn of this bid.")},
            )

    def lots(self) -> list[forms.BoundField]:
        return [self[f"lot-{number}"] for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        turns = [data.get(f"lot-{number}") for number in self.numbers]
        for number in self.numbers:
            turn = data.get(f"lot-{number}")
            if turn is not None and turns.count(turn) > 1:
                self.add_error(f"lot-{number}", _("Two bids cannot have the same turn."))
        return data

    def drawing(self) -> Drawing:
        return Drawing(
            lots=sorted(self.numbers, key=lambda number: self.cleaned_data[f"lot-{number}"]),
            drawn_at=self.cleaned_data["drawn_at"],
            drawn_by=self.cleaned_data["drawn_by"],
            method=self.cleaned_data["method"],
        )
