"""Names that Excel takes: of sheets, made from people's texts, and of ranges, made from codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reports.celltext import plain_line, units

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEET_NAME = 31  # units of UTF-16, by Excel's own limit
RANGE_NAME = 120  # characters; Excel takes 255
_NOT_IN_SHEET = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_RANGE = re.compile("[^0-9A-Za-z_\u4e00-\u9fff]+")
_LIKE_A_CELL = re.compile(r"(?i)([a-z]{1,3}\d+|r\d*|c\d*|r\d*c\d*|true|false|_xl.*)")
_KEPT_BY_EXCEL = ("history", "历史记录")


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that Excel takes and that is not among the `taken`; it is then."""
    plain = _NOT_IN_SHEET.sub("-", plain_line(wanted)).strip("' ") or "_"
    if plain.casefold() in _KEPT_BY_EXCEL:
        plain += "_"
    name, turn = units(plain, SHEET_NAME).strip("' "), 1
    while name.casefold() in taken:
        turn += 1
        name = f"{units(plain, SHEET_NAME - len(str(turn)) - 3).strip()} ({turn})"
    taken.add(name.casefold())
    return name


def range_name(code: str) -> str:
    """`complaints.count` → `complaints_count`: letters, digits and low lines, and like no cell."""
    name = _NOT_IN_RANGE.sub("_", code)[:RANGE_NAME].strip("_") or "_"
    return f"_{name}_" if name[0].isdigit() or _LIKE_A_CELL.fullmatch(name) else name


def define(workbook: Workbook, code: str, cells: str) -> str:
    """Give cells (`'Sheet'!$A$1:$B$2`) the name of a code; returns it, with a number where it was taken."""
    taken = {str(one[0]).casefold() for one in workbook.defined_names}
    plain = range_name(code)
    name, turn = plain, 1
    while name.casefold() in taken:
        turn += 1
        name = f"{plain}_{turn}"
    workbook.define_name(name, f"={cells}")
    return name
