"""A supplier's people: invited by one of its managers, for a role there and nowhere else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, User
from audit.services import record
from outbox.letters import address, write
from outbox.services import Addressed, post_each
from suppliers import links
from suppliers.models import Invitation
from suppliers.rules import ROLES

Role = Membership.Role
State = Invitation.State
VALID = timedelta(days=7)
MOST_A_DAY = 50


class CannotInvite(Exception):
    """With the sentence that says why."""


class CannotAccept(Exception):
    """With the sentence that says why."""


class CannotRemove(Exception):
    """With the sentence that says why."""


@transaction.atomic
def invite(company: Organisation, email: str, role: str, *, by: User, now: datetime) -> Invitation:
    """Mail the address a link. A second invitation to the same role takes the place of the first, whose link is over.
    Raises CannotInvite."""
    company = _locked(company)
    email = email.strip().lower()
    _refuse_unless_possible(company, email, role, by=by, now=now)
    for before in company.invitations.filter(email=email, role=role, state=State.OPEN):
        _end(before, State.WITHDRAWN, now)
    made = Invitation.objects.create(
        organisation=company, email=email, role=role, invited_by=by, invited_at=now, expires_at=now + VALID
    )
    language = get_language()
    url = address(reverse("invitation", args=[links.token_of(made)]))
    letter = write("invitation", {"invitation": made, "by": by, "url": url}, language=language)
    mail = Addressed(letter, email, key=f"invitation:{made.pk}", about=("invitation", str(made.pk)))
    post_each([mail], now=now, language=language)
    _tell("colleague.invited", made, by=by, now=now)
    return made


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, now: datetime) -> None:
    """One that has ended already stays as it is. Raises CannotInvite for who is no manager."""
    company = _locked(invitation.organisation)
    _require_manager(company, by)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state == State.OPEN:
        _end(invitation, State.WITHDRAWN, now)
        _tell("colleague.invitation_withdrawn", invitation, by=by, now=now)


@transaction.atomic
def accept(invitation: Invitation, user: User, *, now: datetime) -> Membership:
    """Raises CannotAccept when it is used, over or withdrawn, and for whoever has another address."""
    company = _locked(invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_usable(now):
        raise CannotAccept(_("This invitation has been used, was withdrawn or is over. Ask for a new one."))
    if not holds_address(user, invitation.email):
        raise CannotAccept(_("This invitation is for another e-mail address than that of your account."))
    membership, _is_new = Membership.objects.get_or_create(user=user, organisation=company, role=invitation.role)
    _end(invitation, State.ACCEPTED, now)
    _tell("colleague.joined", invitation, by=user, now=now)
    return membership


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str, now: datetime) -> User:
    """Make the account of who was invited: the link proves that the address is theirs. Raises CannotAccept."""
    _locked(invitation.organisation)  # the same form sent twice: the second finds the account
    if account_of(invitation.email) is not None:
        raise CannotAccept(_("There is an account with this address already. Log in to accept the invitation."))
    user = User.objects.create_user(invitation.email, password, name=name)
    accept(invitation, user, now=now)
    return user


@transaction.atomic
def remove(membership: Membership, *, by: User, now: datetime) -> None:
    """Takes effect at the person's next request. Raises CannotRemove for the last manager and the last bidder who can
    log in, CannotInvite for who is no manager."""
    company = _locked(membership.organisation)
    _require_manager(company, by)
    _refuse_the_last(company, membership)
    removed, _by_model = Membership.objects.filter(pk=membership.pk, role__in=ROLES).delete()
    if removed and membership.role == Role.MANAGER:  # nor does anybody come in by who was put out
        for sent in company.invitations.filter(state=State.OPEN, invited_by=membership.user_id):
            _end(sent, State.WITHDRAWN, now)
    if removed:
        about = ("organisation", str(company.pk))
        record("colleague.removed", by=by, about=about, now=now, user=membership.user_id, role=membership.role)


def account_of(email: str) -> User | None:
    confirmed = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return User.objects.filter(Q(email__iexact=email) | confirmed).first()


def holds_address(user: User, email: str) -> bool:
    """It is a confirmed address of this account."""
    return user.emailaddress_set.filter(email__iexact=email, verified=True).exists()


def _refuse_unless_possible(company: Organisation, email: str, role: str, *, by: User, now: datetime) -> None:
    _require_manager(company, by)
    if role not in ROLES:
        raise CannotInvite(_("This is no role at a supplier."))
    if company.memberships.filter(user__email__iexact=email, role=role).exists():
        raise CannotInvite(_("%(email)s has this role already.") % {"email": email})
    if company.invitations.filter(invited_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise CannotInvite(_("No more than %(most)s invitations can be sent in a day.") % {"most": MOST_A_DAY})


def _require_manager(company: Organisation, by: User) -> None:
    """Asked of the database again: the page was asked for earlier."""
    if not company.memberships.filter(user=by, role=Role.MANAGER).exists():
        raise CannotInvite(_("Only a manager of the company can do this."))


def _refuse_the_last(company: Organisation, membership: Membership) -> None:
    """Whether the company has bids is not asked: a manager who doesn't bid must not learn it from the answer."""
    others = company.memberships.filter(role=membership.role, user__is_active=True).exclude(pk=membership.pk)
    if not membership.user.is_active or others.exists():
        return
    if membership.role == Role.MANAGER:
        raise CannotRemove(_("A company needs at least one manager. Invite another one first."))
    if membership.role == Role.BIDDER:
        raise CannotRemove(
            _("A company needs at least one bidder, who gets the mail about its bids. Invite another one first.")
        )


def _locked(company: Organisation) -> Organisation:
    """One change of a company's people at a time: two managers can't remove each other."""
    company = Organisation.objects.select_for_update().get(pk=company.pk)
    if company.kind != Organisation.Kind.SUPPLIER:
        raise CannotInvite(_("This is no role at a supplier."))
    return company


def _end(invitation: Invitation, state: str, now: datetime) -> None:
    invitation.state, invitation.ended_at = state, now
    invitation.save(update_fields=["state", "ended_at"])


def _tell(act: str, invitation: Invitation, *, by: User, now: datetime) -> None:
    about = ("organisation", str(invitation.organisation_id))
    record(act, by=by, about=about, now=now, invitation=str(invitation.pk), role=invitation.role)
