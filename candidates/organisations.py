"""The kinds of organisation among which a supplier chooses for a job. The values are words of Dutch assignments."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from .content import same_name

KINDS = [
    ("gemeente", _("municipality")),
    ("provincie", _("province")),
    ("waterschap", _("water board")),
    ("rijksoverheid", _("central government")),
    ("andere publieke organisatie", _("another public organisation")),
    ("zorginstelling", _("health care")),
    ("onderwijsinstelling", _("education")),
    ("bedrijf", _("company")),
    ("stichting of vereniging", _("foundation or association")),
]


def choices(asked: Iterable[str], present: Iterable[str] = ()) -> list[tuple[str, object]]:
    """Those that the assignment asks for first, in its own words; `present` are those that were chosen before."""
    known = {same_name(value): (value, label) for value, label in KINDS}
    first = {same_name(each): known.get(same_name(each), (each, each)) for each in asked}
    others = {name: pair for name, pair in known.items() if name not in first}
    earlier = {same_name(each): (each, each) for each in present if each}
    return [("", _("not chosen")), *(earlier | first | others | first).values()]
