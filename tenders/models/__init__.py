from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .checking import FindingOverruled, PublicationRequest
from .publication import Assignment, Attachment, Question, RulesVersion
from .tender import Tender

__all__ = [
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "Competence",
    "FindingOverruled",
    "KnockOut",
    "Level",
    "PublicationRequest",
    "Question",
    "RequiredDocument",
    "RulesVersion",
    "Stage",
    "Tender",
]
