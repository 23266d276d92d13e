"""Searching the published assignments: one set of filters for the list, the feeds and the saved searches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import without_hidden

from .fields import unmarked
from .models import Tender
from .queries.listing import Listed, choices_of_public_tenders

# Typed words are the searcher's own; anything longer was never typed.
LONGEST = 100


class AnyWords(forms.MultipleChoiceField):
    """Also takes what no assignment has today: an old link or a saved search then finds nothing, rather than all."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return len(value) <= LONGEST

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(word for word in super().clean(value) if word))


class OneOf(django_filters.MultipleChoiceFilter):
    """Assignments with one of the chosen values, in whatever case it was written."""

    field_class = AnyWords

    def __init__(self, **options: Any) -> None:
        super().__init__(lookup_expr="iexact", distinct=False, **options)


class HoursFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        # No number input: a browser would throw away what is no number, and nobody could see what was wrong.
        widget = forms.TextInput(attrs={"class": "w-6ch figures", "inputmode": "numeric"})
        super().__init__(min_value=1, max_value=60, widget=widget, **options)


class SearchForm(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            unmarked(field)

    def clean(self) -> dict[str, Any]:
        low, high = self.cleaned_data.get("hours_from"), self.cleaned_data.get("hours_to")
        if low and high and high < low:
            sentence = _("%(high)s hours is less than the lowest number, %(low)s.")
            self.add_error("hours_to", sentence % {"low": low, "high": high})
        return super().clean()


class TenderFilter(django_filters.FilterSet):
    """`TenderFilter(request.GET, listed(now)).qs`. What is wrong in the form is left out of the search."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Search by title, number, client or region"), method="with_words", max_length=LONGEST
    )
    discipline = OneOf(label=gettext_lazy("Field of work"))
    region = OneOf(label=gettext_lazy("Region"))
    education = OneOf(field_name="education_level", label=gettext_lazy("Education level"))
    client = OneOf(field_name="client__name", label=gettext_lazy("Client"))
    hours_from = HoursFilter(label=gettext_lazy("Hours per week, at least"), method="at_least")
    hours_to = HoursFilter(label=gettext_lazy("Hours per week, at most"), method="at_most")

    class Meta:
        model = Tender
        form = SearchForm
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, queryset: Listed, **options: Any) -> None:
        """Of an address: marks that nobody sees are looked for nowhere, and a feed can't hold them."""
        data = data.copy()
        for name, values in data.lists():
            data.setlist(name, [without_hidden(value) for value in values])
        super().__init__(data, queryset, **options)

    def with_words(self, found: Listed, _name: str, typed: str) -> Listed:
        """Each word is in the title, the number, the client or the region."""
        for word in typed.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(client__name__icontains=word)
                | Q(region__icontains=word)
            )
        return found

    def at_least(self, found: Listed, _name: str, hours: int) -> Listed:
        return found.filter(Q(hours_max__gte=hours) | Q(hours_max=None, hours_min__gte=hours))

    def at_most(self, found: Listed, _name: str, hours: int) -> Listed:
        return found.filter(Q(hours_min__lte=hours) | Q(hours_min=None, hours_max__lte=hours))

    def offer_choices(self) -> None:
        """What can be chosen on the page: what the published assignments have. One query."""
        for name, values in choices_of_public_tenders().items():
            words = {word.casefold(): word for word in (*sorted(values), *self.cleaned.get(name, ())) if word}
            choices = [(word, _shown(name, word)) for word in words.values()]
            self.form.fields[name].choices = sorted(choices, key=lambda choice: choice[1].casefold())

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was understood of the form, right or wrong as a whole."""
        self.is_valid()
        return self.form.cleaned_data

    @property
    def chosen(self) -> "Chosen":
        return Chosen(tuple(self._pairs()), tuple(self.form.fields))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for name in self.form.fields:
            value = self.cleaned.get(name)
            for each in value if isinstance(value, list) else [value]:
                if each not in (None, ""):
                    yield name, str(each)


@dataclass(frozen=True)
class Chosen:
    """The filters in use, as (name, value) in the order of the form."""

    pairs: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pairs)

    @property
    def query(self) -> str:
        """For an address; the same choice always gives the same text."""
        return urlencode(self.pairs)

    def without(self, pair: tuple[str, str]) -> str:
        return urlencode([each for each in self.pairs if each != pair])


def words_of(pair: tuple[str, str]) -> str:
    """A chosen filter for a reader: "Regio: Overijssel"."""
    name, value = pair
    label = TenderFilter.base_filters[name].label
    return f"“{value}”" if name == "q" else f"{label}: {_shown(name, value)}"


def _shown(name: str, value: str) -> str:
    return str(dict(Tender.Discipline.choices).get(value, value)) if name == "discipline" else value


class Misunderstood(BadRequest):
    """A query that can't be right, of a program: no list that is longer than was asked for."""


def understood(asked: QueryDict, found: Listed) -> TenderFilter:
    """The filters for another program. Raises Misunderstood."""
    search = TenderFilter(asked, found)
    if not search.is_valid():
        raise Misunderstood(", ".join(search.errors))
    return search


def read_query(query: str, found: Listed) -> TenderFilter:
    """The filters of a kept query on these assignments."""
    return TenderFilter(QueryDict(query), found)


def in_words(query: str) -> str:
    return ", ".join(map(words_of, _kept(query))) or _("All assignments")


def _kept(query: str) -> Iterable[tuple[str, str]]:
    return read_query(query, Tender.objects.none()).chosen.pairs
