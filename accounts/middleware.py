import errno
import logging
from collections.abc import Callable
from typing import Final

from django.contrib.auth.views import redirect_to_login
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from .access import LoginNeeded, NotNow

Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)

NO_ROOM: Final = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR,
}  # fmt: skip
SQLITE_NO_ROOM: Final = {8, 10, 13}  # read-only, input or output error, full
POSTGRESQL_NO_ROOM: Final = {"53100", "25006"}  # disk full, read-only


class PlainAddresses:
    """Nothing has a null character in its address; asked for one, PostgreSQL would answer with an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)


class PrivatePages:
    """What a logged-in person sees is theirs alone: no cache keeps it; after logout the back button shows nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class Refusals:
    """Turns a refusal of the access table into its answer: the login page, or 409 with the reason."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, LoginNeeded):
            return redirect_to_login(request.get_full_path())
        if isinstance(exception, NotNow):
            context = {"reason": exception.reason, "onward": exception.onward}
            return render(request, "409.html", context, status=409)
        return None


class PostedPages:
    """Says in words that an address takes only what a form sends: to who comes there after logging in again, by another
    language or from the history of a browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET" or response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", {"back": page_before(request.path_info)}, status=405)
        page["Allow"] = response["Allow"]
        return page


def page_before(path: str) -> str:
    """The nearest address above this one: a form stands there, or what it is about."""
    parts = path.strip("/").split("/")
    above = ("/".join(["", *parts[:number], ""]) for number in range(len(parts) - 1, 0, -1))
    return next(filter(_leads_somewhere, above), "/")


def _leads_somewhere(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


class FullDisks:
    """Says in words that nothing can be kept now. In the log stands that it was so, not whose file it was."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not disk_refuses(exception):
            return None
        logger.error("The disk refuses: %s", exception.strerror if isinstance(exception, OSError) else "the database")
        return render(request, "503.html", status=503)


def disk_refuses(exception: BaseException) -> bool:
    if isinstance(exception, OSError):
        return exception.errno in NO_ROOM
    driver = exception.__cause__ if isinstance(exception, Error) else None
    return (getattr(driver, "sqlite_errorcode", 0) or 0) & 0xFF in SQLITE_NO_ROOM or (
        getattr(driver, "sqlstate", "") in POSTGRESQL_NO_ROOM
    )
