"""The words of a message: `templates/outbox/NAME_subject.txt` and `NAME_message.txt`, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

MOST_IN_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def write(name: str, context: Mapping[str, Any], *, language: str = settings.LANGUAGE_CODE) -> Letter:
    """The letter as it will be sent, also for a preview. Whatever the context holds, the subject stays one line."""
    context = {"site": settings.SITE_URL, **context}
    with override(language):
        subject = render_to_string(f"outbox/{name}_subject.txt", dict(context))
        body = render_to_string(f"outbox/{name}_message.txt", dict(context))
    return Letter(one_line(subject), body.strip() + "\n")


def with_way_out(letter: Letter, unsubscribe: str, *, language: str) -> Letter:
    """The letter with the address at which this person ends such mail; as it is, when there is none."""
    if not unsubscribe:
        return letter
    with override(language):
        sentence = gettext("No more mail about this:")
    return Letter(letter.subject, f"{letter.body}\n-- \n{sentence}\n{unsubscribe}\n")


def one_line(text: str) -> str:
    """Every kind of white space becomes one space: a mail's header ends at the first line break."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_IN_SUBJECT else line[: MOST_IN_SUBJECT - 1].rstrip() + "…"


def address(path: str) -> str:
    """A path of this site as a whole address, for who reads it elsewhere."""
    return settings.SITE_URL.rstrip("/") + path
