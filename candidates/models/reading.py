"""What the program read in a CV."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile

from .bids import Bid
from .sealing import SealedManager

READ_CV = "read_cv"  # the kind of job that makes a CvReading, by the key of the file


class CvReadingManager(SealedManager):
    sealed = ("sealed",)


class CvReading(models.Model):
    """What the program read in a CV, sealed under its bid's key (`candidates.cv.kept`).

    A CV without this row is still to be read, or can't be: its job (READ_CV) says which.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="cv_reading")
    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="cv_readings")
    sealed = models.BinaryField()
    read_at = models.DateTimeField()

    objects = CvReadingManager()

    class Meta:
        verbose_name = _("reading of a CV")
        verbose_name_plural = _("readings of CVs")
        default_manager_name = "objects"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.file_id)
