"""Every check, in the order of the steps. Each names the line of the self-check that it makes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from candidates.asked import Asked
from candidates.content import Draft
from candidates.cv.facts import Facts

from . import files, offered, told
from .finding import Check, Finding, Known


@dataclass(frozen=True)
class Checked:
    """One line of the self-check. `of_cv`: only known once the CV was read; `told`: what was read says it as well
    (`cv/told.py`)."""

    title: str | Promise
    check: Check
    of_cv: bool = False
    told: bool = False
    applies: Callable[[Asked], bool] = lambda asked: True


CHECKS: tuple[Checked, ...] = (
    Checked(gettext_lazy("The candidate's name"), offered.candidate),
    Checked(gettext_lazy("The candidate's e-mail address"), offered.email),
    Checked(gettext_lazy("Hours per week"), offered.hours),
    Checked(gettext_lazy("Available from"), offered.start),
    Checked(gettext_lazy("The hourly rate"), offered.rate),
    Checked(gettext_lazy("Every knock-out criterion answered"), told.statements),
    Checked(gettext_lazy("The documents are there"), files.documents, applies=lambda asked: bool(asked.files)),
    Checked(
        gettext_lazy("The documents are recent enough"),
        files.ages,
        applies=lambda asked: any(file.months for file in asked.files),
    ),
    Checked(gettext_lazy("The CV is there and can be read"), files.cv),
    Checked(
        gettext_lazy("The number of pages of the CV"),
        files.cv_pages,
        told=True,
        applies=lambda asked: asked.tender.cv_max_pages is not None,
    ),
    Checked(
        gettext_lazy("The language of the CV"),
        files.cv_language,
        of_cv=True,
        told=True,
        applies=lambda asked: bool(asked.tender.cv_language),
    ),
    Checked(
        gettext_lazy("The references in the CV"),
        files.cv_references,
        of_cv=True,
        told=True,
        applies=lambda asked: bool(asked.tender.cv_min_references),
    ),
    Checked(gettext_lazy("No rate in the CV"), files.cv_amounts, of_cv=True),
    Checked(gettext_lazy("The dates of the jobs"), told.career),
    Checked(gettext_lazy("The passages stand in this CV"), told.evidence),
    Checked(gettext_lazy("The motivation"), told.motivation, applies=lambda asked: asked.motivation),
)


def findings(
    draft: Draft, asked: Asked, *, taken: Collection[str] = (), facts: Facts | None = None, beside: bool = False
) -> list[Finding]:
    """In the order of the steps. `beside`: for a page with what was read in the CV on it, which says nothing twice."""
    known = Known(taken, facts)
    told = beside and facts is not None
    asking = [checked for checked in CHECKS if not (told and checked.told)]
    return [finding for checked in asking for finding in checked.check(draft, asked, known)]
