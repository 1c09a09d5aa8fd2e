"""The rows of a sheet: those of a list copied for every entry, those below moved down, their formulas with them."""

from __future__ import annotations

from copy import deepcopy

from .moves import Block, Moves
from .package import MAIN, Node
from .refs import area, place, rewritten, shifted
from .refs import cell as position
from .sheets import CELL, FORMULA, ROW, Sheet, emptied

_SPEAKING = (
    FORMULA, *(f"{{{MAIN}}}{name}" for name in ("formula", "formula1", "formula2")),
    "{http://schemas.microsoft.com/office/excel/2006/main}f",
)  # fmt: skip


def unshared(sheet: Sheet) -> None:
    """Write out formulas that cells share, so that each can be moved by itself."""
    masters: dict[str, tuple[str, int, int]] = {}
    for cell in sheet.cells():
        formula = cell.find(FORMULA)
        if formula is None or formula.get("t") != "shared":
            continue
        row, column = position(cell.get("r", ""))
        group = formula.get("si", "")
        if formula.text:
            masters[group] = (formula.text, row, column)
        elif group in masters:
            text, top, left = masters[group]
            formula.text = shifted(text, row - top, column - left)
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def speaks_of_moved(sheet: Sheet, moves: Moves) -> bool:
    """Whether a formula of the sheet, one of a format or a validation too, refers to rows that move."""
    return any(formula.text and moves.touches(formula.text, sheet.name) for formula in sheet.root.iter(*_SPEAKING))


def move_rows(sheet: Sheet, moves: Moves) -> dict[tuple[int, int], list[Node]]:
    """Copy and move the rows; returns, for each row of the form in a block, its copies: (row, 0) → [row, row …]."""
    copies: dict[tuple[int, int], list[Node]] = {}
    data = sheet.data
    if data is None:
        return copies
    if moves.moves(sheet.name) or any(one.get("t") == "shared" for one in data.iter(FORMULA)):
        unshared(sheet)
    lines = {int(line.get("r", "0")): line for line in sheet.rows()}
    for block in moves.on(sheet.name):
        for row in range(block.first, block.last + 1):
            lines.setdefault(row, data.makeelement(ROW, {"r": str(row)}))
    for line in list(data):
        data.remove(line)
    labels = _labels(sheet)
    done: set[int] = set()
    for row in sorted(lines):
        if row in done:
            continue
        block = moves.block_of(sheet.name, row)
        if block is None:
            data.append(_placed(lines[row], row, moves.first(sheet.name, row), sheet, moves, None))
            continue
        span = range(block.first, block.last + 1)
        done.update(span)
        whole = {each: deepcopy(lines[each]) for each in span}
        top = moves.first(sheet.name, block.first)
        for copy in range(block.copies):
            for each in span:
                line = lines[each] if copy == 0 else deepcopy(whole[each])
                if copy:
                    _unlabelled(line, each, block, labels)
                new = top + copy * block.height + each - block.first
                data.append(_placed(line, each, new, sheet, moves, (block, copy)))
                copies.setdefault((each, 0), []).append(line)
    return copies


def _labels(sheet: Sheet) -> dict[tuple[int, int], int]:
    """Where merged cells begin, with their last rows."""
    found = {}
    for one in sheet.root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell"):
        start, end = area(one.get("ref", "A1"))
        found[start.row, start.column] = end.row
    return found


def _unlabelled(line: Node, row: int, block: Block, labels: dict[tuple[int, int], int]) -> None:
    """A label that is merged from a block to below it grows with it: its text stands once, not hidden in every copy."""
    for cell in line.iterfind(CELL):
        if labels.get((row, position(cell.get("r", ""))[1]), 0) > block.last:
            emptied(cell)


def _placed(line: Node, row: int, new: int, sheet: Sheet, moves: Moves, here: tuple[Block, int] | None) -> Node:
    line.set("r", str(new))
    for cell in line.iterfind(CELL):
        cell.set("r", place(new, position(cell.get("r", ""))[1]))
        formula = cell.find(FORMULA)
        if formula is not None:
            _moved(formula, new - row, sheet, moves, here)
    return line


def _moved(formula: Node, down: int, sheet: Sheet, moves: Moves, here: tuple[Block, int] | None) -> None:
    if formula.text:
        formula.text = moves.formula(formula.text, sheet.name, here)
    if formula.get("ref"):  # of an array or a table of what-ifs: it lies where its cell does
        start, end = area(formula.get("ref", ""))
        last = end.row + down if here is not None else moves.last(sheet.name, end.row)
        said = place(start.row + down, start.column)
        formula.set("ref", said if start == end else f"{said}:{place(last, end.column)}")
    for name in ("r1", "r2"):
        if formula.get(name):
            formula.set(name, rewritten(formula.get(name, ""), lambda ref: moves.formula(str(ref), sheet.name)))
