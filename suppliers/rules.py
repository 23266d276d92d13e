"""Who may do what at a supplier: those who act for it, and those of them who manage it."""

from django.http import Http404

from accounts import access
from accounts.models import Membership, Organisation
from accounts.rules import Visitor, general_roles, memberships, require_login

Role = Membership.Role
ROLES = (Role.BIDDER, Role.MANAGER)


def companies_of(user: Visitor) -> list[Organisation]:
    """The suppliers for which the person acts, each once."""
    found = {each.organisation.pk: each.organisation for each in memberships(user) if each.role in ROLES}
    return sorted(found.values(), key=lambda company: company.name)


def is_manager(user: Visitor, organisation: Organisation) -> bool:
    return any(each.role == Role.MANAGER and each.organisation_id == organisation.pk for each in memberships(user))


def has_role(user: Visitor, organisation: Organisation, role: str) -> bool:
    return any(each.role == role and each.organisation_id == organisation.pk for each in memberships(user))


def company_for(user: Visitor, pk: int, act: str) -> Organisation:
    """The supplier, if this person may do `act` there; else LoginNeeded or Http404: another's does not exist."""
    require_login(user, act)
    company = next((each for each in companies_of(user) if each.pk == pk), None)
    if company is None:
        raise Http404
    tied = {"colleague", "company manager"} if is_manager(user, company) else {"colleague"}
    access.require(act, general_roles(user) | tied, "published")
    return company
