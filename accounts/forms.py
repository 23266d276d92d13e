from django import forms

from .models import MailPreferences


class MailPreferencesForm(forms.ModelForm):
    class Meta:
        model = MailPreferences
        fields = ("receipts", "reminders", "following")
