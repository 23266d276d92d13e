"""`manage.py read_posting` as others run it: a process with arguments, streams and an exit code, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tenders.posting.test_seeds import ROOT, TEXTS

# No secret key, no database, no data folder: the command needs none.
ENVIRONMENT = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:////nowhere/at/all", "DATA_DIR": "/nowhere"}
BROCHURE = "Selectieprocedure voor de functie van dossierbeheerder\n\nInschrijven tot en met: 09/06/2026\n\nFunctievereisten\n\n- Je bent klantvriendelijk.\n"
KEYS = [
    "title",
    "number",
    "client",
    "organisation_text",
    "assignment_text",
    "execution_condition",
    "start",
    "duration_months",
    "extension",
    "hours_per_week",
    "das",
    "education_level",
    "region",
    "closes_at",
    "rate_ceiling",
    "rate_includes",
    "rate_excludes",
    "knock_outs",
    "criteria",
    "points_total",
    "competences",
    "stages",
    "questions_until",
    "answers_on",
    "invitations_by",
    "interviews_on",
    "interviews_part_of_day",
    "cv",
    "interviewers_min",
    "shortlist_size",
    "invites",
    "standstill",
    "fee",
    "positions",
    "function_scale",
    "cao",
    "work_days",
    "hybrid",
    "max_hours_per_year",
    "documents",
    "contact",
    "other",
    "questions",
    "source",
    "lines",
    "unread",
    "findings",
]


def run(*arguments: str, given: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "manage.py", "read_posting", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(
        command, input=given, check=False, cwd=ROOT, env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"}, **streams
    )


def one_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    text = done.stderr.decode()
    assert (done.returncode, text.count("\n"), text.endswith(".\n"), "Traceback" in text) == (2, 1, True, False)
    return text.removesuffix("\n")


@pytest.mark.parametrize("number", TEXTS)
def test_the_json_is_the_contract(number):
    file = f"tests/data/postings/{number}.txt"
    kept = json.loads((ROOT / f"tests/data/postings/{number}.draft.json").read_text("utf-8"))
    for done in (run(file, "--json"), run("-", "--json", given=TEXTS[number].encode())):
        draft = json.loads(done.stdout)
        assert list(draft) == KEYS
        assert {key: value for key, value in draft.items() if key != "findings"} == kept
        assert (done.returncode, done.stderr) == (1 if draft["findings"] else 0, b"")


def test_people_read_names_values_and_lines():
    dutch, english = (
        run("tests/data/postings/27750.txt", *more).stdout.decode() for more in ((), ("--language", "en"))
    )
    assert "aanvraagnummer                27750  [regel 9]" in dutch.splitlines()
    assert "closes                   2026-03-02T09:00:00+01:00  [line 12–13, 121]" in english.splitlines()
    assert "landed nowhere: line 3" in english.splitlines()


def test_a_text_that_is_no_posting_still_says_what_could_be_read():
    done = run("-", "--json", given=BROCHURE.encode())
    assert one_sentence(done) == "This text is no posting of an assignment: what could be read stands in the output."
    assert json.loads(done.stdout)["closes_at"] == "2026-06-09"
    assert one_sentence(run("-", given=BROCHURE.encode())).startswith("Deze tekst is geen inhuuropdracht")


def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path):
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    kinds = "must be a text, a PDF, a web page (HTML) or a Word document (DOCX)."
    assert one_sentence(run(str(picture), "--json")) == f"{picture}: The selected file {kinds}"
    assert one_sentence(run("/nowhere.txt", "--json")) == "/nowhere.txt: No such file or directory."
    assert one_sentence(run(str(tmp_path), "--json")) == f"{tmp_path}: Is a directory."
    assert one_sentence(run("-")) == "-: Het gekozen bestand is leeg."


@pytest.mark.parametrize("data", [b"%PDF-1.4 kapot", b"PK\x03\x04kapot", b"<html><script>alert(1)</script>"])
def test_what_the_site_logs_of_a_refused_file_is_no_second_sentence(data):
    done = run("-", "--json", given=data)
    assert one_sentence(done).startswith("-: The selected file ")
    assert done.stdout == b""


def test_a_result_that_cannot_be_written_is_no_answer():
    with open("/dev/full", "wb") as full:
        done = run("tests/data/postings/27750.txt", "--json", stdout=full)
    assert one_sentence(done) == "The result cannot be written: No space left on device."


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["-", "--language", "fr"], ["-", "--nonsense"]])
def test_wrong_arguments_are_unusable_input(arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout, b"Traceback" in done.stderr) == (2, b"", False)
