"""Templates of procedures to begin with. The officer adapts every step of what was copied from one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext_lazy as _

FOLDER = settings.BASE_DIR / "fixtures" / "procedures"
USUAL = "flextender"


@dataclass(frozen=True)
class Template:
    key: str  # also the name of its file
    label: Any
    about: Any

    @property
    def content(self) -> dict[str, Any]:
        return template_content(self.key)


TEMPLATES: Mapping[str, Template] = {
    template.key: template
    for template in (
        Template(
            "flextender",
            _("Four steps with a shortlist"),
            _(
                "Knock-out criteria, points on award criteria, a shortlist of ten for the client, then an interview. "
                "For a broker that runs the procedure for a client."
            ),
        ),
        Template(
            "open",
            _("Open procedure by the client itself"),
            _(
                "Knock-out criteria and points, then an interview with everyone who is among the best five. "
                "For a client that runs the procedure itself."
            ),
        ),
        Template(
            "exams",
            _("Written and oral exam, with a reserve"),
            _(
                "Admission, a written and an oral exam with pass marks, then a ranking of who passed, "
                "which stays valid as a reserve."
            ),
        ),
        Template(
            "structured-interview",
            _("Structured interview with an advice"),
            _("Admission, then one structured interview with a ranking and a favourable or unfavourable advice."),
        ),
    )
}


@cache
def template_content(key: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{key}.yaml").read_text("utf-8"))
    return content
