"""The branch: its set-up workbook in, its people out; the roster's commands hang beside it."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from supervisor.cli import roster
from supervisor.cli.context import emit, opened, reading, say, table
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor branch` and `supervisor roster`."""
    branch = App(name="branch", help="people, posts, hours, calendar")
    app.command(branch)
    roster.register(app)

    @branch.command(name="import")
    def branch_import(file: Path) -> int:
        """Take in people, posts, hours and calendar from a workbook; all of it or nothing."""
        from supervisor.branch.set_up import import_branch

        with opened() as app:
            done = import_branch(app.book, app.actor, file)
        say(_("Added {added}, changed {changed}, unchanged {unchanged}.").format(
            added=done.added, changed=done.changed, unchanged=done.unchanged
        ))  # fmt: skip
        return 0

    @branch.command
    def people(*, json: bool = False) -> int:
        """Everybody who works here."""
        from supervisor.branch import ledger

        with reading() as (_app, r):
            found = ledger.people(r)
            skills = {one.code: str(one.name) for one in ledger.names(r, "skill")}
        if json:
            emit("branch.people", 1, {"people": found})
        else:
            table(
                (_("No."), _("Name"), _("Job"), _("Skills")),
                [(p.no, p.name, p.role, "、".join(sorted(skills.get(code, code) for code in p.skills))) for p in found],
            )
        return 0
