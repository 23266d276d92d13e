"""The settings of the tests: those of the site, fed by an environment of their own.

`DATABASE_URL` chooses PostgreSQL. Every xdist worker has its own data folder below the one of the run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from scripts import messages

# Here, not in a hook of conftest.py: Django reads the translations while it loads the models, before any such hook.
if "PYTEST_XDIST_WORKER" not in os.environ:
    messages.compile_catalog()

# Every bid has a key and a file on the disk before it is there: in memory nothing waits for the disk. The full run puts
# the files where they would be.
_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
_files = None if os.environ.get("WEEGSCHAAL_TESTS") == "full" else _memory

if "WEEGSCHAAL_TEST_ROOT" not in os.environ:
    os.environ["WEEGSCHAAL_TEST_ROOT"] = tempfile.mkdtemp(prefix="weegschaal-tests-", dir=_files)
    atexit.register(shutil.rmtree, os.environ["WEEGSCHAAL_TEST_ROOT"], ignore_errors=True)

if "WEEGSCHAAL_TEST_KEYS" not in os.environ:
    os.environ["WEEGSCHAAL_TEST_KEYS"] = tempfile.mkdtemp(prefix="weegschaal-keys-", dir=_memory)
    atexit.register(shutil.rmtree, os.environ["WEEGSCHAAL_TEST_KEYS"], ignore_errors=True)

_data_dir = Path(os.environ["WEEGSCHAAL_TEST_ROOT"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
_data_dir.mkdir(exist_ok=True)
(_data_dir / "static").mkdir(exist_ok=True)  # WhiteNoise warns where its folder is missing
os.environ |= {
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    "MASTER_KEY": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb24=",
    "DATA_DIR": str(_data_dir),
    "HTTPS": "False",
    "DEBUG": "False",
    "DEMO": "False",
    "CLOCK_MAY_MOVE": "True",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "LOG_LEVEL": "WARNING",
}
for _name in (
    "FILES_DIR", "KEYS_DIR", "KEYS_BACKUP_DAYS", "FORMER_MASTER_KEY", "STATIC_ROOT", "CACHE_URL", "EMAIL_URL",
    "STATIC_MANIFEST", "BEHIND_PROXY",
):  # fmt: skip
    os.environ.pop(_name, None)
os.environ["KEYS_DIR"] = str(Path(os.environ["WEEGSCHAAL_TEST_KEYS"]) / _data_dir.name)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

# Argon2 is slow by design; which hasher the site uses is tested on the site's own settings.
PASSWORD_HASHERS = ["tests.hashers.QuickHasher"]

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file: the browser tests' server runs in a thread with a connection of its own, which memory can't share safely.
    DATABASES["default"]["TEST"] = {"NAME": str(_data_dir / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    )
else:
    # Connections end with their request, so that a flush never waits for the thread of a browser test.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

# Every test client loads the middleware anew; this keeps WhiteNoise from reading all static files each time.
WHITENOISE_AUTOREFRESH = True
