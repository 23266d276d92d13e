"""The letters about an assignment: each complete in both languages, its subject one line whatever the title is."""

import pytest

from outbox.letters import address, write
from tenders.letters import about_tender
from tenders.models import Amendment
from tests.factories import a_tender

pytestmark = pytest.mark.django_db
SUBJECTS = {
    # letter: how its subject begins, in Dutch and in English
    "answers": ("Antwoorden op vragen: ", "Answers to questions: "),
    "answer_confidential": ("Uw vertrouwelijke vraag: ", "Your confidential question: "),
    "question_declined": ("Uw vertrouwelijke vraag: ", "Your confidential question: "),
    "amendment": ("Rectificatie 3: ", "Amendment 3: "),
}


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize(("place", "language", "greeting"), [(0, "nl", "Geachte heer"), (1, "en", "Dear sir")])
def test_a_letter_is_whole_in_its_language(name, place, language, greeting, clock_at):
    now = clock_at("2026-02-16 10:00")
    tender = a_tender(title="Balie\nBcc: x@example.nl <b>&", closes_at=now)
    context = about_tender(tender) | {
        "count": 2,
        "because": "Iedereen wil dit weten & meer.",
        "amendment": Amendment(number=3, reason="Er stond een fout in.", asks_again=True),
    }
    letter = write(name, context, language=language)
    assert letter.subject == f"{SUBJECTS[name][place]}Balie Bcc: x@example.nl <b>& (10001)"
    assert letter.body.startswith(greeting)
    assert "http://localhost:8000/opdrachten/10001/" in letter.body
    assert [mark for mark in ("&amp;", "&lt;", "%(", "{{") if mark in letter.body] == []


def test_an_address_has_one_slash_between_site_and_path(settings):
    settings.SITE_URL = "https://weegschaal.example/"
    assert address("/opdrachten/") == "https://weegschaal.example/opdrachten/"
