"""A line between a browser and the site that can break in the middle of what is sent."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from urllib.parse import urlsplit

PIECE = 8192


class Wire:
    """`url` is where the browser goes. After `break_after(n)` a connection is gone once it has sent that many bytes:
    the site has got a part of the request, and the browser gets no answer."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self.site = (parts.hostname or "localhost", parts.port or 80)
        self.listener = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.listener.getsockname()[1]}"
        self.most: int | None = None
        self.open: set[socket.socket] = set()
        self.broke = Event()

    def break_after(self, sent: int) -> None:
        self.most = sent

    def mend(self) -> None:
        self.most = None

    def run(self) -> None:
        while True:
            try:
                browser, _address = self.listener.accept()
            except OSError:
                return
            Thread(target=self._carry, args=(browser,), daemon=True).start()

    def cut(self) -> None:
        """Nothing of it stays: not the line, nor a connection on which the browser or the site still waits."""
        _end(self.listener)
        for each in list(self.open):
            _end(each)

    def _carry(self, browser: socket.socket) -> None:
        site = socket.create_connection(self.site)
        self.open |= {browser, site}
        back = Thread(target=_pour, args=(site, browser), daemon=True)
        back.start()
        sent = 0
        while piece := _read(browser):
            site.sendall(piece)
            sent += len(piece)
            if self.most is not None and sent > self.most:
                self.broke.set()
                break
        else:
            _finish(site)  # the browser has sent all it had; its answer may still be on the way
            back.join()
        for each in (browser, site):
            _end(each)
            self.open.discard(each)


@contextmanager
def wire_to(site: str) -> Iterator[Wire]:
    wire = Wire(site)
    Thread(target=wire.run, daemon=True).start()
    try:
        yield wire
    finally:
        wire.cut()


def _end(each: socket.socket) -> None:
    """Closing alone does not wake a thread that waits on it, and the other side would hear nothing."""
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


def _finish(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_WR)


def _pour(source: socket.socket, target: socket.socket) -> None:
    while piece := _read(source):
        try:
            target.sendall(piece)
        except OSError:
            return
    _finish(target)


def _read(source: socket.socket) -> bytes:
    try:
        return source.recv(PIECE)
    except OSError:
        return b""
