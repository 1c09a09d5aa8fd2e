"""The desktop: the window in which a branch manager runs the branch.

Qt lives in this room and nowhere else. Screens read through ledger queries on a pool, give commands through services on
one thread of their own, and learn what changed from the book's announcements; they decide nothing that a service or a
kernel should decide. Importing this package is cheap: Qt itself is imported by the functions that open a window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supervisor.desktop.services import Services

__all__ = ["run", "screens_render"]


def run(open_services: Callable[[], Services], arguments: Sequence[str] = ()) -> int:
    """Show the window first, then open the book with `open_services` on a background thread; returns the exit code.

    All that is loaded meanwhile stays, so nothing is gained by looking for garbage in it again and again; `garbage`
    takes that up on the UI thread when the rush is over.
    """
    import gc

    gc.disable()
    from supervisor.desktop.start import run as start

    return start(open_services, arguments)


def screens_render(
    app: Services,
    out_dir: Path | str,
    themes: Sequence[str] = ("light", "dark"),
    language: str = "zh",
    *,
    size: tuple[int, int] = (1440, 900),
    text_scale: float = 1.0,
) -> list[Path]:
    """Render every screen of an opened book to PNG files, off screen; returns the paths in the order of the rail."""
    from supervisor.desktop.rendering import screens_render as render

    return render(app, Path(out_dir), themes, language, size=size, text_scale=text_scale)
