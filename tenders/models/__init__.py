from .amendments import Amendment, AmendmentDraft, DraftedAttachment
from .assessment import AwardCriterion, Competence, KnockOut, Level, RequiredDocument, Stage
from .checking import FindingOverruled, PublicationRequest
from .closing import ClosingRequest, Outage
from .following import Follow, SavedSearch
from .profiles import FunctionProfile, Indicator, ProfileCompetence, ProfileSkill, ProfileTask
from .publication import Assignment, Attachment, Question, RulesVersion
from .questions import Answer, AnswerBatch, AskedQuestion
from .tender import Tender
from .writing import Intake, SectionSave

__all__ = [
    "Amendment",
    "AmendmentDraft",
    "Answer",
    "AnswerBatch",
    "AskedQuestion",
    "Assignment",
    "Attachment",
    "AwardCriterion",
    "ClosingRequest",
    "Competence",
    "DraftedAttachment",
    "FindingOverruled",
    "Follow",
    "FunctionProfile",
    "Indicator",
    "Intake",
    "KnockOut",
    "Level",
    "Outage",
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
