"""How large the table of a workbook really is, looked at before the reader makes room for it.

The reader of workbooks makes room for the whole rectangle that a sheet's cells span, and ends the program where there
is none: one forgotten blank in the last cell of a sheet would ask for 17 thousand million cells. So the rectangle is
measured first, in the packed file, at a fraction of the time that reading takes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from supervisor.errors import BadInput, Fault
from supervisor.language import _

MOST_CELLS = 40_000_000  # a sheet of a million rows and 38 columns; some 1.5 GB while it is read
MOST_ROWS = 1_048_576  # what Excel itself knows
MOST_BYTES = 4 << 30  # unpacked; a ticket a line, this is far beyond a year of any branch
SUSPICIOUS = 300  # times that a large part shrinks by packing; tables shrink 5 to 40 times
_PIECE = 1 << 20
_KEPT = 64  # bytes looked at twice, so that nothing is missed between two pieces
_FAR = re.compile(rb'\br="(?:([A-Z]{2,})(\d+)|[A-Z](\d{7,}))"')  # cells right of column Z, or below row 999,999
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')


def refuse_far_cells(path: Path) -> None:
    """Raise BadInput where a sheet of an .xlsx spans more than can be read; other kinds of files pass."""
    try:
        with zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                shrunk = part.file_size / max(part.compress_size, 1)
                if part.file_size > MOST_BYTES or (part.file_size > 100 * _PIECE and shrunk > SUSPICIOUS):
                    raise _refusal(path, _("it unpacks to {size} MB").format(size=part.file_size >> 20))
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    far = _far_cell(packed, part)
                    if far:
                        raise _refusal(path, _("a cell stands far from the others, at {cell}").format(cell=far))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return  # not packed, torn or locked by a password: the reader says so


def _refusal(path: Path, problem: str) -> BadInput:
    cure = _("Copy the table alone into a new workbook and bring that.")
    return BadInput(_("The file was not taken in."), (Fault(problem, cure, path.name),))


def _far_cell(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """The cell that makes a sheet too large, empty when it is not."""
    width, widest = 26, b""
    with packed.open(part) as stream:
        for piece in _pieces(stream):
            for found in _FAR.finditer(piece):
                column, row, low = found.groups()
                if int((row or low)[:12]) > MOST_ROWS or len(column or b"") > 3:
                    return found.group()[3:-1].decode()[:20]
                if column and (number := _column(column)) > width:
                    width, widest = number, column + row
    if not widest:
        return ""
    height = 1
    with packed.open(part) as stream:
        for piece in _pieces(stream):
            height = max([height, *(int(found[:12]) for found in _ROW.findall(piece))])
    return widest.decode() if width * height > MOST_CELLS else ""


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    kept = b""
    while piece := stream.read(_PIECE):
        yield kept + piece
        kept = piece[-_KEPT:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
