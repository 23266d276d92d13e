"""An opening from before has its list of receipts, and so its root. Its event in the log stays as it was, without one:
whoever reads the list there finds the same root."""

import json

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit.triggers import allow_update, forbid_update
from candidates.proofs import root_over


def compute(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for opening in apps.get_model("candidates", "Opening").objects.filter(merkle_root=""):
        opening.merkle_root = root_over(json.loads(opening.record)["bids"])
        opening.save(update_fields=["merkle_root"])


class Migration(migrations.Migration):
    dependencies = [("candidates", "0003_the_root_of_an_opening")]

    operations = [
        allow_update("candidates_opening"),
        migrations.RunPython(compute, migrations.RunPython.noop),
        forbid_update("candidates_opening"),
    ]
