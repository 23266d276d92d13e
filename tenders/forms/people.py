from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tenders.models import Tender
from tenders.services.people import eligible


class PersonForm(forms.Form):
    """Who else gets this role; `role` is also the prefix, so that several of these stand on one page."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))

    def __init__(self, data: Any = None, *, tender: Tender, role: str) -> None:
        super().__init__(data, prefix=role)
        held = tender.assignments.filter(role=role).values("user")
        self.fields["user"].queryset = eligible(tender, role).exclude(pk__in=held)
