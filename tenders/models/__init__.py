from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .following import Follow, SavedSearch
from .publication import Assignment, Attachment, Question, RulesVersion
from .tender import Tender

__all__ = [
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "Competence",
    "Follow",
    "KnockOut",
    "Level",
    "Question",
    "RequiredDocument",
    "RulesVersion",
    "SavedSearch",
    "Stage",
    "Tender",
]
