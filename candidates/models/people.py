"""The people who are offered, and the folder of them that a supplier keeps."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class Candidate(models.Model):
    """The person who is offered."""

    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")

    def __str__(self) -> str:
        return self.name


class SupplierKey(models.Model):
    """Under which key of the key store (`documents.keystore`) a supplier's saved candidates are sealed."""

    supplier = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="people_key")
    key_id = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("key of a supplier")
        verbose_name_plural = _("keys of suppliers")

    def __str__(self) -> str:
        return self.key_id


class SavedCandidate(models.Model):
    """A person in a supplier's folder of candidates. `sealed` is read and written in `candidates/people.py` alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="saved_candidates")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved candidate")
        verbose_name_plural = _("saved candidates")

    def __str__(self) -> str:
        return str(self.pk)
