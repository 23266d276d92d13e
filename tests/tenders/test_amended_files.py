"""Attachments of a published assignment: added, replaced and taken away by an amendment."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from candidates.queries import interested
from documents.models import StoredFile
from documents.services import content
from tenders.amending import FILES
from tenders.models import Amendment, AmendmentDraft, DraftedAttachment, Tender
from tenders.rulesbook import canonical, rules_of
from tenders.services.amended_files import draft_file, leave_file, take_file_away
from tenders.services.amending import changes_stamp, discard, publish_amendment
from tenders.services.attachments import add_attachment
from tenders.services.copying import copy_tender
from tests.candidates.factories import a_draft
from tests.factories import BEFORE_RAALTE_CLOSES, RAALTE_CLOSES, a_posting, published
from tests.tenders.pages import form_on
from tests.tenders.test_attachments import PDF, a_file

pytestmark = pytest.mark.django_db
OTHER = PDF + b"\n% another version\n"
PAGE, ADD, REMOVE, UNDO = (
    reverse(name, args=["27750"])
    for name in (
        "amendment_attachments",
        "amendment_attachment_add",
        "amendment_attachment_remove",
        "amendment_attachment_undo",
    )
)


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    """Published with one attachment."""
    clock_at(BEFORE_RAALTE_CLOSES)
    tender = a_posting(by=officer)
    add_attachment(tender, name="Functieprofiel", file=a_file(), by=officer, now=BEFORE_RAALTE_CLOSES)
    return published(tender)


@pytest.fixture
def browser(as_user, officer):
    return as_user(officer)


def publish(tender: Tender) -> Amendment:
    seen = changes_stamp(AmendmentDraft.objects.get(tender=tender).changes)
    return publish_amendment(tender, reason="Andere bijlagen.", seen=seen, to=interested(tender), by=tender.created_by)


def put(tender: Tender, name: str = "Functieprofiel", data: bytes = OTHER) -> DraftedAttachment:
    return draft_file(tender, name=name, file=a_file(data), by=tender.created_by)


def named(tender: Tender) -> list[tuple[str, int | None]]:
    return list(tender.attachments.values_list("name", "last_version").order_by("name", "pk"))


# The draft -----------------------------------------------------------------------------------------------------------
def test_a_drafted_file_is_the_officers_alone(tender, browser, as_user, supplier):
    before = canonical(rules_of(tender))
    answer = browser.post(ADD, {"name": "Rooster", "file": a_file(OTHER)})
    assert (answer.status_code, answer.url) == (302, PAGE)
    drafted = DraftedAttachment.objects.get()
    assert canonical(rules_of(tender)) == before
    assert "Rooster" not in as_user(None).get(tender.get_absolute_url()).content.decode()
    address = reverse("amendment_attachment", args=["27750", drafted.pk])
    assert b"".join(browser.get(address).streaming_content) == OTHER
    assert as_user(supplier).get(address).status_code == 404
    page = browser.get(reverse("amendment", args=["27750"])).content.decode()
    assert "Bijlage “Rooster”" in page
    event = Event.objects.filter(act="amendment.drafted").get()
    assert (event.details["section"], event.details["attachment"], event.details["what"]) == (
        "bijlagen", "Rooster", "added",
    )  # fmt: skip


def test_the_page_says_of_each_what_the_amendment_does(tender, browser):
    put(tender, "Rooster")
    assert [(row.name, bool(row.stands), bool(row.drafted), row.goes) for row in browser.get(PAGE).context["rows"]] == [
        ("Functieprofiel", True, False, False), ("Rooster", False, True, False),
    ]  # fmt: skip
    browser.post(REMOVE, {"name": "Functieprofiel"})
    page = browser.get(PAGE)
    assert page.context["rows"][0].goes
    assert "De rectificatie haalt deze weg" in page.content.decode()
    assert "De rectificatie voegt deze toe" in page.content.decode()


def test_what_is_put_back_is_no_change_and_leaves_no_file(tender, browser, django_capture_on_commit_callbacks):
    put(tender)
    assert AmendmentDraft.objects.get().changes.keys() == {FILES}
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(UNDO, {"name": "Functieprofiel"})
    assert AmendmentDraft.objects.get().changes == {}
    browser.post(REMOVE, {"name": "Functieprofiel"})
    browser.post(UNDO, {"name": "Functieprofiel"})
    assert AmendmentDraft.objects.get().changes == {}
    assert [content(stored) for stored in StoredFile.objects.all()] == [PDF]


def test_to_undo_what_nobody_drafted_begins_no_amendment(tender, browser):
    assert browser.post(UNDO, {"name": "Functieprofiel"}).status_code == 302
    assert not AmendmentDraft.objects.exists()


def test_a_copy_takes_what_stands_along_and_nothing_of_before(tender, officer):
    put(tender)
    publish(tender)
    copy = copy_tender(tender, number="27751", title="Kopie", by=officer, now=BEFORE_RAALTE_CLOSES)
    assert [(each.name, content(each.file)) for each in copy.attachments.all()] == [("Functieprofiel", OTHER)]


def test_a_draft_thrown_away_takes_its_files_along(tender, officer, django_capture_on_commit_callbacks):
    put(tender)
    put(tender, "Rooster")
    with django_capture_on_commit_callbacks(execute=True):
        discard(tender, by=officer)
    assert not DraftedAttachment.objects.exists()
    assert [content(stored) for stored in StoredFile.objects.all()] == [PDF]


def test_a_second_file_under_one_name_takes_the_place_of_the_first(tender):
    put(tender, "Rooster", PDF)
    put(tender, "Rooster", OTHER)
    assert [content(each.file) for each in DraftedAttachment.objects.all()] == [OTHER]
    twin = DraftedAttachment.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftedAttachment.objects.create(draft=twin.draft, name=twin.name, file=twin.file)


@pytest.mark.parametrize(
    ("data", "field", "said"),
    [
        ({"name": "Functieprofiel", "file": PDF}, "file", "Dit bestand is al de bijlage met die naam."),
        ({"name": "Nieuw", "file": b"geen pdf"}, "file", "Het gekozen bestand moet een PDF zijn."),
        ({"name": "", "file": PDF}, "name", "Dit veld is verplicht."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(tender, browser, data, field, said):
    answer = browser.post(ADD, data | {"file": a_file(data["file"])})
    assert answer.status_code == 422
    assert answer.context["attachment_form"].errors == {field: [said]}
    assert not AmendmentDraft.objects.exists()


def test_an_attachment_that_is_not_there_is_not_taken_away(tender, browser):
    assert browser.post(REMOVE, {"name": "Iets anders"}).status_code == 404
    with pytest.raises(LookupError):
        take_file_away(tender, name="", by=tender.created_by)


# Published -----------------------------------------------------------------------------------------------------------
def test_a_replaced_file_stays_to_be_read_as_one_that_no_longer_counts(tender, as_user):
    old = tender.attachments.get()
    put(tender)
    amendment = publish(tender)
    new = tender.attachments.standing().get()
    old.refresh_from_db()
    assert (amendment.asks_again, old.last_version, content(new.file)) == (True, 1, OTHER)
    assert rules_of(tender)["attachments"] == [{"name": "Functieprofiel", "sha256": new.file.sha256}]
    assert amendment.rules_version.rules == canonical(rules_of(tender))
    assert not AmendmentDraft.objects.exists()

    public = as_user(None)
    page = public.get(tender.get_absolute_url()).content.decode()
    assert "tot en met versie 1 van de regels" in page
    assert f"SHA-256 <del>{old.file.sha256}</del>" in page
    assert f"SHA-256 <ins>{new.file.sha256}</ins>" in page
    for each, data in ((old, PDF), (new, OTHER)):
        address = reverse("tender_attachment", args=["27750", each.pk])
        assert b"".join(public.get(address).streaming_content) == data


def test_one_is_added_and_another_goes(tender):
    take_file_away(tender, name="Functieprofiel", by=tender.created_by)
    put(tender, "Rooster")
    publish(tender)
    assert named(tender) == [("Functieprofiel", 1), ("Rooster", None)]
    take_file_away(tender, name="Rooster", by=tender.created_by)
    put(tender, "Functieprofiel", PDF)
    publish(tender)
    assert named(tender) == [("Functieprofiel", 1), ("Functieprofiel", None), ("Rooster", 2)]


def test_other_changes_go_along_and_leave_the_files(tender, browser):
    put(tender, "Rooster")
    section = reverse("amendment_edit", args=["27750", "tarief"])
    browser.post(section, form_on(browser.get(section)) | {"rate_ceiling_cents": "62,00"})
    browser.post(section, form_on(browser.get(section)) | {"rate_ceiling_cents": "63,00"})
    url = reverse("amendment_publish", args=["27750"])
    answer = browser.post(url, form_on(browser.get(url), "publiceren/") | {"reason": "Twee dingen."})
    assert answer.status_code == 302
    assert Event.objects.get(act="amendment.published").details["fields"] == ["attachments", "rate_ceiling_cents"]
    assert named(tender) == [("Functieprofiel", None), ("Rooster", None)]


@pytest.mark.django_db(transaction=True)
def test_who_has_a_draft_hears_of_it(tender, zuid, rival):
    a_draft(tender, zuid, now=BEFORE_RAALTE_CLOSES)
    put(tender)
    publish(tender)
    assert [message.to for message in mail.outbox] == [[rival.email]]


def test_after_the_closing_no_file_changes(tender, browser, clock_at):
    put(tender)
    clock_at(RAALTE_CLOSES)
    for change in (take_file_away, leave_file):
        with pytest.raises(NotNow):
            change(tender, name="Functieprofiel", by=tender.created_by)
    with pytest.raises(NotNow):
        put(tender, "Rooster")
    assert [browser.post(url).status_code for url in (ADD, REMOVE, UNDO)] == [409, 409, 409]
    assert browser.get(PAGE).status_code == 409


def test_two_standing_attachments_have_two_names_and_none_goes_before_it_was_published(tender):
    attachment = tender.attachments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        tender.attachments.create(name=attachment.name, file=attachment.file)
    with pytest.raises(IntegrityError), transaction.atomic():
        tender.attachments.update(last_version=0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_files_of_an_amendment_are_read_in_as_many_queries(tender, browser, count, django_assert_num_queries):
    for place in range(count):
        put(tender, f"Rooster {place}")
    with django_assert_num_queries(8):
        assert len(browser.get(PAGE).context["rows"]) == count + 1


def test_a_name_with_marks_is_found_again(tender, browser):
    name = 'Plan & "bijlage" <één>'
    browser.post(ADD, {"name": name, "file": SimpleUploadedFile("p.pdf", OTHER)})
    assert browser.get(PAGE, {"name": name}).context["attachment_form"].initial == {"name": name}
    browser.post(UNDO, {"name": name})
    assert not DraftedAttachment.objects.exists()
