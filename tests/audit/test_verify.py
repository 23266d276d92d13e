import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from audit import chain, triggers
from audit.models import Event
from audit.services import head, record
from audit.testing import lifted
from audit.verify import Broken, holds, verify

NOW = datetime(2026, 11, 23, 11, 0, 0, 120, tzinfo=UTC)


@pytest.fixture
def log(db: None) -> list[Event]:
    """Five events, of which no two columns are alike."""
    with transaction.atomic():
        return [
            record(
                "bid.submitted",
                by=number,
                about=("bid", f"W-{number}"),
                tender=f"2775{number}",
                now=NOW + timedelta(seconds=number),
                bid_hash=f"{number:064x}",
            )
            for number in range(1, 6)
        ]


def tamper(sql: str, *params: object) -> None:
    with lifted("audit_event"), connection.cursor() as cursor:
        cursor.execute(sql, params)


def rewrite(event: Event, **changes: object) -> None:
    """Change an event and give it the hash that its new content deserves."""
    for name, value in changes.items():
        setattr(event, name, value)
    content = {name: getattr(event, name) for name in ("at", "act", "actor_id", "object_type", "object_id", "tender")}
    event.hash = chain.link(event.previous_hash, sequence=event.sequence, data=event.data, **content)
    with lifted("audit_event"):
        event.save()


def test_a_log_that_nobody_touched_is_whole(log: list[Event]):
    report = verify()
    assert (report.whole, report.broken, report.unguarded) == (True, None, ())
    assert chain.Position(report.count, report.hash) == log[-1].position == head()


@pytest.mark.django_db
def test_an_empty_log_is_whole():
    assert verify().as_json() == {"whole": True, "count": 0, "hash": "0" * 64, "broken": None, "unguarded": ()}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-11-23 11:00:03.000121+00:00"),
        ("act", "bid.refused"),
        ("actor_id", 4),
        ("actor_id", None),
        ("object_type", "tender"),
        ("object_id", "W-4"),
        ("tender", ""),
        ("data", '{"bid_hash": "' + f"{3:064x}" + '"}'),
        ("hash", "f" * 64),
    ],
)
def test_a_changed_row_is_named_whatever_was_changed(log: list[Event], column: str, value: object):
    tamper(f"UPDATE audit_event SET {column} = %s WHERE sequence = 3", value)  # noqa: S608
    report = verify()
    assert report.broken == Broken(3, "changed")
    assert (report.count, report.hash) == (2, log[1].hash)


def test_a_moment_that_no_longer_reads_as_one_is_named(log: list[Event]):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL stores no such thing")
    for nonsense in ("soon", "2026-13-45 11:00:00", ""):
        tamper("UPDATE audit_event SET at = %s WHERE sequence = 3", nonsense)
        assert verify().broken == Broken(3, "unreadable")


def test_a_row_that_was_taken_out_is_named(log: list[Event]):
    tamper("DELETE FROM audit_event WHERE sequence = 3")
    assert verify().broken == Broken(3, "missing")


def test_a_row_taken_out_and_the_rest_moved_up_is_named(log: list[Event]):
    tamper("DELETE FROM audit_event WHERE sequence = 3")
    tamper("UPDATE audit_event SET sequence = 3 WHERE sequence = 4")
    assert verify().broken == Broken(3, "unlinked")


def test_two_rows_that_changed_places_are_named(log: list[Event]):
    for old, new in ((3, 99), (4, 3), (99, 4)):
        tamper("UPDATE audit_event SET sequence = %s WHERE sequence = %s", new, old)
    assert verify().broken == Broken(3, "unlinked")


def test_a_row_that_was_rewritten_with_its_hash_breaks_the_next_one(log: list[Event]):
    rewrite(log[2], actor_id=99)
    assert verify().broken == Broken(4, "unlinked")


def test_a_last_row_that_was_rewritten_with_its_hash_is_not_the_head(log: list[Event]):
    rewrite(log[4], actor_id=99)
    assert verify().broken == Broken(5, "not the head")


def test_a_tail_that_was_cut_off_is_named(log: list[Event]):
    tamper("DELETE FROM audit_event WHERE sequence >= 4")
    assert verify().broken == Broken(4, "cut off")


def test_an_emptied_log_is_broken_at_its_first_row(log: list[Event]):
    tamper("DELETE FROM audit_event")
    assert verify().broken == Broken(1, "cut off")


def test_a_row_beyond_the_head_is_named(log: list[Event]):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_head SET count = 3, hash = %s", [log[2].hash])
    assert verify().broken == Broken(4, "beyond the head")


def test_a_lost_head_is_noticed_and_nothing_more_can_be_written(log: list[Event]):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_head")
    assert verify().broken == Broken(1, "beyond the head")
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        record("bid.submitted", by=1, about=("bid", "W-6"), now=NOW)


def test_a_missing_trigger_is_named(log: list[Event]):
    with connection.cursor() as cursor:
        cursor.execute(triggers.drop_sql(connection, [triggers.Refusal("update", "audit_event")])[0])
    report = verify()
    assert (report.whole, report.broken, report.unguarded) == (False, None, ("refuse_update_audit_event",))


def test_a_trigger_that_was_switched_off_counts_as_missing(log: list[Event]):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite can't switch a trigger off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    assert len(verify().unguarded) == 3


def test_a_cut_tail_with_its_head_set_back_shows_on_a_receipt(log: list[Event]):
    """The chain alone looks whole then: this is why receipts carry the head."""
    receipt = log[4].position
    tamper("DELETE FROM audit_event WHERE sequence > 3")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_head SET count = 3, hash = %s", [log[2].hash])
    assert verify().whole
    assert not holds(receipt)
    assert holds(log[2].position)
    assert holds(chain.START)
    assert not holds(chain.Position(3, log[1].hash))
    assert not holds(chain.Position(0, log[1].hash))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = 0
    try:
        call_command("verify_audit", *arguments)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_the_command_says_that_the_log_is_whole(log: list[Event], capsys: pytest.CaptureFixture[str]):
    assert run(capsys) == (0, f"Whole: 5 events, head 5:{log[4].hash}\n")


def test_the_command_names_the_first_broken_row(log: list[Event], capsys: pytest.CaptureFixture[str]):
    tamper("UPDATE audit_event SET actor_id = 9 WHERE sequence IN (3, 5)")
    code, text = run(capsys)
    assert code == 1
    assert text.splitlines()[1] == "First broken row: event 3 is not what was written."


def test_the_command_speaks_json(log: list[Event], capsys: pytest.CaptureFixture[str]):
    whole = {"whole": True, "count": 5, "hash": log[4].hash, "broken": None, "unguarded": []}
    code, text = run(capsys, "--json")
    assert (code, json.loads(text)) == (0, whole)
    code, text = run(capsys, "--json", "--head", str(log[1].position))
    assert (code, json.loads(text)) == (0, {**whole, "head_found": True})
    tamper("DELETE FROM audit_event WHERE sequence = 2")
    code, text = run(capsys, "--json", "--head", str(log[1].position))
    assert (code, json.loads(text)) == (
        1,
        {
            "whole": False,
            "count": 1,
            "hash": log[0].hash,
            "broken": {"sequence": 2, "problem": "missing"},
            "unguarded": [],
            "head_found": False,
        },
    )


def test_the_command_refuses_a_head_that_is_not_in_a_whole_chain(log: list[Event], capsys: pytest.CaptureFixture[str]):
    code, text = run(capsys, "--head", f"4:{log[2].hash}")
    assert code == 1
    assert text.splitlines()[0].startswith("Whole: 5 events")
    assert text.splitlines()[1] == "The given head 4 is NOT in this chain."


@pytest.mark.parametrize(
    "text", ["", "5", "5:", ":abc", "five:" + "0" * 64, "+1:" + "0" * 64, "5:" + "g" * 64, "²:" + "0" * 64]
)
def test_a_head_that_cannot_be_read_is_unusable(text: str):
    with pytest.raises(CommandError, match="COUNT:HASH") as error:
        call_command("verify_audit", "--head", text)
    assert error.value.returncode == 2


@pytest.mark.django_db
def test_a_database_without_a_log_is_unusable():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event RENAME TO elsewhere")
    with pytest.raises(CommandError, match=r"The log can't be read: .*audit_event") as error:
        call_command("verify_audit")
    assert error.value.returncode == 2


def test_a_head_reads_back_as_it_was_written(log: list[Event]):
    assert chain.Position.read(f" {str(head()).upper()}\n") == head()


def test_verification_asks_the_same_number_of_questions_for_any_length(log: list[Event], django_assert_num_queries):
    verify()
    with django_assert_num_queries(4) as first:
        verify()
    with transaction.atomic():
        for number in range(20):
            record("bid.viewed", by=1, about=("bid", f"W-{number}"), now=NOW)
    with django_assert_num_queries(len(first)):
        assert verify().count == 25
