"""The text that a posting was read from, line by line, with what was read from each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Draft = Mapping[str, Any]


@dataclass(frozen=True)
class Pointer:
    """Lines of the source, counted from 1, both included."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    is_unread: bool
    opens_unread: bool  # the first of those that follow each other
    begins: tuple[Any, ...]  # what is read from here on


@dataclass(frozen=True)
class Pointers:
    source: tuple[str, ...]
    by_path: Mapping[str, tuple[Pointer, ...]]
    unread: frozenset[int]

    def of(self, *paths: str) -> list[Pointer]:
        """Of these paths and of all that lies under them: "criteria.7" is also "criteria.7.levels.b"."""
        found = {pointer for path in paths for pointer in self._under(path)}
        return sorted(found, key=_place)

    def _under(self, path: str) -> Iterator[Pointer]:
        for each, pointers in self.by_path.items():
            if each == path or each.startswith(f"{path}."):
                yield from pointers

    def lines(self, shown: Mapping[str, Any]) -> list[Line]:
        """`shown`: what a line says of the field that begins there."""
        begins: dict[int, list[Any]] = {}
        for key, word in shown.items():
            for pointer in self.of(key):
                words = begins.setdefault(pointer.first, [])
                words += [word] if word not in words else []
        return [
            Line(number, text, number in self.unread, self._opens_unread(number), tuple(begins.get(number, ())))
            for number, text in enumerate(self.source, start=1)
        ]

    def _opens_unread(self, number: int) -> bool:
        return number in self.unread and number - 1 not in self.unread


def pointers_of(draft: Draft) -> Pointers:
    by_path = {path: tuple(_pointers(pairs)) for path, pairs in (draft.get("lines") or {}).items()}
    unread = {
        line for pointer in _pointers(draft.get("unread") or []) for line in range(pointer.first, pointer.last + 1)
    }
    source = tuple((draft.get("source") or "").split("\n"))
    return Pointers(source, by_path, frozenset(unread))


def _pointers(pairs: Iterable[Any]) -> list[Pointer]:
    """[12, 14] or [[12, 14], [40, 40]]."""
    pairs = list(pairs)
    if pairs and isinstance(pairs[0], int):
        pairs = [pairs]
    return [Pointer(first, last) for first, last in pairs]


def _place(pointer: Pointer) -> tuple[int, int]:
    return pointer.first, pointer.last
