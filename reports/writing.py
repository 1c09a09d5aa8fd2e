"""Files written whole or not at all.

The room exists because a half-written workbook looks like a whole one until somebody adds it up: whatever happens, the
target holds the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor.errors import BadInput
from supervisor.language import _


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary name beside `path`; on leaving without error it is synced and takes the target's place.

    Raises BadInput when the folder is missing, the target is held open by another program or there is no space; the
    target is then as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield temporary
        _sync(temporary)
        os.replace(temporary, path)
        if os.name == "posix":
            _sync(path.parent)
    except OSError as wrong:
        raise BadInput(
            _("{path} could not be written ({reason}). Nothing was changed. Close the file if it is open, "
              "or choose another folder.").format(path=path, reason=wrong.strerror or wrong)
        ) from wrong  # fmt: skip
    finally:
        temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
