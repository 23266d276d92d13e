"""Lots that were drawn elsewhere: the engine reads them, it never draws."""

from collections.abc import Collection, Mapping, Sequence

from .errors import Unusable
from .rules import once


def drawn_turns(lots: Sequence[str], refs: Collection[str]) -> Mapping[str, int]:
    """The turn of each drawn bid, first drawn first; `refs` are all bids, excluded ones too."""
    once(lots, lambda ref: Unusable("double_lot", ref=ref))
    for ref in lots:
        if ref not in refs:
            raise Unusable("unknown_lot", ref=ref)
    return {ref: turn for turn, ref in enumerate(lots)}


def settle(equals: list[int], refs: Sequence[str], turns: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Splits equals, given as indices of `refs`, into those that the lots put in order and those that stay tied.

    The tied stand by ref. Drawn goes before undrawn, so a single undrawn one is settled too: it comes last.
    """
    tied = sorted(equals, key=refs.__getitem__)
    drawn = [index for index in tied if refs[index] in turns]
    if not drawn:
        return [], tied
    drawn.sort(key=lambda index: turns[refs[index]])
    undrawn = [index for index in tied if refs[index] not in turns]
    return (drawn + undrawn, []) if len(undrawn) == 1 else (drawn, undrawn)
