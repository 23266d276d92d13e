"""An officer types the posting of Raalte into the forms, without scripts; it is the posting, word for word."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from tenders.forms import NewTenderForm
from tenders.models import Tender
from tenders.rulesbook import rules_of
from tenders.services.people import assign
from tests.factories import BEFORE_RAALTE_CLOSES, a_person, a_posting, a_tender, accepted, posting
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NOW = "2026-02-16 10:00"
RAALTE = posting("raalte-27750")
WRITTEN = {"True": "yes", "False": "no", "None": ""}


@pytest.fixture
def browser(as_user, officer, municipality, clock_at):
    clock_at(NOW)
    return as_user(officer)


def page(number, section):
    return reverse("tender_edit", args=[number, section])


def save(browser, number, section, /, **typed):
    """Opens the section, asks for as many rows as needed, types and saves: where the site leads to next."""
    url = page(number, section)
    fields = form_on(browser.get(url))
    for name in [name for name in fields if name.endswith("TOTAL_FORMS")]:
        prefix = name.removesuffix("-TOTAL_FORMS")
        rows = {key.split("-")[1] for key in typed if key.startswith(f"{prefix}-") and "levels" not in key}
        while len(rows) > int(fields[name]):
            fields = form_on(browser.post(url, fields | {"more": prefix}))
    assert set(typed) <= set(fields), sorted(set(typed) - set(fields))
    answer = browser.post(url, as_a_browser_sends(fields | typed))
    assert answer.status_code == 302, [each.errors for each in answer.context["sheet"].all_forms]
    return answer.url


def as_a_browser_sends(fields):
    return {name: "\r\n".join(str(value).splitlines()) for name, value in fields.items()}


def rows(prefix, items):
    """{"knock_outs-0-text": …} of a list of dicts."""
    plain = [{**item, **counted(item.get("experience"))} for item in items]
    return {
        f"{prefix}-{i}-{name}": str(value or "")
        for i, item in enumerate(plain)
        for name, value in item.items()
        if name != "experience"
    }


def counted(experience):
    """How a criterion counts experience, as its row asks for it."""
    if experience is None:
        return {}
    lines = {f"experience_{name}": "\n".join(experience[name]) for name in ("work", "at")}
    numbers = {f"experience_{name}": experience[name] for name in ("needed", "window")}
    return {**numbers, **lines, "experience_part_time": experience["part_time"]["rule"]}


def text(**names):
    """The fields of the posting that are typed as they are, under the names of the form."""
    return {name: WRITTEN.get(str(RAALTE[key]), str(RAALTE[key])) for name, key in names.items()}


def same(*names):
    return text(**{name: name for name in names})


def test_raalte_typed_into_the_forms_is_raalte(browser, officer, municipality, broker):
    answer = browser.post(
        reverse("tender_new"),
        same("number", "title") | {"client": municipality.pk, "run_by": broker.pk},
    )
    assert answer.url == reverse("tender_manage", args=["27750"])

    assert save(
        browser, "27750", "opdracht",
        **same(
            "start_text", "duration_months", "extension_count", "extension_months", "hours_min", "hours_max", "das",
            "education_level", "region", "positions_min", "positions_max", "work_days", "hybrid", "function_scale",
            "cao",
        ),
    ) == page("27750", "teksten")  # fmt: skip
    save(browser, "27750", "teksten", **same("organisation_text", "assignment_text", "execution_condition"))
    save(
        browser, "27750", "knock-outs", **same("knock_outs_heading"), **rows("knock_outs", RAALTE["knock_outs"])
    )  # fmt: skip
    names = ("number", "text", "points", "experience")
    criteria = [{key: row[key] for key in names if key in row} for row in RAALTE["criteria"]]
    save(browser, "27750", "criteria", **same("criteria_heading"), points_total="100", **rows("criteria", criteria))
    save(browser, "27750", "competenties", competences="\n".join(RAALTE["competences"]))
    save(browser, "27750", "procedure", **same("award_text"), standstill="yes", **stages(RAALTE["stages"]))
    save(
        browser, "27750", "tarief", rate_ceiling_cents="€ 60,-",
        **same("rate_vat", "rate_travel", "fee_kind", "fee_text"),
    )  # fmt: skip
    save(
        browser, "27750", "cv", **same("cv_max_pages", "cv_language", "cv_min_references", "cv_instruction"),
        **rows("documents", RAALTE["documents"]),
    )  # fmt: skip
    save(
        browser, "27750", "planning", **same("answers_on", "invitations_by", "interviews_on", "progress_note"),
        questions_until_0="2026-02-23", questions_until_1="09:00", closes_at_0="2-3-2026", closes_at_1="09:00",
    )  # fmt: skip
    assert save(
        browser, "27750", "overig", **same("contact", "questions_note", "other_information"), questions_public=""
    ) == reverse("tender_manage", args=["27750"])  # fmt: skip

    typed = Tender.objects.get(number="27750")
    loaded = a_posting("raalte-27750", by=officer, number="27750-1")
    assert rules_of(typed) == rules_of(loaded) | {"number": "27750"}
    assert list(typed.questions.all()) == list(loaded.questions.all()) == []


def stages(wanted):
    """The four steps of the posting typed over the four of the usual procedure."""
    typed = {}
    for i, stage in enumerate(wanted):
        typed |= {f"stages-{i}-name": stage["name"], f"stages-{i}-text": stage["text"]}
    comparison, interview = wanted[2]["params"], wanted[3]["params"]
    return typed | {
        "stages-1-places": "10",
        "stages-1-tie_breakers": "hourly_rate",
        "stages-2-criteria": "\r\n".join(comparison["criteria"]),
        "stages-2-invites": "",
        "stages-3-interviewers_min": str(interview["interviewers_min"]),
        "stages-3-scale": "\n".join(interview["scale"]),
        "stages-3-rule": "",
    }


@pytest.mark.parametrize("name", ["raalte-27750", "westland-12074"])
def test_saving_every_section_as_it_stands_changes_nothing_and_leaves_no_event(browser, officer, name):
    tender = a_posting(name, by=officer)
    before, events = rules_of(tender), Event.objects.count()
    for section in ["opdracht", "teksten", "knock-outs", "criteria", "competenties", "procedure", "tarief", "cv",
                    "planning", "overig"]:  # fmt: skip
        save(browser, tender.number, section)
    assert rules_of(Tender.objects.get()) == before
    assert Event.objects.count() == events


def test_levels_are_added_to_a_criterion_row_by_row(browser, officer):
    tender = a_posting("raalte-27750", by=officer)
    url = page("27750", "criteria")
    fields = form_on(browser.get(url))
    for _ in range(2):
        fields = form_on(browser.post(url, fields | {"more": "criteria-1-levels"}))
    fields |= rows("criteria-1-levels", [{"label": "a", "text": "Alles", "points": "60"}, {"label": "b", "text": "Half",
                                         "points": "32,5"}])  # fmt: skip
    assert browser.post(url, fields).status_code == 302
    levels = tender.criteria.get(number=7).levels.values_list("label", "text", "points")
    assert list(levels) == [("a", "Alles", 6000), ("b", "Half", 3250)]


def test_one_more_row_keeps_what_was_typed_and_finds_nothing_wrong_yet(browser, officer):
    a_posting("raalte-27750", by=officer)
    url = page("27750", "criteria")
    typed = form_on(browser.get(url)) | {"criteria-0-points": "veel", "criteria-0-text": "Half af"}
    answer = browser.post(url, typed | {"more": "criteria"})
    assert answer.status_code == 200
    shown = form_on(answer)
    assert (shown["criteria-0-points"], shown["criteria-0-text"]) == ("veel", "Half af")
    assert (shown["criteria-TOTAL_FORMS"], shown["criteria-3-text"]) == ("4", "")
    assert not answer.context["has_errors"]
    assert "error-summary" not in answer.content.decode()


def test_a_row_without_a_number_gets_the_next_one_after_the_knock_outs(browser, officer):
    tender = a_posting("raalte-27750", by=officer, criteria=[])
    fields = form_on(browser.get(page("27750", "criteria")))
    assert [fields[f"criteria-{i}-number"] for i in range(3)] == ["6", "7", "8"]
    typed = {"criteria-0-text": "Een", "criteria-0-points": "50", "criteria-1-text": "Twee", "criteria-1-points": "50",
             "criteria-0-number": "", "criteria-1-number": ""}  # fmt: skip
    browser.post(page("27750", "criteria"), fields | typed)
    assert list(tender.criteria.values_list("number", "text")) == [(6, "Een"), (7, "Twee")]


def test_a_removed_row_and_an_emptied_row_are_gone(browser, officer):
    tender = a_posting("raalte-27750", by=officer)
    fields = form_on(browser.get(page("27750", "knock-outs")))
    browser.post(page("27750", "knock-outs"), fields | {"knock_outs-0-DELETE": "on", "knock_outs-1-text": " "})
    assert list(tender.knock_outs.values_list("number", flat=True)) == [3, 4, 5]


def test_a_step_of_another_kind_is_added_with_its_own_parameters(browser, officer):
    tender = a_posting("raalte-27750", by=officer)
    url = page("27750", "procedure")
    fields = form_on(browser.get(url))
    fields = form_on(browser.post(url, fields | {"more": "stages", "add_stage": "exam"}))
    fields |= {"stages-4-name": "Schriftelijke proef", "stages-4-order": "1", "stages-0-order": "2"}
    fields |= {"stages-4-max_score": "50", "stages-4-pass_percent": "50", "stages-4-overall_pass_percent": "60"}
    fields |= {"stages-1-order": "3", "stages-2-order": "4", "stages-3-order": "5"}
    assert browser.post(url, fields).status_code == 302
    assert list(tender.stages.values_list("kind", flat=True)) == [
        "exam", "knock_out", "weighted", "comparison", "interview",
    ]  # fmt: skip
    assert tender.stages.first().params == {"max_score": 50, "pass_percent": 50, "overall_pass_percent": 60}


MISTAKES = {
    "a hole in the hours": (
        "opdracht",
        {"hours_min": "32", "hours_max": "28"},
        {"hours_max": "28 uur is minder dan het laagste aantal, 32."},
    ),
    "a client that reviewers belong to": (
        "opdracht",
        {"client": "other"},
        {
            "client": "Er zijn beoordelaars van de huidige opdrachtgever bij deze opdracht. Haal die er eerst af.",
        },
    ),
    "an amount that is none": (
        "tarief",
        {"rate_ceiling_cents": "zestig"},
        {"rate_ceiling_cents": "Vul een bedrag in euro's in, bijvoorbeeld 57,50."},
    ),
    "a ceiling of nothing": (
        "tarief",
        {"rate_ceiling_cents": "0"},
        {"rate_ceiling_cents": "Het maximumuurtarief moet meer dan nul zijn."},
    ),
    "a fee without its amount": (
        "tarief",
        {"fee_kind": "per_hour"},
        {"fee_cents": "Vul de fee per uur in."},
    ),
    "a day without its time": (
        "planning",
        {"closes_at_1": ""},
        {"closes_at": "Vul zowel de dag als de tijd in."},
    ),
    "a time that the clock skips": (
        "planning",
        {"closes_at_0": "2026-03-29", "closes_at_1": "02:30"},
        {"closes_at": "Die tijd bestaat niet: de klok gaat die nacht vooruit. Kies een andere tijd."},
    ),
    "a time that comes twice": (
        "planning",
        {"closes_at_0": "2026-10-25", "closes_at_1": "02:30"},
        {"closes_at": "Die tijd komt twee keer voor: de klok gaat die nacht terug. Kies een andere tijd."},
    ),
}


@pytest.mark.parametrize(("section", "typed", "errors"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(
    browser, officer, other_municipality, reviewer, section, typed, errors
):
    tender = a_posting("raalte-27750", by=officer)
    tender.assignments.create(user=reviewer, role="reviewer")
    before = rules_of(tender)
    typed = typed | ({"client": str(other_municipality.pk)} if "client" in typed else {})
    url = page("27750", section)
    answer = browser.post(url, form_on(browser.get(url)) | typed)
    assert answer.status_code == 422
    assert {name: each[0] for name, each in answer.context["form"].errors.items()} == errors
    assert {name: form_on(answer)[name] for name in typed} == typed
    for message in errors.values():
        assert answer.content.decode().count(message.replace("'", "&#x27;")) == 2  # on top and at the field
    assert rules_of(Tender.objects.get()) == before


def test_the_same_number_twice_in_a_list_is_refused(browser, officer):
    a_posting("raalte-27750", by=officer)
    url = page("27750", "knock-outs")
    answer = browser.post(url, form_on(browser.get(url)) | {"knock_outs-1-number": "1"})
    assert answer.status_code == 422
    assert answer.context["formset"].errors[1] == {"number": ["Nummer 1 is al gebruikt in deze lijst."]}


def test_a_document_knock_out_names_its_document(browser, officer):
    a_posting("raalte-27750", by=officer)
    url = page("27750", "knock-outs")
    answer = browser.post(url, form_on(browser.get(url)) | {"knock_outs-0-kind": "document"})
    assert answer.context["formset"].errors[0] == {"document": ["Kies welk document dit criterium controleert."]}


def test_a_wrong_level_is_an_error_of_the_page(browser, officer):
    tender = a_posting("westland-12074", by=officer)
    url = page("12074", "criteria")
    answer = browser.post(url, form_on(browser.get(url)) | {"criteria-4-levels-2-points": "vijftien"})
    assert answer.status_code == 422
    assert 'href="#id_criteria-4-levels-2-points"' in answer.content.decode()
    assert tender.criteria.get(number=7).levels.count() == 6


def test_a_form_that_was_tampered_with_is_an_error_and_no_crash(browser, officer):
    a_posting("westland-12074", by=officer)
    url = page("12074", "criteria")
    fields = form_on(browser.get(url))
    without_management = {name: value for name, value in fields.items() if "FORMS" not in name}
    assert browser.post(url, without_management).status_code == 422
    assert browser.post(url, fields | {"criteria-TOTAL_FORMS": "100000"}).status_code == 422
    assert browser.post(url, fields | {"more": "nonsense"}).status_code == 404
    assert browser.post(page("12074", "procedure"), {"stages-TOTAL_FORMS": "1", "stages-INITIAL_FORMS": "0",
                                                     "stages-0-kind": "magic"}).status_code == 422  # fmt: skip


def test_who_saves_over_a_colleague_is_told_first(browser, officer):
    tender = a_posting("raalte-27750", by=officer)
    url = page("27750", "teksten")
    mine = form_on(browser.get(url)) | {"assignment_text": "Mijn tekst"}
    browser.post(url, form_on(browser.get(url)) | {"assignment_text": "Tekst van een collega"})

    answer = browser.post(url, mine)
    assert answer.status_code == 409
    assert form_on(answer)["assignment_text"] == "Mijn tekst"
    assert Tender.objects.get().assignment_text == "Tekst van een collega"

    assert browser.post(url, form_on(answer)).status_code == 302
    tender.refresh_from_db()
    assert tender.assignment_text == "Mijn tekst"


def test_two_who_write_in_different_sections_do_not_meet(browser, officer):
    a_posting("raalte-27750", by=officer)
    texts = form_on(browser.get(page("27750", "teksten")))
    save(browser, "27750", "tarief", fee_text="Geen")
    assert browser.post(page("27750", "teksten"), texts | {"assignment_text": "Nieuw"}).status_code == 302


def test_the_log_says_which_fields_changed_and_the_new_number(browser, officer):
    a_posting("raalte-27750", by=officer)
    assert save(browser, "27750", "opdracht", number="27750-B", region="Salland") == page("27750-B", "teksten")
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.tender, event.actor_id) == ("tender.edited", "27750-B", officer.pk)
    assert event.details == {"section": "opdracht", "fields": ["number", "region"], "number_was": "27750"}


def test_a_new_assignment_needs_its_own_number(browser, officer, municipality, broker):
    a_tender(number="10001", by=officer)
    start = {"title": "x", "client": municipality.pk, "run_by": broker.pk}
    errors = {}
    for number in ["10001", "a b", "beheer", ""]:
        answer = browser.post(reverse("tender_new"), start | {"number": number})
        assert answer.status_code == 422
        errors[number] = answer.context["form"].errors["number"][0]
    assert errors == {
        "10001": "Er is al een opdracht 10001.",
        "a b": "Gebruik letters, cijfers, punten en streepjes, met ten minste één cijfer en zonder spaties.",
        "beheer": "Gebruik letters, cijfers, punten en streepjes, met ten minste één cijfer en zonder spaties.",
        "": "Dit veld is verplicht.",
    }
    assert Tender.objects.count() == 1


def test_the_overview_counts_what_is_left(browser, officer):
    a_posting("raalte-27750", by=officer, criteria=RAALTE["criteria"][:2], closes_at=None)
    answer = browser.get(reverse("tender_manage", args=["27750"]))
    tasks = {task["title"]: (task["status"], task["hint"]) for task in answer.context["tasks"]}
    assert tasks == {
        "De opdracht in het kort": ("done", ""),
        "Teksten": ("done", ""),
        "Knock-outcriteria": ("busy", "5 criteria · 1 punt te verbeteren"),
        "Gunningscriteria en punten": ("busy", "70 van 100 punten · 1 punt te verbeteren"),
        "Competenties": ("done", ""),
        "Procedure en gunning": ("busy", "4 stappen · 3 punten te verbeteren"),
        "Tarief en fee": ("done", ""),
        "Cv en documenten": ("done", ""),
        "Planning": ("busy", "1 punt te verbeteren"),
        "Contact, vragen en overige informatie": ("done", ""),
        "Bijlagen": ("todo", "Niet verplicht"),
    }


def test_a_new_draft_has_begun_nothing_but_its_procedure(browser, officer):
    a_tender(number="10001", by=officer)
    answer = browser.get(reverse("tender_manage", args=["10001"]))
    assert [task["status"] for task in answer.context["tasks"]] == [
        "todo", "todo", "busy", "busy", "todo", "done", "todo", "todo", "todo", "todo", "todo",
    ]  # fmt: skip


def test_the_overview_names_what_misses_and_who_saved_last(browser, officer, as_user, broker, clock_at):
    tender = a_posting("raalte-27750", by=officer, criteria=RAALTE["criteria"][:2], region="", interviews_on=None)
    colleague = a_person("Carla Collega", broker, "officer")
    assign(tender, colleague, "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    save(browser, "27750", "tarief", fee_text="Geen")
    clock_at("2026-02-17 08:30")
    save(as_user(colleague), "27750", "tarief", fee_text="Geen fee")

    answer = browser.get(reverse("tender_manage", args=["27750"]))
    tasks = {task["url"].split("/")[-2]: task for task in answer.context["tasks"]}
    assert [finding.code for finding in tasks["criteria"]["missing"]] == ["points_total"]
    assert (tasks["opdracht"]["empty"], tasks["opdracht"]["status"]) == ("regio", "done")
    assert tasks["planning"]["empty"] == "gesprekken op"
    assert (tasks["tarief"]["saved_by"], tasks["tarief"]["saved_at"].hour) == (colleague, 7)
    assert "Opgeslagen door Carla Collega, di 17 feb 2026, 08:30" in answer.content.decode()
    assert tasks["teksten"]["saved_at"] is None


def test_to_look_at_a_section_and_leave_it_is_to_have_done_it(browser, officer):
    a_tender(number="10001", by=officer)
    save(browser, "10001", "competenties")
    answer = browser.get(reverse("tender_manage", args=["10001"]))
    task = next(task for task in answer.context["tasks"] if task["url"].endswith("/competenties/"))
    assert (task["status"], task["saved_by"]) == ("done", officer)
    assert not Event.objects.filter(act="tender.edited").exists()


def test_the_overview_asks_as_much_of_the_database_for_ten_saves_as_for_one(
    browser, officer, django_assert_num_queries
):
    a_posting("raalte-27750", by=officer)
    url = reverse("tender_manage", args=["27750"])
    save(browser, "27750", "teksten")
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    after_one = len(captured)
    for section in ("opdracht", "knock-outs", "criteria", "competenties", "procedure", "tarief", "cv", "planning"):
        save(browser, "27750", section)
    with django_assert_num_queries(after_one):
        browser.get(url)


def test_publishing_in_the_browser(browser, officer):
    accepted(a_posting("raalte-27750", by=officer))
    url = reverse("tender_publish", args=["27750"])
    digest = browser.get(url).context["rules_sha256"]
    assert browser.post(url).url == reverse("tender_manage", args=["27750"])
    assert Tender.objects.get().rules_versions.get().sha256 == digest
    assert browser.post(url).status_code == 409
    assert Tender.objects.get().rules_versions.count() == 1


def test_publishing_says_which_roles_nobody_has_yet(browser, officer, assessor):
    tender = a_posting("raalte-27750", by=officer)
    page = reverse("tender_publish", args=[tender.number])
    nobody = "Deze rol heeft nog niemand: beoordelaar, beoordelaar van de opdrachtgever."

    before = browser.get(page).content.decode()
    assign(tender, assessor, "assessor", by=officer, now=BEFORE_RAALTE_CLOSES)
    after = browser.get(page).content.decode()

    assert nobody in before
    assert "Deze rol heeft nog niemand: beoordelaar van de opdrachtgever." in after


def test_what_keeps_it_from_being_published_leads_to_its_field(browser, officer):
    a_posting("raalte-27750", by=officer, criteria=RAALTE["criteria"][:2])
    answer = browser.post(reverse("tender_publish", args=["27750"]))
    assert answer.status_code == 422
    assert '<a href="/beheer/27750/bewerken/criteria/#id_criteria-0-points">' in answer.content.decode()
    assert "id_criteria-0-points" in browser.get(page("27750", "criteria")).content.decode()
    assert Tender.objects.get().state == "draft"


def test_every_field_that_a_finding_names_is_on_its_page(browser, officer):
    stages = posting("raalte-27750")["stages"]
    stages[1]["params"]["places"] = 0
    broken = {"number": 6, "text": "x", "points": 60, "levels": [{"label": "a", "text": "y", "points": 70}]}
    a_posting(
        "raalte-27750", by=officer, title=" ", assignment_text="", criteria=[broken], documents=[], stages=stages[1:],
        rate_ceiling_cents=None, closes_at="2026-02-01T09:00:00+01:00", invitations_by="2026-01-01",
        interviews_on="2025-12-31", answers_on="2026-01-01",
    )  # fmt: skip
    findings = browser.get(reverse("tender_publish", args=["27750"])).context["findings"]
    assert len(findings) == 20
    for finding in findings:
        assert f'id="id_{finding.field}"' in browser.get(page("27750", finding.section)).content.decode()


def test_the_draft_freezes_with_the_moment_it_is_published(browser, officer):
    tender = accepted(a_posting("raalte-27750", by=officer))
    fields = form_on(browser.get(page("27750", "teksten")))
    browser.post(reverse("tender_publish", args=["27750"]))
    assert browser.post(page("27750", "teksten"), fields | {"assignment_text": "Anders"}).status_code == 409
    assert rules_of(Tender.objects.get()) == rules_of(tender)


assert BEFORE_RAALTE_CLOSES.isoformat() == "2026-02-16T10:00:00+01:00"  # what NOW says


HIDDEN = "Klant\u202eeidem\u202c\x01werker\u2066 balie"


def test_marks_that_nobody_sees_are_left_out_of_a_posting(browser, officer, municipality):
    tender = a_tender(by=officer)
    save(browser, tender.number, "opdracht", title=HIDDEN)
    tender.refresh_from_db()
    assert tender.title == "Klanteidemwerker balie"


def test_they_are_left_out_of_a_new_title_too(broker):
    form = NewTenderForm({"title": HIDDEN}, offices=[broker])
    form.is_valid()
    assert form.cleaned_data["title"] == "Klanteidemwerker balie"


@pytest.mark.parametrize("where", ["tender_new", "tender_edit"])
def test_the_page_says_who_can_add_a_client(browser, officer, where):
    address = page(a_tender(by=officer).number, "opdracht") if where == "tender_edit" else reverse(where)
    assert "De beheerder van deze site kan die toevoegen." in browser.get(address).content.decode()
