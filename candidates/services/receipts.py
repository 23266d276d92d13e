"""Mail a receipt, in the transaction of its act: to who did it, and to the colleagues who want to know."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from accounts.mail import Kind, wanting
from accounts.models import Organisation, User
from accounts.rules import people_of
from candidates.content import Envelope
from candidates.models import BidVersion, Withdrawal
from candidates.receipts import receipt_of, withdrawal_of
from outbox.letters import address, write
from outbox.services import post
from tenders.models import Tender


def mail_receipt(version: BidVersion, envelope: Envelope, tender: Tender) -> None:
    bid = version.bid
    with override(settings.LANGUAGE_CODE):
        content = receipt_of(version, envelope, tender)
    post(
        write("receipt", content | _preferences()),
        to=_told(version.submitted_by, bid.supplier),
        key=f"receipt:{bid.number}:{version.sequence}",
        about=("bid", bid.number),
        now=version.submitted_at,
    )


def mail_withdrawal(withdrawal: Withdrawal, tender: Tender) -> None:
    bid = withdrawal.bid
    post(
        write("withdrawal", withdrawal_of(withdrawal, tender) | _preferences()),
        to=_told(withdrawal.withdrawn_by, bid.supplier),
        key=f"withdrawal:{bid.number}",
        about=("bid", bid.number),
        now=withdrawal.withdrawn_at,
    )


def _told(by: User, supplier: Organisation) -> QuerySet[User]:
    """A receipt of one's own act always comes."""
    colleagues = wanting(people_of([supplier], "bidder"), Kind.RECEIPTS)
    return User.objects.filter(Q(pk=by.pk) | Q(pk__in=colleagues.order_by().values("pk"))).order_by("pk")


def _preferences() -> dict[str, str]:
    return {"preferences": address(reverse("mail_preferences"))}
