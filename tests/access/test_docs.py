"""docs/access.md is the access table, word for word."""

from scripts import access_table


def test_the_page_is_written_from_the_table():
    assert access_table.PAGE.read_text("utf-8") == access_table.page(), "Run: python scripts/access_table.py"
