"""What a person can do with the branch's limits for meetings."""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.journal import Book
from supervisor.language import _

from .events import MostAtOnceSet
from .ledger import SUBJECT, most_at_once

MOST = 50


def set_most_at_once(book: Book, actor: str, meetings: int) -> None:
    """Let so many meetings run at the same time, 0 for no limit; what holds is not said twice. Raises Refused without
    the right, WrongField for another number."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if not 0 <= meetings <= MOST:
            raise WrongField("most", _("Up to {most} meetings at once, or 0 for no limit.").format(most=MOST))
        if meetings != most_at_once(w):
            w.append(SUBJECT, MostAtOnceSet(meetings=meetings))
