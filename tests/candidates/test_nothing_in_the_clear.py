"""Whoever carries off database, files, keys, mail and logs finds no word of a bid before the opening.

Fifty words that stand nowhere else are planted, one in every place of two bids where something can be written; then all
of it is searched, also for the words in other encodings and for the form of a PDF.
"""

import base64
import logging
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest
import weasyprint
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Answers, Job, Passage, Stated
from candidates.models import READ_CV, BidVersion
from candidates.services import attach_cv, attach_document, save_draft, start_bid, submit
from jobs.kinds import Failed
from jobs.services import find
from jobs.testing import run_jobs
from outbox.sending import send_due
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_pdf, bidder_of, opened
from tests.factories import published_raalte, staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

DOCUMENTS = [
    {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""},
    {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""},
]
OPENED = {
    "Naam", "Mail", "Vanaf", "Motivatie", "Toelichting", "Werkgever", "Soort", "Rol", "Label", "Passage", "Trede",
}  # fmt: skip
RATE, CENTS = "73,21", 7321  # no second of any time of day
RATE_FORMS = ("73,21", "73.21", ":7321", "=7321")


class Words:
    """Words that stand nowhere else, as many as are asked for. Letters alone: no encoding escapes them."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, what: str) -> str:
        at = len(self.given)
        self.given.append(f"Zegelwoord{chr(65 + at // 26)}{chr(65 + at % 26)}{what}")
        return self.given[-1]


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path, monkeypatch):
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def tender(officer, assessor, reviewer):
    tender = published_raalte(by=officer, documents=DOCUMENTS)
    staff(tender, assessors=(assessor,), reviewers=(reviewer,))
    return tender


# Planting ------------------------------------------------------------------------------------------------------------
def a_marked_pdf(words: Words) -> bytes:
    head = f'<title>{words("Titel")}</title><meta name="author" content="{words("Auteur")}">'
    head += f'<meta name="keywords" content="{words("Trefwoord")}">'
    return weasyprint.HTML(string=f"<html lang=nl><head>{head}</head><body><p>{words('Tekst')}").write_pdf()


def answers(words: Words, rate: str) -> Answers:
    job = Job("2021-03", "", True, words("Werkgever"), words("Soort"), words("Rol"), "32", (words("Label"),), 1)
    passage = Passage("criterion", 6, 1, words("Passage"), (0, 0, 10, 10), words("Trede"))
    return Answers(
        candidate=words("Naam"),
        candidate_email=f"{words('Mail')}@example.nl",
        hourly_rate=rate,
        hours_per_week="32",
        available_from=words("Vanaf"),
        motivation=words("Motivatie"),
        statements={number: Stated(holds=True, remark=words("Toelichting")) for number in range(1, 6)},
        career=(job,),
        evidence=(passage,),
        issued={"document_vog": words("Afgifte")},
    )


def plant(tender, supplier, words: Words, *, rate: str):
    """A bid with everything in it, saved twice, its CV replaced once."""
    by = bidder_of(supplier)
    bid = start_bid(tender, supplier=supplier, by=by, now=IN_TIME)
    save_draft(bid, Answers(candidate=words("Eerder"), motivation=words("Eerder")), by=by, now=IN_TIME)
    for _ in range(2):
        upload = SimpleUploadedFile(f"{words('Bestand')}.pdf", a_marked_pdf(words))
        attach_cv(bid, upload, by=by, now=IN_TIME)
    save_draft(bid, answers(words, rate), by=by, now=IN_TIME)
    for file in asked_by(tender).files:
        upload = SimpleUploadedFile(f"{words('Stuk')}.pdf", a_marked_pdf(words))
        attach_document(bid, file.key, upload, by=by, now=IN_TIME)
    return bid


@pytest.fixture
def planted(tender, noord, zuid, tmp_path, as_user, people, caplog):
    """One submitted, one draft; everyone has looked around, and the mail has gone."""
    words = Words()
    with caplog.at_level(logging.DEBUG, "django.db.backends"), clock.at(IN_TIME), told_to_the_database() as statements:
        submitted = plant(tender, noord, words, rate=RATE)
        plant(tender, zuid, words, rate=words("Tarief"))
        version = submit(submitted, token=uuid4(), by=bidder_of(noord))
        assert isinstance(version, BidVersion), version
        assert run_jobs() >= 2  # what is read in the CVs is kept too
        for user in [None, *people]:
            browser = as_user(user)
            for name, arguments in PAGES:
                browser.get(reverse(name, args=[tender.number][:arguments]))
        for bid in tender.bids.all():
            browser = as_user(bidder_of(bid.supplier))
            for name in ("bid", "bid_edit", "bid_check", "bid_receipt", "bid_cv_facts", "bid_outcome"):
                browser.get(reverse(name, args=[bid.number]))
            browser.get(reverse("statistics", args=[bid.supplier_id]))
            for file in vault.files(bid, by=bidder_of(bid.supplier)):
                assert browser.get(reverse("bid_file", args=[bid.number, file])).status_code == 200
        send_due()
    assert len(words.given) >= 50
    return words.given, statements


PAGES = [("home", 0), ("bids", 0), ("tender_manage", 1), ("tender", 1)]


@pytest.fixture
def people(officer, assessor, reviewer, auditor, superuser):
    return [officer, assessor, reviewer, auditor, superuser]


@contextmanager
def told_to_the_database() -> Iterator[list[bytes]]:
    """All statements with their parameters. They are logged too, as an operator in search of a fault would have it."""
    statements: list[bytes] = []

    def listen(execute, sql, params, many, context):
        values = params if isinstance(params, list | tuple) else ()
        statements.append(b"|".join([str(sql).encode(), *map(as_bytes, values)]))
        return execute(sql, params, many, context)

    connection.force_debug_cursor = True
    try:
        with connection.execute_wrapper(listen):
            yield statements
    finally:
        connection.force_debug_cursor = False


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


# Searching -----------------------------------------------------------------------------------------------------------
def forms_of(word: str) -> Iterator[bytes]:
    """The word as such, in UTF-16, in hexadecimal, and in base64 wherever it begins in a group of three."""
    for text in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield text
        yield text.hex().encode()
        for offset in range(3):
            begin = base64.b64encode(b"\0" * offset + text)
            yield begin[(0, 2, 3)[offset] : len(begin) // 4 * 4 - 4]


BEGINNINGS = tuple(forms_of("Zegelwoord"))  # of every word


def found(data: bytes, words: list[str]) -> set[str]:
    seen = set()
    if any(form in data for form in BEGINNINGS):
        seen = {word for word in words if any(form in data for form in forms_of(word))} or {"a beginning of a word"}
    if data[:1] == b"\x78":
        seen |= found(_inflated(data), words)
    seen |= {form for form in RATE_FORMS if form.encode() in data}
    return seen | ({"a PDF"} if b"%PDF" in data or b"FlateDecode" in data else set())


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def on_disk(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), str(path.name).encode() + b"\n" + path.read_bytes()


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def rows(table: str) -> Iterator[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        for row in cursor.fetchall():
            yield from row


def in_the_database() -> Iterator[tuple[str, bytes]]:
    """Every value of every table, and the bytes as they lie on the disk or go into a dump."""
    for table in tables():
        for value in rows(table):
            yield table, as_bytes(value)
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        for path in (f"{name}{end}" for end in ("", "-wal", "-shm", "-journal")):
            if Path(path).exists():
                yield path, Path(path).read_bytes()
    else:
        for table in tables():
            yield f"COPY {table}", _copied(table)


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
        return b"".join(bytes(each) for each in copy)


def everywhere(tmp_path: Path, caplog, statements: list[bytes]) -> Iterator[tuple[str, bytes]]:
    yield from on_disk(tmp_path)
    yield from in_the_database()
    for session in Session.objects.all():
        yield "session", str(session.get_decoded()).encode()
    for message in mail.outbox:
        yield "mail", message.message().as_bytes() + f"{message.subject}{message.body}{message.to}".encode()
    for entry in cache._cache.items():
        yield "cache", repr(entry).encode()
    for line in [*caplog.get_records("setup"), *caplog.records]:
        yield "log", f"{line.getMessage()} {line.args!r} {line.exc_text}".encode()
    for statement in statements:
        yield "told to the database", statement


# The proof -----------------------------------------------------------------------------------------------------------
def test_nothing_that_was_written_in_a_bid_is_anywhere_before_the_opening(planted, tender, tmp_path, caplog):
    words, statements = planted
    places = list(everywhere(tmp_path, caplog, statements))
    names = {name for name, _data in places}
    assert names > {"log", "session", "told to the database", "candidates_bid", "audit_event"}
    assert sum(name.startswith(("files/content", "keys/")) for name in names) == 6
    for name, data in places:
        assert found(data, words) == set(), name
    assert not any(value == CENTS for table in tables() for value in rows(table))

    # The search finds what is there: once opened, the words of the submitted bid, but neither its rate nor a draft.
    opened(tender, now=JUST_AFTER)
    seen = set().union(*(found(data, words) for _name, data in everywhere(tmp_path, caplog, statements)))
    assert {word[len("ZegelwoordAA") :] for word in seen} == OPENED
    assert seen <= set(words[: len(words) // 2])
    assert not any(value == CENTS for table in tables() for value in rows(table))
    vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)
    assert CENTS in list(rows("candidates_offeredrate"))


FEEDS = [
    ("tenders", 0), ("tenders_feed", 0), ("tenders_json", 0), ("tenders_calendar", 0), ("sitemap", 0), ("tender", 1),
    ("tender_calendar", 1),
]  # fmt: skip


def test_no_feed_tells_a_word_nor_that_there_are_bids(planted, tender, client, clock_at):
    words, _statements = planted
    clock_at(IN_TIME)
    numbers = [bid.number.encode() for bid in tender.bids.all()]
    for name, arguments in FEEDS:
        answer = client.get(reverse(name, args=[tender.number][:arguments]))
        assert tender.number.encode() in answer.content, name
        assert found(answer.content, words) == set(), name
        assert not any(number in answer.content for number in numbers), name


@pytest.mark.parametrize("wrong", [ValueError, Failed])
def test_a_job_that_goes_wrong_keeps_no_word_of_it(planted, tender, tmp_path, caplog, monkeypatch, wrong):
    """Not in its row, nor in that of the library's queue, nor in the log: the words stand in the error itself."""
    words, statements = planted

    def read(*_arguments: object, **_options: object) -> None:
        inner = ValueError(words[0])
        raise (inner if wrong is ValueError else Failed("password")) from inner

    monkeypatch.setattr("candidates.jobs.read_cv", read)
    bid = tender.bids.get(state="draft")
    file = attach_cv(bid, SimpleUploadedFile("cv.pdf", a_pdf("Nog een cv")), by=bidder_of(bid.supplier), now=IN_TIME)
    run_jobs()
    job = find(READ_CV, key=file.id)
    assert (job.attempts, job.error) == (1, "password" if wrong is Failed else "")
    for name, data in everywhere(tmp_path, caplog, statements):
        assert found(data, words) == set(), name


def test_every_field_of_the_answers_has_a_word(tender, noord):
    words = Words()
    text = repr(answers(words, words("Tarief")))
    assert len(found(text.encode(), words.given)) == len(words.given) == 17
    # Fields that hold no text of one's own, and a key.
    free = {each.name for each in fields(Answers)} - {"hours_per_week", "candidate_id"}
    blank = answers(Words(), "")
    assert {name for name in free if getattr(blank, name)} == free - {"hourly_rate"}


@pytest.mark.parametrize(
    "hide",
    [
        lambda text: text,
        lambda text: b"..." + text.hex().encode(),
        lambda text: text.decode().encode("utf-16-le"),
        lambda text: base64.b64encode(text),
        lambda text: base64.b64encode(b"x" + text),
        lambda text: base64.b64encode(b"xy" + text + b"z"),
        lambda text: zlib.compress(b"before " + text),
    ],
)
def test_the_search_finds_a_word_however_it_is_written(hide):
    assert found(hide(b"ZegelwoordAAProef"), ["ZegelwoordAAProef"]) == {"ZegelwoordAAProef"}
