"""What a person can do about two complaints of one customer: link them, undo it, join the same matter into one case."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, allowed, require
from supervisor.branch.faults import WrongField
from supervisor.complaints.events import ComplaintJoined, ComplaintUnjoined
from supervisor.complaints.ledger import complaint
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import found_case, plain_in, require_handler, require_step, required
from supervisor.complaints.rights.privacy import readable_case
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from . import events
from .joined import same_customer, two_customers
from .ledger import links
from .linking import unlinked
from .matching import DUPLICATE, REPEAT


def link(book: Book, actor: str, subject: str, other: str, kind: str = REPEAT, *, knowingly: bool = False) -> None:
    """Say that two cases come from one customer: `kind` "repeat" (he complained again) or "duplicate" (the same matter,
    heard twice); `knowingly` where their contact data show two. Raises Refused for whoever may not handle complaints or
    not read one of the two.
    """
    if kind not in (DUPLICATE, REPEAT):
        raise BadInput(_("{code} is no link between complaints: duplicate or repeat.").format(code=kind))
    with book.write(actor) as w:
        later, earlier = _both(w, actor, subject, other)
        _require_knowingly(w, later, earlier, knowingly)
        if not any((one.other, one.kind) == (earlier.subject, kind) for one in links(w, later.subject)):
            w.append(later.subject, events.ComplaintsLinked(other=earlier.subject, kind=kind))


def unlink(book: Book, actor: str, subject: str, other: str, reason: str) -> None:
    """Say that two linked cases have nothing to do with each other; `reason` says why, never who the customers are."""
    with book.write(actor) as w:
        later, earlier = _both(w, actor, subject, other)
        if not any(one.other == earlier.subject for one in links(w, later.subject)):
            raise BadInput(_("{number} is not linked with {other}.").format(number=later.number, other=earlier.number))
        reason = plain_in(w, subject, required(reason, _("Write the reason.")), "reason")
        w.append(later.subject, events.ComplaintsUnlinked(other=earlier.subject, reason=reason))


def join(book: Book, actor: str, subject: str, main: str, *, knowingly: bool = False) -> None:
    """End a case as joined to the earlier one of the same matter, whose limits go on; both keep what is sealed in them.

    Only the branch manager (head office, where it is about him) joins cases whose contact data do not show one
    customer, and `knowingly` where they show two: such a case would end unanswered. Raises Refused for others, and when
    the main case has ended (then it is a complaint again, no duplicate) or was heard later.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        into = readable_case(w, actor, main)
        require_step(w, case, "join")
        if subject == main:
            raise BadInput(_("A case cannot be joined to itself: name the earlier one."))
        if not into.live:
            raise Refused(
                _("{number} has ended, so this is a complaint again and no duplicate: link the two.").format(
                    number=into.number
                )
            )
        if (into.received, into.subject) > (case.received, case.subject):
            raise Refused(
                _("{number} was heard later: join the later case to the earlier one, whose limits count.").format(
                    number=into.number
                )
            )
        _require_joiner(w, actor, case, into)
        _require_knowingly(w, case, into, knowingly)
        if not any(one.other == main and one.kind == DUPLICATE for one in links(w, subject)):
            w.append(subject, events.ComplaintsLinked(other=main, kind=DUPLICATE))
        w.append(subject, ComplaintJoined(main=main, number=into.number))


def unjoin(book: Book, actor: str, subject: str, reason: str) -> None:
    """Undo a join: the case stands again where it stood, its limits counted from when it was heard, and what ran out
    meanwhile was missed. The two are linked no longer. Whoever may join them may undo it, and gives the reason.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "unjoin")
        into = complaint(w, case.joined_to)
        if into is not None:
            readable_case(w, actor, into.subject)
            _require_joiner(w, actor, case, into)
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        number = into.number if into is not None else ""
        w.append(subject, ComplaintUnjoined(reason=reason, number=number))
        if any(one.other == case.joined_to for one in links(w, subject)):
            w.append(subject, events.ComplaintsUnlinked(other=case.joined_to, reason=reason))


def _require_joiner(r: Reader, actor: str, case: Complaint, into: Complaint) -> None:
    """Two customers' cases are the branch manager's to join, and to part again."""
    if not case.head_office and not same_customer(r, case, into) and not allowed(r, actor, Right.SIGN_COMPLAINT):
        raise Refused(
            _("{number} and {other} are not known to come from one customer: the branch manager joins them.").format(
                number=case.number, other=into.number
            )
        )


def _require_knowingly(r: Reader, case: Complaint, other: Complaint, knowingly: bool) -> None:
    """Ask once more where both cases say who complained, and it is not the same."""
    if not knowingly and two_customers(r, case, other):
        raise WrongField(
            "knowingly",
            _("The contact data of {number} and {other} are not of one customer. Go on only if you know that the two "
              "belong together.").format(number=case.number, other=other.number),
        )  # fmt: skip


def link_found(book: Book, actor: str, first: date, last: date) -> int:
    """Link what was written down apart and belongs together (after two laptops met); returns how many links."""
    with book.write(actor) as w:
        require(w, actor, Right.HANDLE_COMPLAINT)
        everything = unlinked(w, first, last)
        found = [(later, one) for later, one in everything if actor not in (later.person, one.case.person)]
        for later, one in found:
            w.append(later.subject, events.ComplaintsLinked(other=one.case.subject, kind=one.kind))
    return len(found)


def _both(r: Reader, actor: str, subject: str, other: str) -> tuple[Complaint, Complaint]:
    """(later, earlier) of two different cases that the actor may handle and read."""
    one = found_case(r, subject)
    require_handler(r, actor, one)
    two = readable_case(r, actor, other)
    if one.subject == two.subject:
        raise BadInput(_("A case cannot be linked with itself: name another."))
    later, earlier = sorted((one, two), key=lambda case: (case.received, case.subject), reverse=True)
    return later, earlier
