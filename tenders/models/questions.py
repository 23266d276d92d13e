"""What suppliers ask while an assignment is open, and what is answered to everybody at once."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

from .tender import Tender


class AskedQuestionQuerySet(models.QuerySet["AskedQuestion"]):
    def waiting(self) -> "AskedQuestionQuerySet":
        """Those that wait for the officer, with an answer in draft or without."""
        return self.filter(state=AskedQuestion.State.OPEN)


class AskedQuestion(models.Model):
    """A supplier's question. Who asked stands here alone, for the officer: no event, mail or page of another tells it.

    `sequence` counts all questions of a tender and is for events and the officer; what the public reads has the number
    of the `Answer`, so that nobody can count the questions that aren't public.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DECLINED = "declined", _("not confidential: waits for the supplier")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ANSWERED = "answered", _("answered")

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="asked_questions")
    sequence = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    text = models.TextField(_("question"))
    confidential = models.BooleanField(_("confidential"), default=False)
    reason = models.TextField(_("why it is confidential"), blank=True)
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="asked_questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    declined_because = models.TextField(_("why it is not confidential"), blank=True)
    # What the officer writes until it is published: the question in words that don't tell who asks, and the answer.
    wording = models.TextField(_("question as it is published"), blank=True)
    reply = models.TextField(_("answer"), blank=True)

    objects = AskedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a supplier")
        verbose_name_plural = _("questions of suppliers")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "sequence"], name="one_asked_question_per_number"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "declined", "withdrawn", "answered"]), name="question_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confidential=False) | ~Q(reason=""), name="a_confidential_question_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | (Q(confidential=True) & ~Q(declined_because="")),
                name="only_a_confidential_question_is_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.sequence}"

    @property
    def published_wording(self) -> str:
        return self.wording or self.text


class AnswerBatch(models.Model):
    """Answers that were published together (nota van inlichtingen). Never changed: a trigger refuses it."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="answer_batches")
    sequence = models.PositiveSmallIntegerField(_("number"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("batch of answers")
        verbose_name_plural = _("batches of answers")
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["tender", "sequence"], name="one_answer_batch_per_number")]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.sequence}"


class Answer(models.Model):
    """A question with its answer as published, word for word. Never changed: a trigger refuses it.

    `position` is its public number, after the questions that stand in the posting itself; a confidential one has none.
    """

    batch = models.ForeignKey(AnswerBatch, on_delete=models.CASCADE, related_name="answers")
    asked = models.OneToOneField(AskedQuestion, on_delete=models.CASCADE, related_name="answer")
    position = models.PositiveSmallIntegerField(_("number"), null=True)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["batch__sequence", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(answer=""), name="an_answer_says_something"),
            models.UniqueConstraint(fields=["batch", "position"], name="one_answer_per_number_in_a_batch"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def published_at(self) -> datetime:
        return self.batch.published_at
