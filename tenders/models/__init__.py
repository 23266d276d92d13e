from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .checking import FindingOverruled, PublicationRequest
from .following import Follow, SavedSearch
from .profiles import FunctionProfile, Indicator, ProfileCompetence, ProfileSkill, ProfileTask
from .publication import Assignment, Attachment, Question, RulesVersion
from .tender import Tender
from .writing import Intake, SectionSave

__all__ = [
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "Competence",
    "FindingOverruled",
    "Follow",
    "FunctionProfile",
    "Indicator",
    "Intake",
    "KnockOut",
    "Level",
    "ProfileCompetence",
    "ProfileSkill",
    "ProfileTask",
    "PublicationRequest",
    "Question",
    "RequiredDocument",
    "RulesVersion",
    "SavedSearch",
    "SectionSave",
    "Stage",
    "Tender",
]
