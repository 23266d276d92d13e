from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.utils.html import format_html
from django.utils.translation import override

from accounts.templatetags.references import reference, unbroken
from accounts.templatetags.weegschaal import (
    day,
    day_short,
    error_links,
    euro,
    hash_short,
    left_until,
    moment,
    moment_ms,
    moment_short,
    points,
    when,
)
from candidates.numbers import new_number

CLOSES = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hundredths", "dutch", "english"),
    [
        (6000, "60", "60"),
        (6250, "62,5", "62.5"),
        (6233, "62,33", "62.33"),
        (5, "0,05", "0.05"),
        (0, "0", "0"),
        (-150, "−1,5", "−1.5"),
        (None, "", ""),
    ],
)
def test_points_are_written_without_needless_decimals(hundredths, dutch, english):
    with override("nl"):
        assert points(hundredths) == dutch
    with override("en"):
        assert points(hundredths) == english


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (5450, "€ 54,50", "€54.50"),
        (6000, "€ 60,00", "€60.00"),
        (5, "€ 0,05", "€0.05"),
        (123456789, "€ 1.234.567,89", "€1,234,567.89"),
        (-5450, "€ −54,50", "−€54.50"),
        (None, "", ""),
    ],
)
def test_money_always_has_its_cents(cents, dutch, english):
    with override("nl"):
        assert euro(cents) == dutch
    with override("en"):
        assert euro(cents) == english


def test_a_moment_is_told_in_amsterdam_with_its_zone():
    summer = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    with override("nl"):
        assert moment(CLOSES) == "maandag 2 maart 2026, 09:00 uur (CET)"
        assert moment(summer) == "woensdag 1 juli 2026, 09:00 uur (CEST)"
        assert moment_short(CLOSES) == "ma 2 mrt 2026, 09:00"
    with override("en"):
        assert moment(CLOSES) == "Monday 2 March 2026, 09:00 (CET)"
        assert moment_short(CLOSES) == "Mon 2 Mar 2026, 09:00"


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with override("en"):
        assert moment(first) == "Sunday 25 October 2026, 02:30 (CEST)"
        assert moment(first + timedelta(hours=1)) == "Sunday 25 October 2026, 02:30 (CET)"


def test_milliseconds_are_cut_off_and_never_reach_the_next_second():
    last = CLOSES - timedelta(microseconds=1)
    with override("nl"):
        assert moment_ms(last) == "maandag 2 maart 2026, 08:59:59.999 uur (CET)"
        assert moment_ms(CLOSES) == "maandag 2 maart 2026, 09:00:00.000 uur (CET)"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs its time zone"):
        moment(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001


def test_a_day_is_the_day_in_the_netherlands():
    with override("nl"):
        assert day(date(2026, 3, 3)) == "dinsdag 3 maart 2026"
        assert day_short(date(2026, 3, 3)) == "3 mrt 2026"
        assert day(datetime(2026, 3, 2, 23, 30, tzinfo=UTC)) == "dinsdag 3 maart 2026"
    with override("en"):
        assert day(date(2026, 3, 3)) == "Tuesday 3 March 2026"


def test_when_takes_a_moment_a_day_or_the_words_of_the_posting():
    with override("nl"):
        assert [when(CLOSES), when(date(2026, 3, 3)), when("Maart 2026"), when(None)] == [
            "maandag 2 maart 2026, 09:00 uur (CET)",
            "dinsdag 3 maart 2026",
            "Maart 2026",
            "",
        ]


@pytest.mark.parametrize(
    ("left", "english"),
    [
        (timedelta(days=2, hours=3, minutes=59), "2 days 3 hours left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=1, minutes=59), "1 day left"),
        (timedelta(hours=3, minutes=12), "3 hours 12 minutes left"),
        (timedelta(hours=1, seconds=30), "1 hour left"),
        (timedelta(minutes=12, seconds=5), "12 minutes 5 seconds left"),
        (timedelta(minutes=12), "12 minutes left"),
        (timedelta(seconds=1), "1 second left"),
        (timedelta(microseconds=1), "1 second left"),
        (timedelta(0), "closed"),
        (-timedelta(days=1), "closed"),
    ],
)
def test_what_is_left_is_told_in_two_units_and_the_deadline_itself_is_too_late(left, english):
    with override("en"):
        assert left_until(CLOSES, CLOSES - left) == english


def test_a_hash_is_shortened_to_what_an_eye_compares():
    assert hash_short("0123456789abcdef" * 4) == "0123456789ab"
    assert hash_short("") == ""


class Rate(forms.Form):
    hourly_rate = forms.IntegerField()
    contract = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


Rates = forms.formset_factory(Rate, extra=0, min_num=2, validate_min=True)


def test_the_number_of_a_bid_is_one_piece_also_in_a_sentence_and_escaped():
    sentence = Template(
        "{% load i18n %}{% blocktranslate with number=number|reference %}bid {{ number }}{% endblocktranslate %}"
    )
    with override("en"):
        told = [sentence.render(Context({"number": number})) for number in ("W-23456-ABCDE", "<W>")]
    assert told == [
        'bid <span class="reference">W-23456-ABCDE</span>', 'bid <span class="reference">&lt;W&gt;</span>',
    ]  # fmt: skip


def test_the_numbers_in_a_finished_sentence_are_in_one_piece_each():
    made = new_number()
    assert unbroken(f"{made} & X-{made}.") == f"{reference(made)} &amp; X-{reference(made)}."
    assert unbroken(Message(20, f"<b> {made}")) == f"&lt;b&gt; {reference(made)}"
    assert unbroken(html := format_html('<a href="/{}/">{}</a>', made, made)) is html


def test_every_error_follows_its_label_and_links_to_the_first_input_of_its_field():
    form = Rate({}, prefix="x")
    with override("en"):
        assert [tuple(link) for link in error_links(form)] == [
            ("Hourly rate: This field is required.", "#id_x-hourly_rate"),
            ("Contract: This field is required.", "#id_x-contract_0"),
            ("Token: This field is required.", ""),
        ]


def test_errors_of_forms_formsets_and_findings_stand_in_one_list():
    formset = Rates({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    finding = {"text": "Points add up to 85, not to 100.", "href": "#id_points"}
    with override("en"):
        assert [tuple(link) for link in error_links([formset], None, [finding, "No stage."], Rate())] == [
            ("Please submit at least 2 forms.", ""),
            ("Hourly rate: This field is required.", "#id_form-0-hourly_rate"),
            ("Contract: This field is required.", "#id_form-0-contract_0"),
            ("Token: This field is required.", ""),
            ("Points add up to 85, not to 100.", "#id_points"),
            ("No stage.", ""),
        ]
