"""What is told of an error, by mail and in the log: where it was, and no word of what somebody had typed."""

import logging
import sys

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.log import AdminEmailHandler

from candidates.services import start_bid
from candidates.views.step_page import StepPage
from config.errors import WithoutWords
from tests.candidates.factories import IN_TIME
from tests.candidates.filling import page
from tests.factories import published_raalte

WORD = "Zegelwoord"


def goes_wrong(step, now):
    """After it read what was typed, as an error of ours would: the words are in its variables and in its message."""
    typed = step.request.POST["motivation"]
    try:
        int(typed)
    except ValueError as error:
        raise LookupError(f"no place for {typed}") from error


@pytest.fixture
def broken(noord, supplier, clock_at, monkeypatch) -> Client:
    """A bidder whose save goes wrong; the answer is the page of errors."""
    clock_at(IN_TIME)
    bid = start_bid(published_raalte(), supplier=noord, by=supplier, now=IN_TIME)
    monkeypatch.setattr(StepPage, "save", goes_wrong)
    browser = Client(raise_request_exception=False)
    browser.force_login(supplier)
    browser.cookies["unsaved"] = f"{WORD}Sleutel"
    sent = {"motivation": f"{WORD}Motivatie", "cv": SimpleUploadedFile(f"{WORD}Bestand.pdf", b"%PDF")}
    address = f"{page('bid_step', bid, 'motivatie')}?q={WORD}Vraag"
    browser.sent = lambda: browser.post(address, sent, headers={"Referer": f"/kandidaten/?q={WORD}Naam"})
    return browser


@pytest.mark.django_db
@pytest.mark.parametrize("html", [False, True])
def test_the_report_by_mail_tells_the_place_and_no_word(broken, settings, html):
    settings.ADMINS = [("Beheer", "beheer@weegschaal.test")]
    handler = AdminEmailHandler(include_html=html)
    logging.getLogger("django.request").addHandler(handler)
    try:
        assert broken.sent().status_code == 500
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    for report in (f"{each.subject}{each.body}{each.alternatives}" for each in mail.outbox):
        assert "goes_wrong" in report
        assert "LookupError" in report
        assert WORD not in report
    assert len(mail.outbox) >= 1


@pytest.mark.django_db
def test_nor_does_the_log(broken, caplog):
    assert broken.sent().status_code == 500
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert WORD in str(record.exc_info[1])
    record.exc_text = None
    line = formatter().format(record)
    assert "goes_wrong" in line
    assert "LookupError" in line
    assert "ValueError" in line  # what it came from
    assert WORD not in line


def formatter() -> logging.Formatter:
    """The one of the site."""
    line = dict(site.LOGGING["formatters"]["line"])
    assert line.pop("class") == "config.errors.WithoutWords"
    return WithoutWords(line["format"], style=line["style"])


def test_of_errors_one_after_another_all_places_are_told():
    try:
        try:
            {}["een"]
        finally:
            [][1]
    except IndexError:
        text = formatter().formatException(sys.exc_info())
    assert text.index("builtins.KeyError") < text.index("builtins.IndexError")
    assert "een" not in text.replace('{}["een"]', "")
