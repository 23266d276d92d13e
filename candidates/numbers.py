"""The random public number of a bid, such as W-7K3M9-2QD4X: it says nothing of who or when; nobody guesses it."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 or O, no 1, I or L, no U beside the V
PATTERN = rf"W-[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}"


def new_number() -> str:
    """One of 30¹⁰, almost 6 × 10¹⁴."""
    first, second = (_five() for _ in range(2))
    return f"W-{first}-{second}"


def _five() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(5))
