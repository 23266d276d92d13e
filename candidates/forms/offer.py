"""Who is offered, and for how much."""

from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.templatetags.weegschaal import euro
from candidates.asked import Asked
from candidates.content import Draft
from tenders.models import Tender

from .base import StepForm, line, text_in

BASIS = {
    ("rate_vat", Tender.Basis.EXCLUDED): gettext_lazy("excluding VAT"),
    ("rate_vat", Tender.Basis.INCLUDED): gettext_lazy("including VAT"),
    ("rate_travel", Tender.Basis.EXCLUDED): gettext_lazy("excluding commuting costs"),
    ("rate_travel", Tender.Basis.INCLUDED): gettext_lazy("including commuting costs"),
    ("rate_fee", Tender.Basis.EXCLUDED): gettext_lazy("excluding the intermediary's fee"),
    ("rate_fee", Tender.Basis.INCLUDED): gettext_lazy("including the intermediary's fee"),
}


class CandidateForm(StepForm):
    TYPED = ("candidate", "candidate_email", "hours_per_week", "available_from")

    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        return {
            "candidate": forms.CharField(label=_("Name of the candidate"), widget=line(autocomplete="off")),
            "candidate_email": forms.CharField(
                label=_("E-mail address of the candidate"),
                help_text=_(
                    "The person you offer has a right to know. After the opening, not before, we write to them where "
                    "they are offered, and how they can see their data or object."
                ),
                widget=line(autocomplete="off", inputmode="email", spellcheck="false"),
            ),
            "hours_per_week": forms.CharField(
                label=_("Hours per week"),
                help_text=_hours_help(asked.tender),
                widget=line("w-4ch figures", inputmode="numeric"),
            ),
            "available_from": forms.CharField(
                label=_("Available from"), help_text=_start_help(asked.tender), widget=line("w-20ch")
            ),
        }

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        return {name: getattr(draft.answers, name) for name in cls.TYPED}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked) -> Draft:
        typed = {name: text_in(data, name) for name in cls.TYPED}
        return replace(draft, answers=replace(draft.answers, **typed))


class RateForm(StepForm):
    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        rate = forms.CharField(
            label=_("Hourly rate in euros"),
            help_text=_rate_help(asked.tender),
            widget=line("w-10ch figures", inputmode="decimal"),
        )
        return {"hourly_rate": rate}

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        return {"hourly_rate": draft.answers.hourly_rate}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked) -> Draft:
        return replace(draft, answers=replace(draft.answers, hourly_rate=text_in(data, "hourly_rate")))


def _rate_help(tender: Tender) -> str:
    basis = [str(words) for (field, value), words in BASIS.items() if getattr(tender, field) == value]
    sentences = [", ".join([_("Per hour"), *basis]) + "."]
    if tender.rate_ceiling_cents is not None:
        sentences.append(_("At most %(ceiling)s.") % {"ceiling": euro(tender.rate_ceiling_cents)})
    return " ".join([*sentences, tender.fee_text]).strip()


def _hours_help(tender: Tender) -> str:
    if not tender.hours_min or not tender.hours_max:
        return ""
    if tender.hours_min == tender.hours_max:
        return _("Asked: %(most)s hours.") % {"most": tender.hours_max}
    return _("Asked: %(least)s to %(most)s hours.") % {"least": tender.hours_min, "most": tender.hours_max}


def _start_help(tender: Tender) -> str:
    asked = _("Asked: %(start)s.") % {"start": tender.start_text.rstrip(".")} if tender.start_text else ""
    return " ".join(filter(None, [asked, _("A date or a few words.")]))
