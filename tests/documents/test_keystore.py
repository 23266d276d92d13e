"""What is sealed opens with its own key, in its own place, and no more once the key was destroyed."""

import os
import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from documents import keystore
from documents.checks import KEYS_AMONG_FILES, NO_MASTER_KEY, keys_are_safe
from documents.keystore import KeyGone, Tampered, new_key, seal, unseal

ABOUT = "bid W-1 draft"
FORMER, MASTER = b"f" * 32, b"m" * 32


@pytest.fixture(autouse=True)
def _master(settings):
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = MASTER, b""


def test_what_was_sealed_is_read_again():
    key = new_key()
    for data in (b"", b"x", "Zegelwoord €".encode() * 1000):
        sealed = seal(key, data, about=ABOUT)
        assert unseal(key, sealed, about=ABOUT) == data
        assert len(sealed) == len(data) + keystore.OVERHEAD
    assert b"Zegelwoord" not in sealed


def test_the_same_is_sealed_differently_each_time():
    key = new_key()
    assert len({seal(key, b"100,00", about=ABOUT) for _ in range(50)}) == 50


def test_a_key_on_the_disk_shows_nothing_and_is_for_the_site_alone(settings):
    key = new_key()
    path = settings.KEYS_DIR / key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.KEYS_DIR.stat().st_mode) == 0o700
    assert keystore.key_ids() == [key]
    assert path.stat().st_size == 32 + keystore.OVERHEAD


@pytest.mark.parametrize("at", [0, 1, 12, 13, 20, -1])
def test_one_changed_byte_is_found(at):
    key = new_key()
    sealed = bytearray(seal(key, b"54,50", about=ABOUT))
    sealed[at] ^= 1
    with pytest.raises(Tampered):
        unseal(key, bytes(sealed), about=ABOUT)


@pytest.mark.parametrize("length", [0, 1, 12, 28, 33])
def test_a_piece_is_found(length):
    key = new_key()
    with pytest.raises(Tampered):
        unseal(key, seal(key, b"54,50", about=ABOUT)[:length], about=ABOUT)


def test_a_value_opens_in_its_own_place_and_under_its_own_key_alone():
    key, other = new_key(), new_key()
    sealed = seal(key, b"54,50", about=ABOUT)
    with pytest.raises(Tampered):
        unseal(key, sealed, about="bid W-2 draft")
    with pytest.raises(Tampered):
        unseal(other, sealed, about=ABOUT)


def test_two_keys_that_were_swapped_are_found(settings):
    key, other = new_key(), new_key()
    sealed = seal(key, b"54,50", about=ABOUT)
    os.rename(settings.KEYS_DIR / other, settings.KEYS_DIR / key)
    with pytest.raises(Tampered):
        unseal(key, sealed, about=ABOUT)


def test_another_master_key_opens_nothing(settings):
    key = new_key()
    sealed = seal(key, b"54,50", about=ABOUT)
    settings.MASTER_KEY = b"x" * 32
    with pytest.raises(Tampered):
        unseal(key, sealed, about=ABOUT)


def test_without_a_master_key_nothing_is_sealed_and_no_key_is_made(settings):
    settings.MASTER_KEY = b""
    with pytest.raises(ImproperlyConfigured, match="MASTER_KEY is missing"):
        new_key()
    assert keystore.key_ids() == []


# Erasing -------------------------------------------------------------------------------------------------------------
def test_an_erased_key_is_gone_and_erasing_it_again_changes_nothing(settings):
    key, other = new_key(), new_key()
    sealed, kept = (seal(each, b"54,50", about=ABOUT) for each in (key, other))
    for _ in range(2):
        keystore.erase(key)
        with pytest.raises(KeyGone):
            unseal(key, sealed, about=ABOUT)
        with pytest.raises(KeyGone):
            seal(key, b"", about=ABOUT)
    assert not (settings.KEYS_DIR / key).exists()
    assert unseal(other, kept, about=ABOUT) == b"54,50"


def test_a_key_is_overwritten_on_the_disk_before_its_name_goes(settings):
    key = new_key()
    link = settings.KEYS_DIR / "link"
    os.link(settings.KEYS_DIR / key, link)  # the same place on the disk
    keystore.erase(key)
    assert link.read_bytes() == bytes(32 + keystore.OVERHEAD)


def test_a_crash_between_overwriting_and_removing_leaves_a_key_that_is_gone(settings):
    key = new_key()
    sealed = seal(key, b"54,50", about=ABOUT)
    path = settings.KEYS_DIR / key
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(KeyGone):
        unseal(key, sealed, about=ABOUT)
    keystore.erase(key)
    assert keystore.key_ids() == []


@pytest.mark.parametrize("key_id", ["", "../secret_key", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", ".lock"])
def test_only_what_can_be_the_id_of_a_key_is_looked_up(key_id, settings):
    keystore.erase(key_id)
    with pytest.raises(KeyGone):
        unseal(key_id, b"", about=ABOUT)


# Another master key --------------------------------------------------------------------------------------------------
def test_the_master_key_is_replaced_step_by_step_and_safely_twice(settings):
    keys = [new_key() for _ in range(3)]
    sealed = [seal(key, b"54,50", about=ABOUT) for key in keys]
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = b"n" * 32, MASTER
    # The site reads on in the meantime, and a new bid comes in.
    assert unseal(keys[0], sealed[0], about=ABOUT) == b"54,50"
    new_key()
    assert keystore.rewrap() == keystore.Rewrapped(3, 1, ())
    assert keystore.rewrap() == keystore.Rewrapped(0, 4, ())
    settings.FORMER_MASTER_KEY = b""
    assert [unseal(key, each, about=ABOUT) for key, each in zip(keys, sealed, strict=True)] == [b"54,50"] * 3


def test_a_key_that_neither_master_key_opens_is_named_and_left(settings):
    key = new_key()
    before = (settings.KEYS_DIR / key).read_bytes()
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = b"n" * 32, b"x" * 32
    assert keystore.rewrap() == keystore.Rewrapped(0, 0, (key,))
    assert (settings.KEYS_DIR / key).read_bytes() == before


def test_a_key_that_is_erased_while_it_is_rewrapped_does_not_come_back(settings, monkeypatch):
    key, write = new_key(), keystore._write
    settings.MASTER_KEY, settings.FORMER_MASTER_KEY = b"n" * 32, MASTER
    eraser = threading.Thread(target=keystore.erase, args=(key,))

    def slowly(*arguments):
        eraser.start()
        eraser.join(0.3)  # it has to wait for us
        write(*arguments)

    monkeypatch.setattr(keystore, "_write", slowly)
    keystore.rewrap()
    eraser.join()
    assert keystore.key_ids() == []


# The settings --------------------------------------------------------------------------------------------------------
def test_a_real_site_has_a_master_key_and_keeps_the_keys_from_the_files(settings):
    assert keys_are_safe() == []
    settings.MASTER_KEY = b""
    assert keys_are_safe() == [NO_MASTER_KEY]
    settings.MASTER_KEY, settings.KEYS_DIR = MASTER, settings.FILES_DIR / "keys"
    assert keys_are_safe() == [KEYS_AMONG_FILES]
