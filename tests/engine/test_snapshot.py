"""Sealed rankings, and the stand-alone program that checks them without the engine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from scoring.engine import ENGINE_VERSION, Unusable, contract
from scoring.engine.snapshot import Sealed, canonical, handed_over, recomputed, seal, sha256
from scripts import verify_ranking
from tests.engine.strategies import documents, spoilt_documents

RULES = "a" * 64
GIVEN = {
    "knock_outs": [{"number": 1, "text": "één"}],
    "criteria": [{"number": 2, "text": "twee", "points": 100}],
    "places": 1,
    "bids": [
        {"ref": "B1", "hourly_rate": "57.50", "knock_outs": {"1": True}, "scores": {"2": 100}},
        {"ref": "B2", "hourly_rate": "54.50", "knock_outs": {"1": True}, "scores": {"2": 100}},
        {"ref": "B3", "knock_outs": {"1": False}},
    ],
}


def sealed(given_: Any) -> Sealed:
    return seal(input=given_, result=contract.answer(given_), engine=ENGINE_VERSION, rules_sha256=RULES)


def test_the_content_is_canonical_json_and_the_hash_is_its_own() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'
    assert sha256("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    content, digest = sealed(GIVEN)
    assert list(json.loads(content)) == ["engine", "input", "result", "rules_sha256"]
    assert (canonical(json.loads(content)), sha256(content)) == (content, digest)


def test_a_snapshot_is_recomputed() -> None:
    assert recomputed(sealed(GIVEN)) is True


def test_a_snapshot_with_another_hash_result_or_input_is_not() -> None:
    good = sealed(GIVEN)
    turned = good.content.replace('"shortlist":["B2"]', '"shortlist":["B1"]')
    unusable = good.content.replace('"scores":{"2":100}', '"scores":{"2":50}', 1)
    assert len({good.content, turned, unusable}) == 3
    for content in (turned, unusable, "{}", "[]", "x"):
        assert recomputed(Sealed(content, sha256(content))) is False
    assert recomputed(Sealed(good.content, RULES)) is False


# The program of a stranger -------------------------------------------------------------------------------------------
def verdict(given_: Any, result: Any) -> str | None:
    content, digest = seal(input=given_, result=result, engine="1", rules_sha256=RULES)
    return verify_ranking.problem({**json.loads(content), "sha256": digest})


@given(documents())
def test_the_verifier_finds_the_engine_right(given_: dict[str, Any]) -> None:
    assert verdict(given_, contract.answer(given_)) is None


@given(spoilt_documents())
def test_the_verifier_takes_and_refuses_the_same_input_as_the_engine(given_: Any) -> None:
    try:
        result = contract.answer(given_)
    except Unusable:
        with pytest.raises(verify_ranking.NotCheckable):
            verify_ranking.ranking_of(given_)
    else:
        assert canonical(verify_ranking.ranking_of(given_)) == canonical(result)


@pytest.mark.parametrize(
    "change",
    [
        lambda result: result["places"].reverse(),
        lambda result: result["places"][0].update(place=2),
        lambda result: result["places"][0].update(points=100.0),
        lambda result: result["places"][0].update(decided_by="lot"),
        lambda result: result["places"][1].update(shortlisted=1),
        lambda result: result["excluded"].clear(),
        lambda result: result["shortlist"].append("B1"),
        lambda result: result.update(open_ties=[["B1", "B2"]]),
        lambda result: result.pop("open_at_cut"),
        lambda result: result.update(remark=""),
    ],
)
def test_the_verifier_sees_every_change_of_a_result(change: Any) -> None:
    result = contract.answer(GIVEN)
    change(result)
    assert verdict(GIVEN, result).startswith("The ranking is not what its input gives")


def run(*arguments: str) -> tuple[int, str, str]:
    """In a Python without this project's packages and without its folder."""
    script = str(Path(verify_ranking.__file__).resolve())
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, *arguments], capture_output=True, text=True, check=False, cwd="/"
    )
    return done.returncode, done.stdout, done.stderr


def test_the_verifier_as_a_program(tmp_path: Path) -> None:
    file = tmp_path / "snapshot.json"
    good = handed_over(sealed(GIVEN))
    digest = json.loads(good)["sha256"]

    file.write_text(good)
    assert run(str(file)) == (
        0,
        f"Right: the hash {digest} fits, and ranking 3 bids again gives the same result.\n",
        "",
    )
    file.write_text(json.dumps(json.loads(good), indent=2))  # another layout, the same content
    assert run(str(file))[0] == 0
    file.write_text(good.replace('"B3"', '"B4"', 1))
    assert run(str(file)) == (
        1,
        "The hash does not fit: something in this file was changed after it was sealed.\n",
        "",
    )
    for nonsense in (b"", b"[]", b"{}", b"\xff", b"[" * 100_000, good.encode().replace(b'"engine"', b'"motor"')):
        file.write_bytes(nonsense)
        code, out, err = run(str(file))
        assert (code, out, err.count("\n"), "Traceback" in err) == (2, "", 1, False)
    assert run(str(tmp_path))[0] == 2
    assert run()[0] == 2
