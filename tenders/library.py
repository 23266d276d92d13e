"""The function profiles that ship with the program: one file of `fixtures/profiles` each."""

from typing import Any

import yaml
from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "profiles"


def profiles() -> list[dict[str, Any]]:
    """The profiles as `tenders/profiles.py` has them, each with its `slug`."""
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
