"""What keeps a draft from being published: each finding is a sentence and the field where it is put right.

The rules here need what a draft stores (kinds, parameters, numbers). What a posting says of itself is checked by the
rules of `tenders/posting/lint.py`, for stored drafts and for texts alike. Each rule has one of these two homes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import day, moment, points
from audit.clock import AMSTERDAM

from .days_off import holidays_around
from .drafts import draft_of
from .models import FindingOverruled, KnockOut, RequiredDocument, Tender
from .places import place_of
from .posting import lint
from .posting.sentences import LANGUAGES, say
from .rows import ROWS
from .sections import SECTIONS
from .stages import KINDS

WHOLE = 100  # hundredths


@dataclass(frozen=True)
class Finding:
    """`field` is the id of an input on the page of `section`; `href` leads there.

    An error can't be overruled. A warning has the finding of the check, its fingerprint, and who overruled it.
    """

    code: str
    message: str
    section: str
    field: str
    href: str
    severity: str = lint.ERROR
    checked: lint.Finding | None = None
    fingerprint: str = ""
    overruled: FindingOverruled | None = None

    @property
    def text(self) -> str:
        return self.message

    @property
    def is_open(self) -> bool:
        """It keeps the draft from being published."""
        return self.overruled is None

    @property
    def can_be_overruled(self) -> bool:
        return self.severity == lint.WARNING


@dataclass(frozen=True)
class Draft:
    """The tender with its rows, each read once."""

    tender: Tender
    rows: dict[str, list[Any]]
    now: datetime

    def finding(self, code: str, message: str, section: str, field: str, **more: Any) -> Finding:
        href = f"{reverse('tender_edit', args=[self.tender.number, section])}#id_{field}"
        return Finding(code, message, section, field, href, **more)

    def has_stage(self, kind: str) -> bool:
        return any(stage["kind"] == kind for stage in self.rows["stages"])


Check = Callable[[Draft], Iterable[Finding]]


def obstacles(tender: Tender, now: datetime) -> list[Finding]:
    """What can't be: nothing of it can be overruled."""
    return [finding for finding in findings(tender, now) if finding.severity == lint.ERROR]


def open_findings(tender: Tender, now: datetime) -> list[Finding]:
    """Nothing when the draft can be published: neither an obstacle nor a warning that nobody overruled."""
    return [finding for finding in findings(tender, now) if finding.is_open]


def findings(tender: Tender, now: datetime, *, unsaved: Mapping[str, Any] | None = None) -> list[Finding]:
    """All that is wrong or looks wrong, in the order of the sections; `unsaved` is typed over what is stored."""
    draft = _draft(tender, unsaved or {}, now)
    found = [finding for check in CHECKS for finding in check(draft)] + list(_checked(draft))
    order = list(SECTIONS)
    return sorted(found, key=lambda finding: order.index(finding.section))


def _draft(tender: Tender, unsaved: Mapping[str, Any], now: datetime) -> Draft:
    typed = copy(tender)
    for name in set(unsaved) - set(ROWS):
        setattr(typed, name, unsaved[name])
    typed.number = tender.number  # under which its pages are found until it is saved
    return Draft(typed, _rows(tender, unsaved), now)


def _rows(tender: Tender, unsaved: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: unsaved[name] if name in unsaved else rows.read(tender) for name, rows in ROWS.items()}


def _checked(draft: Draft) -> Iterator[Finding]:
    """The findings of the check, each at its place in the forms."""
    overruled = {each.fingerprint: each for each in draft.tender.overruled_findings.select_related("overruled_by")}
    plain, now = draft_of(draft.tender, draft.rows), draft.now.astimezone(AMSTERDAM)
    for finding in lint.check(plain, published_on=now, holidays=holidays_around(plain)):
        mark = lint.fingerprint(plain, finding) if finding.severity == lint.WARNING else ""
        section, field = place_of(finding, draft.tender, draft.rows)
        more = {"severity": finding.severity, "checked": finding, "fingerprint": mark, "overruled": overruled.get(mark)}
        yield draft.finding(finding.code, said(finding), section, field, **more)


def said(finding: lint.Finding) -> str:
    """In the reader's language."""
    language = (get_language() or "nl")[:2]
    return say(finding, language if language in LANGUAGES else "nl")


# What must be filled in ----------------------------------------------------------------------------------------------
def nothing_missing(draft: Draft) -> Iterator[Finding]:
    tender = draft.tender
    if not tender.number.strip():
        yield draft.finding("number_missing", _("Enter the assignment number."), "opdracht", "number")
    if not tender.title.strip():
        yield draft.finding("title_missing", _("Enter the title."), "opdracht", "title")
    if not tender.assignment_text.strip():
        yield draft.finding("assignment_text_missing", _("Describe the assignment."), "teksten", "assignment_text")


# Knock-outs ----------------------------------------------------------------------------------------------------------
def knock_outs_can_be_checked(draft: Draft) -> Iterator[Finding]:
    asked = {row["kind"] for row in draft.rows["documents"] if row["when"] == RequiredDocument.When.WITH_BID}
    for place, knock_out in enumerate(draft.rows["knock_outs"]):
        values = {"number": knock_out["number"]}
        field = f"knock_outs-{place}-kind"
        if knock_out["kind"] == KnockOut.Kind.RATE_CEILING and draft.tender.rate_ceiling_cents is None:
            text = _("Knock-out criterion %(number)s checks the highest hourly rate, but no highest rate is entered.")
            yield draft.finding("ceiling_missing", text % values, "tarief", "rate_ceiling_cents")
        if knock_out["kind"] == KnockOut.Kind.DOCUMENT and knock_out["document"] not in asked:
            values["document"] = dict(RequiredDocument.Kind.choices).get(knock_out["document"], knock_out["document"])
            text = _(
                "Knock-out criterion %(number)s checks the document “%(document)s”, but the documents do not ask for "
                "it with the bid."
            )
            yield draft.finding("document_not_asked", text % values, "knock-outs", field)


def numbers_are_unique(draft: Draft) -> Iterator[Finding]:
    """The numbers run on through both lists, so that "criterion 3" is one criterion."""
    places = [
        (row["number"], section, f"{relation}-{place}-number")
        for section, relation in (("knock-outs", "knock_outs"), ("criteria", "criteria"))
        for place, row in enumerate(draft.rows[relation])
    ]
    counted = Counter(number for number, _section, _field in places)
    last = {number: (section, field) for number, section, field in places}
    for number, times in counted.items():
        if times > 1:
            text = _("Number %(number)s is used %(times)s times. Give each criterion its own number.")
            yield draft.finding("number_twice", text % {"number": number, "times": times}, *last[number])


# Points --------------------------------------------------------------------------------------------------------------
def points_are_whole(draft: Draft) -> Iterator[Finding]:
    """The ranking, its snapshots and `manage.py rank` count in whole points: half a point would be lost there."""
    for place, criterion in enumerate(draft.rows["criteria"]):
        asked = [(criterion["points"], f"criteria-{place}-points")]
        levels = enumerate(criterion["levels"])
        asked += [(level["points"], f"criteria-{place}-levels-{number}-points") for number, level in levels]
        for given, field in asked:
            if given % WHOLE:
                text = _("Criterion %(number)s has %(points)s points. The ranking counts in whole points.")
                values = {"number": criterion["number"], "points": points(given)}
                yield draft.finding("points_not_whole", text % values, "criteria", field)


def labels_are_unique(draft: Draft) -> Iterator[Finding]:
    for place, criterion in enumerate(draft.rows["criteria"]):
        for label, times in Counter(level["label"].casefold() for level in criterion["levels"]).items():
            if times > 1:
                text = _("Criterion %(number)s has %(times)s levels “%(label)s”. Give each level its own label.")
                values = {"number": criterion["number"], "times": times, "label": label}
                yield draft.finding("label_twice", text % values, "criteria", f"criteria-{place}-levels-0-label")


# The procedure -------------------------------------------------------------------------------------------------------
def there_are_stages(draft: Draft) -> Iterator[Finding]:
    if not draft.rows["stages"]:
        text = _("The procedure has no stage. Add at least one.")
        yield draft.finding("no_stage", text, "procedure", "add_stage")


# stage kind, the rows that it needs, their section, sentence without them, sentence without the stage
PAIRS = (
    (
        "knock_out", "knock_outs", "knock-outs",
        lambda: _("The procedure checks knock-out criteria, but there are none."),
        lambda: _("There are knock-out criteria, but no stage of the procedure checks them."),
    ),
    (
        "weighted", "criteria", "criteria",
        lambda: _("The procedure gives points on award criteria, but there are none."),
        lambda: _("There are award criteria, but no stage of the procedure gives points on them."),
    ),
)  # fmt: skip


def stages_and_criteria_pair(draft: Draft) -> Iterator[Finding]:
    for kind, relation, section, without_rows, without_stage in PAIRS:
        if draft.has_stage(kind) and not draft.rows[relation]:
            yield draft.finding(f"no_{relation}", without_rows(), section, f"{relation}-0-text")
        if draft.rows["stages"] and draft.rows[relation] and not draft.has_stage(kind):
            yield draft.finding(f"no_{kind}_stage", without_stage(), "procedure", "add_stage")


def assessed_stages_come_first(draft: Draft) -> Iterator[Finding]:
    """Each kind that is assessed from the bids stands once, in the order of PAIRS, before the client's own stages: a
    run closes only after those before it, and the client's wait for the shortlist."""
    kinds = [stage["kind"] for stage in draft.rows["stages"]]
    assessed = [kind for kind, *_rest in PAIRS]
    expected = [kind for kind in assessed if kind in kinds] + [kind for kind in kinds if kind not in assessed]
    if kinds != expected:
        text = _(
            "The procedure begins with one check of the knock-out criteria, then one scoring of the award criteria; "
            "the other stages come after them."
        )
        yield draft.finding("stages_out_of_order", text, "procedure", "stages-0-order")


def stage_parameters_are_valid(draft: Draft) -> Iterator[Finding]:
    for place, stage in enumerate(draft.rows["stages"]):
        for problem in KINDS[stage["kind"]].problems(stage["params"]):
            text = _("Stage “%(stage)s”: %(problem)s") % {"stage": stage["name"], "problem": problem.message}
            yield draft.finding("stage_parameter", text, "procedure", f"stages-{place}-{problem.parameter}")


# The planning --------------------------------------------------------------------------------------------------------
def there_is_a_deadline(draft: Draft) -> Iterator[Finding]:
    if draft.tender.closes_at is None:
        text = _("Enter the day and time at which the assignment closes.")
        yield draft.finding("closing_missing", text, "planning", "closes_at_0")


def results_come_after_the_closing(draft: Draft) -> Iterator[Finding]:
    """On the day of the closing itself nothing has been assessed."""
    results, closes = draft.tender.results_on, draft.tender.closes_at
    if results is not None and closes is not None and results <= closes.astimezone(AMSTERDAM).date():
        text = _("The results come on %(results)s, but bids can be sent until %(closes)s. Choose a later day.")
        values = {"results": day(results), "closes": moment(closes)}
        yield draft.finding("results_before_closing", text % values, "planning", "results_on")


CHECKS: tuple[Check, ...] = (
    nothing_missing,
    knock_outs_can_be_checked,
    numbers_are_unique,
    points_are_whole,
    labels_are_unique,
    there_are_stages,
    stages_and_criteria_pair,
    assessed_stages_come_first,
    stage_parameters_are_valid,
    there_is_a_deadline,
    results_come_after_the_closing,
)
