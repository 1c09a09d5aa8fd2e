"""References inside formulas: found without understanding the rest, and written back where they moved.

Texts in quotes, function names, table columns, other workbooks and error values are passed over, so that what is not a
reference stays as it was to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<error>\#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!))"""
    r"""|(?P<sheet>(?:'(?:[^']|'')+'|(?:\[[^\]]+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[\d+\])!)?"""
    rf"""(?P<area>{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}})"""
    r"""(?![\w.(!\[])"""
    r"""|(?P<name>(?:'(?:[^']|'')+'!)?[^\W\d][\w.\\?]*(?:![^\W\d][\w.\\?]*)?)(?P<call>\s*\()?"""
    r"""|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<other>.)""",
    re.DOTALL,
)
_PART = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})$")


class End(NamedTuple):
    """One corner of a reference: row and column from 1 (0 where a whole row or column is meant), and what is fixed."""

    row: int
    column: int
    fixed_row: bool = False
    fixed_column: bool = False

    def __str__(self) -> str:
        column = f"{'$' * self.fixed_column}{letters(self.column)}" if self.column else ""
        return column + (f"{'$' * self.fixed_row}{self.row}" if self.row else "")


class Ref(NamedTuple):
    """A reference as it stands in a formula: the sheet as written ("" for the formula's own), its corners (`end` None
    for a single cell), and the function it is a direct argument of."""

    sheet: str
    start: End
    end: End | None
    function: str = ""

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row; all rows where whole columns are meant."""
        if not self.start.row:
            return 1, LAST_ROW
        return self.start.row, self.end.row if self.end is not None else self.start.row

    def __str__(self) -> str:
        return self.sheet + str(self.start) + (f":{self.end}" if self.end is not None else "")


def letters(column: int) -> str:
    """1 as A, 28 as AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(name: str) -> int:
    """A as 1, AB as 28."""
    found = 0
    for sign in name.upper():
        found = found * 26 + ord(sign) - 64
    return found


def cell(name: str) -> tuple[int, int]:
    """Row and column of "B5"."""
    end = _end(name)
    if end is None:
        raise ValueError(name)
    return end.row, end.column


def area(text: str) -> tuple[End, End]:
    """The corners of "A1:B2" or "A1" (then twice the same)."""
    first, _colon, last = text.partition(":")
    start, end = _end(first), _end(last or first)
    if start is None or end is None:
        raise ValueError(text)
    return start, end


def place(row: int, column: int) -> str:
    """B5."""
    return f"{letters(column)}{row}"


def sheet_of(written: str) -> str:
    """The name of the sheet as written before a reference ('It''s'! as It's); empty for another workbook's or a span of
    several sheets, which nothing here may touch."""
    name = written.removesuffix("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
        return "" if "[" in name or ":" in name else name
    return "" if "[" in name or ":" in name else name


def rewritten(formula: str, change: Callable[[Ref], str | None]) -> str:
    """The formula with each reference as `change` writes it (None: as it is)."""
    out: list[str] = []
    around: list[str] = []
    depth = 0  # of the square brackets of a table's columns
    for hit in TOKEN.finditer(formula):
        written = hit[0]
        if hit["open"] or hit["call"]:
            if written == "[":
                depth += 1
            else:
                around.append((hit["name"] or "").upper())
        elif hit["close"]:
            if written == "]":
                depth = max(0, depth - 1)
            elif around:
                around.pop()
        elif hit["area"] and not depth:
            ref = read(hit["sheet"] or "", hit["area"], around[-1] if around else "")
            changed = change(ref) if ref is not None else None
            written = written if changed is None else changed
        out.append(written)
    return "".join(out)


def refs_of(formula: str) -> tuple[list[Ref], bool]:
    """The references of a formula, and whether it reaches further than they say: names, tables, INDIRECT, OFFSET."""
    found: list[Ref] = []
    further = False
    for hit in TOKEN.finditer(formula):
        if hit["area"]:
            ref = read(hit["sheet"] or "", hit["area"], "")
            if ref is not None:
                found.append(ref)
        elif hit["name"]:
            name = hit["name"].upper()
            further |= name in _REACHING if hit["call"] else name not in ("TRUE", "FALSE")
    return found, further


_REACHING = frozenset(("INDIRECT", "OFFSET", "CELL", "GETPIVOTDATA"))


def read(sheet: str, text: str, function: str) -> Ref | None:
    """A reference from its text; None where it only looks like one (a name such as TAX2026X)."""
    first, _colon, last = text.partition(":")
    start, end = _end(first), _end(last) if last else None
    if start is None or (last and end is None):
        return None
    return Ref(sheet, start, end, function)


def _end(text: str) -> End | None:
    hit = _PART.match(text)
    if hit is None:
        return None
    dollar, name, second, digits = hit.groups()
    row, column = int(digits or 0), number(name)
    if row > LAST_ROW or column > LAST_COLUMN:
        return None
    if not name:  # a whole row: its only sign of being fixed stands first
        return End(row, 0, bool(dollar or second))
    return End(row, column, bool(second), bool(dollar))


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads in a cell so many rows below and columns to the right: what a shared formula means."""

    def move(end: End) -> End:
        row = end.row if end.fixed_row or not end.row else end.row + rows
        column = end.column if end.fixed_column or not end.column else end.column + columns
        return end._replace(row=row, column=column)

    def change(ref: Ref) -> str:
        return str(ref._replace(start=move(ref.start), end=None if ref.end is None else move(ref.end)))

    return rewritten(formula, change)
