"""One inspection: items with three answers each, worked from the keyboard; beside it people, reasons and the score.

1 in order · 2 not in order · 3 does not apply · ↑ ↓ move · N remark · P people · Ctrl+Enter finish. Each key is one
command and saved at once; the inspection's own undo takes the last answer back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.inspections.detail import DetailCard, ReasonsCard
from supervisor.desktop.screens.inspections.items import ItemRow
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, beside, box, button, clear, column, key_hint, label, row, scrolling
from supervisor.desktop.wording import listed, moment, points
from supervisor.language import _

_KEYS = {Qt.Key.Key_1: "pass", Qt.Key.Key_2: "fail", Qt.Key.Key_3: "na"}


class SheetView(QWidget):
    """The sheet; `figures` (score and progress) is placed in the page's header."""

    def __init__(self, desk: Desk, close: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Items of the check-list"))
        self._desk, self._close = desk, close
        self._rows: dict[str, ItemRow] = {}
        self._current = ""
        self._shown = ("", "")
        self._snapshot: Snapshot | None = None
        self._build()

    def put(self, snapshot: Snapshot) -> None:
        """Show the open inspection as it stands."""
        self._snapshot = snapshot
        sheet = snapshot.sheet
        shown = (sheet.inspection.subject, sheet.inspection.digest)
        if shown != self._shown:
            self._shown = shown
            self._fill(sheet.template)
            answered = {a.item for a in sheet.answers}
            first = next((i.id for i in sheet.template.items() if i.id not in answered), None)
            self._current = first or next(iter(self._rows), "")
            QTimer.singleShot(0, self, lambda: self._focus())
        lines = {line.item: line for line in sheet.score.lines}
        clashing = {c.item for c in sheet.clashes if c.why == "clash"}
        writable = sheet.inspection.state == "begun"
        for item, entry in self._rows.items():
            entry.put(sheet.answer(item), lines.get(item), snapshot.people, item in clashing, writable)
        score = sheet.score
        self.value.setText(points(score.percent_c) if score.percent_c is not None else "–")
        self.progress.setText(f"{score.answered} / {score.items}")
        self.finish.setVisible(writable)
        self.keys.setVisible(writable)
        self._mark()

    def course_words(self, snapshot: Snapshot) -> str:
        """Number, version, source and when, for the line under the title."""
        from supervisor.desktop.screens.inspections.words import source_words, state_words

        inspection, template = snapshot.sheet.inspection, snapshot.sheet.template
        parts = [
            inspection.number,
            _("version {version}").format(version=template.version),
            source_words(inspection.source),
            _("begun {at}").format(at=moment(inspection.begun, self._desk.book.zone)),
            snapshot.people.get(inspection.inspector, ""),
            state_words(inspection.state),
        ]
        if snapshot.incidents:
            from supervisor.incidents.kinds import KINDS

            kinds = [str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in snapshot.incidents]
            parts.append(_("◆ while running: {kinds}").format(kinds=listed(kinds)))
        return " · ".join(part for part in parts if part)

    def answer(self, item: str, verdict: str) -> None:
        """Answer an item; the buttons show it at once, the book a moment later."""
        if self._snapshot is None or self._snapshot.sheet.inspection.state != "begun":
            return
        self._current = item
        self._rows[item].choose(verdict)
        self.detail.answer(item, verdict)
        if verdict != "fail":
            self._move(1)
        else:
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and self._current:
            self.answer(self._current, _KEYS[key])
        elif key == Qt.Key.Key_Down:
            self._move(1)
        elif key == Qt.Key.Key_Up:
            self._move(-1)
        elif key == Qt.Key.Key_N:
            self.detail.note.setFocus()
        elif key == Qt.Key.Key_P:
            self.detail.people.setFocus()
        elif event.matches(QKeySequence.StandardKey.Paste):
            image = QGuiApplication.clipboard().image()
            if not image.isNull():
                self.detail.attach(image)
        elif key == Qt.Key.Key_Backspace:
            self.undo()
        else:
            super().keyPressEvent(event)

    def undo(self) -> None:
        """Take the last answer back by its compensating entry."""
        from supervisor.inspection import service

        desk, subject = self._desk, self._shown[0]
        self.detail.forget()
        desk.command(self, lambda: service.undo(desk.book, desk.actor, subject))

    def ask_finish(self) -> None:
        """Finish after a look at what is still missing."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.sheet.inspection.state != "begun":
            return
        unanswered = snapshot.sheet.score.items - snapshot.sheet.score.answered
        follows = _("The answers become final; every finding raises its corrective action.")
        if unanswered:
            follows += "\n" + _("{count} items are not answered; they leave the denominator.").format(count=unanswered)
        self._desk.confirm(self, Question(_("Finish and sign this inspection?"), follows, _("Finish")), self._finish)

    def _finish(self) -> None:
        from supervisor.inspection import service

        desk, subject = self._desk, self._shown[0]

        def work() -> None:
            service.finish(desk.book, desk.actor, subject)
            service.sign(desk.book, desk.actor, subject)

        desk.command(
            self, work, said=_("Inspection finished; findings became corrective actions."),
            done=lambda _result: self._close(),
        )  # fmt: skip

    def _move(self, step: int) -> None:
        order = list(self._rows)
        if order:
            at = order.index(self._current) if self._current in order else 0
            self._current = order[max(0, min(len(order) - 1, at + step))]
            self._mark()

    def _mark(self) -> None:
        for item, entry in self._rows.items():
            entry.mark(item == self._current)
        if self._current in self._rows:
            self.area.ensureWidgetVisible(self._rows[self._current], 0, 40)
        if self._snapshot is not None:
            self.detail.put(self._snapshot, self._current)
            self.reasons.put(self._snapshot)

    def _focus(self) -> None:
        self.setFocus()
        self._mark()

    def _fill(self, template: Any) -> None:
        clear(self.list)
        self._rows.clear()
        number = 0
        for section in template.sections:
            heading = label(str(section.name), "strong")
            heading.setContentsMargins(8, 10, 8, 4)
            self.list.addWidget(heading)
            for item in section.items:
                number += 1
                entry = ItemRow(self._desk.theme, number, item, self.answer, self._point)
                self._rows[item.id] = entry
                self.list.addWidget(entry)
        self.list.addStretch(1)

    def _point(self, item: str) -> None:
        self._current = item
        self._mark()
        self.setFocus()

    def _build(self) -> None:
        theme = self._desk.theme
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.area = scrolling(self.list)
        self.finish = button(_("Finish and sign"), self.ask_finish, "primary")
        self.keys = box(
            row(
                key_hint("1", _("in order")), key_hint("2", _("not in order")), key_hint("3", _("not applicable")),
                key_hint("N", _("remark")), key_hint("P", _("people")), key_hint("↑↓", _("move")),
                key_hint("⌫", _("undo")), key_hint("Ctrl ↵", _("finish")), None, spacing=9,
            )
        )  # fmt: skip
        card = Card(padding=12)
        card.add(self.area, 1)
        card.add(self.keys)
        self.detail = DetailCard(self._desk, lambda: self.setFocus())
        self.reasons = ReasonsCard()
        side = scrolling(column(self.detail, self.reasons, None, spacing=16))
        self.setLayout(beside(card, side, theme.px(372)))
        self.value, self.progress = label("–", "figure"), label("–", "figure")
        self.figures = box(
            row(
                column(label(_("score"), "small"), self.value, spacing=0),
                column(label(_("answered"), "small"), self.progress, spacing=0), self.finish, spacing=24,
            )
        )  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.ask_finish)
