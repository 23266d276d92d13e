"""What the check finds in a text is found once, as long as the text is one of a posting."""

from tenders.posting.checks.phrases import SHORT, once_a_text


def test_a_long_text_is_not_kept():
    asked = []

    @once_a_text
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    short, long = "x" * SHORT, "x" * (SHORT + 1)
    assert [length(each) for each in (short, long, short, long)] == [SHORT, SHORT + 1, SHORT, SHORT + 1]
    assert asked == [short, long, long]
