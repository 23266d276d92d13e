"""A person at a browser: goes, looks, and notices what should not be there."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from accounts.models import User
from candidates.numbers import PATTERN as NUMBER
from tests.conftest import FULL, PASSWORD

AXE = Axe().axe_script
# What passes is not told: on a long page that took as long as finding it out.
VIOLATIONS = "options => axe.run(options).then(results => results.violations)"
# Which parts a page is made of: each kind of element with its classes and its role.
PARTS = """() => {
    const all = [...document.body.querySelectorAll("*")];
    return [...new Set(all.map((each) => `${each.localName}.${each.className}.${each.getAttribute("role")}`))];
}"""
JUDGED = Path(os.environ["WEEGSCHAAL_TEST_ROOT"]) / "parts-judged"  # by any worker, a line each
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PICTURES = os.environ.get("SCREENSHOTS")
WIDE, NARROW, NARROWEST = 1280, 360, 320
AT_HOME = re.compile(r"^(https?://(localhost|127\.0\.0\.1)[:/]|data:|blob:|about:)")


class Visitor:
    """One browser of one person, at the `site` with this address. `page` is Playwright's page, for everything that a
    person does with it."""

    def __init__(self, context: BrowserContext, *, name: str, site: str) -> None:
        self.name = name
        self.site = site
        self.context = context
        self.oddities: list[str] = []
        self.expected: set[int] = set()
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.oddities.append(f"script error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # A status above 399 is also told here; `_answered` judges those.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.oddities.append(f"console: {message.text} at {self.page.url}")

    def _asked(self, request: Request) -> None:
        if not AT_HOME.match(request.url):
            self.oddities.append(f"left the machine: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.oddities.append(f"{response.status} on {response.request.method} {response.url}")

    # Going ----------------------------------------------------------------------------------------------------------
    def open(self, path: str, *, status: int = 200) -> Page:
        """Go to an address of the site; the answer has this status."""
        with self.expecting(status):
            response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{self.name}: {path} answered {response.status}, not {status}"
        return self.page

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """What happens inside may be answered with these statuses, such as 409 to a button that came too late."""
        self.expected = {*statuses}
        yield
        self.page.wait_for_load_state()
        self.expected = set()

    def log_in(self, user: User, *, password: str = "") -> "Visitor":
        """By the form in the full run and where a password is given; else with the session that the form gives."""
        if not FULL and not password:
            return self._in_a_session_of(user)
        self.open(reverse("account_login"))
        self.page.locator("[name=login]").fill(user.email)
        self.page.locator("[name=password]").fill(password or PASSWORD)
        self.page.locator("main form[method=post] button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: reverse("account_login") not in url)
        return self

    def _in_a_session_of(self, user: User) -> "Visitor":
        client = Client()
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.site}])
        return self

    def log_in_again(self, *, password: str = PASSWORD) -> "Visitor":
        """On a page that asks for it: the link, the password, and back."""
        page, back = self.page, self.page.url
        page.locator(f".page-actions a[href^='{reverse('account_reauthenticate')}']").click()
        page.locator("[name=password]").fill(password)
        page.locator("main form[method=post] button[type=submit]").click()
        page.wait_for_url(back)
        return self

    def read_in(self, language: str) -> "Visitor":
        """Read the site in "nl" or "en" from the next page on."""
        url = self.page.url if self.page.url.startswith("http") else self.open("/").url
        self.context.add_cookies([{"name": "django_language", "value": language, "url": url}])
        return self

    # Looking --------------------------------------------------------------------------------------------------------
    def look(self, name: str) -> None:
        """Judge the page as it stands: nothing sticks out sideways, no bid’s number is broken over two lines, axe finds
        nothing. In the full run wide and narrow; else axe judges it wide, if it has a part that was not judged yet, and
        the rest is looked at where there is least room. With SCREENSHOTS set to a folder, pictures of it land there as
        `name-1280.png` and `name-360.png`."""
        self.page.wait_for_load_state()
        problems = []
        for width in (WIDE, NARROW) if FULL or PICTURES else (WIDE,):
            self.resize(width)
            if FULL or (width == WIDE and self._has_new_parts()):
                problems += [f"{width} px: {problem}" for problem in self.axe()]
            self.picture(f"{name}-{width}")
        for width in (NARROW, NARROWEST) if FULL else (NARROWEST,):
            self.resize(width)
            problems += [f"{width} px: sticks out sideways: {what}" for what in self._sticking_out()]
            problems += [f"{width} px: broken over two lines: {what}" for what in self._broken_numbers()]
        self.resize(WIDE)
        told = "\n".join(problems)
        assert not problems, f"{self.name} looking at {name} ({self.page.url}):\n{told}"

    def resize(self, width: int) -> None:
        """Asks the browser only when it changes: that waits for a frame to be drawn."""
        if self.page.viewport_size != {"width": width, "height": 900}:
            self.page.set_viewport_size({"width": width, "height": 900})

    def _has_new_parts(self) -> bool:
        parts = {json.dumps(part) for part in self.page.evaluate(PARTS)}
        judged = set(JUDGED.read_text("utf-8").splitlines()) if JUDGED.exists() else set()
        with JUDGED.open("a", encoding="utf-8") as file:
            file.writelines(f"{part}\n" for part in sorted(parts - judged))
        return not parts <= judged

    def axe(self) -> list[str]:
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(VIOLATIONS, {"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
        return [f"{item['id']}: {node['html']} ({node['failureSummary']})" for item in found for node in item["nodes"]]

    def _sticking_out(self) -> list[str]:
        return self.page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                const wide = [...document.body.querySelectorAll("*")].filter(
                    (element) => element.getBoundingClientRect().right > width + 1);
                return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).concat("the page");
            }"""
        )

    def _broken_numbers(self) -> list[str]:
        """A record that is shown word for word breaks wherever it must, and so does an address."""
        return self.page.evaluate(
            """(pattern) => {
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), broken = [];
                for (let text = texts.nextNode(); text; text = texts.nextNode()) {
                    if (text.parentElement.closest(".sealed-text, .visually-hidden")) continue;
                    for (const found of text.data.matchAll(new RegExp(pattern, "g"))) {
                        const range = document.createRange();
                        range.setStart(text, found.index);
                        range.setEnd(text, found.index + found[0].length);
                        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                        if (lines.size > 1) broken.push(text.parentElement.outerHTML.slice(0, 120));
                    }
                }
                return broken;
            }""",
            rf"(?<![/\w]){NUMBER}",
        )

    def picture(self, name: str) -> None:
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    # Downloading ----------------------------------------------------------------------------------------------------
    def download(self, link: str) -> Path:
        """Click the link or button with this name and give the file that comes."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=link).or_(self.page.get_by_role("button", name=link)).first.click()
        return coming.value.path()
