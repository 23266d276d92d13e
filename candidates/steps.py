"""The steps of a bid: a registry of small classes, in the order in which "Save and next" leads along them.

A step knows its page, which fields of `findings` stand there, how far it is and what the check of the answers shows of
it. A step with a form of its own has the page `bid_step`; another says its `url`, its `names` and its `anchor`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.rules import Visitor
from accounts.templatetags.weegschaal import euro

from .asked import Asked, in_its_language
from .content import Draft, Job, OfferedFile, Passage, Stated
from .cv.jobs import date_as_typed
from .cv_page import cv_context
from .evidence import stale
from .findings import Finding, Weight, cents_of, holds_field, issued_field, of_weight
from .forms import (
    CandidateForm,
    CvForm,
    DocumentsForm,
    MotivationForm,
    RateForm,
    StatementsForm,
    StepForm,
)
from .models import Bid

BACK = "terug=controle"  # in an address: from the check of the answers, and back to it
Row = tuple[str, str, str]  # the field, its label, what is there


class Step(ABC):
    key: ClassVar[str]
    title: ClassVar[str | Promise]
    form: ClassVar[type[StepForm] | None] = None
    aside: ClassVar[str] = ""  # the template of what stands under its form

    def beside(self, bid: Bid, *, by: Visitor) -> dict[str, Any]:
        """What that template needs."""
        return {}

    def is_asked(self, asked: Asked) -> bool:
        return True

    def url(self, number: str) -> str:
        return reverse("bid_step", args=[number, self.key])

    def names(self, asked: Asked) -> Collection[str]:
        """The fields of `findings` that stand on its page."""
        return self.form.asked_fields(asked).keys() if self.form else ()

    def anchor(self, name: str, asked: Asked) -> str:
        """The id of that field there."""
        return self.form(Draft(), asked).anchor(name) if self.form else ""

    @abstractmethod
    def is_begun(self, draft: Draft, asked: Asked) -> bool: ...

    def waits_for(self, draft: Draft, asked: Asked) -> str:
        """Why it can't be done yet; "" where it can."""
        return ""

    def summary(self, draft: Draft, asked: Asked) -> str:
        """What is there so far, in a few words."""
        return ""

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        """For the check of the answers."""
        return iter(())

    def status(self, draft: Draft, asked: Asked, found: Collection[Finding]) -> str:
        """A status of `parts/task_list.html`. `found`: the findings on its own fields."""
        if self.waits_for(draft, asked):
            return "blocked"
        if not self.is_begun(draft, asked):
            return "todo"
        return "busy" if any(finding.weight is not Weight.WARNING for finding in found) else "done"


class CandidateStep(Step):
    key, title, form = "kandidaat", gettext_lazy("Candidate"), CandidateForm

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return any(CandidateForm.shown(draft, asked).values())

    def summary(self, draft: Draft, asked: Asked) -> str:
        return draft.answers.candidate

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        answers = draft.answers
        yield "candidate", _("Name"), answers.candidate
        yield "candidate_email", _("E-mail address"), answers.candidate_email
        yield "hours_per_week", _("Hours per week"), answers.hours_per_week
        yield "available_from", _("Available from"), answers.available_from


class RateStep(Step):
    key, title, form = "tarief", gettext_lazy("Hourly rate"), RateForm

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return bool(draft.answers.hourly_rate)

    def summary(self, draft: Draft, asked: Asked) -> str:
        return rate_as_read(draft.answers.hourly_rate)

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        yield "hourly_rate", _("Amount per hour"), rate_as_read(draft.answers.hourly_rate)


class StatementsStep(Step):
    key, title, form = "knock-outs", gettext_lazy("Knock-out criteria"), StatementsForm

    def is_asked(self, asked: Asked) -> bool:
        return bool(asked.knock_outs)

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return any(stated != Stated() for stated in draft.answers.statements.values())

    def summary(self, draft: Draft, asked: Asked) -> str:
        stated = [draft.answers.statements.get(each.number, Stated()) for each in asked.knock_outs]
        answered = sum(each.holds is not None for each in stated)
        return _("%(answered)s of %(all)s answered") % {"answered": answered, "all": len(stated)}

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        for each in asked.knock_outs:
            stated = draft.answers.statements.get(each.number, Stated())
            yield holds_field(each.number), in_its_language(each), _said(stated)


class DocumentsStep(Step):
    key, title, form = "documenten", gettext_lazy("Documents"), DocumentsForm

    def is_asked(self, asked: Asked) -> bool:
        return bool(asked.files)

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return any(file.key in draft.documents for file in asked.files) or any(draft.answers.issued.values())

    def summary(self, draft: Draft, asked: Asked) -> str:
        there = sum(file.key in draft.documents for file in asked.files)
        return _("%(there)s of %(all)s there") % {"there": there, "all": len(asked.files)}

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        for file in asked.files:
            yield file.key, file.name, file_as_read(draft.documents.get(file.key))
            if file.months:
                label = _("Day of issue of “%(name)s”") % {"name": file.name}
                yield issued_field(file.key), label, draft.answers.issued.get(file.key, "")


class CvStep(Step):
    key, title, form = "cv", gettext_lazy("CV"), CvForm
    aside = "candidates/parts/cv_facts.html"

    def beside(self, bid: Bid, *, by: Visitor) -> dict[str, Any]:
        return cv_context(bid, by)

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return draft.cv is not None

    def summary(self, draft: Draft, asked: Asked) -> str:
        return f"{draft.cv.name}: {read_as(draft.cv)}" if draft.cv else ""

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        yield "cv", _("File"), file_as_read(draft.cv)


class CareerStep(Step):
    key, title = "loopbaan", gettext_lazy("Career")

    def url(self, number: str) -> str:
        return reverse("bid_career", args=[number])

    def names(self, asked: Asked) -> Collection[str]:
        return ("career",)

    def anchor(self, name: str, asked: Asked) -> str:
        return "jobs"

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return bool(draft.answers.career)

    def summary(self, draft: Draft, asked: Asked) -> str:
        return _jobs(len(draft.answers.career)) or _("Optional: the assessor sees it beside the CV")

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        yield "career", _("Jobs"), "\n".join(map(_job, draft.answers.career))


class EvidenceStep(Step):
    key, title = "vindplaatsen", gettext_lazy("Where the CV shows it")

    def url(self, number: str) -> str:
        return reverse("bid_evidence", args=[number])

    def names(self, asked: Asked) -> Collection[str]:
        return ("evidence",)

    def anchor(self, name: str, asked: Asked) -> str:
        return "passages"

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return bool(draft.answers.evidence)

    def waits_for(self, draft: Draft, asked: Asked) -> str:
        return "" if draft.cv or draft.answers.evidence else _("First add the CV: the passages are chosen in it.")

    def summary(self, draft: Draft, asked: Asked) -> str:
        count = len(draft.answers.evidence)
        if not count:
            return _("Optional: the assessor jumps to it")
        return ngettext("%(n)s passage", "%(n)s passages", count) % {"n": count}

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        left = stale(draft)
        yield "evidence", _("Passages"), "\n".join(_passage(each, each in left) for each in draft.answers.evidence)


class MotivationStep(Step):
    key, title, form = "motivatie", gettext_lazy("Motivation"), MotivationForm

    def is_begun(self, draft: Draft, asked: Asked) -> bool:
        return bool(draft.answers.motivation)

    def summary(self, draft: Draft, asked: Asked) -> str:
        words = len(draft.answers.motivation.split())
        if words:
            return ngettext("%(words)s word", "%(words)s words", words) % {"words": words}
        return "" if asked.motivation else _("Optional: this assignment does not ask for it")

    def rows(self, draft: Draft, asked: Asked) -> Iterator[Row]:
        yield "motivation", _("Text"), draft.answers.motivation


STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        CandidateStep(),
        RateStep(),
        StatementsStep(),
        DocumentsStep(),
        CvStep(),
        CareerStep(),
        EvidenceStep(),
        MotivationStep(),
    )
}


def steps_for(asked: Asked) -> list[Step]:
    return [step for step in STEPS.values() if step.is_asked(asked)]


def after(step: Step, number: str, asked: Asked) -> str:
    """Where "Save and next" leads: the next step, or the check of the answers."""
    steps = steps_for(asked)
    following = steps[steps.index(step) + 1 :]
    return following[0].url(number) if following else reverse("bid_check", args=[number])


def place_among(key: str, asked: Asked) -> dict[str, int]:
    """For the caption of a page: which step it is, and of how many."""
    steps = steps_for(asked)
    return {"place": steps.index(STEPS[key]) + 1, "places": len(steps)}


def step_of(name: str, asked: Asked) -> Step:
    """The step on whose page this field of `findings` stands. Raises LookupError."""
    return {each: step for step in steps_for(asked) for each in step.names(asked)}[name]


def place_in(number: str, asked: Asked, *, query: str = "") -> Callable[[str], str]:
    """Gives the address of a field by its name."""
    steps = {name: step for step in steps_for(asked) for name in step.names(asked)}

    def place(name: str) -> str:
        step = steps[name]
        return f"{step.url(number)}{'?' if query else ''}{query}#{step.anchor(name, asked)}"

    return place


# The task list -------------------------------------------------------------------------------------------------------
def tasks(number: str, draft: Draft, asked: Asked, found: Collection[Finding]) -> list[dict[str, Any]]:
    """For `parts/task_list.html`, with the check of the answers as its last line."""
    place = place_in(number, asked)
    steps = [_task(step, number, draft, asked, found, place) for step in steps_for(asked)]
    return [*steps, _check(number, waits=any(finding.weight is not Weight.WARNING for finding in found))]


def unfinished(draft: Draft, asked: Asked, found: Collection[Finding]) -> list[Step]:
    """The steps where something is still needed before the bid can be submitted."""
    needed = {finding.field for finding in found if finding.weight is not Weight.WARNING}
    return [step for step in steps_for(asked) if needed & set(step.names(asked))]


def _task(
    step: Step, number: str, draft: Draft, asked: Asked, found: Collection[Finding], place: Callable[[str], str]
) -> dict[str, Any]:
    own = [finding for finding in found if finding.field in step.names(asked)]
    status = step.status(draft, asked, own)
    missing = [finding for finding in own if finding.weight is not Weight.WARNING] if status == "busy" else []
    hints = [step.waits_for(draft, asked) or step.summary(draft, asked), _remarks(own) if status != "todo" else ""]
    return {
        "title": step.title,
        "url": step.url(number),
        "status": status,
        "hint": " · ".join(filter(None, hints)),
        "missing": [{"href": place(finding.field), "message": finding.text} for finding in missing],
    }


def _remarks(found: Collection[Finding]) -> str:
    count = len(of_weight(found, Weight.WARNING))
    return ngettext("%(n)s thing to look at", "%(n)s things to look at", count) % {"n": count} if count else ""


def _check(number: str, *, waits: bool) -> dict[str, Any]:
    return {
        "title": _("Check your answers and submit"),
        "url": reverse("bid_check", args=[number]),
        "status": "blocked" if waits else "todo",
        "hint": _("Once all the steps above are done") if waits else _("Everything needed is there"),
    }


# How answers read ----------------------------------------------------------------------------------------------------
def rate_as_read(typed: str) -> str:
    try:
        return euro(cents_of(typed)) if typed else ""
    except ValidationError:
        return typed


def file_as_read(file: OfferedFile | None) -> str:
    return f"{file.name}\n{read_as(file)}" if file else ""


def read_as(file: OfferedFile) -> str:
    """What the program read: "3 pages, text readable"."""
    pages = ngettext("%(pages)s page", "%(pages)s pages", file.pages) % {"pages": file.pages}
    readable = _("text readable") if file.has_text else _("text not readable: pictures")
    return f"{pages}, {readable}"


def _jobs(count: int) -> str:
    return ngettext("%(n)s job", "%(n)s jobs", count) % {"n": count} if count else ""


def _job(job: Job) -> str:
    begins, ends = date_as_typed(job.begins) or "?", _("still") if job.still else date_as_typed(job.ends) or "?"
    return f"{begins} – {ends}: {', '.join(filter(None, [job.role, job.employer]))}"


def _passage(passage: Passage, is_stale: bool) -> str:
    said = {"number": passage.number, "page": passage.page, "text": Truncator(passage.text).chars(80)}
    level = " " + _("(claimed level: %(level)s)") % {"level": passage.level} if passage.level else ""
    earlier = f" ({_('marked in an earlier CV')})" if is_stale else ""
    return _("Criterion %(number)s: page %(page)s, “%(text)s”") % said + level + earlier


def _said(stated: Stated) -> str:
    words = {True: _("Yes, this is met"), False: _("No, this is not met"), None: ""}
    return "\n".join(filter(None, [words[stated.holds], stated.remark]))
