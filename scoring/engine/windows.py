"""How much asked experience lies in a window that ends at the closing day.

Two readings of one career: in the most favourable one a month or year that someone wrote down was worked from its first
day or up to its last, in the least favourable one only those days count that are certain. `docs/windows.md` tells the
rules; what the experience is worth, a person says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .days import Day, Written, following, months_between, months_later, whole_months
from .errors import Unusable
from .part_time import MOST_HOURS, CountsFully, PartTime

# A working life has fewer; each piece of time is held against each period.
MOST_PERIODS = 500
MOST_MONTHS = 1200
COUNTS_FULLY = CountsFully()


@dataclass(frozen=True)
class Period:
    """One job. `end` is the last day, month or year; None where it goes on. `hours` are hundredths a week, None where
    nobody wrote them down."""

    ref: str
    start: Written
    end: Written | None
    hours: int | None = None
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.end is not None and self.end.last < self.start.first:
            raise Unusable("reversed_period", ref=self.ref, start=str(self.start), end=str(self.end))
        if self.hours is not None and not 0 < self.hours <= MOST_HOURS:
            raise Unusable("impossible_hours", ref=self.ref)


@dataclass(frozen=True)
class Asked:
    """ "At least `needed` months in the last `months` before `closing`", of work with a tag of each of `groups`.

    Without `months` the whole career counts. `needed` 0 asks for experience without saying how much.
    """

    closing: Day
    months: int | None
    needed: int
    groups: tuple[frozenset[str], ...] = ()
    part_time: PartTime = COUNTS_FULLY

    def __post_init__(self) -> None:
        if self.months is not None and not 1 <= self.months <= MOST_MONTHS:
            raise Unusable("impossible_window", most=MOST_MONTHS)
        if not 0 <= self.needed <= (self.months or MOST_MONTHS):
            raise Unusable("impossible_need", most=self.months or MOST_MONTHS)

    @cached_property
    def start(self) -> Day | None:
        """The first day of the window. Its last is the day before `closing`, which is not over yet."""
        return None if self.months is None else months_later(self.closing, -self.months)

    def asks_for(self, period: Period) -> bool:
        return all(group & period.tags for group in self.groups)


class Span(NamedTuple):
    start: Day
    end: Day
    ref: str
    hours: int


class Stretch(NamedTuple):
    """Time in which `refs` together count for `share` of a full week."""

    start: Day
    end: Day
    share: Fraction
    refs: tuple[str, ...]

    @property
    def months(self) -> Fraction:
        return self.share * months_between(self.start, self.end)

    @property
    def whole_months(self) -> int:
        return whole_months(self.start, self.end) if self.share == 1 else 0


class Outside(NamedTuple):
    """Time that does not count. `why` is "before" or "after" the window, "tags" or "hours"; `end` None goes on."""

    ref: str
    why: str
    start: Day
    end: Day | None


@dataclass(frozen=True)
class Reading:
    stretches: tuple[Stretch, ...]

    @cached_property
    def months(self) -> Fraction:
        return sum((stretch.months for stretch in self.stretches), Fraction(0))

    @cached_property
    def whole_months(self) -> int:
        """From date to date in each stretch of full weeks: so two years are 24, also where a leap day divides them."""
        return sum(stretch.whole_months for stretch in self.stretches)

    def reaches(self, needed: int) -> bool:
        return bool(self.stretches) if needed == 0 else max(self.months, Fraction(self.whole_months)) >= needed


@dataclass(frozen=True)
class Counted:
    asked: Asked
    most: Reading
    least: Reading
    outside: tuple[Outside, ...]
    # The periods that the two readings read differently.
    unsure: tuple[str, ...]

    @property
    def met(self) -> bool:
        return self.most.reaches(self.asked.needed)

    @property
    def met_for_certain(self) -> bool:
        return self.least.reaches(self.asked.needed)

    @property
    def gaps(self) -> tuple[tuple[Day, Day], ...]:
        """Where nothing counts, from the start of the window (or of what counts) to the closing day."""
        starts = [stretch.start for stretch in self.most.stretches] + [self.asked.closing]
        ends = [self.asked.start or starts[0]] + [stretch.end for stretch in self.most.stretches]
        return tuple((end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def count(asked: Asked, periods: Sequence[Period]) -> Counted:
    """Raises Unusable for a ref that stands twice, and for more periods than anyone has."""
    _check(periods)
    wanted = [period for period in periods if asked.asks_for(period)]
    wanted.sort(key=lambda period: widest_span(period, asked.closing))
    widest = [widest_span(period, asked.closing) for period in wanted]
    certain = [certain_span(period, asked.closing) for period in wanted]
    most, hardly = _read(asked, widest)
    least, _ = _read(asked, certain)
    outside = [*hardly, *_beside(asked, widest, periods)]
    return Counted(asked, most, least, tuple(sorted(outside, key=_in_time)), _unsure(asked, widest, certain))


def _check(periods: Sequence[Period]) -> None:
    if len(periods) > MOST_PERIODS:
        raise Unusable("too_many_periods", most=MOST_PERIODS)
    seen: set[str] = set()
    for period in periods:
        if period.ref in seen:
            raise Unusable("double_period", ref=period.ref)
        seen.add(period.ref)


# Readings ------------------------------------------------------------------------------------------------------------
def widest_span(period: Period, closing: Day) -> Span:
    end = closing if period.end is None else following(period.end.last)
    return Span(period.start.first, end, period.ref, MOST_HOURS if period.hours is None else period.hours)


def certain_span(period: Period, closing: Day) -> Span:
    """From the last possible first day to the first possible last one: empty for a job "from 2021 to 2021"."""
    end = closing if period.end is None else following(period.end.first)
    return Span(period.start.last, end, period.ref, period.hours or 0)


def _unsure(asked: Asked, widest: list[Span], certain: list[Span]) -> tuple[str, ...]:
    return tuple(
        one.ref for one, other in zip(widest, certain, strict=True) if _seen(asked, one) != _seen(asked, other)
    )


def _seen(asked: Asked, span: Span) -> Span | None:
    """What the count sees of it: nothing of what lies outside, nor of hours that don't matter."""
    inside = inside_window(asked, span)
    return inside if inside is None or asked.part_time.needs_hours else inside._replace(hours=0)


def _read(asked: Asked, spans: list[Span]) -> tuple[Reading, list[Outside]]:
    """What counts, and what lies in the window but has too few hours to count at all."""
    inside = [each for span in spans if (each := inside_window(asked, span))]
    stretches = list(_joined(_pieces(asked, inside)))
    idle = [stretch for stretch in stretches if not stretch.share]
    hardly = [
        Outside(span.ref, "hours", max(span.start, stretch.start), min(span.end, stretch.end))
        for span in inside
        for stretch in idle
        if span.start < stretch.end and stretch.start < span.end
    ]
    return Reading(tuple(stretch for stretch in stretches if stretch.share)), hardly


def inside_window(asked: Asked, span: Span) -> Span | None:
    start, end = max(span.start, asked.start or span.start), min(span.end, asked.closing)
    return span._replace(start=start, end=end) if start < end else None


def _pieces(asked: Asked, spans: list[Span]) -> Iterator[Stretch]:
    """Cut wherever a span begins or ends, so that within a piece the same jobs run."""
    days = sorted({day for span in spans for day in (span.start, span.end)})
    for start, end in pairwise(days):
        running = [span for span in spans if span.start <= start and end <= span.end]
        if running:
            share = asked.part_time.share(sum(span.hours for span in running))
            yield Stretch(start, end, share, tuple(span.ref for span in running))


def _joined(pieces: Iterator[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for piece in pieces:
        if last and last.end == piece.start and last.share == piece.share:
            last = last._replace(end=piece.end, refs=tuple(dict.fromkeys((*last.refs, *piece.refs))))
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


# What does not count -------------------------------------------------------------------------------------------------
def _beside(asked: Asked, widest: list[Span], periods: Sequence[Period]) -> Iterator[Outside]:
    open_ended = {period.ref for period in periods if period.end is None}
    for span in widest:
        if asked.start and span.start < asked.start:
            yield Outside(span.ref, "before", span.start, min(span.end, asked.start))
        if span.ref in open_ended and span.start >= asked.closing:
            yield Outside(span.ref, "after", span.start, None)
        elif span.end > asked.closing:
            yield Outside(span.ref, "after", max(span.start, asked.closing), span.end)
    for period in periods:
        if not asked.asks_for(period):
            end = None if period.end is None else following(period.end.last)
            yield Outside(period.ref, "tags", period.start.first, end)


def _in_time(each: Outside) -> tuple[Day, str, str]:
    return each.start, each.ref, each.why
