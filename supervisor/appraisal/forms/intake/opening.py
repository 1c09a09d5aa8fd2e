"""Opening what people call a workbook, by its content and whatever its name ends with; what is none is said in plain
words with what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from supervisor.branch.extent import refuse_far_cells
from supervisor.errors import BadInput, Fault
from supervisor.language import _

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .xls, .et and locked workbooks begin with
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LOOKED_AT = 1 << 20


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook in a file. Raises BadInput that says what the file is instead, and how to make a workbook of it."""
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_far_cells(path)
    try:
        with path.open("rb") as handle:
            return CalamineWorkbook.from_filelike(handle)
    except (CalamineError, OSError, ValueError):
        problem, cure = _instead(path)
    raise BadInput(_("{file} cannot be read.").format(file=path.name), (Fault(problem, cure, path.name),)) from None


def _instead(path: Path) -> tuple[str, str]:
    """What the file is, and the cure."""
    try:
        begun = path.read_bytes()[:_LOOKED_AT]
    except OSError:
        return _("The file cannot be opened."), _("Close it in the other program, or copy it to another folder.")
    save = _("Open it in Excel or WPS and save it as an Excel workbook (.xlsx).")
    if not begun:
        return _("The file is empty."), _("Export the form again.")
    if begun.startswith(_OLD) and _LOCKED in begun:
        return _("The workbook is locked with a password."), _("Open it, remove the password and save it.")
    if b"word/document.xml" in begun:
        return _("This is a Word document."), _("Copy its tables into the form of rule books.")
    if begun.startswith(b"%PDF"):
        return _("This is a PDF."), _("Copy its tables into the form of rule books.")
    if begun.startswith((_OLD, b"PK")):
        return _("The workbook is damaged, or of a kind that cannot be read."), save
    return _("This is no Excel workbook, but a text."), save
