"""Rows of a text file as machines write them: any of the usual encodings and delimiters, torn quotes, a torn end."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.intake.file_kind import wide_without_mark

DELIMITERS = "\t,;，|"
MOST_LINES = 20  # a quoted text goes over so many lines at most; else its quote was never closed
_SHARE_UNREADABLE = 1 / 2000  # so few signs may be damaged before the file is refused
_SAMPLE_LINES = 40
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text is written. damaged: signs that could not be read; torn: the last line has no end."""

    digest: str
    encoding: str
    damaged: int
    torn: bool


def form_of(path: Path) -> TextForm:
    """Look through the whole file once. Raises BadInput for what is no text of a known encoding."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        top = handle.read(4096)
        handle.seek(0)
        wide = "utf-16" if top[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else wide_without_mark(top)
        names = [wide] if wide else ["utf-8-sig", "gb18030"]
        strict = {name: codecs.getincrementaldecoder(name)() for name in names}
        last = b""
        while True:
            piece = handle.read(_PIECE)
            digest.update(piece)
            for name in list(strict):
                try:
                    strict[name].decode(piece, final=not piece)
                except UnicodeDecodeError:
                    del strict[name]
            if not piece:
                break
            last = piece
    torn = not last.rstrip(b"\0\x1a").endswith((b"\n", b"\r", b"\n\0", b"\r\0")) and bool(last)
    if strict:
        return TextForm(digest.hexdigest(), next(iter(strict)), 0, torn)
    damaged, encoding, at_end = min(_damage(path, name) for name in names)
    if damaged > max(1 if at_end else 0, path.stat().st_size * _SHARE_UNREADABLE):
        raise BadInput(
            _("{file} is neither UTF-8 nor GB18030 text.").format(file=path.name),
            (Fault(_("the encoding is not known"), _("Save it as CSV UTF-8 or as .xlsx."), file=path.name),),
        )
    return TextForm(digest.hexdigest(), encoding, damaged, torn)


def _damage(path: Path, encoding: str) -> tuple[int, str, bool]:
    """Signs that this encoding cannot read, and whether the last of them stands at the very end."""
    damaged, tail = 0, ""
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        while piece := handle.read(_PIECE):
            damaged += piece.count("\ufffd")
            tail = piece[-1:]
    return damaged, encoding, tail == "\ufffd"


def text_rows(path: Path, encoding: str) -> Iterator[list[str]]:
    """All rows, read as one goes; a row of a spreadsheet is one row here, also where a text in it has line ends."""
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        sample = list(islice(handle, _SAMPLE_LINES))
        told = re.match(r"\ufeff?\s*\"?sep=(.)", sample[0]) if sample else None
        delimiter = told.group(1) if told else _delimiter(sample)
        handle.seek(0)
        yield from csv.reader(_whole_lines(handle, delimiter), delimiter=delimiter)


def _delimiter(sample: list[str]) -> str:
    """The sign that parts most lines into the same number of columns."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in sample if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        often = Counter(found for line in lines if (found := line.count(sign)))
        if not often:
            return 0, 0
        columns, times = max(often.items(), key=lambda one: (one[1], one[0]))
        return (times * 2 if columns > 1 else times), columns

    return max(DELIMITERS, key=score)


def _whole_lines(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Lines with quoted line ends joined, and quotes that nobody closed taken out."""
    opened = re.compile(rf'(?:^|{re.escape(delimiter)})\s*"[^"]*(?:""[^"]*)*$')
    source = iter(lines)
    back: deque[str] = deque()
    while True:
        line = back.popleft() if back else next(source, None)
        if line is None:
            return
        if "\0" in line or "\x1a" in line:
            line = line.replace("\0", "").replace("\x1a", "")  # what a disk and DOS leave at the end of a file
        if '"' not in line or line.count('"') % 2 == 0:
            yield line
            continue
        if not opened.search(line.rstrip("\r\n")):
            yield line.replace('"', "")
            continue
        joined, quotes = [line], line.count('"')
        while quotes % 2 and len(joined) <= MOST_LINES:
            following = back.popleft() if back else next(source, None)
            if following is None:
                break
            joined.append(following.replace("\0", ""))
            quotes += following.count('"')
        if quotes % 2:
            back.extendleft(reversed(joined[1:]))
            yield line.replace('"', "")
        else:
            yield "".join(joined)
