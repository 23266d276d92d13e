import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import chain
from audit.acts import sentence


class EventQuerySet(models.QuerySet["Event"]):
    def of_tender(self, number: str) -> "EventQuerySet":
        return self.filter(tender=number)

    def about(self, object_type: str, object_id: str) -> "EventQuerySet":
        return self.filter(object_type=object_type, object_id=object_id)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-sequence")


class Event(models.Model):
    """One act. Written by `audit.services.record` alone; the database refuses to change or delete it.

    The actor is a plain number, not a foreign key: an event outlives the account, and nothing above is imported here.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("moment"))
    act = models.CharField(_("act"), max_length=60)
    actor_id = models.BigIntegerField(_("actor"), null=True, blank=True)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_id = models.CharField(_("object"), max_length=80)
    tender = models.CharField(_("assignment"), max_length=40, blank=True)
    data = models.TextField(_("details"), help_text=_("Canonical JSON, exactly as it was hashed."))
    previous_hash = models.CharField(_("hash of the event before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["sequence"]
        constraints = [
            models.CheckConstraint(condition=Q(sequence__gte=1), name="event_sequence_starts_at_one"),
            models.UniqueConstraint(fields=["hash"], name="event_hash_is_unique"),
            models.UniqueConstraint(fields=["previous_hash"], name="one_event_follows_each_event"),
        ]
        indexes = [
            models.Index(fields=["tender", "sequence"], name="event_by_tender"),
            models.Index(fields=["object_type", "object_id", "sequence"], name="event_by_object"),
            models.Index(fields=["actor_id", "sequence"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.object_type} {self.object_id}"

    @property
    def details(self) -> dict[str, Any]:
        details: dict[str, Any] = json.loads(self.data)
        return details

    @property
    def sentence(self) -> str:
        return sentence(self.act)

    @property
    def position(self) -> chain.Position:
        """The head of the chain right after this event: what a receipt or a record prints."""
        return chain.Position(self.sequence, self.hash)


class Head(models.Model):
    """The one row that every writer locks, so that the chain has no gap and no fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.GENESIS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_head"),
            models.CheckConstraint(condition=Q(count__gte=0), name="head_count_is_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.position)

    @property
    def position(self) -> chain.Position:
        return chain.Position(self.count, self.hash)
