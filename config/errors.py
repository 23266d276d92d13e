"""Answers to requests that never reach a view."""

from django.http import HttpRequest, HttpResponseBadRequest
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBadRequest:
    """Django's own handler looks for a form's token first: on a body that can't be read that fails again, as a 500."""
    return HttpResponseBadRequest(render_to_string("400.html"))
