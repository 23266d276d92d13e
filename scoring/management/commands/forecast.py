"""`manage.py forecast FILE|- --json`: criteria and assumptions in, a forecast out. See `docs/forecast.md`."""

import json
from typing import Any

from documents.commands import printable
from scoring import explain_forecast as explain
from scoring.chance import dice
from scoring.engine import forecast_contract as contract
from scoring.engine.forecast import Forecast, forecast
from scoring.engine.forecast_contract import Asked
from scoring.engine.improving import improvements
from scoring.management.reading import JsonCommand, aligned, language_of


class Command(JsonCommand):
    help = "Says how often the cut will fall in a tie. Exit 0: here is the forecast. 2: the input is unusable."

    def handle(self, **options: Any) -> None:
        language = language_of(options)
        asked, found = self.find(asked_and_found, options["file"], language)
        self.answer(json.dumps(contract.result(found)) if options["json"] else as_text(asked, found, language))


def asked_and_found(document: Any) -> tuple[Asked, Forecast]:
    asked = contract.read(document)
    return asked, forecast(asked.question, runs=asked.runs, dice=dice(asked.seed))


def as_text(asked: Asked, found: Forecast, language: str) -> str:
    changes = explain.changes(improvements(asked.question), language) if found.exact else []
    sentences = explain.summary(asked.question, found, language)
    return printable([*aligned(explain.table(found, language)), "", *sentences, *changes])
