"""What is in a bid lies sealed under the bid's own key; whatever was moved, changed or lost there is noticed."""

import json
import logging
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from audit.testing import lifted
from candidates import vault
from candidates.content import Draft
from candidates.informing import token_of
from candidates.models import (
    Bid,
    BidVersion,
    Candidate,
    Notice,
    Offer,
    OfferedJob,
    OfferedPassage,
    OfferedRate,
    Opening,
    PersonObjection,
    RateOpening,
    Statement,
)
from candidates.services import erase_bid, open_vault
from candidates.services.informing import object_to
from candidates.services.sweeping import sweep
from documents import keystore, services
from documents.keystore import KeyGone
from documents.models import StoredFile
from documents.reading import page_image, read_text
from documents.unreadable import Unreadable
from outbox.models import Message
from scoring.models import Shortlist, StageRun
from scoring.services.shortlist_pdf import shortlist_pdf
from tenders.models import Tender
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_pdf,
    a_submitted_bid,
    bidder_of,
    opened,
)
from tests.conftest import again
from tests.factories import published_raalte
from tests.scoring.factories import BIRDS, bid_of, judged_raalte, offered, released_raalte

pytestmark = pytest.mark.django_db
LATER = JUST_AFTER + timedelta(days=400)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


def change(row: Model, **changes: object) -> None:
    """By someone with the database's password."""
    with lifted(row._meta.db_table):
        assert type(row)._default_manager.filter(pk=row.pk).update(**changes) == 1


def sealed_in(bid: Bid) -> tuple[bytes, list[bytes]]:
    versions = BidVersion.objects.filter(bid=bid).values_list("envelope", flat=True)
    return bytes(Bid.objects.values_list("draft", flat=True).get(pk=bid.pk)), [bytes(each) for each in versions]


def key_of(bid: Bid, settings) -> Path:
    return settings.KEYS_DIR / bid.key_id


# Sealed on receipt ---------------------------------------------------------------------------------------------------
def test_every_bid_has_a_key_of_its_own(tender, noord, zuid):
    bids = [a_draft(tender, noord), a_submitted_bid(tender, zuid)]
    assert sorted(bid.key_id for bid in bids) == keystore.key_ids()


def test_draft_envelope_and_files_are_sealed(tender, noord, zuid):
    written = "Zegelwoord"
    draft, _none = sealed_in(a_draft(tender, noord, candidate=written))
    nothing, (envelope,) = sealed_in(a_submitted_bid(tender, zuid, candidate=written))
    assert len(draft) > 500
    assert len(envelope) > 500
    assert nothing == b""
    assert written.encode() not in draft + envelope


def test_a_file_is_neither_named_nor_hashed_in_the_clear(tender, noord, settings):
    bid = a_submitted_bid(tender, noord, cv=a_pdf("Zegelwoord"))
    sent = vault.read_version(bid.versions.get(), by=bidder_of(noord)).cv
    stored = StoredFile.objects.get(pk=sent.id)
    assert (stored.key_id, stored.original_name, stored.size) == (bid.key_id, "", len(a_pdf("Zegelwoord")))
    assert stored.sha256 != sent.sha256 == services.hash_of(a_pdf("Zegelwoord"))
    on_disk = (settings.FILES_DIR / stored.storage_name).read_bytes()
    assert services.hash_of(on_disk) == stored.sha256
    assert b"%PDF" not in on_disk
    assert services.content(stored) == services.open_file(stored).read() == a_pdf("Zegelwoord")


def test_the_receipt_has_the_hash_of_the_file_as_it_came(tender, noord, supplier, as_user, clock_at):
    bid = a_submitted_bid(tender, noord)
    clock_at(IN_TIME)
    browser = as_user(supplier)
    (file,) = vault.files(bid, by=supplier)
    got = browser.get(reverse("bid_file", args=[bid.number, file]))
    assert got.content == a_pdf()
    assert 'filename="cv.pdf"' in got.headers["Content-Disposition"]
    assert services.hash_of(got.content) in browser.get(reverse("bid_receipt", args=[bid.number])).content.decode()


def test_pictures_and_text_of_pages_are_sealed_as_their_file_is(tender, noord, settings):
    bid = a_submitted_bid(tender, noord, cv=a_pdf("Zegelwoord"))
    stored = StoredFile.objects.get(key_id=bid.key_id)
    first = (page_image(stored, page=1, width=200), read_text(stored))
    assert "Zegelwoord" in first[1][0]
    derived = list(services.derived_folder(stored.sha256).iterdir())
    assert len(derived) == 2
    for path in derived:
        assert not path.read_bytes().startswith((b"\x89PNG", b"["))
    settings.PDF_READ_MEGABYTES = 1  # no child could run any more
    assert (page_image(stored, page=1, width=200), read_text(stored)) == first


def test_a_rate_is_sealed_until_the_points_are_final(tender, noord):
    a_submitted_bid(tender, noord, hourly_rate="45,67")
    opened(tender)
    row = OfferedRate.objects.get()
    assert row.cents is None
    assert b"4567" not in bytes(row.sealed)
    vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)
    row.refresh_from_db()
    assert (row.cents, row.sealed) == (4567, None)


# What was moved, changed or lost -------------------------------------------------------------------------------------
def swap_drafts(one, other):
    first, second = sealed_in(one)[0], sealed_in(other)[0]
    change(one, draft=second)
    change(other, draft=first)


def swap_keys_too(one, other):
    swap_drafts(one, other)
    first, second = one.key_id, other.key_id
    change(one, key_id="0" * 32)
    change(other, key_id=first)
    change(one, key_id=second)
    one.refresh_from_db()


def one_bit(one, other):
    draft = bytearray(sealed_in(one)[0])
    draft[40] ^= 1
    change(one, draft=bytes(draft))


def in_the_clear(one, other):
    change(one, draft=b'{"answers": {}}')


@pytest.mark.parametrize("tamper", [swap_drafts, swap_keys_too, one_bit, in_the_clear])
def test_a_draft_that_is_not_what_was_written_is_not_read(tender, noord, zuid, tamper):
    one, other = a_draft(tender, noord), a_draft(tender, zuid)
    tamper(one, other)
    with pytest.raises(vault.Damaged):
        vault.read_draft(one, by=bidder_of(noord))


def swap_envelopes(one, other):
    (first,), (second,) = sealed_in(one)[1], sealed_in(other)[1]
    change(one.versions.get(), envelope=second)
    change(other.versions.get(), envelope=first)


def swap_envelopes_with_their_hashes(one, other):
    first, second = one.versions.get().sha256, other.versions.get().sha256
    swap_envelopes(one, other)
    change(one.versions.get(), sha256=second)
    change(other.versions.get(), sha256=first)


def lose_the_key(one, other):
    keystore.erase(one.key_id)


def break_the_key(one, other):
    keystore._path(one.key_id).write_bytes(b"\x01" + bytes(60))


def empty_the_key(one, other):
    keystore._path(one.key_id).write_bytes(b"")


def take_the_key_of_the_other(one, other):
    keystore._path(one.key_id).write_bytes(keystore._path(other.key_id).read_bytes())


@pytest.mark.parametrize(
    "tamper",
    [
        swap_envelopes,
        swap_envelopes_with_their_hashes,
        lose_the_key,
        break_the_key,
        empty_the_key,
        take_the_key_of_the_other,
    ],
)
def test_at_the_opening_it_raises_the_alarm_and_opens_and_destroys_nothing(
    tender, noord, zuid, officer, as_user, clock_at, caplog, tamper
):
    one, other = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)
    before = [sealed_in(bid) for bid in (one, other)]
    tamper(one, other)
    clock_at(JUST_AFTER)
    with caplog.at_level(logging.CRITICAL, "candidates.vault"):
        response = again(as_user(officer)).post(reverse("vault_open", args=[tender.number]))
    page = response.content.decode()
    assert response.status_code == 409
    assert "niet geopend" in page
    named = Event.objects.filter(act="vault.damaged").values_list("object_id", flat=True)
    assert set(named) <= {one.number, other.number}
    assert list(named)
    assert named[0] in page
    assert not any(model._default_manager.exists() for model in (Opening, StageRun, Offer, OfferedRate, Candidate))
    assert Tender.objects.get(pk=tender.pk).state == "published"
    if "swap" not in tamper.__name__:
        assert [sealed_in(bid) for bid in (one, other)] == before


def test_after_the_key_is_put_back_the_bids_are_opened(tender, noord, zuid, settings):
    bid, _other = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)
    kept = key_of(bid, settings).read_bytes()
    keystore.erase(bid.key_id)
    with pytest.raises(vault.Damaged):
        open_vault(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    key_of(bid, settings).write_bytes(kept)
    opened(tender)
    assert Offer.objects.count() == 2


def test_a_supplier_whose_key_is_lost_gets_a_sentence(tender, noord, zuid, supplier, rival, as_user, clock_at):
    draft, submitted = a_draft(tender, noord), a_submitted_bid(tender, zuid)
    clock_at(IN_TIME)
    for bid, user, name in [(draft, supplier, "bid_edit"), (submitted, rival, "bid_receipt")]:
        keystore.erase(bid.key_id)
        response = as_user(user).get(reverse(name, args=[bid.number]))
        assert response.status_code == 409
        assert bid.number in response.content.decode()
        assert as_user(user).get(reverse("bids")).status_code == 200


def test_a_rate_that_cannot_be_read_opens_none(tender, noord, zuid):
    bid, _other = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)
    opened(tender)
    keystore.erase(bid.key_id)
    with pytest.raises(vault.Damaged):
        vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)
    assert not RateOpening.objects.exists()
    assert OfferedRate.objects.filter(cents=None).count() == 2


def test_a_rate_moved_to_another_bid_is_found(tender, noord, zuid):
    a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)
    opened(tender)
    one, other = OfferedRate.objects.order_by("pk")
    change(one, sealed=other.sealed)
    with pytest.raises(vault.Damaged):
        vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)


def test_a_file_moved_to_another_row_is_found(tender, noord, settings):
    bid = a_submitted_bid(tender, noord)
    stored = StoredFile.objects.get(key_id=bid.key_id)
    other = services.keep(b"other", name="", content_type="x", now=IN_TIME, key_id=bid.key_id)
    change(stored, sha256=other.sha256)
    stored.refresh_from_db()
    with pytest.raises(services.DamagedFile):
        services.content(stored)


# Erasing -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def ended(officer):
    """A procedure with a ranking and a shortlist that has ended since."""
    tender = released_raalte(offered(3), by=officer)
    Tender.objects.filter(pk=tender.pk).update(state=Tender.State.CONCLUDED)
    return Tender.objects.get(pk=tender.pk)


@pytest.mark.django_db(transaction=True)
def test_an_erased_bid_is_unreadable_here_and_in_a_copy_of_the_database(ended, settings):
    bid = bid_of(ended, BIRDS[0])
    before, stored = sealed_in(bid), StoredFile.objects.get(key_id=bid.key_id)
    page_image(stored, page=1, width=200)
    erase_bid(bid, by=ended.created_by, now=LATER)
    assert not key_of(bid, settings).exists()
    assert sealed_in(bid) == before  # the ciphertext stays, as it does in backups
    with pytest.raises(KeyGone):
        services.content(stored)
    for read in (lambda: page_image(stored, page=1, width=200), lambda: read_text(stored)):
        with pytest.raises(Unreadable) as refused:
            read()
        assert refused.value.code == "erased"


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_the_log_and_the_ranking_still_verify(ended):
    bid = bid_of(ended, BIRDS[0])
    erase_bid(bid, by=ended.created_by, now=LATER)
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.object_id, event.tender) == ("bid.erased", bid.number, ended.number)
    out = StringIO()
    call_command("verify_audit", "--json", stdout=out)
    call_command("rerank", ended.number, "--json", stdout=out)
    whole, same = map(json.loads, out.getvalue().splitlines())
    assert (whole["whole"], same["same"]) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_person_stays_in_the_rows(ended):
    bid = bid_of(ended, BIRDS[0])
    erase_bid(bid, by=None, now=LATER)
    offer = Offer.objects.select_related("candidate").get(bid=bid)
    assert (offer.candidate.name, offer.motivation, offer.available_from) == ("–", "", "–")
    assert set(Statement.objects.filter(offer=offer).values_list("remark", flat=True)) == {""}
    assert Offer.objects.exclude(bid=bid).exclude(candidate__name="–").count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL overwrites replaced rows when it vacuums")
def test_nothing_of_the_person_stays_in_the_files_of_the_database(ended):
    """As on a site; the tests do without `secure_delete`."""
    database = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    bid = bid_of(ended, BIRDS[0])
    Offer.objects.filter(bid=bid).update(motivation="Zegelwoord " * 3)
    Candidate.objects.filter(offers__bid=bid).update(name="Zegelwoord Zelf")
    files = [database, database.with_name(f"{database.name}-wal")]
    assert any(b"Zegelwoord" in file.read_bytes() for file in files)
    erase_bid(bid, by=None, now=LATER)
    assert [file.name for file in files if b"Zegelwoord" in file.read_bytes()] == []


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_person_is_left_in_what_they_stated_were_told_and_objected(ended, client, clock_at):
    clock_at(LATER)
    bid = bid_of(ended, BIRDS[0])
    notice = Notice.objects.get(offer__bid=bid)
    Notice.objects.filter(pk=notice.pk).update(email="person@weegschaal.test", told_at=LATER)
    object_to(notice, "Zegelreden", now=LATER)
    address = reverse("notice", args=[token_of(notice)])
    assert client.get(address).status_code == 200
    assert OfferedJob.objects.filter(offer__bid=bid).exists()
    erase_bid(bid, by=None, now=LATER)
    assert [client.get(each).status_code for each in (address, f"{address}cv/")] == [404, 404]
    assert Candidate.objects.get(offers__bid=bid).email == ""
    assert not PersonObjection.objects.exists()
    assert not Message.objects.filter(about_type="notice", about_number=bid.number).exists()
    for stated in (OfferedJob, OfferedPassage):
        assert set(stated.objects.values_list("offer__bid__number", flat=True)) == {
            number for number in Bid.objects.values_list("number", flat=True) if number != bid.number
        }


@pytest.mark.django_db(transaction=True)
def test_pages_of_an_erased_bid_say_so(ended, as_user, clock_at):
    bid = bid_of(ended, BIRDS[0])
    owner = bidder_of(bid.supplier)
    (file,) = vault.files(bid, by=owner)
    erase_bid(bid, by=None, now=LATER)
    clock_at(LATER)
    browser = as_user(owner)
    for address in (reverse("bid_receipt", args=[bid.number]), reverse("bid_file", args=[bid.number, file])):
        response = browser.get(address)
        assert (response.status_code, "gewist" in response.content.decode()) == (409, True), address
    assert browser.get(reverse("bids")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_client_still_gets_the_shortlist_with_a_page_for_the_erased_cv(ended):
    erase_bid(bid_of(ended, BIRDS[0]), by=None, now=LATER)
    assert shortlist_pdf(Shortlist.objects.get()).startswith(b"%PDF")


def test_a_bid_that_the_procedure_needs_is_not_erased(officer, noord):
    tender = judged_raalte(offered(1), by=officer)
    bid = bid_of(tender, BIRDS[0])
    with pytest.raises(NotNow):
        erase_bid(bid, by=officer, now=LATER)
    assert vault.read_version(bid.versions.get(), by=bidder_of(bid.supplier))


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_erased_at_once_and_twice_is_once(tender, noord, settings, supplier):
    bid = a_draft(tender, noord)
    for _ in range(2):
        erase_bid(bid, by=None, now=IN_TIME)
    bid.refresh_from_db()
    assert (bid.erased_at, key_of(bid, settings).exists()) == (IN_TIME, False)
    assert Event.objects.filter(act="bid.erased").count() == 1
    with pytest.raises(vault.Erased):
        vault.read_draft(bid, by=supplier)
    with pytest.raises(vault.Erased):
        vault.write_draft(bid, Draft(), by=supplier)
    assert vault.names([bid], by=supplier) == {bid.pk: ""}


@pytest.mark.django_db(transaction=True)
def test_a_key_that_comes_back_with_a_copy_is_destroyed_again(tender, noord, settings):
    bid, other = a_draft(tender, noord), keystore.new_key()  # of something else than a bid: nobody sweeps it
    kept = key_of(bid, settings).read_bytes()
    erase_bid(bid, by=None, now=IN_TIME)
    key_of(bid, settings).write_bytes(kept)
    assert sweep(LATER).keys == 1
    assert keystore.key_ids() == [other]
    assert sweep(LATER).keys == 0
