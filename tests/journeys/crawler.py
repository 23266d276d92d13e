"""Someone who follows every link and types every address that there is, and keeps what comes back."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from functools import lru_cache
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from itertools import product
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from uuid import uuid4

import pikepdf
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdfium2 import PdfDocument

from accounts.models import Organisation
from candidates.models import Bid, OfferedDocument
from documents.models import StoredFile
from scoring.models import Letter, StageRun
from tenders.models import AskedQuestion, Assignment, Attachment, DraftedAttachment, FunctionProfile, Intake, Tender
from tests.journeys.visitor import Visitor

LINK = re.compile(r"""(?:href|src|action|formaction)=["']([^"'#][^"']*)["']""")
# Not followed: what ends the session, and pages of Django's own.
NOT_FOLLOWED = re.compile(r"^/(static/|taal/|account/(logout|login)|admin/)")


@dataclass
class Found:
    """What one person got: by address the status and all that came along, as text in small letters."""

    statuses: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def with_word(self, word: str) -> list[str]:
        small = word.lower()
        return sorted(url for url, text in self.texts.items() if small in text)

    def any_of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """word: the addresses where it was seen."""
        return {word: urls for word in words if (urls := self.with_word(word))}


@dataclass(frozen=True)
class Came:
    """An answer of the site."""

    status: int
    headers: Message
    body: bytes


class Line:
    """Asks the site over one connection, as whoever is logged in at the browser of a visitor, and keeps what cookies
    it is given. Thousands of addresses through the browser itself would cost four times as much, and show nothing
    more: no script runs in what is fetched there."""

    def __init__(self, visitor: Visitor) -> None:
        self.site = visitor.site
        self.connection = HTTPConnection(urlsplit(visitor.site).netloc, timeout=60)
        self.cookies = {each["name"]: each["value"] for each in visitor.context.cookies()}

    def get(self, path: str) -> Came:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Language": "nl"}
        self.connection.request("GET", quote(path, safe="/?&=%:;+,~@!$'()*"), headers=sent)
        answer = self.connection.getresponse()
        given = SimpleCookie("; ".join(each.split(";")[0] for each in answer.headers.get_all("Set-Cookie", [])))
        self.cookies |= {name: morsel.value for name, morsel in given.items()}
        return Came(answer.status, answer.headers, answer.read())


def crawl(visitor: Visitor, typed: Iterable[str]) -> Found:
    """From the first page along every link, and `typed` beside them. Forms are not sent."""
    found, waiting, line = Found(), ["/", *typed], Line(visitor)
    with closing(line.connection):
        while waiting:
            url = waiting.pop()
            if url in found.statuses:
                continue
            came = line.get(url)
            found.statuses[url] = came.status
            found.texts[url] = everything_in(came).lower()
            waiting += [each for each in links_of(f"{line.site}{url}", came) if each not in found.statuses]
    return found


def links_of(page: str, came: Came) -> set[str]:
    """Addresses of this site, without their host and fragment."""
    named = [came.headers["location"]] if "location" in came.headers else []
    if came.headers.get_content_type() == "text/html":
        named += LINK.findall(came.body.decode())
    paths = {path_of(page, link.replace("&amp;", "&")) for link in named}
    return {path for path in paths if path and not NOT_FOLLOWED.match(path)}


@lru_cache(maxsize=100_000)
def path_of(page: str, link: str) -> str:
    """Where the link on a page leads; "" when it leaves the site."""
    here, there = urlsplit(page), urlsplit(urldefrag(urljoin(page, link)).url)
    return there._replace(scheme="", netloc="").geturl() if there.netloc == here.netloc else ""


def everything_in(came: Came) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in came.headers.items())
    if came.body.startswith(b"%PDF"):
        return f"{headers}\n{text_of_pdf(came.body)}"
    return f"{headers}\n{came.body.decode('utf-8', 'replace')}"


@lru_cache(maxsize=200)
def text_of_pdf(data: bytes) -> str:
    """All that can be read in it: the pages, outline, properties, every stream unpacked, the bare bytes."""
    with PdfDocument(data) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            texts += [item.title for item in every_item(outline.root)]
        texts += [str(value) for value in pdf.docinfo.values()]
        texts += [
            each.read_bytes().decode("utf-8", "replace")
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image"
        ]
    return "\n".join([*texts, data.decode("latin-1")])


def every_item(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from every_item(item.children)


# Every address -------------------------------------------------------------------------------------------------------
def every_address() -> list[str]:
    """Each address of the project, with everything that is in the database in its place."""
    bids = list(Bid.objects.values_list("number", flat=True))
    values: Mapping[str, list[object]] = {
        "number": list(Tender.objects.values_list("number", flat=True)),
        "bid_number": bids,
        "file": list(StoredFile.objects.values_list("pk", flat=True)),
        "attachment": [*Attachment.objects.values_list("pk", flat=True), 1],
        "drafted": [*DraftedAttachment.objects.values_list("pk", flat=True), 1],
        "assignment": list(Assignment.objects.values_list("pk", flat=True)),
        "run": [*StageRun.objects.values_list("pk", flat=True), 1],
        "letter": [*Letter.objects.values_list("pk", flat=True), 1],
        "document": [*OfferedDocument.objects.values_list("pk", flat=True), 1],
        "question": [*AskedQuestion.objects.values_list("pk", flat=True), 1],
        "section": ["criteria"],
        "profile": list(FunctionProfile.objects.values_list("slug", flat=True)),
        "part": ["taken"],
        "step": ["kandidaat", "cv"],
        "upload": ["cv"],
        "criterion": ["cr-7"],
        "version": [1],
        "page": [1],
        "intake": [*Intake.objects.values_list("pk", flat=True), uuid4()],
        "search": [1],
        "token": ["not:signed"],
        "notice": ["not:signed"],
        "invitation": ["not:signed"],
        "organisation": list(Organisation.objects.filter(kind="supplier").values_list("pk", flat=True)),
        "person": [uuid4()],
        "invited": [uuid4()],
        "membership": [1],
    }
    of_a_bid = {**values, "number": bids}
    return [
        address
        for pattern in patterns(get_resolver())
        for address in filled_in(pattern, of_a_bid if str(pattern.pattern).startswith("inschrijvingen/") else values)
    ]


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if not isinstance(each, URLResolver):
            yield each
        elif not NOT_FOLLOWED.match(f"/{each.pattern}") and each.pattern._route != "account/":
            yield from patterns(each)


def filled_in(pattern: URLPattern, values: Mapping[str, list[object]]) -> Iterator[str]:
    names = list(pattern.pattern.converters)
    for chosen in product(*(values[name] for name in names)):
        address = reverse(pattern.name, kwargs=dict(zip(names, chosen, strict=True)))
        if not NOT_FOLLOWED.match(address):
            yield address
