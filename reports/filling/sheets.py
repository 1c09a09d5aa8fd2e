"""The sheets of a form and what stands in their cells, text by its runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cached_property
from typing import NamedTuple

from .package import LINK, MAIN, Node, Package
from .refs import cell as position
from .refs import place

ROW, CELL, FORMULA, VALUE, INLINE, TEXT, RUN, LOOK = (
    f"{{{MAIN}}}{name}" for name in ("row", "c", "f", "v", "is", "t", "r", "rPr")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Run(NamedTuple):
    """A stretch of text in one look (None: that of the cell)."""

    text: str
    look: Node | None


class Sheet:
    """A sheet: its name as people see it, its part, and its place among the sheets."""

    def __init__(self, package: Package, name: str, part: str, number: int) -> None:
        self.package, self.name, self.part, self.number = package, name, part, number

    @property
    def root(self) -> Node:
        """The part's tree."""
        return self.package.xml(self.part)

    @cached_property
    def data(self) -> Node | None:
        """What holds the rows; None on a sheet that is only a chart."""
        return self.root.find(f"{{{MAIN}}}sheetData")

    def touch(self) -> None:
        """It was changed."""
        self.package.touch(self.part)

    def numbered(self) -> None:
        """Give each row and cell its place where the program that wrote the form left it out."""
        row = 0
        for line in self.data if self.data is not None else ():
            row = int(line.get("r") or row + 1)
            line.set("r", str(row))
            column = 0
            for one in line.iterfind(CELL):
                column = position(one.get("r", ""))[1] if one.get("r") else column + 1
                one.set("r", place(row, column))

    def rows(self) -> Iterator[Node]:
        """The rows that are there."""
        if self.data is not None:
            yield from self.data.iterfind(ROW)

    def cells(self) -> Iterator[Node]:
        """The cells that are there."""
        for line in self.rows():
            yield from line.iterfind(CELL)

    def cell(self, row: int, column: int) -> Node | None:
        """The cell at a place, made where it is not there yet."""
        if self.data is None:
            return None
        line = self._line(row)
        for index, one in enumerate(line):
            at = position(one.get("r", "A1"))[1]
            if at == column:
                return one
            if at > column:
                return self._new(line, index, row, column)
        return self._new(line, len(line), row, column)

    def _line(self, row: int) -> Node:
        assert self.data is not None
        for index, line in enumerate(self.data):
            at = int(line.get("r", "0"))
            if at == row:
                return line
            if at > row:
                made = self.data.makeelement(ROW, {"r": str(row)})
                self.data.insert(index, made)
                return made
        made = self.data.makeelement(ROW, {"r": str(row)})
        self.data.append(made)
        return made

    @staticmethod
    def _new(line: Node, index: int, row: int, column: int) -> Node:
        made = line.makeelement(CELL, {"r": place(row, column)})
        if line.get("s"):
            made.set("s", line.get("s", ""))
        line.insert(index, made)
        return made


def sheets_of(package: Package) -> list[Sheet]:
    """The sheets in their order, those that are only a chart among them."""
    workbook = package.workbook
    rels = package.rels(workbook)
    found = []
    for number, one in enumerate(package.xml(workbook).iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")):
        _kind, part = rels.get(one.get(f"{{{LINK}}}id", ""), ("", ""))
        if part in package:
            found.append(Sheet(package, one.get("name", ""), part, number))
    return found


class Strings:
    """The shared texts of a form, only read: a cell that changes takes its text into itself."""

    def __init__(self, package: Package) -> None:
        part = next(package.related(package.workbook, "sharedStrings"), "")
        self._texts = package.xml(part).findall(f"{{{MAIN}}}si") if part else []

    def runs(self, cell: Node) -> list[Run]:
        """The text of a cell; nothing for a number, a formula or an empty cell."""
        if cell.find(FORMULA) is not None:
            return []
        kind = cell.get("t")
        if kind == "s":
            at = cell.findtext(VALUE, "")
            return runs_of(self._texts[int(at)]) if at.isdigit() and int(at) < len(self._texts) else []
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return runs_of(inline) if inline is not None else []
        if kind == "str":
            return [Run(cell.findtext(VALUE, ""), None)]
        return []


def runs_of(holder: Node) -> list[Run]:
    """The runs of a text; how a Chinese name is to be pronounced is no part of it."""
    plain = holder.find(TEXT)
    if plain is not None:
        return [Run(plain.text or "", None)]
    return [Run(one.findtext(TEXT, ""), one.find(LOOK)) for one in holder.iterfind(RUN)]


def emptied(cell: Node) -> None:
    """Take out what the cell holds; its style stays."""
    for one in list(cell):
        cell.remove(one)
    cell.attrib.pop("t", None)
    cell.attrib.pop("cm", None)
    cell.attrib.pop("vm", None)


def put_number(cell: Node, number: float) -> None:
    """A real number."""
    emptied(cell)
    value = cell.makeelement(VALUE, {})
    value.text = format(number, ".15g") if isinstance(number, float) else str(number)
    cell.append(value)


def put_text(cell: Node, runs: Sequence[Run]) -> None:
    """A text that stays a text, whatever it begins with."""
    emptied(cell)
    cell.set("t", "inlineStr")
    inline = cell.makeelement(INLINE, {})
    cell.append(inline)
    kept = [run for run in runs if run.text]
    if len(kept) == 1 and kept[0].look is None:
        inline.append(_text(inline, kept[0].text))
        return
    for run in kept:
        made = inline.makeelement(RUN, {})
        if run.look is not None:
            made.append(deepcopy(run.look))
        made.append(_text(made, run.text))
        inline.append(made)


def _text(parent: Node, text: str) -> Node:
    made = parent.makeelement(TEXT, {})
    made.text = text
    if text != text.strip() or "\n" in text:
        made.set(_SPACE, "preserve")
    return made
