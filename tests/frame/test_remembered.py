"""What a test begins with may be written again instead of made again: then it is the same, to the last byte."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from audit.verify import verify
from documents.services import content
from tests import remembered
from tests.factories import a_person, an_organisation
from tests.flushing import number_from_one
from tests.scoring.factories import offered, scored_raalte

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CALLS = []


@pytest.fixture(autouse=True)
def _nothing_made_yet(monkeypatch):
    CALLS.clear()
    monkeypatch.setattr(remembered, "BEGINNINGS", {})


@remembered.remembered
def scored(bids):
    CALLS.append(bids)
    return scored_raalte(bids)


@contextmanager
def a_test_of_its_own(monkeypatch):
    with transaction.atomic(), monkeypatch.context() as patch:
        here = remembered.Ground()
        patch.setattr(remembered, "GROUND", [here])
        number_from_one()
        with connection.execute_wrapper(here):
            yield
        transaction.set_rollback(True)


def all_rows():
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in apps.get_models()}


def test_what_is_written_again_is_what_was_made(monkeypatch):
    with a_test_of_its_own(monkeypatch):
        made, rows = scored(offered(2)), all_rows()
        keys = {path.name for path in Path(settings.KEYS_DIR).iterdir()}
        for name in (bid.key_id for bid in made.bids.all()):
            (Path(settings.KEYS_DIR) / name).unlink()
    with a_test_of_its_own(monkeypatch):
        again = scored(offered(2))
        assert (all_rows(), again.pk, again.state) == (rows, made.pk, made.state)
        assert keys <= {path.name for path in Path(settings.KEYS_DIR).iterdir()}
        assert verify().whole
        files = apps.get_model("documents", "StoredFile").objects.all()
        assert [content(each)[:4] for each in files] == [b"%PDF"] * 2
    assert len(CALLS) == 1
    assert len(rows["audit.Event"]) > 5


@pytest.mark.parametrize("before", ["other ground", "other arguments"])
def test_what_differs_is_made_anew(monkeypatch, before):
    with a_test_of_its_own(monkeypatch):
        scored(offered(1))
    with a_test_of_its_own(monkeypatch):
        if before == "other ground":
            an_organisation("Wie het eerst komt", "supplier")
        scored(offered(1 if before == "other ground" else 3))
    assert len(CALLS) == 2


def test_who_logged_in_before_makes_no_difference(monkeypatch):
    for _ in range(2):
        with a_test_of_its_own(monkeypatch):
            Client().force_login(a_person("Olga Officer", an_organisation("Bemiddelaar Oost", "broker"), "officer"))
            scored(offered(1))
    assert len(CALLS) == 1


def test_what_nobody_can_compare_is_made_anew(monkeypatch):
    with a_test_of_its_own(monkeypatch):
        scored(offered(1))
    with a_test_of_its_own(monkeypatch):
        remembered.GROUND[0].digest += remembered._told("", [object()])
        scored(offered(1))
    assert len(CALLS) == 2


def test_words_that_look_like_an_address_are_words():
    assert remembered.plain("<bound method at 0x7f>") == "<bound method at 0x7f>"
    with pytest.raises(remembered.Unlike):
        remembered.plain(object())
