from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from accounts.models import User
from audit import chain
from audit.acts import ACTS, UndeclaredAct
from audit.models import Event, Head
from audit.services import head, record
from audit.verify import verify

NOON = datetime(2026, 11, 23, 11, 0, 0, 120, tzinfo=UTC)


def leave(number: int = 1, **changes: object) -> Event:
    """One ordinary event, in a transaction of its own."""
    facts = {"by": 7, "about": ("bid", f"W-{number}"), "tender": "27750", "now": NOON} | changes
    with transaction.atomic():
        return record("bid.submitted", **facts)


class Regret(Exception):
    pass


def leave_and_regret(number: int) -> None:
    with transaction.atomic():
        leave(number)
        raise Regret


@pytest.mark.django_db
def test_an_event_is_kept_as_it_was_told():
    leave(bid_hash="ab12", reason="Één bestand: “cv.pdf”")
    event = Event.objects.get()
    assert (event.sequence, event.at, event.act, event.actor_id) == (1, NOON, "bid.submitted", 7)
    assert (event.object_type, event.object_id, event.tender) == ("bid", "W-1", "27750")
    assert event.data == '{"bid_hash":"ab12","reason":"Één bestand: “cv.pdf”"}'
    assert event.details == {"bid_hash": "ab12", "reason": "Één bestand: “cv.pdf”"}


@pytest.mark.django_db
def test_events_count_up_and_each_follows_the_one_before():
    events = [leave(number) for number in (1, 2, 3)]
    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events] == [chain.GENESIS, events[0].hash, events[1].hash]
    assert head() == events[2].position == chain.Position(3, events[2].hash)


@pytest.mark.django_db
def test_the_head_of_an_empty_log_is_nought_and_zeros():
    assert head() == chain.Position(0, "0" * 64)


@pytest.mark.django_db
def test_the_actor_is_a_user_a_number_or_nobody(officer: User):
    events = [leave(number, by=by) for number, by in enumerate([officer, 42, None, AnonymousUser()])]
    assert [event.actor_id for event in events] == [officer.pk, 42, None, None]


@pytest.mark.django_db
def test_numbers_of_objects_are_kept_and_hashed_as_text():
    leave(about=("tender", 27750), tender=27750)
    assert Event.objects.values_list("object_id", "tender").get() == ("27750", "27750")
    assert verify().whole


@pytest.mark.django_db
def test_a_moment_in_another_zone_is_the_same_moment():
    event = leave(now=NOON.astimezone(timezone(timedelta(hours=1))))
    event.refresh_from_db()
    assert event.at == NOON
    assert verify().whole


@pytest.mark.django_db
def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        leave(now=NOON.replace(tzinfo=None))


@pytest.mark.django_db
def test_an_undeclared_act_is_refused():
    with pytest.raises(UndeclaredAct, match=r"bid\.eaten is not declared"):
        record("bid.eaten", by=None, about=("bid", "W-1"), now=NOON)
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [NOON, b"bytes", {1, 2}, float("nan")])
def test_details_that_json_cannot_hold_are_refused(value: object):
    with pytest.raises((TypeError, ValueError)):
        leave(detail=value)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction of its act"):
        record("bid.submitted", by=None, about=("bid", "W-1"), now=NOON)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_no_event_and_no_gap():
    first = leave(1)
    with pytest.raises(Regret):
        leave_and_regret(2)
    third = leave(3)
    assert list(Event.objects.values_list("sequence", "object_id")) == [(1, "W-1"), (2, "W-3")]
    assert third.previous_hash == first.hash
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_rolled_back_takes_its_event_along():
    with transaction.atomic():
        record("bid.submitted", by=None, about=("bid", "W-1"), now=NOON)
        with pytest.raises(Regret):
            leave_and_regret(2)
        record("bid.submitted", by=None, about=("bid", "W-3"), now=NOON)
    assert list(Event.objects.values_list("object_id", flat=True)) == ["W-1", "W-3"]
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain_without_a_gap():
    """The log is empty at the start, so they also race for the very first event."""

    def write(writer: int) -> None:
        try:
            for number in range(25):
                leave(writer * 100 + number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert list(Event.objects.values_list("sequence", flat=True)) == list(range(1, 201))
    assert set(Event.objects.values_list("object_id", flat=True)) == {
        f"W-{writer * 100 + number}" for writer in range(8) for number in range(25)
    }
    assert Head.objects.get().count == 200
    assert verify().whole


@pytest.mark.django_db
def test_events_can_be_asked_for_by_assignment_and_by_object():
    leave(1)
    leave(2, tender="12074")
    leave(3)
    numbers = Event.objects.of_tender("27750").newest_first().values_list("sequence", flat=True)
    assert list(numbers) == [3, 1]
    assert [event.sequence for event in Event.objects.about("bid", "W-2")] == [2]


@pytest.mark.django_db
def test_a_page_can_show_an_event_as_a_sentence():
    assert leave().sentence == "Diende de inschrijving in."


def test_an_act_of_an_older_version_is_shown_by_its_name():
    assert Event(act="bid.eaten").sentence == "bid.eaten"


def test_every_act_is_a_short_dotted_verb_with_a_sentence():
    assert [act for act in ACTS if act.count(".") != 1 or len(act) > Event._meta.get_field("act").max_length] == []
    assert [act for act, text in ACTS.items() if not str(text).endswith(".")] == []
