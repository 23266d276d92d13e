"""Managers that leave what is sealed where it is."""

from django.db import models


class SealedManager(models.Manager[models.Model]):
    """Leaves the sealed content where it is, also where rows are reached from another model."""

    sealed: tuple[str, ...]

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer(*self.sealed)
