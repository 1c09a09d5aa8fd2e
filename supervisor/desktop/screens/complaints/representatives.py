"""Who speaks for customers that complain together: name and telephone, one line each, at most five."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.screens.complaints.record_values import MOST_REPRESENTATIVES
from supervisor.desktop.widgets.basics import column, row
from supervisor.language import _


class RepresentativesField(QWidget):
    """`value()` gives the contacts in their order; the next line comes when the one before has something in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._all = column(spacing=4)
        self.setLayout(self._all)
        self._add()
        self.setFocusProxy(self._lines[0][0])

    def value(self) -> tuple[Any, ...]:
        """The contacts, lines left empty passed over."""
        from supervisor.complaints.texts.masking import Contact

        found = (Contact(name=name.text().strip(), phone=phone.text().strip()) for name, phone in self._lines)
        return tuple(one for one in found if one)

    def put(self, contacts: Any) -> None:
        """Fill the lines with these."""
        for place, (name, phone) in enumerate(contacts[:MOST_REPRESENTATIVES]):
            self._lines[place][0].setText(name)
            self._lines[place][1].setText(phone)

    def _add(self) -> None:
        place = len(self._lines) + 1
        name, phone = QLineEdit(), QLineEdit()
        for field, words, hint in (
            (name, _("Name of representative {n}"), _("name")),
            (phone, _("Telephone of representative {n}"), _("telephone")),
        ):
            field.setAccessibleName(words.format(n=place))
            field.setPlaceholderText(hint)
            field.textChanged.connect(self._typed)
        self._all.addLayout(row(name, phone, spacing=16))
        if self._lines:
            QWidget.setTabOrder(self._lines[-1][1], name)
        QWidget.setTabOrder(name, phone)
        self._lines.append((name, phone))

    def _typed(self) -> None:
        if any(field.text().strip() for field in self._lines[-1]) and len(self._lines) < MOST_REPRESENTATIVES:
            self._add()
