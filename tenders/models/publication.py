"""What surrounds a tender: its frozen rules, who works on it, its questions and attachments."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile

from .tender import Tender


class RulesVersion(models.Model):
    """The rules as published, word for word. Never changed (a trigger refuses it); an amendment makes the next version.

    `rules` is canonical JSON (keys sorted, no spaces, UTF-8); `sha256` is its hash in hexadecimal.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="rules_versions")
    version = models.PositiveSmallIntegerField(_("version"))
    rules = models.TextField(_("rules"))
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rules version")
        verbose_name_plural = _("rules versions")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "version"], name="one_rules_version_per_number"),
            models.CheckConstraint(condition=Q(version__gte=1), name="rules_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.number} v{self.version}"


class Assignment(models.Model):
    """Who does what on one tender (design: roles come from memberships and assignments)."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("procurement officer")
        ASSESSOR = "assessor", _("assessor")
        REVIEWER = "reviewer", _("reviewer")
        INTERVIEWER = "interviewer", _("interviewer")

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("assignment of a person")
        verbose_name_plural = _("assignments of persons")
        constraints = [
            models.UniqueConstraint(fields=["tender", "user", "role"], name="one_assignment_per_role"),
            models.CheckConstraint(
                condition=Q(role__in=["officer", "assessor", "reviewer", "interviewer"]),
                name="assignment_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.tender}"


class Question(models.Model):
    """A question that was asked about the posting, with its published answer."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["tender", "position"], name="one_question_per_position")]

    def __str__(self) -> str:
        return self.question


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def standing(self) -> Self:
        return self.filter(last_version=None)


class Attachment(models.Model):
    """A file that belongs to the posting. `last_version` is the last version of the rules that it was a part of; null:
    it is part of them now. What an amendment takes away stays to be read."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    last_version = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "name"], condition=Q(last_version=None), name="one_standing_attachment_per_name"
            ),
            models.CheckConstraint(
                condition=Q(last_version=None) | Q(last_version__gte=1),
                name="an_attachment_was_published_before_it_went",
            ),
        ]

    def __str__(self) -> str:
        return self.name
