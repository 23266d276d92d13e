"""The site as it is, under a server that a test may kill at a chosen place of a request, and that tells its own clock.

A request says in `X-Die-At` which places it passes, the last of which it doesn't survive: `renamed,before commit`. No
part of the site knows of this module; it is named on the command line of the tests' own servers.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import local
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.base.base import BaseDatabaseWrapper

PLACES = ("written", "renamed", "before commit", "after commit", "answered")
site = get_wsgi_application()
ahead = local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    ahead.places = [place for place in environ.get("HTTP_X_DIE_AT", "").split(",") if place]
    assert set(ahead.places) <= set(PLACES)

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, ("X-Own-Clock", str(time.time()))], *more)  # noqa: TID251

    return Answer(site(environ, start))


class Answer:
    """A server closes it when the last byte is on its way to the visitor."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.parts.close()
        passed("answered")


def passed(place: str) -> None:
    places = getattr(ahead, "places", [])
    if places and places[0] == place:
        places.pop(0)
        if not places:
            os.killpg(os.getpgrp(), signal.SIGKILL)  # the whole server, not only the process that works on this
            signal.pause()


def around(owner: type, name: str, before: str, after: str) -> None:
    right = getattr(owner, name)

    def watched(self: Any, *arguments: Any) -> Any:
        passed(before)
        outcome = right(self, *arguments)
        passed(after)
        return outcome

    setattr(owner, name, watched)


around(Path, "replace", "written", "renamed")
around(BaseDatabaseWrapper, "_commit", "before commit", "after commit")
