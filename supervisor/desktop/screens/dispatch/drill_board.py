"""The hall of a drill: a tile a post with who waits and who is there, and the steps of the playbook to tick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QWidget

from supervisor.desktop.theme import Theme, restyle
from supervisor.desktop.widgets.basics import Card, RowFrame, column, label, row, scrolling, set_pill
from supervisor.desktop.wording import clock, listed
from supervisor.language import _

COLUMNS = 4
TIME_WIDTH = 46


class HallBoard(Card):
    """One tile a post, made once and filled in at each look."""

    def __init__(self, theme: Theme, scene: Any) -> None:
        super().__init__(_("The hall"), padding=12)
        self._scene = scene
        self._tiles = [_Tile(theme, post) for post in scene.posts]
        grid = QGridLayout()
        grid.setSpacing(8)
        columns = min(COLUMNS, max(len(self._tiles), 1))
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // columns, place % columns)
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        self.add(grid)

    def put(self, course: Any) -> None:
        """Show the hall as the manager can know it."""
        scene, hall, minute = self._scene, course.hall, course.minute
        waiting = course.waiting()
        failing = scene.outage
        if failing is not None and not failing.start_minute <= minute < failing.end_minute:
            failing = None
        people: list[list[str]] = [[] for _post in scene.posts]
        for at, person in enumerate(scene.people):
            goal = hall.heading(at, minute)
            if goal >= 0:
                coming = hall.stands(at, minute) < 0
                people[goal].append(f"→ {person.name}" if coming else str(person.name))
        for at, tile in enumerate(self._tiles):
            code = scene.posts[at].code
            stopped = failing is not None and code in failing.posts
            tile.put(waiting.get(code), people[at], stopped)
        self.note.setText(_("counted {time}").format(time=clock(course.counted_second // 60)) if course.counted else "")


class _Tile(QFrame):
    def __init__(self, theme: Theme, post: Any) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self._post = post
        self.title = label(str(post.name), "small")
        self.waiting = label("", "figure")
        self.people = label("", wrap=True)
        self.state = label("", "bad", wrap=True)
        body = column(row(self.title, None, self.state), self.waiting, self.people, None, spacing=2)
        body.setContentsMargins(10, 8, 10, 8)
        self.setLayout(body)
        self.setMinimumHeight(theme.px(96))
        self._serves = bool(post.arrivals or post.standing or post.expected)

    def put(self, waiting: int | None, people: list[str], stopped: bool) -> None:
        """Who waits (None: nobody has counted), who is there, whether its business is down."""
        if self._serves:
            words = _("? wait") if waiting is None else _("{n} wait").format(n=waiting)
        else:
            words = _("nobody waits here")
        low = len(people) < self._post.min_cover
        state = _("down") if stopped else _("below minimum") if low else ""
        there = listed(people) if people else _("nobody")
        for part, text in ((self.waiting, words), (self.people, there), (self.state, state)):
            if part.text() != text:
                part.setText(text)
        role = "figure" if self._serves else "muted"
        if self.waiting.property("role") != role:
            self.waiting.setProperty("role", role)
            restyle(self.waiting)
        self.setAccessibleName(f"{self.title.text()}: {words}; {there}; {state}")


class StepsCard(Card):
    """The steps of the playbook, made once; a tick is an act of the exercise."""

    def __init__(self, theme: Theme, course: Any, tick: Callable[[str, bool], None]) -> None:
        super().__init__(_("Playbook: {name}").format(name=course.playbook.name))
        self.heading.setWordWrap(True)
        self._lines: dict[str, tuple[QCheckBox, QLabel, QLabel]] = {}
        lines = column(spacing=0)
        states = course.steps()
        for number, one in enumerate(states, 1):
            box = QCheckBox()
            box.setAccessibleName(str(one.step.text))
            box.clicked.connect(lambda on, code=one.code: tick(code, on))
            minute = course.scene.alarm_minute + one.step.after_minutes
            time = label(clock(minute), "muted")
            time.setFixedWidth(theme.px(TIME_WIDTH))
            late = label("", "")
            frame = RowFrame(last=number == len(states), side=0)
            frame.line.addWidget(box)
            frame.line.addWidget(time)
            frame.line.addLayout(column(label(str(one.step.text), wrap=True), row(late, None), spacing=1), 1)
            lines.addWidget(frame)
            self._lines[one.code] = (box, time, late)
        lines.addStretch(1)
        self.area = scrolling(lines)
        self.add(self.area, 1)

    def put(self, course: Any) -> None:
        """Show ticks and what is late; a step that has the focus is kept in sight."""
        states = course.steps()
        for one in states:
            box, _time, late = self._lines[one.code]
            if box.isChecked() != (one.done is not None):
                box.setChecked(one.done is not None)
            box.setEnabled(course.alarmed and not course.over)
            words = _("{n} min late").format(n=one.late_minutes) if one.late_minutes and course.alarmed else ""
            late.setVisible(bool(words))
            set_pill(late, words, "quiet" if one.done is not None else "bad")
            box.setAccessibleDescription(words)
        done = sum(one.done is not None for one in states)
        self.note.setText(_("{n} of {all} done").format(n=done, all=len(states)))
        focus = self.focusWidget()
        if isinstance(focus, QWidget) and focus.hasFocus():
            self.area.ensureWidgetVisible(focus)
