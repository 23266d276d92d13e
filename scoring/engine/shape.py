"""Is this part of the input what it should be? `where` names the part in the error, as in `bids[3].scores`."""

from collections.abc import Iterable
from typing import Any

from .errors import Unusable

# More is no points and no number of anything; it keeps every sum within what Python can print.
MOST_DIGITS = 100


def object_at(where: str, value: Any, *, needs: Iterable[str], takes: Iterable[str] = ()) -> dict[str, Any]:
    members = map_at(where, value)
    known = {*needs, *takes}
    for key in members:
        if key not in known:
            raise Unusable("unknown_key", where=where, key=key)
    for key in needs:
        if key not in members:
            raise Unusable("missing_key", where=where, key=key)
    return members


def map_at(where: str, value: Any) -> dict[str, Any]:
    members: dict[str, Any] = _of_type(where, value, dict, "object")
    return members


def list_at(where: str, value: Any) -> list[Any]:
    items: list[Any] = _of_type(where, value, list, "list")
    return items


def text_at(where: str, value: Any) -> str:
    text: str = _of_type(where, value, str, "text")
    return text


def name_at(where: str, value: Any) -> str:
    name = text_at(where, value)
    if not name:
        raise Unusable("empty_text", where=where)
    return name


def integer_at(where: str, value: Any, *, least: int, most: int | None = None) -> int:
    # True is an int to Python, 75.0 equals 75: the type itself decides.
    integer: int = _of_type(where, value, int, "integer")
    if integer < least:
        raise Unusable("too_low", where=where, least=least)
    if integer >= 10**MOST_DIGITS:
        raise Unusable("too_long", where=where, digits=MOST_DIGITS)
    if most is not None and integer > most:
        raise Unusable("too_high", where=where, most=most)
    return integer


def _of_type(where: str, value: Any, expected: type, name: str) -> Any:
    if type(value) is not expected:
        raise Unusable("wrong_type", where=where, expected=name)
    return value
