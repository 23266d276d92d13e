from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from documents.reading import read_facts
from documents.services import hash_of
from documents.unreadable import Unreadable
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
        if self.tender.attachments.standing().filter(name=name).exists():
            raise forms.ValidationError(_("There is already an attachment with this name."))
        return name

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            read_facts(file)
        except Unreadable as unreadable:
            raise forms.ValidationError(unreadable.message) from unreadable
        return file


class AmendedAttachmentForm(AttachmentForm):
    """In an amendment a name that is there already is no mistake: the file takes the place of the one that bears it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].help_text = _(
            "As suppliers see it on the page. With the name of an attachment that is there, the new file replaces it."
        )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, file = cleaned.get("name"), cleaned.get("file")
        if name and file and self._stands(name, hash_of(file)):
            self.add_error("file", _("This very file is the attachment of that name already."))
        return cleaned

    def _stands(self, name: str, sha256: str) -> bool:
        return self.tender.attachments.standing().filter(name=name, file__sha256=sha256).exists()
