"""How far a draft is: the sections as a task list."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import moment, points

from .models import SectionSave, Tender
from .publishing import Finding
from .sections import SECTIONS, Section

START = frozenset({"number", "title", "client"})  # asked before there is a draft
EMPTY = (None, "", [])


# What suppliers look for and no rule asks of a posting: named where it lacks, and no reason to wait with publishing.
LOOKED_FOR = {
    "opdracht": ("start_text", "duration_months", "hours_min", "region", "education_level"),
    "teksten": ("organisation_text",),
    "procedure": ("award_text",),
    "tarief": ("rate_ceiling_cents", "fee_kind"),
    "cv": ("cv_max_pages", "cv_language"),
    "planning": ("questions_until", "answers_on", "invitations_by", "interviews_on"),
    "overig": ("contact",),
}


def section_tasks(tender: Tender, findings: list[Finding], now: datetime) -> list[dict[str, Any]]:
    """For `parts/task_list.html`; `findings` is what keeps it from being published."""
    missing: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        missing[finding.section].append(finding)
    saves = {save.section: save for save in SectionSave.objects.filter(tender=tender).select_related("saved_by")}
    tasks = [_task(section, tender, missing[section.key], saves.get(section.key)) for section in SECTIONS.values()]
    return [*tasks, _attachments(tender, saves.get("bijlagen"))]


def _task(section: Section, tender: Tender, findings: list[Finding], save: SectionSave | None) -> dict[str, Any]:
    content = section.read(tender)
    begun = save is not None or any(_is_written(name, value) for name, value in content.items())
    status = ("busy" if findings else "done") if begun else "todo"
    hints = [HINTS.get(section.key, _no_hint)(content), _to_correct(len(findings))]
    return {
        "title": section.title,
        "url": reverse("tender_edit", args=[tender.number, section.key]),
        "status": status,
        "hint": " · ".join(hint for hint in hints if hint),
        "missing": findings,
        "empty": ", ".join(_empty(section, content)) if begun else "",
        "saved_by": save.saved_by if save else None,
        "saved_at": save.saved_at if save else None,
    }


def _attachments(tender: Tender, save: SectionSave | None) -> dict[str, Any]:
    """No section: files are kept at once, on a page of their own, so that nothing typed gets lost beside them."""
    count = tender.attachments.count()
    told = ngettext("%(n)s PDF file", "%(n)s PDF files", count) % {"n": count} if count else _("Not required")
    return {
        "title": _("Attachments"),
        "url": reverse("tender_attachments", args=[tender.number]),
        "status": "done" if count or save else "todo",
        "hint": told,
        "missing": [],
        "saved_by": save.saved_by if save else None,
        "saved_at": save.saved_at if save else None,
    }


def _empty(section: Section, content: dict[str, Any]) -> Iterator[str]:
    for name in LOOKED_FOR.get(section.key, ()):
        if content[name] in EMPTY:
            yield str(Tender._meta.get_field(name).verbose_name)


def _is_written(name: str, value: Any) -> bool:
    if name in START or value in EMPTY:
        return False
    is_column = name in {field.name for field in Tender._meta.concrete_fields}
    return not is_column or value != Tender._meta.get_field(name).get_default()


def _to_correct(findings: int) -> str:
    if not findings:
        return ""
    return ngettext("%(n)s thing to put right", "%(n)s things to put right", findings) % {"n": findings}


def _no_hint(content: dict[str, Any]) -> str:
    return ""


def _count(name: str) -> Callable[[dict[str, Any]], str]:
    def hint(content: dict[str, Any]) -> str:
        count = len(content[name])
        return ngettext("%(n)s criterion", "%(n)s criteria", count) % {"n": count} if count else ""

    return hint


def _points(content: dict[str, Any]) -> str:
    given = sum(row["points"] for row in content["criteria"])
    return _("%(given)s of %(total)s points") % {"given": points(given), "total": points(content["points_total"])}


def _steps(content: dict[str, Any]) -> str:
    count = len(content["stages"])
    return ngettext("%(n)s step", "%(n)s steps", count) % {"n": count}


def _closing(content: dict[str, Any]) -> str:
    return _("closes on %(moment)s") % {"moment": moment(content["closes_at"])} if content["closes_at"] else ""


HINTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "knock-outs": _count("knock_outs"),
    "criteria": _points,
    "procedure": _steps,
    "planning": _closing,
}
