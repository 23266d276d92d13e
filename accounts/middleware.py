from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .access import LoginNeeded, NotNow

Handler = Callable[[HttpRequest], HttpResponse]


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
            return render(request, "409.html", {"reason": exception.reason}, status=409)
        return None
