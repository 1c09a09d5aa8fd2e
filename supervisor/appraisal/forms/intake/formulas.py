"""Cells that hold an error, or a formula nobody has worked out: a program wrote the workbook and Excel never opened it.

To the reader such a cell is empty, and an empty cell means the usual: a deduction would become another one unsaid.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from supervisor.errors import Fault
from supervisor.language import _

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt=\"e\"")
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Unread(msgspec.Struct, frozen=True):
    """A cell that says nothing: where it stands, and the error it shows ("": a formula without a value)."""

    row: int
    column: str
    error: str = ""

    def fault(self, file: str, sheet: str) -> Fault:
        """The fault with its cure."""
        if self.error:
            said = _("This cell shows the error {error}.").format(error=self.error)
            return Fault(said, _("Mend the formula, or write the value."), file, sheet, self.row, self.column)
        cure = _("Open the workbook in Excel and save it, or write the value.")
        return Fault(_("The formula in this cell has no value yet."), cure, file, sheet, self.row, self.column)


def unworked(path: Path) -> dict[str, list[Unread]]:
    """The cells with a formula and no value and those with an error, by sheet."""
    found: dict[str, list[Unread]] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            for sheet, part in _sheets(packed):
                written = packed.read(part)
                if _FORMULA.search(written):
                    found[sheet] = _cells(ElementTree.fromstring(written))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ElementTree.ParseError):
        return {}  # not an .xlsx, or a torn one: the reader says so
    return found


def _sheets(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets by name, and the packed part each is kept in."""
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    parts = {each.get("Id", ""): each.get("Target", "") for each in relations}
    return [
        (each.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        for each in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter() if _name(each) == "sheet"
        if (target := parts.get(next((value for key, value in each.items() if key.endswith("}id")), ""), ""))
    ]  # fmt: skip


def _cells(sheet: ElementTree.Element) -> list[Unread]:
    result = []
    for cell in sheet.iter():
        if _name(cell) != "c":
            continue
        inside = {_name(part): part.text for part in cell}
        place = _CELL.fullmatch(cell.get("r", ""))
        if not place:
            continue
        if cell.get("t") == "e":
            result.append(Unread(int(place[2]), place[1], inside.get("v") or "#"))
        elif "f" in inside and not inside.get("v"):
            result.append(Unread(int(place[2]), place[1]))
    return result


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
