"""How a criterion counts experience: the rule as one value, as columns of its row, and in words.

As a value it is what `scoring.engine.windows_contract` reads beside the closing day and the jobs: `needed` months in
the last `window` (None: the whole career), part-time by a rule with its hours as text. `work` and `at` are words of the
assignment: the job was one of `work`, at one of `at`; an empty list asks for nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Experience = dict[str, Any]

MOST_MONTHS = 1200
MOST_HOURS = 168_00  # hundredths, a week
# rule: the numbers of hours that it needs
PART_TIME: Mapping[str, tuple[str, ...]] = {
    "counts_fully": (),
    "pro_rata": ("full_week",),
    "full_from": ("hours", "full_week"),
    "none_below": ("hours",),
}
PART_TIME_WORDS = [
    ("counts_fully", gettext_lazy("in full, whatever the hours")),
    ("pro_rata", gettext_lazy("pro rata to a full week")),
    ("full_from", gettext_lazy("in full from a number of hours, below that pro rata")),
    ("none_below", gettext_lazy("in full from a number of hours, below that not at all")),
]
COLUMNS = (
    "experience_needed", "experience_window", "experience_work", "experience_at", "experience_part_time",
    "experience_hours", "experience_full_week",
)  # fmt: skip
NOTHING: Mapping[str, Any] = dict(
    zip(COLUMNS, (None, None, [], [], "", None, None), strict=True),
)


def from_columns(columns: Mapping[str, Any]) -> Experience | None:
    if columns["experience_needed"] is None:
        return None
    rule = columns["experience_part_time"]
    hours = {name: written(columns[f"experience_{name}"]) for name in PART_TIME[rule]}
    return {
        "needed": columns["experience_needed"],
        "window": columns["experience_window"],
        "work": list(columns["experience_work"]),
        "at": list(columns["experience_at"]),
        "part_time": {"rule": rule, **hours},
    }


def to_columns(experience: Experience | None) -> dict[str, Any]:
    if experience is None:
        return {**NOTHING, "experience_work": [], "experience_at": []}
    part_time = experience["part_time"]
    return {
        "experience_needed": experience["needed"],
        "experience_window": experience["window"],
        "experience_work": list(experience["work"]),
        "experience_at": list(experience["at"]),
        "experience_part_time": part_time["rule"],
        "experience_hours": hundredths(part_time.get("hours")),
        "experience_full_week": hundredths(part_time.get("full_week")),
    }


def in_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the columns as one value under `experience`; without a rule there is no such key, so that the rules of
    an assignment that counts nothing are those of before."""
    experience = from_columns(row)
    rest = {name: value for name, value in row.items() if name not in COLUMNS}
    return rest | ({"experience": experience} if experience else {})


def written(hours: int) -> str:
    """ "36", "28.8" """
    return f"{hours // 100}.{hours % 100:02d}".rstrip("0").rstrip(".")


def hundredths(hours: str | None) -> int | None:
    if hours is None:
        return None
    whole, _point, rest = hours.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))


# In words ------------------------------------------------------------------------------------------------------------
def sentence(experience: Experience) -> str:
    """What is counted, for whoever writes the assignment or bids on it."""
    parts = [_asked(experience["needed"]), _within(experience["window"])]
    if experience["work"]:
        parts.append(_("as: %(work)s") % {"work": _or(experience["work"])})
    if experience["at"]:
        parts.append(_("at: %(at)s") % {"at": _or(experience["at"])})
    return f"{', '.join(parts)}. {_part_time(experience['part_time'])}"


def _asked(needed: int) -> str:
    if needed == 0:
        return _("Experience, without a number of months")
    return ngettext("At least %(n)s month", "At least %(n)s months", needed) % {"n": needed}


def _within(window: int | None) -> str:
    if window is None:
        return _("in the whole career")
    text = ngettext("in the last month before closing", "in the last %(n)s months before closing", window)
    return text % {"n": window}


def _or(words: list[str]) -> str:
    return _(" or ").join(words)


def _part_time(rule: Mapping[str, str]) -> str:
    hours = {name: value.replace(".", ",") for name, value in rule.items() if name != "rule"}
    sentences = {
        "counts_fully": _("Part-time work counts in full."),
        "pro_rata": _("Part-time work counts pro rata to %(full_week)s hours a week."),
        "full_from": _("From %(hours)s hours a week work counts in full, below that pro rata to %(full_week)s hours."),
        "none_below": _("From %(hours)s hours a week work counts in full, below that not at all."),
    }
    return sentences[rule["rule"]] % hours
