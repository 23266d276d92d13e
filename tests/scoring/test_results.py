"""The moment of the results: previewed, made known once, told to each supplier in a letter of its own that never
changes."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from candidates.models import Results
from outbox.models import Message
from scoring.letters import Ask, content_of
from scoring.models import Letter
from scoring.queries.outcomes import outcomes_of
from scoring.rules import shortlist_of
from scoring.services.results import letters_for, make_known, stamp_of
from tenders.services.drafting import ChangedMeanwhile
from tests.candidates.factories import bidder_of
from tests.factories import a_person
from tests.scoring.factories import (
    ASK,
    KNOWN,
    RELEASED,
    Offered,
    bid_of,
    excluded,
    known_raalte,
    make_results_known,
    offered,
    released_raalte,
    scored_raalte,
    supplier_of,
    tied,
    with_places,
)

pytestmark = pytest.mark.django_db

# Two places: the third has as many points as the second and a higher rate.
FIRST, SECOND, THIRD, OUT = "Appelvink", "Boomklever", "Zwaluw", "Wulp"
BIDS = (
    Offered(FIRST, (10, 60, 30), "40,00"),
    Offered(SECOND, (10, 60, 0), "41,00"),
    Offered(THIRD, (10, 60, 0), "42,17"),
    *excluded(OUT),
)
TELL = "Uw kandidaat krijgt geen brief. Wilt u de uitslag doorgeven?"
FORM = {"until": "2026-03-20", "where": "035-7510777"}
QUERIES_OF_THE_PREVIEW = 19
QUERIES_OF_THE_LETTERS = 10


@pytest.fixture
def released(officer, assessor, reviewer, clock_at):
    tender = released_raalte(BIDS, **with_places(2))
    clock_at(KNOWN)
    return tender


@pytest.fixture
def known(officer, assessor, reviewer, clock_at):
    tender = known_raalte(BIDS, **with_places(2))
    clock_at(KNOWN + timedelta(hours=1))
    return tender


def address(name: str, tender) -> str:
    return reverse(name, args=[tender.number])


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def letter_of(tender, marker: str) -> Letter:
    return Letter.objects.get(bid=bid_of(tender, marker))


def seen_on(response) -> str:
    return response.context["seen"]


# What they say -------------------------------------------------------------------------------------------------------
def test_each_letter_says_what_its_own_bid_came_to(known):
    told = {marker: letter_of(known, marker).told for marker in (FIRST, SECOND, THIRD, OUT)}
    assert {marker: (each["kind"], each["points"], each["place"]) for marker, each in told.items()} == {
        FIRST: ("shortlisted", 10000, 1),
        SECOND: ("shortlisted", 7000, 2),
        THIRD: ("not_shortlisted", 7000, 3),
        OUT: ("knocked_out", None, None),
    }
    assert {each["bids"] for each in told.values()} == {4}
    assert {each["placed"] for each in told.values()} == {3}
    assert told[SECOND]["opening"][1] == (
        "Er waren 4 inschrijvingen. Daarvan voldoen er 3 aan alle knock-outcriteria. Uw inschrijving kreeg 70 van de "
        "100 punten en staat op plaats 2 van 3. De eerste 2 gaan naar de opdrachtgever. Uw inschrijving is daarbij. Op "
        "de grens waren de punten gelijk. Het lagere uurtarief van uw inschrijving heeft beslist."
    )
    assert told[THIRD]["opening"][1].endswith(
        "Uw inschrijving is daar niet bij. De laatste inschrijving die wel naar de opdrachtgever gaat, kreeg evenveel "
        "punten. Het uurtarief heeft beslist: dat van u is hoger."
    )
    assert told[OUT]["opening"][1].endswith(
        "Uw inschrijving voldoet niet aan knock-outcriterium 2. Daarom kreeg uw inschrijving geen punten. Ze gaat niet "
        "naar de opdrachtgever."
    )


def test_points_and_reasons_stand_per_criterion_with_their_maximum(known):
    told = letter_of(known, SECOND).told
    rows = [(row["number"], row["points"], row["most"], row["reason"]) for row in told["criteria"]]
    reason = f"Blijkt uit het cv van {SECOND}."
    assert rows == [(6, 1000, 1000, reason), (7, 6000, 6000, reason), (8, 0, 3000, reason)]
    assert [(row["number"], row["met"]) for row in told["knock_outs"]] == [(n, True) for n in (1, 2, 3, 4, 5)]
    assert [told["knock_outs"][at]["reason"] for at in (3, 4)] == [
        "Gecontroleerd door het programma: het uurtarief is niet hoger dan het maximum.",
        "Gecontroleerd door het programma: wat wordt gevraagd, zat bij de inschrijving.",
    ]


def test_a_failed_knock_out_has_its_reason_and_no_points(known):
    told = letter_of(known, OUT).told
    assert told["criteria"] == []
    assert [row["number"] for row in told["knock_outs"] if row["met"] is False] == [2]
    assert told["knock_outs"][1]["reason"] == f"Blijkt uit het cv van {OUT}."


def test_a_rate_above_the_ceiling_is_said_without_the_amount(officer, assessor, reviewer):
    tender = known_raalte((*offered(2), Offered(OUT, rate="73,91")))
    told = letter_of(tender, OUT)
    assert told.kind == "knocked_out"
    assert told.told["knock_outs"][3]["reason"] == (
        "Gecontroleerd door het programma: het uurtarief is hoger dan het maximum."
    )
    assert "73,91" not in told.content
    assert "7391" not in told.content


def test_no_letter_names_another_bid(known):
    """Nor its number, supplier, candidate, rate or reason."""
    for marker in (FIRST, SECOND, THIRD, OUT):
        others = {FIRST, SECOND, THIRD, OUT} - {marker}
        content = letter_of(known, marker).content
        for other in others:
            assert other not in content
            assert bid_of(known, other).number not in content
        assert not re.search(r"4[0-2],(00|17)|59,37", content)


def test_a_letter_says_where_and_until_when_to_ask_and_what_follows(known):
    first, third = letter_of(known, FIRST).told, letter_of(known, THIRD).told
    assert first["ask"]["where"] == "035-7510777"
    assert first["ask"]["sentence"].endswith("tot en met vrijdag 20 maart 2026:")
    assert first["closing"] == [
        "De procedure gaat verder met: Uitnodiging voor een selectiegesprek; Selectiegesprek.",
        "Uitnodigingen worden uiterlijk op dinsdag 3 maart 2026 verstuurd.",
        "De gesprekken zijn op donderdag 5 maart 2026.",
        TELL,
    ]
    assert third["closing"] == [
        "Voor deze inschrijving stopt de procedure hier. Bedankt voor het werk dat u erin hebt gestoken.",
        TELL,
    ]


def test_a_letter_is_complete_in_english_too(known):
    outcomes = outcomes_of(shortlist_of(known), language="en")
    ask = Ask("Call 035", ASK.until)
    told = [content_of(each, outcomes, ask, on=KNOWN.date(), language="en") for each in outcomes.rows]
    out = next(each for each in told if each["kind"] == "knocked_out")
    assert out["subject"] == "Result of the assessment: Medewerker klantportaal - telefonie (27750)"
    assert "Your bid does not meet knock-out criterion 2." in out["opening"][1]
    assert out["ask"]["sentence"].endswith("until Friday 20 March 2026 inclusive:")


# The moment ----------------------------------------------------------------------------------------------------------
def test_an_officer_looks_at_every_letter_and_sends_them_at_once(
    released, officer, as_user, django_capture_on_commit_callbacks
):
    browser = as_user(officer)
    preview = browser.post(address("results_check", released), FORM)
    assert preview.status_code == 200
    assert preview.context["counts"] == [
        ("voldoet niet aan de knock-outcriteria", 1), ("gaat niet naar de opdrachtgever", 1),
        ("gaat naar de opdrachtgever", 2),
    ]  # fmt: skip
    assert not Letter.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        sent = browser.post(address("results_make_known", released), FORM | {"seen": seen_on(preview)}, follow=True)
    assert "wie voor een leverancier inschrijft, krijgt een e-mail dat de brief klaarstaat" in words(sent)
    assert Letter.objects.count() == 4
    assert Results.objects.get().known_at == KNOWN
    mails = Message.objects.filter(key__startswith="results:")
    assert {mail.email for mail in mails} == {bidder_of(supplier_of(m)).email for m in (FIRST, SECOND, THIRD, OUT)}
    event = Event.objects.get(act="results.made_known")
    assert event.actor_id == officer.pk
    assert event.details["letters"] == {letter.bid.number: letter.sha256 for letter in Letter.objects.all()}


def test_the_mails_say_the_same_to_everybody(known):
    texts = {
        mail.body.replace(mail.about_number, "NUMBER") for mail in Message.objects.filter(key__startswith="results:")
    }
    assert len(texts) == 1
    assert not re.search(r"shortlist|punten|plaats|knock", texts.pop(), re.I)


def test_a_second_click_sends_nothing(released, officer, as_user):
    browser = as_user(officer)
    seen = seen_on(browser.post(address("results_check", released), FORM))
    for _click in range(2):
        answer = browser.post(address("results_make_known", released), FORM | {"seen": seen})
        assert (answer.status_code, answer.url) == (302, address("results", released))
    assert (Letter.objects.count(), Results.objects.count()) == (4, 1)
    assert Event.objects.filter(act="results.made_known").count() == 1
    assert Message.objects.filter(key__startswith="results:").count() == 4


def test_other_letters_than_those_that_were_seen_are_not_sent(released, officer, as_user):
    browser = as_user(officer)
    seen = seen_on(browser.post(address("results_check", released), FORM))
    answer = browser.post(address("results_make_known", released), FORM | {"where": "Elders", "seen": seen})
    assert (answer.status_code, "Er is niets verstuurd: kijk nog een keer." in words(answer)) == (409, True)
    assert "Elders</textarea>" in answer.content.decode()
    assert not Results.objects.exists()
    with pytest.raises(ChangedMeanwhile):
        make_known(shortlist_of(released), ASK, seen="", by=officer, now=KNOWN)


def test_who_goes_back_from_the_letters_finds_what_was_written(released, officer, as_user):
    answer = as_user(officer).post(address("results", released), FORM | {"where": "Bel Flextender"})
    assert answer.status_code == 200
    assert "Bel Flextender</textarea>" in answer.content.decode()
    assert 'value="2026-03-20"' in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"until": "", "where": "x"}, "Vul de laatste dag in waarop leveranciers kunnen vragen of bezwaar maken."),
        (
            {"until": "2026-03-02", "where": "x"},
            "Kies een dag na vandaag: leveranciers hebben tijd nodig om te vragen.",
        ),
        ({"until": "2026-03-20", "where": " "}, "Vul in waar leveranciers kunnen vragen of bezwaar maken."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(released, officer, as_user, sent, text):
    answer = as_user(officer).post(address("results_check", released), sent)
    assert answer.status_code == 422
    assert text in words(answer)
    assert sent["where"] in answer.content.decode()


def test_the_form_knows_the_contact_and_the_standstill(officer, assessor, reviewer, as_user, clock_at):
    tender = released_raalte(BIDS, **with_places(2), standstill_days=20)
    clock_at(KNOWN)
    form = as_user(officer).get(address("results", tender)).context["form"]
    assert form.initial == {"where": tender.contact, "until": KNOWN.date() + timedelta(days=20)}


def test_results_wait_for_the_shortlist(officer, assessor, reviewer, as_user, clock_at):
    tender = scored_raalte(BIDS, **with_places(2))
    clock_at(KNOWN)
    for name in ("results_check", "results_make_known"):
        assert as_user(officer).post(address(name, tender), FORM).status_code == 409


def test_an_assignment_that_ended_has_no_results(released, officer):
    type(released).objects.filter(pk=released.pk).update(state="cancelled")
    seen = stamp_of(letters_for(shortlist_of(released), ASK, by=officer, now=KNOWN))
    with pytest.raises(NotNow):
        make_known(shortlist_of(released), ASK, seen=seen, by=officer, now=KNOWN)


def test_everybody_who_bids_for_the_supplier_hears_it(officer, assessor, reviewer):
    tender = released_raalte(BIDS, **with_places(2))
    colleague = a_person("Cas Collega", supplier_of(FIRST), "bidder")
    a_person("Marga Manager", supplier_of(FIRST), "manager")
    make_results_known(tender)
    mails = Message.objects.filter(key=f"results:{bid_of(tender, FIRST).number}")
    assert {mail.email for mail in mails} == {colleague.email, bidder_of(supplier_of(FIRST)).email}


@pytest.mark.parametrize("lost", ["left", "is inactive"])
def test_the_officer_is_told_whom_no_mail_reaches(released, officer, as_user, lost):
    """Also where an administrator did it; there is a letter all the same."""
    silent, alone = supplier_of(SECOND), bidder_of(supplier_of(SECOND))
    a_person("Marga Manager", silent, "manager")
    type(silent).objects.filter(pk=silent.pk).update(contact_name="Cor Contact", contact_email="cor@boom.example")
    if lost == "left":
        alone.memberships.all().delete()
    else:
        type(alone).objects.filter(pk=alone.pk).update(is_active=False)
    browser = as_user(officer)
    preview = browser.post(address("results_check", released), FORM)
    sent = browser.post(address("results_make_known", released), FORM | {"seen": seen_on(preview)}, follow=True)
    for page in (preview, sent):
        assert [each.name for each in page.context["unreached"]] == [silent.name]
        assert f"{silent.name} , Cor Contact, cor@boom.example" in words(page)
    assert Letter.objects.count() == 4
    assert not Message.objects.filter(key=f"results:{bid_of(released, SECOND).number}").exists()


def test_who_is_reached_is_not_named(released, officer, as_user):
    preview = as_user(officer).post(address("results_check", released), FORM)
    assert (preview.context["unreached"], "Niemand bereikbaar" in words(preview)) == ([], False)


# Frozen --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("change", [{"content": "{}"}, {"kind": "shortlisted"}, {"sha256": "0" * 64}])
def test_a_letter_never_changes(known, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter_of(known, OUT).pk).update(**change)


def test_the_moment_never_changes(known):
    with pytest.raises(IntegrityError), transaction.atomic():
        Results.objects.update(known_at=RELEASED)


def test_one_decision_on_one_bid_is_told_once(known):
    letter = letter_of(known, OUT)
    letter.pk = None
    with pytest.raises(IntegrityError, match=r"one_letter_per_decision_and_bid|run_id"), transaction.atomic():
        letter.save(force_insert=True)


def test_a_letter_stands_whatever_the_words_of_today_are(known, as_user):
    """The page shows what was frozen, also after the criterion has another text."""
    known.criteria.filter(number=6).update(text="Iets anders")
    page = words(as_user(bidder_of(supplier_of(FIRST))).get(reverse("bid_outcome", args=[bid_of(known, FIRST).number])))
    assert "Iets anders" not in page
    assert "Aantoonbaar afgeronde opleiding" in page


# Many ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(
    officer, assessor, reviewer, as_user, clock_at, django_assert_num_queries, number
):
    tender = released_raalte(offered(number))
    clock_at(KNOWN)
    browser = as_user(officer)
    with django_assert_num_queries(QUERIES_OF_THE_PREVIEW):
        browser.post(address("results_check", tender), FORM)
    make_results_known(tender)
    with django_assert_num_queries(QUERIES_OF_THE_LETTERS):
        browser.get(address("results", tender))


def test_an_equal_stand_below_the_cut_is_a_shared_place(officer, assessor, reviewer):
    tender = known_raalte((*offered(2), *tied("Tureluur", "Wielewaal")), **with_places(2))
    told = letter_of(tender, "Tureluur").told
    assert told["place"] == 3
    assert "staat op een gedeelde plaats 3 van 4" in told["opening"][1]
