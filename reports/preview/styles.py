"""Formats of cells read from a workbook's own parts: number format, face, colours, sides, widths, joined areas."""

from __future__ import annotations

import re
from typing import IO, NamedTuple
from zipfile import ZipFile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from reports.preview.pages import MOST_ROWS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 20: "hh:mm",
             22: "yyyy-mm-dd hh:mm", 49: "@"}  # fmt: skip
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
USUAL_WIDTH = 8.4


class Style(NamedTuple):
    """How the cells of one style look."""

    code: str = ""
    bold: bool = False
    size: float = 10.0
    colour: str = ""
    ground: str = ""
    side: str = ""
    wrapped: bool = False


class Laid(NamedTuple):
    """How a sheet is laid out: the style of each cell with one by (row, column), widths, joined areas."""

    styles: dict[tuple[int, int], int]
    widths: dict[int, float]
    areas: tuple[tuple[int, int, int, int], ...]


def sheet_parts(packed: ZipFile) -> dict[str, str]:
    """Name of each sheet → the part that holds it."""
    book = etree.fromstring(packed.read("xl/workbook.xml"))
    links = etree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target") for one in links.iter(f"{PACKAGE}Relationship")}
    return {
        one.get("name"): f"xl/{targets[one.get(RELATION)].removeprefix('/xl/')}" for one in book.iter(f"{MAIN}sheet")
    }


def styles(packed: ZipFile) -> list[Style]:
    """The styles of a workbook by their number."""
    root = etree.fromstring(packed.read("xl/styles.xml"))
    codes = _BUILT_IN | {int(one.get("numFmtId")): one.get("formatCode") for one in root.iter(f"{MAIN}numFmt")}
    fonts = list(root.find(f"{MAIN}fonts"))
    grounds = [_rgb(one.find(f"{MAIN}patternFill/{MAIN}fgColor")) for one in root.find(f"{MAIN}fills")]
    found = []
    for one in root.find(f"{MAIN}cellXfs"):
        font = fonts[int(one.get("fontId", 0))]
        size, aligned = font.find(f"{MAIN}sz"), one.find(f"{MAIN}alignment")
        found.append(
            Style(
                codes.get(int(one.get("numFmtId", 0)), ""),
                font.find(f"{MAIN}b") is not None,
                10.0 if size is None else float(size.get("val")),
                _rgb(font.find(f"{MAIN}color")),
                grounds[int(one.get("fillId", 0))],
                "" if aligned is None else aligned.get("horizontal", ""),
                aligned is not None and aligned.get("wrapText") == "1",
            )
        )
    return found


def laid(stream: IO[bytes]) -> Laid:
    """The layout of a sheet's first rows. Joined areas stand behind the rows: of a long sheet they are not read."""
    numbers: dict[tuple[int, int], int] = {}
    widths: dict[int, float] = {}
    areas = []
    for _event, one in etree.iterparse(stream, tag=(f"{MAIN}col", f"{MAIN}row", f"{MAIN}mergeCell")):
        if one.tag == f"{MAIN}col":
            for column in range(int(one.get("min")), min(int(one.get("max")), 256) + 1):
                widths[column - 1] = 0.0 if one.get("hidden") == "1" else float(one.get("width", USUAL_WIDTH))
        elif one.tag == f"{MAIN}row":
            if int(one.get("r")) > MOST_ROWS:
                break
            for cell in one:
                if cell.get("s") and cell.get("r"):
                    numbers[place(cell.get("r"))] = int(cell.get("s"))
            one.clear()
        else:
            first, _sign, last = one.get("ref").partition(":")
            (top, left), (bottom, right) = place(first), place(last)
            areas.append((top, left, bottom - top + 1, right - left + 1))
    return Laid(numbers, widths, tuple(areas))


def place(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as B7, both from 0."""
    found = _REFERENCE.match(reference)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _rgb(one: etree._Element | None) -> str:
    """#RRGGBB of a colour that is named outright; "" for one of the program's own."""
    rgb = None if one is None else one.get("rgb")
    return "" if not rgb else f"#{rgb[-6:]}"
