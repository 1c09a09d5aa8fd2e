"""One inspection, the whole page or one item after the other, from the keyboard; beside it detail and reasons.

1 and 3 answer and go on; 2 answers and opens the detail, whose fields follow one another by Enter; Esc leads back to
the item, Ctrl+Enter takes the detail, and finishes from the items. A figure typed into a field answers nothing: keys
speak to the items only while the list itself has the focus. The bar under the list names the keys of the moment.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.after import RevisionLine, ask_revision
from supervisor.desktop.screens.inspections.detail import DetailCard
from supervisor.desktop.screens.inspections.figures import Figures
from supervisor.desktop.screens.inspections.focus import FocusView
from supervisor.desktop.screens.inspections.giving_up import ask_abandon, ask_resume
from supervisor.desktop.screens.inspections.items import ItemList
from supervisor.desktop.screens.inspections.late import LateLine
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.screens.inspections.reasons import ReasonsCard
from supervisor.desktop.screens.inspections.recording import Recorder
from supervisor.desktop.screens.inspections.sheet_keys import SheetKeys
from supervisor.desktop.screens.inspections.signing import SignaturesCard, ask_finish
from supervisor.desktop.theme import settings
from supervisor.desktop.widgets.basics import Card, beside, button, column, row, scrolling
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.language import _

_ONE_BY_ONE = "inspections/one_by_one"
SLOW_MILLISECONDS = 300  # an answer that is not kept by then says so beside its item
QUIET_MILLISECONDS = 900  # after so long without a key the book is read again


class SheetView(QWidget):
    """The sheet; `figures` (score and progress) is placed in the page's header."""

    def __init__(self, desk: Desk, close: Callable[[], object], go: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Items of the check-list"))
        self._desk, self.close_sheet, self._go = desk, close, go
        self.finished = close  # after the finish
        self._shown = ("", "")
        self._snapshot: Snapshot | None = None
        self.one_by_one = False
        self._build()

    @property
    def current(self) -> str:
        """The item that the keys speak to."""
        return self.items.current

    def put(self, snapshot: Snapshot) -> None:
        """Show the open inspection as the book says; answers on their way to the book stay on top."""
        sheet, opened = snapshot.sheet, snapshot.opened
        shown = (sheet.inspection.subject, sheet.inspection.digest)
        if shown[:1] != self._shown[:1]:
            self.detail.forget()  # what is being typed goes to the inspection it is typed in, before another comes
        self.recorder.put(snapshot)
        stands = opened.stands if opened is not None else ""
        fresh = shown != self._shown
        if fresh:
            self._shown = shown
            self.items.fill(sheet.template, through=stands)
        self._show()
        if fresh:
            self.stand(stands)
        self.finish.setVisible(self.recorder.open)
        self.give_up.setVisible(self.recorder.open)
        self.correct.setVisible(self.correctable())
        self.linked.put(snapshot)
        self.late.put(snapshot)
        self.signatures.put(snapshot)
        self._mark()

    def _show(self) -> None:
        """Show what stands now: the book's answers and those just given."""
        live = self.recorder.live
        snapshot = self._snapshot = live.snapshot
        if snapshot is None:
            return
        self.items.put(live, snapshot.people, self.recorder.open)
        self._say_kept()

    def _changed(self, _item: str) -> None:
        self._show()
        self._mark()
        self._slow.start(SLOW_MILLISECONDS)

    def _settled(self, _item: str) -> None:
        self._say_kept()
        if not self.recorder.live.unsaved:
            if self._slow.isActive():
                self._slow.stop()
            else:
                self._show()
        self.quiet.start(QUIET_MILLISECONDS)

    def _say_kept(self) -> None:
        live = self.recorder.live
        waiting = len(live.unsaved) + len(self.recorder.shrinking) + self.detail.unsent
        self.figures.put(live.sheet.score, waiting, self.recorder.open)

    def _say_slow(self) -> None:
        """The disk takes its time: say beside the items what is not kept yet."""
        self.items.slow = True
        self._show()
        self.items.slow = False

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
        """Answer an item: it is on show at once, in the book a moment later. `given` opens the editor of a fact."""
        if not self.recorder.open:
            return
        self.detail.flush()
        self.items.stand(item)
        if verdict == "given":
            self.open_detail(item)
            return
        self.detail.answer(item, verdict)
        if verdict != "fail":
            self.go_on(1)
            self.setFocus()
        else:
            self.open_detail(item)

    def show_one_by_one(self, on: bool, *, remember: bool = True) -> None:
        """One item after the other, or the whole page; remembered on this computer."""
        if remember:
            settings().setValue(_ONE_BY_ONE, on)
        self.one_by_one = on
        self.views.setCurrentIndex(1 if on else 0)
        self.mode.setText(_("Whole page") if on else _("One by one"))
        self._mark()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.recorder.open and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.recorder.open and self.detail.photos.take(event.mimeData()):
            event.acceptProposedAction()

    def event(self, event: QEvent) -> bool:
        ours = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.recorder.open
        if ours and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]
            event.accept()  # the sheet's own undo before the window's; a field with text has its own before both
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._hands.press(event):
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
        self.detail.flush()
        if waiting := [*self.detail.named.unnamed, *self.detail.unkept]:  # said already
            self.open_detail(waiting[0])
            return
        if self.recorder.shrinking:
            self._desk.say("info", _("A photo is still being made small; finish in a moment."))
            return
        stop = ask_finish(self, self._desk, self.recorder.live, lambda: self.finished())
        if stop:
            self.stand(stop)

    def ask_revision(self) -> None:
        """Begin the correction of this finished inspection."""
        if self._snapshot is not None and self.correctable():
            ask_revision(self, self._desk, self._snapshot.sheet, self._go)

    def correctable(self) -> bool:
        there = self._snapshot.sheet.inspection if self._snapshot is not None else None
        return there is not None and there.state == "finished" and not there.revised_by

    def kind(self) -> str:
        """What kind of question the current item is."""
        template = self._snapshot.sheet.template if self._snapshot is not None else None
        return template.item(self.items.current).kind if template and template.has(self.items.current) else ""

    def go_on(self, step: int) -> None:
        """On to the next item that is asked, or back."""
        self.items.move(step)
        self._mark()

    def _left(self, onwards: bool) -> None:
        if onwards:
            self.go_on(1)
        self.setFocus()
        self._mark()

    def _mark(self) -> None:
        self.items.mark()
        if self._snapshot is not None:
            current = self.items.current
            self.detail.put(self._snapshot, current)
            self.reasons.put(self._snapshot)
            if self.one_by_one:
                self.focus.put(self.recorder.live, current, self._snapshot.people, self.items.order)
            self._hint()

    def _hint(self, *_focus: object) -> None:
        """Name the keys that are valid now."""
        if self._snapshot is not None:
            self.keys.put(self._hands.hints())

    def _focus(self) -> None:
        self.setFocus()
        self._mark()
        self.items.reveal()  # the lines have their places only now

    def _point(self, item: str) -> None:
        self.detail.flush()
        self.items.stand(item)
        self._mark()
        self.setFocus()

    def _build(self) -> None:
        theme, desk = self._desk.theme, self._desk
        self.setAcceptDrops(True)
        self.recorder = Recorder(desk, self)
        self._hands = SheetKeys(self)
        self.recorder.changed.connect(self._changed)
        self.recorder.settled.connect(self._settled)
        self._slow, self.quiet = QTimer(self), QTimer(self)
        for timer in (self._slow, self.quiet):
            timer.setSingleShot(True)
        self._slow.timeout.connect(self._say_slow)
        self.items = ItemList(desk, self.answer, self._point)
        self.focus = FocusView(desk, self.answer, self.go_on)
        self.views = QStackedWidget()
        for view in (self.items.area, self.focus.area):
            self.views.addWidget(view)
        self.finish = button(_("Finish and sign"), self.ask_finish, "primary", tip="Ctrl+Enter")
        self.correct = button(_("Correct the inspection"), self.ask_revision, tip="R")
        self.mode = button("", lambda: self.show_one_by_one(not self.one_by_one), "small", tip="V")
        self.give_up = button(
            _("Give up…"), lambda: ask_abandon(self, self._desk), "small", name=_("Give this inspection up"), tip="X"
        )
        self.keys = KeyBar()
        self.linked = RevisionLine(desk, self._go)
        card = Card(padding=12)
        self.late = LateLine(self.stand, lambda: ask_resume(self, self._desk))
        card.add(self.linked)
        card.add(self.late)
        card.add(self.views, 1)
        foot = row(spacing=8)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.give_up)
        foot.addWidget(self.mode)
        card.add(foot)
        self.detail = DetailCard(desk, self.recorder)
        self.detail.left.connect(self._left)
        self.detail.typing.connect(self._say_kept)
        self.detail.late.correct = self.ask_revision
        self.reasons, self.signatures = ReasonsCard(), SignaturesCard(desk)
        self.side = scrolling(column(self.detail, self.reasons, self.signatures, None, spacing=16))
        self.setLayout(beside(card, self.side, theme.px(372)))
        self.figures = Figures(theme, [self.finish, self.correct])
        self.show_one_by_one(settings().value(_ONE_BY_ONE, "false") in (True, "true"), remember=False)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(sequence), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.ask_finish)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._hint)
        for picker in (self.detail.people, self.detail.places):
            picker.field.textChanged.connect(self._hint)
