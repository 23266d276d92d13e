"""A loose guard on the speed of the engine; `benchmarks/rank.py` measures it."""

import statistics

from benchmarks import rank


def test_a_ranking_takes_no_more_than_a_few_bare_loops() -> None:
    sides = rank.measure(bids=20_000, repetitions=5)
    assert statistics.median(rank.ratios(sides["engine"], sides["bare loop"])) < 9
