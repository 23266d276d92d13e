"""The tree over the receipts: the vectors that logs of certificates are tested with, and RFC 6962 word for word."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates import merkle

ROOT = Path(__file__).resolve().parents[2]

# The entries, and the roots over the first 1, 2, 3 … of them, of Certificate Transparency's own tests.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    # place, of how many entries: the path
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

lists = st.lists(st.binary(max_size=8), min_size=1, max_size=40, unique=True)
hashes = st.binary(min_size=32, max_size=32)


# The RFC's definitions, as they stand there --------------------------------------------------------------------------
def cut(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def tree_hash(entries: list[bytes]) -> bytes:
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = cut(len(entries))
    return sha256(b"\x01" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def audit_path(m: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = cut(len(entries))
    if m < k:
        return [*audit_path(m, entries[:k]), tree_hash(entries[k:])]
    return [*audit_path(m - k, entries[k:]), tree_hash(entries[:k])]


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_root_and_every_path_are_those_of_the_rfc(entries):
    assert merkle.root(entries) == tree_hash(entries)
    for index in range(len(entries)):
        assert merkle.proof(entries, index) == audit_path(index, entries)


# Known answers -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size):
    assert merkle.root(ENTRIES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_known_paths(index, size):
    assert [step.hex() for step in merkle.proof(ENTRIES[:size], index)] == PATHS[index, size]


def test_the_seven_entries_of_the_rfc():
    """Section 2.1.3 draws this tree and names the path of d0, d3, d4 and d6."""
    a, b, c, d, e, f, j = (merkle.leaf(entry) for entry in ENTRIES[:7])
    g, h, i = merkle.node(a, b), merkle.node(c, d), merkle.node(e, f)
    k, l = merkle.node(g, h), merkle.node(i, j)  # noqa: E741 - the names in the drawing
    paths = {0: [b, h, l], 3: [c, g, l], 4: [f, j, k], 6: [i, k]}
    assert merkle.root(ENTRIES[:7]) == merkle.node(k, l)
    assert {index: merkle.proof(ENTRIES[:7], index) for index in paths} == paths


# A proof proves its own entry, and nothing else ----------------------------------------------------------------------
@given(lists, st.data())
def test_every_entry_is_proved_by_a_short_path(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    path = merkle.proof(entries, index)
    assert len(path) <= (len(entries) - 1).bit_length()
    assert merkle.leads_to(merkle.root(entries), entries[index], index=index, size=len(entries), path=path)


@given(lists, st.binary(max_size=8), hashes, st.data())
def test_nothing_else_is_proved(entries, other, digest, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    root, path, size = merkle.root(entries), merkle.proof(entries, index), len(entries)
    place = data.draw(st.integers(0, max(len(path) - 1, 0)))
    elsewhere = data.draw(st.integers(-1, size))
    wrong = [
        (root, other, index, path),
        (digest, entries[index], index, path),
        (root, entries[index], elsewhere, path),
        (root, entries[index], index, [*path[:place], digest, *path[place + 1 :]]),
        (root, entries[index], index, [*path, digest]),
        (root, entries[index], index, path[:-1]),
    ]
    right = (root, entries[index], index, path)
    for root_, entry, index_, path_ in (each for each in wrong if each != right):
        assert not merkle.leads_to(root_, entry, index=index_, size=size, path=path_)


def test_a_node_does_not_pass_for_an_entry():
    inner = merkle.leaf(ENTRIES[0]) + merkle.leaf(ENTRIES[1])
    assert merkle.root([inner]) != merkle.root(ENTRIES[:2])


@pytest.mark.parametrize("index", [-1, 3])
def test_a_place_that_is_not_there_has_no_proof(index):
    with pytest.raises(IndexError):
        merkle.proof(ENTRIES[:3], index)
    assert not merkle.leads_to(merkle.root(ENTRIES[:3]), ENTRIES[2], index=index, size=3, path=[])


def test_it_needs_no_django_clock_or_chance():
    names = "django|environ|random|secrets|datetime|sqlite3|socket"
    code = f"import re, sys; import candidates.merkle; print([m for m in sys.modules if re.match(r'({names})\\b', m)])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("[]\n", "")
