"""A posting's fields as lines for a reader: a label and a value; what the posting doesn't say has no line."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import day, euro, moment

from .models import Tender


class Fact(NamedTuple):
    label: str
    value: str


def in_brief(tender: Tender) -> list[Fact]:
    return _said(
        (_("Client"), tender.client.name),
        (_("Run by"), tender.run_by.name),
        (_("Field of work"), tender.get_discipline_display()),
        (_("Start"), _start(tender)),
        (_("Duration"), _months(tender.duration_months)),
        (_("Extension"), _extension(tender)),
        (_("Hours per week"), _range(tender.hours_min, tender.hours_max)),
        (_("Work days"), tender.work_days),
        (_("Hybrid work"), _yes_no(tender.hybrid)),
        (_("Region"), tender.region),
        (_("Professionals needed"), _range(tender.positions_min, tender.positions_max)),
        (_("Education level"), tender.education_level),
        (_("Function scale"), tender.function_scale),
        (_("Collective agreement"), tender.cao),
        (_("Under a dynamic purchasing system (DAS)"), _yes_no(tender.das)),
    )


def closing(tender: Tender) -> Fact:
    return Fact(_("Closing"), moment(tender.closes_at))


def rate(tender: Tender) -> list[Fact]:
    return _said(
        (_("Highest hourly rate"), euro(tender.rate_ceiling_cents)),
        (_("This rate"), "; ".join(_basis(tender))),
        (_("Fee"), tender.fee_text or _fee(tender)),
        (_("Most hours per year"), _range(tender.max_hours_per_year, None)),
        (_("Above it"), tender.max_hours_note),
    )


def cv(tender: Tender) -> list[Fact]:
    return _said(
        (_("Length"), _pages(tender.cv_max_pages)),
        (_("Language"), tender.get_cv_language_display()),
        (_("References"), _at_least(tender.cv_min_references)),
    )


def planning(tender: Tender) -> list[Fact]:
    return _said(
        (_("Questions until"), moment(tender.questions_until)),
        (_("Answers on"), day(tender.answers_on)),
        (_("Closing"), moment(tender.closes_at)),
        (_("Bids are opened by"), _openers(tender)),
        (_("Invitations by"), day(tender.invitations_by)),
        (_("Interviews on"), _interviews(tender)),
        (_("Results on"), day(tender.results_on)),
    )


def _openers(tender: Tender) -> str:
    """Said where it takes two."""
    return tender.get_opening_officers_display() if tender.opening_officers == Tender.Openers.TWO else ""


def _interviews(tender: Tender) -> str:
    part = tender.get_interviews_part_of_day_display()
    return ", ".join(filter(None, [day(tender.interviews_on), part if tender.interviews_on else ""]))


def _said(*facts: tuple[str, str]) -> list[Fact]:
    return [Fact(label, value) for label, value in facts if value]


def _start(tender: Tender) -> str:
    if tender.start_text and tender.start_on:
        return f"{tender.start_text} ({day(tender.start_on)})"
    return tender.start_text or day(tender.start_on)


def _months(count: int | None) -> str:
    return "" if count is None else ngettext("%(n)s month", "%(n)s months", count) % {"n": count}


def _extension(tender: Tender) -> str:
    if tender.extension_count is None:
        return ""
    if tender.extension_count == 0:
        return _("none")
    months = _months(tender.extension_months)
    times = ngettext("%(n)s time", "%(n)s times", tender.extension_count) % {"n": tender.extension_count}
    return f"{times} {months}".strip()


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None or low == high:
        return str(low or high or "")
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _yes_no(value: bool | None) -> str:
    return {None: "", True: _("yes"), False: _("no")}[value]


def _basis(tender: Tender) -> Iterator[str]:
    included, excluded = Tender.Basis.INCLUDED, Tender.Basis.EXCLUDED
    sentences = {
        ("rate_vat", included): _("VAT included"),
        ("rate_vat", excluded): _("VAT excluded"),
        ("rate_travel", included): _("commuting costs included"),
        ("rate_travel", excluded): _("commuting costs excluded"),
        ("rate_fee", included): _("fee included"),
        ("rate_fee", excluded): _("fee excluded"),
    }
    for (field, value), sentence in sentences.items():
        if getattr(tender, field) == value:
            yield sentence


def _fee(tender: Tender) -> str:
    if tender.fee_kind == Tender.Fee.NONE:
        return _("none")
    return "" if tender.fee_cents is None else _("%(amount)s per hour worked") % {"amount": euro(tender.fee_cents)}


def _pages(count: int | None) -> str:
    return "" if count is None else ngettext("at most %(n)s page", "at most %(n)s pages", count) % {"n": count}


def _at_least(count: int | None) -> str:
    return "" if count is None else _("at least %(n)s") % {"n": count}
