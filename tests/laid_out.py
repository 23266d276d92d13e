"""Equal pages are laid out once: many people ask for each PDF. Whoever gets another text gets another PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from weasyprint import CSS, HTML, Document

from documents import pdf


@contextmanager
def equal_pages_once() -> Iterator[None]:
    made: dict[tuple[str, ...], Document] = {}

    class Page:
        def __init__(self, **given: Any) -> None:
            self.given = given

        def render(self, *, stylesheets: list[str], font_config: object) -> Document:
            key = (self.given["string"], *stylesheets)
            if key not in made:
                styles = [CSS(string=style) for style in stylesheets]
                made[key] = HTML(**self.given).render(stylesheets=styles, font_config=font_config)
                made[key].write_pdf = cache(made[key].write_pdf)
            return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "HTML", Page)
        patch.setattr(pdf, "CSS", lambda *, string: string)
        yield
