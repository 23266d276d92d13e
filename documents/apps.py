from django.apps import AppConfig
from django.core.checks import Tags, register

from .checks import keys_are_safe


class DocumentsConfig(AppConfig):
    name = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(keys_are_safe, Tags.security, deploy=True)
