"""An inspection given up, gone on with, corrected, or left as it is although something came late.

Nobody takes away what another found of himself: not by answering anew, nor by giving the inspection up, nor by a
correction.
"""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from .answer import Answer
from .course import there_is, under_way
from .events import InspectionAbandoned, InspectionBegun, InspectionResumed, LateSeen, Picture
from .ledger import answered_by, answers_of, clashes, correction_under_way, findings_of, notes_of, photos


def not_his_own(w: Writer, actor: str, subject: str, standing: Answer | None) -> None:
    """Who is found at fault by another does not take that away himself."""
    found = standing is not None and standing.verdict == "fail" and actor in standing.persons
    if standing is not None and found and answered_by(w, subject, standing.item) != actor:
        require(w, actor, Right.INSPECT, about=standing.persons)


def abandon(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Give up an inspection that was begun (also the undo of `begin`).

    Raises BadInput without a reason, Refused to whom another has found at fault in it.
    """
    with book.write(actor) as w:
        under_way(w, actor, subject)
        if not reason.strip():
            raise BadInput(_("Say why the inspection is given up."))
        answers = answers_of(w, subject)
        for one in answers:
            not_his_own(w, actor, subject, one)
        w.append(subject, InspectionAbandoned(reason=reason.strip(), answered=tuple(a.item for a in answers)))


def resume(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Go on with an inspection that was given up. Raises Refused where it was not, BadInput without a reason."""
    with book.write(actor) as w:
        require(w, actor, Right.INSPECT)
        there = there_is(w, subject)
        if there.state != "abandoned":
            raise Refused(_("Inspection {number} was not given up.").format(number=there.number))
        if not reason.strip():
            raise BadInput(_("Say why it is gone on with."))
        w.append(subject, InspectionResumed(reason=reason.strip()))


def at_fault(r: Reader, subject: str) -> set[str]:
    """Whom the findings of an inspection are about."""
    return {person for found in findings_of(r, subject) for person in found.persons}


def leave_late(book: Book, actor: str, subject: str, item: str, mark: str) -> None:
    """Leave a finished inspection as it is although this came late; it is not asked about again, and stays readable.

    Raises Refused without the right to correct inspections, BadInput where nothing of the kind came late.
    """
    with book.write(actor) as w:
        require(w, actor, Right.CORRECT_INSPECTION)
        if not any(c.item == item and c.mark == mark and c.why == "late" for c in clashes(w, subject)):
            raise BadInput(_("Nothing of the kind came late to this inspection."))
        w.append(subject, LateSeen(item=item, mark=mark))


def revise(book: Book, actor: str, subject: str, *, reason: str) -> str:
    """Begin the correction of a finished inspection; returns the new one, with the old answers carried over.

    The old stays as it was and keeps counting until the correction is finished. Raises Refused without the right, to
    whom it found at fault, when it is not finished or was corrected already, while another correction of it is under
    way, and (by the journal) when its month is closed.
    """
    with book.write(actor) as w:
        there = there_is(w, subject)
        require(w, actor, Right.CORRECT_INSPECTION, about=at_fault(w, subject))
        if there.state != "finished" or there.revised_by:
            raise Refused(_("Only a finished inspection that stands can be corrected."))
        other = correction_under_way(w, subject)
        if other is not None:
            raise Refused(
                _(
                    "The correction {number} of this inspection is under way: go on with it, or give it up first."
                ).format(number=other.number)
            )
        if not reason.strip():
            raise BadInput(_("A correction needs its reason."))
        new = f"inspection:{new_id()}"
        carried = answers_of(w, subject)
        answered = {a.item for a in carried}
        fact = InspectionBegun(
            number=w.number("JC"),
            code=there.code,
            digest=there.digest,
            source=there.source,  # type: ignore[arg-type]
            root=there.root,
            place=there.place,
            inspected=there.inspected,
            incidents=there.incidents,
            revises=subject,
            reason=reason.strip(),
            carried=carried,
            pictures=tuple(Picture(p.item, p.digest, p.original, p.name) for p in photos(w, subject)),
            remarks={item: note for item, note in notes_of(w, subject).items() if item not in answered},
        )
        w.append(new, fact, at=there.begun)
    return new
