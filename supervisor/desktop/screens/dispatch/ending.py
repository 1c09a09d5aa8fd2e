"""Ending an incident: everybody goes back, and what is to be done after the end begins to count."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Question
from supervisor.desktop.wording import listed
from supervisor.language import _


def ask_end(page: Any) -> None:
    """End the incident: whoever was moved goes back, what was suspended is to be caught up."""
    from supervisor.dispatch.service import return_people
    from supervisor.incidents import service

    desk, subject = page.desk, page.snapshot.incident.subject
    moved = [o.move.name for o in page.snapshot.orders if o.state in ("ordered", "done")]
    question = Question(
        _("End this incident?"), _("Nobody is away from the own post. What was suspended is caught up."), _("End")
    )
    if moved:
        follows = _("{n} people return to their posts: {names}. What was suspended is caught up.")
        question = Question(
            _("End this incident and send everybody back?"),
            follows.format(n=len(moved), names=listed(moved)),
            _("End and send back"),
        )

    def work() -> None:
        with desk.book.batch():
            if moved:
                return_people(desk.book, desk.actor, subject)
            service.end(desk.book, desk.actor, subject)

    def end() -> None:
        undo = Undo(
            _("end an incident"),
            lambda: service.reopen(desk.book, desk.actor, subject, reason=_("taken back at once")),
        )
        desk.command(
            page, work, said=_("The incident is over."),
            undo=lambda _result: undo,
        )  # fmt: skip

    desk.confirm(page, question, end)
