"""The steps of a playbook as lines to be changed: minutes, owner, text, before or after the end."""

from __future__ import annotations

import secrets

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import button, clear, column, row
from supervisor.desktop.widgets.forms import choice_box, chosen, inset
from supervisor.incidents.playbooks import MOST_MINUTES, OWNERS, Step, reworded
from supervisor.language import Words, _


class _Line:
    """The fields of one step, and the step as it was."""

    def __init__(self, theme: Theme, step: Step, number: int) -> None:
        self.step = step
        self.minutes = QSpinBox()
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setValue(step.after_minutes)
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.minutes.setFixedWidth(theme.px(80))
        inset(self.minutes, theme.px(6))
        self.minutes.setAccessibleName(_("Step {n}: after minutes").format(n=number))
        roles = [(code, str(name)) for code, name in OWNERS.items()]
        if step.owner and step.owner not in OWNERS:
            roles.append((step.owner, step.owner))
        self.owner: QComboBox = choice_box(roles, name=_("Step {n}: who").format(n=number), value=step.owner)
        self.owner.setFixedWidth(theme.px(128))
        self.text = QLineEdit(str(step.text))
        self.text.setCursorPosition(0)
        self.text.setAccessibleName(_("Step {n}: what").format(n=number))
        self.restart = QCheckBox(_("after the end"))
        self.restart.setChecked(step.restart)
        self.restart.setAccessibleName(_("Step {n}: after the end").format(n=number))

    def value(self) -> Step:
        """The step as it stands in the fields."""
        return msgspec.structs.replace(  # what has no field here stays: that it suspends meetings
            self.step, after_minutes=self.minutes.value(), owner=chosen(self.owner),
            text=reworded(self.step.text, self.text.text()), restart=self.restart.isChecked(),
        )  # fmt: skip


class StepLines(QWidget):
    """A line each, one more at the end, any taken out; `remade` when the fields are new ones."""

    remade = Signal()

    def __init__(self, theme: Theme, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._theme = theme
        self.lines: list[_Line] = []
        self._rows = column(spacing=4)
        more = button(_("One more step"), self.add, "small")
        self.setLayout(column(self._rows, row(more, None), spacing=6))
        self._put(steps)

    def steps(self) -> tuple[Step, ...]:
        """The steps in the order they fall due, those after the end last; lines without a text are left out."""
        found = [line.value() for line in self.lines if line.text.text().strip()]
        return tuple(sorted(found, key=lambda one: (one.restart, one.after_minutes)))

    def add(self) -> None:
        """One more step, owned by the commander until somebody else is chosen."""
        last = max((one.value().after_minutes for one in self.lines if not one.restart.isChecked()), default=0)
        code = f"own-{secrets.token_hex(3)}"
        new = Step(code=code, after_minutes=last, owner="commander", text=Words("", ""))
        self._put((*(line.value() for line in self.lines), new))
        self._go_to(len(self.lines) - 1)

    def take_out(self, number: int) -> None:
        """Without the step of this place."""
        self._put(tuple(line.value() for place, line in enumerate(self.lines) if place != number))
        if self.lines:
            self._go_to(min(number, len(self.lines) - 1))

    def _go_to(self, number: int) -> None:
        text = self.lines[number].text
        text.show()  # only what is shown takes the focus, and a layout shows its new ones later
        text.setFocus()

    def _put(self, steps: tuple[Step, ...]) -> None:
        clear(self._rows)
        self.lines = [_Line(self._theme, step, number) for number, step in enumerate(steps, 1)]
        for place, line in enumerate(self.lines):
            fields = row(line.minutes, line.owner, spacing=6)
            fields.addWidget(line.text, 1)
            fields.addWidget(line.restart)
            name = _("Take out step {n}").format(n=place + 1)
            fields.addWidget(button("✕", lambda place=place: self.take_out(place), "small", name=name, tip=name))
            self._rows.addLayout(fields)
        self.remade.emit()
