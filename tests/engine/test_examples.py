"""The worked examples: each is what `manage.py rank` answers, and stands in the docs."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.engine import Unusable, contract

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((Path(__file__).parent / "examples").glob("*.json"))
DOCS = (ROOT / "docs" / "ranking.md").read_text()


def example(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_engine_answers_as_the_example_says(file: Path) -> None:
    shown = example(file)
    assert answer(shown["input"]) == {name: shown[name] for name in shown.keys() - {"title", "input"}}


def answer(given: Any) -> dict[str, Any]:
    try:
        ranking = contract.ranking(given)
    except Unusable as error:
        return {"error": str(error), "exit": 2}
    return {"result": contract.result(ranking), "exit": 0 if ranking.settled else 1}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_docs_show_the_example(file: Path) -> None:
    assert as_markdown(example(file)) in DOCS


def test_the_docs_show_no_other_examples() -> None:
    assert DOCS.count("\n### ") == len(FILES)


def as_markdown(shown: dict[str, Any]) -> str:
    answer = f"```\n{shown['error']}\n```" if "error" in shown else f"```json\n{laid_out(shown['result'])}\n```"
    return (
        f"### {shown['title']}\n\n```json\n{laid_out(shown['input'])}\n```\n\nExit {shown['exit']}, and:\n\n{answer}\n"
    )


def laid_out(members: dict[str, Any]) -> str:
    """JSON with a line for each member, and one for each object in a list."""
    return "{\n" + ",\n".join(f"  {json.dumps(name)}: {_value(value)}" for name, value in members.items()) + "\n}"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)
