"""The translations: complete, and gathered by a script that misses nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import messages
from scripts.messages import Sentence

SCRIPT = messages.ROOT / "scripts" / "messages.py"


def test_every_sentence_has_its_dutch():
    assert messages.check() == []


def found_in_template(source):
    return list(messages.template_sentences(source))


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ('{% translate "Log in" %}', [Sentence("Log in")]),
        ("{% trans 'Log in' as words %}", [Sentence("Log in")]),
        ('{% translate "open" context "a door" %}', [Sentence("open", "", "a door")]),
        ('{% translate "100% sure" %}', [Sentence("100%% sure")]),
        ('{{ name|default:_("nobody") }}', [Sentence("nobody")]),
        ('{% include "part.html" with title=_("A title") %}', [Sentence("A title")]),
        ("{% blocktranslate trimmed %}\n  Hello {{ name }},\n  welcome\n{% endblocktranslate %}",
         [Sentence("Hello %(name)s, welcome")]),
        ("{% blocktranslate count n=bids|length %}one bid{% plural %}{{ n }} bids{% endblocktranslate %}",
         [Sentence("one bid", "%(n)s bids")]),
        ('{% blocktranslate with a=_("x") context "c" %}{{ a }} is 5%{% endblocktranslate %}',
         [Sentence("x"), Sentence("%(a)s is 5%%", "", "c")]),
        ('{% comment %}{% translate "no" %}{% endcomment %}{# {% translate "nor this" %} #}', []),
        ('{% verbatim %}{% translate "no" %}{% endverbatim %}', []),
    ],
)  # fmt: skip
def test_a_template_gives_its_sentences(source, sentences):
    assert found_in_template(source) == sentences


def test_a_tag_inside_a_translated_block_is_refused():
    with pytest.raises(messages.Untranslatable):
        found_in_template("{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}")


def test_python_gives_its_sentences():
    source = b"""
gettext("one")
gettext_lazy("two " "parts")
_("three")
ngettext("%(n)s bid", "%(n)s bids", n)
pgettext_lazy("a stage", "open")
npgettext("a stage", "%(n)s day", "%(n)s days", n)
_(name)
other("not a sentence")
"""
    assert list(messages.python_sentences(source)) == [
        Sentence("one"),
        Sentence("two parts"),
        Sentence("three"),
        Sentence("%(n)s bid", "%(n)s bids"),
        Sentence("open", "", "a stage"),
        Sentence("%(n)s day", "%(n)s days", "a stage"),
    ]


@pytest.mark.parametrize(
    ("originals", "forms", "right"),
    [
        (("%(name)s logged in",), ("%(name)s is ingelogd",), True),
        (("%(name)s logged in",), ("iemand is ingelogd",), False),
        (("{rate} per hour",), ("{tarief} per uur",), False),
        (("one bid", "%(n)s bids"), ("%(n)s inschrijving", "%(n)s inschrijvingen"), True),
        (("%(n)s bid", "%(n)s bids"), ("één inschrijving", "%(n)s inschrijvingen"), True),
        (("%(n)s bid", "%(n)s bids"), ("één inschrijving", "veel inschrijvingen"), False),
    ],
)
def test_both_languages_hold_the_same_placeholders(originals, forms, right):
    assert (list(messages.placeholder_problems(originals, forms)) == []) is right


@pytest.fixture
def project(tmp_path):
    """A small project with the script in it, and a way to call it."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "messages.py").write_text(SCRIPT.read_text())
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "models.py").write_text('_("name")\nngettext("%(n)s bid", "%(n)s bids", n)\n')

    def call(*arguments):
        return subprocess.run(
            [sys.executable, "scripts/messages.py", *arguments], cwd=tmp_path, capture_output=True, text=True
        )

    return tmp_path, call


def fill(project, words):
    folder, call = project
    (folder / "words.json").write_text(json.dumps(words))
    return call("fill", "words.json")


def catalogue(folder: Path) -> str:
    return (folder / "locale/nl/LC_MESSAGES/django.po").read_text()


def test_filling_completes_the_catalogue(project):
    folder, call = project
    call("extract")
    assert call("check").stdout == "untranslated: '%(n)s bid'\nuntranslated: 'name'\n"
    assert fill(project, {"name": "naam", "%(n)s bid": ["%(n)s inschrijving", "%(n)s inschrijvingen"]}).stdout == ""
    assert (call("check").returncode, call("check").stdout) == (0, "")
    written = catalogue(folder)
    call("extract")
    assert catalogue(folder) == written
    assert "#:" not in written
    call("compile")
    with (folder / "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
        assert read_po(file).get("name").string == "naam"
    assert (folder / "locale/nl/LC_MESSAGES/django.mo").stat().st_size > 0


def test_what_is_not_used_is_kept_until_it_is_pruned(project):
    folder, call = project
    assert fill(project, {"later": "straks"}).stdout == "not used (yet): 'later'\n"
    assert "obsolete: 'later'" in call("check").stdout
    (folder / "accounts" / "models.py").write_text('_("later")\n')
    call("extract")
    assert call("check").stdout == ""
    (folder / "accounts" / "models.py").write_text('_("name")\n')
    call("prune")
    assert "straks" not in catalogue(folder)


def test_words_that_are_no_words_are_refused_with_one_sentence(project):
    answer = fill(project, {"name": 3})
    assert (answer.returncode, answer.stderr) == (2, "words.json: 'name' needs a text, or [singular, plural]\n")
