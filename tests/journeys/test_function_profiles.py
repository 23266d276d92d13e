"""The function profiles in a real browser: every page looked at, an own profile written by keyboard, picked without
scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tenders.models import FunctionProfile
from tenders.services.profiles import load_library
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting
from tests.journeys.hands import add_row, go_on, press, remove_row, rows, write


@pytest.fixture
def library(clock_at, officer):
    clock_at(BEFORE_RAALTE_CLOSES)
    load_library(BEFORE_RAALTE_CLOSES)


def test_the_library_is_read_searched_and_compared(visitors, officer, library):
    desk = visitors("officer").log_in(officer)
    page = desk.open(reverse("profiles"))
    desk.look("profiles")
    page.locator("[name=q]").fill("stressbestendigheid")
    press(page, "Search")
    expect(page.get_by_role("status")).to_contain_text("1 functieprofiel gevonden.")
    desk.look("profiles-found")
    page.get_by_role("link", name="Manager KCC").click()
    desk.look("profile")
    page.locator("#id_rechts").select_option("teamleider-kcc")
    press(page, "Compare")
    expect(page.get_by_role("heading", name="Klantgerichtheid alleen bij Manager KCC")).to_be_visible()
    page.locator("#compare-tasks").evaluate("heading => heading.scrollIntoView()")
    expect(page.locator(".compare-head")).to_be_in_viewport()
    desk.look("profiles-compared")
    desk.open(reverse("profile_compare"))
    with desk.expecting(422):
        press(page, "Compare")
    desk.look("profiles-compare-what")


def test_an_own_profile_is_written_from_a_copy(visitors, officer, library):
    desk = visitors("officer").log_in(officer)
    page = desk.open(reverse("profile", args=["klantadviseur-1"]))
    press(page, "Make a copy of your own")
    desk.look("profile-new")
    write(page, {"name": "Klantadviseur balie"})
    go_on(page)
    profile = FunctionProfile.objects.exclude(organisation=None).get()
    desk.look("profile-purpose")
    page.locator("#id_name").press("Enter")
    page.wait_for_url("**/bewerken/taken/")
    desk.look("profile-tasks")
    remove_row(rows(page, "tasks").first)
    new = add_row(page, "tasks")
    write(new, {"heading": "Balie", "text": "ontvangt bezoekers"})
    lines = new.locator("[data-rows]").get_attribute("data-rows")
    write(add_row(page, lines), {"text": "wijst de weg"})
    go_on(page)
    page.wait_for_url("**/bewerken/eisen/")
    desk.look("profile-requirements")
    go_on(page)
    page.wait_for_url("**/bewerken/competenties/")
    page.get_by_role("button", name="Competentie toevoegen").press("Enter")
    page.keyboard.type("Gastvrijheid")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("begroet iedereen")
    desk.look("profile-competences")
    go_on(page)
    page.wait_for_url(f"**{profile.get_absolute_url()}")
    desk.look("profile-own")
    assert list(profile.tasks.values_list("heading", "text"))[-2:] == [
        ("Balie", "ontvangt bezoekers"),
        ("Balie", "wijst de weg"),
    ]
    made = profile.competences.get(name="Gastvrijheid")
    assert [each.text for each in made.indicators.all()] == ["begroet iedereen"]
    press(page, "Delete this profile")
    desk.look("profile-delete")
    page.get_by_role("button", name="Profiel verwijderen").click()
    page.wait_for_url(f"**{reverse('profiles')}")
    assert not FunctionProfile.objects.exclude(organisation=None).exists()


def test_without_scripts_an_assignment_starts_from_a_profile_and_picks_from_another(
    visitors, officer, municipality, library
):
    desk = visitors("officer", scripts=False).log_in(officer)
    page = desk.open(reverse("profile", args=["klantadviseur-2"]))
    press(page, "Start an assignment from this profile")
    desk.picture("profile-start-1280")
    write(page, {"number": "10001"})
    page.locator("#id_client").select_option(label=municipality.name)
    go_on(page)
    page.wait_for_url("**/beheer/10001/")
    desk.open(reverse("tender_edit", args=["10001", "competenties"]))
    write(page, {"competences": "Klantgerichtheid\nGeduld"})
    press(page, "Save and choose from a function profile")
    page.get_by_role("link", name="Teamleider KCC").click()
    page.get_by_label("Coachen", exact=True).check()
    go_on(page)
    page.wait_for_url("**/bewerken/competenties/")
    assert page.locator("#id_competences").input_value().splitlines() == ["Klantgerichtheid", "Geduld", "Coachen"]


def test_the_pages_to_pick_from_read_well(visitors, officer, library):
    a_posting(by=officer)
    desk = visitors("officer").log_in(officer)
    page = desk.open(reverse("profile_start", args=["projectmanager-kcc"]))
    desk.look("profile-start")
    desk.open(reverse("tender_competences", args=["27750"]))
    desk.look("competences-profile")
    page.get_by_role("link", name="Projectmanager KCC").click()
    with desk.expecting(422):
        go_on(page)
    desk.look("competences-none-chosen")
    page.get_by_label("Servicegerichtheid").check()
    go_on(page)
    page.wait_for_url("**/bewerken/competenties/")
    desk.look("competences-picked")
    desk.open(reverse("tender_preview", args=["27750"]))
    desk.look("preview-with-indicators")
