"""How the number of a bid stands on every page: never broken at its hyphens. Loaded as a builtin: no `{% load %}`."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NUMBER = re.compile(r"\bW-[0-9A-Z]{5}-[0-9A-Z]{5}\b")  # as candidates/numbers.py makes it


@register.filter
def reference(number: str) -> SafeString:
    """A number by itself, or as the value of a sentence in a template."""
    return format_html('<span class="reference">{}</span>', number)


@register.filter
def unbroken(text: object) -> SafeString:
    """A finished sentence with the numbers in it. What is HTML already is left as it is."""
    said = text if isinstance(text, str) else str(text)
    if isinstance(said, SafeString):
        return said
    return mark_safe(NUMBER.sub(lambda found: reference(found[0]), conditional_escape(said)))  # noqa: S308 - escaped here
