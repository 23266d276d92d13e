from functools import cache
from typing import Any

import pytest
from weasyprint import CSS, HTML, Document

from documents import pdf


@pytest.fixture(autouse=True)
def _equal_pages_are_laid_out_once(monkeypatch):
    """Thirteen people ask for each PDF in each phase. Whoever gets another text gets another PDF."""
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

    monkeypatch.setattr(pdf, "HTML", Page)
    monkeypatch.setattr(pdf, "CSS", lambda *, string: string)
