"""Mail: each message a row, written with the act that it tells of and sent after that."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """Not sent yet, not held, not given up, and nobody is sending it now; the oldest first."""
        return self.filter(state__in=Message.WAITING, due_at__lte=now).order_by("due_at", "pk")


class Message(models.Model):
    """A mail to one person. Its text is a letter's, rendered when the act was done; it never holds a bid's content."""

    class State(models.TextChoices):
        HELD = "held", _("held")
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    WAITING = (State.QUEUED, State.FAILED)

    key = models.CharField(_("key"), max_length=120, help_text=_("Names the act: it mails a person once."))
    # None for who needs no account: somebody who is invited, or who is offered in a bid.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    about_type = models.CharField(_("kind of object"), max_length=40)
    about_number = models.CharField(_("object"), max_length=80)
    unsubscribe = models.URLField(
        _("way out"), max_length=2000, blank=True, help_text=_("Where this person ends such mail, without logging in.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # When it may be sent (again); who sends it moves this on first, so that no other process does. None: never.
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=80, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key", "email"], name="an_act_mails_a_person_once"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "queued", "sent", "failed"]), name="message_state_is_known"
            ),
            models.CheckConstraint(
                condition=~(Q(subject__contains="\n") | Q(subject__contains="\r")), name="a_subject_is_one_line"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="a_sent_message_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", due_at__isnull=False)
                | Q(state="failed")
                | Q(state__in=["held", "sent"], due_at__isnull=True),
                name="only_a_waiting_message_is_due",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(about_type__in=["invitation", "notice"]),
                name="who_has_no_account_is_invited_or_offered",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["queued", "failed"]), name="message_that_waits"),
            models.Index(fields=["about_type", "about_number"], name="message_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.subject}"
