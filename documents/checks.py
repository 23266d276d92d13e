"""What `manage.py check --deploy` asks of the vault's keys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

NO_MASTER_KEY = Error(
    "MASTER_KEY is missing: bids can be neither kept nor read.",
    hint="Set it to the base64 of 32 random bytes (.env.example), or run scripts/secret_key.",
    id="vault.E001",
)
KEYS_AMONG_FILES = Error(
    "KEYS_DIR lies within FILES_DIR: a copy of the files would hold the keys too.",
    hint="Give the keys a folder of their own, with a backup of their own (docs/vault.md).",
    id="vault.E002",
)


def keys_are_safe(**_asked: Any) -> list[CheckMessage]:
    keys, files = Path(settings.KEYS_DIR).resolve(), Path(settings.FILES_DIR).resolve()
    found = [(NO_MASTER_KEY, not settings.MASTER_KEY), (KEYS_AMONG_FILES, files in (keys, *keys.parents))]
    return [message for message, holds in found if holds]
