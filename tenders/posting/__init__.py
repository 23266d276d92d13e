"""A posting's text → a draft of an assignment, each field with the lines it was read from; and the check of a draft.

Pure: plain data in and out, the standard library alone.
"""

from .draft import Draft
from .reader import Reading, is_posting, read, read_closely

__all__ = ["Draft", "Reading", "is_posting", "read", "read_closely"]
