"""A supplier's folder of candidates: sealed, its bidders' alone, and used in bids."""

import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from audit import clock
from audit.models import Event
from candidates.content import Job
from candidates.models import SavedCandidate, SupplierKey
from candidates.people import Person, named, opened, saved, sealed
from candidates.services.people import change_person, remove_person, save_person
from candidates.vault import Sealed
from documents import keystore
from tests.conftest import person as a_person
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=clock.AMSTERDAM)
JOB = Job(
    begins="2021-03",
    still=True,
    employer="Zegelwerkgever",
    organisation="gemeente",
    role="Zegelrol",
    hours_per_week="32",
    tags=("klantcontact", "telefonie"),
)
ILSE = Person(
    name="Ilse Zegelnaam",
    email="ilse@zegelpost.example",
    telephone="06 zegel 12",
    place="Zegelplaats",
    career=(JOB, Job(begins="2019-01-15", ends="2021-02", role="Baliemedewerker")),
)
WORDS = ("Zegelnaam", "zegelpost", "zegel 12", "Zegelplaats", "Zegelwerkgever", "Zegelrol")
NO_ROWS = {"career-TOTAL_FORMS": "0", "career-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _moment(clock_at):
    clock_at(NOW)


def kept(noord, supplier, person=ILSE) -> SavedCandidate:
    return save_person(noord, person, by=supplier, now=NOW)


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


# Keeping -------------------------------------------------------------------------------------------------------------
def test_what_is_kept_comes_back(noord, supplier):
    row = kept(noord, supplier)
    (found,) = saved(noord, by=supplier)
    assert found == Person(**vars(ILSE) | {"id": row.pk})


def test_nothing_of_it_lies_in_the_clear(noord, supplier):
    row = kept(noord, supplier)
    change_person(row, ILSE, by=supplier, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM candidates_savedcandidate")
        raw = bytes(cursor.fetchone()[0])
    assert [word for word in WORDS if word.encode() in raw] == []
    events = [event.data for event in Event.objects.all()]
    assert [word for word in WORDS if any(word in data for data in events)] == []
    found = subprocess.run(
        ["grep", "-rlaE", "|".join(WORDS), str(settings.DATA_DIR)], capture_output=True, text=True, check=False
    )
    # The file of the tests' own SQLite database is in there, in which nothing was committed.
    assert [path for path in found.stdout.split() if Path(path).suffix != ".sqlite3-wal"] == []


def test_a_key_of_its_own_for_each_supplier(noord, zuid, supplier, rival):
    kept(noord, supplier)
    kept(noord, supplier)
    kept(zuid, rival)
    ids = dict(SupplierKey.objects.values_list("supplier__name", "key_id"))
    assert len(ids) == 2
    assert len(set(ids.values())) == 2


def test_without_its_key_the_folder_is_over(noord, supplier, as_user):
    row = kept(noord, supplier)
    keystore.erase(SupplierKey.objects.get().key_id)
    with pytest.raises(keystore.KeyGone):
        saved(noord, by=supplier)
    answer = as_user(supplier).get(page("people"))
    assert answer.status_code == 200
    assert "Deze map kan niet worden gelezen" in answer.content.decode()
    for path in (page("person_edit", row.pk), page("person_remove", row.pk)):
        assert as_user(supplier).get(path).url == page("people")
    assert as_user(supplier).post(page("person_new", noord.pk), {"name": "Nieuw"} | NO_ROWS).url == page("people")


def test_two_people_that_were_swapped_are_found(noord, supplier):
    one, other = kept(noord, supplier), kept(noord, supplier, Person(name="Ander"))
    SavedCandidate.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(keystore.Tampered):
        saved(noord, by=supplier)


def test_removing(noord, supplier, as_user):
    row = kept(noord, supplier)
    browser = as_user(supplier)
    assert "Zegelnaam" in browser.get(page("person_remove", row.pk)).content.decode()
    assert SavedCandidate.objects.exists()
    assert browser.post(page("person_remove", row.pk)).url == page("people")
    assert not SavedCandidate.objects.exists()
    assert browser.get(page("person_edit", row.pk)).status_code == 404
    assert list(Event.objects.values_list("act", flat=True)) == ["person.saved", "person.removed"]


# Whose ---------------------------------------------------------------------------------------------------------------
def test_a_colleague_sees_it_and_no_other_company(noord, zuid, supplier, rival, as_user):
    row = kept(noord, supplier)
    colleague = a_person("Cas Collega", noord, "bidder")
    assert "Zegelnaam" in as_user(colleague).get(page("people")).content.decode()
    browser = as_user(rival)
    assert "Zegelnaam" not in browser.get(page("people")).content.decode()
    assert "Ilse" not in browser.get(page("people"), {"q": "Zegelnaam"}).content.decode()
    for path in (page("person_edit", row.pk), page("person_remove", row.pk), page("person_new", noord.pk)):
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"name": "Anders"} | NO_ROWS).status_code == 404
    assert saved(noord, by=supplier)[0].name == "Ilse Zegelnaam"


@pytest.mark.parametrize("role", ["officer", "assessor", "reviewer", "auditor", "manager"])
def test_no_other_role_opens_it(noord, supplier, broker, role):
    row = kept(noord, supplier)
    other = a_person("Olle Ander", noord if role == "manager" else broker, role)
    for act in (
        lambda: saved(noord, by=other),
        lambda: opened(row, by=other),
        lambda: save_person(noord, ILSE, by=other, now=NOW),
        lambda: change_person(row, Person(name="Anders"), by=other, now=NOW),
        lambda: remove_person(row, by=other, now=NOW),
    ):
        with pytest.raises(Sealed):
            act()


def test_only_one_module_opens_it():
    root = Path(settings.BASE_DIR)
    apps = ("config", "scoring", "candidates", "suppliers", "tenders", "outbox", "documents", "accounts", "audit")
    naming = {
        str(path.relative_to(root))
        for app in apps
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts and "SupplierKey" in path.read_text("utf-8")
    }
    assert naming <= {
        "candidates/models/__init__.py",
        "candidates/models/people.py",
        "candidates/people.py",
        "candidates/services/people.py",
        "scoring/demo/clearing.py",
    }


# The pages -----------------------------------------------------------------------------------------------------------
def test_added_with_a_career_and_changed(noord, supplier, as_user):
    browser = as_user(supplier)
    fields = form_on(browser.get(page("person_new", noord.pk)))
    row = {
        "career-0-begins": "03-2021",
        "career-0-still": "on",
        "career-0-role": "Zegelrol",
        "career-0-hours_per_week": "32",
        "career-0-tags": "klantcontact, telefonie,",
    }
    typed = fields | row | {"name": "Ilse Zegelnaam", "email": "ilse@zegelpost.example"}
    assert browser.post(page("person_new", noord.pk), typed).url == page("people")
    (found,) = saved(noord, by=supplier)
    assert found.career == (
        Job(begins="2021-03", still=True, role="Zegelrol", hours_per_week="32", tags=("klantcontact", "telefonie")),
    )
    edit = page("person_edit", found.id)
    fields = form_on(browser.get(edit))
    assert fields["career-0-begins"] == "03-2021"
    more = form_on(browser.post(edit, fields | {"place": "Raalte", "more": "career"}))
    assert (more["career-TOTAL_FORMS"], more["place"]) == ("2", "Raalte")  # one more row; nothing typed is lost
    assert saved(noord, by=supplier)[0].place == ""  # nor saved yet
    second = {"career-1-begins": "15-1-2019", "career-1-ends": "2021-02", "career-1-role": "Baliemedewerker"}
    assert browser.post(edit, more | second).url == page("people")
    (found,) = saved(noord, by=supplier)
    assert found.career[1] == Job(begins="2019-01-15", ends="2021-02", role="Baliemedewerker")
    assert browser.post(edit, form_on(browser.get(edit)) | {"career-1-DELETE": "on"}).status_code == 302
    assert len(saved(noord, by=supplier)[0].career) == 1
    acts = list(Event.objects.values_list("act", flat=True))
    assert acts == ["person.saved", "person.changed", "person.changed"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"career-0-begins": "voorjaar 2021"}, "begins"),
        ({"career-0-begins": "13-2021"}, "begins"),
        ({"career-0-begins": "30-02-2021"}, "begins"),
        ({"career-0-begins": ""}, "begins"),
        ({"career-0-ends": ""}, "ends"),
        ({"career-0-ends": "01-2020"}, "ends"),
        ({"career-0-still": "on"}, "ends"),
        ({"career-0-hours_per_week": "90"}, "hours_per_week"),
    ],
)
def test_what_is_wrong_in_a_job_is_said_there_and_nothing_is_lost(noord, supplier, as_user, typed, field):
    browser = as_user(supplier)
    path = page("person_new", noord.pk)
    job = {"career-0-begins": "03-2021", "career-0-ends": "04-2022", "career-0-role": "Zegelrol"}
    answer = browser.post(path, form_on(browser.get(path)) | {"name": "Ilse"} | job | typed)
    assert answer.status_code == 422
    assert list(answer.context["formset"].errors[0]) == [field]
    assert form_on(answer)["career-0-role"] == "Zegelrol"
    assert not SavedCandidate.objects.exists()


def test_a_month_may_be_written_as_in_a_cv(noord, supplier, as_user):
    job = {"career-0-begins": "maart 2021", "career-0-ends": "jan 2022", "career-0-role": "Zegelrol"}
    browser, path = as_user(supplier), page("person_new", noord.pk)
    assert browser.post(path, form_on(browser.get(path)) | {"name": "Ilse"} | job).url == page("people")
    (found,) = saved(noord, by=supplier)
    assert [(each.begins, each.ends) for each in found.career] == [("2021-03", "2022-01")]


def test_a_name_is_needed(noord, supplier, as_user):
    answer = as_user(supplier).post(page("person_new", noord.pk), {"name": " ", "email": "x"} | NO_ROWS)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "email"}


def test_searching_by_name():
    people = [Person(name="Ilse  van der Zegel"), Person(name="Jan Zegel"), Person(name="Éva Kok")]
    assert named(people, "zegel ILSE") == people[:1]
    assert named(people, "éva") == people[2:]
    assert named(people, "") == people


def test_who_bids_for_two_sees_two_folders(noord, zuid, supplier, rival, as_user):
    kept(noord, supplier)
    kept(zuid, rival, Person(name="Zuidelijke Zus"))
    supplier.memberships.create(organisation=zuid, role="bidder")
    body = as_user(supplier).get(page("people")).content.decode()
    assert "Zegelnaam" in body
    assert "Zuidelijke Zus" in body


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(noord, supplier, as_user, number, django_assert_num_queries):
    for place in range(number):
        kept(noord, supplier, Person(name=f"Persoon {place}"))
    browser = as_user(supplier)
    with django_assert_num_queries(5):
        assert browser.get(page("people")).status_code == 200


def test_a_dump_shows_nothing(noord, supplier, capsys):
    kept(noord, supplier)
    call_command("dumpdata", "candidates")
    dumped = capsys.readouterr().out
    assert "savedcandidate" in dumped
    assert [word for word in WORDS if word in dumped] == []


def test_another_key_opens_nothing(noord, supplier):
    row = kept(noord, supplier)
    other = keystore.new_key()
    SavedCandidate.objects.update(sealed=sealed(row, ILSE, key_id=other))
    row.refresh_from_db()
    with pytest.raises(keystore.Tampered):
        opened(row, by=supplier)
