"""From the lines of a view to its picture, and from a place of the picture back to its line."""

from __future__ import annotations

from typing import Any

import numpy as np

from supervisor.desktop.screens.complaints.figures_plots import Bars, Week
from supervisor.desktop.screens.complaints.figures_views import Line
from supervisor.language import _
from supervisor.traffic.sight.words import weekday_words

MOST_BARS = 24


def picture_of(view: str, lines: list[Line]) -> Any:
    """What the plot of a view is given."""
    if view == "hours":
        return _week(lines)
    pictured = lines[:MOST_BARS]
    names = tuple(one.name for one in pictured)
    values, words = tuple(float(one.cases) for one in pictured), tuple(one.words for one in pictured)
    if view == "causes":
        every = sum(one.cases for one in lines)
        return Bars(
            names, values, words, tuple(one.it.cumulative * every for one in pictured), 0.8 * every, "80 %",
            tuple(one.it.vital for one in pictured),
        )  # fmt: skip
    if view == "months":
        return Bars(names, values, words, tuple(float(one.it.praise) for one in pictured))
    return Bars(names, values, words)


def _week(lines: list[Line]) -> Week:
    first, last = _hours(lines)
    wide = last - first + 1
    cases, rates = np.zeros((7, wide)), np.full((7, wide), np.nan)
    words = [[""] * wide for _day in range(7)]
    for day in range(7):
        for hour in range(wide):
            words[day][hour] = _("{when}: no case").format(when=f"{weekday_words(day)} {first + hour:02d}:00")
    for line in lines:
        place = line.it.weekday, line.it.hour - first
        cases[place] = line.cases
        rates[place] = np.nan if line.it.per_1000 is None else line.it.per_1000
        words[line.it.weekday][line.it.hour - first] = line.words
    if np.isnan(rates).all():  # no customers are known: the number alone gives the depth
        rates = cases.copy()
    return Week(first, cases, rates, tuple(map(tuple, words)), tuple(weekday_words(day) for day in range(7)))


def _hours(lines: list[Line]) -> tuple[int, int]:
    hours = [line.it.hour for line in lines] or [9, 16]
    return min(hours), max(hours)


def line_at(view: str, lines: list[Line], place: int) -> Line | None:
    """The line of a place of the picture; None where nothing is."""
    if view != "hours":
        return lines[place] if 0 <= place < len(lines) else None
    first, last = _hours(lines)
    weekday, hour = divmod(place, last - first + 1)
    return next((one for one in lines if (one.it.weekday, one.it.hour) == (weekday, first + hour)), None)
