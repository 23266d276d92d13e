"""Bytes to what JSON says, more strictly than `json` itself: what could be read in two ways is refused."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from .errors import Unusable


def decode(data: bytes) -> Any:
    """Raises Unusable for anything but one JSON value in UTF-8; a byte order mark is skipped."""
    text = _text(data)
    if not text.strip():
        raise Unusable("empty")
    value = _value(text)
    if "\\ud" in text or "\\uD" in text:
        _refuse_half_characters(value)
    return value


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("not_utf8", byte=error.start + 1) from None


def _value(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unusable("not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Unusable("too_deep") from None
    except Unusable:
        raise
    except ValueError:  # Python reads no integer of more than 4300 digits
        raise Unusable("number_too_long") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise Unusable("double_key", key=_first_double(key for key, _ in pairs))
    return members


def _first_double(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _refuse_constant(name: str) -> NoReturn:
    raise Unusable("not_a_number", value=name)


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unusable("half_character") from None
    except RecursionError:
        raise Unusable("too_deep") from None
