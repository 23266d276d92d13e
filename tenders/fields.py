"""Form fields for what people write in their own way: money, points, moments, lists, yes or no."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.templatetags.weegschaal import points
from audit.clock import AMSTERDAM

EURO = re.compile(r"(?:€\s*)?(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,7})(?:[.,](?P<cents>\d{1,2}|-))?", re.ASCII)
HOURS = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<hundredths>\d{1,2}))?", re.ASCII)
POINTS = re.compile(r"(?P<whole>\d{1,6})(?:[.,](?P<hundredths>\d{1,2}))?", re.ASCII)


class _WrittenNumber(forms.CharField):
    """A number as people write it; cleaned to a whole number of hundredths, None when empty."""

    pattern: re.Pattern[str]
    widget_class: str

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": self.widget_class, "inputmode": "decimal"}))
        super().__init__(**options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        return self.hundredths(text) if text else None

    def hundredths(self, text: str) -> int:
        """Raises ValidationError."""
        match = self.pattern.fullmatch(text.strip())
        if match is None:
            raise ValidationError(self.error_messages["amount"], code="amount")
        whole, rest = match.groups()
        return int(whole.replace(".", "")) * 100 + int((rest or "").replace("-", "").ljust(2, "0"))


class EuroField(_WrittenNumber):
    """Money: "57,50", "57,5", "€ 57.50", "60,-", "1.250,00"; in whole cents."""

    pattern = EURO
    widget_class = "w-10ch figures"
    default_error_messages = {"amount": _("Enter an amount in euros, for example 57,50.")}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02d}"
        return value


class PointsField(_WrittenNumber):
    """Points as a posting writes them: "10", "62,5"; in whole hundredths of a point."""

    pattern = POINTS
    widget_class = "w-6ch figures"
    default_error_messages = {"amount": _("Enter points as a number, for example 10 or 62,5.")}

    def prepare_value(self, value: Any) -> Any:
        return points(value) if isinstance(value, int) else value


class HoursField(_WrittenNumber):
    """Hours a week: "36", "28,8"; in whole hundredths of an hour."""

    pattern = HOURS
    widget_class = "w-6ch figures"
    default_error_messages = {"amount": _("Enter hours a week as a number, for example 36 or 28,8.")}

    def prepare_value(self, value: Any) -> Any:
        return points(value) if isinstance(value, int) else value


class LinesField(forms.CharField):
    """A list, one item a line."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(**({"widget": forms.Textarea(attrs={"rows": rows})} | options))

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


YES_NO = {"yes": True, "no": False}


class YesNoField(forms.ChoiceField):
    """Yes, no, or nothing said about it (None)."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("not stated")), ("yes", _("yes")), ("no", _("no"))]
        super().__init__(**({"choices": choices, "required": False} | options))

    def clean(self, value: Any) -> bool | None:
        return YES_NO.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def unmarked(field: forms.Field) -> forms.Field:
    """Its label doesn't say "optional": a draft can be saved without it, or the program fills it in."""
    field.unmarked = True
    return field


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**({"widget": widget, "input_formats": ["%Y-%m-%d", "%d-%m-%Y"]} | options))


class MomentInput(forms.MultiWidget):
    """A day and a time, each with its own label."""

    template_name = "tenders/widgets/moment.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        clock = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__([day, clock], attrs)

    def decompress(self, value: datetime | None) -> list[date | time | None]:
        if value is None:
            return [None, None]
        local = value.astimezone(AMSTERDAM)
        return [local.date(), local.time().replace(tzinfo=None)]


class MomentField(forms.MultiValueField):
    """A moment on the Dutch clock, refused where that clock skips it or shows it twice."""

    widget = MomentInput
    default_error_messages = {
        "incomplete": _("Enter both the day and the time."),
        "skipped": _("That time does not exist: the clock goes forward that night. Choose another time."),
        "twice": _("That time comes twice: the clock goes back that night. Choose another time."),
    }

    def __init__(self, **options: Any) -> None:
        day = DayField(error_messages={"incomplete": self.default_error_messages["incomplete"]})
        clock = forms.TimeField(
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            error_messages={
                "invalid": _("Enter the time as hours and minutes, for example 09:00."),
                "incomplete": self.default_error_messages["incomplete"],
            },
        )
        super().__init__(fields=(day, clock), require_all_fields=False, **options)

    def compress(self, values: list[Any]) -> datetime | None:
        if not values:
            return None
        first = datetime.combine(*values, tzinfo=AMSTERDAM)
        try:
            moment = first.astimezone(UTC)
        except OverflowError as error:  # the first hours of the year 1: on the UTC clock they lie before all years
            raise ValidationError(forms.DateField.default_error_messages["invalid"], code="invalid") from error
        if first.utcoffset() != first.replace(fold=1).utcoffset():
            skipped = moment.astimezone(AMSTERDAM).replace(tzinfo=None) != first.replace(tzinfo=None)
            code = "skipped" if skipped else "twice"
            raise ValidationError(self.error_messages[code], code=code)
        return moment
