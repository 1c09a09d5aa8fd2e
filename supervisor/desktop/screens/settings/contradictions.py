"""What two copies changed apart, one after the other: the sides beside each other, and a choice for each field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import label, scrolling
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

LINE = 28  # signs of a value on one line
MANY = 8  # fields beyond which they scroll by themselves
WHOLE = ""  # the group of buttons that chooses a whole side


class ContradictionsSheet(Sheet):
    """The list above, the chosen contradiction below; settled ones leave the list."""

    def __init__(self, parent: QWidget, desk: Desk, then: Callable[[], object] = lambda: None) -> None:
        super().__init__(parent.window(), _("What two copies changed apart"))
        self._desk, self._then = desk, then
        theme = desk.theme
        self.setMinimumWidth(theme.px(900))
        words = _("Nothing was overwritten: both values are in the record. Choose which one stands.")
        self.body.addWidget(label(words, "muted", wrap=True))
        self.table = DataTable(
            theme,
            [
                Column("title", _("What differs"), lambda one: one.title, width=-1, strong=True),
                Column("what", _("What each side did"), lambda one: one.sides[0].what if one.sides else "", width=170,
                       spare=True),
                Column("sort", _("State"), _state, status=lambda one: "warning" if one.settles else "info", width=190),
            ],
            name=_("Contradictions"), empty=EmptyState(_("Nothing to settle.")),
        )  # fmt: skip
        self.table.setFixedHeight(theme.px(180))
        self.body.addWidget(self.table)
        self._place = QWidget()
        self._place.setObjectName("bare")
        self.body.addWidget(self._place)
        self.hint = label("", "small", wrap=True)
        self.body.addWidget(self.hint)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why (needed where nothing can be put right any more)"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.reason.hide()
        self.body.addWidget(self.reason)
        self.groups: dict[str, QButtonGroup] = {}
        self.chosen: Any = None
        self.verb = self.add_buttons(_("Settle as chosen"), self.settle, no=_("Close"))
        self.verb.setEnabled(False)
        self.table.chosen.connect(self._show)

    def open_list(self) -> None:
        """Read what waits and open."""
        self.open()
        self._read()

    def _read(self) -> None:
        actor = self._desk.actor

        def reading(reader: Any) -> Any:
            from supervisor.exchange.seeing import contradictions_for

            return contradictions_for(reader, actor)

        self._desk.load(self, reading, self._put)

    def _put(self, found: list[Any]) -> None:
        self._clear()
        self.verb.setEnabled(False)
        self.hint.setText("")
        self.table.put(found)  # shows the one that stays under the cursor
        if found:
            if self.table.current() is None:
                self.table.view.selectRow(0)
            self.table.view.setFocus()

    def _clear(self) -> None:
        self.chosen, self.groups = None, {}
        self.reason.hide()
        fresh = QWidget()
        fresh.setObjectName("bare")
        self.body.replaceWidget(self._place, fresh)
        self._place.hide()
        self._place.deleteLater()
        self._place = fresh

    def _show(self, one: Any) -> None:
        self._clear()
        self.chosen = one
        grid = QGridLayout()
        around = QVBoxLayout(self._place)
        around.setContentsMargins(0, 0, 0, 0)
        if len(one.fields) > MANY:
            area = scrolling(grid)
            area.setFixedHeight(self._desk.theme.px(340))
            around.addWidget(area)
        else:
            around.addLayout(grid)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._desk.theme.px(120))
        stands = next((n for n, side in enumerate(one.sides) if side.stands), 0)
        whole = QButtonGroup(self)
        for number, side in enumerate(one.sides):
            grid.setColumnStretch(number + 1, 1)
            at = side.at.strftime("%m-%d %H:%M") if side.at else ""
            about = " · ".join(part for part in (side.by, at, _("device {code}").format(code=side.device)) if part)
            now = side.stands and one.settles
            title = _("{what} (counts now)").format(what=side.what) if now else side.what
            if one.settles:
                grid.addWidget(self._button(whole, number, title, number == stands), 0, number + 1)
            else:
                grid.addWidget(label(title, "strong", wrap=True), 0, number + 1)
            grid.addWidget(label(about, "small", wrap=True), 1, number + 1)
        self.groups[WHOLE] = whole
        whole.idClicked.connect(self._all_from)
        for place, field in enumerate(one.fields, 2):
            grid.addWidget(label(field.label, "small", wrap=True), place, 0)
            group = QButtonGroup(self)
            for number, value in enumerate(field.values):
                if one.mixable:
                    made = self._button(group, number, value, number == stands)
                    made.setAccessibleName(f"{field.label}: {value}")
                    grid.addWidget(made, place, number + 1)
                else:
                    grid.addWidget(label(value, wrap=True), place, number + 1)
            if one.mixable:
                self.groups[field.name] = group
        self.hint.setText(one.hint)
        self.reason.clear()
        self.reason.setVisible(one.settles)
        self.verb.setEnabled(one.settles)
        self.adjustSize()

    def _button(self, group: QButtonGroup, number: int, words: str, ticked: bool) -> QRadioButton:
        made = QRadioButton(_folded(words).replace("&", "&&"))
        made.setAccessibleName(words)
        made.setChecked(ticked)
        group.addButton(made, number)
        return made

    def _all_from(self, side: int) -> None:
        """A whole side chosen: every field from it."""
        for name, group in self.groups.items():
            if name != WHOLE and group.button(side) is not None:
                group.button(side).setChecked(True)

    def settle(self) -> None:
        """Enter what was chosen."""
        one, desk = self.chosen, self._desk
        if one is None or not one.settles:
            return
        keep = max(0, self.groups[WHOLE].checkedId())
        fields = {name: group.checkedId() for name, group in self.groups.items() if name != WHOLE}
        reason = self.reason.text()
        differing = {name: side for name, side in fields.items() if side not in (keep, -1)}

        def work() -> Any:
            from supervisor.exchange.settling import settle

            return settle(desk.book, desk.actor, one.id, keep=keep, fields=differing, reason=reason)

        def done(_settled: Any) -> None:
            self._then()
            self._read()

        self.say("")
        self.verb.setEnabled(False)
        desk.command(
            self, work, done=done, said=_("Settled: {title}").format(title=one.title), failed=self._not_settled
        )

    def _not_settled(self, notice: Any) -> None:
        self.verb.setEnabled(True)
        self.say(notice.happened)


def _folded(words: str) -> str:
    """A long value on several lines, as a radio button does not fold it; broken after a comma where there is one."""
    lines = []
    while len(words) > LINE:
        cut = max(words.rfind(sign, LINE // 2, LINE) for sign in "；、，,; ") + 1
        lines.append(words[: cut or LINE])
        words = words[cut or LINE :]
    return "\n".join([*lines, words])


def _state(one: Any) -> str:
    if one.settles:
        return _("to be decided")
    return _("to be mended elsewhere")
