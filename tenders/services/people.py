"""Who works on a tender, and who may be asked to."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rules import people_of
from audit.services import record
from tenders.models import Assignment, Tender

Role = Assignment.Role
ROLES = (Role.OFFICER, Role.ASSESSOR, Role.REVIEWER)

# Who sees every bid shouldn't also sit on the side that sees the shortlist alone; and who runs the procedure doesn't
# judge in it, unless the tender says so.
SEPARATE = {
    Role.OFFICER: {Role.ASSESSOR, Role.REVIEWER},
    Role.ASSESSOR: {Role.OFFICER, Role.REVIEWER},
    Role.REVIEWER: {Role.OFFICER, Role.ASSESSOR},
}


class CannotAssign(Exception):
    """With the sentence that says why."""


def eligible(tender: Tender, role: str) -> QuerySet[User]:
    """Officers and assessors come from the organisation that runs the tender, reviewers from the client."""
    return people_of([_home(tender, role)], role)


def explained(tender: Tender, role: str) -> str:
    """Who this role is for, in a sentence."""
    sentences = {
        Role.OFFICER: _("Officers of %(organisation)s: they write, open, close and release."),
        Role.ASSESSOR: _("Assessors of %(organisation)s: they check the knock-out criteria and give points."),
        Role.REVIEWER: _("Reviewers of %(organisation)s: they see the shortlist, and nothing else of the bids."),
    }
    return sentences[Role(role)] % {"organisation": _home(tender, role).name}


@transaction.atomic
def assign(tender: Tender, user: User, role: str, *, by: User, now: datetime) -> Assignment:
    """Give a person a role on the tender; a second time changes nothing. Raises CannotAssign."""
    tender = Tender.objects.select_for_update(of=("self",)).select_related("client", "run_by").get(pk=tender.pk)
    _refuse_unless_possible(tender, user, role)
    assignment, is_new = tender.assignments.get_or_create(user=user, role=role)
    if is_new:
        _tell("assignment.added", assignment, by=by, now=now)
    return assignment


@transaction.atomic
def unassign(tender: Tender, user: User, role: str, *, by: User, now: datetime) -> None:
    """Take the role away; without it nothing happens. Raises CannotAssign for the last officer."""
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    assignment = tender.assignments.filter(user=user, role=role).first()
    if assignment is None:
        return
    if role == Role.OFFICER and tender.assignments.filter(role=role).count() == 1:
        raise CannotAssign(_("An assignment needs at least one procurement officer. Add another one first."))
    _tell("assignment.removed", assignment, by=by, now=now)
    assignment.delete()


def unfilled(tender: Tender) -> list[str]:
    """The roles, in words, that nobody has yet."""
    held = set(tender.assignments.values_list("role", flat=True))
    return [str(role.label) for role in ROLES if role not in held]


def _home(tender: Tender, role: str) -> Organisation:
    return tender.client if role == Role.REVIEWER else tender.run_by


def _refuse_unless_possible(tender: Tender, user: User, role: str) -> None:
    names = {"person": user.name, "role": Role(role).label}
    if not eligible(tender, role).filter(pk=user.pk).exists():
        home = {"organisation": _home(tender, role).name}
        raise CannotAssign(_("%(person)s is no %(role)s at %(organisation)s.") % (names | home))
    held = set(tender.assignments.filter(user=user).values_list("role", flat=True))
    if held & _barred(tender, role):
        other = {"other": ", ".join(str(Role(each).label) for each in sorted(held))}
        raise CannotAssign(
            _("%(person)s is %(other)s on this assignment and cannot also be %(role)s.") % (names | other)
        )


def _barred(tender: Tender, role: str) -> set[str]:
    both_allowed = {Role.OFFICER, Role.ASSESSOR} if tender.officer_may_assess and role != Role.REVIEWER else set()
    return SEPARATE[Role(role)] - both_allowed


def _tell(act: str, assignment: Assignment, *, by: User, now: datetime) -> None:
    number = assignment.tender.number
    about = ("tender", number)
    record(act, by=by, about=about, tender=number, now=now, user=assignment.user_id, role=assignment.role)
