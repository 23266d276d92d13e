from datetime import UTC, datetime

import pytest
from django.db import transaction

from accounts.models import User
from audit.models import Event
from audit.services import record


@pytest.fixture
def event(db: None) -> Event:
    with transaction.atomic():
        return record("bid.submitted", by=1, about=("bid", "W-1"), now=datetime(2026, 11, 23, 11, tzinfo=UTC), size=9)


def test_the_admin_shows_events(event: Event, superuser: User, as_user):
    browser = as_user(superuser)
    assert "bid.submitted" in browser.get("/admin/audit/event/").content.decode()
    page = browser.get("/admin/audit/event/1/change/").content.decode()
    assert event.hash in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_the_admin_adds_and_deletes_no_event(event: Event, superuser: User, as_user, path: str):
    assert as_user(superuser).post(f"/admin/audit/event/{path}", {"post": "yes"}).status_code == 403
    assert Event.objects.count() == 1


def test_the_admin_changes_no_event(event: Event, superuser: User, as_user):
    answer = as_user(superuser).post("/admin/audit/event/1/change/", {"act": "bid.refused"})
    assert (answer.status_code, Event.objects.get().act) == (403, "bid.submitted")
