"""What suppliers are told: about the progress, and with their results where and until when they can ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from audit.clock import AMSTERDAM
from candidates.models import ProgressMessage
from scoring.letters import Ask
from tenders.fields import DayField
from tenders.models import Tender


class AskForm(forms.Form):
    """With the contact and the standstill of the assignment filled in, where it has them."""

    use_required_attribute = False
    until = DayField(
        label=gettext_lazy("Until which day can suppliers ask or object?"),
        help_text=gettext_lazy("This day included. It stands in every letter."),
        error_messages={"required": gettext_lazy("Enter the last day on which suppliers can ask or object.")},
    )
    where = SeenField(
        label=gettext_lazy("Where can they do that?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("An address, a telephone number, or both. It stands in every letter as you write it."),
        error_messages={"required": gettext_lazy("Say where suppliers can ask or object.")},
    )

    def __init__(self, data: Any = None, *, tender: Tender, now: Any) -> None:
        self.today = now.astimezone(AMSTERDAM).date()
        days = tender.standstill_days
        until = self.today + timedelta(days=days) if days else None
        super().__init__(data, initial={"where": tender.contact, "until": until})

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("Choose a day after today: suppliers need time to ask."))
        return until

    @property
    def ask(self) -> Ask:
        return Ask(where=self.cleaned_data["where"], until=self.cleaned_data["until"])


class ProgressForm(forms.Form):
    """Before the results everybody is told the same: there is nothing to choose."""

    use_required_attribute = False
    text = SeenField(
        label=gettext_lazy("What is the news?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write what suppliers should know.")},
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who gets it?"), choices=ProgressMessage.Audience.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, results_are_known: bool) -> None:
        super().__init__(data, initial={"audience": ProgressMessage.Audience.EVERYONE})
        if not results_are_known:
            del self.fields["audience"]

    @property
    def audience_chosen(self) -> str:
        return str(self.cleaned_data.get("audience", ProgressMessage.Audience.EVERYONE))
