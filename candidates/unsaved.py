"""What someone typed when their login turned out to have ended: kept until they have logged in again.

It is content of a bid, so it lies nowhere in the clear: the session holds it sealed, its key is in a cookie of that
browser alone. A copy of the database shows nothing of it.
"""

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict

NAME = "unsaved"
SECONDS = 3600
MOST = 100_000  # characters, far more than fits in the fields of a step


def keep_until_login(request: HttpRequest) -> HttpResponse:
    """To the login page, and from there back to this address. A file is not kept: it has to be chosen again."""
    response = redirect_to_login(request.get_full_path())
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = f"{request.path}\n{typed.urlencode()}"
    if len(text) > MOST:
        return response
    key = Fernet.generate_key()
    request.session[NAME] = Fernet(key).encrypt(text.encode()).decode()
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(NAME, key.decode(), max_age=SECONDS, secure=secure, httponly=True, samesite="Lax")
    return response


def typed_before_login(request: HttpRequest) -> QueryDict | None:
    """What was typed at this address."""
    sealed, key = request.session.get(NAME), request.COOKIES.get(NAME)
    if not sealed or not key:
        return None
    try:
        path, _line, typed = Fernet(key).decrypt(sealed.encode(), ttl=SECONDS).decode().partition("\n")
    except (InvalidToken, ValueError):
        return None
    return QueryDict(typed) if path == request.path else None


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Once it was saved."""
    if request.session.pop(NAME, None) is not None:
        response.delete_cookie(NAME)
    return response
