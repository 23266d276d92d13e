from typing import Any

from django import forms

from .models import MailPreferences, User

LONGEST_ADDRESS = User._meta.get_field("email").max_length


class AddressField(forms.EmailField):
    """An e-mail address as it is kept: in small letters. Some letters become two then, so it is measured as kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_ADDRESS, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class MailPreferencesForm(forms.ModelForm):
    class Meta:
        model = MailPreferences
        fields = ("receipts", "reminders", "following")
