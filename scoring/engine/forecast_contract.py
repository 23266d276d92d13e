"""The contract of `manage.py forecast`: decoded JSON to a question, and a forecast to what is printed.

Criteria are those of `manage.py rank`. `docs/forecast.md` is its description.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from . import contract
from .criteria import Criterion
from .errors import Unusable
from .forecast import Dice, Forecast, Question, forecast
from .shape import integer_at, list_at, map_at, object_at

MOST_BIDS = 100_000
MOST_RUNS = 1_000_000
# What is printed: more would be noise of the floats.
DIGITS = 10


class Asked(NamedTuple):
    question: Question
    runs: int
    seed: int


def answer(document: Any, *, dice: Callable[[int], Dice]) -> dict[str, Any]:
    """What `manage.py forecast --json` prints for this input; `dice` makes the dice of a seed. Raises Unusable."""
    asked = read(document)
    return result(forecast(asked.question, runs=asked.runs, dice=dice(asked.seed)))


def read(document: Any) -> Asked:
    members = object_at(
        "input",
        document,
        needs=("criteria", "pass_rates", "bids"),
        takes=("places", "tie_breakers", "runs", "seed"),
    )
    criteria = contract.criteria(members["criteria"])
    question = Question(
        criteria=criteria,
        chances=_chances(criteria, map_at("pass_rates", members["pass_rates"])),
        bids=integer_at("bids", members["bids"], least=0, most=MOST_BIDS),
        places=contract.places(members),
        tie_breakers=contract.tie_breakers(members),
    )
    runs = integer_at("runs", members.get("runs", 10_000), least=1, most=MOST_RUNS)
    return Asked(question, runs, integer_at("seed", members.get("seed", 1), least=0))


def result(found: Forecast) -> dict[str, Any]:
    return {name: round(value, DIGITS) if type(value) is float else value for name, value in found._asdict().items()}


# Pass rates ----------------------------------------------------------------------------------------------------------
def _chances(criteria: tuple[Criterion, ...], rates: Mapping[str, Any]) -> dict[int, tuple[float, ...]]:
    numbers = {str(criterion.number) for criterion in criteria}
    for number in rates:
        if number not in numbers:
            raise Unusable("unknown_pass_rate", number=number)
    return {
        criterion.number: _of(criterion, f"pass_rates.{criterion.number}", rates[str(criterion.number)])
        for criterion in criteria
        if str(criterion.number) in rates
    }


def _of(criterion: Criterion, where: str, value: Any) -> tuple[float, ...]:
    if type(value) is list:
        return tuple(_chance(f"{where}[{at}]", each) for at, each in enumerate(list_at(where, value)))
    if type(value) not in (int, float):
        raise Unusable("wrong_type", where=where, expected="chances")
    return spread(criterion.outcomes(), _chance(where, value))


def _chance(where: str, value: Any) -> float:
    # True is an int to Python, and NaN is below and above nothing: the type and both bounds are asked.
    if type(value) not in (int, float):
        raise Unusable("wrong_type", where=where, expected="chance")
    if not 0 <= value <= 1:
        raise Unusable("no_chance", where=where)
    return float(value)


def spread(outcomes: tuple[int, ...], best: float) -> tuple[float, ...]:
    """The chance of the highest outcome, with what is left shared evenly by the others."""
    highest = outcomes.index(max(outcomes))
    others = (1 - best) / max(len(outcomes) - 1, 1)
    return tuple(best if at == highest else others for at in range(len(outcomes)))
