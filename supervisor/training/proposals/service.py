"""What a person can do about proposed trainings: enter that one was held, say that none is needed, take that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer
from supervisor.language import _
from supervisor.training.ledger import course
from supervisor.training.service import record_session

from .events import ProposalReopened, ProposalSettled, TrainingProposed
from .ledger import Proposed, proposed


def propose(w: Writer, subject: str, *, text: str, course_code: str, source: str, number: str) -> None:
    """Within a command of another room: propose a training as `subject`. Raises BadInput without a text or for a course
    that does not exist; whether the actor may is for that command to say."""
    if not text.strip():
        raise BadInput(_("Write what was learnt."))
    if course_code and course(w, course_code) is None:
        raise BadInput(_("There is no course {code}.").format(code=course_code))
    fact = TrainingProposed(text=text.strip(), course=course_code, source=source, number=number)
    w.append(subject, fact)


def hold(
    book: Book,
    actor: str,
    subject: str,
    *,
    course_code: str,
    start: datetime,
    minutes: int,
    trainer: str,
    participants: Sequence[str],
) -> str:
    """Enter the training that was held on a proposal; returns the subject of the session. The proposal is done then.

    Raises what `record_session` raises, Refused when it is settled already.
    """
    with book.batch():
        with book.read() as r:
            known = _open(proposed(r, subject))
        session = record_session(
            book, actor, course_code=course_code or known.course, start=start, minutes=minutes, trainer=trainer,
            participants=participants, note=f"{known.number} {known.text}".strip(),
        )  # fmt: skip
        with book.write(actor) as w:
            require(w, actor, Right.RECORD_TRAINING)
            w.append(subject, ProposalSettled(session=session))
    return session


def drop(book: Book, actor: str, subject: str, reason: str) -> None:
    """Say why no training is needed. Raises BadInput without a reason, Refused without the right or when settled."""
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_TRAINING)
        _open(proposed(w, subject))
        if not reason.strip():
            raise BadInput(_("Write the reason."))
        w.append(subject, ProposalSettled(reason=reason.strip()))


def reopen(book: Book, actor: str, subject: str) -> None:
    """Take back that it was settled. Raises Refused without the right or while it is open."""
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_TRAINING)
        known = proposed(w, subject)
        if known is None or known.state == "open":
            raise Refused(_("This training is still open."))
        w.append(subject, ProposalReopened())


def _open(known: Proposed | None) -> Proposed:
    if known is None:
        raise BadInput(_("There is no such proposed training."))
    if known.state != "open":
        raise Refused(_("This proposed training is settled already."))
    return known
