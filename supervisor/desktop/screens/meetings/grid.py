"""Where days, minutes and sittings lie in the week's picture: columns, quarter-hours, lanes for what overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF

STEP_MINUTES = 15
BEFORE_OPENING, AFTER_CLOSING = 30, 60  # minutes of the picture outside opening hours: meetings belong there
BUSY_WIDTH = 7
SIDE = 3  # pixels between a column and its neighbour, and between a card and its column


@dataclass(frozen=True)
class Grid:
    """The picture in pixels: `plot` holds the columns of `days`, from minute `first` at its top to `last`.

    `lanes` gives each sitting's lane and how many lie side by side there, by (meeting, sitting).
    """

    plot: QRectF
    days: tuple[date, ...]
    first: int
    last: int
    least_height: float = 19.0
    lanes: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def column(self, number: int) -> QRectF:
        """The column of the day `number`."""
        width = self.plot.width() / max(1, len(self.days))
        left = self.plot.left() + number * width + SIDE
        return QRectF(left, self.plot.top(), width - 2 * SIDE, self.plot.height())

    def y(self, minute: float) -> float:
        """How far down a minute lies."""
        return self.plot.top() + self.plot.height() * (minute - self.first) / max(1, self.last - self.first)

    def minute(self, y: float) -> float:
        """The minute at a height."""
        return self.first + (y - self.plot.top()) / max(1.0, self.plot.height()) * (self.last - self.first)

    def number_of(self, day: date) -> int | None:
        """The column of a day, None where the day is not shown."""
        return self.days.index(day) if day in self.days else None

    def number_at(self, x: float) -> int | None:
        """The column under a point."""
        number = int((x - self.plot.left()) // (self.plot.width() / max(1, len(self.days))))
        return number if 0 <= number < len(self.days) else None

    def box(self, day: date, start: int, minutes: int, lane: tuple[int, int] = (0, 1)) -> QRectF | None:
        """The card of a sitting: its day and length, in its lane."""
        number = self.number_of(day)
        if number is None:
            return None
        column = self.column(number)
        width = (column.width() - 2 * SIDE) / lane[1]
        height = max(self.y(start + minutes) - self.y(start) - 1, self.least_height)
        return QRectF(column.left() + SIDE + lane[0] * width, self.y(start), width - (lane[1] > 1), height)

    def box_of(self, held: Any) -> QRectF | None:
        """The card of a sitting where it stands."""
        plan = held.plan
        lane = self.lanes.get((held.meeting, held.sitting), (0, 1))
        return self.box(plan.day, plan.start_minute, plan.end_minute - plan.start_minute, lane)

    def busy_box(self, busy: Any) -> QRectF | None:
        """The strip of what takes a stretch of a day from outside the book."""
        number = self.number_of(busy.day)
        start, end = max(busy.start, self.first), min(busy.end, self.last)
        if number is None or start >= end:
            return None
        column = self.column(number)
        return QRectF(column.right() - BUSY_WIDTH, self.y(start), BUSY_WIDTH, self.y(end) - self.y(start))

    def slot(self, point: QPointF, grip: float, minutes: int) -> tuple[date, int] | None:
        """The start that a card of this length would have under the hand; `grip` minutes of it are above the hand."""
        number = self.number_at(point.x())
        if number is None:
            return None
        start = round((self.minute(point.y()) - grip) / STEP_MINUTES) * STEP_MINUTES
        return self.days[number], self.within(start, minutes)

    def within(self, start: int, minutes: int) -> int:
        """A start at which a card of this length stays inside the picture."""
        latest = (self.last - minutes) // STEP_MINUTES * STEP_MINUTES
        return max(self.first, min(start, latest))


def hours_of(days: Iterable[Any], sittings: Iterable[Any]) -> tuple[int, int]:
    """First and last minute of the picture: opening hours with some room around, and whatever is held outside it."""
    opening = [one.opening for one in days if one.opening]
    starts = [a - BEFORE_OPENING for a, _z in opening] + [s.plan.start_minute for s in sittings]
    ends = [z + AFTER_CLOSING for _a, z in opening] + [s.plan.end_minute for s in sittings]
    return min(starts, default=480) // 30 * 30, -(-max(ends, default=1080) // 30) * 30


def lanes_of(sittings: Iterable[Any], least_minutes: float) -> dict[tuple[str, str], tuple[int, int]]:
    """Side by side what overlaps, each day by itself; a card is never lower than `least_minutes` of the picture."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    by_day: dict[date, list[Any]] = {}
    for held in sittings:
        by_day.setdefault(held.plan.day, []).append(held)
    for held_then in by_day.values():
        group: list[tuple[Any, int]] = []
        ends: list[float] = []  # where each lane of the group is free again
        for held in sorted(held_then, key=lambda one: (one.plan.start_minute, -one.plan.end_minute)):
            start = held.plan.start_minute
            if ends and start >= max(ends):
                _close(found, group, len(ends))
                group, ends = [], []
            lane = next((n for n, end in enumerate(ends) if end <= start), len(ends))
            shown = max(float(held.plan.end_minute), start + least_minutes)
            ends[lane : lane + 1] = [shown]
            group.append((held, lane))
        _close(found, group, len(ends))
    return found


def _close(found: dict[tuple[str, str], tuple[int, int]], group: list[tuple[Any, int]], count: int) -> None:
    found.update({(held.meeting, held.sitting): (lane, count) for held, lane in group})
