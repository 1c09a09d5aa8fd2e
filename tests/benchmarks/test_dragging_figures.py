"""By the clock: a meeting is dragged over the week, and its price is painted within a tenth of a second."""

from __future__ import annotations

import os
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from tests.benchmarks.conftest import Figure
from tests.desktop.conftest import *  # noqa: F403  - the desk and its people, as the desktop's own tests have them
from tests.desktop.test_meetings_dragging import chinese, free_start, mouse, point_of, shown  # noqa: F401

MOST_MILLISECONDS = 100.0


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said of every window by the platform without a display
def test_a_dragged_meeting_shows_its_price_within_a_tenth_of_a_second(
    shown: Any,  # noqa: F811
    benchmark: Any,
    figure: Figure,
) -> None:
    waits: list[float] = []
    shown.week.priced.connect(waits.append)
    day, minute = free_start(shown)
    box = shown.week.grid().box_of(shown.week.current)
    start = QPointF(box.center().x(), box.top() + 2)
    mouse(shown, "press", start)

    def over_and_back() -> None:
        for step in (*range(1, 11), *range(9, 0, -1)):
            mouse(shown, "move", start + (point_of(shown, day, minute) - start) * (step / 10))
            QApplication.processEvents()

    benchmark.pedantic(over_and_back, rounds=10)
    shown.week.give_up()
    waits.sort()
    middle, most, load = waits[len(waits) // 2], waits[len(waits) * 95 // 100], os.getloadavg()[0]
    words = f"middle {middle:.0f} ms, p95 {most:.0f} ms of {len(waits)} (load {load:.1f})"
    figure("a meeting dragged over the week, the paint with its price", "ms by the clock", "≤ 100 ms", words)
    assert middle <= MOST_MILLISECONDS, words
    if load < len(os.sched_getaffinity(0)) + 0.5:  # by the clock only where the machine is ours
        assert most <= MOST_MILLISECONDS, words
