"""Every pair of colours that meets on a page, computed from the style sheet's own tokens."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR / "static" / "css" / "weegschaal.css").read_text()
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", CSS))

TEXT = [
    *((text, ground) for text in ("ink", "muted", "blue") for ground in ("paper", "sunken")),
    *(("ink", ground) for ground in ("amber", "amber-soft", "red-soft", "green-soft", "blue-soft")),
    *(("blue", ground) for ground in ("amber-soft", "red-soft", "green-soft", "blue-soft")),
    *(("blue-deep", ground) for ground in ("paper", "sunken", "blue-soft", "amber-soft")),
    *(("paper", ground) for ground in ("ink", "blue", "blue-deep", "red", "red-deep", "green")),
    *((text, ground) for text in ("red", "red-deep") for ground in ("paper", "sunken", "red-soft")),
    *(("green", ground) for ground in ("paper", "sunken", "green-soft")),
    ("muted", "blue-soft"),
    ("muted", "amber-soft"),
]
# Borders of what is filled in or clicked, shapes, the focus.
LINES = [
    *(("edge", ground) for ground in ("paper", "sunken", "blue-soft")),
    *(("blue", ground) for ground in ("paper", "sunken", "amber", "amber-soft", "red-soft")),
    *(("amber-edge", ground) for ground in ("paper", "amber-soft")),
    ("red", "paper"),
    ("green", "paper"),
]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_and_shapes_stand_out_from_their_ground(line, ground):
    assert contrast(TOKENS[line], TOKENS[ground]) >= 3


def test_the_ink_is_the_one_of_the_design():
    assert TOKENS["ink"] == "#1a2433"


def test_colours_are_named_once():
    """A colour outside the tokens would escape the tests above; Bootstrap wants two of them once more as numbers."""
    after_tokens = CSS.split("--gap:")[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", after_tokens) == []
    as_numbers = {",".join(str(int(TOKENS[name][place : place + 2], 16)) for place in (1, 3, 5)) for name in TOKENS}
    for numbers in re.findall(r"-rgb: ([\d, ]+);", CSS):
        assert numbers.replace(" ", "") in as_numbers
