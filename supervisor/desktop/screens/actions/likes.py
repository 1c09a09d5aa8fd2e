"""The check of like places (举一反三): each ticked found in order or the same fault, from the keyboard alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from supervisor.desktop.desk import Desk
from supervisor.desktop.palette import SIGNS
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.actions.words import like_words
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

STATUS = {"": "quiet", "in_order": "good", "same_fault": "bad"}


class _List(QListWidget):
    """The places; 1 and 2 tick the one under the cursor and go to the next."""

    def __init__(self, sheet: LikesSheet) -> None:
        super().__init__()
        self._sheet = sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._sheet.key(event):
            super().keyPressEvent(event)


class LikesSheet(Sheet):
    """Every like place of one action with what was found there; each tick is kept at once."""

    def __init__(self, parent: Any, desk: Desk, action: Any, names: dict[str, str]) -> None:
        super().__init__(parent.window(), _("Like places: {title}").format(title=action.title))
        self._desk, self._action, self._names = desk, action, names
        self.places: list[Any] = []
        self._asked = 0  # of several readings under way the last one is shown
        self._at: int | None = 0  # where the cursor goes when the list is shown next; None: where it stands
        self.setMinimumSize(desk.theme.px(560), desk.theme.px(460))
        said = _("Look for the same fault here too. The same fault raises an action of its own.")
        self.body.addWidget(label(said, "muted", wrap=True))
        self.list = _List(self)
        self.list.setAccessibleName(_("Like places to check too"))
        self.body.addWidget(self.list, 1)
        self.left = label("", "strong")
        self.body.addWidget(self.left)
        self.other = QLineEdit()
        self.other.setPlaceholderText(_("another place or person, Enter adds it"))
        self.other.setAccessibleName(_("Another place"))
        self.other.returnPressed.connect(self.add_place)
        self.body.addWidget(self.other)
        ticks = row(
            button(_("In order"), lambda: self.tick("in_order"), "small", tip="1"),
            button(_("The same fault"), lambda: self.tick("same_fault"), "small", tip="2"),
            button(_("The rest is in order"), self.rest, "small", tip="A"),
            None,
        )
        self.body.addLayout(ticks)
        keys = KeyBar()
        keys.put((("1", _("In order")), ("2", _("The same fault")), ("A", _("The rest is in order")), ("N", _("Another place")), ("Esc", _("Close"))))  # fmt: skip  # noqa: E501
        self.body.addWidget(keys)
        close = button(_("Close"), self.accept, "primary")
        close.setAutoDefault(False)
        self.buttons.addWidget(close)
        self.read()
        self.open()
        self.list.setFocus()

    def read(self) -> None:
        """Read what is ticked and show it."""
        from supervisor.actions.ledger import action, likes

        subject = self._action.subject
        self._asked += 1
        number = self._asked

        def reading(reader: Any) -> tuple[list[Any], dict[str, str]]:
            found = likes(reader, subject)
            raised = {one.like: action(reader, one.action) for one in found if one.action}
            return found, {like: there.number for like, there in raised.items() if there is not None}

        self._desk.load(self, reading, lambda told: self._show(*told) if number == self._asked else None)

    def tick(self, result: str) -> None:
        """Say what was found at the place under the cursor, and go on: the next key is meant for the next."""
        from supervisor.actions.rechecks import check_like

        at = self.list.currentRow()
        if 0 <= at < len(self.places):
            book, actor, subject, like = self._desk.book, self._desk.actor, self._action.subject, self.places[at].like
            self.list.setCurrentRow(min(at + 1, len(self.places) - 1))
            self._do(lambda: check_like(book, actor, subject, like, result), back=at)  # type: ignore[arg-type]

    def rest(self) -> None:
        """Tick all that nobody looked at as in order."""
        from supervisor.actions.rechecks import check_rest

        book, actor, subject = self._desk.book, self._desk.actor, self._action.subject
        self._do(lambda: check_rest(book, actor, subject))

    def add_place(self) -> None:
        """A place that was not proposed: it has the same fault, or it would not be named."""
        from supervisor.actions.rechecks import check_like

        book, actor, subject, words = self._desk.book, self._desk.actor, self._action.subject, self.other.text()
        if words.strip():
            self.other.clear()
            self._do(lambda: check_like(book, actor, subject, words, "same_fault"), then=self.list.count())

    def key(self, event: QKeyEvent) -> bool:
        """Take a key of the list; False for one that means nothing here."""
        steps = {
            Qt.Key.Key_1: lambda: self.tick("in_order"),
            Qt.Key.Key_2: lambda: self.tick("same_fault"),
            Qt.Key.Key_A: self.rest,
            Qt.Key.Key_N: self.other.setFocus,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step()
            return True
        return False

    def _do(self, work: Any, *, then: int | None = None, back: int | None = None) -> None:
        """Keep a tick; the cursor goes to `then`, or `back` where it was refused."""
        self.say("")

        def failed(notice: Notice) -> None:
            self.say(notice.happened)
            if back is not None:
                self.list.setCurrentRow(back)

        def done(_result: Any) -> None:
            if then is not None:
                self._at = then
            self.read()

        self._desk.command(self, work, done=done, failed=failed)

    def _show(self, found: list[Any], numbers: dict[str, str]) -> None:
        from supervisor.actions.words import LIKES

        at = self.list.currentRow() if self._at is None else self._at
        self.places, self._at = found, None
        self.list.clear()
        for one in found:
            words = f"{SIGNS[STATUS[one.result]]} {like_words(one.like, self._names)}   {LIKES[one.result]}"
            if one.other:
                words += " · " + _("another laptop: {found}").format(found=LIKES[one.other])
            if one.like in numbers:
                words += f" · {numbers[one.like]}"
            self.list.addItem(QListWidgetItem(words))
        left = sum(not one.result for one in found)
        self.left.setText(
            _("{left} of {all} not looked at yet").format(left=left, all=len(found))
            if left
            else _("All {all} looked at").format(all=len(found))
        )
        if found:
            self.list.setCurrentRow(max(0, min(at, len(found) - 1)))
