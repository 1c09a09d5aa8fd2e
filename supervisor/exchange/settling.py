"""Deciding a contradiction: a person chooses for each field, and that is entered; what was there stays readable."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from supervisor.access import Right, require
from supervisor.access.ledger import users
from supervisor.actions.apart import settle_within
from supervisor.complaints.apart.settling import settle_within as settle_case_within
from supervisor.complaints.rights.checks import concerned as out_of_it
from supervisor.complaints.texts.plain import plain_words
from supervisor.errors import BadInput, Refused
from supervisor.inspection.events import AnswerGiven
from supervisor.inspection.ledger import GIVEN_UP, finding
from supervisor.inspection.service import answer, clear, leave_late, resume
from supervisor.journal import Book, Event, Reader, Writer
from supervisor.journal.event import kind_of, to_bytes
from supervisor.journal.settling import decide, line_of
from supervisor.language import _
from supervisor.meetings.planning.apart import settle_within as settle_meeting

from .cases_apart import settle_case
from .contradictions import contradictions
from .facts_apart import STEPS, fact_of, latest_of
from .orders_apart import settle_order
from .records import Contradiction, Part
from .seeing import case_behind, veiled
from .spots_apart import settle_spots
from .suspended_apart import settle_suspended

MEETING, COMPLAINT = "meeting:", "complaint:"
"""How the subjects of meetings and complaints begin."""


def find(book: Book, actor: str, name: str) -> Contradiction:
    """The waiting contradiction of this id (or of the beginning of it), as the actor may see it. Raises BadInput, or
    Refused for who may not read the branch."""
    with book.read() as r:
        require(r, actor, Right.READ_BRANCH)
        found = veiled(r, actor, [one for one in contradictions(r) if name and one.id.startswith(name)])
    if len(found) != 1:
        raise BadInput(
            _("There is no one contradiction {name}; `bundle conflicts` lists those that wait.").format(name=name)
        )
    return found[0]


def settle(
    book: Book, actor: str, name: str, *, keep: int, fields: Mapping[str, int] | None = None, reason: str = ""
) -> Contradiction:
    """Let side `keep` (counted from 0) stand; `fields` names the side for single fields. Returns what was settled.

    Raises BadInput for a side or a field there is none of, Refused without the right or where it is not to be settled
    here.
    """
    reason = plain_words(reason, "reason")
    chosen = find(book, actor, name)
    for side in [keep, *(fields or {}).values()]:
        if not 0 <= side < len(chosen.sides):
            raise BadInput(_("There are {count} sides: choose one from 1 to {count}.").format(count=len(chosen.sides)))
    unknown = sorted(set(fields or {}) - {one.name for one in chosen.fields})
    if unknown or (fields and not chosen.mixable):
        raise BadInput(_("Only whole sides can be chosen here, or these fields: {fields}.").format(
            fields=", ".join(one.name for one in chosen.fields) if chosen.mixable else "-"))  # fmt: skip
    if not chosen.settles:
        raise Refused(chosen.hint)
    if chosen.sort == "answer":
        _settle_answer(book, actor, chosen, keep)
    elif chosen.sort == "draws":
        settle_spots(book, actor, chosen, keep, reason)
    elif chosen.sort == "suspended":
        settle_suspended(book, actor, chosen, keep, reason)
    elif chosen.sort == "order":
        settle_order(book, actor, chosen, keep, reason)
    elif chosen.sort == "case":
        settle_case(book, actor, chosen, keep, reason)
    elif chosen.sort == "late":
        item, _bar, mark = chosen.key.partition("|")
        if keep and mark == GIVEN_UP:
            resume(book, actor, chosen.subject, reason=reason or _("answered on another device"))
            return chosen
        if keep:
            raise Refused(_("What came after the finish is not put in from here: correct the inspection."))
        leave_late(book, actor, chosen.subject, item, mark)
    elif chosen.key == STEPS:
        with book.write(actor) as w:
            _settle_step(w, chosen, keep, fields or {}, reason)
    else:
        with book.write(actor) as w:
            for part in chosen.parts or (Part(subject=chosen.subject, key=chosen.key),):
                require(w, actor, _right(w, part.subject), about=concerned(w, part.subject))
                if chosen.parts:
                    _settle_fact(w, chosen, part, (fields or {}).get(part.subject, keep), {}, reason)
                else:
                    _settle_fact(w, chosen, part, keep, fields or {}, reason)
    return chosen


def concerned(r: Reader, subject: str) -> tuple[str, ...]:
    """The people whose own matter a contradiction is: none of them decides it."""
    kind = subject.partition(":")[0]
    if kind == "person":
        return (subject,)
    if kind == "review":  # of a person's month: review:2026-11:person:…
        return (subject.split(":", 2)[2],)
    if kind == "user":
        return tuple(one.person for one in users(r) if one.subject == subject)
    if kind == "finding":
        there = finding(r, subject)
        return there.persons if there is not None else ()
    case = case_behind(r, subject)
    return tuple(out_of_it(r, case)) if case is not None else ()


def _right(r: Reader, subject: str) -> Right:
    """What deciding asks for: of a complaint about the branch manager head office's own right, and no other's."""
    case = case_behind(r, subject)
    return Right.HANDLE_MANAGER_COMPLAINT if case is not None and case.head_office else Right.SETTLE_CONFLICT


def _settle_fact(
    w: Writer, chosen: Contradiction, part: Part, keep: int, fields: Mapping[str, int], reason: str
) -> None:
    conflict = next((c for c in w.conflicts() if c.subject == part.subject and c.base.hex() == part.key), None)
    if conflict is None or len(conflict.entries) <= keep:
        raise Refused(_("Somebody has settled this meanwhile."))
    history = w.history(part.subject)
    said = [latest_of(history, rival) for rival in conflict.entries]
    if chosen.mixable:
        wanted = _mixed([fact_of(entry) for entry in said], keep, fields)
        kind = kind_of(wanted).name
        standing = next(entry for entry in reversed(history) if entry.kind == kind)
        if to_bytes(wanted) != standing.payload:
            w.append(part.subject, wanted)
    elif part.subject.startswith(MEETING):
        settle_meeting(w, part.subject, [line_of(history, rival) for rival in conflict.entries], keep, reason)
    elif part.subject.startswith(COMPLAINT):
        settle_case_within(w, part.subject, [line_of(history, rival) for rival in conflict.entries], keep)
    decide(w, conflict, conflict.entries[keep].digest.hex(), reason)


def _settle_step(w: Writer, chosen: Contradiction, keep: int, fields: Mapping[str, int], reason: str) -> None:
    """One step of an action stands: the room knows what follows from it."""
    history = w.history(chosen.subject)
    by_digest = {entry.digest.hex(): entry for entry in history}
    steps = [by_digest[side.entry] for side in chosen.sides]
    last = [latest_of(history, step) for step in steps]
    said = None
    if fields or last[keep] is not steps[keep]:
        said = _mixed([fact_of(entry) for entry in last], keep, fields)
    why = reason.strip() or _("Decided between two copies")
    settle_within(w, chosen.subject, steps[keep].id, reason=why, said=said)  # type: ignore[arg-type]


def _mixed(facts: list[Event | None], keep: int, fields: Mapping[str, int]) -> Event:
    """The fact that is kept, with single fields of the others. Raises Refused for what only a newer program knows."""
    known = [fact for fact in facts if fact is not None]
    if len(known) < len(facts):
        raise Refused(_("This was written by a newer version of this program: update it first."))
    values = msgspec.to_builtins(known[keep])
    for name, side in fields.items():
        values[name] = msgspec.to_builtins(known[side]).get(name)
    return msgspec.convert(values, type(known[keep]), strict=False)


def _settle_answer(book: Book, actor: str, chosen: Contradiction, keep: int) -> None:
    """The chosen answer is given again, which settles every contradiction seen on the item."""
    with book.read() as r:
        entry = next((e for e in r.history(chosen.subject) if e.digest.hex() == chosen.sides[keep].entry), None)
    fact = fact_of(entry) if entry is not None else None
    if not isinstance(fact, AnswerGiven):
        clear(book, actor, chosen.subject, chosen.key)
        return
    given = fact.answer
    answer(
        book, actor, chosen.subject, given.item, given.verdict, persons=given.persons, places=given.places,
        cases=given.cases, value=given.value, act=given.act, mended=given.mended, owner=given.owner,
        text=given.text,
    )  # fmt: skip
