"""Signing an inspection: who signed, as what and how – drawn, by password – or why somebody did not.

The passwords are looked at first, so that a wrong one is recorded and nothing is finished; then everything is entered
in one transaction: an inspection is never finished with half of its signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from supervisor.access import Right, confirm, require
from supervisor.access.ledger import users_of_person
from supervisor.access.sessions import Session
from supervisor.branch.ledger import person
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .completeness import Gap
from .course import there_is
from .events import Signed
from .service import finish

How = Literal["drawn", "login", "refused", "absent"]


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """One signature to be given: `drawn` with a picture, `login` with the person's own password, or why not."""

    person: str
    how: How
    inspected: bool = False
    picture: bytes = b""
    password: str = ""
    reason: str = ""


def finish_signed(
    book: Book, actor: str, subject: str, signings: Sequence[Signing], *, session: Session | None = None
) -> list[Gap]:
    """Finish an inspection and enter its signatures, all or nothing; returns the gaps that were only warned of.

    `session` is the actor's own, asked for where the inspector signs by password. Raises BadInput for a signature
    without its picture or reason, Refused for a wrong password and as `service.finish` does.
    """
    for one in signings:
        _check(book, actor, one, session)
    with book.batch():
        found = finish(book, actor, subject)
        _enter(book, actor, subject, signings)
    return found


def _check(book: Book, actor: str, one: Signing, session: Session | None) -> None:
    if not one.inspected and (one.person != actor or one.how in ("refused", "absent")):
        raise BadInput(_("The inspector signs as himself."))
    if one.inspected:
        if one.person == actor:
            raise BadInput(_("Who inspects does not sign as the inspected too."))
        with book.read() as r:
            if person(r, one.person) is None:
                raise BadInput(_("Unknown person: {names}.").format(names=one.person))
    if one.how == "drawn" and not one.picture:
        raise BadInput(_("The signature is empty: draw it, or choose another way."))
    if one.how in ("refused", "absent") and not one.reason.strip():
        raise BadInput(_("Say why there is no signature."))
    if one.how != "login":
        return
    theirs = session if session is not None and one.person == session.person else None
    if theirs is None:
        with book.read() as r:
            theirs = _session_of(r, one.person)
    confirm(book, theirs, one.password)


def _session_of(r: Reader, person: str) -> Session:
    """Whose password is asked for. Raises Refused where the person has no log-in."""
    found = [user for user in users_of_person(r, person) if not user.disabled]
    if not found:
        raise Refused(_("This person has no log-in: let him draw his signature."))
    one = found[0]
    return Session(user=one.subject, person=one.person, roles=one.roles, name=one.name, login=one.login)


def _enter(book: Book, actor: str, subject: str, signings: Sequence[Signing]) -> None:
    with book.write(actor) as w:
        require(w, actor, Right.INSPECT)
        there = there_is(w, subject)
        for one in signings:
            digest = w.put_blob(one.picture) if one.how == "drawn" else ""
            capacity = "inspected" if one.inspected else "inspector"
            w.append(
                subject,
                Signed(
                    person=one.person, capacity=capacity, picture=digest, how=one.how, reason=one.reason.strip(),
                    finish=there.finish,
                ),
            )  # fmt: skip
