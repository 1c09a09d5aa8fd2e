"""The items of a check-list as lines: number, words, what each cost so far, three answers or the fact asked for.

The lines on the screen are built at once, those below it a few at a time when nothing else is to be done, so that a
long check-list is there as soon as a short one. Items that are not asked as things stand are hidden, not forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.item_row import ItemRow
from supervisor.desktop.screens.inspections.live import Live
from supervisor.desktop.widgets.basics import clear, label, scrolling

FIRST, SLICE = 14, 6  # lines built before the first painting, and in each idle moment after it
PAUSE_MILLISECONDS = 40  # until the first idle moment: what is there is painted before
MARGIN = 12  # pixels under the current line


class Cursor(QWidget):
    """The frame around the current line, drawn over the list: moving it changes no line and lays nothing out anew."""

    def __init__(self, over: QWidget, colour: Callable[[], QColor]) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._colour = colour
        self._line: QWidget | None = None
        self.hide()

    def take(self, line: QWidget) -> None:
        """Frame a line, and stay with it when it moves."""
        if line is not self._line:
            if self._line is not None and shiboken6.isValid(self._line):
                self._line.removeEventFilter(self)
            self._line = line
            line.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour(), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _follow(self) -> None:
        line = self._line
        if line is None or not shiboken6.isValid(line) or line.isHidden():
            self.hide()
            return
        if self.geometry() != line.geometry():
            self.setGeometry(line.geometry())
        if self.isHidden():
            self.show()
        self.raise_()


class ItemList:
    """All items under their sections, with a cursor; `area` is the widget."""

    def __init__(self, desk: Desk, choose: Callable[[str, str], object], pointed: Callable[[str], object]) -> None:
        self._desk, self._choose, self._pointed = desk, choose, pointed
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.area = scrolling(self._lines)
        inside = self.area.widget()
        assert inside is not None
        self._cursor = Cursor(inside, lambda: desk.theme.colour("accent"))
        self._rows: dict[str, ItemRow] = {}
        self._headings: dict[str, QLabel] = {}
        self._waiting: list[tuple[int, Any, Any]] = []  # (number, section, item) still to be built
        self._order: list[str] = []
        self._asked: frozenset[str] = frozenset()
        self._marked = ""
        self._put: Callable[[str], None] | None = None
        self._idle = QTimer(self.area)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._build_slice)
        self.current = ""
        self.slow = False  # whether lines say that they are not kept yet

    @property
    def order(self) -> list[str]:
        """The items that are asked as things stand, in their order."""
        return [item for item in self._order if item in self._asked]

    @property
    def rows(self) -> Mapping[str, ItemRow]:
        """Lines by item; all of them are built for it."""
        self.build_all()
        return self._rows

    def fill(self, template: Any, *, through: str = "") -> None:
        """Lay out a check-list; lines as far as the item `through` are there at once."""
        self._idle.stop()
        clear(self._lines)
        self._rows.clear()
        self._headings.clear()
        self._marked, self._asked, self.current = "", frozenset(), ""
        numbered = enumerate(((s, i) for s in template.sections for i in s.items), 1)
        self._waiting = [(number, section, item) for number, (section, item) in numbered]
        self._order = [item.id for _n, _section, item in self._waiting]
        at = self._order.index(through) if through in self._order else 0
        self._lines.addStretch(1)
        self._build(max(FIRST, at + FIRST // 2))
        if self._waiting:
            self._idle.start(PAUSE_MILLISECONDS)

    def put(self, live: Live, people: Mapping[str, str], writable: bool) -> None:
        """Show everything as it stands."""
        sheet = live.sheet
        lines = {line.item: line for line in sheet.score.lines}
        clashing = {c.item: c.why for c in sheet.clashes if c.why != "seen"}
        unsaved, asked = live.unsaved if self.slow else frozenset(), live.asked
        pictures: dict[str, int] = {}
        for photo in sheet.photos:
            pictures[photo.item] = pictures.get(photo.item, 0) + 1

        def put(item: str) -> None:
            self._rows[item].put(
                live.answer(item), lines.get(item), people, sheet.notes.get(item, ""), clashing.get(item, ""), writable,
                item in unsaved, pictures.get(item, 0), self.number(live.over.get(item, "")),
            )  # fmt: skip

        self._put = put
        for item in self._rows:
            put(item)
        if asked != self._asked:
            self._show_asked(sheet.template, asked)

    def build_all(self) -> None:
        """Build the lines that are still to be built."""
        self._build(len(self._waiting))
        self._idle.stop()

    def number(self, item: str) -> int:
        """The place of an item on the list, from 1; 0 for none such."""
        return self._order.index(item) + 1 if item in self._order else 0

    def stand(self, item: str) -> None:
        """Put the cursor on an item, on the first where there is none such."""
        self.current = item if item in self._order else next(iter(self._order), "")
        if self.current in self._order:
            self._build(self._order.index(self.current) + 1 - len(self._rows))

    def neighbour(self, step: int) -> str:
        """The item asked `step` places further up or down; the last one there is where it goes no further."""
        order = [item for item in self._order if item in self._asked or item == self.current]
        if not order:
            return self.current
        at = order.index(self.current) if self.current in order else 0
        return order[max(0, min(len(order) - 1, at + step))]

    def move(self, step: int) -> None:
        """Move the cursor up or down, not beyond the ends."""
        self.stand(self.neighbour(step))

    def mark(self) -> None:
        """Frame the line under the cursor and bring it into view."""
        if self.current in self._rows and self._marked != self.current:
            self._cursor.take(self._rows[self.current])
            self._marked = self.current
            self.reveal()

    def reveal(self) -> None:
        """Bring the line under the cursor into view: a page is turned rather than a line pushed up with every answer,
        so that the items to come are seen and nothing moves while they are answered.
        """
        line, bar = self._rows.get(self.current), self.area.verticalScrollBar()
        if line is None or not line.height():
            return
        top, height = bar.value(), self.area.viewport().height()
        if line.y() < top:
            bar.setValue(line.y() - height * 3 // 4 if line.y() > height else 0)
        elif line.y() + line.height() > top + height - MARGIN:
            bar.setValue(line.y() - height // 5)

    def _show_asked(self, template: Any, asked: frozenset[str]) -> None:
        self._asked = asked
        for item, entry in self._rows.items():
            entry.setVisible(item in asked)
        for section in template.sections:
            if section.id in self._headings:
                self._headings[section.id].setVisible(any(i.id in asked for i in section.items))
        if self.current and self.current not in asked:  # what was answered there is kept; the cursor goes on
            at = self._order.index(self.current)
            following = [i for i in (*self._order[at:], *reversed(self._order[:at])) if i in asked]
            self.stand(following[0] if following else self.current)

    def _build_slice(self) -> None:
        self._build(SLICE)

    def _build(self, many: int) -> None:
        for number, section, item in self._waiting[: max(0, many)]:
            place = self._lines.count() - 1
            if section.id not in self._headings:
                heading = label(str(section.name), "strong", wrap=True)
                heading.setContentsMargins(8, 10, 8, 4)
                self._lines.insertWidget(place, heading)
                if self._asked and not any(i.id in self._asked for i in section.items):
                    heading.hide()
                self._headings[section.id] = heading
                place += 1
            entry = ItemRow(self._desk.theme, number, item, self._choose, self._pointed)
            self._rows[item.id] = entry
            self._lines.insertWidget(place, entry)
            if self._asked and item.id not in self._asked:
                entry.hide()
            if self._put is not None and self._asked:
                self._put(item.id)
        self._waiting = self._waiting[max(0, many) :]
        if self._waiting and not self._idle.isActive():
            self._idle.start(0)
