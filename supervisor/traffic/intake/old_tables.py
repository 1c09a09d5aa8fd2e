"""Tables that call themselves .xls and are not: web pages, and the XML of Office 2003, as older systems write them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.intake.merged import Grid

MOST_BYTES = 200 << 20
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def html_tables(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The page's tables as (name, rows), in order."""
    content = _content(path)
    told = _CHARSET.search(content[:4096])
    for encoding in (*([told.group(1).decode("ascii")] if told else []), "utf-8-sig", "gb18030"):
        try:
            text = content.decode("gb18030" if encoding.lower() in ("gb2312", "gbk") else encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = content.decode("gb18030", "replace")
    reader = _Tables()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError) as error:  # marks that the parser of web pages gives up on
        fault = Fault(_("the page is torn"), _("Open it in Excel or WPS and save it as .xlsx."), file=path.name)
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name), (fault,)) from error
    return [(str(number), grid.rows) for number, grid in enumerate(reader.tables, 1) if grid.rows]


def number_in(text: str | None, most: int, otherwise: int = 1) -> int:
    """A whole number of an attribute, at most this large; `otherwise` where there is none that can be read."""
    text = (text or "").strip()
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Grid] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_row()
            self.tables.append(Grid())
        elif tag == "tr":
            self._end_cell()
            if not self.tables:
                self.tables.append(Grid())
            self.tables[-1].next_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            told = dict(attrs)
            self._span = max(1, number_in(told.get("colspan"), 300)), max(1, number_in(told.get("rowspan"), 100_000))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self.tables and self.tables[-1].rows:
            self.tables[-1].add(" ".join("".join(self._cell).split()), *self._span)
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.tables:
            self.tables[-1].end_row()


def xml_tables(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sheets of an Office 2003 XML workbook as (name, rows). Raises BadInput where it breaks off."""
    content = _content(path)
    if b"<!ENTITY" in content[:65536].upper():
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name))
    try:
        root = ElementTree.fromstring(_declared(content))
    except (ElementTree.ParseError, ValueError) as error:
        fault = Fault(_("the workbook breaks off: it was not copied or saved to its end"),
                      _("Copy it again once the program has finished saving it."), file=path.name)  # fmt: skip
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name), (fault,)) from error
    found = []
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        found.append((sheet.get(f"{_SPREADSHEET}Name") or "", _xml_rows(sheet)))
    return found


def _declared(content: bytes) -> bytes | str:
    """The XML as text where it declares an encoding of Chinese: the parser of XML reads none of several bytes."""
    told = _ENCODING.search(content[:200])
    name = told.group(1).decode("ascii", "replace").lower() if told else ""
    if name not in ("gb2312", "gbk", "gb18030", "cp936", "x-gbk"):
        return content
    return content.decode("gb18030", "replace").partition("?>")[2]


def _xml_rows(sheet: ElementTree.Element) -> list[list[str]]:
    grid = Grid()
    for row in sheet.iter(f"{_SPREADSHEET}Row"):
        grid.next_row(number_in(row.get(f"{_SPREADSHEET}Index"), 1_048_576, len(grid.rows) + 1) - 1)
        for cell in row.iter(f"{_SPREADSHEET}Cell"):
            data = cell.find(f"{_SPREADSHEET}Data")
            across = 1 + number_in(cell.get(f"{_SPREADSHEET}MergeAcross"), 300, 0)
            down = 1 + number_in(cell.get(f"{_SPREADSHEET}MergeDown"), 100_000, 0)
            column = number_in(cell.get(f"{_SPREADSHEET}Index"), 16_384, 0) - 1
            grid.add("" if data is None else "".join(data.itertext()), across, down, column)
    grid.end_row()
    return grid.rows


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        cure = _("Open it in Excel or WPS and save it as .xlsx.")
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name), (Fault("", cure, file=path.name),))
    return path.read_bytes()
