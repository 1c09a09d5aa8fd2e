"""The sample branch, and the desktop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cyclopts import App

from supervisor.app import App as Application
from supervisor.app import data_folder, default_book
from supervisor.cli.context import CONTEXT, say
from supervisor.language import _


def register(app: App) -> None:
    """Add `supervisor demo`."""

    @app.command
    def demo(directory: Path, *, seed: int = 1, months: int = 13, today: str | None = None) -> int:
        """Make DIR/sample.book: a made-up branch of 28 people with 13 months of made-up customers.

        Everything in it is synthetic. The last month has been worked through: inspections, actions, meetings,
        a surge, an outage, complaints.
        """
        from supervisor.cli.context import day_of
        from supervisor.demo.build import build

        path = directory / "sample.book"
        directory.mkdir(parents=True, exist_ok=True)
        book = build(path, seed=seed, months=months, today=day_of(today, date.today()), tell=say)
        book.close()
        say(_("Made {path}. All people and figures in it are made up.").format(path=path))
        return 0


def open_desktop(where: str | None) -> int:
    """Open the desktop on a book; where this computer has none yet, on a sample branch made first."""
    from supervisor.desktop import run

    passphrase = CONTEXT.passphrase()

    def open_services() -> Application:
        if where is not None or default_book().exists():
            return Application.open(where, passphrase)
        sample = data_folder() / "sample.book"
        if not sample.exists():
            from supervisor.demo.build import build

            sample.parent.mkdir(parents=True, exist_ok=True)
            build(sample).close()
        return Application.open(sample)

    return run(open_services)
