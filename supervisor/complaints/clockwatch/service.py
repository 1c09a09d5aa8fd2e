"""Saying that the clock stood ahead before and is right now; and the words for one that was set back."""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Right, require
from supervisor.complaints.texts.plain import plain_words
from supervisor.errors import Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .events import ClockAccepted
from .ledger import SetBack, clock_set_back


def accept_clock(book: Book, actor: str, reason: str) -> None:
    """Take the wall clock as right although the book has seen a later one: it had stood ahead by mistake.

    The branch manager's or administrator's word, on record with its reason. Raises Refused without the right, without a
    reason, and when there is nothing to say.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if not reason.strip():
            raise Refused(_("Write the reason."))
        found = clock_set_back(w)
        if found is None:
            raise Refused(_("The clock of this computer was not set back."))
        fact = ClockAccepted(seen=found.seen, wall=found.wall, reason=plain_words(reason, "reason"))
        w.append(f"complaint_clock:{w.device.name}", fact)


def set_back_words(r: Reader, found: SetBack) -> str:
    """What is wrong with the clock, what that means for limits, and what to do, in the language in force."""
    return _(
        "The clock of this computer stands at {wall}, but this book was used as late as {seen}: it was set back. "
        "Limits are reckoned by the later time. Set the clock right; if it had been ahead before, the branch manager "
        "confirms so."
    ).format(wall=_shown(r, found.wall), seen=_shown(r, found.seen))


def _shown(r: Reader, at: datetime) -> str:
    return at.astimezone(r.zone).strftime("%Y-%m-%d %H:%M")
