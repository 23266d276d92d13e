from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .publication import Assignment, Attachment, Question, RulesVersion
from .tender import Tender
from .writing import Intake, SectionSave

__all__ = [
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "Competence",
    "Intake",
    "KnockOut",
    "Level",
    "Question",
    "RequiredDocument",
    "RulesVersion",
    "SectionSave",
    "Stage",
    "Tender",
]
