"""The other starts of a sitting: time, price, range, and a button that puts it there; and what batches would save."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton

from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.saying import minutes_words, movable, range_words, start_words
from supervisor.desktop.widgets.basics import Card, button, clear, column, label
from supervisor.desktop.wording import clock, column_day
from supervisor.language import _

SHOWN = 3
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def put_starts(place: QGridLayout, rows: list[tuple[Any, bool]], put: Any, *, now: str = "") -> list[QPushButton]:
    """Fill a grid with starts (each one with whether it is the best) and their buttons, which call `put(start)`.

    `now` marks the first row, which has no button: that is where it stands.
    """
    heads = (_("Time"), _("Customer-min"), _("Range"))
    for number, words in enumerate(heads):
        head = label(words, "small", wrap=True)
        head.setAlignment(RIGHT if number else Qt.AlignmentFlag.AlignLeft)
        place.addWidget(head, 0, number)
    made: list[QPushButton] = []
    for number, (one, best) in enumerate(rows, 1):
        role = "strong" if best else ""
        when = start_words(one.day, one.start_minute)
        if one.missed:
            when += "\n" + _("{n} not at work").format(n=len(one.missed))
        place.addWidget(label(when, role, wrap=True), number, 0)
        place.addWidget(label(minutes_words(one.price_minutes), role), number, 1, RIGHT)
        place.addWidget(label(range_words(one.low_minutes, one.high_minutes), "small"), number, 2, RIGHT)
        if now and number == 1:
            place.addWidget(label(now, "small"), number, 3, Qt.AlignmentFlag.AlignCenter)
            continue
        kind = "smallprimary" if best else "small"
        name = _("Put it on {day} {time}").format(day=one.day, time=clock(one.start_minute))
        made.append(button(_("Put it here"), lambda one=one: put(one), kind, name=name))
        place.addWidget(made[-1], number, 3)
    place.setColumnStretch(0, 2)
    place.setColumnStretch(1, 1)
    return made


def batches_words(answer: Any) -> str:
    """What batches cost and save against one sitting of all; empty where that says nothing."""
    if not answer.split or len(answer.sittings) < 2:
        return ""
    price = sum(one.price_minutes for one in answer.sittings)
    times = " · ".join(f"{column_day(one.day)} {clock(one.start_minute)}" for one in answer.sittings)
    count = len(answer.sittings)
    if answer.saved_minutes:
        words = _("In {n} batches down to {price} customer-min, {saved} less ({times})")
    else:
        words = _("In {n} batches: {price} customer-min ({times})")
    return words.format(
        n=count, price=minutes_words(price), saved=minutes_words(answer.saved_minutes or 0.0), times=times
    )


def _starts_for(plan: Any, answer: Any) -> list[Any]:
    """The starts that a sitting may have instead; of a batch those at which just its people come."""
    if plan.batches == 1:
        return [*(() if answer.split else answer.sittings), *(one for one in answer.alternatives if not one.batch)]
    same = next((one for one in answer.sittings if answer.split and set(one.people) == set(plan.people)), None)
    return [] if same is None else [same, *(one for one in answer.alternatives if one.batch == same.batch)]


class OthersCard(Card):
    """Priced in the background when a sitting is chosen that may still be moved."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Other starts, the cheapest first"))
        self.heading.setWordWrap(True)
        self._page = page
        self._asked = 0
        self.starts: list[Any] = []
        self.place = QGridLayout()
        self.place.setHorizontalSpacing(10)
        self.place.setVerticalSpacing(6)
        self.below = column(spacing=4)
        self.add(self.place)
        self.add(self.below)
        self.hide()

    def put(self, snapshot: Snapshot, held: Any) -> None:
        """Ask the planner for the next-best starts of this meeting."""
        self._asked += 1
        asked = self._asked
        meeting = snapshot.meetings.get(held.meeting) if held is not None else None
        if (
            held is None
            or meeting is None
            or not movable(held)
            or held.plan.day < snapshot.today
            or not snapshot.may_plan
        ):
            self.starts = []
            self.hide()
            return

        def reading(reader: Any) -> Any:
            from supervisor.meetings.service import quote_sitting

            return quote_sitting(reader, held)

        def show(answer: Any) -> None:
            if asked == self._asked:
                self._show(snapshot, held, answer)

        self._page.desk.load(self, reading, show, lambda _notice: self.hide() if asked == self._asked else None)

    def _show(self, snapshot: Snapshot, held: Any, answer: Any) -> None:
        clear(self.place)
        clear(self.below)
        plan = held.plan
        found = _starts_for(plan, answer)
        elsewhere = [one for one in found if (one.day, one.start_minute) != (plan.day, plan.start_minute)]
        self.starts = elsewhere[:SHOWN]
        rows = [(plan, False), *((one, number == 0) for number, one in enumerate(self.starts))]
        if len(rows) > 1:
            cheaper = self.starts[0].price_minutes < plan.price_minutes
            rows[1:2] = [(self.starts[0], cheaper)]
        put_starts(self.place, rows, lambda one: self._put(held, one.day, one.start_minute), now=_("now"))
        if not self.starts and plan.batches == 1:
            self.below.addWidget(label(_("No other start was allowed."), "small", wrap=True))
        if words := batches_words(answer):
            self.below.addWidget(label(words, "small", wrap=True))
        if answer.wished is not None and answer.wished.blocks:
            self._page.side.why.wished(answer.wished, snapshot.names)
        self.show()

    def _put(self, held: Any, day: date, minute: int) -> None:
        self._page.drop(held, day, minute)
