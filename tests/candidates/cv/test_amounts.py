"""An amount in euros on a page of a CV."""

import pytest

from candidates.cv.amounts import has_amount
from tests.candidates.cv.written import lines


@pytest.mark.parametrize(
    "text",
    [
        "Tarief: € 85,00 per uur",
        "Tarief € 85,-",
        "EUR 92.50 excl. btw",
        "85 euro per uur",
        "57,50 €",
        "budget van € 1.250.000",
        "Euro 60",
    ],
)
def test_an_amount_is_seen(text):
    assert has_amount(lines(text))


@pytest.mark.parametrize(
    "text", ["Eurocommerce 2021", "85 procent", "2019 - 2024 Europese projecten", "de euro", "36 uur"]
)
def test_a_number_or_the_word_alone_is_none(text):
    assert not has_amount(lines(text))
