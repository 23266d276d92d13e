"""Knock-outs, award criteria with their levels, and competences."""

import re
from collections.abc import Iterable
from typing import Any, Final

from tenders.posting import points
from tenders.posting.draft import Sheet
from tenders.posting.items import Item, Listed, listed
from tenders.posting.points import Scored
from tenders.posting.posting import Block, Posting
from tenders.posting.wording import closed

SHORTEST_LIST: Final = 2


def read(posting: Posting, sheet: Sheet) -> None:
    for block in posting.under("knock_outs", "requirements", "criteria"):
        found = listed(block.passages, scored=block.section != "knock_outs")
        sheet.mark(*found.read)
        if block.section == "knock_outs":
            _knock_outs(found.items, sheet)
        else:
            _criteria(block, found, sheet)
    for block in posting.under("competences"):
        _competences(block, sheet)


def _knock_outs(items: Iterable[Item], sheet: Sheet) -> None:
    for item in items:
        knock_out = {"number": item.number, "text": closed(_whole(item))}
        sheet.add("knock_outs", knock_out, item.span)
        sheet.point(f"knock_outs.{_name(item, len(sheet.values['knock_outs']))}", item.span)


def _criteria(block: Block, found: Listed, sheet: Sheet) -> None:
    split = points.split
    if not any(_points(item, split) is not None for item in found.items):
        split = points.bare
    for item in found.items:
        if block.section == "requirements" and _points(item, split) is None:
            _knock_outs([item], sheet)
        else:
            _criterion(item, split, sheet)
    total = points.total(block.title)
    if total is not None:
        sheet.put("points_total", total, (block.at, block.at))
    if found.total:
        sheet.put("points_total", *found.total)


def _criterion(item: Item, split: Any, sheet: Sheet) -> None:
    levels = [] if all(split(child.text).points is None for child in item.children) else item.children
    text, own = split(item.text if levels else _whole(item))
    if own is None and not levels:
        text, own = split(item.text)
        text = closed(text) + "".join(f" {_line(child)}" for child in item.children)
    criterion = {
        "number": item.number,
        "text": closed(text),
        "points": own,
        "levels": [_level(each, split) for each in levels],
    }
    sheet.add("criteria", criterion, item.span)
    path = f"criteria.{_name(item, len(sheet.values['criteria']))}"
    sheet.point(path, item.span)
    for place, level in enumerate(levels, start=1):
        sheet.point(f"{path}.levels.{_name(level, place)}", level.span)


def _level(item: Item, split: Any) -> dict[str, Any]:
    text, own = split(item.text)
    return {"label": item.mark.label or None if item.mark else None, "text": closed(text), "points": own}


def _points(item: Item, split: Any) -> int | None:
    scored: Scored = split(item.text)
    return (
        scored.points
        if scored.points is not None
        else next((split(child.text).points for child in item.children), None)
    )


def _name(item: Item, place: int) -> str:
    """The number or letter by which the posting itself names an item, else its place."""
    return item.mark.label if item.mark and item.mark.label else str(place)


def _whole(item: Item) -> str:
    return "\n".join([item.text, *map(_line, item.children)])


def _line(child: Item) -> str:
    return f"{child.mark.label}. {child.text}" if child.mark and child.mark.label else f"- {child.text}"


def _competences(block: Block, sheet: Sheet) -> None:
    found = listed(block.passages, scored=False)
    sheet.mark(*found.read)
    for item in found.items:
        if item.text.endswith("?"):  # the heading of what follows: "5. Kom je in aanmerking?"
            continue
        for text in _separate(item) if len(found.items) == 1 else [_whole(item)]:
            sheet.add("competences", closed(text), item.span)


def _separate(item: Item) -> list[str]:
    """ "Klantgericht, samenwerkend en flexibel" in one line are three; a sentence stays one."""
    parts = [part.strip() for part in re.split(r"[,;]| en (?=\S{1,40}$)", closed(item.text)) if part.strip()]
    return parts if len(parts) >= SHORTEST_LIST and all(len(part.split()) <= 3 for part in parts) else [_whole(item)]
