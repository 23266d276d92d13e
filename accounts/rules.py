"""Who someone is, apart from any tender."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from . import access
from .models import Membership, Organisation, User

Visitor = User | AnonymousUser


def memberships(user: Visitor) -> list[Membership]:
    """The person's memberships with their organisations, asked once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "asked_memberships"):
        user.asked_memberships = list(user.memberships.select_related("organisation"))
    return user.asked_memberships


def organisations_as(user: Visitor, role: str) -> list[Organisation]:
    """The organisations in which the person has this role."""
    return [membership.organisation for membership in memberships(user) if membership.role == role]


def general_roles(user: Visitor) -> frozenset[str]:
    """The roles that are tied to no tender or bid."""
    if not user.is_authenticated:
        return frozenset({"anyone"})
    roles = {"anyone", "user"}
    held = {membership.role for membership in memberships(user)}
    if "officer" in held:
        roles.add("office")
    if "bidder" in held:
        roles.add("bidder")
    if held & {"bidder", "manager"}:
        roles.add("member")
    if "auditor" in held:
        roles.add("auditor")
    if user.is_staff:
        roles.add("staff")
    return frozenset(roles)


def require_general(user: Visitor, act: str) -> None:
    """For acts that are about no tender in particular."""
    require_login(user, act)
    access.require(act, general_roles(user), "published")


def require_login(user: Visitor, act: str) -> None:
    if access.is_private(act) and not user.is_authenticated:
        raise access.LoginNeeded


def people_of(organisations: Iterable[Organisation], role: str) -> QuerySet[User]:
    """Active people with this role in one of the organisations."""
    return (
        User.objects.filter(is_active=True, memberships__organisation__in=organisations, memberships__role=role)
        .distinct()
        .order_by("name")
    )


def without_people(organisations: Iterable[Organisation], role: str) -> list[Organisation]:
    """Those in which nobody who can log in has this role, each once, by name."""
    asked = {each.pk: each for each in organisations}
    held = Membership.objects.filter(organisation__in=asked, role=role, user__is_active=True)
    reached = set(held.values_list("organisation", flat=True))
    return sorted((each for pk, each in asked.items() if pk not in reached), key=lambda each: each.name)
