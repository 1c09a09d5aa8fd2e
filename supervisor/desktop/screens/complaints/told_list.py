"""What a customer is told in one go, as boxes to tick in the form of a promise: they come with the kind of service, and
with them its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QScrollArea, QWidget

from supervisor.desktop.widgets.basics import box, button, column, label, row
from supervisor.desktop.widgets.field_form import CheckList
from supervisor.desktop.widgets.forms import FormSheet, chosen
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.language import _


class ToldList:
    """Stands in the place of the form's field `told` while a kind of service is chosen. `kinds` gives by code a kind
    with its lines and the time that a promise of it made now would be due.
    """

    def __init__(self, form: FormSheet, kinds: Mapping[str, Any]) -> None:
        self._form, self._kinds = form, kinds
        self._list: CheckList | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(self._area.focusPolicy().NoFocus)
        self._area.setFixedHeight(form._desk.theme.px(176))
        self._area.setAccessibleName(_("Told in one go"))
        self.left = label("", "small", wrap=True)
        form.body.addWidget(self._area)
        self.all = button(_("All told"), self._tick_all, "small")
        self._foot = box(row(self.left, None, self.all))
        form.body.addWidget(self._foot)
        there = widgets_laid(form.body)
        self._typed: list[QWidget] = [there[there.index(form._fields["told"]) - 1], form._fields["told"]]
        self._proposed = ("", "")
        self._box: Any = form._fields["service"]

    def follow(self) -> None:
        """Follow the kind that is chosen."""
        self._box.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def value(self, typed: str) -> tuple[str, ...]:
        """What was told: the boxes that are ticked, or what was typed where no kind is chosen."""
        if self._list is not None:
            ticked = self._list.value()
            return tuple(line for line in self._list.boxes if line in ticked)
        parts = typed.replace("，", ",").replace("、", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def _show(self) -> None:
        one = self._kinds.get(chosen(self._box) or "")
        for part in self._typed:
            part.setVisible(one is None)
        for part in (self._area, self._foot):
            part.setVisible(one is not None)
        self._list = None
        if one is None:
            return
        from supervisor.complaints.settings.words import GROUPS

        groups = {str(line): str(GROUPS[group]) for group, lines in one.kind.grouped() for line in lines}
        made = CheckList(
            [(line, _("{heading}: {line}").format(heading=groups[line], line=line)) for line in one.kind.told_once],
            (),
            columns=1,
        )
        holder = QWidget()
        holder.setObjectName("bare")
        holder.setLayout(column(made, None, margins=6))
        self._area.setWidget(holder)
        self._list = made
        for each in made.boxes.values():
            each.toggled.connect(lambda _on: self._say_left())
        self._fill(one)
        self._say_left()
        if self._form.isVisible():
            self._form._grow()

    def _tick_all(self) -> None:
        if self._list is not None:
            for made in self._list.boxes.values():
                made.setChecked(True)

    def _say_left(self) -> None:
        if self._list is not None:
            left = len(self._list.boxes) - len(self._list.value())
            self.left.setText(
                _("Not everything told yet: {n} lines are left.").format(n=left) if left else _("Everything is told.")
            )

    def _fill(self, one: Any) -> None:
        """The kind's own name, sort and time, where they were not changed by hand."""
        fields: dict[str, Any] = self._form._fields
        before = fields["matter"].text().strip()
        if before in ("", self._proposed[0]):
            self._proposed = (str(one.kind.name), "")
            fields["matter"].setText(str(one.kind.name))
        fields["kind"].setCurrentIndex(fields["kind"].findData("follow_up"))
        if one.due is not None:
            fields["day"].setDate(QDate(one.due.year, one.due.month, one.due.day))
            fields["minute"].setTime(QTime(one.due.hour, one.due.minute))
