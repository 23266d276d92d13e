"""Answers to requests that never reach a view, and what is told of an error: where it was, never what it was about.

A report of an error is mail or a line in a log; what somebody types in a bid stands in neither.
"""

import logging
import traceback
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

WORDS = {
    "exception_value", "exception_notes", "unicode_hint", "template_info", "request_GET_items", "request_FILES_items",
    "lastframe",
}  # fmt: skip
TYPED = {"HTTP_COOKIE", "HTTP_REFERER", "QUERY_STRING", "REQUEST_URI", "RAW_URI"}
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBadRequest:
    """Django's own handler looks for a form's token first: on a body that can't be read that fails again, as a 500."""
    return HttpResponseBadRequest(render_to_string("400.html"))


class NoValues(SafeExceptionReporterFilter):
    """The names of fields and variables, without what was in them."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        return dict.fromkeys(getattr(request, "POST", {}), self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> list[tuple[str, str]]:
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """Without the cookies, of which one is the key of what was typed before logging in again, and without what was
        searched for."""
        return {name: value for name, value in super().get_safe_request_meta(request).items() if name not in TYPED}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, str]:
        return dict.fromkeys(getattr(request, "COOKIES", {}), self.cleansed_substitute)


class Report(ExceptionReporter):
    """What Django mails of an error: without the names of files, questions in addresses and the error's own words."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        frames = [frame | {"exc_cause": None} for frame in data["frames"]]
        address = str(data.get("request_insecure_uri", "")).partition("?")[0]
        kept = {name: each for name, each in data.items() if name not in WORDS}
        return kept | {"frames": frames, "request_insecure_uri": address}


class WithoutWords(logging.Formatter):
    """An error in the log: its type and its lines of code. Its words may quote what was typed."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 – the name is logging's
        return "\n".join(_place(error) for error in _chain(ei[1]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """It and what it came from, the first one first."""
    if error is not None:
        yield from _chain(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        yield error


def _place(error: BaseException) -> str:
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{lines}{type(error).__module__}.{type(error).__qualname__}"
