"""Keeping a search of the public list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from accounts.models import User
from tenders.models import SavedSearch

MOST_SEARCHES = 50


class MailForm(forms.Form):
    mail = forms.ChoiceField(
        label=gettext_lazy("Mail about new assignments"), choices=SavedSearch.Mail.choices, widget=forms.RadioSelect
    )


class SearchSaveForm(MailForm):
    name = SeenField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("Under this name you find it again.")
    )
    field_order = ("name", "mail")

    def __init__(self, *args: Any, user: User, query: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.query = user, query

    def clean(self) -> dict[str, Any]:
        others = self.user.searches.exclude(query=self.query)
        if len(self.query) > SavedSearch._meta.get_field("query").max_length:
            raise forms.ValidationError(_("These are too many filters to save. Choose fewer."))
        if others.count() >= MOST_SEARCHES:
            raise forms.ValidationError(
                _("You have %(n)s saved searches, and more is not possible. Remove one first.") % {"n": MOST_SEARCHES}
            )
        return super().clean()
