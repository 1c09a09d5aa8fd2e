"""What a cell holds, written so that every program that saves the workbook again leaves it the same.

Quotes round names of sheets, blanks in formulas, line ends and the last digits of a number differ from program to
program; what is left here does not. docs/workbook-proof.md says it for who writes a checker of his own.
"""

from __future__ import annotations

import re

NEXT_CELL, NEXT_ROW, COMES_TO = (
    "\x1f",
    "\x1e",
    "\x1d",
)  # control characters are taken out of texts, so none can stand for a border
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_PARTS = re.compile(r"""("(?:[^"]|"")*")|'((?:[^']|'')*)'|([^"']+)""")
_PLAIN_NAME = re.compile("[0-9A-Za-z_.\u00a0-\U0010ffff]+")
_CAPITALS = {small: small - 32 for small in range(ord("a"), ord("z") + 1)}
_DROPPED = {**_CAPITALS, **dict.fromkeys(map(ord, " \t\r\n"))}
_MANY = 10**12


def clean(text: str) -> str:
    """A text with line feeds for line ends and without control characters."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_cell(text: str) -> str:
    """A text; one of no characters is a blank cell."""
    kept = clean(text)
    return f"t{kept}" if kept else ""


def number_cell(number: float) -> str:
    """A number to twelve digits, as it is also written into the file; days and times are numbers."""
    if number.__class__ is int and -_MANY < number < _MANY:
        return f"n{number}"
    digits = f"{number:.12g}"
    return "n0" if digits == "-0" else f"n{digits}"


def truth_cell(truth: object) -> str:
    """Yes or no."""
    return "b1" if truth else "b0"


def formula_cell(formula: str) -> str:
    """A formula without what programs write differently: blanks, small letters, quotes round plain names of sheets."""
    return "f" + _PARTS.sub(_part, formula.removeprefix("="))


def formula_mark(formula: str, value: object) -> str:
    """A formula and what it comes to, as the record takes it: the two are proved apart from each other."""
    return f"{formula_cell(formula)}{COMES_TO}{formula_value(value)}"


def _part(hit: re.Match[str]) -> str:
    said, name, rest = hit.groups()
    if said is not None:
        return clean(said)
    if name is not None:
        capital = name.translate(_CAPITALS)
        return capital if _PLAIN_NAME.fullmatch(capital) else f"'{capital}'"
    return rest.translate(_DROPPED).replace("_XLFN.", "").replace("_XLWS.", "")


def formula_value(value: object) -> str:
    """What a formula comes to: numbers to nine digits, since programs add up in another order."""
    if isinstance(value, bool):
        return truth_cell(value)
    if isinstance(value, int | float):
        digits = f"{float(f'{value:.14g}'):.9g}"
        return "n0" if digits == "-0" else f"n{digits}"
    text = str(value)
    return f"e{text}" if text in ERRORS else f"t{clean(text)}"
