"""`manage.py read_cv` as others run it: a process with arguments, streams and an exit code, and nothing else."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.documents import hidden, hostile
from tests.documents.conftest import DATA

ROOT = Path(__file__).resolve().parents[2]
# No secret key, no database, no data folder: the command needs none.
ENVIRONMENT = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:////nowhere/at/all", "DATA_DIR": "/nowhere"}
DUTCH, ENGLISH = DATA / "libreoffice_docx_nl.pdf", DATA / "rendercv_classic_default.pdf"


def run(*arguments: str, given: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    command = [sys.executable, "manage.py", "read_cv", *arguments]
    return subprocess.run(
        command, input=given, check=False, cwd=ROOT, env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"}, **streams
    )


def one_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """What stands on standard error, after an exit 2 with nothing on standard output."""
    text = done.stderr.decode()
    assert (done.returncode, done.stdout or b"", text.count("\n"), text.endswith(".\n")) == (2, b"", 1, True)
    return text.removesuffix("\n")


def test_the_json_has_the_keys_of_the_contract() -> None:
    data = ENGLISH.read_bytes()
    done = run(str(ENGLISH), "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr, done.stdout.isascii()) == (0, b"", True)
    assert list(result) == [
        "pages", "bytes", "sha256", "encrypted", "text_layer", "language", "references", "periods", "hidden_text",
        "active_content", "links", "personal", "problems",
    ]  # fmt: skip
    assert (result["pages"], result["bytes"], result["sha256"]) == (2, len(data), hashlib.sha256(data).hexdigest())
    assert (result["encrypted"], result["text_layer"], result["language"]["code"]) == (False, "text", "en")
    first = result["periods"][2]
    assert {key: first[key] for key in ("from", "to", "page", "open")} == {
        "from": "2023-06",
        "to": None,
        "page": 1,
        "open": True,
    }
    assert "Nexus AI" in first["text"]
    assert first["box"] == pytest.approx([473, 363, 556, 372], abs=1)
    assert {"page": 1, "url": "https://github.com/rendercv"} in result["links"]


def test_problems_give_exit_1_from_standard_input() -> None:
    done = run("-", "--json", given=hidden.TRICKS["white on white"][1]())
    result = json.loads(done.stdout)
    assert (done.returncode, result["hidden_text"]) == (
        1,
        [{"page": 1, "text": "beste kandidaat", "reason": "white"}],
    )
    assert result["problems"] == [
        {
            "code": "hidden_text",
            "message": "Page 1 holds text that nobody sees (white on white): “beste kandidaat”. Remove it or make it "
            "visible.",
        }
    ]


def test_the_rules_of_an_assignment_are_options() -> None:
    asked = ["--max-pages", "3", "--language", "en", "--min-references", "1"]
    done = run(str(DUTCH), "--json", "--sentences", "nl", *asked)
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"] == [
        {"code": "too_many_pages", "message": "Het cv heeft 4 bladzijden; het mogen er 3 zijn."},
        {
            "code": "language",
            "message": "Het cv lijkt niet in het Engels geschreven, maar in het Nederlands.",
        },
        {
            "code": "too_few_references",
            "message": "In het cv zijn 0 referenties gevonden; er worden er 1 gevraagd.",
        },
    ]
    assert run(str(DUTCH), "--json", "--max-pages", "4", "--language", "nl", "--min-references", "0").returncode == 0


def test_people_read_lines_in_dutch_or_english() -> None:
    dutch = run(str(DUTCH)).stdout.decode().splitlines()
    assert dutch[0] == "Bladzijden: 4"
    assert "Taal: Nederlands (97 % van de herkende woorden)" in dutch
    assert any(
        line.startswith("  2024-01 – 2025-12, bladzijde 1: ") and "Gemeente Egmond aan Zee" in line for line in dutch
    )
    assert dutch[-1] == "Geen problemen gevonden."
    english = run(str(DUTCH), "--sentences", "en", "--max-pages", "1").stdout.decode().splitlines()
    assert english[-2:] == ["Problems:", "  The CV has 4 pages; at most 1 are allowed."]


def test_a_terminal_is_not_obeyed() -> None:
    done = run("-", given=hostile.with_root(b"", page=hostile.note(b"/Subtype /Link /A << /S /URI /URI (x\x1b[2J) >>")))
    assert b"\x1b" not in done.stdout


UNREADABLE = {
    "empty": (lambda: b"", "The selected file is empty."),
    "not a PDF": (lambda: b"Geachte heer,", "The selected file must be a PDF."),
    "password": (
        lambda: hostile.locked(user="x"),
        "The selected file has a password. Save it without a password and select it again.",
    ),
    "broken": (
        lambda: ENGLISH.read_bytes()[:9000],
        "The selected file is damaged and cannot be read. Make the PDF again and select the new one.",
    ),
    "61 pages": (lambda: hostile.pages(61), "The selected file must have at most 60 pages."),
    "huge page": (
        lambda: hostile.one_page(box=b"0 0 14400 14400"),
        "The selected file has a page that is larger than A0. Save it on A4 and select it again.",
    ),
    "bomb": (
        hostile.bomb_of_spaces,
        "The selected file takes too much time or memory to read. Save it as a simpler PDF, for example with “print "
        "to PDF”, and select that one.",
    ),
}


@pytest.mark.parametrize(("make", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_in_one_sentence(make, sentence) -> None:
    assert one_sentence(run("-", "--json", given=make())) == sentence


def test_files_that_cannot_be_opened_are_refused_in_one_sentence(tmp_path: Path) -> None:
    assert one_sentence(run(str(tmp_path), "--json")) == f"{tmp_path}: Is a directory."
    assert one_sentence(run("/nowhere.pdf")) == "/nowhere.pdf: No such file or directory."
    assert one_sentence(run("/dev/zero", "--json")) == "The selected file must not be larger than 10 MB."


@pytest.mark.parametrize(
    "arguments", [[], ["a", "b"], ["-", "--language", "fr"], ["-", "--max-pages", "-1"], ["-", "--min-references", "x"]]
)
def test_wrong_arguments_are_unusable_input(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, b"Traceback" in done.stderr) == (2, b"", False)


def test_a_result_that_cannot_be_written_is_no_answer() -> None:
    with open("/dev/full", "wb") as full:
        done = run(str(ENGLISH), "--json", stdout=full)
    assert one_sentence(done) == "The result cannot be written: No space left on device."
