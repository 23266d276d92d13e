"""Real servers, started as `scripts/run` starts one, on the database and the files of the test that runs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from scripts.with_postgres import free_port

ROOT = Path(__file__).parents[2]
CSRF = "a" * 32
BOUNDARY = "grens-van-een-formulier"


class Server:
    """`**environment`: variables on top of those that lead it to the test's own data."""

    def __init__(self, **environment: str) -> None:
        self.environment = environment
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.port = free_port()
        command = [
            sys.executable, "-m", "gunicorn", "tests.durability.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
            "--workers", "1", "--threads", "24", "--timeout", "60", "--graceful-timeout", "5",
            "--log-level", "warning", "--no-control-socket",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=_environment() | self.environment, start_new_session=True
        )
        for _attempt in range(600):
            assert self.process.poll() is None, "The server did not start."
            try:
                if self.get("/robots.txt").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("The server does not answer.")

    def kill(self) -> None:
        if self.process is not None:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def wait_until_dead(self) -> None:
        """A process that killed its group may still be on its way out."""
        assert self.process is not None
        self.process.wait(timeout=60)

    # A visitor ---------------------------------------------------------------------------------------------------
    def get(self, path: str, cookies: str = "") -> HTTPResponse:
        return self._answer("GET", path, b"", {"Cookie": cookies})

    def post(self, path: str, body: bytes, headers: Mapping[str, str], *, die_at: str = "") -> HTTPResponse | None:
        """None: the server died without an answer."""
        try:
            return self._answer("POST", path, body, {**headers, "X-Die-At": die_at})
        except (OSError, HTTPException):
            return None

    def post_half(self, path: str, body: bytes, headers: Mapping[str, str]) -> socket.socket:
        """Half of the body, and then nothing more; the connection stays open."""
        lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""])
        sent = socket.create_connection(("127.0.0.1", self.port))
        sent.sendall(head.encode() + body[: len(body) // 2])
        return sent

    def _answer(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> HTTPResponse:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            asked.request(method, path, body, dict(headers))
            response = asked.getresponse()
            response.body = response.read()
            return response
        finally:
            asked.close()


def _environment() -> dict[str, str]:
    here = {name: str(getattr(settings, name)) for name in ("FILES_DIR", "KEYS_DIR") if hasattr(settings, name)}
    own = {
        "DATABASE_URL": _database(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CLOCK_MAY_MOVE": "False",
        "EMAIL_URL": "dummymail://",
        "SECRET_KEY": settings.SECRET_KEY,
        "CONN_MAX_AGE": "0",
    }
    return {**os.environ, **here, **own}


def _database() -> str:
    data = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{data['NAME']}"
    return f"postgres://{data['USER']}@{data['HOST']}:{data['PORT']}/{data['NAME']}"


# What a browser sends ------------------------------------------------------------------------------------------------
def cookies_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def form(user: User, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]] | None = None) -> dict[str, Any]:
    """`body` and `headers` of a form with these fields and files (name, content)."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    for name, (file_name, content) in (files or {}).items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: application/pdf'
        parts.append(f"{head}\r\n\r\n".encode() + content)
    edge = f"--{BOUNDARY}".encode()
    body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
    headers = {
        "Cookie": cookies_of(user),
        "X-CSRFToken": CSRF,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    return {"body": body, "headers": headers}
