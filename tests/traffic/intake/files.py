"""Files as machines, head offices and people's programs really leave them, made byte by byte."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

HEAD = "票号,业务类型,取号时间,叫号时间,结束时间,结果,窗口,评价"
ONE = "A001,个人业务,2026-11-03 08:05:12,2026-11-03 08:09:00,2026-11-03 08:15:30,已办理,3,非常满意"
TWO = "A002,对公业务,2026-11-03 08:06:00,2026-11-03 08:10:00,2026-11-03 08:16:00,已办理,4,满意"
PLAIN = f"{HEAD}\n{ONE}\n{TWO}\n"


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]], *, from_1904: bool = False) -> Path:
    """An .xlsx of these sheets; a name that begins with a full stop is hidden."""
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.lstrip("."))
        for row in rows:
            sheet.append(list(row))
        if name.startswith("."):
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def cells(*lines: str) -> list[list[object]]:
    """Lines of commas as rows of cells, moments as real dates."""

    def cell(text: str) -> object:
        try:
            return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
        except ValueError:
            return int(text) if text.isdigit() else text or None

    return [[cell(text) for text in line.split(",")] for line in lines]


def half_written(path: Path) -> Path:
    """A workbook whose copying was stopped."""
    whole = workbook(path, {"流水": cells(HEAD, ONE)}).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def old_office(stream: str, content: bytes) -> bytes:
    """The smallest compound file with one stream ([MS-CFB]): header, one FAT sector, one directory sector, content."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
    sectors = len(content) // 512
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", free) * 108
    chain = [fat_mark, end, *range(3, 2 + sectors), end]
    fat = b"".join(struct.pack("<I", one) for one in chain).ljust(512, b"\xff")

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le").ljust(64, b"\0")
        return (
            text + struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, free, free, child) + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, len(content))
    return header + fat + directory.ljust(512, b"\0") + content


def old_excel(rows: Sequence[Sequence[str | float]]) -> bytes:
    """An .xls of Excel 97: one sheet of texts and numbers ([MS-XLS])."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    name = "流水"
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    page = record(0x0042, struct.pack("<H", 1200))
    at = len(begin) + len(page) + 4 + 8 + len(name) * 2 + 4
    where = record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            place = struct.pack("<HHH", down, across, 0)
            if isinstance(value, str):
                sheet += record(0x0204, place + text(value))
            else:
                sheet += record(0x0203, place + struct.pack("<d", value))
    return old_office("Workbook", begin + page + where + record(0x000A, b"") + sheet + record(0x000A, b""))


def packed(path: Path, names: Sequence[str]) -> Path:
    """A zip of these names."""
    with zipfile.ZipFile(path, "w") as folder:
        for name in names:
            folder.writestr(name, "x")
    return path


def page(rows: Sequence[Sequence[str]], charset: str = "gb2312") -> bytes:
    """A web page with a table that some systems call .xls."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    text = f"<html>{head}<table>{lines}</table></html>"
    return text.encode("gb18030" if charset == "gb2312" else charset)


def office_xml(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook as the XML of Office 2003."""
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="流水"><Table>'
        f"{lines}</Table></Worksheet></Workbook>"
    ).encode()
