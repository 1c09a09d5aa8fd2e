"""The month's rota as a table model: a row a day, a column an area, each cell its sign, its name and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from supervisor.desktop.screens.roster.rota_reading import RotaShown
from supervisor.desktop.wording import listed, short_day, weekday
from supervisor.language import _

Index = QModelIndex | QPersistentModelIndex
RotaKey = tuple[date, str]
MARK = int(Qt.ItemDataRole.UserRole) + 21


@dataclass(frozen=True)
class Mark:
    """How one cell reads. `manner`: day, none, or the state of the slot; `closed`: nothing can fall on the day."""

    words: str = ""
    manner: str = "none"
    said: str = ""
    closed: bool = False
    today: bool = False
    mine: bool = False
    fixed: bool = False


class RotaModel(QAbstractTableModel):
    """The days of a month; `first` is the cell marked as the one half of a swap."""

    def __init__(self, me: str) -> None:
        super().__init__()
        self._me = me
        self.shown: RotaShown | None = None
        self.areas: list[Any] = []
        self.first: RotaKey | None = None
        self._marks: dict[tuple[int, int], Mark] = {}

    def put(self, shown: RotaShown) -> None:
        """Show a month."""
        areas = [area for area in shown.month.areas if area.who != "owner"]
        same = (
            self.shown is not None
            and self.shown.month.first == shown.month.first
            and [one.subject for one in areas] == [one.subject for one in self.areas]
        )
        if not same:
            self.beginResetModel()
        self.shown, self.areas = shown, areas
        self._marks = {}
        if not same:
            self.first = None
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def key(self, index: Index) -> RotaKey | None:
        """The day and area of a cell that has a slot; None of any other."""
        if self.shown is None or not index.isValid() or index.column() == 0:
            return None
        key = (self.shown.month.days[index.row()].day, self.areas[index.column() - 1].subject)
        return key if key in self.shown.month.slots else None

    def find(self, key: RotaKey) -> QModelIndex:
        """The cell of a day and area; invalid when it is not on show."""
        if self.shown is None:
            return QModelIndex()
        rows = [n for n, one in enumerate(self.shown.month.days) if one.day == key[0]]
        columns = [n for n, one in enumerate(self.areas) if one.subject == key[1]]
        return self.index(rows[0], columns[0] + 1) if rows and columns else QModelIndex()

    def choose(self, key: RotaKey | None) -> None:
        """Mark a cell as the one half of a swap, or none."""
        for one in (self.first, key):
            index = self.find(one) if one is not None else QModelIndex()
            if index.isValid():
                self.dataChanged.emit(index, index)
        self.first = key

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.shown is None else len(self.shown.month.days)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.areas) + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if self.shown is None or not index.isValid():
            return None
        mark = self.mark(index.row(), index.column())
        if role == MARK:
            return mark
        if role == int(Qt.ItemDataRole.DisplayRole):
            return mark.words
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return mark.said or None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{self.mark(index.row(), 0).words} {head} {mark.said}" if index.column() else mark.words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self.areas):
            return None
        if role == int(Qt.ItemDataRole.ToolTipRole) and section:
            return self.areas[section - 1].tasks or None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return str(self.areas[section - 1].name) if section else _("Day")
        return None

    def mark(self, row: int, column: int) -> Mark:
        """How a cell reads."""
        if (row, column) not in self._marks:
            self._marks[row, column] = self._mark(row, column)
        return self._marks[row, column]

    def _mark(self, row: int, column: int) -> Mark:
        from supervisor.roster.rota.printing import day_kind_words
        from supervisor.roster.rota.words import SIGNS, STATES, turn_words

        assert self.shown is not None
        month, names = self.shown.month, self.shown.names
        each = month.days[row]
        today = each.day == month.today
        closed = not any(key[0] == each.day for key in month.slots)
        if column == 0:
            kind = day_kind_words(each)
            words = " ".join(filter(None, (short_day(each.day), weekday(each.day), kind)))
            return Mark(words, "day", words, closed, today)
        slot = month.slots.get((each.day, self.areas[column - 1].subject))
        if slot is None:
            return Mark("", "none", "", closed, today)
        name = turn_words(slot.turn, names) or str(STATES[slot.state])
        did = slot.done.person if slot.done is not None else ""
        helped = bool(did and slot.turn is not None and did != slot.turn.person)
        if helped:
            name = _("{name} (for {other})").format(name=names.get(did, "–"), other=name)
        fixed = bool(slot.turn and slot.turn.fixed)
        words = " ".join(filter(None, (SIGNS.get(slot.state, ""), name, "⇄" if fixed else "")))
        said = [name, str(STATES[slot.state])]
        if slot.done is not None:
            at = slot.done.at.astimezone(self.shown.zone).strftime("%m-%d %H:%M")
            said[-1] = _("done {at}").format(at=at)
        if fixed:
            said.append(_("swapped or set by hand") + (f": {slot.reason}" if slot.reason else ""))
        mine = bool(slot.turn and slot.turn.person == self._me)
        return Mark(words, slot.state, listed(said), closed, today, mine, fixed)
