"""What a tender asks of a bid."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tenders.models import KnockOut, RequiredDocument, Tender

from .freshness import months_allowed

WRITTEN = frozenset({RequiredDocument.Kind.MOTIVATION})  # typed on the page; every other document comes as a file


@dataclass(frozen=True)
class AskedFile:
    """A document that must come with the bid as a PDF. `key` names it in the draft and on the form."""

    key: str
    kind: str
    name: str
    text: str = ""

    @property
    def months(self) -> int | None:
        """How old it may be at the closing, where the posting says so."""
        return months_allowed(f"{self.name} {self.text}")


@dataclass(frozen=True)
class Asked:
    tender: Tender
    knock_outs: tuple[KnockOut, ...]
    with_bid: tuple[RequiredDocument, ...]

    @cached_property
    def ceiling(self) -> KnockOut | None:
        """The knock-out that sets the highest rate."""
        return {knock_out.kind: knock_out for knock_out in self.knock_outs}.get(KnockOut.Kind.RATE_CEILING)

    @cached_property
    def motivation(self) -> bool:
        """Is a motivation required, by the list of documents or by a knock-out?"""
        return any(kind in WRITTEN for kind in self._kinds)

    @cached_property
    def files(self) -> tuple[AskedFile, ...]:
        listed = list(_named_after_what_they_are(row for row in self.with_bid if row.kind not in WRITTEN))
        unlisted = self._kinds - WRITTEN - {file.kind for file in listed}
        return (*listed, *(AskedFile(f"document_{kind}", kind, _label(kind)) for kind in sorted(unlisted)))

    @property
    def _kinds(self) -> set[str]:
        by_knock_outs = {knock_out.document for knock_out in self.knock_outs if knock_out.document}
        return {document.kind for document in self.with_bid} | by_knock_outs


def _named_after_what_they_are(documents: Iterable[RequiredDocument]) -> Iterator[AskedFile]:
    """Not after their place: an amendment may take away the one before, and a file stays with its document."""
    seen: Counter[str] = Counter()
    for document in documents:
        name = sha256(f"{document.kind}\n{document.name}".encode()).hexdigest()[:12]
        seen[name] += 1
        yield AskedFile(f"document_{name}_{seen[name]}", document.kind, document.name, document.text)


def asked_by(tender: Tender) -> Asked:
    """In two queries, or none where both were fetched with a list of tenders."""
    with_bid = [each for each in tender.documents.all() if each.when == RequiredDocument.When.WITH_BID]
    return Asked(tender, tuple(tender.knock_outs.all()), tuple(with_bid))


def in_its_language(knock_out: KnockOut) -> SafeString:
    """The number and the posting's own words, marked as Dutch for whoever reads the site in English."""
    return format_html('<span lang="nl">{}</span>', str(knock_out))


def _label(kind: str) -> str:
    return str(dict(RequiredDocument.Kind.choices).get(kind, kind))
