"""The states of each screen that are worth a picture: as it opens, and in the middle of its main job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window

Prepare = Callable[["Window"], None]


def scenes(key: str) -> list[tuple[str, Prepare]]:
    """Pairs of a scene's name (empty for the screen as it opens) and what brings the window into it.

    A scene reads only; none writes into the book that is shown.
    """
    return [("", lambda window: window.go(key)), *_MORE.get(key, [])]


def _open_sheet(window: Window) -> None:
    page: Any = window.pages["inspections"]
    rows = page.snapshot.rows
    worst = min((r for r in rows if r.percent_c is not None), key=lambda r: r.percent_c, default=None)
    begun = next((r for r in rows if r.state == "begun"), worst)
    if begun is not None:
        page.open_sheet(begun.subject)


def _roster(window: Window) -> None:
    window.go("settings", "roster")


def _book(window: Window) -> None:
    window.go("settings", "book")


_MORE: dict[str, list[tuple[str, Prepare]]] = {
    "inspections": [("sheet", _open_sheet)],
    "settings": [("roster", _roster), ("book", _book)],
}
