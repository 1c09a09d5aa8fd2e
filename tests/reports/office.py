"""LibreOffice as an independent reader: it recalculates a workbook that our writer wrote."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

# Without this a fresh profile trusts the values that the file carries, and would agree with anything.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str:
    """LibreOffice's command; the test is skipped where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def recalculated(workbook: Path, folder: Path, kind: str = "xlsx") -> Path:
    """The same workbook after LibreOffice has calculated every formula anew (or printed it, `kind` "pdf")."""
    return recalculated_all([workbook], folder, kind)[workbook.stem]


def recalculated_all(workbooks: Sequence[Path], folder: Path, kind: str = "xlsx") -> dict[str, Path]:
    """Many workbooks by one start of LibreOffice, which takes seconds; by the name without its ending."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    target = folder / "recalculated"
    subprocess.run(
        [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", kind,
         "--outdir", str(target), *map(str, workbooks)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return {one.stem: target / f"{one.stem}.{kind}" for one in workbooks}


def has_formulas(workbook: Path) -> bool:
    """Whether any cell of any sheet holds a formula."""
    with ZipFile(workbook) as parts:
        sheets = (parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
        return any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def formulas(workbook: Path) -> dict[tuple[str, str], str]:
    """Every formula by sheet and cell."""
    return {place: cell.value for place, cell in _cells(workbook, data_only=False) if cell.data_type == "f"}


def values(workbook: Path) -> dict[tuple[str, str], object]:
    """Every value by sheet and cell, formulas by what the file says they come to."""
    return {place: cell.value for place, cell in _cells(workbook, data_only=True) if cell.value is not None}


def _cells(workbook: Path, *, data_only: bool) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every cell that is there; charts are left alone, of which LibreOffice writes some that openpyxl cannot read."""
    book = load_workbook(workbook, read_only=True, data_only=data_only)
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield (sheet.title, f"{get_column_letter(cell.column)}{cell.row}"), cell
    finally:
        book.close()


def differences(cached: Path, anew: Path) -> list[str]:
    """Formula cells whose recalculated value is not the cached one (numbers to 0.000001)."""
    said, found = values(cached), values(anew)
    wrong = []
    for place, formula in formulas(cached).items():
        ours, theirs = said.get(place), found.get(place)
        if isinstance(ours, int | float) and isinstance(theirs, int | float):
            if abs(ours - theirs) > 1e-6:
                wrong.append(f"{place} {formula}: {ours} / {theirs}")
        elif ours != theirs:
            wrong.append(f"{place} {formula}: {ours!r} / {theirs!r}")
    return wrong
