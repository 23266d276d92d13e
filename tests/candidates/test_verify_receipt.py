"""The stand-alone program with which a supplier checks a receipt and its proof; it knows nothing of Weegschaal."""

import json
import subprocess
import sys
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates import merkle, vault
from candidates.proofs import proof_of
from scripts import verify_receipt
from tests.candidates.factories import a_submitted_bid, bidder_of, copies_of, opened
from tests.factories import published_raalte

MOMENT = "2026-03-01T08:00:00.000000Z"
BID = json.dumps({"bid": "W-00002-00002", "tender": "27750"}, separators=(",", ":")).encode()
CUT_OFF = b'{"bid":'


def a_receipt(number, sha=None):
    return {"bid": f"W-{number:05}-{number:05}", "sha256": sha or f"{number:064x}", "submitted_at": MOMENT}


def entry(receipt):
    text = f'{{"bid":"{receipt["bid"]}","sha256":"{receipt["sha256"]}","submitted_at":"{receipt["submitted_at"]}"}}'
    return sha256(text.encode()).digest()


def a_proof(size, index, content=None):
    """Of one of so many receipts, by the program's own tree."""
    sha = sha256(content).hexdigest() if content else None
    receipts = [a_receipt(number, sha if number == index else None) for number in range(size)]
    entries = [entry(receipt) for receipt in receipts]
    return {
        "format": 1,
        "tender": "27750",
        "receipt": receipts[index],
        "leaf_index": index,
        "tree_size": size,
        "audit_path": [step.hex() for step in merkle.proof(entries, index)],
        "root": merkle.root(entries).hex(),
    }


# The two ways to walk a tree -----------------------------------------------------------------------------------------
places = st.integers(1, 60).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1)))


@given(places)
def test_it_finds_every_proof_right(place):
    proof = a_proof(*place)
    assert verify_receipt.problem(proof, proof["root"]) is None


@given(places, st.integers(-2, 70), st.integers(-2, 70), st.lists(st.sampled_from("0123456789ab"), max_size=7))
def test_it_takes_and_refuses_the_same_paths_as_the_site(place, index, size, steps):
    """Also with another place, another size, and a path that is longer, shorter or of something else."""
    proof = a_proof(*place)
    receipt, path = proof["receipt"], (proof["audit_path"] + [step * 64 for step in steps])[: 6 - len(steps) // 2]
    found = verify_receipt.leads_to(receipt, index, size, path)
    steps_ = [bytes.fromhex(step) for step in path]
    for root in {proof["root"], found or "0" * 64}:
        site = merkle.leads_to(bytes.fromhex(root), entry(receipt), index=index, size=size, path=steps_)
        assert site == (found == root)


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: proof["receipt"].update(bid="W-99999-99999"),
        lambda proof: proof["receipt"].update(submitted_at="2026-03-01T08:00:00.000001Z"),
        lambda proof: proof["receipt"].update(sha256="0" * 64),
        lambda proof: proof.update(leaf_index=3),
        lambda proof: proof.update(leaf_index=-1),
        lambda proof: proof.update(tree_size=2),
        lambda proof: proof["audit_path"].reverse(),
        lambda proof: proof["audit_path"].pop(),
        lambda proof: proof["audit_path"].append("0" * 64),
        lambda proof: proof.update(root="0" * 64),
    ],
)
def test_it_sees_every_change(change):
    proof = a_proof(5, 2)
    change(proof)
    assert verify_receipt.problem(proof).startswith("The proof is not right")


def test_the_root_of_another_opening_is_another_root():
    proof, other = a_proof(5, 2), a_proof(6, 2)["root"]
    assert verify_receipt.problem(proof, proof["root"]) is None
    assert verify_receipt.problem(proof, other).startswith(f"The receipt is not under the root {other}")


# The text of the bid -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [BID, BID + b"\n", b"\xef\xbb\xbf" + BID + b"\r\n"])
def test_the_text_of_the_bid_fits_however_an_editor_saved_it(text):
    assert verify_receipt.problem(a_proof(5, 2, BID), bid=text) is None


@pytest.mark.parametrize("text", [b"", BID.replace(b"27750", b"27751"), BID + b" "])
def test_a_changed_text_does_not(text):
    assert verify_receipt.problem(a_proof(5, 2, BID), bid=text).startswith("The text is not that of the receipt")


@pytest.mark.parametrize("content", [BID.replace(b"W-00002", b"W-00003"), b"[]", CUT_OFF, b"\xff", b"[" * 100_000])
def test_the_hash_of_something_else_is_not_enough(content):
    assert verify_receipt.problem(a_proof(5, 2, content), bid=content).startswith("The text is that of another bid")


# As a program --------------------------------------------------------------------------------------------------------
def run(*arguments):
    """In a Python without this project's packages and without its folder."""
    script = str(Path(verify_receipt.__file__).resolve())
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, *map(str, arguments)], capture_output=True, text=True, check=False, cwd="/"
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def file(tmp_path):
    """Writes a file, and gives its path."""

    def written(content):
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return written


@pytest.mark.django_db
def test_what_a_supplier_takes_home_is_right(noord, tmp_path):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord, candidate="Zoë d'Été")
    copies_of(bid, 4)
    root = opened(tender).merkle_root
    version = bid.versions.get()
    proof, text = tmp_path / "proof.json", tmp_path / "bid.txt"
    proof.write_text(json.dumps(proof_of(bid), indent=2))
    text.write_text(vault.read_text(version, by=bidder_of(noord)), encoding="utf-8")
    fact = f"bid {bid.number}, received at {MOMENT} with SHA-256 {version.sha256}"
    assert run(proof, "--root", root, "--bid", text) == (0, f"Right: {fact}, is under the root {root}.\n", "")
    text.write_text(text.read_text(encoding="utf-8").replace("5450", "5350"), encoding="utf-8")
    code, out, err = run(proof, "--root", root, "--bid", text)
    assert (code, out.startswith("The text is not that of the receipt"), err) == (1, True, "")


def test_a_root_is_taken_as_people_copy_it(file):
    proof = a_proof(3, 1)
    root = proof["root"]
    for typed in (root, root.upper(), f" {root[:32]} {root[32:]}\n"):
        assert run(file(proof), "--root", typed)[0] == 0
    assert run(file(proof), "--root", "0" * 64)[0] == 1


def test_without_a_root_from_elsewhere_it_says_to_compare(file):
    code, out, err = run(file(a_proof(3, 1)))
    assert (code, err) == (0, "")
    assert "compare that with the record of the opening" in out


def changed(**changes):
    return {**a_proof(3, 1), **changes}


def with_receipt(**changes):
    proof = deepcopy(a_proof(3, 1))
    proof["receipt"].update(changes)
    return proof


UNUSABLE = {
    "empty": b"",
    "no JSON": b"{",
    "no text": b"\xff",
    "deep": b"[" * 100_000,
    "a list": [],
    "nothing in it": {},
    "a key twice": b'{"format":1,"format":1}',
    "a key too many": changed(remark=""),
    "another format": changed(format=2),
    "a format that is true": changed(format=True),
    "a place that is text": changed(leaf_index="1"),
    "a size that is broken": changed(tree_size=3.0),
    "a size beyond reading": json.dumps(changed(tree_size=0)).replace(": 0", ": 1" + "0" * 5000).encode(),
    "a path of one text": changed(audit_path="00"),
    "a step that is too short": changed(audit_path=["00"]),
    "a root in capitals": changed(root="A" * 64),
    "a tender that is a number": changed(tender=27750),
    "a receipt that is text": changed(receipt="W-00001-00001"),
    "a receipt with more": with_receipt(supplier="Noord"),
    "a number with an escape": with_receipt(bid="W-\x1b[2J"),
    "another moment": with_receipt(submitted_at="2026-03-01"),
    "other digits": with_receipt(submitted_at=MOMENT.replace("2", "٢")),
}  # fmt: skip


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_is_no_proof_is_unusable(file, content):
    code, out, err = run(file(content))
    assert (code, out, err.count("\n"), "Traceback" in err) == (2, "", 1, False)
    assert err.startswith("This cannot be checked: ")


def test_a_size_beyond_all_bounds_is_wrong_at_once(file):
    assert run(file(changed(tree_size=10**4000)))[0] == 1


def test_wrong_arguments_are_unusable(file, tmp_path):
    proof = file(a_proof(3, 1))
    for arguments in ([], [tmp_path], [tmp_path / "none"], [proof, proof], [proof, "--root", "abc"],
                      [proof, "--bid", tmp_path], [proof, "--ro", "0" * 64], ["--root"]):  # fmt: skip
        code, out, err = run(*arguments)
        assert (code, out, err.count("\n"), "Traceback" in err) == (2, "", 1, False), arguments
    assert run("--help")[0] == 0
