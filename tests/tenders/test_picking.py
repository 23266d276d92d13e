"""What an assignment takes from a function profile, what is published of it, and what stays as it was."""

import json
from html import unescape

import pytest
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from tenders.models import FunctionProfile, ProfileCompetence, Tender
from tenders.rulesbook import canonical, digest, rules_of
from tenders.services.profiles import load_library, pick_competences
from tests.factories import BEFORE_RAALTE_CLOSES as NOW
from tests.factories import a_person, a_posting, published
from tests.tenders.pages import form_on
from tests.tenders.profiles import TEAMCOACH, a_profile

pytestmark = pytest.mark.django_db
SECTION = reverse("tender_edit", args=["27750", "competenties"])
PICK = reverse("tender_competences", args=["27750"])
COACHEN = TEAMCOACH["competences"][0]


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(NOW)
    return as_user(officer)


@pytest.fixture
def profile(broker):
    return a_profile(broker)


@pytest.fixture
def tender(officer):
    return a_posting(by=officer)


def words_of(answer):
    return unescape(answer.content.decode())


def pick(browser, profile, *names):
    chosen = [str(profile.competences.get(name=name).pk) for name in names]
    return browser.post(f"{PICK}?profiel={profile.slug}", {"competences": chosen})


def texts(tender):
    return list(tender.competences.values_list("text", flat=True))


# Starting ------------------------------------------------------------------------------------------------------------
def test_an_assignment_starts_with_what_the_profile_says(browser, municipality, broker):
    load_library(NOW)
    profile = FunctionProfile.objects.get(slug="klantadviseur-2")
    address = reverse("profile_start", args=[profile.slug])
    fields = form_on(browser.get(address))
    assert fields["title"] == "Klantadviseur 2"
    answer = browser.post(address, fields | {"number": "10001", "client": municipality.pk})
    assert answer.url == reverse("tender_manage", args=["10001"])

    tender = Tender.objects.get()
    assert (tender.title, tender.education_level) == ("Klantadviseur 2", "MBO")
    assert tender.assignment_text.startswith(f"{profile.purpose}\n\nBeheersing van het instrumentarium\n- bedient een ")
    assert [task.text for task in profile.tasks.all() if f"\n- {task.text}" not in tender.assignment_text] == []
    taken = [(each.text, each.source, each.indicators) for each in tender.competences.all()]
    assert taken == [
        (each.name, each, [indicator.text for indicator in each.indicators.all()]) for each in profile.competences.all()
    ]
    assert tender.stages.count() == 4
    events = [(event.act, event.details) for event in Event.objects.filter(tender="10001")]
    assert events == [("tender.created", {}), ("profile.used", {"profile": "klantadviseur-2"})]


def test_a_number_that_is_taken_is_said_and_nothing_is_started(browser, tender, profile):
    answer = browser.post(reverse("profile_start", args=[profile.slug]), {"number": "27750", "title": "Coach"})
    assert answer.status_code == 422
    assert "Opdrachtnummer:" in words_of(answer)
    assert form_on(answer)["title"] == "Coach"
    assert Tender.objects.count() == 1


# Picking -------------------------------------------------------------------------------------------------------------
def test_picked_competences_come_after_those_that_were_written(browser, tender, profile):
    before = texts(tender)
    assert pick(browser, profile, "Rust", "Coachen").url == SECTION
    assert texts(tender) == [*before, "Coachen", "Rust"]
    added = tender.competences.get(text="Coachen")
    assert (added.definition, added.indicators) == (COACHEN["definition"], COACHEN["indicators"])
    assert added.source.profile == profile
    event = Event.objects.get(act="tender.edited")
    assert event.details == {"section": "competenties", "fields": ["competences"], "profiles": [profile.slug]}
    shown = words_of(browser.get(SECTION))
    assert [each for each in COACHEN["indicators"] if each not in shown] == []


def test_what_was_typed_is_saved_on_the_way_to_the_profiles(browser, tender):
    fields = form_on(browser.get(SECTION)) | {"competences": "Geduld\r\nMoed", "pick": "1"}
    assert browser.post(SECTION, fields).url == PICK
    assert texts(tender) == ["Geduld", "Moed"]


def test_what_is_there_already_stays_and_is_offered_no_more(browser, tender, profile):
    pick(browser, profile, "Coachen")
    page = words_of(browser.get(f"{PICK}?profiel={profile.slug}"))
    assert page.count('name="competences"') == 1
    assert "staat al in de opdracht" in page
    events = Event.objects.count()
    pick(browser, profile, "Coachen")
    assert texts(tender).count("Coachen") == 1
    assert Event.objects.count() == events


def test_a_profile_of_which_everything_is_there_says_so(browser, tender, profile):
    pick(browser, profile, "Coachen", "Rust")
    page = words_of(browser.get(f"{PICK}?profiel={profile.slug}"))
    assert "De opdracht heeft alle competenties van dit profiel al." in page
    assert 'name="competences"' not in page


def test_nothing_chosen_is_said(browser, tender, profile):
    before = texts(tender)
    answer = browser.post(f"{PICK}?profiel={profile.slug}", {})
    assert answer.status_code == 422
    assert "Kies ten minste één competentie." in words_of(answer)
    assert 'href="#id_competences"' in words_of(answer)
    assert texts(tender) == before


def test_competences_of_another_profile_cannot_be_slipped_in(browser, tender, profile, other_municipality):
    foreign = a_profile(other_municipality, "Adviseur")
    before = texts(tender)
    sent = {"competences": [str(foreign.competences.first().pk), str(profile.competences.first().pk)]}
    answer = browser.post(f"{PICK}?profiel={profile.slug}", sent)
    assert answer.status_code == 422
    assert f'value="{profile.competences.first().pk}" id="id_competences" checked' in words_of(answer)
    assert browser.get(f"{PICK}?profiel={foreign.slug}").status_code == 404
    assert texts(tender) == before


@pytest.mark.parametrize("sent", ["x", "0", "-1", "9" * 30, "\x00"])
def test_what_no_box_of_the_page_sends_is_refused(browser, tender, profile, sent):
    assert browser.post(f"{PICK}?profiel={profile.slug}", {"competences": [sent]}).status_code == 422


def test_a_line_keeps_its_indicators_until_its_words_change(browser, tender, profile):
    pick(browser, profile, "Coachen", "Rust")
    fields = form_on(browser.get(SECTION))
    browser.post(SECTION, fields | {"competences": "Rust\nCoachen\nGeduld"})
    assert list(tender.competences.values_list("text", "indicators")) == [
        ("Rust", []),
        ("Coachen", COACHEN["indicators"]),
        ("Geduld", []),
    ]
    fields = form_on(browser.get(SECTION))
    browser.post(SECTION, fields | {"competences": "Coachend leiderschap"})
    assert tender.competences.get().indicators == []


def test_after_publication_nothing_is_picked(browser, tender, profile, officer):
    published(tender)
    assert pick(browser, profile, "Coachen").status_code == 409
    with pytest.raises(NotNow):
        pick_competences(tender, list(profile.competences.all()), by=officer, now=NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_to_pick_from_asks_as_much_however_long_it_is(
    browser, tender, broker, django_assert_num_queries, count
):
    profile = a_profile(broker, competences=[COACHEN | {"name": f"Coachen {number}"} for number in range(count)])
    with django_assert_num_queries(9):
        assert words_of(browser.get(f"{PICK}?profiel={profile.slug}")).count('name="competences"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_to_choose_a_profile_asks_as_much_however_long_it_is(
    browser, tender, broker, django_assert_num_queries, count
):
    for number in range(count):
        a_profile(broker, f"Coach {number}")
    with django_assert_num_queries(6):
        assert words_of(browser.get(PICK)).count("?profiel=") == count


# What is published ---------------------------------------------------------------------------------------------------
def test_rules_without_indicators_are_what_they_always_were(browser, tender, profile):
    before = rules_of(tender)
    assert "competence_details" not in before
    pick(browser, profile, "Coachen")
    assert digest(canonical(rules_of(tender))) != digest(canonical(before))
    fields = form_on(browser.get(SECTION))
    browser.post(SECTION, fields | {"competences": "\n".join(before["competences"])})
    assert digest(canonical(rules_of(tender))) == digest(canonical(before))


def test_definition_and_indicators_are_part_of_the_rules(tender, profile, officer):
    without = rules_of(tender)
    pick_competences(tender, list(profile.competences.all()), by=officer, now=NOW)
    rules = rules_of(tender)
    assert rules["competences"] == [*without["competences"], "Coachen", "Rust"]
    assert rules["competence_details"] == [
        {"competence": "Coachen", "definition": COACHEN["definition"], "indicators": COACHEN["indicators"]}
    ]
    assert {name: rules[name] for name in without if name != "competences"} == {
        name: without[name] for name in without if name != "competences"
    }


def test_the_public_page_shows_what_an_interview_looks_for(client, tender, profile, officer, clock_at):
    clock_at(NOW)
    pick_competences(tender, list(profile.competences.all()), by=officer, now=NOW)
    published(tender)
    shown = words_of(client.get(reverse("tender", args=["27750"])))
    assert [text for text in (COACHEN["definition"], *COACHEN["indicators"], *texts(tender)) if text not in shown] == []


def test_a_later_change_of_the_profile_changes_no_assignment(browser, tender, profile, officer):
    pick_competences(tender, list(profile.competences.all()), by=officer, now=NOW)
    version = published(tender).rules_versions.get()
    address = reverse("profile_edit", args=[profile.slug, "competenties"])
    fields = form_on(browser.get(address))
    browser.post(address, fields | {"competences-0-lines-0-text": "iets anders", "competences-1-DELETE": "on"})
    assert not ProfileCompetence.objects.filter(name="Rust").exists()
    assert canonical(rules_of(Tender.objects.get())) == version.rules
    assert json.loads(version.rules)["competence_details"][0]["indicators"] == COACHEN["indicators"]


def test_a_draft_of_others_is_not_found(as_user, tender, broker, profile):
    colleague = as_user(a_person("Wim Wachter", broker, "officer"))
    assert colleague.get(PICK).status_code == 404
