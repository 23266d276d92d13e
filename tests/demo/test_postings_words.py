"""Both postings are typed over completely and exactly: put back into its page's frame, a fixture gives the posting.

`tests/data/postings/N.txt` is the posting as it was published, `N.frame.txt` the words of its page that belong to no
posting (labels, headings, sentences around dates) with a place for every field. Equality of the whole text means that
no word is missing, added or changed.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
POSTINGS = {"27750": "raalte-27750.yaml", "12074": "westland-12074.yaml"}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni"]

# Not words of the posting on their own: ways of counting, kinds, what the words mean to the program.
MEANINGS = {
    "discipline", "client", "run_by", "start_on", "points_total", "rate_ceiling_cents", "rate_vat", "rate_travel",
    "rate_fee", "fee_kind", "fee_cents", "standstill", "standstill_days",
}  # fmt: skip


def read(number: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "fixtures/postings" / POSTINGS[number]).read_text("utf-8"))


def words(text: str) -> list[str]:
    """The text's words; the bold and link marks of the published text are not among them."""
    return text.replace("**", "").replace("<http", "http").replace(".pdf>", ".pdf").split()


class InTheFrame:
    """A field's value that the frame prints: `{closes_at:day}`, `{knock_outs[0][text]}`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __getitem__(self, key: Any) -> "InTheFrame":
        return InTheFrame(self.value[key])

    def __format__(self, how: str) -> str:
        return HOW[how](self.value)


def local(moment: date) -> date:
    return moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment


def day(moment: date) -> str:
    moment = local(moment)
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


HOW = {
    "": str,
    "day": day,
    "time": lambda moment: f"{local(moment):%H:%M}",
    "dotted_time": lambda moment: f"{local(moment):%H.%M}",
    "yes": {True: "Ja", False: "Nee"}.__getitem__,
    "language": {"nl": "Nederlands"}.__getitem__,
    "part": {"afternoon": "in de middag"}.__getitem__,
    "list": lambda text: text.replace("\n\n", "\n- "),
}


@pytest.mark.parametrize("number", POSTINGS)
def test_a_posting_in_its_frame_is_the_published_text_word_for_word(number):
    published = (ROOT / f"tests/data/postings/{number}.txt").read_text("utf-8")
    frame = (ROOT / f"tests/data/postings/{number}.frame.txt").read_text("utf-8")

    typed = frame.format_map({key: InTheFrame(value) for key, value in read(number).items()})

    assert words(typed) == words(published)


@pytest.mark.parametrize("number", POSTINGS)
def test_every_field_that_says_something_stands_in_the_frame(number):
    frame = (ROOT / f"tests/data/postings/{number}.frame.txt").read_text("utf-8")
    said = {key for key, value in read(number).items() if value not in (None, "", [])}

    missing = {key for key in said if f"{{{key}" not in frame}

    # Raalte's single number of hours and people is both ends of the range; Westland's page names no scale and no part.
    assert (
        missing - MEANINGS
        == {
            "27750": {"hours_max", "positions_max"},
            "12074": {"function_scale"},
        }[number]
    )


def test_both_postings_have_the_same_fields():
    assert list(read("27750")) == list(read("12074"))


def test_closing_moments_are_the_real_ones():
    assert [read(number)["closes_at"].astimezone(UTC).isoformat() for number in POSTINGS] == [
        "2026-03-02T08:00:00+00:00",
        "2023-04-18T10:00:00+00:00",
    ]


@pytest.mark.parametrize("number", POSTINGS)
def test_criteria_add_up_to_the_total_and_keep_their_public_numbers(number):
    posting = read(number)
    numbers = [item["number"] for item in posting["knock_outs"] + posting["criteria"]]

    assert sum(criterion["points"] for criterion in posting["criteria"]) == posting["points_total"] == 100
    assert numbers == list(range(1, len(numbers) + 1))


def test_levels_run_from_the_criterions_points_to_nothing():
    criterion = read("12074")["criteria"][-1]

    assert [(level["label"], level["points"]) for level in criterion["levels"]] == [
        ("a", 25), ("b", 20), ("c", 15), ("d", 10), ("e", 5), ("f", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("number", POSTINGS)
def test_what_a_stage_is_told_stands_in_its_words(number):
    posting = read(number)
    _, weighted, comparison, _ = posting["stages"]

    assert [stage["kind"] for stage in posting["stages"]] == ["knock_out", "weighted", "comparison", "interview"]
    assert weighted["params"] == {"places": 10, "tie_breakers": ["hourly_rate"]}
    assert "Bij een gelijke score is het uurtarief doorslaggevend." in weighted["text"]
    assert [criterion for criterion in comparison["params"]["criteria"] if criterion not in comparison["text"]] == []


def test_dates_come_in_the_order_of_the_procedure():
    for number in POSTINGS:
        posting = read(number)
        dates = [posting[key] for key in ("answers_on", "invitations_by", "interviews_on")]
        assert posting["questions_until"] < posting["closes_at"]
        assert dates == sorted(dates)
