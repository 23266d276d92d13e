"""A Merkle tree after RFC 6962, section 2.1: one root over a list, and a short proof that an entry is in it.

Pure: standard library only. Leaves and nodes are hashed with a prefix of their own: no node passes for an entry.
The number of entries is no part of the root: keep it beside the root where it matters.
"""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256().digest()  # the root over no entries at all


def root(entries: Sequence[bytes]) -> bytes:
    """Order counts: the same entries in another order have another root."""
    return _rows(entries)[-1][0] if entries else EMPTY


def proof(entries: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of an entry: the hashes that lead from it to the root, the nearest first. Raises IndexError."""
    if not 0 <= index < len(entries):
        raise IndexError(index)
    path = []
    for row in _rows(entries)[:-1]:
        if index ^ 1 < len(row):
            path.append(row[index ^ 1])
        index //= 2
    return path


def leads_to(root: bytes, entry: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the entry stands at this place in the list of `size` entries under the root."""
    if not 0 <= index < size:
        return False
    found, rest = leaf(entry), list(path)
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                return False
            beside = rest.pop(0)
            found = node(beside, found) if index % 2 else node(found, beside)
        index, size = index // 2, (size + 1) // 2
    return not rest and found == root


def leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _rows(entries: Sequence[bytes]) -> list[list[bytes]]:
    """From the leaves up to the root. A last one without a neighbour goes up as it is, which is where the RFC's cut at
    the largest power of two puts it."""
    rows = [[leaf(entry) for entry in entries]]
    while len(rows[-1]) > 1:
        rows.append(_above(rows[-1]))
    return rows


def _above(row: list[bytes]) -> list[bytes]:
    pairs = [node(left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
    return pairs + row[len(pairs) * 2 :]
