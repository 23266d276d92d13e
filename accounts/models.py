"""Who: people, the organisations they act for, and their role there."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # Who makes an account for somebody vouches for the address; who signs up confirms it (allauth asks this row).
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in by e-mail. What they may do follows from memberships and assignments, never from here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email_whatever_its_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Organisation(models.Model):
    """A broker that runs tenders for clients, a client, or a supplier."""

    class Kind(models.TextChoices):
        BROKER = "broker", _("broker")
        CLIENT = "client", _("client")
        SUPPLIER = "supplier", _("supplier")

    class LegalForm(models.TextChoices):
        BV = "bv", _("B.V.")
        NV = "nv", _("N.V.")
        SOLE_TRADER = "sole", _("sole trader (eenmanszaak)")
        VOF = "vof", _("general partnership (v.o.f.)")
        CV = "cv", _("limited partnership (c.v.)")
        PARTNERSHIP = "partnership", _("professional partnership (maatschap)")
        COOPERATIVE = "coop", _("cooperative")
        FOUNDATION = "foundation", _("foundation (stichting)")
        ASSOCIATION = "association", _("association (vereniging)")
        OTHER = "other", _("another or a foreign form")

    class Waadi(models.TextChoices):
        """Waadi article 7a: who lends staff is registered as such in the Trade Register."""

        REGISTERED = "registered", _("registered in the Trade Register as a lender of staff")
        NOT_REGISTERED = "no", _("not registered")
        EXEMPT = "exempt", _("not needed: no staff is lent")

    class Wtta(models.TextChoices):
        """The admission of lenders of staff that the Wtta asks for from 2027."""

        ADMITTED = "admitted", _("admitted")
        APPLIED = "applied", _("applied for, not decided yet")
        NOT_ADMITTED = "no", _("not admitted")
        EXEMPT = "exempt", _("not needed: no staff is lent, or exempt")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    place = models.CharField(_("place"), max_length=100, blank=True)
    kvk_number = models.CharField(
        _("Chamber of Commerce number"), max_length=8, blank=True, validators=[RegexValidator(r"^[0-9]{8}\Z")]
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#154273",
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z")],
        help_text=_("The stripe on this organisation's pages and PDFs, as #rrggbb."),
    )
    # What a supplier states of itself; "": not stated.
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm.choices, blank=True)
    waadi_status = models.CharField(_("registration under the Waadi"), max_length=12, choices=Waadi.choices, blank=True)
    waadi_number = models.CharField(_("number of the Waadi registration"), max_length=30, blank=True)
    wtta_status = models.CharField(_("admission under the Wtta"), max_length=12, choices=Wtta.choices, blank=True)
    wtta_number = models.CharField(_("number of the Wtta admission"), max_length=30, blank=True)
    contact_name = models.CharField(_("name of the contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact"), blank=True)
    contact_telephone = models.CharField(_("telephone of the contact"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["broker", "client", "supplier"]), name="organisation_kind_is_known"
            ),
            # Two companies may bear one name; their numbers differ.
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(kind__in=["broker", "client"]), name="one_office_per_name"
            ),
            models.UniqueConstraint(
                fields=["kvk_number"],
                condition=models.Q(kind="supplier") & ~models.Q(kvk_number=""),
                name="one_supplier_per_kvk_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in an organisation. It opens the door; what is behind it follows from assignments per tender."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("procurement officer")
        ASSESSOR = "assessor", _("assessor")
        REVIEWER = "reviewer", _("reviewer")
        BIDDER = "bidder", _("bidder")
        MANAGER = "manager", _("manager of the supplier")
        AUDITOR = "auditor", _("auditor")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=["officer", "assessor", "reviewer", "bidder", "manager", "auditor"]),
                name="membership_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"


class MailPreferences(models.Model):
    """Which mails a person gets beside those that everyone must; no row: all of them (`accounts/mail.py`)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_preferences")
    receipts = models.BooleanField(_("receipts of bids that colleagues submit or withdraw"), default=True)
    reminders = models.BooleanField(_("reminders of bids that are not submitted yet"), default=True)
    following = models.BooleanField(_("news of assignments that you follow and of saved searches"), default=True)

    class Meta:
        verbose_name = _("mail preferences")
        verbose_name_plural = _("mail preferences")

    def __str__(self) -> str:
        return str(self.user)
