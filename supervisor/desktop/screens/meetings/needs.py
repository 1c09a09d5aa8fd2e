"""Who is to come: names, roles, skills or everyone, at least so many of them, needed or welcome; one chip each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.widgets.basics import box, button, clear, column, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import inset
from supervisor.desktop.widgets.searchable import SearchBox
from supervisor.language import _

MOST = 99


def who_options(snapshot: Snapshot) -> list[tuple[Any, str]]:
    """Everyone, then roles, skills and people, as (by, value) and words."""
    roles = [(("role", role), _("all: {role}").format(role=role)) for role in snapshot.roles]
    skills = [(("skill", code), _("skill: {skill}").format(skill=name)) for code, name in snapshot.skills]
    people = [(("person", subject), name) for subject, name in snapshot.people]
    return [(("everyone", ""), _("everyone on shift")), *roles, *skills, *people]


class _Who(SearchBox):
    """Enter takes what is typed; with nothing typed it belongs to the form."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentText().strip():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class NeedsField(QWidget):
    """`value()` are the needs; what stands in the fields and was not added yet counts, too."""

    changed = Signal()

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._options = who_options(snapshot)
        self._needs: list[Any] = []
        self.who = _Who()
        self.who.offer(self._options)
        self.who.setMaxVisibleItems(14)
        self.who.setAccessibleName(_("Who"))
        self.who.setCurrentIndex(-1)
        line = self.who.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("a name, role or skill; Enter takes it"))
        self.least = QSpinBox()
        self.least.setRange(0, MOST)
        self.least.setSpecialValueText(_("all of them"))
        self.least.setPrefix(_("at least "))
        inset(self.least, 6)
        self.least.setAccessibleName(_("At least how many"))
        self.optional = QCheckBox(_("welcome, not needed"))
        self.optional.setAccessibleName(_("Welcome, not needed"))
        self.nobody = label("", "bad", wrap=True)
        self.nobody.hide()
        self.take = button(_("Add"), self.add, "small", name=_("Add to those who come"))
        self.who.entered.connect(self.add)
        self.who.currentTextChanged.connect(self._typed)
        self.least.valueChanged.connect(lambda _n: self.changed.emit())
        self.optional.toggled.connect(lambda _on: self.changed.emit())
        self._chips = column(spacing=0)
        first = row(spacing=8)
        first.addWidget(self.who, 1)
        first.addWidget(self.take)
        self._more = box(row(self.least, self.optional, None, spacing=12))
        self.setLayout(column(first, self.nobody, self._more, self._chips, spacing=6))
        self.setFocusProxy(self.who)
        self._typed()

    def _typed(self, *_text: Any) -> None:
        self.nobody.hide()
        meant = self.who.value()
        self.least.setEnabled(meant is not None and meant[0] != "person")
        self.changed.emit()

    def value(self) -> tuple[Any, ...]:
        """The needs, in the order they were added."""
        typed = self._typed_need()
        return (*self._needs, *([typed] if typed is not None and typed not in self._needs else []))

    def fault(self) -> str:
        """Why what is typed is nobody; empty where it is somebody."""
        return self.who.fault()

    def _typed_need(self) -> Any:
        from supervisor.meetings.problem.model import Need

        meant = self.who.value()
        if meant is None:
            return None
        least = self.least.value() if meant[0] != "person" else 0
        return Need(by=meant[0], value=meant[1], at_least=least, optional=self.optional.isChecked())

    def add(self) -> None:
        """Take what stands in the fields."""
        need = self._typed_need()
        if need is None:
            self.nobody.setText(self.who.fault())
            self.nobody.setVisible(bool(self.nobody.text()))
            return
        if need not in self._needs:
            self._needs = [one for one in self._needs if (one.by, one.value) != (need.by, need.value)] + [need]
        self.who.setCurrentIndex(-1)
        self.who.setEditText("")
        self.least.setValue(0)
        self.optional.setChecked(False)
        self._show()

    def put(self, needs: Sequence[Any]) -> None:
        """Begin with these."""
        self._needs = list(needs)
        self._show()

    def _take_out(self, need: Any) -> None:
        self._needs.remove(need)
        self._show()
        self.who.setFocus()

    def _show(self) -> None:
        clear(self._chips)
        chips = []
        for need in self._needs:
            words = self.words(need)
            name = _("Take out {who}").format(who=words)
            chips.append(button(f"{words} ✕", lambda n=need: self._take_out(n), "chip", name=name))
        if chips:
            self._chips.addWidget(box(flow(*chips, spacing=6)))
        self.changed.emit()

    def words(self, need: Any) -> str:
        """A need in words: all: teller, at least 3, welcome."""
        known = dict(self._options)
        who: str = known.get((need.by, need.value)) or need.value
        if need.by == "people":
            who = "、".join(known.get(("person", one)) or one for one in need.people)
        more = [_("at least {n}").format(n=need.at_least)] if need.at_least else []
        more += [_("welcome")] if need.optional else []
        return " · ".join([who, *more])
