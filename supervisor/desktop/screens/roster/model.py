"""The week's grid as a table model: zones as headings, people as rows, the seven days as columns after the name.

A square's words and marks are worked out when the week is put, not while it is painted. A second week of the same
people is told as changed data, so that the cursor and the place of scrolling stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from supervisor.desktop.screens.roster.reading import WeekShown
from supervisor.desktop.wording import column_day, span
from supervisor.language import _

Index = QModelIndex | QPersistentModelIndex
SQUARE = int(Qt.ItemDataRole.UserRole) + 20
NAME_COLUMN = 0
DAYS = 7


@dataclass(frozen=True)
class Square:
    """How one cell reads: two lines, a status for its ground, and what marks it.

    `manner`: duty, rest, away, conflict, closed, zone, name.
    """

    first: str = ""
    second: str = ""
    manner: str = "duty"
    changed: bool = False
    today: bool = False

    @property
    def spoken(self) -> str:
        """The cell as it is read aloud."""
        return " ".join(part for part in (self.first, self.second) if part)


@dataclass(frozen=True)
class GridRow:
    """One row: a zone's heading (`person` empty) or a person."""

    person: str
    title: str
    number: str
    squares: tuple[Square, ...] = ()


class WeekModel(QAbstractTableModel):
    """The rows of a week. `typed` is sent when a text was typed into a square: person, day, text."""

    typed = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GridRow] = []
        self.shown: WeekShown | None = None
        self.editable = True

    def put(self, shown: WeekShown) -> None:
        """Show a week."""
        rows = grid_rows(shown)
        same = [row.person for row in rows] == [row.person for row in self.rows]
        if not same:
            self.beginResetModel()
        self.shown, self.rows = shown, rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, DAYS))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS)

    def place(self, index: Index) -> tuple[str, date | None] | None:
        """The person and day of a cell; the day is None in the column of names; None for a zone's heading."""
        if self.shown is None or not index.isValid() or not self.rows[index.row()].person:
            return None
        day = None if index.column() == NAME_COLUMN else self.shown.week.monday + timedelta(days=index.column() - 1)
        return self.rows[index.row()].person, day

    def find(self, person: str, day: date | None) -> QModelIndex:
        """The cell of a person and day; invalid when it is not on the grid."""
        if self.shown is None:
            return QModelIndex()
        row = next((i for i, one in enumerate(self.rows) if one.person == person), -1)
        column = NAME_COLUMN if day is None else 1 + (day - self.shown.week.monday).days
        return self.index(row, column) if row >= 0 and 0 <= column <= DAYS else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DAYS + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.rows[index.row()].person:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() != NAME_COLUMN else flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if index.column() == NAME_COLUMN:
            square = Square(row.title, row.number, "name" if row.person else "zone")
        else:
            square = row.squares[index.column() - 1] if row.squares else Square(manner="zone")
        if role == SQUARE:
            return square
        if role == int(Qt.ItemDataRole.DisplayRole):
            return square.spoken
        if role == int(Qt.ItemDataRole.EditRole):
            return self._written(index)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return square.spoken or None
        if role == int(Qt.ItemDataRole.AccessibleTextRole) and row.person and index.column() != NAME_COLUMN:
            return f"{row.title} {self.headerData(index.column(), Qt.Orientation.Horizontal)} {square.spoken}"
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        found = self.place(index)
        if role != int(Qt.ItemDataRole.EditRole) or found is None or found[1] is None:
            return False
        text = str(value).strip()
        if text and text != self._written(index):
            self.typed.emit(found[0], found[1], text)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.shown is None or not 0 <= section <= DAYS:
            return None
        if role != int(Qt.ItemDataRole.DisplayRole):
            return None
        return _("Person") if section == NAME_COLUMN else column_day(self.shown.week.days[section - 1].day)

    def _written(self, index: Index) -> str:
        from supervisor.roster.shorthand import written

        found = self.place(index)
        if found is None or found[1] is None or self.shown is None:
            return ""
        return written(self.shown.week.cell(found[0], found[1]), self.shown.week.posts)


def grid_rows(shown: WeekShown) -> list[GridRow]:
    """People under the headings of their zones, each with seven squares."""
    from supervisor.roster.cells import cell_of

    week = shown.week
    posts = {one.subject: str(one.name) for one in week.posts}
    conflicts = {(one.person, one.day) for one in shown.gaps if one.kind == "away"}
    by_zone: dict[str, list[Any]] = {}
    for person in week.people:
        by_zone.setdefault(person.zone, []).append(person)
    rows: list[GridRow] = []
    for zone, crew in by_zone.items():
        title = week.zones.get(zone, zone) or _("without a zone")
        rows.append(GridRow("", title, _("{n} people").format(n=len(crew))))
        for person in crew:
            squares = tuple(
                _square(
                    cell_of(each.roster, person.subject),
                    each,
                    posts,
                    conflict=(person.subject, each.day) in conflicts,
                    changed=(person.subject, each.day) in shown.changed,
                    today=each.day == shown.today,
                )
                for each in week.days
            )
            rows.append(GridRow(person.subject, person.name, person.no, squares))
    return rows


def _square(cell: Any, each: Any, posts: dict[str, str], *, conflict: bool, changed: bool, today: bool) -> Square:
    from supervisor.roster.words import absence_name

    away = [one for one in cell.absences if one.end_minute - one.start_minute >= 20 * 60]
    part = [one for one in cell.absences if one not in away]
    names = [posts.get(one.post, "?") for one in cell.duties]
    first = names[0] if len(dict.fromkeys(names)) == 1 else " / ".join(dict.fromkeys(names))
    if conflict:
        return Square(f"▲ {absence_name((away or part)[0].kind)}", _("still: {post}").format(post=first), "conflict",
                      changed, today)  # fmt: skip
    if away:
        return Square(absence_name(away[0].kind), away[0].note, "away", changed, today)
    if not cell.duties:
        if part:
            times = span(part[0].start_minute, part[0].end_minute)
            return Square(absence_name(part[0].kind), times, "away", changed, today)
        if each.opening is None:
            return Square("", "", "closed", changed, today)
        return Square(_("rest") if each.roster.planned else "", "", "rest", changed, today)
    times = span(cell.duties[0].start_minute, cell.duties[-1].end_minute)
    if part:
        times = f"{absence_name(part[0].kind)} {span(part[0].start_minute, part[0].end_minute)}"
    return Square(first, times, "duty", changed, today)
