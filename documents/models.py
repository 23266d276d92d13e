"""Files: each row a file of the private storage, named by its content."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file that was kept. Its place follows from its hash; the name that its sender gave it is only shown.

    One with a `key_id` lies on the disk sealed under that key of the key store. Then `sha256` is that of the sealed
    bytes and `original_name` is empty: neither tells what is in it. `size` is that of the file as it came.
    """

    FOLDER = "content"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")], db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    original_name = models.CharField(_("name"), max_length=200, blank=True)
    content_type = models.CharField(_("type"), max_length=100)
    created_at = models.DateTimeField(_("kept at"))
    key_id = models.CharField(max_length=32, blank=True, default="", editable=False, db_index=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="a_kept_file_is_not_empty")]

    def __str__(self) -> str:
        return self.original_name or str(self.pk)

    @property
    def storage_name(self) -> str:
        return f"{self.FOLDER}/{self.sha256[:2]}/{self.sha256}"
