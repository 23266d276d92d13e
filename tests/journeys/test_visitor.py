"""The browser tests' own eyes: what they must notice, they notice."""

import pytest

pytestmark = pytest.mark.urls("tests.look.urls")


@pytest.fixture
def visitor(visitors):
    visitor = visitors()
    visitor.open("/account/login/")
    yield visitor
    visitor.oddities.clear()


def planted(visitor, markup):
    visitor.page.locator("main").evaluate("(main, markup) => main.insertAdjacentHTML('beforeend', markup)", markup)
    visitor.page.wait_for_timeout(100)


def test_a_page_that_is_in_order_has_nothing_odd(visitor):
    visitor.look("login")
    assert visitor.oddities == []


def test_a_field_without_a_label_is_noticed(visitor, monkeypatch, tmp_path):
    monkeypatch.setattr("tests.journeys.visitor.JUDGED", tmp_path / "nothing-judged-yet")
    planted(visitor, "<input>")
    with pytest.raises(AssertionError, match="1280 px: label"):
        visitor.look("planted")


def test_what_sticks_out_sideways_is_noticed(visitor):
    planted(visitor, '<table><tr><td><svg aria-hidden="true" width="500" height="9"></svg></table>')
    with pytest.raises(AssertionError, match="320 px: sticks out sideways"):
        visitor.look("planted")


def test_an_inline_style_is_noticed(visitor):
    planted(visitor, '<p style="color: red">red</p>')
    assert [oddity for oddity in visitor.oddities if "Content Security Policy" in oddity]


def test_an_inline_script_is_noticed(visitor):
    planted(visitor, '<img alt="" src="data:," onerror="document.title = 1">')
    assert [oddity for oddity in visitor.oddities if "Content Security Policy" in oddity]


def test_a_request_that_leaves_the_machine_is_noticed(visitor):
    planted(visitor, '<img alt="" src="https://elsewhere.example/pixel.png">')
    assert [oddity for oddity in visitor.oddities if "elsewhere.example" in oddity]


def test_a_script_that_breaks_is_noticed(visitor):
    visitor.page.evaluate("() => { setTimeout(() => { throw new Error('planted') }, 0) }")
    visitor.page.wait_for_timeout(100)
    assert [oddity for oddity in visitor.oddities if "planted" in oddity]


def test_an_unexpected_status_is_noticed_and_an_expected_one_is_not(visitor):
    visitor.open("/nowhere/", status=404)
    assert visitor.oddities == []
    visitor.page.goto("/nowhere/")
    assert [oddity for oddity in visitor.oddities if oddity.startswith("404 on GET")]


def test_each_has_a_browser_of_its_own(visitors, officer, supplier):
    one, other = visitors("officer").log_in(officer), visitors("supplier").log_in(supplier)
    sessions = {
        cookie["value"]
        for visitor in (one, other)
        for cookie in visitor.context.cookies()
        if cookie["name"] == "sessionid"
    }
    assert len(sessions) == 2
