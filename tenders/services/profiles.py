"""Function profiles: the library that ships, an organisation's own, and what assignments take from them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Organisation, User
from audit.services import record
from tenders import library
from tenders.models import Competence, FunctionProfile, ProfileCompetence, Tender
from tenders.procedures import USUAL
from tenders.profiles import Part, content_of, write_content
from tenders.rows import ROWS
from tenders.sections import SECTIONS

from .drafting import ChangedMeanwhile, create_tender, locked_draft, stamp


class InUse(Exception):
    """Assignments took competences from this profile: this many."""

    def __init__(self, assignments: int) -> None:
        super().__init__(f"used by {assignments}")
        self.assignments = assignments


# The library ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def load_library(now: datetime) -> list[str]:
    """Bring the library to what the files say; the slugs of the profiles that this changed."""
    changed = [content["slug"] for content in library.profiles() if _brought_up_to_date(content)]
    if changed:
        record("profiles.loaded", by=None, about=("library", "profiles"), now=now, profiles=changed)
    return changed


def _brought_up_to_date(content: dict[str, Any]) -> bool:
    slug, content = content["slug"], {name: value for name, value in content.items() if name != "slug"}
    profile = FunctionProfile.objects.library().with_rows().filter(slug=slug).first()
    if profile and content_of(profile) == content:
        return False
    write_content(profile or FunctionProfile.objects.create(slug=slug, name=content["name"]), content)
    return True


# An organisation's own -----------------------------------------------------------------------------------------------
@transaction.atomic
def create_profile(
    *, organisation: Organisation, name: str, by: User, now: datetime, like: FunctionProfile | None = None
) -> FunctionProfile:
    """An empty profile, or one that begins as a copy of `like`."""
    profile = FunctionProfile.objects.create(organisation=organisation, name=name, slug=_own_slug(name))
    if like is not None:
        write_content(profile, content_of(like) | {"name": name})
    _tell("profile.created", profile, by=by, now=now, **({"like": like.slug} if like else {}))
    return profile


@transaction.atomic
def save_part(
    profile: FunctionProfile, part: Part, content: Mapping[str, Any], *, seen: str, by: User, now: datetime
) -> FunctionProfile:
    """Write a part that still is as it was `seen` (its `stamp`); the profile as it is then. Raises ChangedMeanwhile."""
    profile = _locked(profile)
    before = part.read(profile)
    if stamp(before) != seen:
        raise ChangedMeanwhile
    changed = [name for name, value in content.items() if value != before[name]]
    if changed:
        part.write(profile, content)
        _tell("profile.edited", profile, by=by, now=now, part=part.key, fields=changed)
    return profile


@transaction.atomic
def delete_profile(profile: FunctionProfile, *, by: User, now: datetime) -> None:
    """Raises InUse."""
    profile = _locked(profile)
    if assignments := uses(profile):
        raise InUse(assignments)
    _tell("profile.deleted", profile, by=by, now=now)
    profile.delete()


def uses(profile: FunctionProfile) -> int:
    """In how many assignments a competence of this profile stands."""
    return Tender.objects.filter(competences__source__profile=profile).distinct().count()


# What assignments take -----------------------------------------------------------------------------------------------
@transaction.atomic
def start_from_profile(
    profile: FunctionProfile,
    *,
    number: str,
    title: str,
    client: Organisation,
    run_by: Organisation,
    by: User,
    now: datetime,
    procedure: str = USUAL,
) -> Tender:
    """A draft that begins with the purpose, the tasks, the education level and the competences of the profile."""
    start = {"number": number, "title": title, "client": client, "run_by": run_by}
    tender = create_tender(**start, by=by, now=now, procedure=procedure)
    SECTIONS["opdracht"].write(tender, {"education_level": profile.education_level})
    SECTIONS["teksten"].write(tender, {"assignment_text": assignment_text(profile)})
    ROWS["competences"].write(tender, [_as_asked(each) for each in profile.competences.prefetch_related("indicators")])
    record("profile.used", by=by, about=("tender", number), tender=number, now=now, profile=profile.slug)
    return tender


@transaction.atomic
def pick_competences(
    tender: Tender, picked: Sequence[ProfileCompetence], *, by: User, now: datetime
) -> list[Competence]:
    """Add them to those of a draft, but for those that stand there already. Raises NotNow after publication."""
    tender = locked_draft(tender)
    there = ROWS["competences"].detailed(tender)
    known = {row["text"].casefold() for row in there}
    new = [_as_asked(competence) for competence in picked if competence.name.casefold() not in known]
    if new:
        ROWS["competences"].write(tender, [*there, *new])
        about, what = ("tender", tender.number), {"section": "competenties", "fields": ["competences"]}
        slugs = sorted({competence.profile.slug for competence in picked})
        record("tender.edited", by=by, about=about, tender=tender.number, now=now, **what, profiles=slugs)
    return list(tender.competences.all())[len(there) :]


def assignment_text(profile: FunctionProfile) -> str:
    """The purpose, then the tasks as lists under their headings, as the prose of a posting."""
    areas = Part.kinds["tasks"].read(profile)
    lists = ["\n".join([area["heading"], *(f"- {line}" for line in area["lines"])]).strip() for area in areas]
    return "\n\n".join(part for part in (profile.purpose, *lists) if part)


def _as_asked(competence: ProfileCompetence) -> dict[str, Any]:
    indicators = [indicator.text for indicator in competence.indicators.all()]
    return {
        "text": competence.name,
        "definition": competence.definition,
        "indicators": indicators,
        "source_id": competence.pk,
    }


def _locked(profile: FunctionProfile) -> FunctionProfile:
    return FunctionProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)


def _own_slug(name: str) -> str:
    """With chance at its end: the addresses of one organisation say nothing about those of another."""
    return f"{slugify(name)[:60].strip('-') or 'profiel'}-{secrets.token_hex(4)}"


def _tell(act: str, profile: FunctionProfile, *, by: User, now: datetime, **data: Any) -> None:
    record(act, by=by, about=("profile", profile.slug), now=now, organisation=profile.organisation_id, **data)
