from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from accounts.models import Organisation
from tenders.fields import unmarked
from tenders.models import Tender
from tenders.procedures import TEMPLATES, USUAL

from .sections import NEW_CLIENT, number_is_an_address


class NumberForm(forms.Form):
    """A number that no assignment has yet, whatever its capitals."""

    number = forms.CharField(
        label=gettext_lazy("Assignment number"),
        max_length=20,
        validators=[number_is_an_address],
        help_text=gettext_lazy("The number under which it is published."),
        widget=forms.TextInput(attrs={"class": "w-20ch"}),
    )

    def clean_number(self) -> str:
        return free_number(self.cleaned_data["number"])


def free_number(number: str) -> str:
    """Raises ValidationError."""
    if Tender.objects.filter(number__iexact=number).exists():
        raise forms.ValidationError(_("There is already an assignment %(number)s.") % {"number": number})
    return number


class CopyForm(NumberForm):
    title = SeenField(label=gettext_lazy("Title"), max_length=200)


class ProcedureField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        choices = [(template.key, template.label) for template in TEMPLATES.values()]
        super().__init__(**({"choices": choices, "label": gettext_lazy("Procedure")} | options))


class ProcedureForm(forms.Form):
    """Another template for a draft that has steps already; `seen` is the stamp of those that go."""

    template = ProcedureField()
    seen = forms.CharField(widget=forms.HiddenInput)


class NewTenderForm(NumberForm):
    """What a draft starts with; everything else is written in its sections."""

    title = SeenField(label=gettext_lazy("Title"), max_length=200)
    client = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Client"), help_text=NEW_CLIENT)
    run_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Run by"),
        help_text=gettext_lazy("The organisation that carries out the procedure."),
    )
    procedure = unmarked(
        ProcedureField(
            initial=USUAL,
            required=False,
            help_text=gettext_lazy("You adapt it step by step in the draft, and can still choose another one there."),
        )
    )

    def __init__(self, *args: Any, offices: list[Organisation], **options: Any) -> None:
        """`offices`: the organisations for which this person is an officer."""
        super().__init__(*args, **options)
        self.fields["client"].queryset = Organisation.objects.filter(kind=Organisation.Kind.CLIENT)
        self.fields["run_by"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in offices])
        if len(offices) == 1:
            self.initial.setdefault("run_by", offices[0].pk)

    def clean_procedure(self) -> str:
        return self.cleaned_data["procedure"] or USUAL
