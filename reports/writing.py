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
from tempfile import TemporaryDirectory

from supervisor.errors import BadInput, why_unwritten
from supervisor.language import _

LONGEST_NAME = 255  # bytes of a name, on every disk we know
_MARKS = ((".~lock.", "#", "LibreOffice"), ("~$", "", "Excel"), (".~", "", "WPS"))  # beside a file that is open


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """An empty temporary file beside `path`; on leaving without error it is synced and takes the target's place.

    Raises BadInput when the folder is missing or not to be written, or the target is open in another program, before
    any work was done for it; afterwards, when there is no space. The target is then as it was.
    """
    temporary = path.with_name(f".{secrets.token_hex(6)}.part")  # short: whatever name the file has, this one fits too
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


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder that only this user can read, for the parts of a file that is being made; nothing of it stays."""
    with TemporaryDirectory(prefix="branch-supervisor-", ignore_cleanup_errors=True) as room:
        yield Path(room)


class HeldOpen(OSError):
    """Another program says by a file of its own that it has the target open."""

    def __init__(self, program: str, person: str, mark: Path) -> None:
        super().__init__(errno.EBUSY, f"open in {program}")
        self.program, self.person, self.mark = program, person, mark


def refuse_held(path: Path) -> None:
    """Raises OSError where a folder or a file that another program holds is in the way.

    Windows does not let an open file be replaced. Elsewhere it would be, under the eyes of who has it open, whose next
    save then overwrites it: the mark that Excel, WPS and LibreOffice leave beside an open file is heeded.
    """
    if not path.exists():
        if len(path.name.encode()) > LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "File name too long", str(path))
        return
    path.open("r+b").close()
    for mark, program in (
        (f".~lock.{path.name}#", "LibreOffice"),
        (f"~${path.name}", "Excel"),
        (f".~{path.name}", "WPS"),
    ):
        beside = path.with_name(mark)
        if beside.is_file():
            raise HeldOpen(program, _who(beside, program), beside)


def _who(mark: Path, program: str) -> str:
    """Who has the file open, as far as the mark says."""
    with suppress(OSError):
        with mark.open("rb") as stream:
            said = stream.read(512)
        if program == "LibreOffice":
            parts = [part.strip() for part in said.decode("utf-8", "replace").split(",")]
            return next((part for part in parts[:3] if part), "")
        return said[1 : 1 + said[0]].decode("utf-8", "ignore").strip() if said else ""
    return ""


def why(wrong: OSError, path: Path, temporary: Path) -> str:
    """The system's error in words: who holds the file, what is wrong with the folder."""
    if isinstance(wrong, HeldOpen):
        words = _("{person} has it open in {program}; if nobody has, remove {mark}")
        return words.format(person=wrong.person or _("somebody"), program=wrong.program, mark=wrong.mark.name)
    denied = isinstance(wrong, PermissionError) or wrong.errno in (errno.EROFS, errno.EBUSY, errno.ETXTBSY)
    if denied and path.is_dir():  # Windows says no more than that
        return _("a folder has this name")
    if denied and (temporary.exists() or wrong.filename == str(path)):
        # the folder took the new file, the old one is held
        return _("the file is open in another program, such as Excel, or write-protected")
    return why_unwritten(wrong)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
