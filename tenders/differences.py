"""What differs between two versions of the rules, for people: field by field, with the words that came and went."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import day, euro, moment, points

from .experience import sentence
from .models import KnockOut, RequiredDocument, Tender
from .rows import ROWS
from .sections import SECTIONS
from .stages import KINDS

MOST_WORDS = 4000  # above it only old and new are shown: comparing them word by word takes too long
Rules = Mapping[str, Any]
Row = Mapping[str, Any]


class Part(NamedTuple):
    """A piece of a text, and whether the other version has it not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Change:
    """One thing that differs. An empty text: it was not there, or is no longer."""

    section: str
    label: str
    old: str
    new: str

    @property
    def old_parts(self) -> list[Part]:
        return [Part(text, tag != "equal") for tag, text, _new in _compared(self.old, self.new) if text]

    @property
    def new_parts(self) -> list[Part]:
        return [Part(text, tag != "equal") for tag, _old, text in _compared(self.old, self.new) if text]


def differences(before: Rules, after: Rules) -> list[Change]:
    """In the order of the sections; the attachments come last."""
    names = [(section.title, name) for section in SECTIONS.values() for name in (*section.fields, *section.rows)]
    return [
        Change(str(title), label, old, new)
        for title, name in [*names, (_("Attachments"), "attachments")]
        if before.get(name) != after.get(name)
        for label, old, new in _told(name, before.get(name), after.get(name))
    ]


def _told(name: str, old: Any, new: Any) -> Iterable[tuple[str, str, str]]:
    if name not in ROWS and name not in ROWS_TOLD:
        label = str(Tender._meta.get_field(name).verbose_name).capitalize()
        return [(label, _field(name, old), _field(name, new))]
    told = ROWS_TOLD.get(name)
    if told is None:
        return []
    was, now = told(old or []), told(new or [])
    labels = dict.fromkeys([*was, *now])
    return [
        (label, was.get(label, ""), now.get(label, "")) for label in labels if was.get(label, "") != now.get(label, "")
    ]


# Values --------------------------------------------------------------------------------------------------------------
def _field(name: str, written: Any) -> str:
    field = Tender._meta.get_field(name)
    value = written if field.is_relation else field.to_python(written)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.choices).get(value, value))
    if name.endswith("_cents"):
        return euro(value)
    if name == "points_total":
        return points(value)
    return _in_time(value) if isinstance(value, date) else str(value)


def _in_time(value: date) -> str:
    return moment(value) if isinstance(value, datetime) else day(value)


# Rows: each under a label by which its old and new self find each other ----------------------------------------------
def _knock_outs(rows: Iterable[Row]) -> dict[str, str]:
    kinds = dict(KnockOut.Kind.choices)
    return {
        _("Criterion %(n)s") % {"n": row["number"]}: "\n".join(
            [row["text"], f"({kinds[row['kind']]})", *_experience(row)]
        )
        for row in rows
    }


def _criteria(rows: Iterable[Row]) -> dict[str, str]:
    return {
        _("Criterion %(n)s") % {"n": row["number"]}: "\n".join(
            [f"{row['text']} ({_points(row)})", *(f"{level['label']}. {level['text']} ({_points(level)})"
                                                  for level in row["levels"]), *_experience(row)]
        )
        for row in rows
    }  # fmt: skip


def _experience(row: Row) -> list[str]:
    return [sentence(row["experience"])] if "experience" in row else []


def _points(row: Row) -> str:
    return _("%(n)s points") % {"n": points(row["points"])}


def _competences(rows: Iterable[str]) -> dict[str, str]:
    rows = list(rows)
    return {_("Competences"): "\n".join(rows)} if rows else {}


def _stages(rows: Iterable[Row]) -> dict[str, str]:
    return {
        _("Step %(n)s") % {"n": place}: "\n".join(filter(None, [row["name"], row["text"], *_params(row)]))
        for place, row in enumerate(rows, start=1)
    }


def _params(row: Row) -> list[str]:
    labels = {name: parameter.label for name, parameter in KINDS[row["kind"]].parameters.items()}
    return [f"{labels[name]}: {_param(value)}" for name, value in row["params"].items() if value not in (None, "", [])]


def _param(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _documents(rows: Iterable[Row]) -> dict[str, str]:
    whens = dict(RequiredDocument.When.choices)
    return {
        _("Document “%(name)s”") % {"name": row["name"]}: "\n".join(
            filter(None, [str(whens[row["when"]]), row["text"]])
        )
        for row in rows
    }


def _attachments(rows: Iterable[Row]) -> dict[str, str]:
    return {
        _("Attachment “%(name)s”") % {"name": row["name"]}: _("PDF file, SHA-256 %(sha256)s")
        % {"sha256": row["sha256"]}
        for row in rows
    }


ROWS_TOLD: Mapping[str, Callable[[Iterable[Any]], dict[str, str]]] = {
    "knock_outs": _knock_outs,
    "criteria": _criteria,
    "competences": _competences,
    "stages": _stages,
    "documents": _documents,
    "attachments": _attachments,
}


# Words ---------------------------------------------------------------------------------------------------------------
def _compared(old: str, new: str) -> list[tuple[str, str, str]]:
    """(what happened, the piece of the old, the piece of the new), in order."""
    was, now = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    if not old or not new or len(was) + len(now) > MOST_WORDS:
        return [("replace", old, new)]
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [(tag, "".join(was[i:j]), "".join(now[k:n])) for tag, i, j, k, n in steps]
