"""Knock-outs, weighted criteria, ranking and the cut: a pure function of rules, verdicts and lots.

Standard library only: no clock, no dice, no files, no Django. The engine never draws a lot and never fills in a
verdict. `docs/ranking.md` tells the rules with worked examples.
"""

from .assessing import Excluded
from .criteria import KINDS, Criterion, Level
from .errors import Unusable
from .places import Place, Places
from .ranking import Ranking, rank
from .rules import BidScores, KnockOut, Rules
from .tie_breakers import TIE_BREAKERS

ENGINE_VERSION = "1"

__all__ = [
    "ENGINE_VERSION",
    "KINDS",
    "TIE_BREAKERS",
    "BidScores",
    "Criterion",
    "Excluded",
    "KnockOut",
    "Level",
    "Place",
    "Places",
    "Ranking",
    "Rules",
    "Unusable",
    "rank",
]
