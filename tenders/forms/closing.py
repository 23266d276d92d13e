"""Moving the closing: by itself, or because answers or changes come shortly before it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from accounts.templatetags.weegschaal import moment
from tenders.fields import DayField, MomentField
from tenders.models import Tender
from tenders.outages import OutageReport
from tenders.services.amending import Closing

AFTER = ("answers_on", "invitations_by", "interviews_on", "results_on")


class ReasonForm(forms.Form):
    reason = SeenField(
        label=gettext_lazy("Why is the assignment changed?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody reads this on the page of the assignment and in the mail."),
    )


class ReopeningReasonForm(forms.Form):
    reason = SeenField(
        label=gettext_lazy("Why can suppliers bid again?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody reads this on the page of the assignment and in the mail."),
    )


class OutageForm(forms.Form):
    """The record of an outage; whether it allows a new closing is told by `tenders/outages.py`."""

    began_at = MomentField(label=gettext_lazy("Down from"))
    ended_at = MomentField(label=gettext_lazy("Down until"))
    what = SeenField(
        label=gettext_lazy("What was down?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What suppliers could not do, as they met it."),
    )
    evidence = SeenField(
        label=gettext_lazy("What shows it?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Measurements, reports of the host, messages of suppliers: a judge may ask for it."),
    )
    contact = SeenField(
        label=gettext_lazy("Who knows more?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Whom suppliers can ask, with an e-mail address or telephone number."),
    )

    @property
    def report(self) -> OutageReport:
        return OutageReport(**self.cleaned_data)


class DatesForm(forms.Form):
    """The closing and the days that the posting gives after it."""

    closes_at = MomentField(label=gettext_lazy("New closing"))
    answers_on = DayField(label=gettext_lazy("Answers on"), required=False)
    invitations_by = DayField(label=gettext_lazy("Invitations by"), required=False)
    interviews_on = DayField(label=gettext_lazy("Interviews on"), required=False)
    results_on = DayField(label=gettext_lazy("Results on"), required=False)

    def __init__(self, data: Any = None, *, tender: Tender) -> None:
        super().__init__(data, initial={name: getattr(tender, name) for name in ("closes_at", *AFTER)})
        self.tender = tender
        for name in AFTER:
            if getattr(tender, name) is None:
                del self.fields[name]

    def clean_closes_at(self) -> Any:
        closes_at = self.cleaned_data["closes_at"]
        if closes_at <= self.tender.closes_at:
            text = _("The assignment closes on %(closes)s. Choose a later moment: it can only be moved to later.")
            raise forms.ValidationError(text % {"closes": moment(self.tender.closes_at)})
        return closes_at

    def closing(self, reason: str) -> Closing:
        dates = {name: day for name, day in self.cleaned_data.items() if day != getattr(self.tender, name)}
        return Closing(dates, reason)


class KeepOrMoveForm(forms.Form):
    """Asked where little time is left; nothing is chosen beforehand."""

    KEEP, MOVE = "keep", "move"
    choice = forms.ChoiceField(label=gettext_lazy("What happens with the closing?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, tender: Tender) -> None:
        super().__init__(data)
        self.dates = DatesForm(data, tender=tender)
        kept = _("It stays on %(moment)s") % {"moment": moment(tender.closes_at)}
        if data is not None and not self.moves:  # kept as they were typed, and not looked at
            self.dates._errors, self.dates.cleaned_data = forms.utils.ErrorDict(), {}
        self.fields["choice"].choices = [(self.KEEP, kept), (self.MOVE, _("It moves to the later moment below"))]

    @property
    def moves(self) -> bool:
        return self["choice"].value() == self.MOVE

    @property
    def forms(self) -> list[forms.Form]:
        return [self, self.dates] if self.moves else [self]

    def is_valid(self) -> bool:
        return super().is_valid() and (not self.moves or self.dates.is_valid())

    def closing(self, reason: str) -> Closing | None:
        return self.dates.closing(reason) if self.moves else None
