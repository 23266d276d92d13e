"""A bid that was reopened after an amendment became a draft; now what was submitted stays beside its draft. It waits for
confirmation as before: it takes no part until it is submitted again."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Max


def stay_submitted(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    bids = apps.get_model("candidates", "Bid").objects
    reopened = bids.filter(state="draft").annotate(submitted_at=Max("versions__submitted_at"))
    for bid in reopened.filter(submitted_at__isnull=False).only("pk"):
        bids.filter(pk=bid.pk).update(state="submitted", reopened_at=bid.submitted_at)


def become_drafts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("candidates", "Bid").objects.filter(reopened_at__isnull=False).update(
        state="draft", reopened_at=None
    )


class Migration(migrations.Migration):
    dependencies = [("candidates", "0013_a_withdrawal_never_changes")]

    operations = [migrations.RunPython(stay_submitted, become_drafts)]
