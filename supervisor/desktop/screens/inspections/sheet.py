"""One inspection: items with three answers each, worked from the keyboard; beside it the detail and the reasons.

1 and 3 answer and go on; 2 answers and opens the detail, whose fields follow one another by Enter; Esc leads back to
the item, Ctrl+Enter takes the detail, and finishes from the items. A figure typed into a field answers nothing: keys
speak to the items only while the list itself has the focus. The bar under the list names the keys of the moment.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.inspections import keys
from supervisor.desktop.screens.inspections.after import RevisionLine, ask_revision
from supervisor.desktop.screens.inspections.detail import DetailCard
from supervisor.desktop.screens.inspections.items import ItemList
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.screens.inspections.reasons import ReasonsCard
from supervisor.desktop.screens.inspections.recording import Recorder
from supervisor.desktop.widgets.basics import Card, beside, box, button, column, label, row, scrolling
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.wording import points
from supervisor.language import _

_KEYS = {Qt.Key.Key_1: "pass", Qt.Key.Key_2: "fail", Qt.Key.Key_3: "na"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SheetView(QWidget):
    """The sheet; `figures` (score and progress) is placed in the page's header."""

    def __init__(self, desk: Desk, close: Callable[[], object], go: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Items of the check-list"))
        self._desk, self._close, self._go = desk, close, go
        self._shown = ("", "")
        self._snapshot: Snapshot | None = None
        self._build()

    @property
    def current(self) -> str:
        """The item that the keys speak to."""
        return self.items.current

    def put(self, snapshot: Snapshot) -> None:
        """Show the open inspection as it stands."""
        self._snapshot = snapshot
        self.recorder.put(snapshot)
        sheet, opened = snapshot.sheet, snapshot.opened
        shown = (sheet.inspection.subject, sheet.inspection.digest)
        if shown != self._shown:
            self._shown = shown
            self.items.fill(sheet.template)
            self.stand(opened.stands if opened is not None else "")
        self.items.put(snapshot, self.recorder.answer, self.recorder.open)
        score = sheet.score
        self.value.setText(points(score.percent_c) if score.percent_c is not None else "–")
        self.progress.setText(f"{score.answered} / {score.items}")
        self.finish.setVisible(self.recorder.open)
        self.correct.setVisible(self._correctable())
        self.linked.put(snapshot)
        self._mark()

    def stand(self, item: str) -> None:
        """Put the cursor on an item, the first where there is none such."""
        self.items.stand(item)
        QTimer.singleShot(0, self, self._focus)

    def open_detail(self, item: str) -> None:
        """Put the cursor on an item and begin with the first field of its detail."""
        self.items.stand(item)
        self._mark()
        self.detail.enter()

    def answer(self, item: str, verdict: str) -> None:
        """Answer an item; the buttons show it at once, the book a moment later."""
        if not self.recorder.open:
            return
        self.detail.flush()
        self.items.current = item
        self.items.rows[item].choose(verdict)
        self.detail.answer(item, verdict)
        if verdict != "fail":
            self._move(1)
            self.setFocus()
        else:
            self.open_detail(item)

    def event(self, event: QEvent) -> bool:
        ours = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.recorder.open
        if ours and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]
            event.accept()  # the sheet's own undo before the window's; a field with text has its own before both
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, writable = Qt.Key(event.key()), self.recorder.open
        if event.matches(QKeySequence.StandardKey.Undo) and writable:
            self.undo()
        elif self.detail.inside() is not None:
            if key == Qt.Key.Key_Escape:
                self.detail.leave()
            elif key in _ENTER:
                self.detail.next_field()
            else:
                super().keyPressEvent(event)
        elif not self.hasFocus():
            super().keyPressEvent(event)  # a button in the detail has the focus: figures are not for the items
        elif key == Qt.Key.Key_Down:
            self._move(1)
        elif key == Qt.Key.Key_Up:
            self._move(-1)
        elif writable:
            self._answer_key(event, key)
        else:
            self._reading_key(event, key)

    def _answer_key(self, event: QKeyEvent, key: Qt.Key) -> None:
        if key in _KEYS and self.items.current and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.answer(self.items.current, _KEYS[key])
        elif key in _ENTER:
            self.detail.enter()
        elif key == Qt.Key.Key_N:
            self.detail.note.setFocus()
        elif key == Qt.Key.Key_P:
            self.detail.ask_photo()
        elif event.matches(QKeySequence.StandardKey.Paste):
            image = QGuiApplication.clipboard().image()
            if not image.isNull():
                self.detail.attach(image)
        elif key == Qt.Key.Key_Backspace:
            self.undo()
        else:
            super().keyPressEvent(event)

    def _reading_key(self, event: QKeyEvent, key: Qt.Key) -> None:
        if key in _ENTER:
            self.detail.after.open_action()
        elif key == Qt.Key.Key_W:
            self.detail.after.ask_waive()
        elif key == Qt.Key.Key_R and self._correctable():
            self.ask_revision()
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def undo(self) -> None:
        """Take the last answer (or photo) back, and stand on its item."""

        def stand(item: str) -> None:
            self.stand(item)
            self._desk.say("good", _("Taken back: item {number}").format(number=self.items.number(item)))

        self.recorder.undo(stand)

    def ask_finish(self) -> None:
        """Ctrl+Enter: take the detail that is open; from the items, finish after a look at what is still missing."""
        if not self.recorder.open or self._snapshot is None or self._snapshot.opened is None:
            return
        if self.detail.inside() is not None:
            self.detail.take()
            return
        from supervisor.inspection.finishing import lack

        self.detail.flush()
        sheet, gaps = self._snapshot.sheet, self._snapshot.opened.gaps
        stop = next((g for g in gaps if g.level == "stop"), None)
        if stop is not None:
            self.stand(stop.item)
            words = str(sheet.template.item(stop.item).words)
            self._desk.say("warning", _("Not yet: {item} – {lack}").format(item=words, lack=lack(stop)))
            return
        unanswered = sheet.score.items - sheet.score.answered
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

    def ask_revision(self) -> None:
        """Begin the correction of this finished inspection."""
        if self._snapshot is not None and self._correctable():
            ask_revision(self, self._desk, self._snapshot.sheet, self._go)

    def _correctable(self) -> bool:
        there = self._snapshot.sheet.inspection if self._snapshot is not None else None
        return there is not None and there.state == "finished" and not there.revised_by

    def _move(self, step: int) -> None:
        self.items.move(step)
        self._mark()

    def _left(self, onwards: bool) -> None:
        if onwards:
            self._move(1)
        self.setFocus()
        self._mark()

    def _mark(self) -> None:
        self.items.mark()
        if self._snapshot is not None:
            self.detail.put(self._snapshot, self.items.current)
            self.reasons.put(self._snapshot)
            self._hint()

    def _hint(self, *_focus: object) -> None:
        """Name the keys that are valid now."""
        inside = self.detail.inside()
        if self._snapshot is None:
            return
        if not self.recorder.open:
            after = self.detail.after
            self.keys.put(keys.reading(after.action is not None, after.finding is not None, self._correctable()))
        elif inside is not None:
            picker = self.detail.picker()
            matches = picker is not None and picker.matches.isVisibleTo(picker)
            self.keys.put(keys.filling(matches, picker is not None, inside is self.detail.fields()[-1]))
        else:
            self.keys.put(keys.answering(self.recorder.answer(self.items.current) is not None))

    def _focus(self) -> None:
        self.setFocus()
        self._mark()

    def _point(self, item: str) -> None:
        self.detail.flush()
        self.items.current = item
        self._mark()
        self.setFocus()

    def _build(self) -> None:
        theme = self._desk.theme
        self.items = ItemList(self._desk, self.answer, self._point)
        self.finish = button(_("Finish and sign"), self.ask_finish, "primary", tip="Ctrl+Enter")
        self.correct = button(_("Correct the inspection"), self.ask_revision, tip="R")
        self.keys = KeyBar()
        self.linked = RevisionLine(self._desk, self._go)
        card = Card(padding=12)
        card.add(self.linked)
        card.add(self.items.area, 1)
        card.add(self.keys)
        self.recorder = Recorder(self._desk, self)
        self.detail = DetailCard(self._desk, self.recorder)
        self.detail.left.connect(self._left)
        self.reasons = ReasonsCard()
        self.side = scrolling(column(self.detail, self.reasons, None, spacing=16))
        self.setLayout(beside(card, self.side, theme.px(372)))
        self.value, self.progress = label("–", "figure"), label("–", "figure")
        self.figures = box(
            row(
                column(label(_("score"), "small"), self.value, spacing=0),
                column(label(_("answered"), "small"), self.progress, spacing=0), self.finish, self.correct, spacing=24,
            )
        )  # fmt: skip
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(sequence), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.ask_finish)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._hint)
        for picker in (self.detail.people, self.detail.places):
            picker.field.textChanged.connect(self._hint)
