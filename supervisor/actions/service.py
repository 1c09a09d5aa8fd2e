"""Commands around a corrective action, from raising it to closing it."""

from __future__ import annotations

from datetime import date, datetime

from supervisor.access import Right, require
from supervisor.branch.ledger import working_days_after
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer, derived_id, new_id
from supervisor.language import _

from .deadlines import SEVERITIES, working_days
from .events import (
    ActionAnnounced,
    ActionClosed,
    ActionDone,
    ActionNoted,
    ActionRaised,
    ActionReassigned,
    ActionReopened,
    ActionTakenUp,
    ActionWithdrawn,
    DueChanged,
)
from .ledger import Action, action
from .words import STATES


def subject_for(cause: str) -> str:
    """The subject of the action that follows from `cause` (a finding, a complaint): the same on every copy."""
    return f"action:{derived_id(cause, 'action')}"


def raise_within(
    w: Writer,
    *,
    cause: str,
    title: str,
    owner: str,
    doer: str = "",
    severity: str = "minor",
    days: int | None = None,
    due: date | None = None,
    about: tuple[str, ...] = (),
    note: str = "",
    like_places: str = "",
    announce: bool = False,
    day: date | None = None,
    at: datetime | None = None,
    cause_entry: str = "",
) -> str:
    """Raise the action that follows from `cause` inside a write that is already open; returns its subject.

    Idempotent: an action that this cause has raised before is left as it is, unless it was withdrawn, then it opens
    again. Due is `due`, or `days` working days after `day` (by severity when None). Rights are the caller's matter,
    for the action follows from what he was allowed to do.
    """
    subject = subject_for(cause)
    there = action(w, subject)
    if there is not None and there.state != "withdrawn":
        return subject
    begun = day or w.today
    until = due or working_days_after(w, begun, working_days(severity, days))
    if there is not None:
        w.append(subject, ActionReopened(reason=note or title, due=until), at=at)
        return subject
    fact = ActionRaised(
        number=w.number("ZG"),
        title=title,
        source=cause,
        owner=owner,
        doer=doer or owner,
        due=until,
        severity=severity,
        about=about,
        note=note,
        like_places=like_places,
        announce=announce,
    )
    w.append(subject, fact, at=at, cause=cause_entry)
    return subject


def raise_action(
    book: Book,
    actor: str,
    *,
    title: str,
    owner: str,
    doer: str = "",
    due: date | None = None,
    source: str = "",
    severity: str = "minor",
    days: int | None = None,
    about: str | tuple[str, ...] | None = None,
    note: str = "",
    like_places: str = "",
    announce: bool = False,
) -> str:
    """Raise an action by hand, or from a `source` such as a complaint (then once only); returns its subject.

    Raises BadInput without title or owner, for an unknown severity or a due date before today; Refused without the
    right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        if not title.strip():
            raise BadInput(_("Say what is to be mended."))
        if not owner:
            raise BadInput(_("Name the one person who answers for it."))
        if severity not in SEVERITIES:
            raise BadInput(_("Severity is one of: {values}").format(values=", ".join(SEVERITIES)))
        if due is not None and due < w.today:
            raise BadInput(_("The due date lies in the past."))
        return raise_within(
            w,
            cause=source or f"hand:{new_id()}",
            title=title.strip(),
            owner=owner,
            doer=doer,
            severity=severity,
            days=days,
            due=due,
            about=(about,) if isinstance(about, str) else about or (),
            note=note,
            like_places=like_places,
            announce=announce,
        )


def take_up(book: Book, actor: str, subject: str, *, note: str = "") -> None:
    """The doer (or owner) begins. Raises Refused for somebody else without the right to raise actions."""
    with book.write(actor) as w:
        there = _in_state(w, subject, "open")
        _own_or(w, actor, there)
        w.append(subject, ActionTakenUp(note=note))


def report_done(
    book: Book,
    actor: str,
    subject: str,
    *,
    note: str = "",
    like_places: str = "",
    photos: tuple[bytes, ...] = (),
    at: datetime | None = None,
) -> None:
    """Report it mended, with what the check of like places found. Raises BadInput when like places were asked for."""
    with book.write(actor) as w:
        there = _in_state(w, subject, "open", "taken_up")
        _own_or(w, actor, there)
        if there.like_places and not (like_places or note):
            raise BadInput(_("Say what the check of like places found."))
        digests = tuple(w.put_blob(photo) for photo in photos)
        w.append(subject, ActionDone(note=note, like_places=like_places, photos=digests), at=at)


def close_action(book: Book, actor: str, subject: str, *, note: str = "", at: datetime | None = None) -> None:
    """Close what was looked at again and found mended.

    Raises Refused for whom it is about, who owns it or who did it: somebody else looks.
    """
    with book.write(actor) as w:
        there = _in_state(w, subject, "open", "taken_up", "done")
        require(w, actor, Right.CLOSE_ACTION, about=(*there.about, there.owner, there.doer))
        w.append(subject, ActionClosed(note=note), at=at)


def reopen(book: Book, actor: str, subject: str, *, reason: str, due: date | None = None) -> None:
    """Open again what was reported done or closed (also their undo). Raises BadInput without a reason."""
    with book.write(actor) as w:
        there = _in_state(w, subject, "done", "closed", "withdrawn")
        if there.state == "done":
            _own_or(w, actor, there)
        else:
            require(w, actor, Right.CLOSE_ACTION, about=there.about)
        w.append(subject, ActionReopened(reason=_reason(reason), due=due))


def withdraw(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Nothing is to be mended after all. Raises Refused about himself, BadInput without a reason."""
    with book.write(actor) as w:
        there = _in_state(w, subject, "open", "taken_up", "done")
        require(w, actor, Right.CLOSE_ACTION, about=(*there.about, there.owner))
        w.append(subject, ActionWithdrawn(reason=_reason(reason)))


def withdraw_within(w: Writer, cause: str, reason: str, *, at: datetime | None = None) -> None:
    """Withdraw the action of a cause inside an open write, if there is one that is not settled yet."""
    subject = subject_for(cause)
    there = action(w, subject)
    if there is not None and there.state not in ("closed", "withdrawn"):
        w.append(subject, ActionWithdrawn(reason=reason), at=at)


def change_due(book: Book, actor: str, subject: str, due: date, *, reason: str) -> None:
    """Another due date. Raises Refused for the owner and doer themselves, BadInput without a reason."""
    with book.write(actor) as w:
        there = _in_state(w, subject, "open", "taken_up")
        require(w, actor, Right.CLOSE_ACTION, about=(there.owner, there.doer))
        w.append(subject, DueChanged(due=due, reason=_reason(reason)))


def reassign(book: Book, actor: str, subject: str, *, owner: str, doer: str = "", reason: str = "") -> None:
    """Another owner or doer. Raises BadInput without an owner, Refused without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        _in_state(w, subject, "open", "taken_up", "done")
        if not owner:
            raise BadInput(_("Name the one person who answers for it."))
        w.append(subject, ActionReassigned(owner=owner, doer=doer or owner, reason=reason))


def announce(book: Book, actor: str, subject: str, *, where: str = "") -> None:
    """Record that the matter was made known to the branch (通报)."""
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        _there(w, subject)
        w.append(subject, ActionAnnounced(where=where))


def note(book: Book, actor: str, subject: str, text: str, *, photos: tuple[bytes, ...] = ()) -> None:
    """Add a remark. Raises BadInput when it is empty, Refused for a stranger to it without the right."""
    with book.write(actor) as w:
        there = _there(w, subject)
        _own_or(w, actor, there)
        if not text.strip() and not photos:
            raise BadInput(_("The remark is empty."))
        w.append(subject, ActionNoted(text=text.strip(), photos=tuple(w.put_blob(p) for p in photos)))


def _there(w: Writer, subject: str) -> Action:
    found = action(w, subject)
    if found is None:
        raise BadInput(_("There is no action {subject}.").format(subject=subject))
    return found


def _in_state(w: Writer, subject: str, *states: str) -> Action:
    found = _there(w, subject)
    if found.state not in states:
        raise Refused(
            _("Action {number} cannot do that in its present state ({state}).").format(
                number=found.number, state=STATES[found.state]
            )
        )
    return found


def _own_or(w: Writer, actor: str, there: Action) -> None:
    """The owner and the doer act by themselves; others need the right to raise actions."""
    require(w, actor, Right.TAKE_UP_ACTION if actor in (there.owner, there.doer) else Right.RAISE_ACTION)


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput(_("Give the reason."))
    return text.strip()
