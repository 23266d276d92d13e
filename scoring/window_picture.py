"""A career as a picture: a lane for each job, the window shaded, what counts below. Whole units; a template draws it.

The picture shows at most half a window before its start and a sixth after its end; what goes on beyond is marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring import explain_windows as explain
from scoring.engine.days import Day, months_between, months_later
from scoring.engine.windows import Counted, Period, Span, Stretch, certain_span, inside_window, widest_span
from scoring.engine.windows_contract import hundredths
from scoring.explain import number

WIDTH, LEFT, RIGHT = 360, 12, 348
WINDOW_TOP, TOP, STEP, BAR = 42, 46, 42, 16
LANE = 22  # from the top of a lane to its bar
COUNTED = 22
HATCH = 6
# What needs this much room to stand somewhere without touching its neighbour.
ROOM_FOR_MONTHS, ROOM_FOR_YEAR = 42, 40
LEAST_FOR_TEXT = 17
LONGEST_LABEL = 40


class Part(NamedTuple):
    x: int
    width: int
    # "counts" for certain, "may_count" in the most favourable reading, "outside" or "other" work
    kind: str


class Lane(NamedTuple):
    label: str
    y: int
    parts: tuple[Part, ...]
    # Strokes over what runs at the same time as another job that counts.
    hatch: str
    goes_on_before: bool
    goes_on_after: bool
    asked: bool

    @property
    def text_y(self) -> int:
        return self.y - 6

    @property
    def arrow_before(self) -> str:
        return f"{LEFT - 9},{self.y + BAR // 2} {LEFT - 2},{self.y + 2} {LEFT - 2},{self.y + BAR - 2}"

    @property
    def arrow_after(self) -> str:
        return f"{RIGHT + 9},{self.y + BAR // 2} {RIGHT + 2},{self.y + 2} {RIGHT + 2},{self.y + BAR - 2}"


class Bar(NamedTuple):
    """A stretch that counts, as high as its share of a full week."""

    x: int
    y: int
    width: int
    height: int
    text: str
    text_x: int | None
    text_y: int


class Tick(NamedTuple):
    x: int
    year: str


@dataclass(frozen=True)
class Picture:
    """`key` sets it apart from the other pictures on a page."""

    key: str
    window: Part
    starts: str
    ends: str
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    total: str
    width: int = WIDTH
    bar_height: int = BAR

    @property
    def window_end(self) -> int:
        return self.window.x + self.window.width

    @property
    def base(self) -> int:
        """Where the bars of what counts stand, and the axis of the years runs."""
        return _base(len(self.lanes))

    @property
    def total_y(self) -> int:
        return self.base - COUNTED - 6

    @property
    def window_height(self) -> int:
        return self.base - WINDOW_TOP

    @property
    def years_y(self) -> int:
        return self.base + 20

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """The kinds of parts that are drawn, each with its place in the legend."""
        drawn = {part.kind for lane in self.lanes for part in lane.parts}
        drawn |= {"overlap"} if any(lane.hatch for lane in self.lanes) else set()
        known = [kind for kind in ("counts", "may_count", "overlap", "outside", "other") if kind in drawn]
        return tuple((kind, self.years_y + 14 + 22 * at) for at, kind in enumerate(known))

    @property
    def height(self) -> int:
        return self.years_y + 14 + 22 * len(self.kinds)


class Shown(NamedTuple):
    """What `scoring/parts/window.html` shows of one criterion: sentences, picture, table."""

    sentences: list[str]
    part_time: str
    picture: Picture
    rows: list[explain.Row]
    outside: list[str]


def shown(counted: Counted, periods: Sequence[Period], names: Mapping[str, str], language: str, *, key: str) -> Shown:
    return Shown(
        sentences=explain.summary(counted, names, language),
        part_time=explain.part_time(counted.asked.part_time, language),
        picture=picture(counted, periods, names, language, key=key),
        rows=explain.rows(counted, names, language),
        outside=explain.outside(counted, names, language),
    )


def picture(
    counted: Counted, periods: Sequence[Period], names: Mapping[str, str], language: str, *, key: str
) -> Picture:
    scale = _scale(counted, periods)
    start, end = counted.asked.start or scale.left, counted.asked.closing
    x = scale.x(start)
    ordered = sorted(periods, key=lambda period: widest_span(period, counted.asked.closing))
    lanes = tuple(_lane(at, period, ordered, counted, names, scale) for at, period in enumerate(ordered))
    return Picture(
        key=key,
        window=Part(x, scale.x(end) - x, "window"),
        starts=explain.day(start, language),
        ends=explain.day(end, language),
        lanes=lanes,
        bars=tuple(_bar(stretch, _base(len(lanes)), scale, language) for stretch in counted.most.stretches),
        ticks=scale.years(),
        total=explain.months(counted.most.months, language),
    )


# From days to units --------------------------------------------------------------------------------------------------
class _Scale(NamedTuple):
    left: Day
    right: Day

    def x(self, day: Day) -> int:
        inside = min(max(day, self.left), self.right)
        return LEFT + round((RIGHT - LEFT) * months_between(self.left, inside) / months_between(self.left, self.right))

    def years(self) -> tuple[Tick, ...]:
        """As many of the years that begin in the picture as have room for their number."""
        years = [
            year for year in range(self.left.year, self.right.year + 1) if self.left <= Day(year, 1, 1) <= self.right
        ]
        room = (RIGHT - LEFT) * 12 / months_between(self.left, self.right)
        every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if step * room >= ROOM_FOR_YEAR)
        return tuple(Tick(self.x(Day(year, 1, 1)), str(year) if year % every == 0 else "") for year in years)


def _scale(counted: Counted, periods: Sequence[Period]) -> _Scale:
    closing = counted.asked.closing
    spans = [widest_span(period, closing) for period in periods]
    first = min((span.start for span in spans), default=closing)
    last = max((max(span.start, span.end) for span in spans), default=closing)
    start = counted.asked.start or min(first, months_later(closing, -12))
    length = months_between(start, closing)
    left = max(min(first, start), months_later(start, -int(length / 2) - 1))
    right = min(max(last, closing), months_later(closing, int(length / 6) + 1))
    return _Scale(left, right)


# Jobs ----------------------------------------------------------------------------------------------------------------
def _lane(
    at: int, period: Period, periods: Sequence[Period], counted: Counted, names: Mapping[str, str], scale: _Scale
) -> Lane:
    asked, closing = counted.asked, counted.asked.closing
    span, y = widest_span(period, closing), TOP + STEP * at + LANE
    others = [
        inside
        for other in periods
        if other is not period and asked.asks_for(other)
        if (inside := inside_window(asked, widest_span(other, closing)))
    ]
    future = period.end is None and span.start >= closing
    return Lane(
        label=_short(names.get(period.ref) or period.ref),
        y=y,
        parts=tuple(_parts(period, span, counted, scale)),
        hatch=_hatch(inside_window(asked, span) if asked.asks_for(period) else None, others, y, scale),
        goes_on_before=span.start < scale.left,
        goes_on_after=future or span.end > scale.right,
        asked=asked.asks_for(period),
    )


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _parts(period: Period, span: Span, counted: Counted, scale: _Scale) -> list[Part]:
    """From the widest to what is certain; a later part lies on top of an earlier one."""
    asked = counted.asked
    whole = _part(span.start, max(span.end, span.start), "outside" if asked.asks_for(period) else "other", scale)
    if not asked.asks_for(period):
        return [whole]
    idle = [each for each in counted.outside if each.ref == period.ref and each.why == "hours"]
    return [
        whole,
        *_within(inside_window(asked, span), "may_count", scale),
        *_within(_sure(period, counted), "counts", scale),
        *(_part(each.start, each.end or each.start, "outside", scale) for each in idle),
    ]


def _sure(period: Period, counted: Counted) -> Span | None:
    """What counts whatever is read into it; nothing where its hours matter and are unknown."""
    unknown = period.hours is None and counted.asked.part_time.needs_hours
    return None if unknown else inside_window(counted.asked, certain_span(period, counted.asked.closing))


def _within(span: Span | None, kind: str, scale: _Scale) -> list[Part]:
    return [] if span is None else [_part(span.start, span.end, kind, scale)]


def _part(start: Day, end: Day, kind: str, scale: _Scale) -> Part:
    """At least one unit wide: a job of a day is seen too."""
    x = min(scale.x(start), RIGHT - 1)
    return Part(x, max(scale.x(end) - x, 1), kind)


def _hatch(span: Span | None, others: Sequence[Span], y: int, scale: _Scale) -> str:
    if span is None:
        return ""
    shared = {
        x
        for other in others
        for x in range(scale.x(max(span.start, other.start)), scale.x(min(span.end, other.end)) - HATCH // 2)
        if x % HATCH == 0
    }
    return " ".join(f"M{x} {y + BAR - 1}l4 {2 - BAR}" for x in sorted(shared))


# What counts ---------------------------------------------------------------------------------------------------------
def _base(lanes: int) -> int:
    return TOP + STEP * lanes + LANE + COUNTED


def _bar(stretch: Stretch, base: int, scale: _Scale, language: str) -> Bar:
    x, width, _ = _part(stretch.start, stretch.end, "counts", scale)
    height = max(round(COUNTED * stretch.share), 2)
    fits = width >= ROOM_FOR_MONTHS and height >= LEAST_FOR_TEXT
    return Bar(
        x=x,
        y=base - height,
        width=width,
        height=height,
        text=number(hundredths(stretch.months), language),
        text_x=x + width // 2 if fits else None,
        text_y=base - 5,
    )
