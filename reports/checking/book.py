"""The workbook round its sheets: their names and parts, names for cells, shared texts, how figures are shown."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import NamedTuple

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from reports.checking import cells
from reports.checking.package import Broken, Package
from reports.checking.sheet import LONGEST_ROW, MAIN, Sheet, elements, texts
from supervisor.errors import BadInput
from supervisor.language import _

LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in formats of days and times


class Page(NamedTuple):
    """A sheet: its name, its part, whether it is hidden, whether it is a chart."""

    name: str
    part: str
    hidden: bool
    chart: bool


class Workbook:
    """An open workbook: its sheets in order, and each to be read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._numbers = cells.Numbers()
        if package.twice:
            raise Broken(_("it holds a part twice"))
        root = _tree(package, _start(package))
        self._main = root.tag[: root.tag.index("}") + 1]
        if self._main[1:-1] not in MAIN:
            raise BadInput(_("The file is no workbook of the kind .xlsx."))
        told = root.find(f"{self._main}workbookPr")
        if told is not None and told.get("date1904") in ("1", "true"):
            raise BadInput(_("The workbook counts its days from 1904, as old programs did; none of ours does."))
        self.pages = list(self._pages(root))
        if len({page.name.casefold() for page in self.pages}) != len(self.pages):
            raise Broken(_("it holds a part twice"))
        self.names = {
            (one.get("name") or ""): one.text or ""
            for one in root.iter(f"{self._main}definedName")
            if not (one.get("name") or "").startswith("_xlnm.") and one.get("localSheetId") is None
        }
        self.own_names = [one.get("name") or "" for one in root.iter(f"{self._main}definedName")
                          if one.get("localSheetId") is not None]  # fmt: skip

    def _pages(self, root: etree._Element):
        links = self._links
        for one in root.iter(f"{self._main}sheet"):
            link = next((one.get(f"{{{space}}}id") for space in LINKS if one.get(f"{{{space}}}id")), "")
            if link not in links:
                raise Broken(_("the sheet {sheet} has no part").format(sheet=one.get("name")))
            kind, part = links[link]
            hidden = one.get("state", "visible") != "visible"
            yield Page(one.get("name") or "", part, hidden, not kind.endswith("/worksheet"))

    @cached_property
    def _links(self) -> dict[str, tuple[str, str]]:
        start = _start(self.package)
        room, name = posixpath.split(start)
        found = {}
        for one in _tree(self.package, f"{room}/_rels/{name}.rels"):
            if isinstance(one.tag, str) and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + room, one.get("Target", "")))
                found[one.get("Id", "")] = one.get("Type", ""), target.lstrip("/")
        return found

    def _part(self, kind: str) -> str | None:
        found = [part for type_, part in self._links.values() if type_.endswith(kind)]
        if len(found) > 1:
            raise Broken(_("it holds a part twice"))
        return found[0] if found else None

    @cached_property
    def shared(self) -> list[str]:
        """The texts that cells share."""
        part = self._part("/sharedStrings")
        return texts(self.package.chunks(part)) if part else []

    def sheet(self, page: Page, *, apart: bool = False) -> Sheet:
        """A sheet to be read; `apart` does without the shared texts."""
        return Sheet(self.package.chunks(page.part), [] if apart else self.shared, self._numbers)

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of every style, in words of the file; built-in ones as their number."""
        part = self._part("/styles")
        if part is None:
            return []
        root = _tree(self.package, part)
        own = [(one.get("numFmtId"), one.get("formatCode", "")) for one in
               root.findall(f"{self._main}numFmts/{self._main}numFmt")]  # fmt: skip
        codes = dict(own)
        if len(codes) != len(own):
            raise Broken(_("it holds a part twice"))
        styles = root.find(f"{self._main}cellXfs")
        if styles is None:
            return []
        return [codes.get(one.get("numFmtId"), one.get("numFmtId") or "0") for one in styles]

    def format_of(self, style: str) -> str:
        """The number format of a style."""
        try:
            return self._formats[int(style)]
        except (IndexError, ValueError):
            return "0"

    def shows_days(self, style: str) -> bool:
        """Whether a style shows a number as a day."""
        form = self.format_of(style)
        if form.isdigit():
            return int(form) in _DAYS
        return re.search("[ymdh]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", form.lower())) is not None

    @cached_property
    def formats_in_rules(self) -> list[str]:
        """Number formats that rules (conditional formats) lay over cells."""
        part = self._part("/styles")
        root = _tree(self.package, part) if part else None
        rules = root.find(f"{self._main}dxfs") if root is not None else None
        return [one.get("formatCode", "") for one in rules.iter(f"{self._main}numFmt")] if rules is not None else []


def _start(package: Package) -> str:
    found = [
        one.get("Target", "").lstrip("/")
        for one in _tree(package, "_rels/.rels")
        if isinstance(one.tag, str) and one.get("Type", "").endswith("/officeDocument")
    ]
    if len(found) == 1:
        return found[0]
    raise Broken(_("the part {name} is missing").format(name="xl/workbook.xml"))


def _tree(package: Package, name: str) -> etree._Element:
    """A small part as a whole."""
    root = None
    for root in elements(package.chunks(name), "nothing", LONGEST_ROW):  # noqa: B007 - the last is the root
        pass
    assert root is not None
    return root
