"""How bids are judged: knock-outs, award criteria with their levels, competences, stages, documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .profiles import ProfileCompetence
from .tender import Tender


class KnockOut(models.Model):
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
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class AwardCriterion(models.Model):
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
