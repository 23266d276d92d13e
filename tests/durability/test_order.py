"""What is acknowledged was on the disk before: the file, its name, its folder, the rows, and then the answer."""

import os
import stat
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from candidates.models import Bid
from tests.candidates.factories import IN_TIME, a_draft, a_pdf, an_upload
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def acts(monkeypatch, settings, tmp_path):
    """What is done to the disk and the database, in its order."""
    settings.FILES_DIR = tmp_path / "files"
    done, sync, rename, commit = [], os.fsync, Path.replace, connection._commit

    def watched_sync(descriptor):
        done.append("fsync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "fsync file")
        return sync(descriptor)

    def watched_rename(path, target):
        done.append("rename")
        return rename(path, target)

    def watched_commit():
        done.append("commit")
        return commit()

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "replace", watched_rename)
    monkeypatch.setattr(connection, "_commit", watched_commit)
    return done


def test_an_upload_is_answered_after_file_name_folder_and_row(acts, supplier, noord, as_user, clock_at):
    bid = a_draft(published_raalte(), noord)
    clock_at(IN_TIME)
    browser = as_user(supplier)
    acts.clear()
    answer = browser.post(reverse("bid_step", args=[bid.number, "cv"]), {"cv": an_upload(a_pdf("Een nieuw cv"))})
    acts.append("answer")
    assert answer.status_code == 302
    first = acts.index("fsync file")
    kept = [act for act in acts[first:] if act != "fsync folder"]
    # The folder of the file is new, so its own name is made to last too; the last word is the file's folder.
    assert kept[:3] == ["fsync file", "rename", "commit"]
    assert acts[acts.index("rename") + 1] == "fsync folder"
    assert acts.index("rename") < acts.index("commit", acts.index("rename")) < acts.index("answer")


def test_a_submission_is_answered_after_its_rows(acts, supplier, noord, as_user, clock_at):
    bid = a_draft(published_raalte(), noord)
    clock_at(IN_TIME)
    browser = as_user(supplier)
    page = browser.get(reverse("bid_check", args=[bid.number]))
    fields = {name: page.context[name] for name in ("token", "checked", "rules")}
    acts.clear()
    answer = browser.post(reverse("bid_submit", args=[bid.number]), fields)
    acts.append("answer")
    assert answer.url == reverse("bid_receipt", args=[bid.number])
    assert Bid.objects.get(pk=bid.pk).state == Bid.State.SUBMITTED
    assert acts[0] == "commit"  # no file in it: a tiny request
    assert "rename" not in acts
    assert acts[-1] == "answer"
