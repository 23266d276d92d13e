"""The link in an invitation: signed, so that nobody finds one by trying; what it still opens is in its row."""

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import Invitation

SALT = "suppliers.invitation"


def token_of(invitation: Invitation) -> str:
    return Signer(salt=SALT).sign(str(invitation.pk))


def invitation_of(token: str) -> Invitation:
    """Raises Http404 for what wasn't signed here, or is gone."""
    try:
        pk = Signer(salt=SALT).unsign(token)
        return get_object_or_404(Invitation.objects.select_related("organisation", "invited_by"), pk=pk)
    except (BadSignature, ValidationError) as error:
        raise Http404 from error
