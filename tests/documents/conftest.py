from pathlib import Path

import pytest

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
CVS = sorted(DATA.glob("*.pdf"))


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture(params=CVS, ids=lambda path: path.stem)
def cv(request) -> Path:
    """Three CVs that other programs made: LibreOffice, Chromium, Typst."""
    return request.param
