"""Sheets that people fill in: headings in either language, cells of any kind, every fault with its cell.

A person who brings a workbook wants all of its faults at once, each with the place and what to write
instead. So nothing here raises at the first bad cell: a `Line` answers with a harmless value, notes the
fault, and the import refuses the whole file when any fault was noted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from supervisor.errors import Fault
from supervisor.language import _

Columns = Mapping[str, Sequence[str]]  # our name of a column -> the headings it may carry
HEADING_ROWS = 10  # how far down a heading row may stand, below titles and remarks
YES = {"是", "yes", "y", "1", "true", "有", "√", "✓"}
NO = {"否", "no", "n", "0", "false", "无", "", "×"}
_CLOCK = re.compile(r"^(\d{1,2})[:时h](\d{2})(?:[:分]\d{0,2})?分?$")
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


def plain(text: Any) -> str:
    """A heading or code as it is compared: one width of letters, small, without blanks, stars and colons."""
    return re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", str(text))).casefold()


def letter(index: int) -> str:
    """Excel's name of a column (0 → A, 26 → AA)."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(value: Any) -> str:
    """A cell as the text a person sees: whole numbers without a decimal point, no blanks around it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()


class Sheet:
    """One sheet read as a table: find the heading row, then go through its lines."""

    def __init__(self, file: str, name: str, rows: list[list[Any]], columns: Columns, required: Sequence[str]) -> None:
        self.file = file
        self.name = name
        self.columns = columns
        self.faults: list[Fault] = []
        self.place: dict[str, int] = {}
        self._rows = rows
        self._heading = -1
        known = {plain(heading): ours for ours, headings in columns.items() for heading in headings}
        for number, row in enumerate(rows[:HEADING_ROWS]):
            place: dict[str, int] = {}
            for index, cell in enumerate(row):
                ours = known.get(plain(cell))
                if ours is not None and ours not in place:
                    place[ours] = index
            if len(place) > len(self.place):
                self.place, self._heading = place, number
        for ours in required:
            if ours not in self.place:
                cure = _("Add a column headed {heading}.").format(heading=columns[ours][0])
                self.fault(_("column {heading} is missing").format(heading=columns[ours][0]), cure, row=1)

    @property
    def readable(self) -> bool:
        """Whether every required column was found."""
        return not self.faults

    def fault(self, problem: str, cure: str = "", *, row: int = 0, column: str = "") -> None:
        """Note a fault of this sheet."""
        self.faults.append(Fault(problem, cure, self.file, self.name, row, column))

    def lines(self) -> Iterator[Line]:
        """Every line under the heading that holds anything in a known column."""
        for number in range(self._heading + 1, len(self._rows)):
            cells = self._rows[number]
            line = Line(self, number + 1, cells)
            if any(shown(line.raw(ours)) for ours in self.place):
                yield line


class Line:
    """One line of a sheet; every reading notes a fault rather than raising."""

    def __init__(self, sheet: Sheet, number: int, cells: list[Any]) -> None:
        self.sheet = sheet
        self.number = number
        self._cells = cells

    def raw(self, ours: str) -> Any:
        """The cell as it is; None where the column or cell is absent."""
        index = self.sheet.place.get(ours)
        return None if index is None or index >= len(self._cells) else self._cells[index]

    def fault(self, ours: str, problem: str, cure: str = "") -> None:
        """Note a fault of one cell of this line."""
        index = self.sheet.place.get(ours)
        column = "" if index is None else letter(index)
        self.sheet.fault(problem, cure, row=self.number, column=column)

    def text(self, ours: str, *, required: bool = False) -> str:
        """The cell as text."""
        value = shown(self.raw(ours))
        if required and not value:
            self.fault(ours, _("{heading} is empty").format(heading=self._heading(ours)), _("Fill it in."))
        return value

    def whole(self, ours: str, *, default: int | None = None, least: int = 0, most: int = 10**9) -> int:
        """The cell as a whole number between least and most."""
        value = shown(self.raw(ours))
        if not value and default is not None:
            return default
        if re.fullmatch(r"-?\d{1,18}", value) and least <= int(value) <= most:
            return int(value)
        cure = _("Write a whole number from {least} to {most}.").format(least=least, most=most)
        self.fault(ours, _("{value} is no such number").format(value=value or _("(empty)")), cure)
        return least

    def number_of(self, ours: str, *, least: float, most: float) -> float:
        """The cell as a number between least and most."""
        try:
            value = float(shown(self.raw(ours)).rstrip("%％"))
        except ValueError:
            value = float("nan")
        if shown(self.raw(ours)).endswith(("%", "％")):
            value /= 100
        if least <= value <= most:
            return value
        cure = _("Write a number from {least} to {most}.").format(least=least, most=most)
        self.fault(ours, _("{value} is no such number").format(value=shown(self.raw(ours))), cure)
        return least

    def day(self, ours: str, *, required: bool = False) -> date | None:
        """The cell as a date, whether Excel knows it as one or it is text like 2026-11-30."""
        value = self.raw(ours)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = shown(value)
        if not text and not required:
            return None
        found = _DATE.match(text)
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        self.fault(
            ours,
            _("{value} is no date").format(value=text or _("(empty)")),
            _("Write it like 2026-11-30."),
        )
        return None

    def minute(self, ours: str, *, required: bool = False) -> int | None:
        """The cell as a time of day in minutes after midnight, whether a time, a text like 8:30 or 24:00."""
        value = self.raw(ours)
        found = as_minute(value)
        if found is None and (required or shown(value)):
            problem = _("{value} is no time of day").format(value=shown(value) or _("(empty)"))
            self.fault(ours, problem, _("Write it like 08:30."))
        return found

    def yes(self, ours: str) -> bool:
        """The cell as yes or no; empty is no."""
        value = shown(self.raw(ours)).casefold()
        if value not in YES | NO:
            self.fault(ours, _("{value} is neither yes nor no").format(value=value), _("Write 是 or 否."))
        return value in YES

    def _heading(self, ours: str) -> str:
        return self.sheet.columns[ours][0]


def as_minute(value: Any) -> int | None:
    """A cell as minutes after midnight, None when it is no time of day."""
    if isinstance(value, datetime | time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return minutes if 0 <= minutes <= 1440 else None
    if isinstance(value, float) and 0 < value <= 1:
        return round(value * 1440)
    found = _CLOCK.match(unicodedata.normalize("NFKC", shown(value)))
    if not found:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if int(found[2]) < 60 and minutes <= 1440 else None
