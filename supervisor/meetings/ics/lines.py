"""The lines of a calendar file: unfolded, decoded, cut into name, parameters and value, each with its place in it.

Folding is undone on octets, before decoding, since programs fold in the middle of a Chinese character. What is no line
of a calendar is taken as part of the one before (programs that break a description by a bare line end) and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from supervisor.errors import Fault
from supervisor.language import _

MOST_BYTES = 20_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(?=[;:])")
_ENDS = re.compile(rb"\r\n|\n|\r")
_MARKED = re.compile(r"\\([nN,;:\\\"])")
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}
_DATED = frozenset({"DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID"})
_DATES = re.compile(r":\s*\d{8}(?:T\d{4,6}Z?)?(?:[,/][0-9A-Z+-]*)*\s*$")
MOST_NOTES = 60
"""How many remarks of a file are kept: nobody reads the thousandth, and a broken file has one for each of its lines."""


class Line(msgspec.Struct, frozen=True):
    """One property: its name in capitals, parameters (names in capitals), value as written, first line in the file."""

    number: int
    name: str
    params: dict[str, tuple[str, ...]]
    value: str

    def param(self, name: str) -> str:
        """The first value of a parameter, empty when it is not given."""
        return next(iter(self.params.get(name, ())), "")

    @property
    def text(self) -> str:
        """The value as words, its marks undone."""
        return unmark(self.value)


def read_lines(data: bytes, file: str = "") -> tuple[list[Line], list[Fault]]:
    """All properties of a file, and what was wrong with their lines."""
    found: list[Line] = []
    faults: list[Fault] = []
    hanging: list[str] = []
    strange = 0
    for number, text in _logical(data):
        if not text.strip():
            continue
        name = _NAME.match(text)
        if name is not None:
            _hang(found, hanging)
            found.append(_cut(number, name[0], text[name.end() :]))
            continue
        strange += 1
        if found and found[-1].name not in ("BEGIN", "END"):
            hanging.append(text.strip())
            words = _("This is no line of a calendar; it was added to the line before.")
        else:
            words = _("This is no line of a calendar; it was left out.")
        if strange <= MOST_NOTES:
            faults.append(Fault(words, file=file, row=number))
    _hang(found, hanging)
    if strange > MOST_NOTES:
        more = _("{n} more lines are no lines of a calendar.").format(n=strange - MOST_NOTES)
        faults.append(Fault(more, file=file))
    return found, faults


def _hang(found: list[Line], hanging: list[str]) -> None:
    """Put what stood below the last line behind its value, all at once: a broken file has a great many such lines."""
    if hanging:
        before = found[-1]
        found[-1] = msgspec.structs.replace(before, value="\\n".join((before.value, *hanging)))
        hanging.clear()


def unmark(value: str) -> str:
    """A text value without its escapes: line ends, commas and semicolons as people read them."""
    return _MARKED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split_marked(value: str) -> list[str]:
    """A list value at its commas, those that are part of a text left alone."""
    return [unmark(one) for one in re.split(r"(?<!\\),", value)]


def _logical(data: bytes) -> Iterator[tuple[int, str]]:
    """Unfolded lines with the number of their first line, from 1."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    start, parts = 0, [b""]
    for number, one in enumerate(_ENDS.split(data), 1):
        if one[:1] in (b" ", b"\t") and start:
            parts.append(one[1:])
            continue
        if start:
            yield start, _decoded(b"".join(parts))
        start, parts = number, [one]
    if start:
        yield start, _decoded(b"".join(parts))


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("gb18030", "replace")


def _cut(number: int, name: str, rest: str) -> Line:
    """Parameters and value: the first colon outside quotation marks parts them; before a time the last one, where a
    zone is named without quotation marks (`TZID=tzone://Microsoft/Utc`, `TZID=(UTC+08:00) Beijing`)."""
    params: dict[str, tuple[str, ...]] = {}
    quoted, place = False, 0
    while place < len(rest) and (quoted or rest[place] != ":"):
        quoted ^= rest[place] == '"'
        place += 1
    if place == len(rest) and quoted:  # a quotation mark that nobody closed
        place = rest.find(":")
    if name.upper() in _DATED and (dates := _DATES.search(rest)) is not None:
        place = dates.start()
    head, value = rest[:place], rest[place + 1 :]
    for part in _outside_quotes(head, ";"):
        key, mark, given = part.partition("=")
        if mark:
            values = (re.sub(r"\^[n^']", lambda m: _CARET[m[0]], one.strip('"')) for one in _outside_quotes(given, ","))
            params[key.strip().upper()] = tuple(values)
    return Line(number, name.upper(), params, value)


def _outside_quotes(text: str, mark: str) -> list[str]:
    parts, quoted, begin = [], False, 0
    for place, one in enumerate(text):
        quoted ^= one == '"'
        if one == mark and not quoted:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]
