"""The candidate's jobs as rows. Whatever is typed is kept; what can't be counted is said at its field."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.content import Job
from candidates.cv.jobs import FoundJob, date_as_typed, written_date
from candidates.forms.base import as_kept
from candidates.organisations import choices
from scoring.careers import Criterion, WrongJob, period_of
from tenders.fields import unmarked
from tenders.forms.rows import RowForm, RowFormSet

MOST_JOBS = 60
LONGEST = 150
MOST_HOURS = 168
DATES = {
    "missing": gettext_lazy("Enter when the job began and when it ended; a month and a year will do."),
    "unreadable_date": gettext_lazy("Enter a month and a year, such as 03-2021, or a day, such as 15-03-2021."),
    "no_such_date": gettext_lazy("There is no such day. Enter a month and a year, such as 03-2021."),
    "reversed_period": gettext_lazy("The job ends before it begins."),
    "unreadable_hours": gettext_lazy("Enter hours a week as a number, for example 36 or 28,8."),
    "impossible_hours": gettext_lazy("Enter hours a week above 0 and at most 168."),
}


def _text(label: Any, css_class: str = "", **options: Any) -> forms.Field:
    widget = forms.TextInput(attrs={"class": css_class, "autocomplete": "off"})
    return unmarked(forms.CharField(label=label, required=False, widget=widget, **options))


class JobForm(RowForm):
    counts = ("begins", "ends", "employer", "role")
    role = _text(gettext_lazy("Role"))
    employer = _text(gettext_lazy("Employer or client"))
    begins = _text(gettext_lazy("From"), "w-10ch", help_text=gettext_lazy("Such as 03-2021"))
    ends = _text(gettext_lazy("Up to and including"), "w-10ch", help_text=gettext_lazy("Empty if it goes on"))
    still = forms.BooleanField(label=gettext_lazy("Goes on still"), required=False)
    hours_per_week = _text(gettext_lazy("Hours per week"), "w-6ch figures")
    organisation = unmarked(forms.ChoiceField(label=gettext_lazy("Kind of organisation"), required=False))
    tags = unmarked(
        forms.MultipleChoiceField(
            label=gettext_lazy("This was work as"), required=False, widget=forms.CheckboxSelectMultiple
        )
    )
    cv_page = forms.CharField(required=False, widget=forms.HiddenInput)

    def add_words(self, words: Sequence[str], kinds: Sequence[tuple[str, object]]) -> None:
        self.fields["organisation"].choices = kinds
        self.fields["tags"].choices = [(word, word) for word in words]
        if not words:
            del self.fields["tags"]

    def clean(self) -> None:
        """Only what keeps the job from being counted; the job is kept all the same."""
        job = self.job
        try:
            period_of(job, "1")
        except WrongJob as wrong:
            self.add_error(wrong.field, DATES[wrong.code])
        for name in ("employer", "role"):
            if len(getattr(job, name)) == LONGEST and len(self[name].value()) > LONGEST:
                self.add_error(name, _("Only the first %(most)s characters were kept.") % {"most": LONGEST})

    @property
    def job(self) -> Job:
        """As it was typed, dates in one way of writing where they are dates."""
        ends = written_date(self._typed("ends"))
        page = self._typed("cv_page")
        return Job(
            begins=written_date(self._typed("begins")),
            ends=ends,
            still=bool(self["still"].value()) and not ends,
            employer=self._typed("employer"),
            organisation=self._typed("organisation"),
            role=self._typed("role"),
            hours_per_week=self._typed("hours_per_week"),
            tags=tuple(self._chosen()),
            cv_page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 0,
        )

    @property
    def from_page(self) -> int:
        return self.job.cv_page if self.is_bound else int(self.initial.get("cv_page") or 0)

    def _typed(self, name: str) -> str:
        return as_kept(str(self[name].value() or "")).replace("\n", " ")[:LONGEST]

    def _chosen(self) -> Iterable[str]:
        if "tags" not in self.fields:
            return []
        known = {value for value, _label in self.fields["tags"].choices}
        return [each for each in self["tags"].value() or [] if each in known]


class JobFormSet(RowFormSet):
    form = JobForm
    max_num = absolute_max = MOST_JOBS

    def __init__(
        self, data: Any = None, *, jobs: Sequence[Job] = (), asked: Sequence[Criterion], more: int = 0
    ) -> None:
        rules = [each.experience for each in asked if each.experience]
        self.words = list(dict.fromkeys(word for rule in rules for word in rule["work"]))
        self.kinds = choices((kind for rule in rules for kind in rule["at"]), (job.organisation for job in jobs))
        super().__init__(data, rows=[shown(job) for job in jobs], prefix="jobs")
        self.extra += more

    def add_fields(self, form: JobForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.add_words(self.words, self.kinds)

    @property
    def jobs(self) -> list[Job]:
        """Those that were typed and not removed, right or wrong."""
        return [form.job for form in self.forms if form.is_kept]


def shown(job: Job) -> dict[str, Any]:
    return asdict(job) | {"begins": date_as_typed(job.begins), "ends": date_as_typed(job.ends), "tags": list(job.tags)}


def proposed(job: FoundJob) -> Job:
    return Job(
        begins=job.begins,
        ends=job.ends or "",
        still=job.ends is None,
        employer=job.employer[:LONGEST],
        organisation=job.organisation,
        role=job.role[:LONGEST],
        hours_per_week=job.hours,
        cv_page=job.page,
    )
