"""Following an assignment, and keeping a search: who may, what is kept, and that it is theirs alone."""

import pytest
from django.db import IntegrityError, transaction

from tenders.models import Follow
from tests.factories import BEFORE_RAALTE_CLOSES, published_raalte

pytestmark = pytest.mark.django_db


def test_a_person_follows_an_assignment_once(supplier):
    tender = published_raalte()
    Follow.objects.create(tender=tender, user=supplier, followed_at=BEFORE_RAALTE_CLOSES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(tender=tender, user=supplier, followed_at=BEFORE_RAALTE_CLOSES)
    assert tender.follows.count() == 1
