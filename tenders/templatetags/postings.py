"""A posting's text as HTML: paragraphs, lists of lines with a dash, web addresses as links. Everything is escaped."""

import json
import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]", re.IGNORECASE)
NO_MARKUP = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
ITEM = re.compile(r"\s*[-–•*]\s+")


@register.filter
def prose(text: str) -> SafeString:
    """An empty line starts a paragraph; lines that start with "- " are a list."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return format_html_join("\n", "{}", ((_paragraph(paragraph),) for paragraph in paragraphs if paragraph.strip()))


@register.filter
def linked_data(content: Mapping[str, Any]) -> SafeString:
    """JSON-LD as a block of data in the page. No browser runs it, so the content policy has nothing to say about it."""
    text = json.dumps(content, ensure_ascii=False).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 — no < is left


@register.filter
def linked(text: str) -> SafeString:
    """One line of text with its addresses as links."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), _link(found[0])]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 — each part is escaped


def _paragraph(paragraph: str) -> SafeString:
    blocks = groupby(paragraph.split("\n"), key=lambda line: bool(ITEM.match(line)))
    return format_html_join("", "{}", ((_list(lines) if is_list else _lines(lines),) for is_list, lines in blocks))


def _list(lines: object) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((linked(ITEM.sub("", line, count=1)),) for line in lines))
    return format_html("<ul>{}</ul>", items)


def _lines(lines: object) -> SafeString:
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((linked(line),) for line in lines)))


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', address, address)
