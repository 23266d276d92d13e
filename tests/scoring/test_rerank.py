"""`manage.py rerank`: a stored ranking is recomputed, and whatever was changed behind its back is named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from audit.testing import lifted
from candidates.models import OfferedRate
from scoring.engine.snapshot import sha256
from scoring.models import Snapshot, Verdict
from scoring.services.shortlist import Drawing, record_draw
from tests.scoring.factories import (
    BIRDS,
    SCORED,
    bid_of,
    excluded,
    judged_raalte,
    offered,
    released_raalte,
    scored_raalte,
    tied,
    weighted_run,
)

pytestmark = pytest.mark.django_db


def rerank(number: str) -> tuple[int, dict]:
    """Exit code and what is printed with --json."""
    out = StringIO()
    try:
        call_command("rerank", number, "--json", stdout=out)
    except SystemExit as left:
        return left.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def problems_of(printed: dict) -> list[list[str]]:
    return [snapshot["problems"] for snapshot in printed["snapshots"]]


def tamper(row: Model, **changes: object) -> None:
    """What someone with the database's password can do: past the services and the triggers."""
    with lifted(row._meta.db_table):
        assert type(row).objects.filter(pk=row.pk).update(**changes) == 1


def test_an_untouched_ranking_holds(officer):
    tender = released_raalte((*offered(12), *excluded("Zwaluw")), by=officer)
    code, printed = rerank(tender.number)
    snapshot = Snapshot.objects.get()
    assert (code, printed) == (
        0,
        {
            "tender": tender.number,
            "same": True,
            "snapshots": [{"run": snapshot.run_id, "sequence": 1, "sha256": snapshot.sha256, "problems": []}],
        },
    )


def test_a_changed_verdict_is_named(officer):
    tender = scored_raalte(offered(3), by=officer)
    verdict = Verdict.objects.get(assessment__bid=bid_of(tender, BIRDS[1]), criterion__number=7)
    tamper(verdict, points=0)
    code, printed = rerank(tender.number)
    number = bid_of(tender, BIRDS[1]).number
    assert (code, printed["same"]) == (1, False)
    assert problems_of(printed) == [
        [f"De oordelen of het uurtarief van inschrijving {number} zijn niet meer die van de rangorde."]
    ]


def test_a_changed_rate_is_named(officer):
    tender = scored_raalte(offered(3), by=officer)
    rate = OfferedRate.objects.get(offer__bid=bid_of(tender, BIRDS[0]))
    tamper(rate, cents=1)
    code, printed = rerank(tender.number)
    assert code == 1
    assert [bid_of(tender, BIRDS[0]).number in problem for problem in problems_of(printed)[0]] == [True]


def test_a_knock_out_turned_to_met_is_named(officer):
    tender = scored_raalte((*offered(2), *excluded("Zwaluw")), by=officer)
    verdict = Verdict.objects.get(assessment__bid=bid_of(tender, "Zwaluw"), knock_out__number=2)
    tamper(verdict, met=True)
    code, printed = rerank(tender.number)
    assert code == 1
    assert len(problems_of(printed)[0]) == 1


@pytest.mark.parametrize("of_the_hash", [False, True])
def test_a_changed_snapshot_is_named_also_with_a_fitting_hash(officer, of_the_hash):
    tender = scored_raalte(offered(3), by=officer)
    snapshot = Snapshot.objects.get()
    content = snapshot.content.replace('"points":100', '"points":99', 1)
    assert content != snapshot.content
    digest = sha256(content) if of_the_hash else snapshot.sha256
    tamper(snapshot, content=content, sha256=digest)
    code, printed = rerank(tender.number)
    assert code == 1
    assert problems_of(printed)[0]


def test_every_snapshot_is_recomputed_and_a_draw_leaves_the_first_true(officer):
    tender = scored_raalte((*offered(9), *tied("Zwaluw", "Wulp")), by=officer)
    lots = [bid_of(tender, marker).number for marker in ("Wulp", "Zwaluw")]
    record_draw(weighted_run(tender), Drawing(lots, SCORED, "Olga", "Briefjes"), by=officer, now=SCORED)
    code, printed = rerank(tender.number)
    assert (code, [snapshot["sequence"] for snapshot in printed["snapshots"]], problems_of(printed)) == (
        0,
        [1, 2],
        [[], []],
    )


@pytest.mark.parametrize("number", ["99999", "27750"])
def test_no_assignment_and_no_ranking_are_errors_in_one_sentence(officer, number):
    judged_raalte(offered(1), by=officer)
    with pytest.raises(CommandError) as refusal:
        call_command("rerank", number)
    assert refusal.value.returncode == 2
    assert str(refusal.value).count("\n") == 0


def test_text_for_people(officer):
    tender = scored_raalte(offered(2), by=officer)
    out = StringIO()
    call_command("rerank", tender.number, stdout=out)
    snapshot = Snapshot.objects.get()
    assert out.getvalue() == f"27750, run {snapshot.run_id}, snapshot 1 ({snapshot.sha256[:12]}…): the same\n"
