"""Files written whole or not at all.

The room exists because a half-written workbook looks like a whole one until somebody adds it up: whatever happens, the
target holds the old file or the new one.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supervisor.errors import BadInput
from supervisor.language import _


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """An empty temporary file beside `path`; on leaving without error it is synced and takes the target's place.

    Raises BadInput when the folder is missing or not to be written, or the target is held open by another program,
    before any work was done for it; afterwards, when there is no space. The target is then as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        refuse_held(path)
        temporary.touch(exist_ok=False)
        yield temporary
        _sync(temporary)
        os.replace(temporary, path)
        if os.name == "posix":
            _sync(path.parent)
    except OSError as wrong:
        raise BadInput(
            _("{path} could not be written ({reason}). Nothing was changed. Close the file if it is open, "
              "or choose another folder.").format(path=path, reason=why(wrong, path, temporary))
        ) from wrong  # fmt: skip
    finally:
        with suppress(OSError):  # where the name is beneath a file, or too long, there is nothing to take away
            temporary.unlink(missing_ok=True)


def refuse_held(path: Path) -> None:
    """Raises OSError where a folder or a file that another program holds is in the way."""
    if path.exists():
        path.open("r+b").close()


def why(wrong: OSError, path: Path, temporary: Path) -> str:
    """The system's error in words: who holds the file, what is wrong with the folder."""
    if wrong.errno == errno.ENOSPC:
        return _("the disk is full")
    if wrong.errno in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):  # a file where a folder should be, too
        return _("there is no such folder")
    if wrong.errno == errno.ENAMETOOLONG:
        return _("the name is too long")
    if wrong.errno == errno.EISDIR or path.is_dir():
        return _("a folder has this name")
    if isinstance(wrong, PermissionError) or wrong.errno in (errno.EROFS, errno.EBUSY, errno.ETXTBSY):
        if temporary.exists() or wrong.filename == str(path):  # the folder took the new file, the old one is held
            return _("the file is open in another program, such as Excel, or write-protected")
        return _("the folder is read-only or not yours to write")
    return wrong.strerror or str(wrong)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
