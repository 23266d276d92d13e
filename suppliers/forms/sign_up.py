"""Signing up, and the account of who was invited."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.marks import SeenField
from accounts.models import Organisation, User
from audit import clock
from suppliers.services.sign_up import Company, sign_up

PASSWORD_HELP = _("At least 12 characters. A few words in a row are fine.")


class KvkField(forms.CharField):
    """Eight digits, typed with or without spaces and dots. That is its form: whether it is theirs is not checked."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "w-10ch figures", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            label=_("Chamber of Commerce number (KvK)"),
            help_text=_("Eight digits, as in the Trade Register."),
            validators=[RegexValidator(r"^[0-9]{8}\Z", _("A KvK number has eight digits, such as 12345678."))],
            widget=forms.TextInput(attrs=attrs),
            **options,
        )

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").replace(".", "").split())


class SignUpForm(SignupForm):
    """Says the same whether the address or the company is known or not: what is known is told by mail."""

    use_required_attribute = False
    field_order = ("company", "kvk_number", "legal_form", "name", "email", "password1")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        choices = [("", _("Choose the legal form")), *Organisation.LegalForm.choices]
        self.fields |= {
            "company": SeenField(
                label=_("Name of the company"), max_length=200, help_text=_("As in the Trade Register.")
            ),
            "kvk_number": KvkField(),
            "legal_form": forms.ChoiceField(label=_("Legal form"), choices=choices),
            "name": SeenField(
                label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
            ),
        }
        email, password = self.fields["email"], self.fields["password1"]
        email.label, email.help_text = _("Your e-mail address"), _("We mail you a link to confirm it.")
        password.label, password.help_text = _("Password"), PASSWORD_HELP
        for field in (email, password):
            field.widget.attrs.pop("placeholder", None)
        self.order_fields(self.field_order)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes as long as for an address that isn't known
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same form sent twice at once
            self.account_already_exists = True
            return super().try_save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        said = self.cleaned_data
        company = Company(name=said["company"], kvk_number=said["kvk_number"], legal_form=said["legal_form"])
        sign_up(user, company, now=clock.now())


class NewColleagueForm(forms.Form):
    use_required_attribute = False
    name = SeenField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            user = User(email=self.email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
