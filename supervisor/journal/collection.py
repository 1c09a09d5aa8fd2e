"""Pauses Python's search for cycles of garbage while a journal, or what was folded from it, is read in bulk.

Millions of short-lived rows, none of them in a cycle, make that search look at the living ones again and again: a fifth
of the time of proving, merging and rebuilding. Memory stays bounded, because reference counts still free every range.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pauses: list[object] = []  # one for each block that runs now


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside this block, on any thread; blocks may overlap. Left as it was when the last ends."""
    pause = object()
    with _lock:
        ours = bool(_pauses) or gc.isenabled()  # else somebody has switched it off and will want it so
        if ours:
            _pauses.append(pause)
            gc.disable()
    try:
        yield
    finally:
        if ours:
            with _lock:
                _pauses.remove(pause)
                if not _pauses:
                    gc.enable()
