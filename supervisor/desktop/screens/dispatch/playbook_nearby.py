"""Nearby branches of a playbook, and who goes home at once when service stops, as fields to be changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import button, clear, column, label, row
from supervisor.desktop.widgets.forms import inset
from supervisor.incidents.playbooks import Nearby
from supervisor.language import _

FARTHEST = 50_000  # metres


class _Line:
    """The fields of one branch."""

    def __init__(self, theme: Theme, one: Nearby, number: int) -> None:
        self.name = QLineEdit(one.name)
        self.name.setPlaceholderText(_("Name of the branch"))
        self.name.setAccessibleName(_("Nearby branch {n}: name").format(n=number))
        self.metres = QSpinBox()
        self.metres.setRange(0, FARTHEST)
        self.metres.setSingleStep(100)
        self.metres.setValue(one.metres)
        self.metres.setSuffix(_(" m"))
        self.metres.setSpecialValueText(_("distance"))
        self.metres.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.metres.setFixedWidth(theme.px(110))
        inset(self.metres, theme.px(6))
        self.metres.setAccessibleName(_("Nearby branch {n}: metres").format(n=number))
        self.phone = QLineEdit(one.phone)
        self.phone.setPlaceholderText(_("Telephone"))
        self.phone.setFixedWidth(theme.px(150))
        self.phone.setAccessibleName(_("Nearby branch {n}: telephone").format(n=number))
        until = f"{one.until_minute // 60:02d}:{one.until_minute % 60:02d}" if one.until_minute else ""
        self.until = QLineEdit(until)
        self.until.setPlaceholderText("17:00")
        self.until.setFixedWidth(theme.px(80))
        self.until.setAccessibleName(_("Nearby branch {n}: open until").format(n=number))

    def value(self) -> Nearby:
        """The branch as it stands in the fields; an hour that is none counts as unknown."""
        return Nearby(
            name=self.name.text().strip(), metres=self.metres.value(), phone=self.phone.text().strip(),
            until_minute=_minute(self.until.text()),
        )  # fmt: skip


class NearbyLines(QWidget):
    """A line each, one more at the end, any taken out; `remade` when the fields are new ones."""

    remade = Signal()

    def __init__(self, theme: Theme, branches: tuple[Nearby, ...]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._theme = theme
        self.lines: list[_Line] = []
        self._rows = column(spacing=4)
        more = button(_("One more branch"), self.add, "small")
        self.setLayout(column(self._rows, row(more, None), spacing=6))
        self._put(branches)

    def branches(self) -> tuple[Nearby, ...]:
        """Those with a name, in the order of the lines."""
        return tuple(one for line in self.lines if (one := line.value()).name)

    def add(self) -> None:
        """One more branch, empty."""
        self._put((*(line.value() for line in self.lines), Nearby(name="")))
        self.lines[-1].name.show()
        self.lines[-1].name.setFocus()

    def take_out(self, number: int) -> None:
        """Without the branch of this place."""
        self._put(tuple(line.value() for place, line in enumerate(self.lines) if place != number))

    def _put(self, branches: tuple[Nearby, ...]) -> None:
        clear(self._rows)
        self.lines = [_Line(self._theme, one, number) for number, one in enumerate(branches, 1)]
        for place, line in enumerate(self.lines):
            fields = row(line.name, line.metres, line.phone, line.until, spacing=6)
            fields.setStretch(0, 1)
            name = _("Take out nearby branch {n}").format(n=place + 1)
            fields.addWidget(button("✕", lambda place=place: self.take_out(place), "small", name=name, tip=name))
            self._rows.addLayout(fields)
        self.remade.emit()


class Leaving(QWidget):
    """Of those who cannot be served, who goes home at once: a field for each class that the playbook names."""

    def __init__(self, theme: Theme, shares: Mapping[str, float], names: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._before = dict(shares)
        self.fields: dict[str, QSpinBox] = {}
        line = row(spacing=16)
        for code in [one for one in (shares or {"*": 0.0}) if one != "guide"]:
            field = QSpinBox()
            field.setRange(0, 100)
            field.setSuffix(" %")
            field.setValue(round(shares.get(code, 0.0) * 100))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(theme.px(96))
            inset(field, theme.px(6))
            title = _("every class") if code == "*" else names.get(code, code)
            field.setAccessibleName(_("Goes home at once, {name}").format(name=title))
            self.fields[code] = field
            line.addLayout(column(label(title, "small"), field, spacing=2))
        line.addStretch(1)
        self.setLayout(line)

    def shares(self) -> dict[str, float]:
        """Shares by class; what nobody touched stays as exact as it was."""
        found = dict(self._before)
        for code, field in self.fields.items():
            if field.value() != round(self._before.get(code, 0.0) * 100):
                found[code] = field.value() / 100
        return found


def _minute(text: str) -> int:
    hour, _mark, minute = text.strip().replace("：", ":").partition(":")
    if not (hour.isdigit() and (minute or "0").isdigit()):
        return 0
    found = int(hour) * 60 + int(minute or 0)
    return found if found <= 24 * 60 else 0
