"""For which criteria a supplier may point at passages of the CV, and which passages an earlier CV left behind."""

from dataclasses import dataclass

from tenders.models import KnockOut, Tender

from .content import Draft, Passage

# The program checks the others itself.
POINTED_AT = (KnockOut.Kind.JUDGED, KnockOut.Kind.STATEMENT)


@dataclass(frozen=True)
class AskedPassage:
    """`kind` as `content.Passage` has it; `levels` are (label, text), the highest first."""

    kind: str
    number: int
    text: str
    levels: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """In addresses: "ko-2", "cr-7"."""
        return f"{'ko' if self.kind == 'knock_out' else 'cr'}-{self.number}"

    @property
    def labels(self) -> list[str]:
        return [label for label, _text in self.levels]


def asked_passages(tender: Tender) -> list[AskedPassage]:
    """Knock-outs first, by number. Three queries."""
    knock_outs = tender.knock_outs.filter(kind__in=POINTED_AT)
    return [
        *(AskedPassage("knock_out", each.number, each.text) for each in knock_outs),
        *(
            AskedPassage(
                "criterion", each.number, each.text, tuple((level.label, level.text) for level in each.levels.all())
            )
            for each in tender.criteria.prefetch_related("levels")
        ),
    ]


def asked_passage(tender: Tender, key: str) -> AskedPassage | None:
    return {each.key: each for each in asked_passages(tender)}.get(key)


def stale(draft: Draft) -> list[Passage]:
    """The passages that were marked in another CV than the present one."""
    sha256 = draft.cv.sha256 if draft.cv else ""
    return [each for each in draft.answers.evidence if each.cv != sha256]
