"""What holds for every template, whoever wrote it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))
# These become PDFs; no browser and no content policy ever meets them.
PAGES = [name for name in TEMPLATES if not name.startswith(("documents/", "demo/"))]
FORBIDDEN = {
    "an inline style": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)[^>]*>",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "a javascript address": r"javascript:",
    "something from elsewhere": r"""(?:src|href)\s*=\s*["'](?:https?:)?//""",
    "a disabled button": r"<button[^>]*\sdisabled\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_holds(what):
    found = [name for name in PAGES if re.search(FORBIDDEN[what], (ROOT / name).read_text(), re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("markup", ['<p style="x">', "<script>x</script>", "<a onclick='x'>", '<a href="//x.nl">'])
def test_the_search_finds_what_it_forbids(markup):
    assert any(re.search(pattern, markup, re.IGNORECASE) for pattern in FORBIDDEN.values())


# Outside a title or an attribute, where there are no elements; also as the value of a sentence.
NUMBER = r"(?:[a-z_]+\.)*(?:bid\.number|bid_number)|(?:told|receipt|attempt)\.bid"
BREAKS = rf"""{{{{ (?:{NUMBER}) }}}}|{{% blocktrans[^%]*[a-z]=(?:{NUMBER})[ %]"""


def broken_numbers(markup: str) -> list[str]:
    shown = re.sub(r"{% block title %}.*?{% endblock", "", markup)
    return re.findall(BREAKS, re.sub(r'="[^"<>]*"', "", shown))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith("outbox/")])
def test_no_number_of_a_bid_is_shown_that_can_break_at_its_hyphens(name):
    assert broken_numbers((ROOT / name).read_text()) == []


@pytest.mark.parametrize("shown", ["<p>{{ bid.number }}</p>", "{% blocktranslate with n=item.bid_number %}"])
def test_the_search_finds_a_number_that_can_break(shown):
    assert broken_numbers(shown)
    assert not broken_numbers(re.sub(r"(number)(?= )", r"\1|reference", shown))
    assert not broken_numbers(f'{{% block title %}}{shown}{{% endblock %}}<a id="{{{{ bid.number }}}}">')


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_can_be_read(name):
    get_template(name)


def test_only_escaped_text_reaches_a_page():
    """`safe` is for crispy's help texts alone, which are the code's own words."""
    found = {name for name in PAGES if re.search(r"\|\s*safe\b|autoescape off", (ROOT / name).read_text())}
    assert found == {"bootstrap5/layout/help_text.html"}


def test_every_static_file_that_a_template_names_is_there():
    named = {
        (name, static)
        for name in PAGES
        for static in re.findall(r"""{% static ["']([^"']+)["']""", (ROOT / name).read_text())
    }
    missing = {(name, static) for name, static in named if not (Path(settings.BASE_DIR) / "static" / static).is_file()}
    assert missing == set()
