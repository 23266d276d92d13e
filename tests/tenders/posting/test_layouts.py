"""What a posting says is read from it in every layout."""

import pytest

from tenders.posting import is_posting, read
from tests.tenders.posting.layouts import variant

VARIANTS = 120


@pytest.mark.parametrize("number", range(VARIANTS))
def test_every_field_of_every_layout(number):
    made = variant(number)
    draft = read(made.text)
    assert {name: draft[name] for name in made.truth} == made.truth
    assert is_posting(draft)


def test_the_layouts_differ():
    assert len({variant(number).text for number in range(VARIANTS)}) == VARIANTS
