"""Snapshots: a ranking computed by the engine and stored with its input and its hash."""

import json
from datetime import datetime
from typing import Any

from accounts.models import User
from candidates import vault
from scoring.engine import ENGINE_VERSION, contract
from scoring.engine.snapshot import Sealed, seal
from scoring.models import Snapshot, StageRun
from scoring.translate import ranking_input


def take_snapshot(run: StageRun, *, by: User, now: datetime) -> Snapshot:
    """Rank what was handed in, with the lots drawn so far, and keep it beside the earlier snapshots."""
    rules_version = run.stage.tender.rules_versions.last()
    given = ranked_input(run)
    sealed = seal(input=given, result=contract.answer(given), engine=ENGINE_VERSION, rules_sha256=rules_version.sha256)
    return Snapshot.objects.create(
        run=run,
        sequence=run.snapshots.count() + 1,
        content=sealed.content,
        sha256=sealed.sha256,
        rules_version=rules_version,
        made_at=now,
        made_by=by,
    )


def ranked_input(run: StageRun) -> dict[str, Any]:
    """The run's input for the engine as the database has it now."""
    draw = run.draws.last()
    return ranking_input(run.stage, rates=vault.rates(run.stage.tender), lots=draw.lots if draw else [])


def content_of(snapshot: Snapshot) -> dict[str, Any]:
    """Its engine, input, result and rules_sha256."""
    content: dict[str, Any] = json.loads(snapshot.content)
    return content


def sealed(snapshot: Snapshot) -> Sealed:
    return Sealed(snapshot.content, snapshot.sha256)
