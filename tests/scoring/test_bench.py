"""The assessor's bench: saving half, handing in, what is missing, and who may not."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from audit.models import Event
from candidates.queries import offers_of
from scoring.forms.bench import choices_of
from scoring.models import Assessment, StageRun, Verdict
from scoring.queries.progress import runs_of
from scoring.services.runs import close_run
from tenders.models import Tender
from tests.candidates.factories import JUST_AFTER
from tests.factories import published_westland
from tests.scoring.factories import (
    ASSESSED,
    BIRDS,
    SCORED,
    Offered,
    bid_of,
    hand_in,
    judged_raalte,
    offered,
    opened_raalte,
    submitted_raalte,
)

pytestmark = pytest.mark.django_db
WESTLAND_LEVELS = [
    ("a", "Aantoonbare werkervaring met alle onderdelen", 25, "punten"),
    ("b", "Aantoonbare werkervaring met 4 onderdelen", 20, "punten"),
    ("c", "Aantoonbare werkervaring met 3 onderdelen", 15, "punten"),
    ("d", "Aantoonbare werkervaring met 2onderdelen", 10, "punten"),
    ("e", "Aantoonbare werkervaring met 1 onderdeel", 5, "punten"),
    ("f", "Geen aantoonbare werkervaring met de onderdelen", 0, "punten"),
]
QUERIES_OF_THE_LIST = 9
ERROR = re.compile(r'<li>\s*<a href="#(?:id_)?([^"]+)">([^<]+)</a>')


@pytest.fixture
def tender(officer, assessor, clock_at) -> Tender:
    tender = opened_raalte(by=officer, assessors=(assessor,))
    clock_at(ASSESSED)
    return tender


@pytest.fixture
def bench(tender, assessor, as_user):
    """`bench("hand_in", **typed)`: the assessor's answer from the site on the bid of the first bird."""
    client = as_user(assessor)

    def send(verb: str, *, marker: str = BIRDS[0], **typed: str):
        address = reverse(f"bench_{verb}", args=[tender.number, bid_of(tender, marker).number])
        return client.post(address, {name.replace("_", "-"): value for name, value in typed.items()})

    return send


def complete(**changes: str) -> dict[str, str]:
    """What an assessor types on Raalte: knock-outs 1 to 3, criteria 6 to 8 (the program checks 4 and 5)."""
    knock_outs = {
        f"ko_{number}_{part}": said
        for number in range(1, 4)
        for part, said in (("met", "yes"), ("reason", "Staat in het cv."))
    }
    scores = {
        f"cr_{number}_{part}": said for number in (6, 7, 8) for part, said in (("points", "all"), ("reason", "Ja."))
    }
    return knock_outs | scores | changes


def without(*names: str, **changes: str) -> dict[str, str]:
    return {name: value for name, value in complete(**changes).items() if name not in names}


def errors_of(response) -> list[tuple[str, str]]:
    """The error summary: the field that each line leads to, and its sentence."""
    return ERROR.findall(response.content.decode())


def assessments(marker: str = BIRDS[0]) -> dict[str, bool]:
    found = Assessment.objects.filter(bid__supplier__name=f"{marker} Detachering")
    return {each.run.stage.kind: each.handed_in_at is not None for each in found}


# Saving and handing in -----------------------------------------------------------------------------------------------
def test_half_a_sheet_is_kept_and_is_not_handed_in(bench, tender, assessor, as_user):
    response = bench("save", ko_1_met="yes", ko_3_reason="Nog zoeken in het cv.", cr_7_points="none")
    address = reverse("bench_bid", args=[tender.number, bid_of(tender, BIRDS[0]).number])
    assert (response.status_code, response.url) == (302, address)
    assert assessments() == {"knock_out": False, "weighted": False}
    page = as_user(assessor).get(address)
    form = page.context["form"]
    assert (form["ko-1-met"].initial, form["ko-3-reason"].initial, form["cr-7-points"].initial) == (
        "yes",
        "Nog zoeken in het cv.",
        "none",
    )
    assert Verdict.objects.get(criterion__number=7).points == 0
    assert Verdict.objects.get(criterion__number=6).points is None


def test_a_complete_sheet_is_handed_in_and_leads_to_the_next_bid(bench, tender):
    numbers = sorted(bid.number for bid in tender.bids.all())
    here = bid_of(tender, BIRDS[0]).number
    following = numbers[(numbers.index(here) + 1) % len(numbers)]
    response = bench("hand_in", **complete(cr_7_page="1"))
    assert (response.status_code, response.url) == (302, reverse("bench_bid", args=[tender.number, following]))
    assert assessments() == {"knock_out": True, "weighted": True}
    scored = Verdict.objects.filter(criterion__isnull=False).values_list("criterion__number", "points", "cv_page")
    assert sorted(scored) == [(6, 1000, None), (7, 6000, 1), (8, 3000, None)]
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.object_id) == ("verdicts.handed_in", here)


def test_after_the_last_bid_the_list_says_that_all_is_handed_in(bench, tender):
    for bird in BIRDS[:3]:
        response = bench("hand_in", marker=bird, **complete())
    assert response.url == reverse("bench", args=[tender.number])


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("ko_2_met", "Say whether knock-out 2 is met."),
        ("ko_3_reason", "Give the reason at knock-out 3."),
        ("cr_6_points", "Score criterion 6."),
        ("cr_8_reason", "Give the reason at criterion 8."),
    ],
)
def test_each_gap_has_its_sentence_at_its_field_and_the_rest_is_kept(bench, tender, assessor, as_user, field, sentence):
    client = as_user(assessor)
    client.cookies["django_language"] = "en"
    address = reverse("bench_hand_in", args=[tender.number, bid_of(tender, BIRDS[0]).number])
    typed = {name.replace("_", "-"): value for name, value in without(field).items()}
    response = client.post(address, typed)
    key = field.replace("_", "-")
    assert response.status_code == 422
    [(href, told)] = errors_of(response)
    assert href.startswith(key)
    assert told.endswith(sentence)
    assert response.context["form"].errors == {key: [sentence]}
    assert assessments() == {"knock_out": False, "weighted": False}
    assert Verdict.objects.exclude(reason="").count() == (5 if field.endswith("reason") else 6)


def test_a_reason_that_no_page_of_the_pdf_holds_is_refused_with_all_that_was_typed(bench):
    for verb in ("save", "hand_in"):
        response = bench(verb, **complete(ko_2_reason="x" * 2001))
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["ko-2-reason"])
        assert "x" * 2001 in response.content.decode()
    assert bench("hand_in", **complete(ko_2_reason="x" * 2000)).status_code == 302


def test_blanks_are_no_reason(bench):
    response = bench("hand_in", **complete(ko_1_reason=" \n\t "))
    assert list(response.context["form"].errors) == ["ko-1-reason"]


def test_a_failed_knock_out_needs_no_scores_and_no_other_knock_outs(bench):
    response = bench("hand_in", ko_2_met="no", ko_2_reason="Geen mbo-4-diploma in het cv.")
    assert response.status_code == 302
    assert assessments() == {"knock_out": True, "weighted": False}


def test_a_failed_knock_out_needs_its_reason(bench):
    response = bench("hand_in", ko_2_met="no")
    assert list(response.context["form"].errors) == ["ko-2-reason"]


def test_a_failed_check_by_the_program_needs_nothing_more(assessor, as_user, clock_at):
    """Knock-out 4 of Raalte is a rate of at most € 60,-."""
    bids = (Offered("Appelvink", rate="60,01"), Offered("Boomklever", rate="60,00"))
    tender = opened_raalte(bids, assessors=(assessor,))
    clock_at(ASSESSED)
    client = as_user(assessor)
    dear, fitting = (
        client.post(reverse("bench_hand_in", args=[tender.number, bid_of(tender, marker).number]))
        for marker in ("Appelvink", "Boomklever")
    )
    assert dear.status_code == 302
    assert assessments("Appelvink") == {"knock_out": True, "weighted": False}
    assert list(fitting.context["form"].errors) == [
        *(f"ko-{number}-met" for number in (1, 2, 3)),
        *(f"cr-{number}-points" for number in (6, 7, 8)),
    ]


def test_handing_in_twice_changes_nothing(bench):
    for _click in range(2):
        response = bench("hand_in", **complete())
        assert response.status_code == 302
    assert assessments() == {"knock_out": True, "weighted": True}
    assert Verdict.objects.count() == 6


def test_saving_again_takes_the_sheet_back(bench):
    bench("hand_in", **complete())
    bench("save", **complete(cr_6_points="none"))
    assert assessments() == {"knock_out": False, "weighted": False}


@pytest.mark.parametrize("page", ["0", "-1", "2", "9" * 40, "één"])
def test_a_page_that_the_cv_has_not_is_refused_with_all_that_was_typed(bench, page):
    response = bench("hand_in", **complete(cr_7_page=page, cr_7_reason="Zie het cv."))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["cr-7-page"]
    assert "Zie het cv." in response.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("points", ["level:a", "60", "All", "6000"])
def test_points_that_were_not_published_are_refused(bench, points):
    response = bench("hand_in", **complete(cr_7_points=points))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["cr-7-points"]


# A colleague, a closed run -------------------------------------------------------------------------------------------
def test_a_bid_that_a_colleague_has_is_refused_with_everything_typed(tender, bench, second_assessor, as_user):
    bench("save", ko_1_met="yes")
    tender.assignments.create(user=second_assessor, role="assessor")
    here = bid_of(tender, BIRDS[0]).number
    typed = {"ko-1-met": "no", "ko-1-reason": "Dit heb ik zelf getypt.", "cr-6-reason": "En dit ook."}
    client = as_user(second_assessor)
    for verb in ("save", "hand_in"):
        response = client.post(reverse(f"bench_{verb}", args=[tender.number, here]), typed)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Dit heb ik zelf getypt." in text
        assert "En dit ook." in text
        assert "Anton Assessor" in response.context["form"].non_field_errors()[0]
    assert Assessment.objects.values_list("assessor__name").distinct().get() == ("Anton Assessor",)


def test_a_colleagues_verdict_is_shown_nowhere(tender, bench, second_assessor, as_user):
    bench("hand_in", **complete(ko_1_reason="Verdict-van-Anton"))
    tender.assignments.create(user=second_assessor, role="assessor")
    here = bid_of(tender, BIRDS[0]).number
    page = as_user(second_assessor).get(reverse("bench_bid", args=[tender.number, here])).content.decode()
    listed = as_user(second_assessor).get(reverse("bench", args=[tender.number])).content.decode()
    assert "Verdict-van-Anton" not in page
    assert "Anton Assessor" in page
    assert "Anton Assessor" in listed
    assert "<textarea" not in page


def test_who_checked_the_knock_outs_scores_it_too(tender, bench, officer, second_assessor, as_user):
    for bird in BIRDS[:3]:
        bench("hand_in", marker=bird, **complete())
    bench("save", marker=BIRDS[1], **complete())
    bench("hand_in", marker=BIRDS[1], **complete())
    close_run(runs_of(tender)[0], by=officer, now=SCORED)
    tender.assignments.create(user=second_assessor, role="assessor")
    here = bid_of(tender, BIRDS[1]).number
    response = as_user(second_assessor).post(
        reverse("bench_hand_in", args=[tender.number, here]), {"cr-6-points": "all"}
    )
    assert response.status_code == 409


def test_closed_knock_outs_stand_whatever_is_sent(tender, bench, officer):
    for bird in BIRDS[:3]:
        bench("hand_in", marker=bird, **complete())
    close_run(runs_of(tender)[0], by=officer, now=SCORED)
    response = bench("hand_in", **complete(ko_1_met="no", ko_1_reason="Toch niet.", cr_6_points="none"))
    assert response.status_code == 302
    verdicts = Verdict.objects.filter(assessment__bid=bid_of(tender, BIRDS[0]))
    assert verdicts.get(knock_out__number=1).met is True
    assert verdicts.get(knock_out__number=1).reason == "Staat in het cv."
    assert verdicts.get(criterion__number=6).points == 0
    assert assessments() == {"knock_out": True, "weighted": True}


@pytest.mark.parametrize("verb", ["save", "hand_in"])
def test_closed_runs_take_no_verdicts(assessor, officer, as_user, clock_at, verb):
    tender = judged_raalte(assessors=(assessor,), by=officer)
    for run in runs_of(tender)[:2]:
        close_run(run, by=officer, now=SCORED)
    clock_at(SCORED)
    before = list(Verdict.objects.order_by("pk").values())
    here = bid_of(tender, BIRDS[0]).number
    response = as_user(assessor).post(reverse(f"bench_{verb}", args=[tender.number, here]), {"ko-1-met": "no"})
    assert response.status_code == 409
    assert list(Verdict.objects.order_by("pk").values()) == before
    page = as_user(assessor).get(reverse("bench_bid", args=[tender.number, here])).content.decode()
    assert f"Blijkt uit het cv van {BIRDS[0]}." in page
    assert "<textarea" not in page


def test_a_bid_of_another_tender_is_not_there(assessor, second_assessor, as_user, clock_at):
    tender = opened_raalte(offered(1), assessors=(assessor,))
    other = opened_raalte((Offered("Zwaluw"),), number="27751", assessors=(second_assessor,))
    clock_at(ASSESSED)
    strange = bid_of(other, "Zwaluw").number
    client = as_user(assessor)
    for name, args in (("bench_bid", []), ("bench_page", [1])):
        assert client.get(reverse(name, args=[tender.number, strange, *args])).status_code == 404
        assert client.get(reverse(name, args=[other.number, strange, *args])).status_code == 404


# What it shows -------------------------------------------------------------------------------------------------------
def test_levels_are_radios_with_exactly_the_published_texts_and_points(assessor):
    tender = published_westland()
    criterion = next(each for each in tender.criteria.all() if each.levels.exists())
    with translation.override("nl"):
        shown = choices_of(criterion)
    assert shown == [
        (f"level:{label}", f'{label}. {text} <span class="points">{points} {word}</span>')
        for label, text, points, word in WESTLAND_LEVELS
    ]


def test_pages_of_the_cv_are_images_and_text(tender, assessor, as_user):
    here = bid_of(tender, BIRDS[0]).number
    client = as_user(assessor)
    page = client.get(reverse("bench_bid", args=[tender.number, here]))
    assert [shown["number"] for shown in page.context["pages"]] == [1]
    assert f"CV {BIRDS[0]} 1" in page.content.decode()
    image = client.get(reverse("bench_page", args=[tender.number, here, 1]))
    assert image.headers["Content-Type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")
    assert client.get(reverse("bench_page", args=[tender.number, here, 2])).status_code == 404
    assert Event.objects.order_by("-sequence").first().act == "cv.viewed"


def test_the_list_takes_the_same_queries_for_one_bid_and_three(assessor, as_user, clock_at, django_assert_num_queries):
    one = opened_raalte((Offered("Zwaluw"),), number="27751", assessors=(assessor,))
    three = opened_raalte(offered(3), number="27752", assessors=(assessor,))
    for tender in (one, three):
        for offer in offers_of(tender)[:1]:
            offer.bid.tender = tender
            hand_in(offer, Offered(offer.candidate.name.removeprefix("Kandidaat ")), by=assessor)
    clock_at(ASSESSED)
    client = as_user(assessor)
    for tender in (one, three):
        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            assert client.get(reverse("bench", args=[tender.number])).status_code == 200


def test_before_the_opening_there_is_no_bench(assessor, as_user, clock_at):
    tender = submitted_raalte(assessors=(assessor,))
    clock_at(JUST_AFTER + timedelta(days=1))
    assert as_user(assessor).get(reverse("bench", args=[tender.number])).status_code == 409
    assert not StageRun.objects.exists()
