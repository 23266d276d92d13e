"""The dates: in order, on days on which people work, and with time to assess."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tenders.posting.findings import ERROR, WARNING, Case, Finding, day_of

SATURDAY = 5
OPENS, SHUTS = time(9), time(17)
WORKING_DAY = timedelta(hours=8)
DAY = timedelta(days=1)

# code, the later date, the earlier one. Compared by the day, and where both are moments by the moment.
ORDER = (
    ("closing_before_questions_end", "closes_at", "questions_until"),
    ("answers_before_questions_end", "answers_on", "questions_until"),
    ("invitations_before_closing", "invitations_by", "closes_at"),
    ("interviews_before_invitations", "interviews_on", "invitations_by"),
)


def dates_are_in_order(case: Case) -> Iterator[Finding]:
    """A planning that runs backwards can't be kept (domain 0, 2: contradictions in dates)."""
    for code, later, earlier in ORDER:
        last, first = case.when(later), case.when(earlier)
        if last is not None and first is not None and is_before(last, first):
            values = {"later": written(last), "earlier": written(first)}
            yield Finding(code, ERROR, later, values, (earlier,))
    yield from _answers_come_before_closing(case)


def _answers_come_before_closing(case: Case) -> Iterator[Finding]:
    """Answers on the closing day or after it help nobody."""
    answers, closes = case.when("answers_on"), case.when("closes_at")
    if answers is not None and closes is not None and day_of(answers) >= day_of(closes):
        values = {"answers": written(answers), "closes": written(closes)}
        yield Finding("answers_after_closing", WARNING, "answers_on", values, ("closes_at",))


def it_closes_after_publication(case: Case) -> Iterator[Finding]:
    """A bid at the closing moment is late: published at that moment or after it, nobody could bid (domain 5.5)."""
    closes, published = case.when("closes_at"), case.published_on
    if closes is None or published is None:
        return
    both_moments = isinstance(closes, datetime) and isinstance(published, datetime)
    if is_before(closes, published) or (both_moments and closes == published):
        values = {"closes": written(closes), "published": written(published)}
        yield Finding("closing_before_publication", ERROR, "closes_at", values)


DATES = ("questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on")


def days_are_working_days(case: Case) -> Iterator[Finding]:
    """On a weekend or a holiday nobody answers, sends or receives (domain 0: speed of review is counted in working
    days)."""
    for name in DATES:
        moment = case.when(name)
        if moment is None:
            continue
        day = day_of(moment)
        if day in case.holidays:
            yield Finding("on_holiday", WARNING, name, {"day": written(day), "holiday": case.holidays[day]})
        elif day.weekday() >= SATURDAY:
            yield Finding("on_weekend", WARNING, name, {"day": written(day)})


def there_is_time_to_assess(case: Case) -> Iterator[Finding]:
    """Between the closing and the invitations every bid is checked and scored. In seed 000 that is one working day, and
    less than one is not enough for that (domain 0). A working day is from nine to five."""
    closes, by = case.when("closes_at"), case.when("invitations_by")
    interviews = case.when("interviews_on")
    last = day_of(by) if by else day_of(interviews) - DAY if interviews else None
    if closes is None or last is None or last < day_of(closes):
        return
    if _working_time(closes, last, case) < WORKING_DAY:
        values = {"closes": written(closes), "last": written(last)}
        also = "invitations_by" if by else "interviews_on"
        yield Finding("too_little_time_to_assess", WARNING, also, values, ("closes_at",))


def _working_time(closes: date, last: date, case: Case) -> timedelta:
    """Until the end of the last day; a day off counts for nothing."""
    total, day = timedelta(), day_of(closes)
    while day <= last and total < WORKING_DAY:
        if day.weekday() < SATURDAY and day not in case.holidays:
            begins = _later(OPENS, closes) if day == day_of(closes) else OPENS
            total += max(timedelta(), _since_midnight(SHUTS) - _since_midnight(begins))
        day += DAY
    return total


def _later(opens: time, closes: date) -> time:
    return max(opens, closes.time()) if isinstance(closes, datetime) else opens


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def is_before(one: date, other: date) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day_of(one) < day_of(other)


def written(value: date) -> str:
    return value.isoformat()
