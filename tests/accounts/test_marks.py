"""One rule on what nobody sees, for the officer's forms and the supplier's alike."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.marks import SeenField, without_hidden
from candidates.forms.base import text_in

DECIDED = {
    "a\r\nb": "a\nb",
    "a\rb": "a\nb",
    "a\r\r\nb": "a\n\nb",
    "a\x0bb\x0cc": "a b c",
    "a\x01b\x1fc\x7fd\x85e": "abcde",
    "a\ufffeb\uffffc": "abc",
    "a\u061cb\u200ec\u200fd\u202ee\u2069f": "abcdef",
    "\ufeffa\ufeffb": "ab",
    "a\tb\nc": "a\tb\nc",
    "\U0001f468\u200d\U0001f469": "\U0001f468\u200d\U0001f469",
}


@pytest.mark.parametrize(("typed", "seen"), DECIDED.items(), ids=map(ascii, DECIDED))
def test_each_character_is_decided_once_for_every_form(typed, seen):
    assert without_hidden(typed) == SeenField().clean(typed) == text_in(_sent(typed), "text") == seen
    assert without_hidden(seen) == seen


def test_a_field_refuses_a_null_and_a_draft_leaves_it_out():
    assert without_hidden("a\x00b") == "a\x00b"
    with pytest.raises(ValidationError):
        SeenField().clean("a\x00b")
    assert text_in(_sent("a\x00b"), "text") == "ab"


def _sent(text: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["text"] = text
    return data
