"""Where a form wants something: placeholders in cells and in texts of formulas, cells that a defined name points at."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.fields import Catalogue, Cell, Field, FieldList
from supervisor.language import _

from .filled import Place
from .moves import Block
from .package import MAIN, Package
from .refs import area, cell, place, refs_of, sheet_of
from .sheets import FORMULA, Run, Sheet, Strings
from .texts import Mark, alone, broken, marks

Wanted = list[tuple[Mark, Field | Cell | None]]
_TOLD = 3  # names of many that a note gives
_TOP, _SORT = ("top", "前"), ("sort", "排序")


@dataclass
class Slot:
    """A cell of the form with what it wants. `text`: its runs, of a formula its one text."""

    sheet: Sheet
    row: int
    column: int
    runs: list[Run]
    formula: bool
    wanted: Wanted

    @property
    def lists(self) -> list[Cell]:
        """The columns of lists it wants."""
        return [found for _mark, found in self.wanted if isinstance(found, Cell)]

    @property
    def alone(self) -> bool:
        """Whether the cell holds one name and nothing else, so that it takes a real number or date."""
        return not self.formula and alone("".join(run.text for run in self.runs)) is not None

    @property
    def cell(self) -> str:
        """B5, as in the form."""
        return place(self.row, self.column)


def slots_in_cells(sheet: Sheet, strings: Strings, names: Catalogue) -> tuple[list[Slot], list[Place]]:
    """The placeholders of a sheet's cells, and what only looks like one."""
    found, wrong = [], []
    for one in sheet.cells():
        formula = one.find(FORMULA)
        runs = [Run(formula.text or "", None)] if formula is not None else strings.runs(one)
        text = "".join(run.text for run in runs)
        if "{" not in text and "｛" not in text:
            continue
        row, column = cell(one.get("r", ""))
        hits = marks(text)
        if hits:
            wanted = [(mark, names.find(mark.name)) for mark in hits]
            found.append(Slot(sheet, row, column, runs, formula is not None, wanted))
        if formula is None:
            wrong += [Place(sheet.name, place(row, column), "", text) for text in broken(text)]
    return found, wrong


def slots_of_names(
    package: Package, sheets: list[Sheet], names: Catalogue, taken: set[tuple[str, int, int]]
) -> tuple[list[Slot], list[str], list[Place]]:
    """Cells that a defined name with the name of a field points at, what was left alone, and names no field has."""
    by_name = {one.name.casefold(): one for one in sheets}
    found, notes, unknown, reckoned = [], [], [], []
    for one in package.xml(package.workbook).iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        name, text = one.get("name", ""), (one.text or "").strip()
        refs, further = refs_of(text)
        if name.startswith("_xlnm") or one.get("hidden") in ("1", "true") or further or len(refs) != 1:
            continue
        ref, wanted = refs[0], names.find(name)
        sheet = by_name.get(sheet_of(ref.sheet).casefold())
        if str(ref).casefold() != text.casefold() or sheet is None or not ref.start.row or not ref.start.column:
            continue
        row, column = ref.start.row, ref.start.column
        if wanted is None:
            if _speaks_like_one(name, names):
                unknown.append(Place(sheet.name, place(row, column), "", name, nearest=names.nearest(name)))
            continue
        if (sheet.name, row, column) in taken:
            continue
        several = ref.end is not None and (ref.end.row, ref.end.column) != (row, column)
        if several and isinstance(wanted, Field) and not _merged(sheet, str(ref).rpartition("!")[2].replace("$", "")):
            notes.append(_("{name} points at several cells and was left as it is.").format(name=name))
            continue
        target = sheet.cell(row, column)
        if target is None or target.find(FORMULA) is not None:
            reckoned.append(name)
            continue
        mark = f"{{{{{name}}}}}"
        taken.add((sheet.name, row, column))
        found.append(Slot(sheet, row, column, [Run(mark, None)], False, [(marks(mark)[0], wanted)]))
    return found, [*notes, *_left_formulas(reckoned)], unknown


def _left_formulas(names: list[str]) -> list[str]:
    """What is said of names at formulas: our own workbooks, used as a form, have dozens."""
    if len(names) < 2:
        return [_("{name} points at a formula, which was left as it is.").format(name=name) for name in names]
    words = _("{n} names point at formulas, which were left as they are: {names}")
    return [words.format(n=len(names), names=", ".join(names[:_TOLD]) + (" …" if len(names) > _TOLD else ""))]


def _speaks_like_one(name: str, names: Catalogue) -> bool:
    """Whether a defined name was meant to be a field's: a dotted one whose first word is one of theirs."""
    head = name.casefold().partition(".")[0]
    heads = {one.code.partition(".")[0] for one in (*names.fields, *names.lists)}
    return "." in name and head in heads


def _merged(sheet: Sheet, ref: str) -> bool:
    return any(one.get("ref") == ref for one in sheet.root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell"))


@dataclass
class Group:
    """Rows that repeat together, with the lists that they hold and the entries of each."""

    sheet: Sheet
    first: int
    last: int
    slots: list[Slot] = field(default_factory=list)
    entries: dict[str, list[tuple]] = field(default_factory=dict)
    odd: list[Place] = field(default_factory=list)

    @property
    def lists(self) -> dict[str, FieldList]:
        """Their lists by code."""
        return {one.list.code: one.list for slot in self.slots for one in slot.lists}

    def read(self) -> None:
        """Read the lists, in the order and as many entries as the options of any placeholder say."""
        for code, one in self.lists.items():
            rows = list(one.rows)
            for slot in self.slots:
                for mark, wanted in slot.wanted:
                    if isinstance(wanted, Cell) and wanted.list is one:
                        rows = self._chosen(rows, one, mark, slot)
            self.entries[code] = rows

    def _chosen(self, rows: list[tuple], one: FieldList, mark: Mark, slot: Slot) -> list[tuple]:
        for word, what in sorted(mark.options, key=lambda pair: pair[0] in _TOP):  # first the order, then how many
            column = _column(one, what.lstrip("-"))
            if word in _TOP and what.isdigit():
                rows = rows[: int(what)]
            elif word in _SORT and column is not None:
                at, down = column, what.startswith("-")
                known = sorted((row for row in rows if row[at] is not None), key=lambda row: row[at], reverse=down)
                rows = known + [row for row in rows if row[at] is None]
            else:
                self.odd.append(Place(self.sheet.name, slot.cell, "", f"{word}={what}" if what else word))
        return rows

    @property
    def block(self) -> Block:
        """How often the rows repeat: as the longest list wants, at least once."""
        busy = frozenset(
            (row - self.first, cell(one.get("r", ""))[1])
            for row, line in ((int(line.get("r", "0")), line) for line in self.sheet.rows())
            if self.first <= row <= self.last
            for one in line
            if len(one)
        )
        return Block(self.first, self.last, max([1, *map(len, self.entries.values())]), busy)


def _column(one: FieldList, name: str) -> int | None:
    for at, column in enumerate(one.columns):
        if name.casefold() in (column.code, column.name.zh, column.name.en.casefold()):
            return at
    return None


def groups_of(sheet: Sheet, slots: list[Slot]) -> list[Group]:
    """The rows of a sheet that repeat. Rows belong together where one cell of an entry is merged over several, and
    where they follow one another with different columns of the same list."""
    merged = {}
    for one in sheet.root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell"):
        start, end = area(one.get("ref", "A1"))
        merged[start.row, start.column] = end.row
    found: list[Group] = []
    for slot in sorted((one for one in slots if one.lists), key=lambda one: (one.row, one.column)):
        last = merged.get((slot.row, slot.column), slot.row)
        near = found[-1] if found else None
        if near is not None and (slot.row <= near.last or (slot.row == near.last + 1 and _same_entry(near, slot))):
            near.last = max(near.last, last)
            near.slots.append(slot)
        else:
            found.append(Group(sheet, slot.row, last, [slot]))
    for group in found:
        group.slots += [one for one in slots if not one.lists and group.first <= one.row <= group.last]
    return found


def _same_entry(near: Group, slot: Slot) -> bool:
    codes = {one.code for other in near.slots for one in other.lists}
    lists = {one.list.code for other in near.slots for one in other.lists}
    return {one.list.code for one in slot.lists} <= lists and not codes & {one.code for one in slot.lists}
