"""The assignment itself: every field that a posting has."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class TenderQuerySet(models.QuerySet["Tender"]):
    def public(self) -> "TenderQuerySet":
        return self.exclude(state=Tender.State.DRAFT)

    def open_at(self, now: datetime) -> "TenderQuerySet":
        return self.filter(state=Tender.State.PUBLISHED, closes_at__gt=now)


class Tender(models.Model):
    """An inhuuropdracht. Stored states only; `closed` and what follows are derived (`tenders/procedure.py`)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        OPENED = "opened", _("opened")
        CONCLUDED = "concluded", _("concluded")
        CANCELLED = "cancelled", _("cancelled")
        CLOSED_WITHOUT_AWARD = "closed_without_award", _("closed without award")

    class Basis(models.TextChoices):
        """Is something part of the offered rate?"""

        INCLUDED = "included", _("included")
        EXCLUDED = "excluded", _("excluded")

    class Fee(models.TextChoices):
        NONE = "none", _("no fee")
        PER_HOUR = "per_hour", _("per hour worked")

    class PartOfDay(models.TextChoices):
        MORNING = "morning", _("in the morning")
        AFTERNOON = "afternoon", _("in the afternoon")

    class Openers(models.IntegerChoices):
        """How many officers it takes to open the bids."""

        ONE = 1, _("one officer")
        TWO = 2, _("two officers, within ten minutes")

    class Discipline(models.TextChoices):
        """The fields of work (vakgebieden) by which suppliers search."""

        CUSTOMER_CONTACT = "customer_contact", _("customer contact and services")
        CIVIL_AFFAIRS = "civil_affairs", _("civil affairs")
        ADMINISTRATION = "administration", _("administration and support")
        FINANCE = "finance", _("finance and taxes")
        SOCIAL = "social", _("social services")
        ENVIRONMENT = "environment", _("planning and environment")
        ENGINEERING = "engineering", _("construction and engineering")
        ICT = "ict", _("ICT and data")
        LAW = "law", _("law and procurement")
        PERSONNEL = "personnel", _("personnel and organisation")
        COMMUNICATION = "communication", _("communication")
        SAFETY = "safety", _("safety and enforcement")
        POLICY = "policy", _("policy, projects and management")
        OTHER = "other", _("another field")

    # What it is
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    number = models.CharField(
        _("assignment number"), max_length=20, unique=True, help_text=_("The number under which it is published.")
    )
    title = models.CharField(_("title"), max_length=200)
    discipline = models.CharField(
        _("field of work"),
        max_length=20,
        choices=Discipline.choices,
        blank=True,
        help_text=_("Suppliers search by it. It is no part of the rules."),
    )
    client = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="tenders",
        verbose_name=_("client"),
        limit_choices_to={"kind": "client"},
    )
    run_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="tenders_run",
        verbose_name=_("run by"),
        limit_choices_to={"kind__in": ["broker", "client"]},
    )
    das = models.BooleanField(_("under a DAS"), null=True, blank=True, help_text=_("Dynamic purchasing system."))
    start_text = models.CharField(_("start"), max_length=100, blank=True, help_text=_("In words, as published."))
    start_on = models.DateField(_("start date"), null=True, blank=True, help_text=_("Only where it is one day."))
    duration_months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)
    extension_count = models.PositiveSmallIntegerField(_("number of extensions"), null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField(_("months per extension"), null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField(
        _("hours per week, from"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    hours_max = models.PositiveSmallIntegerField(
        _("hours per week, to"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    education_level = models.CharField(_("education level"), max_length=60, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    positions_min = models.PositiveSmallIntegerField(_("professionals needed, from"), default=1)
    positions_max = models.PositiveSmallIntegerField(_("professionals needed, to"), default=1)
    work_days = models.TextField(_("work days"), blank=True)
    hybrid = models.BooleanField(_("hybrid work possible"), null=True, blank=True)
    function_scale = models.CharField(_("function scale"), max_length=20, blank=True)
    cao = models.CharField(_("collective agreement"), max_length=300, blank=True)

    # Its texts, paragraphs separated by an empty line
    organisation_text = models.TextField(_("the organisation"), blank=True)
    assignment_text = models.TextField(_("the assignment"), blank=True)
    execution_condition = models.TextField(_("execution condition"), blank=True)
    other_information = models.TextField(_("other information"), blank=True)
    contact = models.TextField(_("contact for the procedure"), blank=True)

    # How bids are judged
    knock_outs_heading = models.CharField(_("heading of the knock-out criteria"), max_length=200, blank=True)
    criteria_heading = models.CharField(_("heading of the award criteria"), max_length=200, blank=True)
    points_total = models.PositiveIntegerField(
        _("total of points"),
        default=100_00,
        help_text=_("In hundredths of a point."),
    )
    award_text = models.TextField(_("award"), blank=True)
    standstill = models.BooleanField(_("standstill period promised"), null=True, blank=True)
    standstill_days = models.PositiveSmallIntegerField(_("standstill in days"), null=True, blank=True)
    bids_per_supplier = models.PositiveSmallIntegerField(
        _("bids per supplier"), default=1, validators=[MinValueValidator(1)]
    )
    officer_may_assess = models.BooleanField(
        _("an officer may also assess"), default=False, help_text=_("One person may then hold both roles.")
    )
    second_officer = models.BooleanField(
        _("publishing asks for a second officer"),
        default=False,
        help_text=_("One officer asks, another one confirms exactly what was asked."),
    )
    opening_officers = models.PositiveSmallIntegerField(
        _("who opens the bids"),
        choices=Openers.choices,
        default=Openers.ONE,
        help_text=_("Each logs in again first. Of two, one begins and the other one opens."),
    )

    # What may be asked for it
    rate_ceiling_cents = models.PositiveIntegerField(_("highest hourly rate"), null=True, blank=True)
    rate_vat = models.CharField(_("VAT"), max_length=8, choices=Basis.choices, blank=True)
    rate_travel = models.CharField(_("commuting costs"), max_length=8, choices=Basis.choices, blank=True)
    rate_fee = models.CharField(_("fee of who runs it"), max_length=8, choices=Basis.choices, blank=True)
    fee_kind = models.CharField(_("fee"), max_length=8, choices=Fee.choices, blank=True)
    fee_cents = models.PositiveIntegerField(_("fee per hour"), null=True, blank=True)
    fee_text = models.TextField(_("fee, in words"), blank=True)
    max_hours_per_year = models.PositiveSmallIntegerField(_("most hours per year"), null=True, blank=True)
    max_hours_note = models.TextField(_("what applies above it"), blank=True)

    # What a CV must be
    cv_max_pages = models.PositiveSmallIntegerField(_("pages of the CV, at most"), null=True, blank=True)
    cv_language = models.CharField(
        _("language of the CV"), max_length=2, blank=True, choices=[("nl", _("Dutch")), ("en", _("English"))]
    )
    cv_min_references = models.PositiveSmallIntegerField(_("references, at least"), null=True, blank=True)
    cv_instruction = models.TextField(_("what the CV must show"), blank=True)

    # When
    questions_until = models.DateTimeField(_("questions until"), null=True, blank=True)
    answers_on = models.DateField(_("answers on"), null=True, blank=True)
    questions_note = models.TextField(_("how to ask questions"), blank=True)
    questions_public = models.BooleanField(
        _("everyone reads questions and answers"), default=True, help_text=_("Otherwise only who has logged in.")
    )
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("A bid at this moment, or after it, is late.")
    )
    invitations_by = models.DateField(_("invitations by"), null=True, blank=True)
    interviews_on = models.DateField(_("interviews on"), null=True, blank=True)
    interviews_part_of_day = models.CharField(
        _("part of the day"), max_length=10, choices=PartOfDay.choices, blank=True
    )
    results_on = models.DateField(
        _("results on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which every supplier hears how its bid was assessed. Until then nobody hears anything."
        ),
    )
    progress_note = models.TextField(_("when the others hear"), blank=True)

    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = TenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["closes_at", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(closes_at__isnull=False), name="a_published_tender_has_a_deadline"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "published", "opened", "concluded", "cancelled", "closed_without_award"]
                ),
                name="tender_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    discipline__in=[
                        "",
                        "customer_contact",
                        "civil_affairs",
                        "administration",
                        "finance",
                        "social",
                        "environment",
                        "engineering",
                        "ict",
                        "law",
                        "personnel",
                        "communication",
                        "safety",
                        "policy",
                        "other",
                    ]
                ),
                name="discipline_is_known",
            ),
            models.CheckConstraint(
                condition=Q(hours_max__isnull=True) | Q(hours_min__isnull=True) | Q(hours_max__gte=F("hours_min")),
                name="hours_from_is_not_above_hours_to",
            ),
            models.CheckConstraint(
                condition=Q(positions_min__gte=1) & Q(positions_max__gte=F("positions_min")),
                name="positions_from_is_not_above_positions_to",
            ),
            models.CheckConstraint(
                condition=Q(rate_ceiling_cents__isnull=True) | Q(rate_ceiling_cents__gt=0),
                name="rate_ceiling_is_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(fee_kind="per_hour") | Q(fee_cents__gt=0), name="a_fee_per_hour_has_its_amount"
            ),
            models.CheckConstraint(condition=Q(bids_per_supplier__gte=1), name="a_supplier_may_bid_at_least_once"),
            models.CheckConstraint(condition=Q(opening_officers__in=[1, 2]), name="one_or_two_officers_open_the_bids"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("tender", args=[self.number])
