import pytest

from candidates.cv.dates import iso
from candidates.cv.periods import periods_of
from tests.candidates.cv.written import lines


def found(text: str) -> list[tuple[str, str | None]]:
    return [(period.start, period.end) for period in periods_of(lines(text))]


STYLES = {
    "mrt 2021 – feb 2024": ("2021-03", "2024-02"),
    "Mrt. 2021 - Feb. 2024": ("2021-03", "2024-02"),
    "maart 2021 t/m februari 2024": ("2021-03", "2024-02"),
    "maart 2021 tot en met februari 2024": ("2021-03", "2024-02"),
    "van maart 2021 tot februari 2024": ("2021-03", "2024-02"),
    "03/2021 - heden": ("2021-03", None),
    "03-2021 – 02-2024": ("2021-03", "2024-02"),
    "3.2021 — 2.2024": ("2021-03", "2024-02"),
    "2021-03 – 2024-02": ("2021-03", "2024-02"),
    "2021/03 - 2024/02": ("2021-03", "2024-02"),
    "03/21 – 02/24": ("2021-03", "2024-02"),
    "mrt '21 – feb '24": ("2021-03", "2024-02"),
    "mrt ’21 – heden": ("2021-03", None),
    "mrt 21 - feb 24": ("2021-03", "2024-02"),
    "01-03-2021 t/m 28-02-2024": ("2021-03-01", "2024-02-28"),
    "2021-03-01 – 2024-02-29": ("2021-03-01", "2024-02-29"),
    "1 maart 2021 tot 29 februari 2024": ("2021-03-01", "2024-02-29"),
    "March 1, 2021 – February 28, 2024": ("2021-03-01", "2024-02-28"),
    "1st March 2021 to 28th February 2024": ("2021-03-01", "2024-02-28"),
    "January 2018 – Present": ("2018-01", None),
    "Jan 2018 to date": ("2018-01", None),
    "Sept 2018 through May 2023": ("2018-09", "2023-05"),
    "from June 2015 until Aug 2019": ("2015-06", "2019-08"),
    "2019 t/m 2021": ("2019", "2021"),
    "2019 – 2021": ("2019", "2021"),
    "2019–2021": ("2019", "2021"),
    "2019-2021": ("2019", "2021"),
    "2018/2019": ("2018", "2019"),
    "2019 - '21": ("2019", "2021"),
    "2019-20": ("2019", "2020"),
    "2020 - nu": ("2020", None),
    "2020 tot op heden": ("2020", None),
    "2020 t/m heden": ("2020", None),
    "2020 – now": ("2020", None),
    "heden – mrt 2021": ("2021-03", None),
    "sinds 2020": ("2020", None),
    "Vanaf maart 2020 teamleider": ("2020-03", None),
    "since April 2020": ("2020-04", None),
    "januari – maart 2021": ("2021-01", "2021-03"),
    "jan t/m mrt 2021": ("2021-01", "2021-03"),
    "maart 2021 → heden": ("2021-03", None),
    "2020 –": ("2020", None),
    "Periode: mei 2019 – mei 2019": ("2019-05", "2019-05"),
}


@pytest.mark.parametrize(("text", "period"), STYLES.items(), ids=STYLES)
def test_each_way_of_writing_a_period(text, period):
    assert found(text) == [period]


NONE = [
    "Diploma behaald in 2019",
    "geboren op 03-04-1985",
    "tel. 06-12345678 of 0570-202020",
    "van 9.00 – 17.00 uur",
    "€ 1990 - 2050 per maand",
    "1900 – 1910",
    "2024 – 2019",
    "13-2020 – 14-2021",
    "31-02-2020 – 30-02-2021",
    "Beschikbaar vanaf 1 april 2026",
    "Available since 1 April 2026",
    "KvK 20192021",
    "ISO 9001:2015",
    "12-2019",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_period(text):
    assert found(text) == []


def test_several_on_one_line():
    assert found("Kampen (2011 – 2014) en Zwolle (2015 – heden)") == [("2011", "2014"), ("2015", None)]


def test_a_period_that_goes_on_in_the_next_line():
    assert found("mrt 2021 –\nfeb 2024") == [("2021-03", "2024-02")]
    assert found("Zwolle van mrt 2021\ntot en met feb 2024") == [("2021-03", "2024-02")]
    assert found("mrt 2021 – november\n2024") == [("2021-03", "2024-11")]
    assert found("Zwolle sinds\nmrt 2021") == [("2021-03", None)]


def test_from_and_to_in_two_columns():
    text = "van           tot           functie\n03-2021       02-2024       Medewerker KCC"
    [period] = periods_of(lines(text))
    assert (period.start, period.end, period.text) == (
        "2021-03",
        "2024-02",
        "van · tot · 03-2021 · 02-2024 · Medewerker KCC",
    )


def test_the_place_is_that_of_the_period_alone():
    [period] = periods_of(lines("Gemeente Zwolle\n01-2020 – heden | 32 uur"))
    assert (period.page, period.box) == (1, (0, 18, 75, 28))


def test_the_text_has_the_lines_that_name_the_job():
    text = """
#Medewerker klantcontactcentrum
Gemeente Zwolle
mrt 2021 – heden | 32 uur
• Vragen van inwoners beantwoorden.

#Telefonist
Gemeente Kampen
jan 2019 – feb 2021
"""
    assert [period.text for period in periods_of(lines(text))] == [
        "Medewerker klantcontactcentrum · Gemeente Zwolle · mrt 2021 – heden | 32 uur",
        "Telefonist · Gemeente Kampen · jan 2019 – feb 2021",
    ]


def test_the_text_has_what_stands_beside_the_period_and_no_other_period():
    text = """
2019 – 2021          Telefonist, gemeente Kampen
2021 – heden         Medewerker, gemeente Zwolle
"""
    assert [period.text for period in periods_of(lines(text))] == [
        "2019 – 2021 · Telefonist, gemeente Kampen",
        "2021 – heden · Medewerker, gemeente Zwolle",
    ]


def test_words_that_nobody_sees_make_no_period():
    assert found("{white}2019 {white}– {white}2021") == []


@pytest.mark.parametrize(("text", "day"), [("29-02-2020", "2020-02-29"), ("29-02-2021", None), ("31-04-2020", None)])
def test_only_days_that_are_there(text, day):
    assert iso(text) == day


def test_a_month_before_a_day_is_understood_where_it_can_be_nothing_else():
    assert (iso("03/15/2021"), iso("15/03/2021"), iso("03/04/2021")) == ("2021-03-15", "2021-03-15", "2021-04-03")
