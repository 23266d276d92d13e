"""CVs of the demo's invented candidates: PDF files in the layouts that people really send."""

import re
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

LAYOUTS = ("classic", "modern", "sidebar", "table", "word")

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WRITTEN = {
    "words": lambda year, month: f"{MONTHS[month - 1]} {year}",
    "short": lambda year, month: f"{SHORT_MONTHS[month - 1]} {year}",
    "numbers": lambda year, month: f"{month:02}-{year}",
}
MONTHS_BEFORE = re.compile(r"<(y?)(\d+)>")


def make_cv(person: dict[str, Any], *, closes_on: date, layout: str) -> bytes:
    """The person's CV as it reads on the closing day; the same input gives the same bytes.

    `person` is one file of fixtures/demo/cvs: careers are kept in months before closing, so that they stay true when
    the demo moves an assignment.
    """
    html = render_to_string(f"demo/cv_{layout}.html", {"cv": dated(person, closes_on=closes_on)})
    return HTML(string=html, url_fetcher=_local_files()).write_pdf(stylesheets=[_styles(layout)], font_config=_fonts())


def say(text: str, *, closes_on: date, written: str = "words") -> str:
    """Fill in the moments of a text: `<30>` is the month 30 months before closing, `<y30>` its year."""

    def moment(match: re.Match[str]) -> str:
        year, month = months_before(closes_on, int(match[2]))
        return str(year) if match[1] else WRITTEN[written](year, month)

    return MONTHS_BEFORE.sub(moment, text)


def months_before(day: date, months: int) -> tuple[int, int]:
    """Year and month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return year, month + 1


def dated(person: dict[str, Any], *, closes_on: date) -> dict[str, Any]:
    """The person with all moments filled in, a `period` for each job and school, a `year` for each course."""
    written = person.get("dates", "words")
    cv = _said(person, closes_on=closes_on, written=written)
    for job in cv["jobs"]:
        until = "heden" if job["to_months"] is None else f"<{job['to_months']}>"
        job["period"] = say(f"<{job['from_months']}> – {until}", closes_on=closes_on, written=written)
    for school in cv["education"]:
        school["period"] = say(f"<y{school['from_months']}> – <y{school['to_months']}>", closes_on=closes_on)
    for course in cv["courses"]:
        course["year"] = say(f"<y{course['months']}>", closes_on=closes_on)
    return cv


def _said(value: Any, *, closes_on: date, written: str) -> Any:
    if isinstance(value, str):
        return say(value, closes_on=closes_on, written=written)
    if isinstance(value, list):
        return [_said(item, closes_on=closes_on, written=written) for item in value]
    if isinstance(value, dict):
        return {key: _said(item, closes_on=closes_on, written=written) for key, item in value.items()}
    return value


@cache
def _local_files() -> URLFetcher:
    return URLFetcher(allowed_protocols={"file"}, allow_redirects=False)


@cache
def _fonts() -> FontConfiguration:
    """One for all CVs: reading the fonts costs more than a page."""
    return FontConfiguration()


@cache
def _styles(layout: str) -> CSS:
    return CSS(
        filename=settings.BASE_DIR / f"static/css/demo-cv-{layout}.css",
        font_config=_fonts(),
        url_fetcher=_local_files(),
    )
