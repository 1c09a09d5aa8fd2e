"""Putting values into cells: real numbers and dates where a name stands alone, words where it stands in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from reports.celltext import by_number, fitting, units
from reports.fields import Catalogue, Cell, Field, Value, in_units, spoken

from .filled import Place
from .package import MAIN, Node, Package
from .refs import cell as position
from .refs import place
from .sheets import FORMULA, VALUE, Run, Sheet, emptied, put_number, put_text
from .slots import Slot
from .styles import Styles
from .texts import Mark, replaced

MISSING = "—"
"""What stands where the month has nothing: never a zero, which would be a figure."""
_EPOCH, _LATER = date(1899, 12, 30), 1462  # days, of workbooks that count from 1904
_LONGEST_SAID = 30_000  # of a text within a text


class Putting:
    """What was put where, sheet by sheet. A value is read once, however often it is asked for."""

    def __init__(self, package: Package, names: Catalogue) -> None:
        self.names = names
        self.styles = Styles(package)
        self.filled: list[Place] = []
        self.unknown: list[Place] = []
        self.unfilled: list[Place] = []
        self._values: dict[str, Value] = {}
        self._cells: dict[tuple[int, int], Node] = {}
        self.lines: dict[int, Node] = {}  # rows of the sheet that got a text
        properties = package.xml(package.workbook).find(f"{{{MAIN}}}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")

    def on(self, sheet: Sheet) -> None:
        """The cells that are meant now are those of this sheet."""
        self.lines = {}
        self._cells = {position(one.get("r", "")): one for one in sheet.cells()}
        sheet.touch()

    def slot(self, slot: Slot, rows: Sequence[int], entries: Mapping[str, Sequence[tuple]]) -> None:
        """Fill a cell of the form at each of the rows where it stands now, from entry to entry of its lists."""
        now = place(rows[0], slot.column) + (f":{place(rows[-1], slot.column)}" if len(rows) > 1 else "")
        for entry, row in enumerate(rows):
            cell = self._cells.get((row, slot.column))
            if cell is None:
                continue
            if slot.alone:
                self._alone(cell, slot, entry, entries)
            else:
                self._within(cell, slot, entry, entries)
            line = cell.getparent()
            if line is not None and cell.get("t") == "inlineStr":
                self.lines[row] = line
        for mark, found in slot.wanted:
            self._note(mark, found, slot.sheet.name, slot.cell, now, entries)

    def said(self, mark: Mark, found: Field | Cell | None, sheet: str, cell: str, now: str) -> str | None:
        """What a field says inside a text; None, and noted, where no field is called so."""
        self._note(mark, found, sheet, cell, now, {})
        if not isinstance(found, Field):
            return None
        return by_number(self._words(self._value(found), found.kind)) or MISSING

    def _note(self, mark, found, sheet: str, cell: str, now: str, entries: Mapping[str, Sequence[tuple]]) -> None:
        if found is None:
            self.unknown.append(Place(sheet, cell, now, mark.name, nearest=self.names.nearest(mark.name)))
            return
        if isinstance(found, Field):
            for word, what in mark.options:  # an order or a number of entries, of which a figure has none
                self.unknown.append(
                    Place(sheet, cell, now, f"{mark.name}|{word}={what}" if what else f"{mark.name}|{word}")
                )
            value, kind = self._value(found), found.kind
            if value is None:
                self.unfilled.append(Place(sheet, cell, now, mark.name, shown=MISSING))
                return
        else:
            rows = entries.get(found.list.code, ())
            value, kind = (rows[0][found.place] if rows else None), found.column.kind
        self.filled.append(Place(sheet, cell, now, mark.name, shown=spoken(value, kind)[:80]))

    def _value(self, found: Field) -> Value:
        if found.code not in self._values:
            self._values[found.code] = found.value
        return self._values[found.code]

    @staticmethod
    def _words(value: Value, kind: str) -> str:
        return units(spoken(value, kind), _LONGEST_SAID)

    def _of(self, found: Field | Cell, entry: int, entries: Mapping[str, Sequence[tuple]]) -> tuple[Value, str]:
        """The value for an entry and its kind; a list that is over has none."""
        if isinstance(found, Field):
            return self._value(found), found.kind
        rows = entries.get(found.list.code, ())
        return (rows[entry][found.place] if entry < len(rows) else None), found.column.kind

    def _alone(self, cell: Node, slot: Slot, entry: int, entries: Mapping[str, Sequence[tuple]]) -> None:
        _mark, found = slot.wanted[0]
        if found is None:
            return
        value, kind = self._of(found, entry, entries)
        if value is None and isinstance(found, Cell):
            emptied(cell)
            return
        value = MISSING if value is None else value
        if isinstance(value, str):
            look = next((run.look for run in slot.runs if "{" in run.text or "｛" in run.text), None)
            put_text(cell, [Run(by_number(fitting(value)), look)])
            return
        style = self.styles.fitting(int(cell.get("s", "0")), kind)
        put_number(cell, self._number(value, kind))
        if style or cell.get("s"):
            cell.set("s", str(style))

    def _number(self, value: Value, kind: str) -> float:
        if isinstance(value, date):
            days = (value.date() if isinstance(value, datetime) else value).toordinal() - _EPOCH.toordinal()
            days -= _LATER if self._from_1904 else 0
            if isinstance(value, datetime):
                return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400
            return days
        number = in_units(value, kind)
        assert isinstance(number, int | float)
        return number

    def _within(self, cell: Node, slot: Slot, entry: int, entries: Mapping[str, Sequence[tuple]]) -> None:
        wanted = dict(slot.wanted)

        def say(mark: Mark) -> str | None:
            found = wanted.get(mark)
            if found is None:
                return None
            value, kind = self._of(found, entry, entries)
            if value is None:
                return "" if isinstance(found, Cell) else MISSING
            said = self._words(value, kind)
            return said.replace('"', '""') if slot.formula else by_number(said)

        texts = replaced([run.text for run in slot.runs], say)
        if texts is None:
            return
        if slot.formula:
            formula = cell.find(FORMULA)
            if formula is not None:
                formula.text = replaced([formula.text or ""], _by_name(say, wanted))[0]  # type: ignore[index]
                value = cell.find(VALUE)
                if value is not None:
                    cell.remove(value)
            return
        put_text(cell, [Run(text, run.look) for text, run in zip(texts, slot.runs, strict=True)])


def _by_name(say, wanted):
    """The same by name: in a formula that moved, a placeholder stands elsewhere than in the form."""
    by_name = {mark.name: mark for mark in wanted}
    return lambda mark: say(by_name[mark.name]) if mark.name in by_name else None
