"""The worked examples of windows: each is what the engine answers and what is said of it, and stands in the docs."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring import explain_windows as explain
from scoring.engine import Unusable, windows, windows_contract
from tests.engine.test_examples import laid_out

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((Path(__file__).parent / "window_examples").glob("*.json"))
DOCS = ROOT / "docs" / "windows.md"


def example(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_engine_answers_as_the_example_says(file: Path) -> None:
    shown = example(file)
    assert answer(shown["input"]) == {name: shown[name] for name in shown.keys() - {"title", "input"}}


def answer(given: Any) -> dict[str, Any]:
    try:
        counted = windows.count(*windows_contract.read(given))
    except Unusable as error:
        return {"error": str(error)}
    return {"result": windows_contract.result(counted), "summary": explain.summary(counted, {}, "nl")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_docs_show_the_example(file: Path) -> None:
    assert as_markdown(example(file)) in DOCS.read_text()


def test_the_docs_show_no_other_examples() -> None:
    assert DOCS.read_text().count("\n### ") == len(FILES)


def as_markdown(shown: dict[str, Any]) -> str:
    given = f"### {shown['title']}\n\n```json\n{laid_out(shown['input'])}\n```\n\n"
    if "error" in shown:
        return f"{given}```text\n{shown['error']}\n```\n"
    said = "\n".join(shown["summary"])
    return f"{given}```json\n{laid_out(shown['result'])}\n```\n\n```text\n{said}\n```\n"
