"""The officer's ranking: what decided, the cut, ties, a draw, the release; in as many queries for 500 bids as for 3."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit import clock
from audit.models import Event
from scoring.models import Draw, Shortlist, ShortlistEntry, Snapshot, StageRun
from scoring.queries.progress import runs_of
from scoring.services.runs import close_run
from scoring.services.snapshots import content_of
from tests.scoring.factories import (
    BIRDS,
    RELEASED,
    SCORED,
    bid_of,
    candidate_of,
    excluded,
    judged_raalte,
    offered,
    released_raalte,
    scored_raalte,
    tied,
    weighted_run,
    with_places,
)
from tests.scoring.many import bulk_scored

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_RANKING = 21
LATER = SCORED + timedelta(hours=1)


def ranking_of(client, tender):
    return client.get(reverse("ranking", args=[tender.number]))


def names(groups) -> list[list[str]]:
    return [[row.offer.candidate.name for row in group.rows] for group in groups]


# The page ------------------------------------------------------------------------------------------------------------
def test_places_ties_the_cut_and_the_excluded(officer, as_user, clock_at):
    tender = scored_raalte((*offered(12), *excluded("Zwaluw", fails=(1, 3))), by=officer)
    clock_at(LATER)
    table = ranking_of(as_user(officer), tender).context["table"]
    assert names(table.above) == [
        [candidate_of(one), candidate_of(two)] for one, two in zip(BIRDS[0:10:2], BIRDS[1:10:2], strict=True)
    ]
    assert names(table.below) == [[candidate_of(BIRDS[10]), candidate_of(BIRDS[11])]]
    assert all(group.tied for group in table.above)
    assert table.across == []
    assert [(out.offer.candidate.name, out.knock_outs) for out in table.excluded] == [("Kandidaat Zwaluw", (1, 3))]


def test_one_bracket_around_equals_also_where_the_cut_runs_through_them(officer, as_user, clock_at):
    tender = scored_raalte(offered(6), by=officer, **with_places(3))
    clock_at(LATER)
    response = ranking_of(as_user(officer), tender)
    table = response.context["table"]
    assert [group.bracket for group in table.above] == ["tied", "tied goes-on"]
    assert [group.bracket for group in table.below] == ["tied from-above", "tied"]
    assert [len(group.rows) for group in (*table.above, *table.below)] == [2, 1, 1, 2]
    assert '<tbody class="below-cut tied from-above">' in response.content.decode()


def test_a_bid_that_no_other_equals_has_no_bracket(officer, as_user, clock_at):
    tender = scored_raalte(offered(3), by=officer)
    clock_at(LATER)
    assert [group.bracket for group in ranking_of(as_user(officer), tender).context["table"].above] == ["tied", ""]


@pytest.mark.parametrize(
    ("places", "language", "said"),
    [(1, "nl", "De eerste gaat naar de opdrachtgever."), (2, "en", "The first 2 go to the client.")],
)
def test_the_caption_says_how_many_go_to_the_client(officer, as_user, clock_at, places, language, said):
    tender = scored_raalte(offered(3), by=officer, **with_places(places))
    clock_at(LATER)
    client = as_user(officer)
    client.cookies["django_language"] = language
    assert said in ranking_of(client, tender).content.decode()


def test_each_row_says_what_decided_in_the_readers_language(officer, as_user, clock_at):
    tender = scored_raalte(offered(3), by=officer)
    clock_at(LATER)
    client = as_user(officer)
    found = {}
    for language in ("nl", "en"):
        client.cookies["django_language"] = language
        response = ranking_of(client, tender)
        found[language] = [row.explanation for group in response.context["table"].above for row in group.rows]
        assert all(said in response.content.decode() for said in found[language])
        assert " ".join(response.context["table"].summary) in response.content.decode()
    assert found == {
        "nl": [
            "bij gelijke punten beslist het lagere uurtarief: € 40,00 tegen € 40,25",
            "10 punten meer dan plaats 3",
            "de laatste plaats",
        ],
        "en": [
            "with equal points the lower hourly rate decides: €40.00 against €40.25",
            "10 points more than place 3",
            "the last place",
        ],
    }


def test_looking_at_rates_leaves_an_event_that_lists_whose(officer, as_user, clock_at):
    tender = scored_raalte((*offered(2), *excluded("Zwaluw")), by=officer)
    clock_at(LATER)
    ranking_of(as_user(officer), tender)
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.actor_id, event.details) == (
        "ranking.viewed",
        officer.pk,
        {"bids": sorted(bid_of(tender, bird).number for bird in BIRDS[:2])},
    )


def test_there_is_no_ranking_before_the_points_are_final(officer, as_user, clock_at):
    tender = judged_raalte(offered(2), by=officer)
    clock_at(LATER)
    assert ranking_of(as_user(officer), tender).status_code == 409


def test_the_same_queries_for_3_50_and_500_bids(officer, as_user, clock_at, django_assert_num_queries):
    tenders = [bulk_scored(number, by=officer) for number in (3, 50, 500)]
    clock_at(LATER)
    client = as_user(officer)
    for tender in tenders:
        with django_assert_num_queries(QUERIES_OF_THE_RANKING):
            response = ranking_of(client, tender)
        assert response.status_code == 200
    assert len(response.context["table"].ranking.places) == 500 - 500 // 10


# The draw ------------------------------------------------------------------------------------------------------------
TIED = ("Zwaluw", "Zeearend", "Wulp")


@pytest.fixture
def open_tie(officer, clock_at):
    """Nine places taken, three equal for the tenth."""
    tender = scored_raalte((*offered(9), *tied(*TIED)), by=officer)
    clock_at(LATER)
    return tender


def drawing(tender, *order: str, **changes: str) -> dict[str, str]:
    """What an officer types: the order of the tied, first drawn first."""
    turns = {f"lot-{bid_of(tender, marker).number}": str(turn) for turn, marker in enumerate(order, start=1)}
    drawn_at = (SCORED + timedelta(minutes=30)).astimezone(clock.AMSTERDAM)
    how = {
        "drawn_at_0": f"{drawn_at:%Y-%m-%d}",
        "drawn_at_1": f"{drawn_at:%H:%M}",
        "drawn_by": "Olga Officer, in het bijzijn van Anton Assessor",
        "method": "Drie gevouwen briefjes uit een schaal.",
    }
    return turns | how | changes


def test_an_open_tie_at_the_cut_is_bracketed_and_keeps_the_shortlist(open_tie, officer, as_user):
    client = as_user(officer)
    response = ranking_of(client, open_tie)
    assert {row.offer.candidate.name for row in response.context["table"].across} == set(map(candidate_of, TIED))
    assert reverse("draw", args=[open_tie.number]) in response.content.decode()
    assert reverse("release", args=[open_tie.number]) not in response.content.decode()
    refused = client.post(reverse("release", args=[open_tie.number]))
    assert refused.status_code == 409
    assert not Shortlist.objects.exists()
    assert weighted_run(open_tie).state == StageRun.State.CLOSED


def test_the_drawn_order_settles_it_with_who_when_and_how(open_tie, officer, as_user):
    client = as_user(officer)
    address = reverse("draw", args=[open_tie.number])
    assert client.get(address).status_code == 200
    response = client.post(address, drawing(open_tie, "Wulp", "Zwaluw", "Zeearend"))
    assert (response.status_code, response.url) == (302, reverse("ranking", args=[open_tie.number]))
    lots = [bid_of(open_tie, marker).number for marker in ("Wulp", "Zwaluw", "Zeearend")]
    draw = Draw.objects.get()
    assert (draw.lots, draw.drawn_at, draw.entered_by, draw.entered_at) == (
        lots,
        SCORED + timedelta(minutes=30),
        officer,
        LATER,
    )
    first, second = Snapshot.objects.order_by("sequence")
    assert content_of(first)["result"]["open_at_cut"] == sorted(lots)
    assert content_of(second)["result"]["shortlist"][9:] == lots[:1]
    event = Event.objects.filter(act="draw.recorded").get()
    assert event.details == {"lots": lots, "snapshot": second.sha256}
    page = ranking_of(client, open_tie).content.decode()
    assert "Drie gevouwen briefjes uit een schaal." in page
    assert "Olga Officer, in het bijzijn van Anton Assessor" in page

    assert client.post(reverse("release", args=[open_tie.number])).status_code == 302
    assert ShortlistEntry.objects.last().bid == bid_of(open_tie, "Wulp")
    assert Shortlist.objects.get().snapshot == second


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"Zeearend": "1"}, "lot"),
        ({"Zeearend": ""}, "lot"),
        ({"Zeearend": "4"}, "lot"),
        ({"drawn_by": ""}, "drawn_by"),
        ({"method": " "}, "method"),
        ({"drawn_at_0": "gisteren"}, "drawn_at"),
        ({"drawn_at_1": "23:59"}, "__all__"),  # in the future
        ({"drawn_at_1": "09:00"}, "__all__"),  # before the points were final
    ],
)
def test_a_draw_that_cannot_be_is_refused_at_its_field(open_tie, officer, as_user, changes, field):
    of_lots = {f"lot-{bid_of(open_tie, name).number}": turn for name, turn in changes.items() if name in TIED}
    typed = drawing(open_tie, *TIED, **{name: said for name, said in changes.items() if name not in TIED}) | of_lots
    response = as_user(officer).post(reverse("draw", args=[open_tie.number]), typed)
    assert response.status_code == 422
    assert {name.partition("-")[0] for name in response.context["form"].errors} == {field}
    assert not Draw.objects.exists()


def test_a_draw_in_the_minute_in_which_the_points_became_final_is_after_it(officer, as_user, clock_at):
    tender = judged_raalte((*offered(9), *tied(*TIED)), by=officer)
    for run in runs_of(tender)[:2]:
        close_run(run, by=officer, now=SCORED + timedelta(seconds=20))
    clock_at(SCORED + timedelta(seconds=50))
    typed = drawing(tender, *TIED, drawn_at_1=f"{SCORED.astimezone(clock.AMSTERDAM):%H:%M}")
    assert as_user(officer).post(reverse("draw", args=[tender.number]), typed).status_code == 302


def test_without_an_open_tie_there_is_nothing_to_draw(officer, as_user, clock_at):
    tender = scored_raalte(offered(3), by=officer)
    clock_at(LATER)
    client = as_user(officer)
    for answer in (client.get, client.post):
        assert answer(reverse("draw", args=[tender.number])).status_code == 409


def test_a_recorded_draw_is_not_drawn_again(open_tie, officer, as_user):
    client = as_user(officer)
    address = reverse("draw", args=[open_tie.number])
    answers = [client.post(address, drawing(open_tie, *order)).status_code for order in (TIED, TIED[::-1])]
    assert answers == [302, 409]
    assert Draw.objects.count() == 1


def test_a_tie_that_ends_at_the_cut_needs_no_draw(officer, as_user, clock_at):
    tender = scored_raalte((*offered(8), *tied("Zwaluw", "Wulp")), by=officer)
    clock_at(LATER)
    client = as_user(officer)
    assert ranking_of(client, tender).context["table"].across == []
    assert client.post(reverse("release", args=[tender.number])).status_code == 302
    assert ShortlistEntry.objects.values_list("place", flat=True).last() == 9


# The release ---------------------------------------------------------------------------------------------------------
def test_a_shortlist_is_released_once(officer, as_user, clock_at):
    tender = scored_raalte((*offered(12), *excluded("Zwaluw")), by=officer)
    clock_at(LATER)
    client = as_user(officer)
    address = reverse("release", args=[tender.number])
    assert [client.post(address).status_code for _click in range(2)] == [302, 409]
    shortlist = Shortlist.objects.get()
    assert (shortlist.released_at, shortlist.released_by) == (LATER, officer)
    entries = shortlist.entries.values_list("position", "place", "bid__supplier__name", "points", "hourly_rate_cents")
    assert list(entries[:2]) == [
        (1, 1, f"{BIRDS[0]} Detachering", 10000, 4000),
        (2, 2, f"{BIRDS[1]} Detachering", 10000, 4025),
    ]
    assert len(entries) == 10
    assert Event.objects.filter(act="shortlist.released").count() == 1
    assert weighted_run(tender).state == StageRun.State.RELEASED


def test_after_the_release_the_ranking_stands(officer, as_user, clock_at):
    tender = released_raalte(offered(3), by=officer)
    clock_at(RELEASED + timedelta(hours=1))
    page = ranking_of(as_user(officer), tender).content.decode()
    assert reverse("release", args=[tender.number]) not in page
    assert reverse("shortlist", args=[tender.number]) in page
