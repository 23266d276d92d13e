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


def settle(equals: Collection[str], turns: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Splits equals into those that the lots put in order, and those that stay tied, which stand by ref.

    Drawn goes before undrawn, so a single undrawn one is settled too: it comes last.
    """
    drawn = sorted(turns.keys() & equals, key=turns.__getitem__)
    if not drawn:
        return [], sorted(equals)
    undrawn = sorted(set(equals).difference(drawn))
    if len(undrawn) == 1:
        return drawn + undrawn, []
    return drawn, undrawn
