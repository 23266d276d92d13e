"""How bids are judged: knock-outs, award criteria with their levels, competences, stages, documents."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenders.experience import COLUMNS, MOST_HOURS, MOST_MONTHS, PART_TIME_WORDS, Experience, from_columns, sentence

from .profiles import ProfileCompetence
from .tender import Tender


class CountsExperience(models.Model):
    """A criterion that may ask for months of experience in a window (`tenders/experience.py`); most ask for none.

    Hours are hundredths a week.
    """

    experience_needed = models.PositiveSmallIntegerField(_("months asked"), null=True, blank=True)
    experience_window = models.PositiveSmallIntegerField(_("within so many months"), null=True, blank=True)
    experience_work = models.JSONField(_("as"), default=list, blank=True)
    experience_at = models.JSONField(_("at"), default=list, blank=True)
    experience_part_time = models.CharField(_("part-time work"), max_length=12, choices=PART_TIME_WORDS, blank=True)
    experience_hours = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)
    experience_full_week = models.PositiveSmallIntegerField(_("hours of a full week"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def experience(self) -> Experience | None:
        return from_columns({name: getattr(self, name) for name in COLUMNS})

    @property
    def experience_said(self) -> str:
        return sentence(self.experience) if self.experience else ""


def _counted_well(criterion: str) -> list[models.CheckConstraint]:
    """The rules on the rule, named after the kind of criterion."""
    stated = Q(experience_needed__isnull=False)
    nothing = Q(experience_needed=None, experience_window=None, experience_part_time="")
    hours, full_week = Q(experience_hours__isnull=False), Q(experience_full_week__isnull=False)
    fits = Q(experience_needed__lte=MOST_MONTHS) & (
        Q(experience_window=None)
        | Q(experience_window__gte=1, experience_window__lte=MOST_MONTHS, experience_needed__lte=F("experience_window"))
    )
    numbers = (
        Q(~hours, ~full_week, experience_part_time__in=["", "counts_fully"])
        | Q(~hours, full_week, experience_part_time="pro_rata")
        | Q(hours, full_week, experience_part_time="full_from", experience_hours__lte=F("experience_full_week"))
        | Q(hours, ~full_week, experience_part_time="none_below")
    )
    possible = (Q(experience_hours=None) | Q(experience_hours__gt=0, experience_hours__lte=MOST_HOURS)) & (
        Q(experience_full_week=None) | Q(experience_full_week__gt=0, experience_full_week__lte=MOST_HOURS)
    )
    return [
        models.CheckConstraint(
            condition=nothing | (stated & ~Q(experience_part_time="")), name=f"{criterion}_counts_by_a_whole_rule"
        ),
        models.CheckConstraint(condition=nothing | fits, name=f"{criterion}_asks_no_more_than_its_window"),
        models.CheckConstraint(condition=numbers, name=f"{criterion}_has_the_hours_of_its_part_time_rule"),
        models.CheckConstraint(condition=possible, name=f"{criterion}_has_possible_hours"),
    ]


class KnockOut(CountsExperience):
    """A knock-out criterion (minimumeis), under the number it has in the posting."""

    class Kind(models.TextChoices):
        JUDGED = "judged", _("judged by an assessor")
        STATEMENT = "statement", _("stated by the supplier, judged by an assessor")
        RATE_CEILING = "rate_ceiling", _("highest hourly rate, checked by the program")
        DOCUMENT = "document", _("document, checked by the program")

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="knock_outs")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.JUDGED)
    document = models.CharField(
        _("which document"), max_length=20, blank=True, help_text=_("Only for the kind document.")
    )

    class Meta:
        verbose_name = _("knock-out criterion")
        verbose_name_plural = _("knock-out criteria")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_knock_out_per_number"),
            models.CheckConstraint(
                condition=Q(kind__in=["judged", "statement", "rate_ceiling", "document"]),
                name="knock_out_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="document") | ~Q(document=""), name="a_document_knock_out_names_its_document"
            ),
            *_counted_well("a_knock_out"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class AwardCriterion(CountsExperience):
    """An award criterion (gunningscriterium). Without levels a bid gets none or all of its points."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    points = models.PositiveIntegerField(_("points"), help_text=_("In hundredths of a point."))

    class Meta:
        verbose_name = _("award criterion")
        verbose_name_plural = _("award criteria")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_award_criterion_per_number"),
            models.CheckConstraint(condition=Q(points__gt=0), name="an_award_criterion_has_points"),
            *_counted_well("an_award_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Level(models.Model):
    """A step (trede) of a criterion: what a bid must show to get exactly these points."""

    criterion = models.ForeignKey(AwardCriterion, on_delete=models.CASCADE, related_name="levels")
    label = models.CharField(_("label"), max_length=20)
    text = models.TextField(_("text"))
    points = models.PositiveIntegerField(_("points"), help_text=_("In hundredths of a point."))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["-points", "label"]
        constraints = [models.UniqueConstraint(fields=["criterion", "label"], name="one_level_per_label")]

    def __str__(self) -> str:
        return f"{self.label}. {self.text}"


class Competence(models.Model):
    """A competence that the interview assesses. One that comes from a function profile has its definition and its
    indicators copied along: a later change of the profile is no change of what was asked."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="competences")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("competence"))
    definition = models.TextField(_("definition"), blank=True)
    indicators = models.JSONField(_("indicators"), default=list, blank=True)
    source = models.ForeignKey(
        ProfileCompetence,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="asked_in",
        verbose_name=_("competence of a profile"),
    )

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["tender", "position"], name="one_competence_per_position")]

    def __str__(self) -> str:
        return self.text


class Stage(models.Model):
    """A step of the procedure, with its parameters (`tenders/stages.py`) and the posting's own words."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12)
    name = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    params = models.JSONField(_("parameters"), default=dict, blank=True)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "position"], name="one_stage_per_position"),
            models.CheckConstraint(
                condition=Q(kind__in=["knock_out", "weighted", "comparison", "interview", "exam"]),
                name="stage_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RequiredDocument(models.Model):
    """A document that is asked for, and when."""

    class Kind(models.TextChoices):
        MOTIVATION = "motivation", _("motivation")
        VOG = "vog", _("certificate of conduct (VOG)")
        NDA = "nda", _("non-disclosure agreement")
        UEA = "uea", _("European single procurement document (UEA)")
        OTHER = "other", _("other document")

    class When(models.TextChoices):
        WITH_BID = "with_bid", _("with the bid")
        AFTER_AWARD = "after_award", _("after the award")
        ON_REQUEST = "on_request", _("when asked")

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    when = models.CharField(_("when"), max_length=12, choices=When.choices)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "position"], name="one_required_document_per_position"),
            models.CheckConstraint(
                condition=Q(kind__in=["motivation", "vog", "nda", "uea", "other"]),
                name="required_document_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(when__in=["with_bid", "after_award", "on_request"]), name="required_document_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name
