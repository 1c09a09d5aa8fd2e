"""Who has a case: handing it over, telling the branch manager of it, keeping out of it."""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Right, require
from supervisor.complaints import events
from supervisor.complaints.ledger import declarations, interested
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import (
    concerned,
    found_case,
    instant,
    manages_branch,
    no_such_case,
    others_sign,
    plain_in,
    require_handler,
    require_next_owner,
    require_person,
    require_step,
    required,
)
from supervisor.complaints.rights.privacy import known_to
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _


def hand_over(book: Book, actor: str, subject: str, owner: str, reason: str = "", at: datetime | None = None) -> None:
    """Pass the case to another owner. Raises Refused for the person concerned or one with an interest."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "hand_over")
        require_next_owner(w, case, owner)
        if owner != case.owner:
            happened = instant(w, at, case.received)
            w.append(
                subject,
                events.ComplaintHandedOver(owner=owner, reason=plain_in(w, subject, reason, "reason")),
                at=happened,
            )
            note_manager_knows(w, case, owner, happened)


def tell_manager(book: Book, actor: str, subject: str, at: datetime | None = None) -> None:
    """Record that the branch manager was told of the case; he may say so himself."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "tell_manager")
        told = instant(w, at, case.received)
        w.append(subject, events.ManagerTold(told=told), at=told)


def note_manager_knows(w: Writer, case: Complaint, owner: str, at: datetime) -> None:
    """A case that the branch manager hands over, or is given, is one he knows of."""
    if case.manager_told is None and not case.head_office and any(manages_branch(w, p) for p in (w.actor, owner)):
        w.append(case.subject, events.ManagerTold(told=at), at=at)


def declare_interest(
    book: Book, actor: str, subject: str, reason: str = "", person: str = "", new_owner: str = ""
) -> None:
    """Keep a person (oneself unless named) out of a case; an owner who steps back names the next owner at
    once.

    Naming another is a step of handling the case: the person concerned cannot lock out who judges him, and nobody
    keeps out the last who may sign.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        person = person or actor
        if person == actor:
            require(w, actor, Right.RECORD_COMPLAINT)
            if not known_to(w, actor, case):  # he hears what he would of a case that is not there
                raise no_such_case(subject)
        else:  # never by whom it is about, who would rid himself of his judges; about the manager: head office
            right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.HANDLE_COMPLAINT
            require(w, actor, right, about=concerned(w, case))
        require_person(w, person)
        if person != actor and not others_sign(w, case, person):
            raise Refused(_("Nobody would be left who may sign the case: this person can only say so himself."))
        if case.live and case.owner == person:
            if new_owner == person:
                raise Refused(_("This person declared an interest in the case: name a colleague."))
            require_next_owner(w, case, new_owner)
            stepped_back = instant(w, None)
            w.append(
                subject,
                events.ComplaintHandedOver(owner=new_owner, reason=plain_in(w, subject, reason, "reason")),
                at=stepped_back,
            )
            note_manager_knows(w, case, new_owner, stepped_back)
        w.append(subject, events.InterestDeclared(person=person, reason=plain_in(w, subject, reason, "reason")))


def take_back_interest(book: Book, actor: str, subject: str, reason: str, person: str = "") -> None:
    """Say that a person (oneself unless named) has no interest in the case after all: he may do again what he may.

    Whoever declared it takes it back; else the branch manager does (head office, where it is about him), never whom it
    bars for himself nor the person concerned. What was declared on another copy meanwhile stands. Raises BadInput where
    nothing was declared, Refused for anybody else.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        person = person or actor
        declared = declarations(w, subject, person)
        if not declared:
            require_handler(w, actor, case)  # who may not work on it learns nothing of it
            raise BadInput(_("{number}: no interest of this person was declared.").format(number=case.number))
        _require_taker_back(w, actor, case, person, declared)
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        w.append(subject, events.InterestTakenBack(person=person, declared=tuple(declared), reason=reason))


def to_take_back(r: Reader, actor: str, case: Complaint) -> list[str]:
    """Of whom an interest was declared that this person may take back."""
    found = []
    for person in sorted(interested(r, case.subject)):
        try:
            _require_taker_back(r, actor, case, person, declarations(r, case.subject, person))
        except Refused:
            continue
        found.append(person)
    return found


def _require_taker_back(r: Reader, actor: str, case: Complaint, person: str, declared: dict[str, str]) -> None:
    if set(declared.values()) == {actor}:
        require(r, actor, Right.RECORD_COMPLAINT, about=case.person or None)
    else:
        right = Right.HANDLE_MANAGER_COMPLAINT if case.head_office else Right.SIGN_COMPLAINT
        require(r, actor, right, about=concerned(r, case) | {person})
