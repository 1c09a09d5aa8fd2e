"""What colleagues think of a person (360 degrees): asked by the manager, answered without anybody reading who said
what."""

from __future__ import annotations

from collections.abc import Collection

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.course.assessing import MOST_C
from supervisor.appraisal.course.people import in_month, require_begun, require_member, rules_of
from supervisor.appraisal.course.rights import require_reviewer
from supervisor.appraisal.course.states import check_step
from supervisor.appraisal.ledger import month_state, peers
from supervisor.appraisal.records import Peer
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _


def ask_peers(book: Book, actor: str, month: str, person: str, raters: Collection[str]) -> int:
    """Ask colleagues what they think of a person's month; returns how many were asked anew.

    Raises BadInput for whoever did not belong to the branch in the month or is the person himself.
    """
    with book.write(actor) as w:
        require_reviewer(w, actor, person)
        require_begun(w, month)
        rules_of(w, month)
        check_step("ask_peers", month_state(w, month).state, month)
        require_member(w, month, person)
        known = {each.rater for each in peers(w, month, month) if each.person == person}
        new = [rater for rater in dict.fromkeys(raters) if rater not in known]
        for rater in new:
            if rater == person:
                raise BadInput(_("A person is not asked about himself: choose colleagues."))
            require_member(w, month, rater)
            w.append(f"peer:{month}:{person}:{rater}", events.PeerAsked(month=month, person=person, rater=rater))
    return len(new)


def answer_peer(book: Book, actor: str, month: str, person: str, *, value_c: int, comment: str = "") -> None:
    """Answer what one was asked about a colleague, in points (hundredths); again to correct it before publication."""
    if not 0 <= value_c <= MOST_C:
        raise BadInput(_("Points go from 0 to {most}.").format(most=MOST_C // 100))
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        check_step("answer_peer", month_state(w, month).state, month)
        if all((each.person, each.rater) != (person, actor) for each in peers(w, month, month)):
            raise Refused(_("You were not asked about this colleague: the branch manager asks."))
        w.append(
            f"peer:{month}:{person}:{actor}",
            events.PeerAnswered(month=month, person=person, rater=actor, value_c=value_c, comment=comment.strip()),
            at=in_month(w, month),
        )


def asked_of(r: Reader, actor: str, month: str) -> list[Peer]:
    """About whom the actor was asked in a month, with his own answers."""
    return [each for each in peers(r, month, month) if each.rater == actor]
