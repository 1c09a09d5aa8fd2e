"""Tables that call themselves .xls and are not: web pages, and the XML of Office 2003, as older systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from supervisor.errors import BadInput, Fault
from supervisor.language import _

MOST_BYTES = 200 << 20
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
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
    reader.feed(text)
    reader.close()
    return [(str(number), rows) for number, rows in enumerate(reader.tables, 1) if rows]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self._end_cell()
            if not self.tables:
                self.tables.append([])
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            wide = dict(attrs).get("colspan") or "1"
            self._span = min(int(wide), 300) if wide.isdigit() else 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self.tables and self.tables[-1]:
            self.tables[-1][-1] += [" ".join("".join(self._cell).split())] + [""] * (self._span - 1)
        self._cell = None


def xml_tables(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sheets of an Office 2003 XML workbook as (name, rows). Raises BadInput where it breaks off."""
    content = _content(path)
    if b"<!ENTITY" in content[:65536].upper():
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name))
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        fault = Fault(_("the workbook breaks off: it was not copied or saved to its end"),
                      _("Copy it again once the program has finished saving it."), file=path.name)  # fmt: skip
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name), (fault,)) from error
    found = []
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        found.append((sheet.get(f"{_SPREADSHEET}Name") or "", list(_xml_rows(sheet))))
    return found


def _xml_rows(sheet: ElementTree.Element) -> Iterator[list[str]]:
    at = 0
    for row in sheet.iter(f"{_SPREADSHEET}Row"):
        place = int(row.get(f"{_SPREADSHEET}Index") or at + 1)
        for _blank in range(min(place - at - 1, 100_000)):
            yield []
        at = place
        cells: list[str] = []
        for cell in row.iter(f"{_SPREADSHEET}Cell"):
            column = min(int(cell.get(f"{_SPREADSHEET}Index") or len(cells) + 1), 16_384)
            cells += [""] * (column - 1 - len(cells))
            data = cell.find(f"{_SPREADSHEET}Data")
            cells.append("" if data is None else "".join(data.itertext()))
        yield cells


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        cure = _("Open it in Excel or WPS and save it as .xlsx.")
        raise BadInput(_("Nothing was taken from {file}.").format(file=path.name), (Fault("", cure, file=path.name),))
    return path.read_bytes()
