"""Keeping hold of a book's file where a careless reader would let go of it.

POSIX gives a file's locks to the process: when a process closes *any* descriptor of a file, all locks it has on that
file are gone, those of SQLite too (https://www.sqlite.org/howtocorrupt.html, section 2.2). A file dialog that looks
into the files of a folder to find their icons is enough. Another program then takes itself for the last one at the
book, clears the write-ahead log away when it closes, and what is entered after that goes into a file without a name.

So an open book holds the same bytes once more, by locks of the open file description (Linux), which nobody else's close
can release: the *shared* range of the file, which stops another program from clearing the log away, and the byte of the
shared memory that says somebody is there, which stops it from emptying that. Both are read locks, as SQLite's own; in
write-ahead mode nothing but the last close wants more, and this is let go just before. On Windows locks belong to the
handle, so there is nothing to do.
"""

from __future__ import annotations

import os
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path

SHARED = (0x40000002, 510)  # SQLite: first byte and number of bytes of the shared lock of a database file
DEAD_MANS_SWITCH = (128, 1)  # SQLite: the byte of the -shm file that every connection holds
Identity = tuple[int, int]

_guard = threading.Lock()
_held: dict[Identity, Held] = {}


class Held:
    """One file that this process has open as a book, by how many, and the descriptors that hold it."""

    def __init__(self, path: Path) -> None:
        self.by = 0
        self.locked = False
        self.descriptor = os.open(path, os.O_RDONLY)
        self.memory = -1

    def lock(self, path: Path) -> None:
        """Take both locks; needs a connection that has read already, for then both files are in use.

        A file without shared memory is not kept as books are, and one on a file system without such locks cannot be
        held: it is used as it would be without.
        """
        if self.locked or not sys.platform.startswith("linux"):
            return
        with suppress(OSError):
            if self.memory < 0:
                self.memory = os.open(f"{path}-shm", os.O_RDONLY)
            _lock(self.memory, DEAD_MANS_SWITCH, on=True)
            _lock(self.descriptor, SHARED, on=True)
            self.locked = True

    def unlock(self) -> None:
        """Let go of the locks, so that the last connection can clear up; the descriptors stay open for now."""
        if self.locked:
            _lock(self.descriptor, SHARED, on=False)
            _lock(self.memory, DEAD_MANS_SWITCH, on=False)
        self.locked = False

    def close(self) -> None:
        """Close what is left; only when no connection of this process is at the file any more."""
        os.close(self.descriptor)
        if self.memory >= 0:
            os.close(self.memory)


class Hold:
    """A book's hold of its file: taken when its first connection opens, let go in two steps when it closes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity: Identity | None = None

    def take(self) -> None:
        """Hold the file; a connection that has read must be open. Taken twice, it is held once."""
        with _guard:
            if self._identity is not None:
                return
            identity = identity_of(self._path)
            if identity is None:
                return
            held = _held.get(identity)
            if held is None:
                held = _held[identity] = Held(self._path)
            held.by += 1
            self._identity = identity
            held.lock(self._path)

    def loosen(self) -> None:
        """Before the connections close: if nobody else here has the book open, let the last of them clear up."""
        with _guard:
            held = _held.get(self._identity) if self._identity else None
            if held is not None and held.by == 1:
                held.unlock()

    def release(self) -> None:
        """After the connections have closed: the file is held by this book no more."""
        with _guard:
            identity, self._identity = self._identity, None
            held = _held.get(identity) if identity else None
            if held is None or identity is None:
                return
            held.by -= 1
            if held.by == 0:
                del _held[identity]
                held.close()


def identity_of(path: Path) -> Identity | None:
    """Which file stands there (its device and number); None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def head_of(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file; of a book that is open here, without opening and closing it again."""
    with _guard:
        held = _held.get(identity_of(path) or (-1, -1))
        if held is not None and sys.platform != "win32":
            return os.pread(held.descriptor, size, 0)
        with path.open("rb") as handle:
            return handle.read(size)


def _lock(descriptor: int, span: tuple[int, int], *, on: bool) -> None:
    """A read lock of the open file description on these bytes (`struct flock` of Linux), or none."""
    if sys.platform.startswith("linux"):
        import fcntl

        kind = fcntl.F_RDLCK if on else fcntl.F_UNLCK
        asked = struct.pack("hhqqi4x", kind, os.SEEK_SET, *span, 0)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, asked)
