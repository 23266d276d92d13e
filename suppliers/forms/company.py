"""A supplier's profile and an invitation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import AddressField
from accounts.marks import SeenField
from accounts.models import Organisation
from suppliers.rules import ROLES, Role
from suppliers.services.profile import STATED

NOT_STATED = ("", _("Not stated"))
EXPLAINED = {
    Role.BIDDER: _("Makes bids and keeps the folder of candidates."),
    Role.MANAGER: _("Changes these company details, and invites and removes colleagues."),
}


class CompanyForm(forms.ModelForm):
    use_required_attribute = False
    groups = (
        (_("The company"), ("name", "legal_form", "place")),
        (_("Registrations"), ("waadi_status", "waadi_number", "wtta_status", "wtta_number")),
        (_("Contact for procedures"), ("contact_name", "contact_email", "contact_telephone")),
    )

    class Meta:
        model = Organisation
        fields = STATED
        labels = {
            "name": _("Name of the company"),
            "waadi_status": _("Waadi registration"),
            "waadi_number": _("Number under which it is registered"),
            "wtta_status": _("Wtta admission"),
            "wtta_number": _("Number of the admission"),
        }
        help_texts = {
            "waadi_status": _("The Waadi asks who lends staff to be registered as such in the Trade Register."),
            "waadi_number": _("Usually the KvK number."),
            "wtta_status": _("From 2027 the Wtta asks who lends staff to be admitted."),
            "contact_name": _("Who is called about a procedure."),
        }
        field_classes = dict.fromkeys(("name", "place", "waadi_number", "wtta_number", "contact_name"), SeenField)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        for name in ("legal_form", "waadi_status", "wtta_status"):
            field = self.fields[name]
            field.choices = [NOT_STATED, *[choice for choice in field.choices if choice[0]]]
        for name in ("waadi_number", "wtta_number", "contact_telephone"):
            self.fields[name].widget.attrs["class"] = "w-20ch"

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.groups]


class InvitationForm(forms.Form):
    use_required_attribute = False
    email = AddressField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, role.label) for role in ROLES], widget=forms.RadioSelect, initial=Role.BIDDER
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
