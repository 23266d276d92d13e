"""What is inside a bid. A draft holds what was typed, right or wrong; an envelope holds what was submitted.

Both are canonical JSON in the database. The format of an envelope is public (docs), so that a supplier can compute the
hash on the receipt again; `FORMAT` changes with it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Self
from unicodedata import category, normalize

from audit.chain import canonical, stamp

FORMAT = 3
# What an earlier format did not have yet. A statement of before the third has no `sentence`.
EARLIER: dict[int, dict[str, Any]] = {1: {"candidate_email": "", "career": [], "evidence": []}, 2: {}}


@dataclass(frozen=True)
class OfferedFile:
    """A kept PDF and what was read from it. `id` is that of its StoredFile; `unreadable` are page numbers."""

    id: str
    name: str
    sha256: str
    size: int
    pages: int
    has_text: bool
    unreadable: tuple[int, ...] = ()

    @property
    def numbers(self) -> range:
        """Of its pages."""
        return range(1, self.pages + 1)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "unreadable": tuple(data["unreadable"])})


@dataclass(frozen=True)
class Stated:
    """What the supplier says of one knock-out; None: nothing yet.

    `sentence` is the hash of the words that were answered (`sentence_hash`), by which an amendment of them shows; "":
    it was not kept yet. Beside None it is that of other words than now, to which there was an answer.
    """

    holds: bool | None = None
    remark: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Job:
    """One job of the candidate, as it was typed: `begins` and `ends` hold "2021-03", "2021-03-15" or something wrong.

    `ends` is "" where `still` is true. `tags` say what the work was about, for criteria that ask for years as a role
    at a kind of organisation. `cv_page` is where the CV shows it; 0: nowhere, it was typed.
    """

    begins: str = ""
    ends: str = ""
    still: bool = False
    employer: str = ""
    organisation: str = ""
    role: str = ""
    hours_per_week: str = ""
    tags: tuple[str, ...] = ()
    cv_page: int = 0

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "tags": tuple(data["tags"])})


@dataclass(frozen=True)
class Passage:
    """Where the CV shows what a criterion asks, in the CV's own words.

    `kind` is "knock_out" or "criterion", `number` its public number; `box` is x0, y0, x1, y1 in PDF points from the top
    left of the page; `level` is the label of the level that the supplier claims, or "". `cv` is the SHA-256 of the CV
    in which it stands.
    """

    kind: str
    number: int
    page: int
    text: str
    box: tuple[float, float, float, float]
    level: str = ""
    cv: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "box": tuple(data["box"])})


@dataclass(frozen=True)
class Answers:
    """The answers as they were typed, by which a wrong one is kept too. Statements are by knock-out number.

    `candidate_id` is the key of the supplier's own saved candidate from which the name and address came; "": typed.
    `issued` holds the day of issue of a document, by the key under which it is asked, where its age matters.
    """

    candidate: str = ""
    candidate_id: str = ""
    candidate_email: str = ""
    hourly_rate: str = ""
    hours_per_week: str = ""
    available_from: str = ""
    motivation: str = ""
    statements: Mapping[int, Stated] = field(default_factory=dict)
    issued: Mapping[str, str] = field(default_factory=dict)
    career: tuple[Job, ...] = ()
    evidence: tuple[Passage, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, **_lists(data)})


@dataclass(frozen=True)
class Draft:
    """The answers so far with the kept files: the CV, and the other documents by the key under which they are asked."""

    answers: Answers = field(default_factory=Answers)
    cv: OfferedFile | None = None
    documents: Mapping[str, OfferedFile] = field(default_factory=dict)
    saved_at: datetime | None = None

    @property
    def text(self) -> str:
        saved_at = stamp(self.saved_at) if self.saved_at else None
        return canonical({**asdict(self), "saved_at": saved_at})

    @property
    def fingerprint(self) -> str:
        """Changes with every answer and file: shows that what is submitted is what was checked."""
        return sha256(canonical({**asdict(self), "saved_at": None}).encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> Self:
        if not text:
            return cls()
        data = json.loads(text)
        return cls(
            answers=Answers.read(data["answers"]),
            cv=OfferedFile.read(data["cv"]) if data["cv"] else None,
            documents={key: OfferedFile.read(file) for key, file in data["documents"].items()},
            saved_at=datetime.fromisoformat(data["saved_at"]) if data["saved_at"] else None,
        )


@dataclass(frozen=True)
class SealedDocument:
    """A document that came with the bid: the kind that the tender asked for, its name there, and the file. `issued` is
    its day of issue as the supplier stated it, where the tender sets its age."""

    kind: str
    name: str
    file: OfferedFile
    issued: str = ""


@dataclass(frozen=True)
class Envelope:
    """One submitted bid, complete.

    `salt` is random: whoever sees the hash and, after the opening, all but the rate can't find the rate by trying each.
    """

    bid: str
    tender: str
    rules_sha256: str
    candidate: str
    candidate_email: str
    hourly_rate_cents: int
    hours_per_week: int
    available_from: str
    motivation: str
    statements: Mapping[int, Stated]
    cv: OfferedFile
    documents: tuple[SealedDocument, ...]
    career: tuple[Job, ...]
    evidence: tuple[Passage, ...]
    salt: str

    @property
    def text(self) -> str:
        return canonical({"format": FORMAT, **asdict(self)})

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def files(self) -> list[OfferedFile]:
        return [self.cv, *(document.file for document in self.documents)]

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for a format that this version of the program doesn't know."""
        data = json.loads(text)
        form = data.pop("format")
        if form != FORMAT and form not in EARLIER:
            raise ValueError("This envelope has another format.")
        data = {**EARLIER.get(form, {}), **data}
        documents = tuple(_read_document(document) for document in data["documents"])
        return cls(**{**data, **_lists(data), "cv": OfferedFile.read(data["cv"]), "documents": documents})


def sentence_hash(text: str) -> str:
    """Other white space is the same sentence."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


def same_name(name: str) -> str:
    """Equal for two spellings of one person's name that differ in capitals and spaces alone, or in nothing that is
    seen: an accent as a character of its own, a letter of another width, a mark without any."""
    seen = "".join(each for each in normalize("NFKC", name) if category(each) != "Cf")
    return re.sub(r"\s+", " ", seen).strip().casefold()


def _lists(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an envelope and a draft's answers hold alike. A draft of before the career and the evidence has neither."""
    return {
        "statements": {int(number): Stated(**stated) for number, stated in data["statements"].items()},
        "career": tuple(Job.read(job) for job in data.get("career", ())),
        "evidence": tuple(Passage.read(passage) for passage in data.get("evidence", ())),
    }


def _read_document(data: Mapping[str, Any]) -> SealedDocument:
    return SealedDocument(data["kind"], data["name"], OfferedFile.read(data["file"]), data.get("issued", ""))
