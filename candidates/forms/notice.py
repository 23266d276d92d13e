from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import AddressField
from accounts.marks import SeenField


class ObjectionForm(forms.Form):
    use_required_attribute = False
    reason = SeenField(
        label=_("Why do you object?"),
        max_length=4000,
        help_text=_("The supplier and the officer of the assignment read this."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AddressForm(forms.Form):
    use_required_attribute = False
    email = AddressField(
        label=_("E-mail address of the candidate"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
