"""Function profiles that tests build on."""

from typing import Any

from accounts.models import Organisation
from tenders.models import FunctionProfile
from tenders.profiles import content_of, write_content

TEAMCOACH: dict[str, Any] = {
    "family": "Klantcontact",
    "source": "",
    "context": "",
    "purpose": "Coacht het team.",
    "place": "Naast de teamleider.",
    "tasks_intro": "",
    "tasks": [{"heading": "Coachen", "lines": ["luistert mee", "bespreekt gesprekken na"]}],
    "education_level": "HBO",
    "education": "HBO werk- en denkniveau.",
    "knowledge": "",
    "experience": "",
    "learning_path": "",
    "skills": [{"heading": "Taal", "lines": ["schrijft helder"]}],
    "competences": [
        {
            "cluster": "Mensen",
            "name": "Coachen",
            "definition": "Helpt anderen beter te worden.",
            "indicators": ["stelt vragen", "geeft complimenten"],
        },
        {"cluster": "", "name": "Rust", "definition": "", "indicators": []},
    ],
}


def a_profile(organisation: Organisation | None, name: str = "Teamcoach", **content: Any) -> FunctionProfile:
    """With the content of TEAMCOACH, changed."""
    slug = f"{name.lower().replace(' ', '-')}-{organisation.pk if organisation else 'library'}"
    profile = FunctionProfile.objects.create(organisation=organisation, slug=slug, name=name)
    write_content(profile, TEAMCOACH | {"name": name} | content)
    return profile


def stored(profile: FunctionProfile) -> dict[str, Any]:
    """Its content as the database has it."""
    return content_of(FunctionProfile.objects.get(pk=profile.pk))
