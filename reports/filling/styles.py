"""Number formats of a form's cells, and a twin of a style where a cell has none of its own for what is put into it."""

from __future__ import annotations

import re
from copy import deepcopy

from supervisor.language import language

from .package import MAIN, Node, Package

GENERAL, TEXT = 0, 49
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_UNSPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FORMATS = {"money": "#,##0.00", "points": "0.00", "number": "0.00", "mean": "0.00", "share": "0.0%", "minutes": "0.0",
            "time": "hh:mm"}  # fmt: skip
_OF_TIME = frozenset(("day", "instant", "time"))


def _wanted(kind: str) -> str:
    if kind in ("day", "instant"):
        day = 'yyyy"年"m"月"d"日"' if language() == "zh" else "yyyy-mm-dd"
        return day if kind == "day" else f"{day} hh:mm"
    return _FORMATS.get(kind, "")


class Styles:
    """The styles part: read when a figure is put into a cell, changed only where a cell lacks a format for it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = next(package.related(package.workbook, "styles"), "")
        self._made: dict[tuple[int, str], int] = {}

    def fitting(self, style: int, kind: str) -> int:
        """The style for a value of this kind in a cell of this style: the same where it has a format of its own that
        can show it, else its twin with a format of the kind."""
        if not self._part:
            return style
        if (style, kind) not in self._made:
            self._made[style, kind] = self._twin(style, kind)
        return self._made[style, kind]

    def _twin(self, style: int, kind: str) -> int:
        cells = self._package.xml(self._part).find(f"{{{MAIN}}}cellXfs")
        if cells is None or not 0 <= style < len(cells):
            return style
        own = cells[style]
        used = int(own.get("numFmtId", "0"))
        quoted = own.get("quotePrefix") in ("1", "true")
        plain = used in (GENERAL, TEXT)
        unfit = kind in _OF_TIME and not self._is_date(used)
        wanted = _wanted(kind) if (plain or unfit) else ""
        if not wanted and not quoted and not (used == TEXT and kind != "text"):
            return style
        twin = deepcopy(own)
        if quoted:
            del twin.attrib["quotePrefix"]
        if wanted or used == TEXT:
            twin.set("numFmtId", str(self._format(wanted) if wanted else GENERAL))
            twin.set("applyNumberFormat", "1")
        cells.append(twin)
        cells.set("count", str(len(cells)))
        self._package.touch(self._part)
        return len(cells) - 1

    def _formats(self) -> dict[int, str]:
        return {
            int(one.get("numFmtId", "0")): one.get("formatCode", "")
            for one in self._package.xml(self._part).iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
        }

    def _is_date(self, used: int) -> bool:
        if used in _BUILT_IN_DATES:
            return True
        return bool(re.search("[ymdhs]", _UNSPOKEN.sub("", self._formats().get(used, "")), re.IGNORECASE))

    def _format(self, code: str) -> int:
        known = self._formats()
        for number, one in known.items():
            if one == code:
                return number
        root = self._package.xml(self._part)
        formats = root.find(f"{{{MAIN}}}numFmts")
        if formats is None:
            formats = root.makeelement(f"{{{MAIN}}}numFmts", {})
            root.insert(0, formats)
        number = max([163, *known]) + 1
        made: Node = formats.makeelement(f"{{{MAIN}}}numFmt", {"numFmtId": str(number), "formatCode": code})
        formats.append(made)
        formats.set("count", str(len(formats)))
        return number
