"""What holds for the source as a whole, beyond what the linters know."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "scoring", "candidates", "suppliers", "tenders", "outbox", "documents", "jobs", "accounts", "audit")
# Print, not pages: WeasyPrint makes PDFs of these and no browser's rules apply.
FOR_PAPER = {"documents", "demo"}


def python_files() -> Iterator[Path]:
    for app in APPS:
        yield from sorted((ROOT / app).rglob("*.py"))


def page_templates() -> list[Path]:
    found = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]
    return sorted(path for path in found if not FOR_PAPER & set(path.relative_to(ROOT).parts[:2]))


def tracked_files() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name]


# The clock -----------------------------------------------------------------------------------------------------------
OTHER_CLOCKS = {"auto_now", "auto_now_add", "Now", "localtime", "utcnow", "CURRENT_TIMESTAMP"}
OTHER_CLOCKS_OF = {("timezone", "now"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def clocks(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in OTHER_CLOCKS:
            yield node.arg
        elif isinstance(node, ast.Name) and node.id in OTHER_CLOCKS:
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in OTHER_CLOCKS_OF:
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "CURRENT_TIMESTAMP" in node.value:
            yield "CURRENT_TIMESTAMP"


@pytest.mark.parametrize(
    "line",
    ["timezone.now()", "datetime.now(UTC)", "date.today()", "DateTimeField(auto_now=True)", "Now()", "time.time()"],
)
def test_another_clock_is_noticed(line):
    assert len(list(clocks(ast.parse(line)))) == 1


def test_the_clock_is_the_only_clock():
    found = {str(path.relative_to(ROOT)): list(clocks(ast.parse(path.read_text()))) for path in python_files()}
    found = {path: names for path, names in found.items() if names}
    assert found == {"audit/clock.py": ["datetime.now"]}
    assert [path for path in page_templates() if re.search(r"{%\s*now\b", path.read_text())] == []


# The pages -----------------------------------------------------------------------------------------------------------
INLINE = re.compile(
    r"<style|<script(?![^>]*\b(?:src|type=\"application/json\"))|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.I
)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.I)


@pytest.mark.parametrize("markup", ['<p style="x">', "<script>", '<a onclick="x">', "<style>"])
def test_inline_markup_is_noticed(markup):
    assert INLINE.search(markup)


def test_no_page_holds_inline_scripts_or_styles_or_loads_from_elsewhere():
    assert page_templates()
    assert [path for path in page_templates() if INLINE.search(path.read_text())] == []
    assert [path for path in page_templates() if ELSEWHERE.search(path.read_text())] == []


# Migrations ----------------------------------------------------------------------------------------------------------
def own_migrations() -> dict[str, object]:
    own = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {f"{app}.{name}": migration for (app, name), migration in sorted(found.items()) if app in own}


@pytest.mark.django_db
def test_the_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_was_named_by_a_person():
    assert [name for name in own_migrations() if re.search(r"_auto_|_initial$|_and_more$", name)] == []


def test_every_migration_can_be_undone():
    stuck = [
        name
        for name, migration in own_migrations().items()
        if not all(operation.reversible for operation in migration.operations)
    ]
    assert stuck == []


@pytest.mark.django_db
def test_the_tables_of_every_app_are_there():
    tables = set(connection.introspection.table_names())
    assert {model._meta.db_table for model in apps.get_models()} <= tables


# The repository ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_pins_every_package_by_hash_and_names_no_address(name):
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert not re.search(r"^\s*-(?!-hash)", lock, re.M)
    packages = [part for part in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", lock, flags=re.M)) if part.strip()]
    assert packages
    assert [package for package in packages if not re.match(r"[\w.-]+==\S+ .*\n\s+--hash=sha256:", package)] == []


def test_the_development_lock_holds_the_other_one():
    pins = [
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pins[0] <= pins[1]


def test_nothing_that_is_made_is_kept():
    made = re.compile(r"\.mo$|\.pyc$|\.sqlite3|^var/|^\.env$|(^|/)\.venv/")
    assert [name for name in tracked_files() if made.search(name)] == []


def test_no_marker_of_unfinished_work_is_left():
    marker = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
    skipped = ("static/vendor", "tests/data", ".pdf", ".woff2", ".png", ".ico", ".docx")
    own = [name for name in tracked_files() if not name.startswith(skipped) and not name.endswith(skipped)]
    texts = {name: (ROOT / name).read_text(errors="replace") for name in own if (ROOT / name).is_file()}
    assert [name for name, text in texts.items() if marker.search(text)] == []


def test_the_scripts_are_what_the_commands_call():
    called = re.findall(r"scripts/[\w.]+", (ROOT / "Makefile").read_text() + (ROOT / ".ci/run").read_text())
    assert called
    assert [name for name in called if not (ROOT / name).is_file()] == []


def test_the_full_run_is_what_is_run_elsewhere():
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "CI=true exec make test-full </dev/null"
