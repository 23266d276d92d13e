"""`manage.py rank` as others run it: a process with arguments, streams and an exit code, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {file.stem: json.loads(file.read_text()) for file in (ROOT / "tests/engine/examples").glob("*.json")}
# No secret key, no database, no data folder: the command needs none.
ENVIRONMENT = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:////nowhere/at/all", "DATA_DIR": "/nowhere"}


def run(*arguments: str, given: Any = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    command = [sys.executable, "manage.py", "rank", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(
        command, input=data, check=False, cwd=ROOT, env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"}, **streams
    )


def one_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """What stands on standard error, after an exit 2 with nothing on standard output."""
    text = done.stderr.decode()
    assert (done.returncode, done.stdout or b"", text.count("\n"), text.endswith(".\n")) == (2, b"", 1, True)
    return text.removesuffix("\n")


@pytest.mark.parametrize("name", ["05-an-open-tie-at-the-cut", "06-the-lot-decides", "10-a-missing-score"])
def test_each_exit_code_from_a_file_and_from_standard_input(name: str, tmp_path: Path) -> None:
    example = EXAMPLES[name]
    file = tmp_path / "input.json"
    file.write_text(json.dumps(example["input"]))
    for done in (run(str(file), "--json"), run("-", "--json", given=example["input"])):
        assert done.returncode == example["exit"]
        if example["exit"] == 2:
            assert one_sentence(done) == example["error"]
        else:
            assert (json.loads(done.stdout), done.stderr) == (example["result"], b"")


UNREADABLE = {
    "empty": (b"", "The input is empty."),
    "no json": (b"{", "The input is not JSON: it goes wrong at line 1, column 2."),
    "not utf-8": (b'{"\xe9": 1}', "The input is not UTF-8 text: byte 3 cannot be read."),
    "nan": (b"NaN", 'The input is not JSON: "NaN" is no number in it.'),
    "double key": (b'{"a": 1, "a": 1}', 'The key "a" stands twice in one object.'),
    "deep": (b'{"a":' * 50_000, "The input is nested too deeply to be read."),
    "deep, but not too deep": (b'{"bids":' + b"[" * 800 + b"]" * 800 + b"}", 'input lacks the key "knock_outs".'),
    "long": (b"1" * 100_000, "The input holds a number of more digits than can be read."),
    "surrogate": (
        b'["\\udfff"]',
        "A text holds half a character (a lone surrogate), which cannot be written down.",
    ),
    "list": (b"[]", "input must be an object."),
}


@pytest.mark.parametrize(("data", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_input_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    assert one_sentence(run("-", "--json", given=data)) == sentence


def test_files_that_cannot_be_read_are_refused_in_one_sentence(tmp_path: Path) -> None:
    assert one_sentence(run(str(tmp_path), "--json")) == f"{tmp_path}: Is a directory."
    assert one_sentence(run("/nowhere.json", "--json")) == "/nowhere.json: No such file or directory."
    assert one_sentence(run("x" * 5000, "--json")).endswith(": File name too long.")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no stream without an end")
def test_a_stream_without_an_end_is_refused_in_one_sentence() -> None:
    assert one_sentence(run("/dev/zero", "--json")) == "/dev/zero: larger than 64 MB, which no input is."


def test_a_result_that_cannot_be_written_is_no_answer() -> None:
    given = EXAMPLES["01-points-decide"]["input"]
    with open("/dev/full", "wb") as full:
        done = run("-", "--json", given=given, stdout=full)
    assert one_sentence(done) == "The result cannot be written: No space left on device."
    reader, writer = os.pipe()
    os.close(reader)
    done = run("-", "--json", given=given, stdout=writer)
    os.close(writer)
    assert one_sentence(done) == "The result cannot be written: Broken pipe."


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [("<&-", "-: Bad file descriptor."), (">&-", "The result cannot be written: standard output is closed.")],
)
def test_a_closed_stream_is_no_traceback(closed: str, sentence: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} manage.py rank - --json {closed}"],
        input=json.dumps(EXAMPLES["11-no-bids"]["input"]).encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"},
    )
    assert one_sentence(done) == sentence


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["-", "--language", "fr"], ["-", "--nonsense"]])
def test_wrong_arguments_are_unusable_input(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, b"Traceback" in done.stderr) == (2, b"", False)


@pytest.mark.parametrize("settings", ["nowhere", "config.nowhere"])
def test_settings_that_are_not_there_are_no_answer(settings: str) -> None:
    done = run("-", "--json", f"--settings={settings}", given=EXAMPLES["11-no-bids"]["input"])
    assert one_sentence(done) == f"The settings can't be used: No module named '{settings}'."


def test_the_json_is_plain_ascii_wherever_it_is_printed() -> None:
    given = EXAMPLES["11-no-bids"]["input"] | {
        "bids": [{"ref": "é😀", "hourly_rate": "50", "knock_outs": {"1": False}}],
    }
    done = run("-", "--json", given=given)
    assert (done.stdout.isascii(), json.loads(done.stdout)["excluded"]) == (
        True,
        [{"ref": "é😀", "knock_outs": [1]}],
    )


def test_people_read_a_table_and_sentences_in_dutch_or_english() -> None:
    given = EXAMPLES["02-the-rate-decides"]["input"]
    assert run("-", given=given).stdout.decode().splitlines() == [
        "plaats  inschrijving  uurtarief  punten  shortlist",
        "1       B2            € 54,50    70      ja",
        "2       B1            € 57,00    70      ja",
        "3       B3            € 60,00    60      ja",
        "",
        "3 inschrijvingen hebben een plaats; geen is uitgesloten.",
        "De shortlist staat vast, met 3 van de 10 plaatsen bezet.",
        "plaats 1: 70 punten; bij gelijke punten beslist het lagere uurtarief: € 54,50 tegen € 57,00",
        "plaats 2: 70 punten; 10 punten meer dan plaats 3",
        "plaats 3: 60 punten; de laatste plaats",
    ]
    english = run("-", "--language", "en", given=given).stdout.decode()
    assert "place 1: 70 points; with equal points the lower hourly rate decides: €54.50 against €57.00\n" in english


def test_errors_follow_the_language() -> None:
    given = EXAMPLES["10-a-missing-score"]["input"]
    dutch, english = (
        'Inschrijving "B2" heeft geen score op gunningscriterium 7.',
        'Bid "B2" has no score on award criterion 7.',
    )
    assert one_sentence(run("-", given=given)) == dutch
    assert one_sentence(run("-", "--json", given=given)) == english
    assert one_sentence(run("-", "--json", "--language", "nl", given=given)) == dutch
