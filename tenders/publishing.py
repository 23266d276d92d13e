"""What keeps a draft from being published: each finding is a sentence and the field where it is put right."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import day, moment, points
from audit.clock import AMSTERDAM

from .models import KnockOut, RequiredDocument, Tender
from .rows import ROWS
from .stages import KINDS

WHOLE = 100  # hundredths


@dataclass(frozen=True)
class Finding:
    """`field` is the id of an input on the page of `section`; `href` leads there."""

    code: str
    message: str
    section: str
    field: str
    href: str

    @property
    def text(self) -> str:
        return self.message


@dataclass(frozen=True)
class Draft:
    """The tender with its rows, each read once."""

    tender: Tender
    rows: dict[str, list[Any]]
    now: datetime

    def finding(self, code: str, message: str, section: str, field: str) -> Finding:
        href = f"{reverse('tender_edit', args=[self.tender.number, section])}#id_{field}"
        return Finding(code, message, section, field, href)

    def has_stage(self, kind: str) -> bool:
        return any(stage["kind"] == kind for stage in self.rows["stages"])


Check = Callable[[Draft], Iterable[Finding]]


def obstacles(tender: Tender, now: datetime) -> list[Finding]:
    """Nothing when the draft can be published; in the order of the sections."""
    draft = Draft(tender, {name: rows.read(tender) for name, rows in ROWS.items()}, now)
    return [finding for check in CHECKS for finding in check(draft)]


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
def points_add_up(draft: Draft) -> Iterator[Finding]:
    criteria, total = draft.rows["criteria"], draft.tender.points_total
    given = sum(row["points"] for row in criteria)
    if criteria and given != total:
        text = _("The points of the award criteria add up to %(given)s; the total must be %(total)s.")
        field = "criteria-0-points"
        yield draft.finding("points_total", text % {"given": points(given), "total": points(total)}, "criteria", field)


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


def levels_fit_their_criterion(draft: Draft) -> Iterator[Finding]:
    for place, criterion in enumerate(draft.rows["criteria"]):
        yield from _levels_fit(draft, criterion, f"criteria-{place}-levels")


def _levels_fit(draft: Draft, criterion: dict[str, Any], prefix: str) -> Iterator[Finding]:
    most, levels = criterion["points"], criterion["levels"]
    values = {"number": criterion["number"], "most": points(most)}
    for place, level in enumerate(levels):
        if level["points"] > most:
            text = _("Level %(label)s of criterion %(number)s has %(points)s points, the criterion itself %(most)s.")
            values |= {"label": level["label"], "points": points(level["points"])}
            yield draft.finding("level_above_criterion", text % values, "criteria", f"{prefix}-{place}-points")
    highest = max((level["points"] for level in levels), default=most)
    if highest < most:
        text = _("The highest level of criterion %(number)s has %(highest)s points; it must be %(most)s.")
        values["highest"] = points(highest)
        yield draft.finding("highest_level_too_low", text % values, "criteria", f"{prefix}-0-points")
    for label, times in Counter(level["label"].casefold() for level in levels).items():
        if times > 1:
            text = _("Criterion %(number)s has %(times)s levels “%(label)s”. Give each level its own label.")
            values |= {"times": times, "label": label}
            yield draft.finding("label_twice", text % values, "criteria", f"{prefix}-0-label")


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
def it_closes_in_the_future(draft: Draft) -> Iterator[Finding]:
    closes_at = draft.tender.closes_at
    if closes_at is None:
        text = _("Enter the day and time at which the assignment closes.")
        yield draft.finding("closing_missing", text, "planning", "closes_at_0")
    elif closes_at <= draft.now:
        text = _("The assignment closes in the past: %(closes)s; it is now %(now)s.")
        values = {"closes": moment(closes_at), "now": moment(draft.now)}
        yield draft.finding("closing_in_the_past", text % values, "planning", "closes_at_0")


def dates_are_in_order(draft: Draft) -> Iterator[Finding]:
    tender = draft.tender
    closes_at, questions_until = tender.closes_at, tender.questions_until
    if closes_at and questions_until and closes_at < questions_until:
        text = _("The assignment closes on %(closes)s, before the questions end on %(questions)s.")
        values = {"closes": moment(closes_at), "questions": moment(questions_until)}
        yield draft.finding("closing_before_questions_end", text % values, "planning", "closes_at_0")
    if questions_until and tender.answers_on and tender.answers_on < questions_until.astimezone(AMSTERDAM).date():
        text = _("The answers come on %(answers)s, before the questions end on %(questions)s.")
        values = {"answers": day(tender.answers_on), "questions": moment(questions_until)}
        yield draft.finding("answers_before_questions_end", text % values, "planning", "answers_on")
    if closes_at and tender.invitations_by and tender.invitations_by < closes_at.astimezone(AMSTERDAM).date():
        text = _("The invitations go out by %(invitations)s, before the assignment closes on %(closes)s.")
        values = {"invitations": day(tender.invitations_by), "closes": moment(closes_at)}
        yield draft.finding("invitations_before_closing", text % values, "planning", "invitations_by")
    if tender.invitations_by and tender.interviews_on and tender.interviews_on < tender.invitations_by:
        text = _("The interviews are on %(interviews)s, before the invitations on %(invitations)s.")
        values = {"interviews": day(tender.interviews_on), "invitations": day(tender.invitations_by)}
        yield draft.finding("interviews_before_invitations", text % values, "planning", "interviews_on")


CHECKS: tuple[Check, ...] = (
    nothing_missing,
    knock_outs_can_be_checked,
    numbers_are_unique,
    points_add_up,
    points_are_whole,
    levels_fit_their_criterion,
    there_are_stages,
    stages_and_criteria_pair,
    assessed_stages_come_first,
    stage_parameters_are_valid,
    it_closes_in_the_future,
    dates_are_in_order,
)
