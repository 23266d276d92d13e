"""The demo's bids: who is placed where and why, and that the assessor's reasons are true to the CVs."""

from datetime import date

import pytest

from scoring.demo.content import bids, suppliers
from scoring.demo.cvs import make_cv, say
from tests.conftest import some
from tests.demo.cv_text import fast_text_of, missing

RAALTE = {bid["key"]: bid for bid in bids("raalte")}
WESTLAND = {bid["key"]: bid for bid in bids("westland")}
CEILING_CENTS = {"raalte": 6000, "westland": 5555}
POINTS = {6: 10, 7: 60, 8: 30}

# Months before closing in which each candidate of Raalte did telephone customer service, and that at a municipality's
# contact centre: written down from the CVs by hand, to hold the assessor's verdicts against.
TELEPHONE = {
    "wiegerink": [(79, 0)], "kamphuis": [(91, 31), (29, 0)], "demirel": [(101, 0)], "slotboom": [(146, 0)],
    "boerhof": [(70, 0)], "lubberink": [(39, 30), (28, 0)], "oude-wesselink": [(27, 0)], "ramautar": [(34, 0)],
    "heetkamp": [(66, 0)], "tijhaar": [(81, 0)], "roelofsen": [(74, 0)], "ter-braak": [(96, 0)],
    "sluiter": [(92, 66), (15, 0)], "hulsbergen": [(84, 0)],
}  # fmt: skip
CONTACT_CENTRE = {
    "wiegerink": [(38, 0)], "kamphuis": [(52, 31), (29, 0)], "demirel": [(63, 0)], "slotboom": [(146, 0)],
    "boerhof": [(33, 0)], "lubberink": [(28, 0)], "oude-wesselink": [(27, 0)], "ramautar": [(34, 0)],
    "heetkamp": [], "tijhaar": [], "roelofsen": [(14, 0)], "ter-braak": [(50, 0)], "sluiter": [], "hulsbergen": [],
}  # fmt: skip


def months_within(periods: list[tuple[int, int]], window: int) -> int:
    return sum(max(0, min(start, window) - end) for start, end in periods)


def is_excluded(bid: dict) -> bool:
    judged = bid["verdicts"]["knock_outs"].values()
    return bid["hourly_rate_cents"] > CEILING_CENTS["raalte"] or not all(verdict["met"] for verdict in judged)


def test_three_are_excluded_each_by_another_knock_out():
    excluded = {
        key: (
            bid["hourly_rate_cents"] > CEILING_CENTS["raalte"],
            [number for number, verdict in bid["verdicts"]["knock_outs"].items() if not verdict["met"]],
        )
        for key, bid in RAALTE.items()
        if is_excluded(bid)
    }

    assert excluded == {"ter-braak": (True, []), "sluiter": (False, [2]), "hulsbergen": (False, [3])}


def test_the_lower_rate_decides_who_is_tenth_and_no_tie_stays_open():
    ranked = [bid for bid in RAALTE.values() if not is_excluded(bid)]
    points = {bid["key"]: sum(v["points"] for v in bid["verdicts"]["criteria"].values()) for bid in ranked}
    ranked.sort(key=lambda bid: (-points[bid["key"]], bid["hourly_rate_cents"]))

    assert [(bid["key"], points[bid["key"]], bid["hourly_rate_cents"]) for bid in ranked] == [
        ("wiegerink", 100, 5450),
        ("kamphuis", 100, 5675),
        ("demirel", 100, 5895),
        ("slotboom", 90, 5300),
        ("boerhof", 90, 5750),
        ("lubberink", 70, 4975),
        ("oude-wesselink", 70, 5250),
        ("ramautar", 60, 5150),
        ("heetkamp", 40, 4780),
        ("tijhaar", 40, 5100),
        ("roelofsen", 40, 5125),
    ]


@pytest.mark.parametrize("key", RAALTE)
def test_verdicts_on_experience_agree_with_the_months_in_the_cv(key):
    verdicts = RAALTE[key]["verdicts"]
    telephone_5, telephone_6 = (months_within(TELEPHONE[key], window) for window in (60, 72))
    contact_centre = months_within(CONTACT_CENTRE[key], 60)

    assert verdicts["knock_outs"][2]["met"] == (telephone_5 >= 24)
    if verdicts["criteria"]:
        assert (verdicts["criteria"][7]["points"] == 60) == (contact_centre >= 24)
        assert (verdicts["criteria"][8]["points"] == 30) == (telephone_6 >= 48)


@pytest.mark.parametrize("key", RAALTE)
def test_the_months_written_down_are_those_of_the_jobs(key):
    jobs = {(job["from_months"], job["to_months"] or 0) for job in RAALTE[key]["cv"]["jobs"]}
    ends = {moment for job in jobs for moment in job}

    written = TELEPHONE[key] + CONTACT_CENTRE[key]

    assert [period for period in written if not {*period} <= ends] == []


@pytest.mark.parametrize("key", RAALTE)
def test_live_chat_is_named_in_the_work_experience_where_the_assessor_says_so(key):
    tasks = " ".join(task for job in RAALTE[key]["cv"]["jobs"] for task in job["tasks"]).lower().replace("-", " ")

    assert ("live chat" in tasks) == RAALTE[key]["verdicts"]["knock_outs"][3]["met"]


@pytest.mark.parametrize("key", some(RAALTE))
@pytest.mark.parametrize("month", [5, 9])  # the shortest and the longest name
def test_a_verdicts_passage_stands_on_the_page_that_it_names(key, month):
    bid = RAALTE[key]
    pages = fast_text_of(make_cv(bid["cv"], closes_on=date(2027, month, 1), layout=bid["cv"]["layout"]))
    verdicts = [*bid["verdicts"]["knock_outs"].values(), *bid["verdicts"]["criteria"].values()]

    wrong = [
        (
            verdict["passage"],
            verdict["page"],
            [n for n, page in enumerate(pages, 1) if not missing(verdict["passage"], page)],
        )
        for verdict in verdicts
        if missing(verdict["passage"], pages[verdict["page"] - 1])
    ]

    assert wrong == []


def test_verdicts_cover_what_an_assessor_judges_with_a_reason_each():
    for bid in RAALTE.values():
        assert list(bid["verdicts"]["knock_outs"]) == [2, 3]
        assert list(bid["verdicts"]["criteria"]) == ([] if is_excluded(bid) else [6, 7, 8])
        for number, verdict in bid["verdicts"]["criteria"].items():
            assert verdict["points"] in (0, POINTS[number])
        for verdict in [*bid["verdicts"]["knock_outs"].values(), *bid["verdicts"]["criteria"].values()]:
            assert len(verdict["reason"].split()) >= 6
            assert "<" not in say(verdict["reason"], closes_on=date(2026, 3, 2))


def test_every_bid_is_complete():
    for tender, count, numbers in (("raalte", 14, [1, 2, 3, 4, 5]), ("westland", 3, [1, 2])):
        found = bids(tender)
        assert len(found) == count
        for bid in found:
            assert bid["candidate"] == bid["cv"]["name"]
            assert [n for n, statement in bid["statements"].items() if statement["confirmed"]] == numbers
            assert 120 <= len(bid["motivation"].split()) <= 200
            assert bid["available_from"]["days_after_closing"] > 0


def test_westlands_bids_are_under_its_ceiling_and_unjudged():
    assert [key for key, bid in WESTLAND.items() if bid["hourly_rate_cents"] > CEILING_CENTS["westland"]] == []
    assert [key for key, bid in WESTLAND.items() if "verdicts" in bid] == []


def test_a_supplier_bids_once_on_an_assignment():
    keys = [supplier["key"] for supplier in suppliers()]

    for found in (RAALTE, WESTLAND):
        bidding = [bid["supplier"] for bid in found.values()]
        assert len(set(bidding)) == len(bidding)
        assert set(bidding) <= set(keys)
    assert sorted(bid["supplier"] for bid in RAALTE.values()) == sorted(keys)


def test_no_sentence_of_a_motivation_is_used_twice():
    sentences = [
        sentence.strip()
        for bid in [*RAALTE.values(), *WESTLAND.values()]
        for sentence in bid["motivation"].replace("\n", " ").split(". ")
    ]

    assert sorted(sentences) == sorted(set(sentences))
