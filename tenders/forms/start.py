from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from tenders.models import Tender

from .sections import number_is_an_address


class NewTenderForm(forms.Form):
    """What a draft starts with; everything else is written in its sections."""

    number = forms.CharField(
        label=gettext_lazy("Assignment number"),
        max_length=20,
        validators=[number_is_an_address],
        help_text=gettext_lazy("The number under which it is published."),
        widget=forms.TextInput(attrs={"class": "w-20ch"}),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    client = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Client"))
    run_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Run by"),
        help_text=gettext_lazy("The organisation that carries out the procedure."),
    )

    def __init__(self, *args: Any, offices: list[Organisation], **options: Any) -> None:
        """`offices`: the organisations for which this person is an officer."""
        super().__init__(*args, **options)
        self.fields["client"].queryset = Organisation.objects.filter(kind=Organisation.Kind.CLIENT)
        self.fields["run_by"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in offices])
        if len(offices) == 1:
            self.initial.setdefault("run_by", offices[0].pk)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if Tender.objects.filter(number__iexact=number).exists():
            raise forms.ValidationError(_("There is already an assignment %(number)s.") % {"number": number})
        return number
