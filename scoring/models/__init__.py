"""What is decided: runs of stages, verdicts, snapshots, draws, the shortlist; and the letters that tell of it."""

from .letters import Letter
from .runs import Assessment, Draw, Shortlist, ShortlistEntry, Snapshot, StageRun, Verdict

__all__ = ["Assessment", "Draw", "Letter", "Shortlist", "ShortlistEntry", "Snapshot", "StageRun", "Verdict"]
