"""Browser tests: Playwright on the machine's own Chromium, each role in a browser of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.visitor import Visitor

# Playwright's synchronous interface keeps an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Head and body are two writes: without this the second waits forty milliseconds for the first to be acknowledged.
WSGIRequestHandler.disable_nagle_algorithm = True

# The first is Chromium without what only a screen needs: the same pages for three fifths of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with it; what it visits is this site alone
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "visitors" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(f"No Chromium: apt-get install {BROWSERS[0]}, or name one in CHROMIUM.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def visitors(chromium: Browser, live_server: object) -> Iterator[Callable[..., Visitor]]:
    """`visitors("officer")` opens a new browser, with no one logged in. Anything odd that any of them saw (a console
    error, a refused script, a request that leaves the machine, an unexpected status) fails the test at its end."""
    opened: list[Visitor] = []
    with ExitStack() as stack:

        def open_browser(name: str = "visitor", *, language: str = "nl", scripts: bool = True) -> Visitor:
            context = chromium.new_context(
                base_url=live_server.url,
                locale={"nl": "nl-NL", "en": "en-GB"}[language],
                timezone_id="Europe/Amsterdam",
                viewport={"width": 1280, "height": 900},
                accept_downloads=True,
                java_script_enabled=scripts,
            )
            stack.callback(context.close)
            context.set_default_timeout(60_000)  # a slow machine is no error
            opened.append(Visitor(context, name=name, site=live_server.url))
            return opened[-1]

        yield open_browser
        oddities = [f"{visitor.name}: {oddity}" for visitor in opened for oddity in visitor.oddities]
    assert oddities == []
