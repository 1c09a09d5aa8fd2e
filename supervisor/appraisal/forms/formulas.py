"""Cells that hold a formula nobody has worked out: a program wrote the workbook and Excel never opened it.

To the reader such a cell is empty, and an empty cell means the usual: a deduction would become another one unsaid.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL = re.compile(r"([A-Z]+)(\d+)")


def unworked(path: Path) -> dict[str, list[tuple[int, str]]]:
    """Row and column letters of the cells with a formula and no value, by sheet."""
    found: dict[str, list[tuple[int, str]]] = {}
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


def _cells(sheet: ElementTree.Element) -> list[tuple[int, str]]:
    result = []
    for cell in sheet.iter():
        if _name(cell) != "c":
            continue
        inside = {_name(part): part.text for part in cell}
        place = _CELL.fullmatch(cell.get("r", ""))
        if place and "f" in inside and not inside.get("v"):
            result.append((int(place[2]), place[1]))
    return result


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
