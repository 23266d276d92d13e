"""A site from before the vault had keys: the migration seals its bids, and the way back puts them in the clear."""

import pytest
from django.core.management import call_command
from django.db import connection

from audit import triggers
from audit.triggers import Refusal
from candidates import vault
from candidates.models import Bid, BidVersion
from documents import keystore, services
from documents.models import StoredFile
from documents.reading import page_image
from tests.candidates.factories import (
    JUST_AFTER,
    a_draft,
    a_pdf,
    a_submitted_bid,
    bidder_of,
    opened,
)
from tests.factories import published_raalte
from tests.scoring.factories import offered, scored_raalte

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
GUARDED = [Refusal("update", table) for table in ("candidates_bidversion", "documents_storedfile")]
DOCUMENTS = [
    {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""},
    {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""},
]


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


def column(table: str, name: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} ORDER BY id")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def guarded() -> bool:
    return set(GUARDED) <= set(triggers.standing(connection))


def read_all():
    """What every supplier sees of its bids, with the files."""
    seen = {}
    for bid in Bid.objects.order_by("number"):
        by = bidder_of(bid.supplier)
        texts = [vault.read_text(version, by=by) for version in bid.versions.all()]
        files = {
            key: (file.name, file.sha256, services.content(StoredFile.objects.get(pk=key)))
            for key, file in vault.files(bid, by=by).items()
        }
        seen[bid.number] = (vault.read_draft(bid, by=by), texts, files)
    return seen


def test_bids_in_the_clear_are_sealed_and_back(noord, zuid, settings):
    first, second = published_raalte(documents=DOCUMENTS), published_raalte(number="27751")
    draft = a_draft(first, noord, candidate="Zegelwoord", cv=a_pdf("concept"))
    a_submitted_bid(second, zuid, candidate="Zegelwoord", hourly_rate="45,67", cv=a_pdf("ingediend"))
    opened(second)
    scored = scored_raalte(offered(1), number="27752")
    page_image(StoredFile.objects.filter(key_id=draft.key_id).first(), page=1, width=200)
    before, rates = read_all(), vault.rates(scored)
    call_command("migrate", "candidates", "0005", verbosity=0)
    try:
        assert guarded()
        assert "Zegelwoord" in column("candidates_bid", "draft")[0]
        assert "Zegelwoord" in column("candidates_bidversion", "envelope")[0]
        assert sorted(column("candidates_offeredrate", "cents")) == sorted([4567, *rates.values()])
        names = column("documents_storedfile", "original_name")
        assert set(names) == {file[0] for _draft, _texts, files in before.values() for file in files.values()}
        assert set(column("documents_storedfile", "sha256")) == {
            file[1] for _draft, _texts, files in before.values() for file in files.values()
        }
        assert keystore.key_ids() == []
        assert any(path.read_bytes().startswith(b"%PDF") for path in files_of(settings))
    finally:
        call_command("migrate", verbosity=0)
    assert guarded()
    assert read_all() == before
    assert vault.rates(scored) == rates
    assert sorted(keystore.key_ids()) == sorted(Bid.objects.values_list("key_id", flat=True))
    assert not StoredFile.objects.filter(key_id="").exists()
    assert len(files_of(settings)) == StoredFile.objects.count()
    for path in files_of(settings):
        assert b"%PDF" not in path.read_bytes()
    for text in (*column("candidates_bid", "draft"), *column("candidates_bidversion", "envelope")):
        assert b"Zegelwoord" not in bytes(text)
    vault.open_rates(second, by=second.created_by, now=JUST_AFTER)
    assert list(vault.rates(second).values()) == [4567]
    assert BidVersion.objects.count() == 2


def files_of(settings):
    return [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]
