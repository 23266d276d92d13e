"""A form per step of a bid (`person` and `notice`: for the folder of candidates and for who is offered)."""

from .base import StepForm
from .files import CvForm, DocumentsForm
from .motivation import MotivationForm
from .offer import CandidateForm, RateForm
from .statements import StatementsForm, anew_from

__all__ = [
    "CandidateForm",
    "CvForm",
    "DocumentsForm",
    "MotivationForm",
    "RateForm",
    "StatementsForm",
    "StepForm",
    "anew_from",
]
