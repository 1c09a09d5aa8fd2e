"""The states of each screen that are worth a picture: as it opens, and in the middle of its main job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window

Prepare = Callable[["Window"], None]


def scenes(key: str) -> list[tuple[str, Prepare]]:
    """Pairs of a scene's name (empty for the screen as it opens) and what brings the window into it."""
    return [("", lambda window: window.go(key))]
