"""Every part of the pages once, on one page: for the eye, and for axe. Served only by the tests."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.loader import render_to_string
from django.utils.html import format_html

from scoring.engine import windows, windows_contract
from scoring.window_picture import Shown, shown

TEMPLATE = Path(__file__).with_name("styleguide.html")
NOW = datetime(2026, 2, 28, 5, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Client:
    name = "Gemeente Raalte"
    colour = "#c8102e"


LEVELS = [
    ("a", format_html('{} <span class="points">{}</span>', "Ruime, actuele ervaring bij een gemeente", "25 punten")),
    ("b", format_html('{} <span class="points">{}</span>', "Ervaring bij een andere overheid", "20 punten")),
    ("f", format_html('{} <span class="points">{}</span>', "Geen aantoonbare ervaring", "0 punten")),
]


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Zoals leveranciers hem lezen.")
    rate = forms.CharField(
        label="Uurtarief in euro", widget=forms.TextInput(attrs={"class": "w-10ch figures", "inputmode": "decimal"})
    )
    client = forms.ChoiceField(
        label="Opdrachtgever", choices=[("", "Kies een opdrachtgever"), ("1", "Gemeente Raalte")]
    )
    start = forms.DateField(label="Start", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    motivation = forms.CharField(label="Motivatie", widget=forms.Textarea(attrs={"rows": 4}))
    cv = forms.FileField(label="Cv", help_text="Een PDF van hoogstens 10 MB.", widget=forms.FileInput)
    das = forms.BooleanField(label="Onder een dynamisch aankoopsysteem (DAS)", required=False)
    met = forms.ChoiceField(
        label="Knock-outcriterium 2", choices=[("yes", "Voldoet"), ("no", "Voldoet niet")], widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label="Gunningscriterium 7", choices=LEVELS, widget=forms.RadioSelect(attrs={"class": "cards"})
    )
    documents = forms.MultipleChoiceField(
        label="Gevraagde documenten",
        required=False,
        choices=[("vog", "VOG"), ("nda", "Geheimhoudingsverklaring")],
        widget=forms.CheckboxSelectMultiple,
    )


class LevelRow(forms.Form):
    label = forms.CharField(label="Trede", widget=forms.TextInput(attrs={"class": "w-2ch"}))
    text = forms.CharField(label="Omschrijving")
    points = forms.CharField(label="Punten", widget=forms.TextInput(attrs={"class": "w-6ch figures"}))


class CriterionRow(forms.Form):
    text = forms.CharField(label="Criterium")
    points = forms.CharField(
        label="Punten",
        widget=forms.TextInput(attrs={"class": "w-6ch figures", "data-points": "", "inputmode": "decimal"}),
    )


class LevelRows(BaseFormSet):
    """Inner rows have a placeholder of their own, since they also stand inside the empty outer row."""

    @property
    def empty_level(self) -> forms.Form:
        form = self.form(prefix=f"{self.prefix}-__level__", empty_permitted=True, use_required_attribute=False)
        self.add_fields(form, None)
        return form


Levels = formset_factory(LevelRow, formset=LevelRows, extra=0, can_delete=True)
Criteria = formset_factory(CriterionRow, extra=0, can_delete=True)


def criteria() -> BaseFormSet:
    formset = Criteria(
        prefix="criteria",
        initial=[
            {"text": "Afgeronde opleiding op minimaal mbo-niveau", "points": "10"},
            {"text": "Minimaal 2 jaar ervaring als KCC-medewerker bij een gemeente", "points": "60"},
        ],
    )
    for number, form in enumerate(formset):
        initial = [{"label": "a", "points": "10"}, {"label": "b", "points": "0"}] if number == 0 else []
        form.levels = Levels(prefix=f"criteria-{number}-levels", initial=initial)
    return formset


def empty_criterion(formset: BaseFormSet) -> forms.Form:
    form = formset.empty_form
    form.levels = Levels(prefix="criteria-__prefix__-levels")
    return form


def stages() -> list[dict[str, object]]:
    return [
        {"name": "Inschrijving", "state": "done", "when": CLOSES - timedelta(days=14), "count": "14 inschrijvingen"},
        {"name": "Knock-outcriteria", "state": "done", "note": "11 voldoen, 3 vallen af", "url": "#spine"},
        {"name": "Gunningscriteria", "state": "current", "count": "9 van 11 beoordeeld", "needs_you": True},
        {"name": "Vergelijking door de opdrachtgever", "state": "waiting"},
        {"name": "Gesprek", "state": "waiting", "when": datetime(2026, 3, 5, 8, 0, tzinfo=UTC).date()},
        {"name": "Schriftelijke proef", "state": "skipped"},
        {"name": "Gunning", "state": "waiting"},
    ]


MATRIX = [
    # place, name, points per criterion, total, rate, what decided, tied
    [("1", "Kandidaat 7K2M", (1000, 6000, 3000), 10000, 5450, "meer punten")],
    [("2", "Kandidaat 3QF8", (1000, 6000, 2250), 9250, 5500, "lager uurtarief: € 55,00 tegen € 57,00")],
    [("3", "Kandidaat 9XTD", (1000, 6000, 2250), 9250, 5700, "meer punten")],
    [
        ("4", "Kandidaat 5LPW", (0, 6000, 3000), 9000, 5850, "gelijk: het lot beslist"),
        ("4", "Kandidaat 8RNC", (0, 6000, 3000), 9000, 5850, "gelijk: het lot beslist"),
    ],
]
BELOW = [("6", "Kandidaat 2HJV", (1000, 4533, 0), 5533, 5200, "")]


CAREER = {
    "closing": "2026-03-02",
    "window": 60,
    "needed": 48,
    "tags": [["kcc"]],
    "part_time": {"rule": "pro_rata", "full_week": "36"},
    "periods": [
        {"ref": "1", "from": "2012", "to": "2018", "hours": "36", "tags": ["shop"]},
        {"ref": "2", "from": "2019-09", "to": "2022-06-30", "hours": "36", "tags": ["kcc"]},
        {"ref": "3", "from": "2022-01", "to": "2024-01-31", "hours": "28", "tags": ["kcc"]},
        {"ref": "4", "from": "2024-05", "to": None, "hours": "32", "tags": ["kcc"]},
        {"ref": "5", "from": "2026-04-01", "to": None, "hours": "36", "tags": ["kcc"]},
    ],
}
JOBS = {
    "1": "Verkoopmedewerker, Bouwmarkt De Hoek",
    "2": "Klantadviseur KCC, gemeente Westland",
    "3": "Medewerker klantcontact (telefonie en balie), gemeente Raalte",
    "4": "Medewerker KCC, Gemeente Deventer",
    "5": "Teamleider KCC, gemeente Zwolle",
}


def window() -> Shown:
    asked, periods = windows_contract.read(CAREER)
    return shown(windows.count(asked, periods), periods, JOBS, "nl", key="career")


def styleguide(request: HttpRequest) -> HttpResponse:
    bound = Sample(
        {"title": "", "rate": "vijftig", "client": "", "motivation": "Ik werk graag met mensen."}, prefix="bound"
    )
    bound.add_error("rate", "Vul het uurtarief in als een bedrag, bijvoorbeeld 54,50.")
    formset = criteria()
    context = {
        "now": NOW,
        "closes": CLOSES,
        "organisation": Client,
        "stages": stages(),
        "free": Sample(prefix="free"),
        "bound": bound,
        "criteria": formset,
        "empty_criterion": empty_criterion(formset),
        "matrix": MATRIX,
        "below": BELOW,
        "kinds": ["info", "attention", "danger", "ok"],
        "states": ["done", "current", "waiting", "skipped", "blocked", "needs-you", "ok", "danger", "plain"],
        "tasks": [
            {"title": "Algemeen", "url": "#tasks", "status": "done"},
            {"title": "Knock-outcriteria", "url": "#tasks", "status": "busy", "hint": "5 criteria, 1 zonder soort"},
            {"title": "Gunningscriteria", "url": "#tasks", "status": "todo"},
            {"title": "Publiceren", "status": "blocked", "hint": "Kan zodra alles hierboven klaar is"},
        ],
        "rows": [
            {"label": "Kandidaat", "value": "Sanne de Vries", "url": "#rows"},
            {"label": "Uurtarief", "value": "€ 54,50", "url": "#rows", "change": "het uurtarief"},
            {"label": "Motivatie", "value": "Eerste alinea.\n\nTweede alinea.", "url": "#rows"},
            {"label": "Startdatum", "value": "", "url": "#rows"},
            {"label": "Aanvraagnummer", "value": "27750"},
        ],
        "window": window(),
        "page": Paginator(range(60), 20).page(2),
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    return HttpResponse(engines["django"].from_string(TEMPLATE.read_text()).render(context, request))


WITHOUT_CONTEXT = {"400", "403_csrf", "500"}


def refusal(request: HttpRequest, status: str) -> HttpResponse:
    if status in WITHOUT_CONTEXT:
        return HttpResponse(render_to_string(f"{status}.html"))
    return render(request, f"{status}.html", {"reason": "De inschrijvingen zijn nog niet geopend."})
