"""What a CV says of itself, read from words with their places: pages, language, periods, references, hidden text.

Standard library only: no files, no clock, no Django. `documents.reading.read_cv` finds the words. `docs/cv.md` tells
how each fact is found and what is missed.
"""

from .facts import Facts, read
from .periods import Period
from .problems import Asked, Problem, problems

__all__ = ["Asked", "Facts", "Period", "Problem", "problems", "read"]
