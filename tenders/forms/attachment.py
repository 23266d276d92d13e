from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.reading import read_facts
from documents.unreadable import Unreadable
from tenders.marks import SeenField
from tenders.models import Tender


class AttachmentForm(forms.Form):
    name = SeenField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As suppliers see it on the page.")
    )
    file = forms.FileField(label=gettext_lazy("PDF file"), allow_empty_file=True)

    def __init__(self, *args: Any, tender: Tender, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tender = tender

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.tender.attachments.filter(name=name).exists():
            raise forms.ValidationError(_("There is already an attachment with this name."))
        return name

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            read_facts(file)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.message) from unreadable
        return file
