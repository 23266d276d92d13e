"""Why this candidate, in the supplier's own words."""

from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from candidates.asked import Asked
from candidates.content import Draft
from candidates.findings import LONGEST
from candidates.people import Person

from .base import StepForm, lines, text_in


class MotivationForm(StepForm):
    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        most = _("About one page reads best: 300 to 500 words. At most %(most)s characters.")
        motivation = forms.CharField(
            label=_("Motivation"),
            required=asked.motivation,
            help_text=most % {"most": f"{LONGEST['motivation']:,}".replace(",", "\u202f")},
            widget=lines(14, css_class="textarea-long"),
        )
        return {"motivation": motivation}

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        return {"motivation": draft.answers.motivation}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked, people: Sequence[Person] = ()) -> Draft:
        return replace(draft, answers=replace(draft.answers, motivation=text_in(data, "motivation")))
