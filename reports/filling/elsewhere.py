"""Other parts that speak of cells and move with them: names, charts, pictures, tables, comments, pivots, controls."""

from __future__ import annotations

import re

from .around import area_list
from .moves import Moves
from .package import ANCHOR, CHART, MAIN, Node, Package
from .refs import area
from .sheets import INLINE, Sheet, runs_of

_M, _C, _X = f"{{{MAIN}}}", f"{{{CHART}}}", f"{{{ANCHOR}}}"
_GROWING = frozenset(f"{_C}{name}" for name in ("cat", "val", "xVal", "yVal", "bubbleSize", "plus", "minus"))
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def move_elsewhere(package: Package, sheets: list[Sheet], moves: Moves) -> None:
    """Move what lies outside the sheets' own parts."""
    _names(package, moves)
    for sheet in sheets:
        if moves.moves(sheet.name):
            _beside(package, sheet, moves)
    for part in list(package.parts):
        if re.search(r"/charts/(chart|chartEx|chartex)[^/]*\.xml$", part):
            _chart(package, part, moves)
        elif re.search(r"/pivotCache/pivotCacheDefinition[^/]*\.xml$", part):
            _source(package, part, moves)
        elif re.search(r"/ctrlProps/[^/]*\.xml$", part):
            _control(package, part, moves)


def _names(package: Package, moves: Moves) -> None:
    workbook = package.workbook
    for one in package.xml(workbook).iterfind(f"{_M}definedNames/{_M}definedName"):
        _text(package, workbook, one, moves.formula(one.text or "", ""))


def _text(package: Package, part: str, node: Node, text: str) -> None:
    if text != (node.text or ""):
        node.text = text
        package.touch(part)


def _chart(package: Package, part: str, moves: Moves) -> None:
    for one in package.xml(part).iter(f"{_C}f", "{http://schemas.microsoft.com/office/drawing/2014/chartex}f"):
        grow = any(above.tag in _GROWING for above in one.iterancestors()) or _C not in one.tag
        _text(package, part, one, moves.formula(one.text or "", "", grow=grow))


def _beside(package: Package, sheet: Sheet, moves: Moves) -> None:
    """Parts that belong to one sheet."""
    name = sheet.name
    for part in package.related(sheet.part, "drawing"):
        if _anchors(package.xml(part), name, moves):
            package.touch(part)
    for part in package.related(sheet.part, "table", "comments", "threadedComment", "pivotTable"):
        root = package.xml(part)
        for one in root.iter():
            if isinstance(one.tag, str) and one.get("ref"):
                single = one.tag.endswith(("}comment", "}threadedComment"))
                one.set("ref", area_list(one.get("ref", ""), name, moves, single=single))
            if one.tag in (f"{_M}calculatedColumnFormula", f"{_M}totalsRowFormula") and one.text:
                one.text = moves.formula(one.text, name)
        package.touch(part)
    for part in package.related(sheet.part, "vmlDrawing"):
        package.put(part, _vml(package.parts[part], name, moves))


def _anchors(root: Node, name: str, moves: Moves) -> bool:
    """Pictures, charts and text boxes as Excel moves them: with their cells, and larger where rows come in between and
    they were set to grow with them."""
    for anchor in root.iter(f"{_X}twoCellAnchor", f"{_X}oneCellAnchor"):
        fixed = anchor.get("editAs")
        rows = anchor.find(f"{_X}from/{_X}row"), anchor.find(f"{_X}to/{_X}row")
        if fixed == "absolute" or rows[0] is None:
            continue
        before = int(rows[0].text or 0)
        after = moves.first(name, before + 1) - 1
        rows[0].text = str(after)
        if rows[1] is not None:
            last = int(rows[1].text or 0)
            moved = last + after - before if fixed == "oneCell" else moves.first(name, last + 1) - 1
            rows[1].text = str(moved)
    return True


def _vml(data: bytes, name: str, moves: Moves) -> bytes:
    """Notes and old controls: their drawings are no proper XML, so only the rows in them are changed."""

    def row(hit: re.Match[bytes]) -> bytes:
        return hit[1] + str(moves.first(name, int(hit[2]) + 1) - 1).encode() + hit[3]

    def anchor(hit: re.Match[bytes]) -> bytes:
        numbers = [one.strip() for one in hit[2].split(b",")]
        if len(numbers) != 8 or not all(one.isdigit() for one in numbers):
            return hit[0]
        top, bottom = int(numbers[2]), int(numbers[6])
        new = moves.first(name, top + 1) - 1
        numbers[2], numbers[6] = str(new).encode(), str(bottom + new - top).encode()
        return hit[1] + b", ".join(numbers) + hit[3]

    return _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, data))


def heads_of_tables(package: Package, sheet: Sheet) -> None:
    """A table calls its columns by the texts of their heads; where one was filled in, the table follows, without which
    Excel would call the workbook damaged."""
    for part in package.related(sheet.part, "table"):
        root = package.xml(part)
        if root.get("headerRowCount") == "0":
            continue
        start, _end = area(root.get("ref", "A1"))
        for offset, column in enumerate(root.iterfind(f"{_M}tableColumns/{_M}tableColumn")):
            cell = sheet.cell(start.row, start.column + offset)
            inline = cell.find(INLINE) if cell is not None else None
            text = "".join(run.text for run in runs_of(inline)) if inline is not None else ""
            if text and text != column.get("name"):
                column.set("name", text)
                package.touch(part)


def _source(package: Package, part: str, moves: Moves) -> None:
    for one in package.xml(part).iter(f"{_M}worksheetSource"):
        name, ref = one.get("sheet"), one.get("ref")
        if name and ref and moves.moves(name):
            one.set("ref", area_list(ref, name, moves))
            package.touch(part)


def _control(package: Package, part: str, moves: Moves) -> None:
    root = package.xml(part)
    for name in ("fmlaLink", "fmlaRange", "fmlaMacro", "fmlaTxbx", "fmlaGroup"):
        text = root.get(name)
        if text and name != "fmlaMacro":
            changed = moves.formula(text, "")
            if changed != text:
                root.set(name, changed)
                package.touch(part)
