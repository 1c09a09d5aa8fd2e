"""Forms that say a fault beside the field it belongs to, keep what was typed and put the cursor there.

A service names the field by raising `WrongField`; what no field is to blame for stands under the form, as before. Two
narrow fields may share a line, so that a form of ten fields still fits a laptop's screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.worded import unmarked
from supervisor.language import _


class FieldForm(FormSheet):
    """A form of two columns; `field(..., half=True)` takes one of them."""

    def __init__(self, parent: QWidget, desk: Desk, heading: str, *, width: int = 520) -> None:
        super().__init__(parent, desk, heading)
        self.setMinimumWidth(desk.theme.px(width))
        self._faults: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._line, self._side = -1, 1
        self.body.addLayout(self._grid)
        self._half = False

    def halves(self, on: bool = True) -> None:
        """Fields from here on take half a line each, or a whole one again."""
        self._half = on
        self._side = 1

    def field(self, name: str, title: str, widget: QWidget) -> Any:
        made = QVBoxLayout()
        made.setSpacing(4)
        if not isinstance(widget, QCheckBox):
            self._titles[name] = label(title, "small")
            self._titles[name].setBuddy(widget)
            made.addWidget(self._titles[name])
        widget.setAccessibleName(title)
        if isinstance(widget, QSpinBox | QTimeEdit):
            widget.lineEdit().setTextMargins(self._desk.theme.px(6), 0, 0, 0)  # the style's padding passes them by
        if self._half and isinstance(widget, QComboBox):  # else the longest line of its list would widen the form
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            widget.setMinimumContentsLength(8)
        made.addWidget(widget)
        fault = label("", "bad", wrap=True)
        fault.hide()
        made.addWidget(fault)
        made.addStretch(1)
        self._faults[name], self._fields[name] = fault, widget
        self._place(made)
        return widget

    def _place(self, made: QVBoxLayout) -> None:
        if self._half and self._side == 0:
            self._side = 1
            self._grid.addLayout(made, self._line, 1)
            return
        self._line += 1
        self._side = 0 if self._half else 1
        self._grid.addLayout(made, self._line, 0, 1, 1 if self._half else 2)

    def note(self, text: str) -> QLabel:
        """A line of advice over the whole width."""
        self._line += 1
        self._side = 1
        made = label(text, "small", wrap=True)
        self._grid.addWidget(made, self._line, 0, 1, 2)
        return made

    def secret(self, name: str, title: str, hint: str = "") -> QLineEdit:
        """One line that does not show what is typed."""
        made = self.text(name, title, "", hint)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        return made

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field with its title."""
        for part in (self._fields[name], self._titles.get(name)):
            if part is not None:
                part.setVisible(shown)
        if not shown:
            self._faults[name].hide()

    def blame(self, name: str, words: str) -> None:
        """Say beside a field what has to be mended there, and go to it."""
        fault, widget = self._faults[name], self._fields[name]
        fault.setText(words)
        fault.show()
        self._grow()
        self._watch()
        widget.setAccessibleDescription(words)
        self._go_to(widget, fault)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def blamed(self, name: str) -> str:
        """What is said beside a field now; empty when nothing is."""
        return "" if self._faults[name].isHidden() else self._faults[name].text()

    def say(self, fault: str) -> None:
        super().say(fault)
        if not fault:
            self._mended(set(self._faults))

    def _mended(self, changed: set[str]) -> None:
        for name in changed & self._faults.keys():
            self._faults[name].hide()
            self._fields[name].setAccessibleDescription("")
        Sheet.say(self, "")

    def press(self) -> None:
        """Do what the verb's button does."""
        self.verb.click()


class _Boxes(QWidget):
    """A grid of boxes to tick, `boxes` by their value; the focus goes to the first."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 2, 0, 2)
        self.grid.setHorizontalSpacing(gap)
        self.grid.setVerticalSpacing(6)
        self.boxes: dict[Any, QCheckBox] = {}

    def box(self, value: Any, words: str, ticked: bool) -> QCheckBox:
        """One more box, to be put into the grid."""
        made = QCheckBox(unmarked(words))
        made.setAccessibleName(words)
        made.setChecked(ticked)
        if not self.boxes:
            self.setFocusProxy(made)
        self.boxes[value] = made
        return made


class CheckList(_Boxes):
    """Several things to tick, in columns; `value()` is the set of those ticked."""

    def __init__(self, options: Sequence[tuple[Any, str]], ticked: Any = (), *, columns: int = 2) -> None:
        super().__init__(gap=16)
        for place, (value, words) in enumerate(options):
            self.grid.addWidget(self.box(value, words, value in ticked), place // columns, place % columns)

    def value(self) -> set[Any]:
        """What is ticked."""
        return {value for value, made in self.boxes.items() if made.isChecked()}


class SkillList(_Boxes):
    """Skills to tick, each with a last valid day that may stay empty; `value()` is code → the text typed as its day."""

    def __init__(self, options: Sequence[tuple[str, str]], held: dict[str, date | None], day_width: int) -> None:
        super().__init__(gap=12)
        self.days: dict[str, QLineEdit] = {}
        for place, (code, words) in enumerate(options):
            made = self.box(code, words, code in held)
            until = held.get(code)
            day = QLineEdit(until.isoformat() if until else "")
            day.setPlaceholderText(_("no end"))
            day.setAccessibleName(_("{skill}: valid until").format(skill=words))
            day.setToolTip(_("Last valid day, like 2027-12-31; empty: no end."))
            day.setFixedWidth(day_width)
            day.setEnabled(code in held)
            made.toggled.connect(day.setEnabled)
            self.days[code] = day
            line, side = divmod(place, 2)
            self.grid.addWidget(made, line, side * 2)
            self.grid.addWidget(day, line, side * 2 + 1)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(2, 1)

    def value(self) -> dict[str, str]:
        """Code → what stands in its field, empty for no end."""
        return {code: self.days[code].text().strip() for code, made in self.boxes.items() if made.isChecked()}


def day_of(field: str, text: str) -> date | None:
    """A day typed as 2026-11-30, None for an empty text. Raises WrongField."""
    if not text:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        words = " ".join((_("{value} is no date").format(value=text), _("Write it like 2026-11-30.")))
        raise WrongField(field, words) from None
