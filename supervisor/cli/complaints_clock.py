"""The clock of this computer, as limits of complaints see it: whether it was set back, and that it is right."""

from __future__ import annotations

from cyclopts import App

from supervisor.cli.complaints_shared import minute
from supervisor.cli.context import emit, opened, reading, say
from supervisor.language import _


def register(complaints: App) -> None:
    """Add `supervisor complaints clock`."""
    group = App(name="clock", help="the clock of this computer, which limits follow")
    complaints.command(group)

    @group.command
    def show(*, json: bool = False) -> int:
        """Whether the clock of this computer was set back, and by what time limits are reckoned."""
        from supervisor.access import Right, require
        from supervisor.complaints.clockwatch.ledger import clock_set_back, present
        from supervisor.complaints.clockwatch.service import set_back_words

        with reading() as (app, r):
            require(r, app.actor, Right.READ_BRANCH)
            found, now = clock_set_back(r), present(r)
            words = set_back_words(r, found) if found else ""
            shown = minute(app, now)
        if json:
            emit(
                "complaints.clock", 1, {"set_back": found is not None, "wall": found.wall if found else now, "now": now}
            )
            return 0
        say(words or _("The clock of this computer was not set back: limits are reckoned by {now}.").format(now=shown))
        return 0

    @group.command
    def accept(*, reason: str) -> int:
        """Say that the clock had stood ahead by mistake and is right now: limits follow it again."""
        from supervisor.complaints.clockwatch.service import accept_clock

        with opened() as app:
            accept_clock(app.book, app.actor, reason)
        say(_("On record: the clock is right, limits follow it again."))
        return 0
