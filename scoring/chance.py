"""The dice of a forecast's simulation, thrown outside the engine: the same seed gives the same series everywhere."""

import random  # noqa: TID251 — the seed is an input, and nothing here need be unpredictable

from scoring.engine.forecast import Dice


def dice(seed: int) -> Dice:
    return random.Random(seed).random  # noqa: S311
