from .amendments import Amendment, AmendmentDraft
from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .publication import Assignment, Attachment, Question, RulesVersion
from .questions import Answer, AnswerBatch, AskedQuestion
from .tender import Tender

__all__ = [
    "Amendment",
    "AmendmentDraft",
    "Answer",
    "AnswerBatch",
    "AskedQuestion",
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "Competence",
    "KnockOut",
    "Level",
    "Question",
    "RequiredDocument",
    "RulesVersion",
    "Stage",
    "Tender",
]
