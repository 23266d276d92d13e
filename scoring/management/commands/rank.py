"""`manage.py rank FILE|- --json`: rules, verdicts and lots in, a ranking out. `docs/ranking.md` is the contract."""

import json
import sys
from typing import Any

from documents.commands import printable
from scoring import explain
from scoring.engine import Ranking, contract
from scoring.management.reading import JsonCommand, aligned, language_of

SETTLED, LOT_NEEDED = 0, 1


class Command(JsonCommand):
    help = "Ranks the bids in a file. Exit 0: the shortlist is settled. 1: a lot is needed. 2: the input is unusable."

    def handle(self, **options: Any) -> None:
        language = language_of(options)
        ranking = self.find(contract.ranking, options["file"], language)
        self.answer(as_json(ranking) if options["json"] else as_text(ranking, language))
        sys.exit(SETTLED if ranking.settled else LOT_NEEDED)


def as_json(ranking: Ranking) -> str:
    return json.dumps(contract.result(ranking))


def as_text(ranking: Ranking, language: str) -> str:
    return printable(
        [
            *aligned(explain.table(ranking, language)),
            "",
            *explain.summary(ranking, language),
            *explain.places(ranking, language),
            *explain.excluded(ranking, language),
        ]
    )
