from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.marks import SeenField
from tenders.services.overruling import LEAST


class ReasonForm(forms.Form):
    """Why a finding may stand. Its prefix is the finding's fingerprint, so that several of these stand on one page."""

    reason = SeenField(
        label=_("Why this may stand"),
        min_length=LEAST,
        max_length=2000,
        help_text=_("Is kept with the assignment; the auditor reads it."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "textarea-short"}),
        error_messages={
            "required": _("Give a reason."),
            "min_length": _("Give a reason of at least %(limit_value)d characters."),
        },
    )

    def __init__(self, data: Any = None, *, fingerprint: str) -> None:
        super().__init__(data, prefix=fingerprint)
        self.fingerprint = fingerprint
