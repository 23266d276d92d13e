"""The settings as a real site gets them: a process of its own, fed by the environment alone."""

import ast
import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "SECRET_KEY": "0123456789" * 6,
    "MASTER_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "weegschaal.example",
    "CSRF_TRUSTED_ORIGINS": "https://weegschaal.example",
}


def process(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python in the project's folder with these variables and no other of the project's."""
    surroundings = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=surroundings | environment,
        capture_output=True,
        text=True,
        cwd="/",
    )


SHOWN = """
import json, sys
from config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_under(*names: str, **environment: str) -> dict[str, object]:
    answer = process(SHOWN, *names, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


# Reading the environment ---------------------------------------------------------------------------------------------
def variables_read() -> set[str]:
    """The names that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and ast.unparse(node.func).split(".")[0] in {"env", "yes_or_no"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_example_names_every_variable_that_is_read():
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    assert sorted(named) == sorted(variables_read())


def test_without_any_variable_but_the_key_the_site_is_a_safe_one():
    assert settings_under("DEBUG", "DEMO", "CLOCK_MAY_MOVE", "HTTPS", "SESSION_COOKIE_SECURE", SECRET_KEY="x" * 50) == {
        "DEBUG": False,
        "DEMO": False,
        "CLOCK_MAY_MOVE": False,
        "HTTPS": True,
        "SESSION_COOKIE_SECURE": True,
    }


def test_links_in_mails_lead_to_the_port_that_is_served():
    key = "x" * 50
    assert settings_under("SITE_URL", SECRET_KEY=key) == {"SITE_URL": "http://localhost:8000"}
    assert settings_under("SITE_URL", SECRET_KEY=key, PORT="8014") == {"SITE_URL": "http://localhost:8014"}
    elsewhere = {"PORT": "8014", "SITE_URL": "https://inhuur.example"}
    assert settings_under("SITE_URL", SECRET_KEY=key, **elsewhere) == {"SITE_URL": "https://inhuur.example"}


def test_a_site_without_a_key_does_not_start(tmp_path):
    answer = process("from django.conf import settings; settings.SECRET_KEY", DATA_DIR=str(tmp_path))
    assert (answer.returncode, "SECRET_KEY" in answer.stderr) == (1, True)


def test_a_key_is_made_once_for_this_account_alone_and_the_environment_goes_before_it(tmp_path):
    surroundings = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")}
    for _ in range(2):
        subprocess.run([ROOT / "scripts" / "secret_key"], cwd=ROOT, env=surroundings, check=True)
        key = tmp_path / "data" / "secret_key"
        made = key.read_text()
        assert len(made) > 50
        assert key.stat().st_mode & 0o777 == 0o600
        assert settings_under("SECRET_KEY", DATA_DIR=surroundings["DATA_DIR"]) == {"SECRET_KEY": made}
    assert settings_under("SECRET_KEY", DATA_DIR=surroundings["DATA_DIR"], **NEEDED) == {
        "SECRET_KEY": NEEDED["SECRET_KEY"]
    }


def test_the_master_key_of_the_vault_is_made_beside_it(tmp_path):
    surroundings = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    (tmp_path / "secret_key").write_text("of a site from before the vault")
    made = []
    for _ in range(2):
        subprocess.run([ROOT / "scripts" / "secret_key"], cwd=ROOT, env=surroundings, check=True)
        key = tmp_path / "master_key"
        made.append(key.read_text())
        assert len(b64decode(made[-1])) == 32
        assert key.stat().st_mode & 0o777 == 0o600
    assert made[0] == made[1]
    assert (tmp_path / "secret_key").read_text() == "of a site from before the vault"
    shown = settings_under("MASTER_KEY", DATA_DIR=str(tmp_path))["MASTER_KEY"]
    assert shown == str(b64decode(made[0]))
    assert settings_under("MASTER_KEY", DATA_DIR=str(tmp_path), **NEEDED) == {
        "MASTER_KEY": str(b64decode(NEEDED["MASTER_KEY"]))
    }


@pytest.mark.parametrize("name", ["MASTER_KEY", "FORMER_MASTER_KEY"])
@pytest.mark.parametrize("text", ["secret", "c2hvcnQ=", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE", "é" * 44])
def test_a_malformed_master_key_stops_the_site(name, text):
    answer = process("import config.settings", **NEEDED | {name: text})
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].endswith(f"{name} is not the base64 of 32 bytes")


def test_a_site_without_a_master_key_does_not_start(tmp_path):
    environment = {name: value for name, value in NEEDED.items() if name != "MASTER_KEY"}
    answer = process("import config.wsgi", DATA_DIR=str(tmp_path), **environment)
    assert (answer.returncode, "MASTER_KEY is missing" in answer.stderr) == (1, True)


@pytest.mark.parametrize("name", ["HTTPS", "DEBUG", "DEMO", "CLOCK_MAY_MOVE", "BEHIND_PROXY"])
def test_a_misspelt_yes_or_no_stops_the_site(name):
    answer = process("import config.settings", **NEEDED | {name: "treu"})
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].endswith(f"{name} is neither true nor false: 'treu'")


def test_a_number_that_is_none_stops_the_site():
    assert process("import config.settings", **NEEDED | {"UPLOAD_MAX_BYTES": "ten"}).returncode == 1


def test_the_environment_chooses_the_databases():
    assert settings_under("DATABASES", **NEEDED, DATA_DIR="/srv/data")["DATABASES"]["default"]["NAME"] == (
        "/srv/data/weegschaal.sqlite3"
    )
    chosen = settings_under("DATABASES", **NEEDED, DATABASE_URL="postgres://w:s3cret@db.example:5433/weegschaal")
    assert {chosen["DATABASES"]["default"][key] for key in ("ENGINE", "HOST", "PORT", "NAME", "USER")} == {
        "django.db.backends.postgresql",
        "db.example",
        5433,
        "weegschaal",
        "w",
    }


def test_a_real_site_hashes_passwords_slowly_and_locks_its_cookies():
    assert settings_under(
        "PASSWORD_HASHERS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", **NEEDED
    ) == {
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.Argon2PasswordHasher",
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ],
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
    }


# Headers -------------------------------------------------------------------------------------------------------------
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def directives(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/account/login/", "/there-is-no-such-page/"])
def test_every_answer_forbids_what_no_page_needs(path):
    answer = Client().get(path)
    assert directives(answer.headers["Content-Security-Policy"]) == CSP
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


REAL_SITE = """
import json, django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", verbosity=0, interactive=False)
visitor = Client(headers={"host": "weegschaal.example"})
plain, page = visitor.get("/account/login/"), visitor.get("/account/login/", secure=True)
strange = Client(headers={"host": "evil.example"}).get("/", secure=True)
text = page.content.decode()
print(json.dumps({"plain": [plain.status_code, plain.headers.get("Location")], "status": page.status_code,
                  "headers": dict(page.headers), "text": text, "strange": strange.status_code}))
"""


def test_a_real_site_answers_over_https_alone_with_static_files_of_hashed_names(tmp_path):
    answer = process(REAL_SITE, **NEEDED, DATA_DIR=str(tmp_path), LOG_LEVEL="CRITICAL")
    assert answer.returncode == 0, answer.stderr
    seen = json.loads(answer.stdout)
    assert seen["plain"] == [301, "https://weegschaal.example/account/login/"]
    assert (seen["status"], seen["strange"]) == (200, 400)
    assert seen["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert directives(seen["headers"]["Content-Security-Policy"]) == CSP
    names = re.findall(r'(?:src|href)="/static/([^"]+)"', seen["text"])
    assert names
    assert [name for name in names if not re.search(r"\.[0-9a-f]{12}\.\w+$", name)] == []
    assert [name for name in names if not (tmp_path / "static" / name).is_file()] == []
