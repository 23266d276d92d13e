"""The behaviour of each kind of stage; its parameters are in `tenders/stages.py`, and a test proves that they pair."""

from .base import Missing, StageBehaviour
from .knock_out import KnockOutBehaviour
from .later import ComparisonBehaviour, ExamBehaviour, InterviewBehaviour
from .weighted import WeightedBehaviour

BEHAVIOURS: dict[str, type[StageBehaviour]] = {
    behaviour.kind: behaviour
    for behaviour in (
        KnockOutBehaviour,
        WeightedBehaviour,
        ComparisonBehaviour,
        InterviewBehaviour,
        ExamBehaviour,
    )
}

__all__ = ["BEHAVIOURS", "Missing", "StageBehaviour"]
