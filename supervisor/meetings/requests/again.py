"""A meeting that was called off is asked for again: it stands as it is asked for now, and is planned anew."""

from __future__ import annotations

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _

from ..events import MeetingRevised, StepTakenBack
from ..ledger import meeting, sittings_of
from ..problem.model import Wish
from ..repeats import Repeat
from .wish_checks import check_wish


def ask_again(
    book: Book, actor: str, subject: str, *, reason: str, wish: Wish, repeat: Repeat | None = None, note: str = "",
    uid_sequence: int = 0,
) -> None:  # fmt: skip
    """Ask again for a meeting that was cancelled, as `wish` says now. None of its sittings stands up again: who was to
    come may have something else by now. Whoever asked for it may do so, and whoever plans meetings. Raises BadInput for
    one that is not cancelled and naming what does not fit, Refused without the right."""
    with book.write(actor) as w:
        known = meeting(w, subject)
        if known is None or known.state != "cancelled":
            raise BadInput(_("There is no such meeting that was cancelled."))
        if known.requested_by != actor:
            require(w, actor, Right.PLAN_MEETINGS)
        new = msgspec.structs.replace(wish, subject=subject, number=known.number)
        check_wish(w, new, repeat)
        w.append(subject, StepTakenBack(step="cancelled", reason=reason))
        standing = tuple(one.sitting for one in sittings_of(w, subject) if one.state == "cancelled")
        w.append(
            subject,
            MeetingRevised(
                wish=new, repeat=repeat, note=note.strip(), reason=reason, freed=standing,
                wish_version=known.version + 1, uid_sequence=uid_sequence,
            ),
        )  # fmt: skip
