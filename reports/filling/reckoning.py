"""Values of the simple formulas of a filled form, for the preview on a phone and for programs that only read.

Sums, means, shares, ranks, texts put together: what every form has. A formula with anything else in it gets no value
here rather than a guess; Excel, WPS and LibreOffice reckon every formula when they open the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from statistics import fmean
from typing import Any

from .package import Node
from .refs import LAST_COLUMN, TOKEN, Ref, read, sheet_of
from .refs import cell as position
from .sheets import FORMULA, VALUE, Sheet, Strings

MOST_LOOKS = 2_000_000
"""Cells looked at, beyond which the rest is left to the program that opens the form."""

Found = float | str | bool | None


class NotSimple(Exception):
    """The value is not reckoned here: an unknown function, an error, a text where a number should be."""


class Reckoning:
    """The cells of a form and the values of its formulas. Sheets in `stale` have formulas without a value."""

    def __init__(self, sheets: list[Sheet], strings: Strings, stale: set[str]) -> None:
        self._strings, self._stale, self._looks = strings, stale, 0
        self._cells = {
            one.name.casefold(): {position(cell.get("r", "A1")): cell for cell in one.cells()} for one in sheets
        }
        self._known: dict[tuple[str, int, int], Found | NotSimple] = {}
        self._under_way: set[tuple[str, int, int]] = set()

    def put(self, sheet: Sheet) -> None:
        """Give each simple formula of a sheet its value."""
        name = sheet.name.casefold()
        for (row, column), cell in self._cells[name].items():
            if cell.find(FORMULA) is None or cell.find(VALUE) is not None:
                continue
            try:
                found = self.at(name, row, column)
            except (NotSimple, RecursionError):
                continue
            if found is None:
                found = 0.0
            value = cell.makeelement(VALUE, {})
            value.text = (
                str(int(found)) if isinstance(found, bool) else found if isinstance(found, str) else f"{found:.15g}"
            )
            if isinstance(found, bool | str):
                cell.set("t", "b" if isinstance(found, bool) else "str")
            cell.append(value)
            sheet.touch()

    def at(self, sheet: str, row: int, column: int) -> Found:
        """What a cell comes to; None when it is empty. Raises NotSimple."""
        self._looks += 1
        if self._looks > MOST_LOOKS:
            raise NotSimple
        cell = self._cells[sheet].get((row, column))
        if cell is None:
            return None
        formula = cell.find(FORMULA)
        if formula is None or sheet not in self._stale:
            return self._stored(cell)
        place = sheet, row, column
        if place not in self._known:
            if place in self._under_way or not formula.text or formula.get("t") in ("array", "dataTable", "shared"):
                raise NotSimple
            self._under_way.add(place)
            try:
                self._known[place] = _Reading(self, sheet, formula.text).value()
            except NotSimple as wrong:
                self._known[place] = wrong
            finally:
                self._under_way.discard(place)
        found = self._known[place]
        if isinstance(found, NotSimple):
            raise found
        return found

    def _stored(self, cell: Node) -> Found:
        kind = cell.get("t", "n")
        if kind in ("s", "inlineStr"):
            return "".join(run.text for run in self._strings.runs(cell))
        text = cell.findtext(VALUE)
        if text is None:
            return None
        if kind == "n":
            return float(text)
        if kind == "b":
            return text == "1"
        if kind == "str":
            return text
        raise NotSimple

    def each(self, own: str, ref: Ref) -> Iterator[Found]:
        """The cells of a reference that are there."""
        sheet = sheet_of(ref.sheet).casefold() if ref.sheet else own
        if sheet not in self._cells:
            raise NotSimple
        first, last = ref.rows
        left, right = ref.start.column or 1, (ref.end or ref.start).column or LAST_COLUMN
        cells = self._cells[sheet]
        if (last - first + 1) * (right - left + 1) <= len(cells):
            places = ((row, column) for row in range(first, last + 1) for column in range(left, right + 1))
        else:
            places = (at for at in cells if first <= at[0] <= last and left <= at[1] <= right)
        for row, column in places:
            yield self.at(sheet, row, column)


class _Reading:
    """One formula being read from left to right."""

    def __init__(self, among: Reckoning, sheet: str, text: str) -> None:
        self._among, self._sheet = among, sheet
        self._tokens: list[tuple[str, Any]] = []
        for hit in TOKEN.finditer(text):
            if hit["area"]:
                self._tokens.append(("ref", read(hit["sheet"] or "", hit["area"], "")))
            elif hit["name"]:
                self._tokens.append(("call" if hit["call"] else "name", hit["name"].upper()))
            elif hit["text"]:
                self._tokens.append(("text", hit["text"][1:-1].replace('""', '"')))
            elif hit["number"]:
                self._tokens.append(("number", float(hit["number"])))
            elif hit["error"]:
                raise NotSimple
            elif hit[0].strip():
                self._sign(hit[0])
        self._next = 0

    def _sign(self, sign: str) -> None:
        if self._tokens and self._tokens[-1] in (("sign", "<"), ("sign", ">")) and sign in "=>":
            self._tokens[-1] = ("sign", self._tokens[-1][1] + sign)
        else:
            self._tokens.append(("sign", sign))

    def value(self) -> Found:
        """What the formula comes to."""
        found = self._compared()
        if self._next != len(self._tokens):
            raise NotSimple
        return self._single(found)

    def _is(self, *signs: str) -> str:
        if self._next < len(self._tokens):
            kind, sign = self._tokens[self._next]
            if kind == "sign" and sign in signs:
                self._next += 1
                return sign
        return ""

    def _compared(self) -> Any:
        left = self._joined()
        while sign := self._is("=", "<>", "<", ">", "<=", ">="):
            left = _compare(self._single(left), sign, self._single(self._joined()))
        return left

    def _joined(self) -> Any:
        left = self._sum()
        while self._is("&"):
            left = _text(self._single(left)) + _text(self._single(self._sum()))
        return left

    def _sum(self) -> Any:
        left = self._product()
        while sign := self._is("+", "-"):
            right = self._number(self._product())
            left = self._number(left) + (right if sign == "+" else -right)
        return left

    def _product(self) -> Any:
        left = self._signed()
        while sign := self._is("*", "/"):
            right = self._number(self._signed())
            if sign == "/" and not right:
                raise NotSimple
            left = self._number(left) * right if sign == "*" else self._number(left) / right
        return left

    def _signed(self) -> Any:
        if self._is("-"):
            return -self._number(self._signed())
        if self._is("+"):
            return self._signed()
        found = self._single_part()
        while self._is("%"):
            found = self._number(found) / 100
        return found

    def _single_part(self) -> Any:
        if self._is("("):
            found = self._compared()
            if not self._is(")"):
                raise NotSimple
            return found
        if self._next >= len(self._tokens):
            raise NotSimple
        kind, what = self._tokens[self._next]
        self._next += 1
        if kind in ("number", "text") or (kind == "ref" and what is not None):
            return what
        if kind == "name" and what in ("TRUE", "FALSE"):
            return what == "TRUE"
        if kind == "call" and what in _FUNCTIONS:
            return _FUNCTIONS[what](self, self._arguments())
        raise NotSimple

    def _arguments(self) -> list[Any]:
        found: list[Any] = []
        if self._is(")"):
            return found
        while True:
            found.append(self._compared())
            if self._is(")"):
                return found
            if not self._is(","):
                raise NotSimple

    def _single(self, found: Any) -> Found:
        if not isinstance(found, Ref):
            return found
        if found.end is not None and found.end != found.start:
            raise NotSimple
        return next(self._among.each(self._sheet, found), None)

    def _number(self, found: Any) -> float:
        one = self._single(found)
        if isinstance(one, str):
            raise NotSimple
        return float(one or 0)

    def numbers(self, given: list[Any]) -> list[float]:
        """The numbers among arguments: in ranges texts and truths do not count, alone they are not simple."""
        found: list[float] = []
        for one in given:
            if isinstance(one, Ref):
                found += [
                    each for each in self._among.each(self._sheet, one)
                    if isinstance(each, int | float) and not isinstance(each, bool)
                ]  # fmt: skip
            else:
                found.append(self._number(one))
        return found

    def filled(self, given: list[Any]) -> int:
        """How many are not empty."""
        return sum(
            sum(each is not None for each in self._among.each(self._sheet, one)) if isinstance(one, Ref) else 1
            for one in given
        )


def _compare(left: Found, sign: str, right: Found) -> bool:
    left = ("" if isinstance(right, str) else 0.0) if left is None else left
    right = ("" if isinstance(left, str) else 0.0) if right is None else right
    if isinstance(left, str) and isinstance(right, str) and sign in ("=", "<>"):
        return (left.casefold() == right.casefold()) == (sign == "=")
    if isinstance(left, str | bool) or isinstance(right, str | bool):
        raise NotSimple
    same = f"{left:.15g}" == f"{right:.15g}"
    return {"=": same, "<>": not same, "<": left < right, ">": left > right, "<=": left <= right,
            ">=": left >= right}[sign]  # fmt: skip


def _text(one: Found) -> str:
    if isinstance(one, bool) or (isinstance(one, float) and f"{one:.12g}" != f"{one:.15g}"):
        raise NotSimple  # of an endless fraction each program writes other last digits
    return "" if one is None else one if isinstance(one, str) else f"{one:.15g}"


def _some(numbers: list[float]) -> list[float]:
    if not numbers:
        raise NotSimple
    return numbers


def _if(reading: _Reading, given: list[Any]) -> Any:
    if len(given) not in (2, 3):
        raise NotSimple
    truth = reading._single(given[0])
    if isinstance(truth, str):
        raise NotSimple
    return given[1] if truth else given[2] if len(given) == 3 else False


def _round(reading: _Reading, given: list[Any]) -> float:
    if len(given) != 2:
        raise NotSimple
    number, places = reading._number(given[0]), int(reading._number(given[1]))
    exact = Decimal(f"{number:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))  # halves go up, as in every bank


def _rank(reading: _Reading, given: list[Any]) -> float:
    if len(given) != 2 or not isinstance(given[1], Ref):
        raise NotSimple
    own, others = reading._number(given[0]), reading.numbers([given[1]])
    if own not in others:
        raise NotSimple
    return 1.0 + sum(one > own for one in others)


_FUNCTIONS: dict[str, Callable[[_Reading, list[Any]], Any]] = {
    "SUM": lambda reading, given: fsum(reading.numbers(given)),
    "AVERAGE": lambda reading, given: fmean(_some(reading.numbers(given))),
    "COUNT": lambda reading, given: float(len(reading.numbers(given))),
    "COUNTA": lambda reading, given: float(reading.filled(given)),
    "MAX": lambda reading, given: max(reading.numbers(given), default=0.0),
    "MIN": lambda reading, given: min(reading.numbers(given), default=0.0),
    "ABS": lambda reading, given: abs(_some(reading.numbers(given))[0]),
    "ROUND": _round,
    "RANK": _rank,
    "IF": _if,
}
