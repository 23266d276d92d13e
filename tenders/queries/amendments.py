import json
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from tenders.differences import Change, differences
from tenders.models import Amendment, RulesVersion, Tender


@dataclass(frozen=True)
class Told:
    """An amendment with what it changed."""

    amendment: Amendment
    changes: list[Change]


def amendments_of(tender: Tender) -> list[Told]:
    """The last one on top; in two queries, however many."""
    amendments = list(
        tender.amendments.select_related("rules_version", "question__answer", "outage").order_by("-number")
    )
    if not amendments:
        return []
    rules = {version.version: json.loads(version.rules) for version in tender.rules_versions.all()}
    return [Told(each, differences(rules[each.number], rules[each.number + 1])) for each in amendments]


def changes_since(version: RulesVersion) -> list[Change]:
    """What differs between these rules and those that apply now."""
    latest = version.tender.rules_versions.latest("version")
    return differences(json.loads(version.rules), json.loads(latest.rules))


def binding_version(tender: OuterRef | Tender) -> Coalesce:
    """As a column: the number of the rules version under which, or after which, a bid must have been submitted."""
    again = Amendment.objects.filter(tender=tender, asks_again=True).order_by("-number")
    return Coalesce(Subquery(again.values("rules_version__version")[:1]), 1)
