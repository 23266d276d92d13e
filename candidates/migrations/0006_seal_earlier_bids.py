"""Bids from before get a key each; their drafts, envelopes, files and rates that are still locked are sealed under it.

The bytes in the clear are gone with the rows; what a database keeps of replaced rows goes with the next VACUUM
(docs/vault.md). The files in the clear go once the migration is certain.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit.triggers import allow_update, forbid_update
from documents import keystore


def seal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for bid in apps.get_model("candidates", "Bid").objects.order_by("pk").iterator(chunk_size=100):
        bid.key_id = keystore.new_key()
        bid.sealed_draft = _seal(bid, bid.draft, "draft") if bid.draft else b""
        bid.save(update_fields=["key_id", "sealed_draft"])
        versions = list(bid.versions.all())
        for version in versions:
            version.sealed_envelope = _seal(bid, version.envelope, f"version {version.sequence}")
            version.save(update_fields=["sealed_envelope"])
        for file_id in {file["id"] for file in _files(bid.draft, [version.envelope for version in versions])}:
            _seal_file(apps, bid, file_id)
        for rate in _locked_rates(apps, bid):
            rate.sealed, rate.cents = _seal(bid, str(rate.cents), "rate"), None
            rate.save(update_fields=["sealed", "cents"])


def unseal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for bid in apps.get_model("candidates", "Bid").objects.order_by("pk").iterator(chunk_size=100):
        bid.draft = _unseal(bid, bid.sealed_draft, "draft") if bid.sealed_draft else ""
        bid.save(update_fields=["draft"])
        versions = list(bid.versions.all())
        for version in versions:
            version.envelope = _unseal(bid, version.sealed_envelope, f"version {version.sequence}")
            version.save(update_fields=["envelope"])
        names = {file["id"]: file["name"] for file in _files(bid.draft, [version.envelope for version in versions])}
        for file in apps.get_model("documents", "StoredFile").objects.filter(key_id=bid.key_id):
            _unseal_file(file, names.get(str(file.pk), ""))
        for rate in _locked_rates(apps, bid):
            rate.cents, rate.sealed = int(_unseal(bid, rate.sealed, "rate")), None
            rate.save(update_fields=["sealed", "cents"])
        transaction.on_commit(partial(keystore.erase, bid.key_id))


def _files(draft: str, envelopes: list[str]) -> Iterator[dict[str, Any]]:
    for data in map(json.loads, filter(None, [draft, *envelopes])):
        documents = data["documents"]
        inside = documents.values() if isinstance(documents, dict) else [document["file"] for document in documents]
        yield from (file for file in (data["cv"], *inside) if file)


def _locked_rates(apps: StateApps, bid: Any) -> Any:
    locked = apps.get_model("candidates", "OfferedRate").objects.filter(offer__bid_id=bid.pk)
    return locked.filter(offer__bid__tender__rate_opening__isnull=True)


def _seal_file(apps: StateApps, bid: Any, file_id: str) -> None:
    file = apps.get_model("documents", "StoredFile").objects.filter(pk=file_id, key_id="").first()
    if file is not None:
        with default_storage.open(_place(file.sha256)) as stream:
            data = stream.read()
        file.key_id, file.original_name = bid.key_id, ""
        _replace(file, keystore.seal(bid.key_id, data, about=f"file {file.pk}"))


def _unseal_file(file: Any, name: str) -> None:
    with default_storage.open(_place(file.sha256)) as stream:
        data = keystore.unseal(file.key_id, stream.read(), about=f"file {file.pk}")
    file.key_id, file.original_name = "", name
    _replace(file, data)


def _replace(file: Any, data: bytes) -> None:
    before, file.sha256 = file.sha256, hashlib.sha256(data).hexdigest()
    default_storage.save(_place(file.sha256), ContentFile(data))
    file.save(update_fields=["sha256", "key_id", "original_name"])
    transaction.on_commit(partial(_remove, type(file).objects, before))


def _remove(files: Any, sha256: str) -> None:
    if not files.filter(sha256=sha256).exists():
        default_storage.delete(_place(sha256))
        shutil.rmtree(Path(settings.FILES_DIR) / "derived" / sha256, ignore_errors=True)


def _place(sha256: str) -> str:
    return f"content/{sha256[:2]}/{sha256}"


def _seal(bid: Any, text: str, place: str) -> bytes:
    return keystore.seal(bid.key_id, text.encode(), about=f"bid {bid.number} {place}")


def _unseal(bid: Any, sealed: bytes, place: str) -> str:
    return keystore.unseal(bid.key_id, sealed, about=f"bid {bid.number} {place}").decode()


class Migration(migrations.Migration):
    dependencies = [("candidates", "0006_room_for_what_is_sealed")]

    operations = [
        allow_update("candidates_bidversion"),
        allow_update("documents_storedfile"),
        migrations.RunPython(seal, unseal),
        forbid_update("documents_storedfile"),
        forbid_update("candidates_bidversion"),
    ]
