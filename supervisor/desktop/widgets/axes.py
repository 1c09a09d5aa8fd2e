"""Axes in our own words: times of the day, days of the year in the language in force, and names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyqtgraph as pg

from supervisor.desktop.wording import clock
from supervisor.language import language

_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


class ClockAxis(pg.AxisItem):
    """Minutes after midnight as 09:15; the finer the larger it is shown."""

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        return [clock(value) for value in values]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        room = max(1.0, size) / 52  # labels that fit
        wanted = (maxVal - minVal) / max(1.0, room)
        return [(next((float(step) for step in (5, 15, 30, 60, 120, 240) if step >= wanted), 480.0), 0.0)]


class DayAxis(pg.AxisItem):
    """Ordinals of days: single days, Mondays or months, as many as fit; a year is said where it begins."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        days = day_ticks(minVal, maxVal, size)
        step = float(days[1] - days[0]) if len(days) > 1 else 1.0
        return [(step, [float(day) for day in days])]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        return day_labels([round(value) for value in values])


class NameAxis(pg.AxisItem):
    """Places 0, 1, 2 … under their names, cut to the room that each has; some are passed over where all do not fit."""

    def __init__(self, orientation: str, names: Sequence[str] = ()) -> None:
        super().__init__(orientation)
        self.names: tuple[str, ...] = tuple(names)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        first, last = max(0, round(minVal)), min(len(self.names) - 1, round(maxVal))
        room = max(1.0, size) / max(1.0, maxVal - minVal)  # pixels for each
        widest = max((min(_width(name.split(" ")[0]), 4.0) for name in self.names), default=1.0) * self._letter()
        every = max(1, math.ceil((widest + 6) / room))
        return [(float(every), [float(place) for place in range(first, last + 1, every)])]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        low, high = self.range
        room = max(1.0, self.width()) / max(1.0, high - low) * max(1.0, spacing)
        wide = max(2.0, (room - 4) / self._letter())
        return [_cut(self.names[round(value)], wide) for value in values if 0 <= round(value) < len(self.names)]

    def _letter(self) -> float:
        """Pixels that a Chinese letter takes."""
        font = vars(self)["style"]["tickFont"]
        return float(font.pixelSize()) + 0.5 if font is not None and font.pixelSize() > 0 else 13.0


def _cut(name: str, wide: float) -> str:
    """As much of a name as so many Chinese letters take; of "6003 name" the number where both do not fit."""
    if _width(name) <= wide:
        return name
    parts = name.split(" ")
    if len(parts) > 1 and _width(parts[0]) <= wide:
        return parts[0]
    kept = ""
    for letter in name:
        if _width(kept + letter) > wide - 0.6:
            return f"{kept}…"
        kept += letter
    return kept


def _width(text: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E80 else 0.56 for letter in text)


def day_ticks(low: float, high: float, size: float) -> list[int]:
    """Ordinals to be named between two days on an axis of `size` pixels."""
    first, last = max(1, round(low)), max(1, round(high))
    room = max(2, int(size // 76))
    wanted = (last - first + 1) / room
    for step in (1, 2):
        if wanted <= step:
            return list(range(first, last + 1, step))
    for weeks in (1, 2):
        if wanted <= 7 * weeks:
            monday = first + (1 - first) % 7  # ordinal 1 is a Monday
            return list(range(monday, last + 1, 7 * weeks))
    months = next((step for step in _MONTH_STEPS if wanted <= 30.4 * step), 120)
    day, found = date.fromordinal(first), []
    count = day.year * 12 + day.month - 1 + (day.day > 1)
    count += -count % months
    while (at := date(count // 12, count % 12 + 1, 1).toordinal()) <= last:
        found.append(at)
        count += months
    return found or [first]


def day_labels(ordinals: Sequence[int]) -> list[str]:
    """Days as an axis names them: 11月3日, or 2026年1月 for months; the year with the first and where it changes."""
    days = [date.fromordinal(max(1, one)) for one in ordinals]
    months = len(days) > 1 and all(day.day == 1 for day in days)
    zh, year, found = language() == "zh", 0, []
    for day in days:
        fresh, year = day.year != year, day.year
        if months:
            text = (f"{day.year}年" if fresh else "") + f"{day.month}月" if zh else f"{day.year}-{day.month:02d}"
        else:
            text = f"{day.month}月{day.day}日" if zh else f"{day.month:02d}-{day.day:02d}"
        found.append(text)
    return found
