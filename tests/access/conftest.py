from collections.abc import Iterator

import pytest

from tests.laid_out import equal_pages_once


@pytest.fixture(autouse=True)
def _equal_pages_are_laid_out_once() -> Iterator[None]:
    with equal_pages_once():
        yield
