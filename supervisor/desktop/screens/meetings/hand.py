"""A sitting in the hand, the keys that move it, and what is told of the point under the hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, Qt

from supervisor.desktop.screens.meetings.grid import STEP_MINUTES, Grid
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.saying import busy_words, quarter_words, start_words, tip_of
from supervisor.desktop.widgets.key_bar import Hints
from supervisor.language import _

ACTIONS = {Qt.Key.Key_Delete: "cancel", Qt.Key.Key_L: "lock", Qt.Key.Key_1: "1", Qt.Key.Key_2: "2", Qt.Key.Key_3: "3"}
"""What a key asks to do with the chosen sitting."""
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (0, -STEP_MINUTES), Qt.Key.Key_Down: (0, STEP_MINUTES),
    Qt.Key.Key_PageUp: (0, -60), Qt.Key.Key_PageDown: (0, 60),
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip
"""Days and minutes by which a key moves what is in the hand."""


@dataclass
class Hand:
    """A sitting in the hand, at the start where it would be put now."""

    held: Any
    day: date
    start: int
    grip: float = 0.0  # minutes of the card above the hand
    by_key: bool = False
    moved_at: float = 0.0  # when it came to this start; 0 once its price was painted


def hints_of(*, in_hand: bool, chosen: bool) -> Hints:
    """The keys of the moment in the week."""
    if in_hand:
        return (
            ("↑↓", _("a quarter-hour")), ("←→", _("a day")), ("Enter", _("put it here")), ("Esc", _("give up")),
        )  # fmt: skip
    if chosen:
        return (
            ("↑↓←→", _("choose")), ("Enter", _("take in hand")), ("1–3", _("other starts")), ("L", _("lock")),
            ("Del", _("cancel it")),
        )  # fmt: skip
    return (("↑↓", _("choose")), ("Ctrl+N", _("new meeting")))


def tip_under(grid: Grid, snapshot: Snapshot, held: Any, point: QPointF) -> str:
    """The figures under a point: of the sitting there, of what takes that time, else the customers expected then."""
    if held is not None:
        return tip_of(held)
    number = grid.number_at(point.x())
    if number is None or not grid.first <= grid.minute(point.y()) < grid.last:
        return ""
    for busy in snapshot.busy:
        box = grid.busy_box(busy)
        if box is not None and box.contains(point):
            return busy_words(busy, snapshot.names)
    day = snapshot.days[number]
    start = int(grid.minute(point.y()) // STEP_MINUTES) * STEP_MINUTES
    return f"{start_words(day.day, start)}\n{quarter_words(day, start)}"
