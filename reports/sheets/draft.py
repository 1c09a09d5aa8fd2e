"""The file that a workbook is put together in, which fails once and then lies still.

The library's own archive, left half written by a full disk, tries to end itself properly when it is taken apart, fails
again, and is told of on the error output behind everybody's back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any


class Draft:
    """What an archive needs of a file. After the first error nothing is written any more, and nothing raised."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b")
        self._failed = False

    def write(self, data: Any) -> int:
        """Write bytes."""
        return self._tried(lambda: self._file.write(data), len(data))

    def flush(self) -> None:
        """Hand what was written to the disk."""
        self._tried(self._file.flush, None)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._tried(lambda: self._file.seek(place, whence), 0)

    def tell(self) -> int:
        """The place."""
        return self._tried(self._file.tell, 0)

    def seekable(self) -> bool:
        """An archive may go back in it."""
        return True

    def close(self) -> None:
        """The file is whole, or was given up."""
        with suppress(OSError) if self._failed else nullcontext():
            self._file.close()

    def _tried(self, act: Callable[[], Any], instead: Any) -> Any:
        if self._failed:
            return instead
        try:
            return act()
        except OSError:
            self._failed = True
            raise
