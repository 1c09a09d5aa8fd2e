"""Which files of a folder may be workbooks of branches.

Links are not followed, so that a circle of them ends and no file counts twice; what is neither a file nor a folder (a
pipe called 一月.xlsx would be waited for for ever) is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from reports.consolidation.records import Found, Ignored, Refused
from supervisor.errors import BadInput
from supervisor.language import _

OTHER_TABLES = {".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv", ".numbers"}
PACKED = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"}


def workbooks_in(
    folder: Path, out: Path, cancelled: Callable[[], bool] | None = None
) -> tuple[list[Found], list[Refused], list[Ignored]]:
    """Files to read in the order of their names, those refused for what they are called, and those passed over.

    `out` is what is about to be written: it is never read. Raises BadInput for a folder that cannot be read.
    """
    if not folder.is_dir():
        raise BadInput(_("{folder}: there is no such folder.").format(folder=folder))
    found: list[Found] = []
    refused: list[Refused] = []
    ignored: list[Ignored] = []
    own = os.path.realpath(out)
    for path, entry in _files(str(folder), ignored, str(folder)):
        if cancelled is not None and cancelled():
            break
        file, suffix = within(folder, path), os.path.splitext(path)[1].lower()
        if os.path.realpath(path) == own:
            ignored.append(Ignored(file, "own"))
        elif entry.is_symlink():
            ignored.append(Ignored(file, "link"))
        elif not entry.is_file(follow_symlinks=False):
            ignored.append(Ignored(file, "no_file"))
        elif entry.name.startswith(("~$", ".~")):
            ignored.append(Ignored(file, "lock"))
        elif entry.name.startswith("."):
            ignored.append(Ignored(file, "hidden"))
        elif suffix == ".xlsx":
            found.append(Found(path, file))
        elif suffix in OTHER_TABLES:
            refused.append(Refused(file, "other_format", details=suffix))
        elif suffix in PACKED:
            refused.append(Refused(file, "packed", details=suffix))
        else:
            ignored.append(Ignored(file, "other"))
    found.sort(key=lambda one: one.file)
    return found, refused, ignored


def within(folder: Path, path: str) -> str:
    """The name of a file within the folder, as it can be shown and written anywhere."""
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    text = os.fsencode(name).decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else f"<U+{ord(one):04X}>" for one in text)


def _files(folder: str, ignored: list[Ignored], top: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder itself, level by level; links to folders come as they are."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda one: one.name)
        except OSError as wrong:
            if here == top:
                raise BadInput(_("{folder}: the folder cannot be read.").format(folder=top)) from wrong
            ignored.append(Ignored(within(Path(top), here), "closed"))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield entry.path, entry
