"""What a person wants to hear of. Theirs alone: who follows an assignment could tell who is going to bid on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .tender import Tender


class Follow(models.Model):
    """This person gets a mail when answers to questions or changes of the assignment are published."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    followed_at = models.DateTimeField(_("followed at"))

    class Meta:
        verbose_name = _("followed assignment")
        verbose_name_plural = _("followed assignments")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tender", "user"], name="one_follow_per_person_per_tender")]

    def __str__(self) -> str:
        return f"{self.user}: {self.tender}"


class SavedSearch(models.Model):
    """Filters of the public list (`filters.Chosen.query`), and whether new assignments that fit them are mailed."""

    class Mail(models.TextChoices):
        OFF = "off", _("no mail")
        DAILY = "daily", _("once a day, when there are new ones")
        AT_ONCE = "at_once", _("as soon as one is published")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    mail = models.CharField(_("mail"), max_length=10, choices=Mail.choices)
    created_at = models.DateTimeField(_("saved at"))
    # What was published until then is not new to this person.
    told_until = models.DateTimeField(_("told until"))

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="one_saved_search_per_person_and_filters"),
            models.CheckConstraint(
                condition=models.Q(mail__in=["off", "daily", "at_once"]), name="saved_search_mail_is_known"
            ),
        ]
        indexes = [models.Index(fields=["mail"], name="saved_search_by_mail")]

    def __str__(self) -> str:
        return self.name
