"""How a criterion counts experience: read from its words, written in its row, frozen, told and asked."""

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from scoring.engine import part_time, windows_contract
from tenders.differences import differences
from tenders.experience import PART_TIME, sentence
from tenders.forms.criteria_rows import KnockOutFormSet
from tenders.models import KnockOut
from tenders.posting.experience import experience_in
from tenders.rows import ROWS
from tenders.rulesbook import canonical, rules_of
from tests.factories import a_posting

FULLY = {"rule": "counts_fully"}
PRO_RATA = {"rule": "pro_rata", "full_week": "36"}


def rule(needed=24, window=60, work=(), at=(), part_time=None):
    return {
        "needed": needed, "window": window, "work": list(work), "at": list(at), "part_time": part_time or FULLY,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Minimaal 2 jaar aantoonbare werkervaring in de afgelopen 5 jaar als KCC medewerker bij een gemeente",
            rule(24, 60, ["KCC medewerker"], ["gemeente"]),
        ),
        (
            "Minimaal 1 jaar aantoonbare werkervaring in een klantcontactcentrum bij een gemeente",
            rule(12, None, ["klantcontactcentrum"], ["gemeente"]),
        ),
        (
            "Ten minste drie jaar ervaring als projectleider of programmamanager bij een gemeente of provincie in de "
            "laatste zes jaar.",
            rule(36, 72, ["projectleider", "programmamanager"], ["gemeente", "provincie"]),
        ),
        (
            "Aantoonbare werkervaring in de afgelopen 3 jaar binnen een gemeentelijke organisatie",
            rule(0, 36, [], ["gemeente"]),
        ),
        ("Aantoonbare werkervaring met vragen via telefoon", None),
        ("Aantoonbare werkervaring de afgelopen 3 jaar met Key2KCC, Suite", None),
        ("Een afgeronde opleiding op minimaal mbo niveau 4", None),
        ("Uurtarief maximaal € 55,55", None),
        ("Minimaal 6 jaar ervaring in de afgelopen 5 jaar als beul", None),
    ],
)
def test_the_words_of_a_criterion_suggest_how_it_counts(text, found):
    assert experience_in(text) == found


def test_the_part_time_rules_are_those_of_the_engine():
    assert {name: part_time.numbers(rule) for name, rule in part_time.PART_TIME.items()} == PART_TIME


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("raalte-27750", {2: (24, 60), 7: (24, 60), 8: (48, 72)}),
        ("westland-12074", {4: (24, 36), 5: (0, 36), 6: (12, None)}),
    ],
)
def test_the_fixtures_state_what_their_postings_say(name, numbers):
    tender = a_posting(name)
    rows = [*ROWS["knock_outs"].read(tender), *ROWS["criteria"].read(tender)]
    stated = {row["number"]: row["experience"] for row in rows if "experience" in row}
    assert {number: (each["needed"], each["window"]) for number, each in stated.items()} == numbers
    assert stated == {row["number"]: experience_in(row["text"]) for row in rows if row["number"] in numbers}


@pytest.mark.django_db
def test_what_is_written_is_what_is_read_and_what_the_engine_reads():
    tender = a_posting()
    rows = ROWS["knock_outs"].read(tender)
    rows[0]["experience"] = rule(12, None, ["beul"], [], {"rule": "full_from", "hours": "28.8", "full_week": "36"})
    rows[1]["experience"] = rule(24, 36, part_time=PRO_RATA)
    rows[2]["experience"] = rule(0, 6, part_time={"rule": "none_below", "hours": "20"})
    ROWS["knock_outs"].write(tender, rows)
    assert ROWS["knock_outs"].read(tender) == rows
    for row in rows[:3]:
        stated = {name: row["experience"][name] for name in ("needed", "window", "part_time")}
        asked, _periods = windows_contract.read({"closing": "2026-03-02", "periods": [], **stated})
        assert asked.needed == row["experience"]["needed"]


@pytest.mark.django_db
def test_rules_without_counted_experience_are_those_of_before():
    tender = a_posting()
    KnockOut.objects.filter(tender=tender).update(
        experience_needed=None, experience_window=None, experience_part_time=""
    )
    rows = [row | {"levels": row["levels"]} for row in ROWS["criteria"].read(tender)]
    ROWS["criteria"].write(tender, [{name: row[name] for name in row if name != "experience"} for row in rows])
    text = canonical(rules_of(tender))
    assert "experience" not in text
    assert [set(row) for row in rules_of(tender)["knock_outs"]] == [{"number", "text", "kind", "document"}] * 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"experience_needed": None}, "a_knock_out_counts_by_a_whole_rule"),
        ({"experience_part_time": ""}, "a_knock_out_counts_by_a_whole_rule"),
        ({"experience_needed": 61}, "a_knock_out_asks_no_more_than_its_window"),
        ({"experience_part_time": "pro_rata"}, "a_knock_out_has_the_hours_of_its_part_time_rule"),
        ({"experience_full_week": 3600}, "a_knock_out_has_the_hours_of_its_part_time_rule"),
        ({"experience_part_time": "none_below", "experience_hours": 0}, "a_knock_out_has_possible_hours"),
    ],
)
def test_the_database_refuses_half_a_rule(columns, constraint):
    knock_outs = KnockOut.objects.filter(tender=a_posting(), number=2)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        knock_outs.update(**columns)


def test_a_rule_that_changes_is_told():
    before = {"knock_outs": [{"number": 1, "text": "Twee jaar", "kind": "judged", "document": ""}]}
    after = {"knock_outs": [before["knock_outs"][0] | {"experience": rule(at=["gemeente"], part_time=PRO_RATA)}]}
    (change,) = differences(before, after)
    assert change.new.splitlines()[-1] == sentence(rule(at=["gemeente"], part_time=PRO_RATA))


# The form ------------------------------------------------------------------------------------------------------------
def sent(**fields):
    data = QueryDict(mutable=True)
    total = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "100"}
    row = {"number": "1", "text": "Ervaring", "kind": "judged", "document": ""} | fields
    data.update({f"knock_outs-{name}": value for name, value in total.items()})
    data.update({f"knock_outs-0-{name}": value for name, value in row.items()})
    return KnockOutFormSet(data, prefix="knock_outs")


def test_a_row_states_its_rule_in_the_form():
    formset = sent(
        experience_needed="24",
        experience_window="60",
        experience_work="KCC medewerker\nbaliemedewerker",
        experience_at="gemeente",
        experience_part_time="pro_rata",
        experience_full_week="28,8",
    )
    assert formset.is_valid(), formset.errors
    expected = rule(24, 60, ["KCC medewerker", "baliemedewerker"], ["gemeente"], PRO_RATA | {"full_week": "28.8"})
    assert formset.rows()[0]["experience"] == expected
    shown = KnockOutFormSet(rows=formset.rows(), prefix="knock_outs").forms[0]
    assert shown["experience_full_week"].value() == "28,8"
    assert shown.counts_experience


def test_a_row_without_months_states_no_rule():
    formset = sent(experience_part_time="counts_fully")
    assert formset.is_valid()
    assert "experience" not in formset.rows()[0]
    assert not formset.forms[0].counts_experience


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"experience_window": "60"}, "experience_needed"),
        ({"experience_at": "gemeente"}, "experience_needed"),
        ({"experience_needed": "61", "experience_window": "60"}, "experience_needed"),
        ({"experience_needed": "1201"}, "experience_needed"),
        ({"experience_needed": "12", "experience_window": "0"}, "experience_window"),
        ({"experience_needed": "12", "experience_work": "x" * 81}, "experience_work"),
        ({"experience_needed": "12", "experience_part_time": "pro_rata"}, "experience_full_week"),
        (
            {"experience_needed": "12", "experience_part_time": "none_below", "experience_hours": "0"},
            "experience_hours",
        ),
        (
            {
                "experience_needed": "12",
                "experience_part_time": "full_from",
                "experience_hours": "36",
                "experience_full_week": "28",
            },
            "experience_hours",
        ),
    ],
)
def test_what_is_wrong_in_a_rule_is_said_at_its_field(fields, wrong):
    formset = sent(**fields)
    assert not formset.is_valid()
    assert list(formset.errors[0]) == [wrong]
    assert formset.forms[0].counts_experience
