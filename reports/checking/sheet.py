"""The rows of one sheet, read one after the other from its markup, whoever wrote it.

Nothing is taken on trust: a row or cell that comes twice or backwards, markup where none belongs, or a row longer than
memory allows ends the reading with a word on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from reports.checking import cells
from reports.checking.package import Broken
from supervisor.errors import BadInput
from supervisor.language import _

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
LONGEST_ROW = 1 << 23  # bytes of markup between the ends of two rows
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576


class Row(NamedTuple):
    """A row with content: its line (0-based), its cells from A on, what its formulas come to by column (None where
    the file has no value), the styles by column, and whether it is hidden."""

    line: int
    cells: list[str]
    values: dict[int, str | None]
    styles: dict[int, str]
    hidden: bool


def parser(*tags: str) -> etree.XMLPullParser:
    """A parser that fetches nothing, expands nothing and tells the ends of these elements."""
    return etree.XMLPullParser(
        events=("end",), tag=[f"{{{space}}}{tag}" for space in MAIN for tag in tags], resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def elements(chunks: Iterable[bytes], tag: str, most: int) -> Iterator[etree._Element]:
    """Every element of this name directly under what holds it, forgotten after it was looked at; at last the root.

    Raises Broken where the markup is not sound, BadInput where it is a trap.
    """
    reading, since, first = parser(tag), 0, True
    try:
        for piece in chunks:
            if first and b"<!DOCTYPE" in piece:
                raise BadInput(_declares())
            first = False
            reading.feed(piece)
            since += len(piece)
            for _event, found in reading.read_events():
                since = 0
                yield found
                found.clear()
                parent, before = found.getparent(), found.getprevious()
                while parent is not None and before is not None and before.tag == found.tag:
                    parent.remove(before)
                    before = found.getprevious()
            if since > most:
                raise BadInput(_("The workbook has a row or text larger than Excel can hold. It was not read on."))
        root = reading.close()
        for _event, found in reading.read_events():
            yield found
    except (etree.XMLSyntaxError, ValueError, AssertionError) as wrong:
        raise Broken(_("its markup is not sound")) from wrong
    if root.getroottree().docinfo.doctype:
        raise BadInput(_declares())
    yield root


def _declares() -> str:
    return _("The workbook declares things of its own in its markup (DOCTYPE), which none does. It was not read on.")


def texts(chunks: Iterable[bytes]) -> list[str]:
    """The texts that cells share, in canonical form."""
    return [_text(item) for item in elements(chunks, "si", LONGEST_ROW) if item.tag.endswith("}si")]


class Sheet:
    """One sheet being read: `rows()` first, then what stood round them."""

    def __init__(self, chunks: Iterable[bytes], shared: Sequence[str], numbers: cells.Numbers) -> None:
        self._chunks, self._shared, self._numbers = chunks, shared, numbers
        self._formulas: dict[str, tuple[int, int, str]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_columns = False

    def rows(self) -> Iterator[Row]:
        """Rows with content, from the top. Raises Broken, BadInput."""
        line, last = -1, -1
        for found in elements(self._chunks, "row", LONGEST_ROW):
            if not found.tag.endswith("}row"):
                self._round(found)
                return
            parent = found.getparent()
            if parent is None or parent.tag != found.tag[:-3] + "sheetData" or _depth(parent) != 1:
                raise Broken(_("a row stands outside of the sheet's rows"))
            told = found.get("r")
            line = int(told) - 1 if told else last + 1
            if not last < line < MOST_ROWS:
                raise Broken(_("row {row} comes twice or out of order").format(row=line + 1))
            last = line
            hidden = found.get("hidden") in ("1", "true") or found.get("ht") == "0"
            row = self._row(found, line, hidden)
            if row.cells or hidden:
                yield row

    def _row(self, found: etree._Element, line: int, hidden: bool) -> Row:
        held: list[str] = []
        values: dict[int, str | None] = {}
        styles: dict[int, str] = {}
        number, shared, tag, ending = self._numbers, self._shared, found.tag[:-3] + "c", str(line + 1)
        width = 0
        for cell in found:
            if cell.tag != tag:
                raise Broken(_("row {row} holds what is no cell").format(row=line + 1))
            told = cell.get("r")
            if told is None or (width < _USUAL and told == _LETTERS[width] + ending):  # the next one, as mostly
                column = width
            else:
                letters = told.rstrip("0123456789")
                column = _COLUMNS[letters]
                if told[len(letters) :] != ending or column < width:
                    raise Broken(_("cell {cell} comes twice or out of order").format(cell=told))
            if column >= MOST_COLUMNS:
                raise Broken(_("cell {cell} comes twice or out of order").format(cell=told))
            if column > width:
                held.extend([""] * (column - width))
            width = column + 1
            many = len(cell)
            if many == 0:
                held.append("")
                continue
            first, kind = cell[0], cell.get("t")
            if many == 1 and first.tag == _V.get(tag) and not len(first):
                text = first.text or ""
                if kind is None or kind == "n":
                    held.append(number[text] if text else "")
                    styles[column] = cell.get("s", "0")
                    continue
                if kind == "s":
                    held.append(shared[_index(text)] if text else "")
                    styles[column] = cell.get("s", "0")
                    continue
            held.append(self._other(cell, kind, line, column, values))
            styles[column] = cell.get("s", "0")
        while held and not held[-1]:
            held.pop()
        return Row(line, held, values, styles, hidden)

    def _other(
        self, cell: etree._Element, kind: str | None, line: int, column: int, values: dict[int, str | None]
    ) -> str:
        """A cell with a formula, a text of its own, a truth, an error or a day in ISO."""
        space = cell.tag[:-1]
        parts: dict[str, etree._Element] = {}
        for part in cell:
            name = part.tag.removeprefix(space) if isinstance(part.tag, str) else ""
            if name not in _PARTS or name in parts or (name in "vf" and len(part)):
                raise Broken(_("cell {cell} holds markup that no cell has").format(cell=cells.address(line, column)))
            parts[name] = part
        value = (parts["v"].text or "") if "v" in parts else None
        if ("is" in parts) != (kind == "inlineStr") or ("is" in parts and len(parts.keys() & {"v", "f"})):
            if kind == "inlineStr" and not parts:
                return ""
            raise Broken(_("cell {cell} holds markup that no cell has").format(cell=cells.address(line, column)))
        if "f" in parts:
            form = self._formula(parts["f"], line, column)
            if form in ("fTRUE()", "fFALSE()"):  # so some programs write what is no formula
                return "b1" if form == "fTRUE()" else "b0"
            known = value is not None and (value != "" or kind == "str")
            values[column] = (self._plain(kind, value or "", worth=True) or "t") if known else None
            return form
        return _text(parts["is"]) if "is" in parts else self._plain(kind, value or "")

    def _plain(self, kind: str | None, value: str, *, worth: bool = False) -> str:
        """A value by its kind; `worth`: of a formula, of which a number is taken to fewer digits. Raises ValueError."""
        if kind == "s":
            return self._shared[_index(value)] if value else ""
        if kind == "d":
            kind, value = "n", cells.moment(value)
        if kind in (None, "n"):
            return "" if not value else cells.worth(None, value) if worth else self._numbers[value]
        if kind == "str":
            text = cells.said(cells.decoded(value))
            return f"t{text}" if text else ""
        if kind not in ("b", "e"):
            raise ValueError(kind)
        return cells.worth(kind, value) if value else ""

    def _formula(self, part: etree._Element, line: int, column: int) -> str:
        kind, text = part.get("t"), cells.decoded(part.text or "")
        if kind == "shared":
            index = part.get("si", "")
            if index in self._formulas:
                above, left, first = self._formulas[index]
                moved = cells.moved(first, line - above, column - left)
                if text and cells.formula(text) != cells.formula(moved):
                    raise Broken(_("cell {cell} holds markup that no cell has").format(
                        cell=cells.address(line, column)
                    ))  # fmt: skip
                text = moved
            else:
                self._formulas[index] = line, column, text
        if kind in ("array", "dataTable") and ":" in part.get("ref", ""):
            raise Broken(_("cell {cell} holds markup that no cell has").format(cell=cells.address(line, column)))
        form = cells.formula(text)
        return f"f{{{form[1:]}}}" if kind in ("array", "dataTable") else form

    def _round(self, root: etree._Element) -> None:
        """What stands round the rows: merged cells, hidden columns."""
        space = root.tag[: root.tag.index("}") + 1]
        if root.tag != f"{space}worksheet":
            raise Broken(_("its markup is not that of a sheet"))
        for part in root.iter(f"{space}mergeCell"):
            self.merged.append(cells.area(part.get("ref", "")))
        for part in root.iter(f"{space}col"):
            if part.get("hidden") in ("1", "true") or part.get("width") == "0":
                self.hidden_columns = True


def _depth(element: etree._Element) -> int:
    return sum(1 for _above in element.iterancestors())


def _index(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


class _Columns(dict[str, int]):
    def __missing__(self, letters: str) -> int:
        if not letters.isascii() or not letters.isalpha() or not letters.isupper() or len(letters) > 3:
            raise Broken(_("cell {cell} comes twice or out of order").format(cell=letters))
        self[letters] = cells.column_of(letters)
        return self[letters]


_COLUMNS = _Columns()
_USUAL = 64
_LETTERS = tuple(map(cells.letters_of, range(_USUAL)))
_PARTS = ("v", "f", "is", "extLst")
_V = {f"{{{space}}}c": f"{{{space}}}v" for space in MAIN}


def _text(item: etree._Element) -> str:
    """A text, its runs put together; what only says how it is read aloud is left out. Raises ValueError."""
    space = item.tag[: item.tag.index("}") + 1]
    if len(item) == 1 and item[0].tag == f"{space}t" and not len(item[0]):
        text = item[0].text or ""
    else:
        found = []
        for part in item:
            inside = [part] if part.tag == f"{space}t" else part.findall(f"{space}t")
            if part.tag not in (f"{space}t", f"{space}r", f"{space}rPh", f"{space}phoneticPr") or any(map(len, inside)):
                raise ValueError(part.tag)
            found += [one.text or "" for one in inside if part.tag != f"{space}rPh"]
        text = "".join(found)
    text = cells.said(cells.decoded(text))
    return f"t{text}" if text else ""
