"""One inspection on paper from the command line, without a window."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from supervisor.cli.context import Output, opened, refuse_existing, say


def register(group: App, found: Any) -> None:
    """Add `print` to `supervisor inspect`; `found(reader, wanted)` names an inspection."""

    @group.command(name="print")
    def print_one(wanted: str, *, output: Output, force: bool = False) -> int:
        """Write one inspection as a PDF to print: every answer, deduction, photo and signature."""
        from supervisor.access import Right, require
        from supervisor.desktop.printing import Paper, drawing, picture_size, write_paper
        from supervisor.inspection.paper.page import print_inspection

        refuse_existing(output, force)
        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_PEOPLE)
            application = drawing()
            page = print_inspection(r, app.actor, found(r, wanted).subject, picture_size)
        write_paper(Paper(page.html, page.title, pictures=page.pictures, foot=page.foot), output)
        del application
        say(str(output))
        return 0
