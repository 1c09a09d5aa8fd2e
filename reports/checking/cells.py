"""What a cell says, in the one form that every program's way of writing it comes to (docs/workbook-proof.md).

Written from that description, not from the writing side's code: were both wrong, they would not be wrong alike.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

CELL, ROW = "\x1f", "\x1e"

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CELL_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])")
_LINE_ENDS = re.compile("\r\n?")
_ABSENT = dict.fromkeys((*range(9), *range(11, 32), 65534, 65535))
_SERIAL_ZERO = datetime(1899, 12, 30)


def decoded(text: str) -> str:
    """A text of the file with its _x000D_ read."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text)


def said(text: str) -> str:
    """A text as it is compared: one kind of line end, no control characters."""
    if text.isprintable():
        return text
    return _LINE_ENDS.sub("\n", text).translate(_ABSENT)


def number(text: str, digits: str = ".12g") -> str:
    """A number as it is compared. Raises ValueError for what is none."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    written = format(float(text), digits)
    return "n0" if written == "-0" else "n" + written


class Numbers(dict[str, str]):
    """Text of a number → its form; figures come again and again."""

    def __missing__(self, text: str) -> str:
        form = number(text)
        if len(self) < 50_000:
            self[text] = form
        return form


def moment(text: str) -> str:
    """A day or an instant in ISO, as some programs save it, as the number spreadsheets count by."""
    then = datetime.fromisoformat(text.rstrip("Z"))
    return repr((then - _SERIAL_ZERO) / timedelta(days=1))


def worth(kind: str | None, value: str) -> str:
    """What a formula comes to: its kind (the cell's t) and its value."""
    if kind == "b":
        return "b1" if value.strip() in ("1", "true") else "b0"
    if kind == "e":
        return "e" + value
    if kind in (None, "n"):
        number(value)  # raises where it is none
        return number(format(float(value), ".14g"), ".9g")
    return "t" + said(decoded(value))


def formula(text: str) -> str:
    """A formula as it is compared: outside of texts in capitals, without blanks, plain names without quotes."""
    out: list[str] = []
    at, end = 0, len(text)
    if text[:1] == "=":
        at = 1
    while at < end:
        sign = text[at]
        if sign in "\"'":
            close = at + 1
            while close < end:
                if text[close] == sign:
                    if text[close + 1 : close + 2] != sign:
                        break
                    close += 1
                close += 1
            inside = text[at + 1 : close]
            if sign == '"':
                out.append('"' + said(inside) + '"')
            else:
                name = _capitals(inside)
                plain = bool(name) and all((c.isascii() and (c.isalnum() or c in "_.")) or c >= "\u00a0" for c in name)
                out.append(name if plain else f"'{name}'")
            at = close + 1
            continue
        close = at
        while close < end and text[close] not in "\"'":
            close += 1
        bare = _capitals("".join(c for c in text[at:close] if c not in " \t\r\n"))
        out.append(bare.replace("_XLFN.", "").replace("_XLWS.", ""))
        at = close
    return "f" + "".join(out)


def _capitals(text: str) -> str:
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def moved(text: str, down: int, right: int) -> str:
    """A formula shared with another cell, as it reads so many cells below and beside it."""

    def shift(hit: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, row = hit.groups()
        if not fixed_column:
            letters = letters_of(column_of(letters.upper()) + right)
        return f"{fixed_column}{letters}{fixed_row}{row if fixed_row else int(row) + down}"

    parts = re.split(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')""", text)
    return "".join(part if part[:1] in ("'", '"') else _CELL_REFERENCE.sub(shift, part) for part in parts)


def column_of(letters: str) -> int:
    """A → 0, AB → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return index - 1


def letters_of(column: int) -> str:
    """0 → A, 27 → AB."""
    text, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(line: int, column: int) -> str:
    """(3, 2) → C4."""
    return f"{letters_of(column)}{line + 1}"


def area(text: str) -> tuple[int, int, int, int]:
    """B2:C4 → first line, first column, last line, last column, 0-based. Raises ValueError."""
    hit = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", text)
    if hit is None:
        raise ValueError(text)
    left, first, right, last = hit.groups()
    return int(first) - 1, column_of(left), int(last or first) - 1, column_of(right or left)


def shown(form: str, *, day: bool = False) -> str:
    """A cell's form as people read it: what stands there now."""
    if not form:
        return ""
    kind, rest = form[0], form[1:]
    if kind == "b":
        return "TRUE" if rest == "1" else "FALSE"
    if kind == "f":
        return "=" + rest
    if kind == "n" and day:
        then = _SERIAL_ZERO + timedelta(days=float(rest))
        return str(date(then.year, then.month, then.day)) if float(rest) % 1 == 0 else f"{then:%Y-%m-%d %H:%M}"
    return rest if len(rest) <= 80 else rest[:79] + "…"
