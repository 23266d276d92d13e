"""What a migration does to bids that were there."""

from importlib import import_module

import pytest
from django.apps import apps

from candidates.models import Bid
from candidates.queries import number_submitted
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db
reopened = import_module("candidates.migrations.0014_reopened_bids_stay_submitted")


def test_a_reopened_bid_stays_submitted_beside_its_draft_and_back(noord, zuid):
    tender = published_raalte()
    first, never = a_submitted_bid(tender, noord), a_draft(tender, zuid)
    Bid.objects.filter(pk=first.pk).update(state=Bid.State.DRAFT)  # as reopening left it before
    reopened.stay_submitted(apps, None)
    assert set(Bid.objects.values_list("number", "state", "reopened_at")) == {
        (first.number, "submitted", IN_TIME),
        (never.number, "draft", None),
    }
    assert number_submitted(tender) == 1
    reopened.become_drafts(apps, None)
    assert set(Bid.objects.values_list("state", "reopened_at")) == {("draft", None)}
