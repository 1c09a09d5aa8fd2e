"""The sample branch, and the desktop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cyclopts import App

from supervisor.cli.context import say
from supervisor.errors import BadInput
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
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            from reports.writing import why

            words = _("The folder {path} cannot be made ({reason}). Choose another one.")
            raise BadInput(words.format(path=directory, reason=why(wrong, directory, path))) from wrong
        book = build(path, seed=seed, months=months, today=day_of(today, date.today()), tell=say)
        book.close()
        say(_("Made {path}. All people and figures in it are made up.").format(path=path))
        return 0
