"""The client's own stages. Their runs wait until the shortlist is released; until then there is nothing to ask them."""

from .base import StageBehaviour


class ComparisonBehaviour(StageBehaviour):
    kind = "comparison"


class InterviewBehaviour(StageBehaviour):
    kind = "interview"


class ExamBehaviour(StageBehaviour):
    kind = "exam"
