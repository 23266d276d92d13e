"""Which periods look like jobs, and what the words beside them are taken for."""

import pytest

from candidates.cv.jobs import date_as_typed, jobs_of, written_date
from candidates.cv.periods import Period

BOX = (0.0, 0.0, 1.0, 1.0)


def period(start, end, text, page=1):
    return Period(start, end, text, page, BOX)


def names(text):
    ((job,), _schools) = jobs_of([period("2021-03", "2022-01", text)])
    return job.role, job.employer, job.hours


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Receptionist · Hotel De Hof, Diepenveen · maart 2021 – januari 2022 | 36 uur per week",
            ("Receptionist", "Hotel De Hof, Diepenveen", "36"),
        ),
        ("KCC bij Gemeente Zwolle · mrt 2021 – jan 2022, Zwolle (32 uur)", ("KCC", "Gemeente Zwolle", "32")),
        ("Gemeente Almelo te Almelo · Balie, maart 2021 – mei 2022", ("Balie", "Gemeente Almelo te Almelo", "")),
        (
            "Werkervaring · Adviseur – Gemeente Egmond aan Zee · maart 2021 – januari 2022, 36 uur per week",
            ("Adviseur", "Gemeente Egmond aan Zee", "36"),
        ),
        ("Gemeente Rijs – Balie, KCC · maart 2021 – mei 2022", ("Balie, KCC", "Gemeente Rijs", "")),
        ("Adviseur – Gemeente · Oosterbeek · mrt 2021 – jan 2022", ("Adviseur", "Gemeente Oosterbeek", "")),
        (
            "Werkervaring · KCC-medewerker, Gemeente Zwolle · mrt 2021 – heden · Balie bij Gemeente Raalte",
            ("KCC-medewerker", "Gemeente Zwolle", ""),
        ),
        ("Balie, front office · Hotel Vreugd · mrt 2021 – heden", ("Balie, front office", "Hotel Vreugd", "")),
        ("KCC bij Rabobank · Velp · mrt 2021 – heden", ("KCC", "Rabobank", "")),
        ("Projecten Bouwmeester · Velp · mrt 2021 – jan 2022", ("Bouwmeester", "Velp", "")),
        ("Ervaringsdeskundige · Velp · mrt 2021 – jan 2022", ("Ervaringsdeskundige", "Velp", "")),
        ("Adviseur – wonen en zorg · Velp · mrt 2021 – jan 2022", ("Adviseur – wonen en zorg", "Velp", "")),
        ("• Vragen beantwoord van maart 2021 tot januari 2022.", ("", "", "")),
    ],
)  # fmt: skip
def test_the_role_and_the_employer_are_taken_from_the_words_beside_it(text, found):
    assert names(text) == found


def test_a_job_that_is_told_twice_is_one_where_it_is_told_last():
    jobs, _schools = jobs_of(
        [
            period("2021-03", None, "Sinds maart 2021 bij de gemeente."),
            period("2021-03", "2022-01", "Beul · Gemeente Raalte", page=2),
            period("2022-02", None, "KCC, sinds februari 2022"),
            period("2022-02", None, "KCC-medewerker · Gemeente Westland", page=3),
        ]
    )
    assert [(job.begins, job.ends, job.page) for job in jobs] == [("2022-02", None, 3), ("2021-03", "2022-01", 2)]
    assert jobs[0].organisation == "gemeente"


def test_a_school_is_no_job():
    jobs, schools = jobs_of(
        [period("2007", "2011", "Vmbo-tl, Carmel College"), period("2011", "2014", "Bakker · Bakkerij")]
    )
    assert [each.text for each in schools] == ["Vmbo-tl, Carmel College"]
    assert [job.role for job in jobs] == ["Bakker"]


def test_a_degree_is_no_job_also_where_its_months_are_told():
    degree = "University of Texas at Austin · Bachelor of Science in Computer Science"
    jobs, schools = jobs_of([period("2002-09", "2006-05", degree), period("2021-03", "2022-01", "Docent · Hogeschool")])
    assert [each.text for each in schools] == [degree]
    assert [job.role for job in jobs] == ["Docent"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("maart 2021", "2021-03"),
        ("03-2021", "2021-03"),
        ("15-3-2021", "2021-03-15"),
        ("2021", "2021"),
        ("ooit", "ooit"),
        ("2021-13", "2021-13"),
        ("", ""),
    ],
)
def test_a_date_is_kept_in_one_way_of_writing_and_what_is_none_as_it_was(typed, kept):
    assert written_date(typed) == kept


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("2021-03", "03-2021"), ("2021-03-15", "15-03-2021"), ("2021", "2021"), ("ooit", "ooit"), ("", "")],
)
def test_a_date_is_shown_the_way_it_is_typed(kept, shown):
    assert date_as_typed(kept) == shown
