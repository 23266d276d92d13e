"""What belongs together in two profiles, and what differs."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tenders import library
from tenders.comparing import compare_rows, compare_texts

CONTENTS = library.profiles()


def text_of(words):
    return " ".join(run.text for run in words) if words else None


def pairs(left, right):
    topic = compare_texts("Doel", left, right)
    return [(pair.how, text_of(pair.left), text_of(pair.right)) for pair in topic.pairs]


def competences(left, right):
    return compare_rows(left, right, name="name", lines=lambda row: row["indicators"])


def row(name, *indicators):
    return {"name": name, "indicators": list(indicators)}


def test_case_white_space_and_closing_marks_are_no_difference():
    assert pairs("- kent de  gemeente;", "Kent de gemeente.") == [
        ("same", "- kent de  gemeente;", "Kent de gemeente."),
    ]  # fmt: skip


def test_a_line_in_other_words_stands_beside_its_own_with_those_words_marked():
    (pair,) = compare_texts("Doel", "heeft ervaring met telefoon", "heeft ruime ervaring met telefoon").pairs
    assert pair.how == "changed"
    assert [(run.text, run.differs) for run in pair.left] == [("heeft", False), ("ervaring met telefoon", False)]
    assert [run.text for run in pair.right if run.differs] == ["ruime"]


def test_lines_about_other_things_are_not_paired_but_stand_in_one_row():
    assert pairs("schrijft brieven", "leidt een team van twintig") == [
        ("apart", "schrijft brieven", "leidt een team van twintig"),
    ]  # fmt: skip


def test_what_only_the_right_one_says_comes_after_its_neighbour():
    assert pairs("een\ntwee", "een\nanders dan elders\ntwee") == [
        ("same", "een", "een"),
        ("right", None, "anders dan elders"),
        ("same", "twee", "twee"),
    ]


def test_without_anything_in_common_the_left_one_comes_first():
    topics = competences([row("Moed")], [row("Geduld"), row("Luisteren")])
    assert [topic.name for topic in topics] == ["Moed", "Geduld", "Luisteren"]


def test_nothing_on_either_side_is_no_topic_and_on_one_side_is_that_sides():
    assert compare_texts("Doel", "", " \n") is None
    assert compare_texts("Doel", "", "iets").how == "right"
    assert compare_texts("Doel", "iets", "").how == "left"


def test_competences_meet_by_name_also_where_the_name_is_nearly_the_same():
    topics = competences(
        [row("Resultaatgericht", "maakt af"), row("Luisteren", "vraagt door")],
        [row("Luisteren", "vraagt door"), row("Resultaatgerichtheid", "maakt af"), row("Moed")],
    )
    assert [(topic.left, topic.right, topic.how) for topic in topics] == [
        ("Resultaatgericht", "Resultaatgerichtheid", "changed"),
        ("", "Moed", "right"),
        ("Luisteren", "Luisteren", "same"),
    ]


def test_a_profile_is_the_same_as_itself():
    for content in CONTENTS:
        assert {topic.how for topic in competences(content["competences"], content["competences"])} == {"same"}


def test_every_line_of_both_is_there_once_and_only_like_lines_are_called_the_same():
    for left, right in permutations(CONTENTS, 2):
        topics = competences(left["competences"], right["competences"])
        for side, content in (("left", left), ("right", right)):
            shown = [text_of(getattr(pair, side)) for topic in topics for pair in topic.pairs]
            lines = [" ".join(line.split()) for each in content["competences"] for line in each["indicators"]]
            assert sorted(" ".join(text.split()) for text in shown if text) == sorted(lines)


LINES = st.lists(st.text("ab c", min_size=1).filter(str.strip), max_size=6)


@given(LINES, LINES)
def test_no_line_is_lost_or_said_twice(left, right):
    topic = compare_texts("Doel", "\n".join(left), "\n".join(right))
    for side, lines in (("left", left), ("right", right)):
        shown = [text_of(getattr(pair, side)) for pair in (topic.pairs if topic else ())]
        assert sorted("".join(text.split()) for text in shown if text) == sorted(
            "".join(line.split()) for line in lines
        )
