"""The branch's limits for meetings: how long each kind may last, and how many may run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.context import emit, opened, reading, say, table
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.journal import Reader


def register(group: App) -> None:
    """Add `meetings limits`."""

    @group.command
    def limits(
        *, kind: str | None = None, minutes: int | None = None, most: int | None = None, json: bool = False
    ) -> int:  # fmt: skip
        """How long each kind of meeting may last, and how many may run at once.

        `--kind` with `--minutes` sets the longest length of a kind, `--most` how many run at once (0: no limit).
        """
        from supervisor.errors import BadInput
        from supervisor.meetings.ledger import caps
        from supervisor.meetings.limits.ledger import most_at_once
        from supervisor.meetings.limits.service import set_most_at_once
        from supervisor.meetings.problem.model import CAPS_MINUTES
        from supervisor.meetings.service import set_cap
        from supervisor.meetings.words import KIND_NAMES

        if (kind is None) != (minutes is None):
            raise BadInput(_("`--kind` and `--minutes` belong together."))

        def now(r: Reader) -> tuple[dict[str, int], int]:
            return {**{str(one): n for one, n in CAPS_MINUTES.items()}, **caps(r)}, most_at_once(r)

        if kind is None and most is None:
            with reading() as (_app, r):
                longest, at_once = now(r)
        else:
            with opened() as app:
                with app.book.batch():
                    if kind is not None and minutes is not None:
                        set_cap(app.book, app.actor, kind, minutes)
                    if most is not None:
                        set_most_at_once(app.book, app.actor, most)
                with app.read() as r:  # who may set them may see what he has set
                    longest, at_once = now(r)
        if json:
            emit("meetings.limits", 1, {"caps_minutes": longest, "most_at_once": at_once})
            return 0
        table((_("Kind"), _("Longest (min)")), [(str(KIND_NAMES[one]), str(n)) for one, n in longest.items()])
        say(_("At once: {n} meetings at most").format(n=at_once) if at_once else _("At once: no limit"))
        return 0
