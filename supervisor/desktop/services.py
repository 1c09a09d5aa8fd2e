"""What the desktop asks of the composition root, and nothing more.

`supervisor.app.App` offers this; tests may offer anything of the same shape. Rooms are imported by the function that
reads or commands them, on a background thread, so that the window is on screen before they are loaded.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol


class Services(Protocol):
    """An opened book and the person who is logged in (`session` is None until then; `session.person` is the actor)."""

    book: Any
    session: Any

    def read(self) -> AbstractContextManager[Any]:
        """A reader of the book: one consistent state."""
        ...


def actor(services: Services) -> str:
    """The subject of the person who is logged in."""
    return services.session.person if services.session is not None else ""
