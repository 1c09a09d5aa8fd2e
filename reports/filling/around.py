"""What lies around the rows of a sheet and moves with them: merged cells, filters, formats, validations, links, breaks.

Whatever names cells does so in an attribute `ref` or `sqref`; those of a kind that nobody here knows move all the same.
"""

from __future__ import annotations

from copy import deepcopy

from .moves import Block, Moves
from .package import ANCHOR, MAIN, Node
from .refs import End, area
from .sheets import Sheet

_M = f"{{{MAIN}}}"
_MANY = 2000  # areas of a format that goes line by line; beyond, it covers the block as a whole
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


def move_around(sheet: Sheet, moves: Moves) -> None:
    """Move everything of a sheet but its rows; formulas in it that speak of other sheets, too."""
    root, name = sheet.root, sheet.name
    for part in root:
        if not isinstance(part.tag, str) or part.tag == f"{_M}sheetData":
            continue
        if part.tag == f"{_M}mergeCells":
            _merges(part, name, moves)
        elif part.tag == f"{_M}hyperlinks":
            _copied(part, name, moves)
        elif part.tag == f"{_M}rowBreaks":
            _breaks(part, name, moves)
        else:
            _deep(part, name, moves)
        for link in part.iter(f"{_M}hyperlink"):
            if link.get("location"):
                link.set("location", moves.formula(link.get("location", ""), name))


def _deep(part: Node, name: str, moves: Moves) -> None:
    for one in part.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag == f"{_M}rowBreaks":
            _breaks(one, name, moves)
        areas = one.get("sqref") or one.findtext(f"{_XM}sqref") or ""
        _formulas(one, areas, name, moves)
        for attribute in ("ref", "sqref", "activeCell", "topLeftCell"):
            text = one.get(attribute)
            if text:
                one.set(attribute, area_list(text, name, moves, single=attribute in ("activeCell", "topLeftCell")))
        if one.tag == f"{_XM}sqref" and one.text:
            one.text = area_list(one.text, name, moves)
        elif one.tag == f"{_XM}f" and one.text and not _for_an_area(one):
            one.text = moves.formula(one.text, name, grow=True)
        elif one.tag == f"{{{ANCHOR}}}row" and one.text and one.text.strip().isdigit():
            one.text = str(moves.first(name, int(one.text) + 1) - 1)


def _for_an_area(one: Node) -> bool:
    """Whether a formula of a newer kind belongs to something with an area, with which it was moved already."""
    return any(up.find(f"{_XM}sqref") is not None for up in one.iterancestors())


def _formulas(one: Node, areas: str, name: str, moves: Moves) -> None:
    """Formulas of a format or a validation, written for the first cell of where it holds."""
    if not areas:
        return
    here = None if one.tag.endswith("}sparkline") else _here(areas, name, moves)
    for formula in one.iter(f"{_M}formula", f"{_M}formula1", f"{_M}formula2", f"{_XM}f"):
        if formula.text:
            formula.text = moves.formula(formula.text, name, here, grow=one.tag.endswith("}sparkline"))
    for bound in one.iter(f"{_M}cfvo"):
        if bound.get("type") == "formula" and bound.get("val"):
            bound.set("val", moves.formula(bound.get("val", ""), name, here))


def _here(areas: str, name: str, moves: Moves) -> tuple[Block, int] | None:
    try:
        start, _end = area(areas.split()[0])
    except ValueError:
        return None
    block = moves.block_of(name, start.row) if start.row else None
    return None if block is None else (block, 0)


def area_list(text: str, name: str, moves: Moves, *, single: bool = False) -> str:
    """Areas set apart by blanks after the move: over a whole block they grow, over one line of it they repeat."""
    made: list[str] = []
    for one in text.split():
        try:
            start, end = area(one)
        except ValueError:
            return text
        if not start.row:
            made.append(one)
            continue
        block = moves.block_of(name, start.row)
        if single:
            made.append(str(start._replace(row=moves.first(name, start.row))))
        elif _within(block, start, end) and 1 < block.copies <= _MANY and end.row - start.row + 1 < block.height:  # type: ignore[union-attr]
            made += _lines(start, end, name, moves, block)  # type: ignore[arg-type]
        else:
            top, bottom = moves.span(name, start.row, end.row)
            made.append(_said(start._replace(row=top), end._replace(row=bottom), ":" in one))
    return " ".join(made)


def _said(start: End, end: End, colon: bool) -> str:
    return f"{start}:{end}" if colon or start != end else str(start)


def _within(block: Block | None, start: End, end: End) -> bool:
    return block is not None and block.first <= start.row and end.row <= block.last


def _lines(start: End, end: End, name: str, moves: Moves, block: Block) -> list[str]:
    """The same lines of every entry."""
    top = moves.first(name, start.row)
    rows = [top + copy * block.height for copy in range(block.copies)]
    return [_said(start._replace(row=row), end._replace(row=row + end.row - start.row), start != end) for row in rows]


def _merges(part: Node, name: str, moves: Moves) -> None:
    _copied(part, name, moves)
    part.set("count", str(len(part)))


def _copied(part: Node, name: str, moves: Moves) -> None:
    """Merged cells and links inside a block are there in every copy; those over its edge grow with it."""
    for one in list(part):
        text = one.get("ref") if isinstance(one.tag, str) else None
        if not text:
            continue
        start, end = area(text)
        block = moves.block_of(name, start.row)
        if not _within(block, start, end):
            one.set("ref", area_list(text, name, moves))
            continue
        assert block is not None
        for copy, said in enumerate(_lines(start, end, name, moves, block)):
            twin = one if copy == 0 else deepcopy(one)
            twin.set("ref", said)
            if copy:
                for key in [key for key in twin.attrib if key.endswith("}uid")]:
                    del twin.attrib[key]
                part.append(twin)


def _breaks(part: Node, name: str, moves: Moves) -> None:
    for one in part.iterfind(f"{_M}brk"):
        if one.get("id", "").isdigit():
            one.set("id", str(moves.last(name, int(one.get("id", "0")))))
