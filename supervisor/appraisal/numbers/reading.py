"""What the tables of a workbook say, row by row: a fact a row, a person a row, days of attendance; with every fault by
sheet, row and column, and what was left out said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from supervisor.appraisal.forms.cells import Unreadable, choice, day, hundredths, month, plain, text, whole
from supervisor.appraisal.forms.intake.formulas import Unread
from supervisor.appraisal.months import month_days
from supervisor.appraisal.numbers.grid import Found, Grid, Head, table_of
from supervisor.appraisal.numbers.people import Named
from supervisor.appraisal.numbers.records import Key, Read
from supervisor.appraisal.numbers.words import (
    ATTENDANCE,
    ATTENDANCE_OF,
    CLIENT_OF,
    HEAD_OF,
    NO_BREACH,
    NOTHING,
    PASSED_OVER,
    SOURCES,
    TOTALS,
    bare,
    month_in,
)
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.branch.records import Person
from supervisor.branch.workbook import letter
from supervisor.errors import Fault
from supervisor.language import _

_SOURCE = choice({code: CHOICES["source"][code] for code in SOURCES})
_PASSED = {bare(word) for word in PASSED_OVER}
_TOTALS = {bare(word) for word in TOTALS}
_NO_BREACH = {bare(word) for word in NO_BREACH}


class Book(msgspec.Struct):
    """What reading needs to know and what it finds on the way. `items`: (source, item) by the name of a measure."""

    file: str
    people: Named
    items: Mapping[str, tuple[str, str]]
    today: date
    month: str = ""
    faults: list[Fault] = msgspec.field(default_factory=list)
    read: list[Read] = msgspec.field(default_factory=list)
    notes: dict[str, int] = msgspec.field(default_factory=dict)

    def note(self, words: str) -> None:
        """Something left out; how often is counted."""
        self.notes[words] = self.notes.get(words, 0) + 1


def read_all(grids: Sequence[Grid], book: Book) -> None:
    """Every table of the sheets. Sheets without one are passed over."""
    tables = [(grid, found) for grid in grids if (found := table_of(grid, set(CLIENT_OF) | set(ATTENDANCE_OF)))]
    if not tables:
        cure = _("Write the heads 工号, 姓名, 月份 or 日期, and 指标 with 数值 or a column for each figure.")
        book.faults.append(Fault(_("There is no table of numbers in this workbook."), cure, book.file))
    for grid, found in tables:
        _Table(book, grid, found).read()
    seen: dict[Key, Read] = {}
    for each in book.read:
        first = seen.setdefault(each.key, each)
        if first is not each:
            book.faults.append(
                Fault(_("{name}: {item} of {when} stands in row {row} of {sheet} already.").format(
                    name=each.name, item=each.key.item, when=each.key.when, row=first.row, sheet=first.sheet),
                    _("Leave one of the two rows; count several cases of one day under 次数."),
                    book.file, each.sheet, each.row, each.column)
            )  # fmt: skip


class _Table:
    """One table of a sheet on its way to facts."""

    def __init__(self, book: Book, grid: Grid, found: Found) -> None:
        self.book, self.grid, self.found = book, grid, found
        self.own: dict[str, Head] = {}
        self.figures: list[Head] = []
        self.about: dict[int, tuple[Person, tuple[str, date]] | None] = {}
        for head in found.heads:
            field = HEAD_OF.get(head.word)
            if field and field not in self.own:
                self.own[field] = head
            elif head.word not in _PASSED and not field:
                self.figures.append(head)
        said = next((m for m in map(month_in, (*found.titles, grid.sheet, book.file)) if m), "")
        self.month = said or book.month

    def read(self) -> None:
        """Row by row; a table says in its heads which of the three forms it has."""
        form = self._by_figure
        if "kind" in self.own:
            form = self._attendance
        elif "item" in self.own and ("value" in self.own or "cases" in self.own):
            form = self._by_row
        elif "value" in self.own and not self.figures:  # a list of ranks: its sheet says of what
            form = self._ranks
        elif not self.figures:
            self._fault(self.found.first - 1, None, _("There is no column with a figure."),
                        _("Add 指标 and 数值, or a column for each figure."))  # fmt: skip
            return
        for at in range(self.found.first, len(self.grid.rows)):
            cells = self.grid.rows[at]
            if all(text(cell) in NOTHING for cell in cells):
                continue
            if any(bare(self._cell(at, name)) in _TOTALS for name in ("no", "name", "month", "day")) or (
                bare(cells[0]) in _TOTALS
            ):
                self.book.note(_("rows of totals and means left out"))
                continue
            if all(text(self._cell(at, name)) in NOTHING for name in ("no", "name")):
                self.book.note(_("rows that name nobody left out"))
                continue
            form(at)

    def _by_row(self, at: int) -> None:
        """指标数据: a row says person, measure and value."""
        written = text(self._cell(at, "item"))
        if not written:
            self._fault(at, self.own["item"], _("{column} is empty.").format(column=self.own["item"].written),
                        _("Fill it in."))  # fmt: skip
            return
        source, item = self._meant(written)
        if text(self._cell(at, "source")):
            source = self._tried(at, "source", _SOURCE) or source
        value, cases = self._tried(at, "value", figure), self._tried(at, "cases", whole)
        if value is None and cases is None:
            if not self._failed(at):
                self.book.note(_("cells without a figure left out"))
            return
        self._add(at, source, item, value, 1 if cases is None else cases, self.own.get("value") or self.own["cases"])

    def _ranks(self, at: int) -> None:
        source, item = self._meant(self.grid.sheet)
        value = self._tried(at, "value", figure)
        if value is not None:
            self._add(at, source, item, value, 1, self.own["value"])

    def _by_figure(self, at: int) -> None:
        """A person a row, a measure a column."""
        for head in self.figures:
            cell = self.grid.rows[at][head.index] if head.index < len(self.grid.rows[at]) else None
            if text(cell) in NOTHING and not self._unworked(at, head):
                continue
            source, item = self._meant(head.written)
            read = whole if source == "attendance" else figure
            value = self._try(at, head, cell, read)
            if value is None:
                continue
            if source == "attendance":
                self._add(at, source, item, None, value, head)  # 0: looked at, and nothing found
            else:
                self._add(at, source, item, value, 1, head)

    def _attendance(self, at: int) -> None:
        """考勤: a row says day and what happened."""
        head = self.own["kind"]
        word = bare(self._cell(at, "kind"))
        if word in _NO_BREACH or not word:
            self.book.note(_("days without a breach left out"))
            return
        item = ATTENDANCE_OF.get(word)
        if item is None:
            cure = _("One of: {choices}.").format(choices="、".join(name.zh for name, __ in ATTENDANCE.values()))
            self._fault(at, head, _("{text} is not known here.").format(text=repr(text(self._cell(at, "kind")))), cure)
            return
        minutes, cases = self._tried(at, "minutes", figure), self._tried(at, "cases", whole)
        self._add(at, "attendance", item, minutes, 1 if cases is None else cases, head)

    def _add(self, at: int, source: str, item: str, value_c: int | None, cases: int, head: Head) -> None:
        if at not in self.about:
            self.about[at] = self._about(at)
        about = self.about[at]
        if about is None:
            return
        who, when = about
        self.book.read.append(
            Read(key=Key(who.subject, source, item, when[0]), no=who.no, name=who.name, day=when[1], value_c=value_c,
                 cases=cases, note=text(self._cell(at, "note")), sheet=self.grid.sheet, row=at + 1,
                 column=letter(head.index))
        )  # fmt: skip

    def _about(self, at: int) -> tuple[Person, tuple[str, date]] | None:
        """Person and day or month of a row, its faults told once however many figures it has."""
        when = self._when(at)
        if when is None:
            return None
        who = self.book.people.of(text(self._cell(at, "no")), text(self._cell(at, "name")), when[1])
        if isinstance(who, tuple):
            self._fault(at, self.own.get("no") or self.own.get("name"), *who)
            return None
        return who, when

    def _when(self, at: int) -> tuple[str, date] | None:
        """The day or month of a row as it is kept, and the day it is dated: a month's last day, or today."""
        for name, read in (("day", _day_or_month), ("month", month)):
            if name in self.own and text(self._cell(at, name)):
                said = self._tried(at, name, read)
                return None if said is None else self._dated(at, self.own[name], said)
        if self.month:
            return self._dated(at, None, self.month)
        self._fault(at, None, _("No month is said: neither in a column nor above the table."),
                    _("Add a column 月份, or say it with --month."))  # fmt: skip
        return None

    def _dated(self, at: int, head: Head | None, said: str | date) -> tuple[str, date] | None:
        if isinstance(said, date):
            when, first, last = said.isoformat(), said, said
        else:
            when, (first, last) = said, month_days(said)
        if first > self.book.today:
            self._fault(at, head, _("{day} lies in the future.").format(day=when), _("Write another day."))
            return None
        return when, min(last, self.book.today)

    def _meant(self, written: str) -> tuple[str, str]:
        """Source and item that a word means: a measure of the rule book, a word everybody uses, or its own name."""
        word = bare(written)
        if word in self.book.items:
            return self.book.items[word]
        if word in CLIENT_OF:
            return "client", CLIENT_OF[word]
        if word in ATTENDANCE_OF:
            return "attendance", ATTENDANCE_OF[word]
        return "number", plain(written)

    def _cell(self, at: int, name: str) -> Any:
        head = self.own.get(name)
        row = self.grid.rows[at]
        return row[head.index] if head is not None and head.index < len(row) else None

    def _tried(self, at: int, name: str, read: Callable[[Any], Any]) -> Any:
        head, cell = self.own.get(name), self._cell(at, name)
        if head is None or (text(cell) in NOTHING and not self._unworked(at, head)):
            return None
        return self._try(at, head, cell, read)

    def _try(self, at: int, head: Head, cell: Any, read: Callable[[Any], Any]) -> Any:
        if unread := self._unworked(at, head):
            self.book.faults.append(unread.fault(self.book.file, self.grid.sheet))
            return None
        try:
            return read(cell)
        except Unreadable as wrong:
            self._fault(at, head, str(wrong), wrong.cure)
            return None

    def _unworked(self, at: int, head: Head) -> Unread | None:
        return self.grid.unworked.get((at + 1, letter(head.index)))

    def _failed(self, at: int) -> bool:
        return any(one.sheet == self.grid.sheet and one.row == at + 1 for one in self.book.faults)

    def _fault(self, at: int, head: Head | None, problem: str, cure: str) -> None:
        column = "" if head is None else letter(head.index)
        self.book.faults.append(Fault(problem, cure, self.book.file, self.grid.sheet, at + 1, column))


def figure(cell: Any) -> int:
    """A figure in hundredths; what Excel worked out to more decimals is rounded, half up, as Excel shows it."""
    if isinstance(cell, float):
        return hundredths(str(Decimal(repr(cell)).quantize(Decimal("0.01"), ROUND_HALF_UP)))
    if isinstance(cell, bool | datetime | date):
        raise Unreadable(_("{text} is not a number.").format(text=repr(text(cell))), _("Write a number."))
    written = plain(cell).replace(",", "").removesuffix("分").strip()
    return hundredths(written.removeprefix("第").removesuffix("名"))


def _day_or_month(cell: Any) -> date | str:
    """A day, or a month where only that is written."""
    try:
        return day(cell)
    except Unreadable:
        return month(cell)
