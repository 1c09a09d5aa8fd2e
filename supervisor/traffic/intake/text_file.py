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
_FEW_UNREADABLE = 2  # and so many in any file
_SURELY = 10  # so many sound signs of three bytes to a damaged one come about in UTF-8 alone
_GLUED = 0.25  # sound signs of three bytes to a damaged place: more than GB18030 gives by chance
_UNUSUAL = 0.7  # a smaller share of everyday signs is no Chinese, or not that of this encoding
_LONGEST_CELL = 30_000  # of a longer text (a picture, a whole letter) only so much is read; the reader takes 131,072
_SAMPLE_LINES = 40
_PIECE = 1 << 20
_BROKEN = re.compile("[\udc80-\udcff]+")  # bytes that an encoding cannot read, as Python keeps them
_NEVER = re.compile("[\udcc0\udcc1\udcf5-\udcff]")  # bytes that stand in no text, alone in a sign or not
_QUOTED = re.compile(rf'"[^"]{{{_LONGEST_CELL},}}"')
_LONG = re.compile("[\u0800-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")


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
    if next(iter(strict), "") == names[0]:
        return TextForm(digest.hexdigest(), names[0], 0, torn)
    seen = {name: _signs(path, name) for name in names}
    encoding = names[0] if wide else _likelier(seen["utf-8-sig"], seen["gb18030"])
    signs = seen.get(encoding)
    if signs is None or signs.damaged > max(_FEW_UNREADABLE, path.stat().st_size * _SHARE_UNREADABLE):
        raise BadInput(
            _("{file} is neither UTF-8 nor GB18030 text.").format(file=path.name),
            (Fault(_("the encoding is not known"), _("Save it as CSV UTF-8 or as .xlsx."), file=path.name),),
        )
    return TextForm(digest.hexdigest(), encoding, signs.damaged, torn)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What an encoding makes of a file's bytes: signs of everyday Chinese, of three bytes (of UTF-8), all that are not
    ASCII, and places that it cannot read."""

    usual: int
    long: int
    other: int
    damaged: int


def _signs(path: Path, encoding: str) -> _Signs:
    """Looked at to the end, or until it is plain that the bytes are not of this encoding."""
    usual = long = other = damaged = 0
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as handle:
        while piece := handle.read(_PIECE):
            beyond = len(piece) - len(piece.encode("ascii", "ignore"))
            for broken in _BROKEN.findall(piece):
                beyond -= len(broken)
                damaged += max(1, len(_NEVER.findall(broken)))  # one bad byte may spoil two or three of a sign
            other += beyond
            usual += len(piece.encode("gb2312", "ignore")) - len(piece.encode("ascii", "ignore"))  # two bytes each
            long += len(_LONG.findall(piece))
            if damaged > 1000 and damaged > other:
                break
    return _Signs(usual // 2, long, other, damaged)


def _likelier(utf_8: _Signs, gb18030: _Signs) -> str:
    """Which of the two a text is that is not wholly UTF-8; "" where one part is of the one, one of the other.

    The bytes of Chinese in UTF-8 are nearly always some signs of GB18030 as well, but signs that nobody writes; so a
    damaged byte or two in UTF-8 must not make another text of the whole file.
    """
    if utf_8.long > _SURELY * utf_8.damaged:
        return "utf-8-sig"

    def share(seen: _Signs) -> float:
        return seen.usual / max(seen.other + seen.damaged, 1)

    if utf_8.long > _GLUED * utf_8.damaged and share(gb18030) < _UNUSUAL:
        return ""
    return "utf-8-sig" if share(utf_8) > share(gb18030) else "gb18030"


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
    overlong = re.compile(rf'[^{re.escape(delimiter)}"\r\n]{{{_LONGEST_CELL},}}')
    source = iter(lines)
    back: deque[str] = deque()
    while True:
        line = back.popleft() if back else next(source, None)
        if line is None:
            return
        if "\0" in line or "\x1a" in line:
            line = line.replace("\0", "").replace("\x1a", "")  # what a disk and DOS leave at the end of a file
        if len(line) > _LONGEST_CELL:
            line = overlong.sub(lambda cell: cell.group()[:_LONGEST_CELL], line)
            line = _QUOTED.sub(lambda cell: cell.group()[:_LONGEST_CELL] + '"', line)
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
            following = following.replace("\0", "")
            joined.append(overlong.sub(lambda cell: cell.group()[:_LONGEST_CELL], following))
            quotes += following.count('"')
        if quotes % 2:
            back.extendleft(reversed(joined[1:]))
            yield line.replace('"', "")
        else:
            yield _QUOTED.sub(lambda cell: cell.group()[:_LONGEST_CELL] + '"', "".join(joined))
