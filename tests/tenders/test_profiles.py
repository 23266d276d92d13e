"""Function profiles: the library, an organisation's own, and who sees and changes which."""

import io
import json
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from audit.models import Event
from tenders import library
from tenders.models import FunctionProfile, ProfileCompetence
from tenders.profiles import PARTS, content_of
from tenders.queries.profiles import profiles_for
from tenders.services.drafting import ChangedMeanwhile
from tenders.services.profiles import create_profile, load_library, pick_competences, save_part
from tests.factories import BEFORE_RAALTE_CLOSES as NOW
from tests.factories import a_person, a_tender, an_organisation
from tests.tenders.pages import form_on
from tests.tenders.profiles import TEAMCOACH, a_profile, stored

pytestmark = pytest.mark.django_db
LIST = reverse("profiles")
LIBRARY = {content["slug"]: content for content in library.profiles()}


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(NOW)
    return as_user(officer)


@pytest.fixture
def own(broker):
    return a_profile(broker)


@pytest.fixture
def stranger(other_municipality):
    """An officer of another organisation."""
    return a_person("Wanda West", other_municipality, "officer")


def words_of(answer):
    return unescape(answer.content.decode())


# The library ---------------------------------------------------------------------------------------------------------
def test_the_library_is_what_its_files_say_and_loading_it_again_changes_nothing(db):
    assert load_library(NOW) == list(LIBRARY)
    assert {each.slug: content_of(each) | {"slug": each.slug} for each in FunctionProfile.objects.all()} == LIBRARY
    rows = list(ProfileCompetence.objects.values_list("pk", "name"))
    assert load_library(NOW) == []
    assert list(ProfileCompetence.objects.values_list("pk", "name")) == rows
    assert [(event.act, event.actor_id) for event in Event.objects.all()] == [("profiles.loaded", None)]


def test_a_corrected_file_reaches_the_library_and_keeps_the_rows_that_assignments_point_at(officer, monkeypatch):
    load_library(NOW)
    competence = ProfileCompetence.objects.get(profile__slug="klantadviseur-1", name="Discipline")
    tender = a_tender(by=officer)
    pick_competences(tender, [competence], by=officer, now=NOW)
    corrected = json.loads(json.dumps(LIBRARY["klantadviseur-1"]))
    corrected["competences"].insert(0, corrected["competences"].pop())
    corrected["competences"][-1]["indicators"] = ["komt afspraken na"]
    monkeypatch.setattr(library, "profiles", lambda: [corrected])
    assert load_library(NOW) == ["klantadviseur-1"]
    assert content_of(FunctionProfile.objects.get(slug="klantadviseur-1")) | {"slug": "klantadviseur-1"} == corrected
    assert tender.competences.get().source == competence
    assert tender.competences.get().indicators == ["houdt zich aan de afspraken"]


def test_the_command_loads_the_library_and_says_what_it_changed(db):
    said = io.StringIO()
    call_command("load_profiles", "--json", stdout=said)
    call_command("load_profiles", stdout=said)
    assert json.loads(said.getvalue()) == {"profiles": list(LIBRARY), "changed": list(LIBRARY)}


def test_without_its_tables_the_command_says_so_in_one_sentence(db, monkeypatch):
    def no_table(_now):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere")

    monkeypatch.setattr("tenders.management.commands.load_profiles.load_library", no_table)
    with pytest.raises(CommandError) as refusal:
        call_command("load_profiles")
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


# Who sees which ------------------------------------------------------------------------------------------------------
def test_an_officer_sees_the_library_and_the_own_profiles_of_the_own_organisation(officer, stranger, own, broker):
    shared = a_profile(None, "Baliemedewerker")
    other = a_profile(an_organisation("Gemeente Westland", "client"), "Adviseur")
    assert list(profiles_for(officer)) == [own, shared]
    assert list(profiles_for(stranger)) == [other, shared]


def test_an_own_profile_does_not_exist_for_officers_of_others(as_user, stranger, own):
    browser = as_user(stranger)
    shared = a_profile(None, "Baliemedewerker")
    addresses = [own.get_absolute_url(), *(reverse(name, args=[own.slug]) for name in ("profile_start",
                 "profile_delete")), reverse("profile_edit", args=[own.slug, "taken"])]  # fmt: skip
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert browser.get(f"{reverse('profile_new')}?van={own.slug}").status_code == 404
    compared = browser.get(reverse("profile_compare"), {"links": own.slug, "rechts": shared.slug})
    assert (compared.status_code, "Teamcoach" in words_of(compared)) == (422, False)
    assert "Teamcoach" not in words_of(browser.get(LIST))


def test_the_library_is_nobodys_to_change(browser):
    shared = a_profile(None, "Baliemedewerker")
    assert browser.get(shared.get_absolute_url()).status_code == 200
    assert browser.get(reverse("profile_edit", args=[shared.slug, "taken"])).status_code == 404
    assert browser.post(reverse("profile_delete", args=[shared.slug])).status_code == 404


def test_a_supplier_has_no_profiles(as_user, supplier):
    assert as_user(supplier).get(LIST).status_code == 404
    assert "Functieprofielen" not in words_of(as_user(supplier).get(reverse("tenders")))


# Reading and searching -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("teamleider", ["Teamleider KCC"]),
        ("conflicthantering", ["Manager KCC"]),
        ("terugbelnotities", ["Klantadviseur 1", "Klantadviseur 2"]),
        ("stuurt gesprekstijd", ["Teamleider KCC"]),
        ("antwoord rolmodel", ["Projectmanager KCC"]),
        ("zeepbel", []),
        ("%", ["Klantadviseur 1"]),
    ],
)
def test_a_word_is_looked_for_in_names_tasks_competences_and_indicators(browser, wanted, found):
    load_library(NOW)
    FunctionProfile.objects.get(slug="klantadviseur-1").tasks.filter(position=1).update(text="haalt 80% direct")
    answer = browser.get(LIST, {"q": wanted})
    assert [profile.name for profile in answer.context["page"]] == found


def test_the_list_says_where_a_word_was_found(browser):
    load_library(NOW)
    said = words_of(browser.get(LIST, {"q": "terugbelnotities"}))
    assert 'Doorgeven berichten:</span> stelt terugbelnotities op voor de backoffice' in said  # fmt: skip


def test_a_profile_page_shows_all_that_the_profile_says(browser):
    load_library(NOW)
    for content in LIBRARY.values():
        shown = words_of(browser.get(reverse("profile", args=[content["slug"]])))
        assert [text for text in texts_of(content) if text not in shown] == []


def texts_of(content):
    """Every line of it, but for the marks of lists and what only assignments use."""
    for name, value in content.items():
        if isinstance(value, str):
            lines = value.splitlines() if name not in ("slug", "education_level") else []
            yield from (line.removeprefix("- ") for line in lines)
        elif name == "competences":
            for row in value:
                yield from (row["cluster"], row["name"], row["definition"], *row["indicators"])
        else:
            for row in value:
                yield from (row["heading"], *row["lines"])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "asked"), [({}, 7), ({"q": "luistert"}, 9)])
def test_the_list_asks_as_much_however_long_it_is(browser, broker, django_assert_num_queries, count, query, asked):
    a_profile(None, "Baliemedewerker")  # so that there are always two to compare
    for number in range(count):
        a_profile(broker, f"Coach {number}")
    with django_assert_num_queries(asked):
        assert len(browser.get(LIST, query).context["page"]) == 1 + count


@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_page_asks_as_much_however_long_it_is(browser, broker, django_assert_num_queries, count):
    rows = [TEAMCOACH["competences"][0] | {"name": f"Coachen {number}"} for number in range(count)]
    profile = a_profile(broker, competences=rows)
    with django_assert_num_queries(9):
        browser.get(profile.get_absolute_url())


# An own profile ------------------------------------------------------------------------------------------------------
def test_a_copy_has_everything_and_is_its_own(browser, broker, officer):
    load_library(NOW)
    like = FunctionProfile.objects.get(slug="manager-kcc")
    address = f"{reverse('profile_new')}?van=manager-kcc"
    typed = form_on(browser.get(address))
    assert typed == {"name": "Manager KCC", "organisation": str(broker.pk)}
    made = FunctionProfile.objects.filter(organisation=broker)
    assert browser.post(address, typed | {"name": "Manager balie"}).url == reverse(
        "profile_edit", args=[made.get().slug, "algemeen"]
    )
    assert stored(made.get()) == content_of(like) | {"name": "Manager balie"}
    event = Event.objects.get(act="profile.created")
    assert event.details == {"like": "manager-kcc", "organisation": broker.pk}
    made.get().competences.all().delete()
    assert stored(like)["competences"] == LIBRARY["manager-kcc"]["competences"]


def test_a_profile_is_written_part_by_part_without_scripts(browser, broker):
    made = browser.post(reverse("profile_new"), {"name": "Teamcoach", "organisation": broker.pk})
    profile = FunctionProfile.objects.get()
    steps = {
        "algemeen": ({"family": "Klantcontact", "purpose": "Coacht het team.", "place": "Naast de teamleider."}, ()),
        "taken": (
            {"tasks-0-heading": "Coachen", "tasks-0-lines-0-text": " luistert \r\nmee",
             "tasks-0-lines-1-text": "bespreekt gesprekken na"},
            ("tasks-0-lines",),
        ),
        "eisen": (
            {"education_level": "HBO", "education": "HBO werk- en denkniveau.", "skills-0-heading": "Taal",
             "skills-0-lines-0-text": "schrijft helder"},
            (),
        ),
        "competenties": (
            {"competences-0-cluster": "Mensen", "competences-0-name": "Coachen",
             "competences-0-definition": "Helpt anderen beter te worden.",
             "competences-0-lines-0-text": "stelt vragen", "competences-0-lines-2-text": "geeft complimenten",
             "competences-1-name": "Rust"},
            ("competences-0-lines", "competences-0-lines", "competences"),
        ),
    }  # fmt: skip
    for part, (typed, more) in steps.items():
        address = reverse("profile_edit", args=[profile.slug, part])
        assert made.url == address
        fields = form_on(browser.get(address))
        for rows in more:
            fields = form_on(browser.post(address, fields | {"more": rows}))
        assert set(typed) <= set(fields)
        made = browser.post(address, fields | typed)
    assert made.url == profile.get_absolute_url()
    assert stored(profile) == TEAMCOACH | {"name": "Teamcoach"}
    assert [event.details["part"] for event in Event.objects.filter(act="profile.edited")] == list(steps)


@pytest.mark.parametrize("part", ["algemeen", "taken", "eisen", "competenties"])
def test_saving_a_part_as_it_stands_changes_nothing_and_leaves_no_event(browser, broker, officer, part):
    load_library(NOW)
    for slug, content in LIBRARY.items():
        like = FunctionProfile.objects.get(slug=slug)
        profile = create_profile(organisation=broker, name=like.name, like=like, by=officer, now=NOW)
        events = Event.objects.count()
        address = reverse("profile_edit", args=[profile.slug, part])
        assert browser.post(address, form_on(browser.get(address))).status_code == 302
        assert stored(profile) | {"slug": slug} == content
        assert Event.objects.count() == events


def test_a_cluster_that_is_named_again_is_joined_to_itself(broker):
    rows = [{"cluster": cluster, "name": name, "definition": "", "indicators": []}
            for cluster, name in (("A", "een"), ("B", "twee"), ("A", "drie"))]  # fmt: skip
    assert [row["name"] for row in stored(a_profile(broker, competences=rows))["competences"]] == [
        "een",
        "drie",
        "twee",
    ]


MISTAKES = {
    "a competence twice": (
        "competenties",
        {"competences-1-name": "COACHEN"},
        "Naam: Deze competentie staat al in de lijst.",
    ),
    "indicators of nothing": (
        "competenties",
        {"competences-0-name": ""},
        "Naam: Dit veld is verplicht.",
    ),
    "a heading without tasks": (
        "taken",
        {"tasks-0-lines-0-text": "", "tasks-0-lines-1-text": ""},
        "Resultaatgebied: Onder deze kop staat niets. Schrijf er iets onder, of haal hem weg.",
    ),
    "no name": ("algemeen", {"name": ""}, "Naam: Dit veld is verplicht."),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_said_and_what_was_typed_stays(browser, own, what):
    part, typed, sentence = MISTAKES[what]
    address = reverse("profile_edit", args=[own.slug, part])
    sent = form_on(browser.get(address)) | typed
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert form_on(answer) == sent
    assert stored(own) == TEAMCOACH | {"name": "Teamcoach"}


def test_two_who_write_at_once_do_not_overwrite_each_other(browser, own, officer):
    address = reverse("profile_edit", args=[own.slug, "algemeen"])
    first, second = form_on(browser.get(address)), form_on(browser.get(address))
    browser.post(address, first | {"purpose": "Van een collega"})
    answer = browser.post(address, second | {"purpose": "Van mij"})
    assert answer.status_code == 409
    assert form_on(answer)["purpose"] == "Van mij"
    assert stored(own)["purpose"] == "Van een collega"


def test_a_stale_stamp_is_refused_by_the_service_itself(own, officer):
    with pytest.raises(ChangedMeanwhile):
        save_part(own, PARTS["algemeen"], {"purpose": "x"}, seen="", by=officer, now=NOW)


def test_an_unknown_part_is_not_found(browser, own):
    assert browser.get(reverse("profile_edit", args=[own.slug, "geheim"])).status_code == 404


def test_a_profile_that_nobody_uses_can_go(browser, own):
    address = reverse("profile_delete", args=[own.slug])
    assert "Dit kunt u niet terugdraaien" in words_of(browser.get(address))
    assert browser.post(address).url == LIST
    assert not FunctionProfile.objects.exists()
    assert Event.objects.get(act="profile.deleted").object_id == own.slug


def test_a_profile_that_an_assignment_took_from_stays(browser, own, officer):
    tender = a_tender(by=officer)
    pick_competences(tender, list(own.competences.all()), by=officer, now=NOW)
    answer = browser.post(reverse("profile_delete", args=[own.slug]))
    assert answer.status_code == 409
    assert "1 opdracht heeft competenties uit dit profiel overgenomen." in words_of(answer)
    assert FunctionProfile.objects.get() == own


# Two side by side ----------------------------------------------------------------------------------------------------
def test_two_profiles_stand_side_by_side(browser):
    load_library(NOW)
    answer = browser.get(reverse("profile_compare"), {"links": "klantadviseur-3", "rechts": "klantadviseur-1"})
    topics = {topic.name: topic for group in answer.context["groups"] for topic in group.topics}
    assert {name: topics[name].how for name in ("Klantgerichtheid", "Ondernemerschap", "Inleertraject",
            "Doorgeven berichten")} == {"Klantgerichtheid": "same", "Ondernemerschap": "changed",
            "Inleertraject": "left", "Doorgeven berichten": "right"}  # fmt: skip
    assert [pair.how for pair in topics["Ondernemerschap"].pairs] == ["same", "same", "right"]
    shown = words_of(answer)
    assert "<mark>en bij vragen van medewerkers</mark>" in shown
    for slug in ("klantadviseur-3", "klantadviseur-1"):
        lines = [line for row in LIBRARY[slug]["tasks"] for line in row["lines"]]
        plain = shown.replace("<mark>", "").replace("</mark>", "")
        assert [line for line in lines if line not in plain] == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"links": "manager-kcc"}, "Tweede profiel: Dit veld is verplicht."),
        ({"links": "manager-kcc", "rechts": "manager-kcc"}, "Kies een ander profiel dan het eerste."),
        ({"links": "manager-kcc", "rechts": "weg"}, "Tweede profiel:"),
    ],
)
def test_what_cannot_be_compared_is_said(browser, asked, sentence):
    load_library(NOW)
    answer = browser.get(reverse("profile_compare"), asked)
    assert answer.status_code == 422
    assert sentence in words_of(answer)


def test_comparing_the_two_longest_asks_no_query_per_competence(browser, django_assert_num_queries):
    load_library(NOW)
    with django_assert_num_queries(15):
        browser.get(reverse("profile_compare"), {"links": "manager-kcc", "rechts": "projectmanager-kcc"})
