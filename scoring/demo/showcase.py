"""What `load_demo` shows of the demo: the ranking of Raalte as text and as data, and its shortlist as a PDF."""

from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.templatetags.weegschaal import euro, points
from scoring.engine.contract import written_points, written_rate
from scoring.models import Shortlist
from scoring.queries.progress import run_of_kind
from scoring.queries.ranking import Row, Table, table
from scoring.services.shortlist_pdf import shortlist_pdf
from tenders.models import Tender

NUMBER = "27750"


def demo_tender() -> Tender | None:
    return Tender.objects.filter(number=NUMBER).first()


def ranking_of(tender: Tender) -> Table:
    run = run_of_kind(tender, "weighted")
    found = table(run) if run else None
    if found is None:
        raise LookupError(f"{tender} has no ranking.")
    return found


def written_shortlist(tender: Tender) -> Path:
    """The PDF in DATA_DIR; made once, for it is the same every time."""
    path = Path(settings.DATA_DIR) / "demo" / f"shortlist-{tender.number}.pdf"
    shortlist = Shortlist.objects.filter(run__stage__tender=tender).last()
    if shortlist is None:
        raise LookupError(f"{tender} has no shortlist.")
    mark = path.with_suffix(".sha256")
    if not (path.exists() and mark.exists() and mark.read_text() == shortlist.snapshot.sha256):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(shortlist_pdf(shortlist, language="nl"))
        mark.write_text(shortlist.snapshot.sha256)
    return path


def rows_of(ranking: Table) -> list[Row]:
    """All rows by place."""
    return [
        *(row for group in ranking.above for row in group.rows),
        *ranking.across,
        *(row for group in ranking.below for row in group.rows),
    ]


def as_text(tender: Tender, ranking: Table) -> str:
    """The ranking as a table of fixed width; points and rates in the active language."""
    lines = [str(tender), ""]
    cut_drawn = False
    for row in rows_of(ranking):
        if not row.place.shortlisted and not cut_drawn:
            lines.append("     " + "-" * 60)
            cut_drawn = True
        lines.append(
            f"{row.place.place:>4} {row.offer.candidate.name:<28}"
            f"{points(row.place.points):>6}{euro(row.place.hourly_rate):>11}  {row.explanation}"
        )
    lines += [
        f"   x {out.offer.candidate.name:<28}knock-out {', '.join(map(str, out.knock_outs))}"
        for out in ranking.excluded
    ]
    return "\n".join(lines)


def as_data(tender: Tender, ranking: Table) -> dict[str, Any]:
    return {
        "tender": tender.number,
        "snapshot": ranking.snapshot.sha256,
        "places": [
            {
                "bid": row.place.ref,
                "candidate": row.offer.candidate.name,
                "place": row.place.place,
                "points": written_points(row.place.points),
                "hourly_rate": written_rate(row.place.hourly_rate),
                "decided_by": row.place.decided_by,
                "shortlisted": row.place.shortlisted,
            }
            for row in rows_of(ranking)
        ],
        "excluded": [
            {"bid": out.offer.bid.number, "candidate": out.offer.candidate.name, "knock_outs": list(out.knock_outs)}
            for out in ranking.excluded
        ],
    }
