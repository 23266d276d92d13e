#!/usr/bin/env python3
"""Checks the proof that a bid was among those that were opened, without Weegschaal: one file, standard library only.

    python3 verify_receipt.py PROOF.json [--root ROOT] [--bid BID.txt]

PROOF.json comes from the page of the receipt. This program works out, by RFC 6962, to which root the receipt in it
leads. --root is the root as it stands elsewhere, such as on the record of the opening: a file that names its own root
proves little. --bid is the text of the whole bid, saved from the page of the receipt: its hash must be the receipt's.
Exit 0: it is right. 1: it is not. 2: it cannot be checked.
"""

import argparse
import hashlib
import json
import re
import sys

KEYS = ("audit_path", "format", "leaf_index", "receipt", "root", "tender", "tree_size")
RECEIPT = {
    "bid": "[A-Z0-9-]{1,20}",
    "sha256": "[0-9a-f]{64}",
    "submitted_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{6}Z",
}
HASH = "[0-9a-f]{64}"


class NotCheckable(Exception):
    """A file is not what it should be."""


# Reading -------------------------------------------------------------------------------------------------------------
def need(condition: bool, sentence: str) -> None:
    if not condition:
        raise NotCheckable(sentence)


def read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise NotCheckable(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'no such path'}") from None


def load(data: bytes) -> dict:
    """The proof. Every member is of its kind and shape, so that what is printed of it is harmless too."""
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=members)
    except (ValueError, RecursionError) as error:
        raise NotCheckable(f"the proof is no JSON that can be read in one way only ({type(error).__name__})") from None
    need(type(found) is dict and sorted(found) == [*KEYS], f"a proof has exactly the keys {', '.join(KEYS)}")
    need(type(found["format"]) is int and found["format"] == 1, "the proof is not of format 1, which is read here")
    receipt = found["receipt"]
    keys = ", ".join(RECEIPT)
    need(type(receipt) is dict and sorted(receipt) == [*RECEIPT], f"a receipt has exactly the keys {keys}")
    for name, shape in RECEIPT.items():
        need(fits(shape, receipt[name]), f"the receipt has no {name} that can be read")
    need(all(type(found[name]) is int for name in ("leaf_index", "tree_size")), "leaf_index or tree_size is no integer")
    need(type(found["tender"]) is str, "the tender is no text")
    path = found["audit_path"]
    need(type(path) is list and all(fits(HASH, step) for step in path), "audit_path is no list of hashes")
    need(fits(HASH, found["root"]), "the root in the proof is no hash")
    return found


def members(pairs: list) -> dict:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def fits(shape: str, value: object) -> bool:
    return type(value) is str and re.fullmatch(shape, value, re.ASCII) is not None


def root_given(text: str) -> str:
    """As people copy it: with spaces around or inside, in capitals."""
    plain = "".join(text.split()).lower()
    need(fits(HASH, plain), "a root is 64 hexadecimal digits")
    return plain


# The tree ------------------------------------------------------------------------------------------------------------
def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leads_to(receipt: dict, place: int, size: int, path: list) -> "str | None":
    """The root at the end of the path, as RFC 9162, section 2.1.3.2, walks it (the tree is that of RFC 6962); None when
    the path doesn't fit the place in a list of that size."""
    if not 0 <= place < size:
        return None
    text = json.dumps(receipt, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = digest(b"\x00" + digest(text.encode()))
    last = size - 1
    for step in map(bytes.fromhex, path):
        if last == 0:
            return None
        if place % 2 or place == last:
            found = digest(b"\x01" + step + found)
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = digest(b"\x01" + found + step)
        place, last = place // 2, last // 2
    return found.hex() if last == 0 else None


# The verdict ---------------------------------------------------------------------------------------------------------
def problem(proof: dict, root: "str | None" = None, bid: "bytes | None" = None) -> "str | None":
    """What is wrong, in a sentence; None when everything fits."""
    found = leads_to(proof["receipt"], proof["leaf_index"], proof["tree_size"], proof["audit_path"])
    if found is None:
        return "The proof is not right: its path does not fit its place in the list."
    if found != proof["root"]:
        return f"The proof is not right: the receipt leads to {found}, not to the root in the file, {proof['root']}."
    if root is not None and found != root:
        return f"The receipt is not under the root {root}: it leads to {found}."
    return None if bid is None else other_bid(proof, bid)


def other_bid(proof: dict, bid: bytes) -> "str | None":
    receipt = proof["receipt"]
    text = bid.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")  # what an editor adds
    if digest(text).hex() != receipt["sha256"]:
        return f"The text is not that of the receipt: its SHA-256 is {digest(text).hex()}, not {receipt['sha256']}."
    try:
        named = json.loads(text)
    except (ValueError, RecursionError):
        named = None
    if type(named) is not dict or (named.get("bid"), named.get("tender")) != (receipt["bid"], proof["tender"]):
        return "The text is that of another bid or another assignment than the proof."
    return None


def said(proof: dict, root: "str | None") -> str:
    receipt = proof["receipt"]
    fact = f"bid {receipt['bid']}, received at {receipt['submitted_at']} with SHA-256 {receipt['sha256']}"
    if root is not None:
        return f"Right: {fact}, is under the root {root}."
    compare = "compare that with the record of the opening"
    return f"Right: {fact}, is under the root in the file, {proof['root']}: {compare}."


class Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise NotCheckable(message)


def arguments_of(given: list) -> argparse.Namespace:
    parser = Arguments(
        prog="verify_receipt.py", allow_abbrev=False, description="Was this bid among those that were opened?"
    )
    parser.add_argument("proof", metavar="PROOF.json", help="the file from the page of the receipt")
    parser.add_argument("--root", type=str, help="the root as it stands on the record of the opening")
    parser.add_argument("--bid", metavar="BID.txt", help="the text of the whole bid, from the page of the receipt")
    return parser.parse_args(given)


def main(given: list) -> int:
    try:
        arguments = arguments_of(given)
        root = None if arguments.root is None else root_given(arguments.root)
        proof = load(read(arguments.proof))
        bid = None if arguments.bid is None else read(arguments.bid)
    except NotCheckable as error:
        return say(2, f"This cannot be checked: {error}.")
    wrong = problem(proof, root, bid)
    return say(1, wrong) if wrong else say(0, said(proof, root))


def say(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr if code == 2 else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
