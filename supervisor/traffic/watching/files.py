"""The files of a watched folder: which are looked at, and one of them as it stood at an instant.

A machine writes while we read. So a file is copied whole before it is read, and of a text only the lines that have an
end are read: the last one waits for the next look.
"""

from __future__ import annotations

import codecs
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from supervisor.traffic.intake.file_kind import wide_without_mark

TABLES = (".csv", ".tsv", ".txt", ".dat", ".xls", ".xlsx", ".xlsm", ".et", ".ods", ".htm", ".html", ".xml")
MOST_BYTES = 16 * 1024 * 1024  # a larger file is brought by hand: read every minute it would keep a laptop busy
SMALL_BYTES = 1024 * 1024  # such a file that cannot be read is tried at each look: its columns may be known by now
RECENT_SECONDS = 8 * 86_400  # a file that nobody wrote to for longer is no day's work of the queue machine
_PASSED = ("~$", ".")  # what office programs and copying programs leave beside a file


class Stamp(NamedTuple):
    """What the folder says of a file; while it stays the same the file is not opened."""

    size: int
    written_ns: int


def listed(folder: Path, pattern: str, now_seconds: float) -> dict[Path, Stamp]:
    """Files meant by the pattern (as *.csv; empty: every table) and written to in the last days.

    now_seconds: since 1970. Raises OSError where the folder is not there or cannot be read.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        name = path.name.lower()
        meant = fnmatch(name, pattern.lower()) if pattern else name.endswith(TABLES)
        if not meant or name.startswith(_PASSED):
            continue
        try:
            told = path.stat()
            if not path.is_file():
                continue
        except OSError:
            continue  # gone since the folder was listed: the next look says so
        if now_seconds - told.st_mtime <= RECENT_SECONDS:
            found[path] = Stamp(told.st_size, told.st_mtime_ns)
    return found


def whole_lines(content: bytes) -> tuple[bytes, bool]:
    """A text up to its last end of line, and whether something was left behind it."""
    wide = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else wide_without_mark(content[:4096])
    if wide:
        last_first = content[:2] == codecs.BOM_UTF16_BE or wide == "utf-16-be"
        end = b"\0\n" if last_first else b"\n\0"
        at = content.rfind(end)
        while at % 2 and at > 0:
            at = content.rfind(end, 0, at + 1)
        cut = at + 2 if at >= 0 else 0
    else:
        cut = content.rfind(b"\n" if b"\n" in content else b"\r") + 1
    return content[:cut], bool(content[cut:].strip(b"\0\x1a\r\n \t"))
