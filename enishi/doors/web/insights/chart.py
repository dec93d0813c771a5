"""The picture of the board: one dot is one event; drawn across for desks, down for phones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat, formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enishi.rooms.profiles.events import EntryChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from enishi.rooms.approaches.queries import ReceivedApproach
    from enishi.rooms.insights.types import Board, Edited, Week

#: Across: where time begins and ends, and on which height each stage stands.
LEFT, RIGHT = 196.0, 990.0
FOUND_Y, VIEWED_Y, APPROACHED_Y, ANSWERED_Y = 144.0, 241.0, 312.0, 374.0
FOUND_STEP, VIEWED_STEP = 7.6, 9.4
MOST_FOUND, MOST_VIEWED = 12, 6
#: Down: the height of a week, and where each stage begins.
ROW, TOP = 30.0, 46.0
FOUND_X, VIEWED_X, APPROACHED_X, ANSWERED_X = 66.0, 182.0, 254.0, 312.0
MOST_LETTERS = 4
MOST_MARKS = 2
LABEL_WIDTH = 190.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of the picture; `kind` is its class."""

    kind: str
    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word or number of the picture."""

    text: str
    x: str
    y: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which the member edited their record."""

    x: str
    label: Label | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Both pictures, in the same units.

    Attributes
    ----------
    found_unit, viewed_unit
        How many events one dot stands for.
    """

    found_unit: int
    viewed_unit: int
    months: list[Label]
    dots: list[Dot]
    flows: list[str]
    marks: list[Mark]
    tall_height: int
    tall_weeks: list[Label]
    tall_dots: list[Dot]
    tall_numbers: list[Label]


def draw_chart(board: Board, now: datetime) -> Chart:
    """Both pictures of `board`; times are told in the zone of `now`."""
    units = (
        _unit((week.found for week in board.weeks), MOST_FOUND),
        _unit((week.viewed for week in board.weeks), MOST_VIEWED),
    )
    across = _Across(board, now)
    return Chart(
        found_unit=units[0],
        viewed_unit=units[1],
        months=list(across.months()),
        dots=[*across.weekly_dots(units), *across.letter_dots()],
        flows=list(across.flows()),
        marks=across.marks(),
        tall_height=round(TOP + ROW * len(board.weeks)),
        tall_weeks=[
            Label(_short_day(week.starts_on), "0", _n(_row(number) + 4))
            for number, week in enumerate(board.weeks)
        ],
        tall_dots=[
            dot
            for number, week in enumerate(board.weeks)
            for dot in _down(week, _row(number), units)
        ],
        tall_numbers=[
            label
            for number, week in enumerate(board.weeks)
            for label in _numbers(week, _row(number) + 4)
        ],
    )


def _unit(counts: Iterable[int], most: int) -> int:
    return max(1, -(-max(counts, default=0) // most))


class _Across:
    """The picture in which time runs to the right."""

    def __init__(self, board: Board, now: datetime) -> None:
        self.board = board
        self.begins = datetime.combine(board.weeks[0].starts_on, time(), tzinfo=now.tzinfo)
        self.span = timedelta(weeks=len(board.weeks))
        self.week_width = (RIGHT - LEFT) / len(board.weeks)

    def x_of(self, moment: datetime) -> float:
        """Where a moment stands."""
        return LEFT + (moment - self.begins) / self.span * (RIGHT - LEFT)

    def months(self) -> Iterator[Label]:
        """A label at the first week of each month."""
        known = None
        for number, week in enumerate(self.board.weeks):
            if week.starts_on.month != known:
                known = week.starts_on.month
                yield Label(
                    _short_month(week.starts_on), _n(LEFT + number * self.week_width), ""
                )

    def weekly_dots(self, units: tuple[int, int]) -> Iterator[Dot]:
        """Searches and visits, stacked over the middle of their week."""
        for number, week in enumerate(self.board.weeks):
            x = _n(LEFT + (number + 0.5) * self.week_width)
            if week.is_few:
                yield Dot("d-few", x, _n(FOUND_Y), "2.9")
            for nth in range(-(-week.found // units[0])):
                yield Dot("d-found", x, _n(FOUND_Y - nth * FOUND_STEP), "2.9")
            for nth in range(-(-week.viewed // units[1])):
                yield Dot("d-seen", x, _n(VIEWED_Y - nth * VIEWED_STEP), "3.6")

    def letter_dots(self) -> Iterator[Dot]:
        """Approaches and answers, at their moment."""
        for one in self.board.approaches:
            yield Dot("d-act", _n(self.x_of(one.received_at)), _n(APPROACHED_Y), "4.6")
            if one.answered_at is not None:
                yield Dot("d-act", _n(self.x_of(one.answered_at)), _n(ANSWERED_Y), "4.6")

    def flows(self) -> Iterator[str]:
        """From each approach to its answer."""
        for one in self.board.approaches:
            if one.answered_at is not None:
                yield self._flow(one, one.answered_at)

    def _flow(self, one: ReceivedApproach, answered_at: datetime) -> str:
        x, to = self.x_of(one.received_at), self.x_of(answered_at)
        return (
            f"M{_n(x)} {_n(APPROACHED_Y + 5)}C{_n(x)} {_n(ANSWERED_Y - 25)}"
            f" {_n(to)} {_n(APPROACHED_Y + 25)} {_n(to)} {_n(ANSWERED_Y - 6)}"
        )

    def marks(self) -> list[Mark]:
        """The newest days of editing; the label of one that has no room is left out."""
        days: dict[date, list[Edited]] = {}
        for edit in self.board.edits:
            days.setdefault(edit.at.astimezone(self.begins.tzinfo).date(), []).append(edit)
        marks: list[Mark] = []
        free_from, free_to = LEFT, RIGHT + 60
        for day, edits in sorted(list(days.items())[:MOST_MARKS], reverse=True):
            x = self.x_of(max(edit.at for edit in edits))
            label = None
            if x + LABEL_WIDTH <= free_to:
                label, free_to = Label(_edited(day, edits), _n(x), "22"), x
            elif x - LABEL_WIDTH >= free_from and x <= free_to:
                label, free_to = Label(_edited(day, edits), _n(x), "22", "end"), x - LABEL_WIDTH
            marks.append(Mark(_n(x), label))
        return marks


def _down(week: Week, y: float, units: tuple[int, int]) -> Iterator[Dot]:
    """The dots of one week in the picture in which time runs down."""
    if week.is_few:
        yield Dot("d-few", _n(FOUND_X), _n(y), "2.9")
    for nth in range(-(-week.found // units[0])):
        yield Dot("d-found", _n(FOUND_X + nth * 8), _n(y), "2.9")
    for nth in range(-(-week.viewed // units[1])):
        yield Dot("d-seen", _n(VIEWED_X + nth * 9.4), _n(y), "3.6")
    for left, count in ((APPROACHED_X, week.approached), (ANSWERED_X, week.answered)):
        if count <= MOST_LETTERS:
            for nth in range(count):
                yield Dot("d-act", _n(left + nth * 10.6), _n(y), "4.4")


def _numbers(week: Week, y: float) -> Iterator[Label]:
    """Numbers where there is no room for so many dots."""
    for left, count in ((APPROACHED_X, week.approached), (ANSWERED_X, week.answered)):
        if count > MOST_LETTERS:
            yield Label(str(count), _n(left - 4), _n(y))


def _row(number: int) -> float:
    return TOP + ROW * number + ROW / 2 - 4


def _edited(day: date, edits: Iterable[Edited]) -> str:
    changes = {edit.change for edit in edits}
    if EntryChange.REWRITTEN in changes:
        sentence = _("%(day)s: record rewritten")
    elif EntryChange.ADDED in changes:
        sentence = _("%(day)s: record added to")
    else:
        sentence = _("%(day)s: record shown to others")
    return sentence % {"day": formats.date_format(day, "MONTH_DAY_FORMAT")}


def _short_day(day: date) -> str:
    return dateformat.format(day, pgettext("date format of a week in a picture", "j M"))


def _short_month(day: date) -> str:
    return dateformat.format(day, pgettext("date format of a month in a picture", "M"))


def _n(value: float) -> str:
    """A coordinate as SVG takes it, whatever the reader's language."""
    return f"{value:.1f}".removesuffix(".0")
