"""Commands of an inspection: begin, answer, finish, correct — each answer durable the moment it is given."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

from .answer import Answer, Verdict, mark, note_mark
from .answering import evidence, read_answers, remark
from .completeness import Gap, gaps
from .correcting import abandon, at_fault, leave_late, not_his_own, resume, revise
from .course import asked, begun, staff_numbers, standing_answer, there_is, under_way
from .events import (
    AnswerCleared,
    AnswerGiven,
    NoteSet,
    PhotoAttached,
    PhotoRemoved,
    Source,
)
from .finishing import Course, finish_within
from .ledger import (
    answers_of,
    clashes,
    inspection,
    last_step,
    note_of,
    photos,
    template,
)
from .library import (
    activate_template,
    check_template,
    import_templates,
    list_templates,
    retire_template,
    template_json,
)
from .records import Inspection
from .review import appeal_finding, decide_appeal, waive_finding, withdraw_waiver

__all__ = [
    "abandon",
    "activate_template",
    "answer",
    "appeal_finding",
    "attach_photo",
    "begin",
    "check_template",
    "clear",
    "decide_appeal",
    "finish",
    "import_templates",
    "leave_late",
    "list_templates",
    "missing",
    "remove_photo",
    "resume",
    "retire_template",
    "revise",
    "set_note",
    "template_json",
    "undo",
    "waive_finding",
    "withdraw_waiver",
]


def begin(
    book: Book,
    actor: str,
    code: str,
    *,
    source: Source = "on_site",
    place: str = "",
    inspected: tuple[str, ...] = (),
    at: datetime | None = None,
) -> str:
    """Begin an inspection by the version of check-list `code` in force on its day; returns its subject.

    Incidents running at that moment are marked on it. Raises BadInput for an unknown check-list or source, or a time
    ahead; Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.INSPECT)
        subject, fact = begun(w, code, source, place, inspected, at)
        w.append(subject, fact, at=at)
    return subject


def answer(
    book: Book,
    actor: str,
    subject: str,
    item: str,
    verdict: Verdict,
    *,
    persons: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    cases: int = 1,
    value: float | None = None,
    note: str | None = None,
    act: str = "",
    mended: bool = False,
    owner: str = "",
    text: str = "",
    at: datetime | None = None,
) -> None:
    """Answer one item, or answer it anew (which also settles contradictions seen on it).

    A question that is no check is answered by the verdict `given` with its `text`; one outside its constraint is taken,
    and stops or warns at the end as its item says. `note` None keeps the remark that stands there. Raises BadInput for
    an unknown item, person, value or choice, or text of another kind; Refused once the inspection is finished.
    """
    with book.write(actor) as w:
        there = under_way(w, actor, subject)
        pinned = template(w, there.digest)
        given = Answer(
            item=item,
            verdict=verdict,
            persons=persons,
            places=places,
            cases=cases,
            value=value,
            note=note or "",
            act=act,
            mended=mended,
            owner=owner,
            text=text,
        )
        if verdict not in get_args(Verdict):
            raise BadInput(_("Unknown verdict “{word}”.").format(word=verdict))
        (given,) = read_answers([given], pinned, staff_numbers(w) if persons or owner else {}, constraints=False)
        standing, noted = standing_answer(w, subject, item), note_of(w, subject, item)
        not_his_own(w, actor, subject, standing)
        if note is None:
            given = msgspec.structs.replace(given, note=noted)
        seen = tuple(c.mark for c in clashes(w, subject) if c.item == item)
        w.append(
            subject,
            AnswerGiven(answer=given, replaces=mark(standing), saw_note=note_mark(noted), settles=seen),
            at=at,
        )


def clear(book: Book, actor: str, subject: str, item: str) -> None:
    """Take an answer away: the item is unanswered again. Does nothing where there is none."""
    with book.write(actor) as w:
        asked(w, actor, subject, item)
        standing = standing_answer(w, subject, item)
        if standing is not None:
            not_his_own(w, actor, subject, standing)
            w.append(subject, AnswerCleared(item=item, replaces=mark(standing)))


def set_note(book: Book, actor: str, subject: str, item: str, note: str) -> None:
    """Set the remark to an item, answered or not. Raises BadInput for an unknown item."""
    with book.write(actor) as w:
        asked(w, actor, subject, item)
        w.append(subject, NoteSet(item=item, note=remark(note), saw=note_mark(note_of(w, subject, item))))


def attach_photo(
    book: Book,
    actor: str,
    subject: str,
    item: str,
    picture: bytes,
    *,
    original: str = "",
    name: str = "",
    at: datetime | None = None,
) -> str:
    """Attach a picture (already shrunk, without location) to an item; returns its digest.

    `original` is the digest of the file it was made from.
    """
    with book.write(actor) as w:
        asked(w, actor, subject, item)
        digest = w.put_blob(evidence(picture))
        w.append(subject, PhotoAttached(item=item, digest=digest, original=original, name=name), at=at)
    return digest


def remove_photo(book: Book, actor: str, subject: str, item: str, digest: str) -> None:
    """Take a picture off an item (also the undo of attaching it)."""
    with book.write(actor) as w:
        asked(w, actor, subject, item)
        if not any(p.item == item and p.digest == digest for p in photos(w, subject)):
            raise BadInput(_("There is no such picture at {item}.").format(item=item))
        w.append(subject, PhotoRemoved(item=item, digest=digest))


def undo(book: Book, actor: str, subject: str) -> str | None:
    """Take back the actor's latest answer in this inspection by a compensating entry; again: the one before.

    Returns the item concerned, or None when there is nothing left to take back.
    """
    with book.write(actor) as w:
        under_way(w, actor, subject)
        step = last_step(w, subject, actor)
        if step is None:
            return None
        standing = standing_answer(w, subject, step.item)
        not_his_own(w, actor, subject, standing)  # what stands there now may be another's
        seen = mark(standing)
        if step.before is None:
            w.append(subject, AnswerCleared(item=step.item, replaces=seen, undoes=step.entry))
        else:
            noted = note_of(w, subject, step.item)  # the remark stays
            before = msgspec.structs.replace(step.before, note=noted)
            w.append(subject, AnswerGiven(answer=before, replaces=seen, saw_note=note_mark(noted), undoes=step.entry))
        return step.item


def missing(r: Reader, subject: str) -> list[Gap]:
    """What is still missing before the inspection can be finished (stop) or should be looked at (warn)."""
    there = there_is(r, subject)
    return gaps(template(r, there.digest), answers_of(r, there.subject), there.day)


def finish(book: Book, actor: str, subject: str, *, at: datetime | None = None) -> list[Gap]:
    """Finish: the answers are final; findings and their corrective actions are raised in the same write.

    Returns the gaps that were only warned of. Raises Refused while something that must not be missing is, while
    contradicting answers are unsettled, when it is finished already or its month is closed, or when what it corrects
    was corrected by another meanwhile.
    """
    with book.write(actor) as w:
        there = under_way(w, actor, subject)
        open_ones = [c.item for c in clashes(w, subject) if c.why == "clash"]
        if open_ones:
            raise Refused(
                _("Two devices answered {items} differently: look at both and answer again.").format(
                    items=", ".join(open_ones)
                )
            )
        _not_corrected_meanwhile(w, there)
        if there.revises:
            require(w, actor, Right.INSPECT, about=at_fault(w, there.revises))
        course = Course(
            subject=subject,
            root=there.root,
            code=there.code,
            digest=there.digest,
            day=there.day,
            at=there.begun,
            source=there.source,  # type: ignore[arg-type]
            place=there.place,
            incidents=there.incidents,
            revises=there.revises,
            reason=there.reason,
        )
        return finish_within(w, course, template(w, there.digest), answers_of(w, subject), finished_at=at)


def _not_corrected_meanwhile(w: Writer, there: Inspection) -> None:
    before = inspection(w, there.revises) if there.revises else None
    if before is None or not before.revised_by:
        return
    other = inspection(w, before.revised_by)
    raise Refused(
        _("{number} was corrected meanwhile by {other}: give this correction up, and correct {other} instead.").format(
            number=before.number, other=other.number if other else before.revised_by
        )
    )
