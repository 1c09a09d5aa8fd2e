"""Cells of an .xlsx whose formula has no value or an error: the reader of workbooks calls them empty, and they are not.

Reports written by a program that does not calculate keep formulas without their values until Excel has opened and
saved the file. Such a call would read as "never called": so these cells are found in the packed file itself.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

NO_VALUE = "#?"  # what such a cell is read as
_PIECE = 1 << 20
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*\bt="e"[^>]*>'
    rb'|(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>)'
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST = 1_000_000  # cells without a value are told up to here


def without_value(path: Path, sheet: str) -> dict[int, list[int]]:
    """Row -> columns (both from 0) of a sheet's cells without a value; empty for other kinds of workbooks."""
    found: dict[int, list[int]] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            part = _part_of(packed, sheet)
            if not part:
                return {}
            with packed.open(part) as stream:
                for letters, row in _cells(stream):
                    found.setdefault(row - 1, []).append(_column(letters))
                    if len(found) > _MOST:
                        break
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ElementTree.ParseError, NotImplementedError):
        return {}  # the reader of workbooks says what is wrong with it
    return found


def taken_out(text: dict[str, Any]) -> dict[str, NDArray[np.bool_]]:
    """Empties cells without a value in columns of text, where they stand; column -> which rows had one."""
    found = {}
    for name, column in text.items():
        if NO_VALUE in column:
            found[name] = np.fromiter((cell == NO_VALUE for cell in column), dtype=bool, count=len(column))
    for name in found:
        text[name] = tuple("" if cell == NO_VALUE else cell for cell in text[name])
    return found


def _cells(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    kept = b""
    while piece := stream.read(_PIECE):
        piece = kept + piece
        cut = piece.rfind(b"<c ")
        whole, kept = (piece[:cut], piece[cut:]) if cut > 0 else (b"", piece[-_PIECE:])
        if b"<f" in whole or b't="e"' in whole:
            yield from ((one[1], int(one[2])) for one in _CELL.finditer(whole))
    yield from ((one[1], int(one[2])) for one in _CELL.finditer(kept))


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The part of the packed file in which a sheet is."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    wanted = next((one.get(_RELATION) for one in book.iter(f"{_MAIN}sheet") if one.get("name") == sheet), None)
    for one in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels")):
        if one.get("Id") == wanted:
            target = one.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
