from dataclasses import dataclass

from tenders.models import FindingOverruled, Tender
from tenders.posting.lint import WARNING
from tenders.posting.lint import Finding as Checked
from tenders.publishing import said


@dataclass(frozen=True)
class Overruled:
    """A finding that may stand, in a sentence."""

    sentence: str
    row: FindingOverruled


def overruled_of(tender: Tender) -> list[Overruled]:
    """In the order in which they were overruled. One query."""
    rows = tender.overruled_findings.select_related("overruled_by")
    return [Overruled(said(Checked(row.code, WARNING, row.field, row.values)), row) for row in rows]
