"""Who may do what on a tender: roles from memberships and assignments, asked of the access table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts import access
from accounts.rules import Visitor, general_roles, organisations_as, require_login

from . import procedure
from .models import FunctionProfile, Intake, Tender

Phase = Callable[[Tender, datetime], str]


def roles_on(user: Visitor, tender: Tender) -> frozenset[str]:
    """The person's roles as far as this tender goes; being auditor elsewhere is no role here."""
    roles = general_roles(user) - {"auditor"}
    if not user.is_authenticated:
        return roles
    assigned = tender.assignments.filter(user=user).values_list("role", flat=True)
    here = {
        role
        for role, membership in (("auditor", "auditor"), ("house", "officer"))
        if tender.run_by_id in {organisation.pk for organisation in organisations_as(user, membership)}
    }
    return roles | frozenset(assigned) | here


@dataclass(frozen=True)
class Visit:
    """A person at a tender at one moment. Roles and phase are asked once, for the page itself and for its links."""

    user: Visitor
    tender: Tender
    roles: frozenset[str]
    phase: str

    def may(self, act: str) -> bool:
        """For links: would the table say yes?"""
        return access.ask(act, self.roles, self.phase) is access.Outcome.YES


def visit_for(user: Visitor, number: str, act: str, *, now: datetime, phase: Phase = procedure.phase) -> Visit:
    """Of the tender, if this person may do `act` on it now; else LoginNeeded, Http404 or NotNow."""
    require_login(user, act)
    tender = get_object_or_404(Tender.objects.select_related("client", "run_by"), number=number)
    visit = Visit(user, tender, roles_on(user, tender), phase(tender, now))
    access.require(act, visit.roles, visit.phase)
    return visit


def tender_for(user: Visitor, number: str, act: str, *, now: datetime, phase: Phase = procedure.phase) -> Tender:
    """The tender alone, of a visit that asks nothing more."""
    return visit_for(user, number, act, now=now, phase=phase).tender


# Function profiles ---------------------------------------------------------------------------------------------------
def roles_on_profile(user: Visitor, profile: FunctionProfile) -> frozenset[str]:
    roles = general_roles(user)
    if profile.organisation_id is None:
        return roles | ({"reader"} if "office" in roles else frozenset())
    is_own = profile.organisation_id in {office.pk for office in organisations_as(user, "officer")}
    return roles | ({"reader", "keeper"} if is_own else frozenset())


def profile_for(user: Visitor, slug: str, act: str) -> FunctionProfile:
    """The profile, if this person may do `act` on it; else LoginNeeded or Http404."""
    require_login(user, act)
    profile = get_object_or_404(FunctionProfile.objects.select_related("organisation"), slug=slug)
    access.require(act, roles_on_profile(user, profile), "published")
    return profile


def may_on_profile(user: Visitor, profile: FunctionProfile, act: str) -> bool:
    """For links: would the table say yes?"""
    return access.ask(act, roles_on_profile(user, profile), "published") is access.Outcome.YES


# Texts that were read in ---------------------------------------------------------------------------------------------
def intake_for(user: Visitor, key: UUID, act: str) -> Intake:
    """The text, if this person read it in and still is an officer; else LoginNeeded or Http404."""
    require_login(user, act)
    found = get_object_or_404(Intake.objects.select_related("made"), pk=key)
    roles = general_roles(user)
    is_maker = found.created_by_id == user.pk and "office" in roles
    access.require(act, roles | ({"maker"} if is_maker else frozenset()), "published")
    return found
