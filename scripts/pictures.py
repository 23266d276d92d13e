"""Makes the pictures of the README from a demo that runs: scripts/pictures.py [URL], by default http://localhost:8000.

Needs what the tests need (`make setup-dev`): Playwright and the machine's Chromium.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from pypdfium2 import PdfDocument

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
PASSWORD = os.environ.get("DEMO_PASSWORD", "weegschaal-demo-2026")
MATRIX = "De kandidaten naast elkaar"
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion"]


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(base_url=url, locale="nl-NL", viewport={"width": 1280, "height": 1000})
        log_in(page, "officer")
        page.goto("/beheer/27750/rangorde/")
        table = page.locator(".matrix-scroll").bounding_box()
        picture = page.screenshot(
            full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": table["y"] + table["height"] + 16}
        )
        keep("ranking", Image.open(io.BytesIO(picture)))
        answer = page.context.request.get("/shortlist/27750/pdf/", timeout=120_000)
        keep("shortlist", page_of(answer.body(), MATRIX))
        browser.close()


def log_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(f"{name}@demo.weegschaal.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "login" not in address)


def page_of(data: bytes, words: str) -> Image.Image:
    """The first page after the table of contents that holds these words."""
    with PdfDocument(data) as pdf:
        pages = [page for page in pdf if words in page.get_textpage().get_text_range()]
        return pages[-1].render(scale=1.5).to_pil()


def keep(name: str, picture: Image.Image) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    picture.convert("RGB").save(path, optimize=True)
    sys.stdout.write(f"{path} {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
