"""Odd forms, made by openpyxl when they are needed: each asks for one thing that a real form once had."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName

PASSWORD = "总行2026"


def write(folder: Path) -> dict[str, Path]:
    """Write them; returns each by its name."""
    made = {name: folder / f"{name}{suffix}" for name, suffix in (
        ("plain", ".xlsx"), ("lines", ".xlsx"), ("named", ".xlsx"), ("since_1904", ".xlsx"), ("locked", ".xlsx"),
        ("macros", ".xlsm"), ("template", ".xltx"), ("newer", ".xlsx"))}  # fmt: skip
    plain(made["plain"])
    lines(made["lines"])
    named(made["named"])
    _book(since_1904=True).save(made["since_1904"])
    _book().save(made["template"])
    closed = BytesIO()
    plain_bytes = BytesIO(made["plain"].read_bytes())
    OOXMLFile(plain_bytes).encrypt(PASSWORD, closed)
    made["locked"].write_bytes(closed.getvalue())
    _patched(
        made["plain"], made["macros"], "[Content_Types].xml", _with_macros, {"xl/vbaProject.bin": b"\xd0\xcf macros"}
    )
    _patched(
        made["plain"], made["newer"], "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</worksheet>", _NEWER)
    )
    return made


def _with_macros(data: bytes) -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return data.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


_NEWER = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/'
    b'spreadsheetml/2009/9/main"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    b'count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>$A$5:$A$6</xm:f></x14:formula1>'
    b"<xm:sqref>C6</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
)


def _book(*, since_1904: bool = False) -> Workbook:
    book = Workbook()
    if since_1904:
        book.epoch = datetime(1904, 1, 1)
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "月初", "{{month.first}}"
    sheet["A2"], sheet["B2"] = "基金", "{{员工基金余额}}"
    sheet["A3"] = "余额{{员工基金余额}}元"
    sheet["A4"] = "{{坏的"
    sheet["A5"], sheet["B5"] = "{{问题.备注}}", "{{问题.时间}}"
    sheet["A6"], sheet["B6"] = "次数", "=COUNTA(A5:A5)"
    return book


def plain(path: Path) -> None:
    """A figure, a day, a missing one, a list whose texts begin like formulas."""
    _book().save(path)


def lines(path: Path) -> None:
    """Entries of two rows, a text that needs height, an empty list, options."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C1"] = "{{人员.姓名|排序=-总分|前=2}}", "{{人员.总分}}", "={{人员.总分}}"
    sheet["B2"] = "{{人员.扣罚}}"
    sheet.merge_cells("A1:A2")
    sheet["B3"] = "=SUM(B1:B1)"
    sheet["B4"] = "=SUM(B1:B2)"
    sheet["A6"], sheet["A7"] = "{{演练.场景}}", "=COUNTA(A6:A6)"
    sheet["A8"] = "{{检查.检查表}}，{{检查.检查人}}，{{检查.日期}}，共{{检查.项数}}项，得分率{{检查.得分率}}"
    sheet["A8"].alignment = Alignment(wrap_text=True)
    sheet["B9"] = "{{人员.姓名|前=x}}"
    sheet["D12"] = "{{投诉件数|前=3}}"
    sheet["A9"] = "人员"
    sheet.merge_cells("A9:A10")
    book.save(path)


def named(path: Path) -> None:
    """Only defined names: of one cell, of a list, of a formula, of several cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "It's 表"
    sheet["B3"], sheet["A6"], sheet["B6"] = "=1+1", "合计", "=SUM(B5:B5)"
    for name, where in (
        ("complaints.count", "$B$2"), ("people_name", "$A$5"), ("人员_总分", "$B$5"), ("people.role", "$C$5:$C$9"),
        ("praise_count", "$B$3"), ("findings_minor", "$B$6"), ("findings.count", "$E$1:$E$3"),
    ):  # fmt: skip
        book.defined_names[name] = DefinedName(name, attr_text=f"'It''s 表'!{where}")
    book.save(path)


def _patched(
    path: Path, to: Path, part: str, change: Callable[[bytes], bytes], more: dict[str, bytes] | None = None
) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == part else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
