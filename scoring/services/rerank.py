"""Recomputing the stored rankings of a tender: the proof that they follow from their input, and their input from the
database."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scoring.engine.snapshot import canonical, recomputed
from scoring.models import Snapshot, StageRun
from tenders.models import Tender

from .snapshots import content_of, ranked_input, sealed


@dataclass(frozen=True)
class Recomputed:
    """One snapshot, and what is wrong with it; nothing when it holds."""

    run: int
    sequence: int
    sha256: str
    problems: list[str]


def rerank(tender: Tender) -> list[Recomputed]:
    """Every snapshot of the tender, in order."""
    snapshots = Snapshot.objects.filter(run__stage__tender=tender).select_related("run__stage", "rules_version")
    newest = {snapshot.run_id: snapshot.pk for snapshot in snapshots.order_by("run_id", "sequence")}
    return [
        Recomputed(
            snapshot.run_id,
            snapshot.sequence,
            snapshot.sha256,
            _problems(snapshot, tender, is_newest=newest[snapshot.run_id] == snapshot.pk),
        )
        for snapshot in snapshots.order_by("run_id", "sequence")
    ]


def _problems(snapshot: Snapshot, tender: Tender, *, is_newest: bool) -> list[str]:
    problems = []
    if not recomputed(sealed(snapshot)):
        problems.append(_("The stored result or its hash does not follow from the stored input."))
    if content_of(snapshot)["rules_sha256"] != snapshot.rules_version.sha256:
        problems.append(_("It was made under other rules than it says."))
    if is_newest:
        problems += differences(content_of(snapshot)["input"], snapshot.run, tender)
    return problems


def differences(stored: dict, run: StageRun, tender: Tender) -> list[str]:
    """What the database now says otherwise than the stored input, bid by bid."""
    run.stage.tender = tender
    current = ranked_input(run)
    then = {bid["ref"]: bid for bid in stored["bids"]}
    now = {bid["ref"]: bid for bid in current["bids"]}
    changed = [ref for ref in sorted(then.keys() | now.keys()) if _text(then.get(ref)) != _text(now.get(ref))]
    problems = [
        _("The verdicts or the rate of bid %(ref)s are no longer what was ranked.") % {"ref": ref} for ref in changed
    ]
    if any(_text(stored[key]) != _text(current[key]) for key in stored.keys() - {"bids"}):
        problems.append(_("The criteria, places, tie-breakers or lots are no longer what was ranked."))
    return problems


def _text(value: object) -> str:
    return canonical(json.loads(json.dumps(value)))
