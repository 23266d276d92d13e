"""Which mails a person wants. No choice is what must be told: the receipt of one's own act, what an amendment asks."""

from enum import StrEnum

from django.db.models import QuerySet

from .models import MailPreferences, User


class Kind(StrEnum):
    """The choices, by the field that keeps each."""

    RECEIPTS = "receipts"
    REMINDERS = "reminders"
    FOLLOWING = "following"


def wanting(people: QuerySet[User], kind: Kind) -> QuerySet[User]:
    """Those who get such mail: all who did not say otherwise."""
    return people.exclude(pk__in=MailPreferences.objects.filter(**{kind: False}).values("user"))


def preferences_of(user: User) -> MailPreferences:
    """As they are kept, or as they are as long as nothing is."""
    return MailPreferences.objects.filter(user=user).first() or MailPreferences(user=user)
