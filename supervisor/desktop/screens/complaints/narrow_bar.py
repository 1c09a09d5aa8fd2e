"""The choices over the list of cases: chips for where they stand, and behind one button all others.

What is chosen stays while the window lives. Everything is reached with Tab; a chip is pressed with the space bar, a
drop-down moved with the arrow keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from supervisor.desktop.screens.complaints.choices import PERIODS, STANDINGS, first_ms, period_words, standing_words
from supervisor.desktop.screens.complaints.naming import Naming
from supervisor.desktop.widgets.basics import box, button, label
from supervisor.desktop.widgets.choices import choice_buttons, fill_choices
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import Option
from supervisor.language import _

FIELDS = ("channel", "class_code", "cause_code", "person", "owner", "since", "kind")
MINE = "mine"


class NarrowBar(QWidget):
    """`changed` is sent when something else is chosen; `chosen()` says what."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.standing = "all"
        self.chips: dict[str, QPushButton] = choice_buttons(self, {n: standing_words(n) for n in STANDINGS}, self.stand)
        self.chips["all"].setChecked(True)
        self.boxes: dict[str, QComboBox] = {}
        for field in FIELDS:
            made = self.boxes[field] = QComboBox()
            made.setAccessibleName(_field_words(field))
            made.setMaxVisibleItems(14)
            made.activated.connect(lambda _place: self._said())
        self.more = button(_("Filters"), self._open_or_close, "small", name=_("More filters"), shortcut="Ctrl+Shift+F",
                           tip="Ctrl+Shift+F")  # fmt: skip
        self.more.setCheckable(True)
        self.clear = button(_("Clear filters"), self.let_go, "link")
        self.fields = box(flow(*(self._titled(field) for field in FIELDS), self.clear, spacing=12, line_spacing=6))
        self.fields.hide()
        chips = box(flow(*self.chips.values(), spacing=4, line_spacing=6))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(chips)
        lines.addWidget(self.fields)

    def offer(self, naming: Naming, snapshot: Any) -> None:
        """Fill the lists with what there is now; what was chosen stays chosen."""
        anybody = ("", _("anybody"))
        people = list(snapshot.active)
        options: dict[str, Sequence[Option]] = {
            "channel": [("", _("any")), *naming.channels.items()],
            "class_code": [("", _("any")), *snapshot.class_options],
            "cause_code": [("", _("any")), *snapshot.cause_options],
            "person": [anybody, *people],
            "owner": [anybody, (MINE, _("me")), ("office:head", _("head office")), *people],
            "since": [(name, period_words(name)) for name in PERIODS],
            "kind": [("", _("any")), ("group", _("group complaints")), ("repeat", _("repeated complaints"))],
        }
        for field, listed in options.items():
            fill_choices(self.boxes[field], listed)
        self._say_how_many()

    def chosen(self, actor: str, today: date, zone: Any) -> Mapping[str, Any]:
        """What is chosen, as `Narrowing` takes it."""
        values = {field: made.currentData() or "" for field, made in self.boxes.items()}
        if values["owner"] == MINE:
            values["owner"] = actor
        values["since"] = first_ms(values["since"], today, zone) if values["since"] else 0
        return {"standing": self.standing, **values}

    def stand(self, name: str) -> None:
        """Keep the cases that stand so."""
        self.standing = name
        self.chips[name].setChecked(True)
        self._said()

    def let_go(self) -> None:
        """Keep all cases again."""
        for made in self.boxes.values():
            made.setCurrentIndex(0)
        self.stand("all")

    def count(self, counts: Mapping[str, int]) -> None:
        """Say beside each chip how many cases it would keep."""
        for name, made in self.chips.items():
            number = counts.get(name)
            made.setText(f"{standing_words(name)} {number}" if number else standing_words(name))

    def _said(self) -> None:
        self._say_how_many()
        self.changed.emit()

    def _say_how_many(self) -> None:
        number = sum(1 for made in self.boxes.values() if made.currentIndex() > 0)
        self.more.setText(_("Filters ({count})").format(count=number) if number else _("Filters"))

    def _open_or_close(self) -> None:
        self.fields.setVisible(self.more.isChecked())
        if self.more.isChecked():
            self.boxes["channel"].setFocus()

    def _titled(self, field: str) -> QWidget:
        made = QVBoxLayout()
        made.setSpacing(2)
        made.addWidget(label(_field_words(field), "small"))
        made.addWidget(self.boxes[field])
        return box(made)


def _field_words(field: str) -> str:
    return {
        "channel": _("Channel"), "class_code": _("Class"), "cause_code": _("Cause"), "person": _("About"),
        "owner": _("In hand of"), "since": _("Heard"), "kind": _("Kind"),
    }[field]  # fmt: skip
