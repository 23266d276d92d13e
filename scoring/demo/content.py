"""What the demo holds: suppliers, bids with their CVs, and what the assessor finds. Shapes: the heads of the files."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


def suppliers() -> list[dict[str, str]]:
    """`key`, `name`, `place`, `contact`, `kvk_number`, `waadi_status`, `wtta_status`, `contact_telephone`."""
    return _read("suppliers.yaml")


def bids(tender: str) -> list[dict[str, Any]]:
    """The bids on `raalte` or `westland`; each one's `cv` is the person that `make_cv` takes."""
    return [{**bid, "cv": _read(f"cvs/{bid['cv']}.yaml")} for bid in _read(f"{tender}_bids.yaml")]


def _read(name: str) -> Any:
    return yaml.safe_load(Path(settings.BASE_DIR, "fixtures", "demo", name).read_text("utf-8"))
