"""The forms of a saved candidate: a few simple fields and the career in rows."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import AddressField
from accounts.marks import SeenField
from candidates.content import Job
from candidates.cv.jobs import date_as_typed, written_date
from candidates.people import Person
from tenders.forms.rows import RowForm, RowFormSet

MOST_JOBS = 60
# "2021-03" and "2021-03-15", or the other way round as people write it: "03-2021", "15-3-2021". With the month in words
# it is read as in a CV.
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?", re.ASCII)
DUTCH = re.compile(r"(?:(?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII)


class MonthField(forms.CharField):
    """A month or a day, cleaned to "2021-03" or "2021-03-15"."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        text = written_date(text)
        match = ISO.fullmatch(text) or DUTCH.fullmatch(text)
        try:
            year, month, day = (int(match[part] or 1) for part in ("year", "month", "day")) if match else (0, 0, 0)
            date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("Enter a month and a year, such as 03-2021.")) from error
        whole = f"{year:04d}-{month:02d}"
        return f"{whole}-{day:02d}" if match["day"] else whole


def _month(label: Any, **options: Any) -> MonthField:
    return MonthField(label=label, widget=forms.TextInput(attrs={"class": "w-10ch figures"}), **options)


class JobForm(RowForm):
    counts = ("begins", "ends", "employer", "role")
    begins = _month(
        gettext_lazy("From"),
        help_text=gettext_lazy("Such as 03-2021"),
        error_messages={"required": gettext_lazy("Enter when this began.")},
    )
    ends = _month(gettext_lazy("Until"), required=False)
    still = forms.BooleanField(label=gettext_lazy("Still works there"), required=False)
    role = SeenField(label=gettext_lazy("Role"), required=False, max_length=200)
    employer = SeenField(label=gettext_lazy("Employer or client"), required=False, max_length=200)
    organisation = SeenField(label=gettext_lazy("Kind of organisation"), required=False, max_length=200)
    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Hours per week"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "w-4ch figures", "inputmode": "numeric"}),
    )
    tags = SeenField(
        label=gettext_lazy("What it was about"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Some words with commas between them."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends, still = cleaned.get("begins"), cleaned.get("ends"), cleaned.get("still")
        if still and ends:
            self.add_error("ends", _("Leave the end empty for work that goes on, or untick “still works there”."))
        if not still and ends == "":
            self.add_error("ends", _("Enter when this ended, or tick “still works there”."))
        if begins and ends and ends[: len(begins)] < begins[: len(ends)]:
            self.add_error("ends", _("This ended before it began."))
        return cleaned

    def job(self) -> Job:
        row = self.row()
        tags = tuple(word for word in (each.strip() for each in row["tags"].split(",")) if word)
        return Job(**row | {"hours_per_week": str(row["hours_per_week"] or ""), "tags": tags})


class JobFormSet(RowFormSet):
    form = JobForm
    max_num = absolute_max = MOST_JOBS

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        dates = {name: date_as_typed(row[name]) for name in ("begins", "ends")}
        return row | dates | {"tags": ", ".join(row["tags"])}

    def career(self) -> tuple[Job, ...]:
        return tuple(form.job() for form in self.written())


class PersonForm(forms.Form):
    """With the rows of the career. `more`: one more row was asked for, without JavaScript."""

    use_required_attribute = False
    name = SeenField(label=gettext_lazy("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = AddressField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("After the opening the person is told here in which bid they are offered."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    telephone = SeenField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "w-20ch"}),
    )
    place = SeenField(label=gettext_lazy("Place"), required=False, max_length=100)

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        shown = {name: getattr(person, name) for name in ("name", "email", "telephone", "place")}
        self.more = data is not None and data.get("more") == "career"
        data = _with_one_more(data) if self.more and data is not None else data
        super().__init__(data, initial=shown, label_suffix="")
        self.jobs = JobFormSet(data, rows=[vars(job) for job in person.career], prefix="career")
        self.was = person

    def is_valid(self) -> bool:
        return not self.more and all([super().is_valid(), self.jobs.is_valid()])

    @property
    def address(self) -> str:
        """Where the button for one more row leads: this page."""
        return ""

    def person(self) -> Person:
        return Person(id=self.was.id, **self.cleaned_data, career=self.jobs.career())


def _with_one_more(data: QueryDict) -> QueryDict:
    more = data.copy()
    total = data.get("career-TOTAL_FORMS", "")
    more["career-TOTAL_FORMS"] = str(min(int(total) + 1, MOST_JOBS)) if re.fullmatch("[0-9]{1,3}", total) else "1"
    return more
