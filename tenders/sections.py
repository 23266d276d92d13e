"""The sections in which an officer writes a posting: which fields and which rows belong to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from .rows import ROWS


@dataclass(frozen=True)
class Section:
    key: str  # also the last part of its address
    title: Any
    fields: tuple[str, ...]
    rows: tuple[str, ...] = ()
    kinds: ClassVar[Mapping[str, Any]] = ROWS

    def read(self, owner: Model) -> dict[str, Any]:
        """What this section holds now, under the names of its fields and rows."""
        fields = {name: getattr(owner, name) for name in self.fields}
        return fields | {name: self.kinds[name].read(owner) for name in self.rows}

    def write(self, owner: Model, content: Mapping[str, Any]) -> None:
        """`content` names all fields and rows of the section, or some of them."""
        fields = [name for name in self.fields if name in content]
        for name in fields:
            setattr(owner, name, content[name])
        owner.save(update_fields=fields)
        for name in self.rows:
            if name in content:
                self.kinds[name].write(owner, content[name])


SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Section(
            "opdracht",
            _("The assignment in brief"),
            (
                "number", "title", "discipline", "client", "das", "start_text", "start_on", "duration_months",
                "extension_count", "extension_months", "hours_min", "hours_max", "positions_min", "positions_max",
                "education_level", "region", "work_days", "hybrid", "function_scale", "cao",
            ),
        ),
        Section("teksten", _("Texts"), ("organisation_text", "assignment_text", "execution_condition")),
        Section("knock-outs", _("Knock-out criteria"), ("knock_outs_heading",), ("knock_outs",)),
        Section("criteria", _("Award criteria and points"), ("criteria_heading", "points_total"), ("criteria",)),
        Section("competenties", _("Competences"), (), ("competences",)),
        Section(
            "procedure",
            _("Procedure and award"),
            (
                "award_text", "standstill", "standstill_days", "bids_per_supplier", "officer_may_assess",
                "second_officer", "opening_officers",
            ),
            ("stages",),
        ),
        Section(
            "tarief",
            _("Rate and fee"),
            (
                "rate_ceiling_cents", "rate_vat", "rate_travel", "rate_fee", "fee_kind", "fee_cents", "fee_text",
                "max_hours_per_year", "max_hours_note",
            ),
        ),
        Section(
            "cv",
            _("CV and documents"),
            ("cv_max_pages", "cv_language", "cv_min_references", "cv_instruction"),
            ("documents",),
        ),
        Section(
            "planning",
            _("Planning"),
            (
                "questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on",
                "interviews_part_of_day", "results_on", "progress_note",
            ),
        ),
        Section(
            "overig",
            _("Contact, questions and other information"),
            ("contact", "questions_note", "questions_public", "other_information"),
            ("questions",),
        ),
    )
}  # fmt: skip
