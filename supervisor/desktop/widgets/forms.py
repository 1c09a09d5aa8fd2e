"""Small forms over the window: named fields, one verb, faults said beside them.

A form gives its values to a command; when the command is refused the form stays open with the reason, so nothing that
was typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, ClassVar

from PySide6.QtCore import QDate, QTime, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.form_body import FormBody, room_over
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.searchable import SearchBox

Option = tuple[Any, str]
LOOK_MILLISECONDS = 200  # between two looks whether what was refused was changed


def choice_box(
    options: Sequence[Option], *, name: str, value: Any = None, searchable: bool = False, free: bool = False
) -> QComboBox:
    """A drop-down of (value, words); searchable ones are typed into, free ones take words that no option has."""
    if searchable or free:
        made: QComboBox = SearchBox(free=free)
        made.offer(options)  # type: ignore[attr-defined]
    else:
        made = QComboBox()
        for option, words in options:
            made.addItem(words, option)
    made.setAccessibleName(name)
    made.setMaxVisibleItems(14)
    found = next((i for i, (option, _words) in enumerate(options) if option == value), 0 if options else -1)
    made.setCurrentIndex(found)
    return made


def chosen(box: QComboBox) -> Any:
    """The value of a drop-down; for a searchable one the value that is meant by what is typed, None where none is."""
    return box.value() if isinstance(box, SearchBox) else box.currentData()


def day_edit(day: date, *, name: str) -> QDateEdit:
    """A date field with a calendar."""
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    made.setAccessibleName(name)
    return made


def inset(field: QAbstractSpinBox, pixels: int) -> None:
    """Keep a figure off the edges of its field: the style's padding passes fields with a hidden stepper by."""
    if not (isinstance(field, QDateEdit) and field.calendarPopup()):
        field.lineEdit().setTextMargins(pixels, 0, pixels, 0)


class FormSheet(Sheet):
    """A sheet of named fields; `values()` gives what stands in them."""

    for_nobody: ClassVar[bool] = False  # whether it may be sent where nobody is logged in

    def __init__(self, parent: QWidget, desk: Desk, heading: str) -> None:
        super().__init__(parent.window(), heading)
        self._desk = desk
        self._fields: dict[str, QWidget] = {}
        self._named = ""  # the field that the service named in its last refusal
        self._wrong = ""  # the field of which something is said now
        self._stood: dict[str, Any] = {}  # what stood in the fields then
        self._looking = QTimer(self)  # fields are of many kinds, some filled by a dialog: they are looked at
        self._looking.setInterval(LOOK_MILLISECONDS)
        self._looking.timeout.connect(self._look)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        place = outer.indexOf(self.body)
        outer.takeAt(place)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self._scrolled = FormBody(self.body)
        outer.insertWidget(place, self._scrolled, 1)
        self._scrolled.refilled.connect(lambda: self._grow() if self.isVisible() else None)

    def showEvent(self, event: QShowEvent) -> None:
        self._scrolled.keep_values()
        self._grow()  # before it is put in the middle
        super().showEvent(event)

    def _grow(self) -> None:
        """Make room for what is said and shown, as far as there is any: a window does not grow by itself."""
        if (layout := self.layout()) is not None:
            self._scrolled.updateGeometry()  # what is laid out keeps the height it was told last
            layout.invalidate()
            wanted = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
            self.resize(self.width(), max(min(self.height(), room_over(self)), min(wanted, room_over(self))))
            layout.activate()

    def field(self, name: str, title: str, widget: QWidget) -> Any:
        """Any widget as a named field under its title."""
        if not isinstance(widget, QCheckBox):
            above = label(title, "small")
            above.setBuddy(widget)
            self.body.addWidget(above)
        widget.setAccessibleName(title)
        if isinstance(widget, QAbstractSpinBox):
            inset(widget, self._desk.theme.px(6))
        self.body.addWidget(widget)
        self._fields[name] = widget
        return widget

    def text(self, name: str, title: str, value: str = "", hint: str = "") -> QLineEdit:
        """One line of text."""
        made = QLineEdit(value)
        made.setPlaceholderText(hint)
        return self.field(name, title, made)

    def lines(self, name: str, title: str, value: str = "", hint: str = "") -> QPlainTextEdit:
        """Several lines of text."""
        made = QPlainTextEdit(value)
        made.setPlaceholderText(hint)
        made.setTabChangesFocus(True)
        made.setFixedHeight(self._desk.theme.px(84))
        return self.field(name, title, made)

    def choice(
        self, name: str, title: str, options: Sequence[Option], value: Any = None, *, searchable: bool = False,
        free: bool = False,
    ) -> QComboBox:  # fmt: skip
        """A drop-down, as `choice_box` makes it."""
        return self.field(name, title, choice_box(options, name=title, value=value, searchable=searchable, free=free))

    def day(self, name: str, title: str, value: date) -> QDateEdit:
        """A date."""
        return self.field(name, title, day_edit(value, name=title))

    def minute(self, name: str, title: str, value: int) -> QTimeEdit:
        """A time of day, in minutes after midnight."""
        made = QTimeEdit(QTime(value // 60 % 24, value % 60))
        made.setDisplayFormat("HH:mm")
        return self.field(name, title, made)

    def number(self, name: str, title: str, value: int, least: int, most: int) -> QSpinBox:
        """A whole number."""
        made = QSpinBox()
        made.setRange(least, most)
        made.setValue(value)
        return self.field(name, title, made)

    def check(self, name: str, title: str, value: bool = False) -> QCheckBox:
        """Yes or no."""
        made = QCheckBox(title)
        made.setChecked(value)
        return self.field(name, title, made)

    def values(self) -> dict[str, Any]:
        """What stands in the fields, by name."""
        return {name: _value(widget) for name, widget in self._fields.items()}

    def blame(self, name: str, words: str) -> None:
        """Say what has to be mended in a field, and go to it."""
        self.say(words)
        self._wrong = name
        self._go_to(self._fields[name])

    def say(self, fault: str) -> None:
        super().say(fault)
        self._wrong = ""
        if fault:
            self._grow()
            self._watch()
        else:
            self._looking.stop()

    def _go_to(self, field: QWidget, *also: QWidget) -> None:
        field.setFocus()
        for part in (*also, field):  # once there is room for what was said
            QTimer.singleShot(0, part, lambda part=part: self._scrolled.bring(part))

    def _watch(self) -> None:
        """What is said goes when what it is said of has changed."""
        self._stood = {name: _value(field) for name, field in self._fields.items()}
        self._looking.start()

    def _look(self) -> None:
        now = {name: _value(field) for name, field in self._fields.items()}
        changed = {name for name, value in now.items() if value != self._stood.get(name)}
        if changed:
            self._stood = now
            self._mended(changed)

    def _mended(self, changed: set[str]) -> None:
        """These fields hold something else than what was refused."""
        if not self._wrong or self._wrong in changed:
            self.say("")

    def clear_choices(self) -> bool:
        """Whether one thing is meant in every field that is typed into; the first where not is blamed."""
        for name, widget in self._fields.items():
            fault = widget.fault() if isinstance(widget, SearchBox) and not widget.isHidden() else ""
            if fault:
                self.blame(name, fault)
                return False
        return True

    def send(
        self,
        verb: str,
        work: Callable[[dict[str, Any]], Any],
        *,
        said: str | Callable[[Any], str] = "",
        done: Callable[[Any], object] | None = None,
        undo: Callable[[Any], Undo | None] | None = None,
        no: str = "",
    ) -> None:
        """Add the buttons, open, and give the values to `work` (a service command) when the verb is pressed.

        Pressed again while the command is under way, it does nothing more.
        """

        def noted(values: dict[str, Any]) -> Any:
            try:
                return work(values)
            except WrongField as error:
                self._named = error.field
                raise

        def finished(result: Any) -> None:
            self.accept()
            if done is not None:
                done(result)

        def refused(notice: Notice) -> None:
            self.verb.setEnabled(True)
            self._refused(notice)

        def accept() -> None:
            self.say("")
            values = self.values()
            if not self.clear_choices():
                return
            self.verb.setEnabled(False)
            self._named = ""
            self._desk.command(
                self, lambda: noted(values), done=finished, said=said, undo=undo, failed=refused,
                nobody=self.for_nobody,
            )  # fmt: skip

        self.verb = self.add_buttons(verb, accept, no=no)
        self.open()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def _refused(self, notice: Notice) -> None:
        """Say why, of the field that the service named where it named one."""
        field = self._fields.get(self._named)
        if field is not None and not field.isHidden():
            self.blame(self._named, notice.happened)
        else:
            self.say(notice.happened)


def _value(widget: QWidget) -> Any:
    if isinstance(widget, QLineEdit):
        secret = widget.echoMode() == QLineEdit.EchoMode.Password  # is given as it was typed, blanks and all
        return widget.text() if secret else widget.text().strip()
    if isinstance(widget, QPlainTextEdit):  # as it was typed: `toPlainText` makes every blank a common one
        return widget.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n").strip()
    if isinstance(widget, QComboBox):
        return chosen(widget)
    if isinstance(widget, QTimeEdit):
        at: time = widget.time().toPython()  # type: ignore[assignment]
        return at.hour * 60 + at.minute
    if isinstance(widget, QDateEdit):
        return widget.date().toPython()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    ask = getattr(widget, "value", None)
    return ask() if callable(ask) else None
