"""Copies of the wrapped keys end with their term; a new master key takes over from the one before."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from documents import key_backups, keystore
from documents.key_backups import back_up
from documents.keystore import new_key, seal, unseal

NOW = datetime(2026, 3, 2, 8, 0, 0, 1, tzinfo=UTC)


def copies(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_holds_every_key_as_it_lies_there(settings, tmp_path):
    keys = [new_key(), new_key()]
    done = back_up(tmp_path / "safe", now=NOW)
    assert (done.keys, done.removed) == (2, 0)
    assert copies(tmp_path / "safe") == ["keys-20260302T080000.000001Z"]
    for key in keys:
        assert (done.folder / key).read_bytes() == (settings.KEYS_DIR / key).read_bytes()


def test_a_restored_copy_opens_what_was_sealed(settings, tmp_path):
    key = new_key()
    sealed = seal(key, b"54,50", about="x")
    done = back_up(tmp_path / "safe", now=NOW)
    keystore.erase(key)
    settings.KEYS_DIR = done.folder
    assert unseal(key, sealed, about="x") == b"54,50"


def test_copies_go_once_their_term_is_over_and_nothing_else_does(settings, tmp_path):
    settings.KEYS_BACKUP_DAYS = 7
    safe = tmp_path / "safe"
    new_key()
    first = back_up(safe, now=NOW).folder
    (safe / "keys-of-the-bicycles").write_text("not ours")
    second = back_up(safe, now=NOW + timedelta(days=7))
    assert (second.removed, first.exists()) == (0, True)
    third = back_up(safe, now=NOW + timedelta(days=7, seconds=1))
    assert (third.removed, first.exists()) == (1, False)
    assert copies(safe) == ["keys-20260309T080000.000001Z", "keys-20260309T080001.000001Z", "keys-of-the-bicycles"]


def test_what_a_crash_left_half_made_is_no_copy_and_goes_with_the_next(tmp_path, monkeypatch):
    new_key()
    safe = tmp_path / "safe"

    def full(path, chunks):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(keystore, "write_durably", full)
        with pytest.raises(OSError, match="No space"):
            back_up(safe, now=NOW)
    assert copies(safe) == ["keys-20260302T080000.000001Z.part"]
    assert back_up(safe, now=NOW + timedelta(hours=1)).removed == 1
    assert copies(safe) == ["keys-20260302T090000.000001Z"]


@pytest.mark.parametrize("place", ["KEYS_DIR", "FILES_DIR"])
def test_copies_lie_neither_among_the_keys_nor_among_the_files(settings, place):
    with pytest.raises(key_backups.NoPlace):
        back_up(getattr(settings, place) / "backup", now=NOW)


def test_the_command_says_what_it_did(tmp_path, capsys, clock_at):
    clock_at(NOW)
    new_key()
    call_command("backup_keys", str(tmp_path / "safe"), "--json")
    folder = str(tmp_path / "safe" / "keys-20260302T080000.000001Z")
    assert json.loads(capsys.readouterr().out) == {"folder": folder, "keys": 1, "removed": 0}


def test_the_command_refuses_a_place_in_one_sentence(tmp_path, settings, clock_at):
    clock_at(NOW)
    (tmp_path / "file").write_text("")
    for place in (settings.KEYS_DIR / "copy", tmp_path / "file"):
        with pytest.raises(CommandError) as refused:
            call_command("backup_keys", str(place))
        assert refused.value.returncode == 2
        assert len(str(refused.value).splitlines()) == 1


def test_the_keys_are_rewrapped_by_command(settings, capsys):
    key = new_key()
    sealed = seal(key, b"54,50", about="x")
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = b"n" * 32, settings.MASTER_KEY
    call_command("rewrap_keys", "--json")
    assert json.loads(capsys.readouterr().out) == {"changed": 1, "unchanged": 0, "unreadable": []}
    settings.FORMER_MASTER_KEY = b"x" * 32
    assert unseal(key, sealed, about="x") == b"54,50"


def test_the_command_exits_1_when_a_key_opens_with_neither(settings, capsys):
    key = new_key()
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = b"n" * 32, b"o" * 32
    with pytest.raises(SystemExit) as stopped:
        call_command("rewrap_keys")
    assert (stopped.value.code, f"Neither of the two opens key {key}." in capsys.readouterr().out) == (1, True)


@pytest.mark.parametrize("name", ["MASTER_KEY", "FORMER_MASTER_KEY"])
def test_both_master_keys_are_needed(settings, name):
    settings.MASTER_KEY = settings.FORMER_MASTER_KEY = b"m" * 32
    setattr(settings, name, b"")
    with pytest.raises(CommandError, match=f"^{name} is missing") as refused:
        call_command("rewrap_keys")
    assert refused.value.returncode == 2
