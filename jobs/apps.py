from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each app says in its own `jobs.py` what it has done in the background, and what every now and then."""
        autodiscover_modules("jobs")
