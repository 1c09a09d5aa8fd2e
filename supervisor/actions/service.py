"""Commands around a corrective action: raising it, working it, closing it, opening it again."""

from __future__ import annotations

from datetime import date, datetime

from supervisor.access import Right, require
from supervisor.branch.ledger import working_days_after
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer, new_id
from supervisor.language import _

from .asking import (
    in_state,
    reason_of,
    reported_by,
    require_day,
    require_manager,
    require_own,
    require_people,
    there_is,
)
from .deadlines import MOST_DAYS, SEVERITIES
from .events import (
    ActionClosed,
    ActionDone,
    ActionNoted,
    ActionRaised,
    ActionReassigned,
    ActionReopened,
    ActionTakenUp,
    ActionWithdrawn,
)
from .following import follow_within, like_places_of
from .ledger import action, settings, steps, subject_for
from .records import Action

__all__ = [
    "close_action", "like_places_of", "note", "raise_action", "raise_within", "reassign", "reopen", "report_done",
    "subject_for", "take_up", "withdraw", "withdraw_within",
]  # fmt: skip


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
    places: tuple[str, ...] = (),
    after_photo: bool = False,
    photos: tuple[str, ...] = (),
    linked: str = "",
    again: bool = True,
    correction: str | None = None,
    was_note: str = "",
) -> str:
    """Raise the action that follows from `cause` inside a write that is already open; returns its subject.

    Idempotent: an action that this cause has raised before is left as it is, unless it was withdrawn: then it opens
    again, where the cause stands `again`. Where the cause was corrected (`correction` is the reason, `was_note` the
    remark before) the action follows it, see `follow_within`. Due is `due`, or `days` working days after `day` (None:
    as the branch set for the severity). A grave fault asks for a picture of the mended state, whatever `after_photo`
    says. What an action `linked` to another raised is not spread further. Rights are the caller's matter, for the
    action follows from what he was allowed to do.
    """
    subject = subject_for(cause)
    there = action(w, subject)
    begun, rules = day or w.today, settings(w)
    until = due or working_days_after(w, begun, rules.days(severity, days))
    if there is not None:
        opens = again and there.state == "withdrawn"
        if opens:
            why = correction or note or title
            w.append(subject, ActionReopened(reason=why, due=until, before=there.mark))
        if correction is not None:
            follow_within(
                w, there, about=about, places=places, owner=owner, doer=doer or owner, note=note, was_note=was_note,
                reason=correction, marked=not opens,
            )  # fmt: skip
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
        announce=announce or rules.announce(severity),
        places=places,
        likes=() if linked else like_places_of(w, about, places),
        linked=linked,
        after_photo=after_photo or severity == "grave",
        recheck=rules.recheck(severity),
        photos=photos,
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
    places: tuple[str, ...] = (),
    photos: tuple[bytes, ...] = (),
) -> str:
    """Raise an action by hand, or from a `source` such as a complaint (then once only); returns its subject.

    `photos` show the state before. Raises BadInput without title or owner, for an unknown severity, a person of whom
    there is none, a due date that nobody can mean or days outside 0 to 250; Refused without the right, or where another
    action was raised from the source already.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        if not title.strip():
            raise BadInput(_("Say what is to be mended."))
        if not owner:
            raise BadInput(_("Name the one person who answers for it."))
        if severity not in SEVERITIES:
            raise BadInput(_("Severity is one of: {values}").format(values=", ".join(SEVERITIES)))
        if due is not None:
            require_day(w, due)
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise BadInput(_("Working days to mend must be 0 to {most}.").format(most=MOST_DAYS))
        concerned = (about,) if isinstance(about, str) else about or ()
        require_people(w, (owner, doer or owner))
        require_people(w, concerned, still_here=False)
        there = action(w, subject_for(source)) if source else None
        if there is not None and there.state != "withdrawn":
            if (there.title, there.owner, there.doer) != (title.strip(), owner, doer or owner):
                raise Refused(_("{number} was raised from it already: change that one.").format(number=there.number))
            return there.subject
        return raise_within(
            w,
            cause=source or f"hand:{new_id()}",
            title=title.strip(),
            owner=owner,
            doer=doer,
            severity=severity,
            days=days,
            due=due,
            about=concerned,
            note=note,
            like_places=like_places,
            announce=announce,
            places=tuple(place.strip() for place in places if place.strip()),
            photos=tuple(w.put_blob(photo) for photo in photos),
        )


def take_up(book: Book, actor: str, subject: str, *, note: str = "") -> None:
    """The doer (or owner) begins. Raises Refused for somebody else without the right to raise actions."""
    with book.write(actor) as w:
        there = in_state(w, subject, "open")
        require_own(w, actor, there)
        w.append(subject, ActionTakenUp(note=note, before=there.mark))


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
    """Report it mended, with what the check of like places found where it was asked for in words.

    Raises BadInput when that is missing, or a picture of the mended state that the action asks for (attached now or
    before; after a re-inspection that was not passed, one that was not shown before it).
    """
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up")
        require_own(w, actor, there)
        if there.like_places and not there.likes and not (like_places or note):
            raise BadInput(_("Say what the check of like places found."))
        digests = tuple(w.put_blob(photo) for photo in photos)
        _require_photo(w, there, digests)
        fact = ActionDone(note=note, like_places=like_places, photos=digests, before=there.mark)
        w.append(subject, fact, at=at)


def _require_photo(w: Writer, there: Action, digests: tuple[str, ...] = ()) -> None:
    """A picture of the mended state, where the action asks for one: none of the state before, nor one that was on show
    when a re-inspection was not passed. Raises BadInput."""
    if not there.after_photo:
        return
    known, shown = set(there.photos), set[str]()
    for step in steps(w, there.subject):
        shown.update(step.photos)
        if step.what == "recheck_failed":
            known |= shown
    if {*there.after, *digests} <= known:
        raise BadInput(
            _("This action asks for a photo of how it looks now: attach one first.") if not digests
            else _("This photo shows how it looked before: attach one of how it looks now.")
        )  # fmt: skip


def close_action(
    book: Book, actor: str, subject: str, *, note: str = "", unchecked: str = "", at: datetime | None = None
) -> None:
    """Close what was looked at again and found mended, with the manager's opinion.

    Raises BadInput without an opinion, without the picture that it asks for, or while like places are not ticked and
    `unchecked` gives no reason for it; Refused for whom it is about, who owns it, who did it or reported it done in the
    doer's name (somebody else looks), for who is not the manager, and before the re-inspection that it needs was
    passed.
    """
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up", "done")
        require_manager(w, actor, (*there.about, there.owner, there.doer, *reported_by(w, actor, there)))
        if there.needs_recheck and not there.recheck_passed:
            raise Refused(_("{number} is closed only after a re-inspection was passed.").format(number=there.number))
        if there.likes_left and not unchecked.strip():
            raise BadInput(
                _("{count} like places are not checked yet: tick them, or give the reason why not.").format(
                    count=there.likes_left
                )
            )
        if not note.strip():
            raise BadInput(_("Give your opinion: what looking again found."))
        _require_photo(w, there)
        w.append(subject, ActionClosed(note=note.strip(), unchecked=unchecked.strip(), before=there.mark), at=at)


def reopen(book: Book, actor: str, subject: str, *, reason: str, due: date | None = None) -> None:
    """Open again what was reported done or closed (also their undo). Raises BadInput without a reason, or for a date
    that nobody can mean."""
    with book.write(actor) as w:
        there = in_state(w, subject, "done", "closed", "withdrawn")
        if there.state == "done":
            require_own(w, actor, there)
        else:
            require_manager(w, actor, there.about)
        if due is not None:
            require_day(w, due, there)
        w.append(subject, ActionReopened(reason=reason_of(reason), due=due, before=there.mark))


def withdraw(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Nothing is to be mended after all. Raises Refused about himself, BadInput without a reason."""
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up", "done")
        involved = (*there.about, there.owner)
        if there.by == actor and there.state == "open":  # raised by mistake
            require(w, actor, Right.RAISE_ACTION, about=involved)
        else:
            require_manager(w, actor, involved)
        w.append(subject, ActionWithdrawn(reason=reason_of(reason), before=there.mark))


def withdraw_within(w: Writer, cause: str, reason: str, *, at: datetime | None = None) -> None:
    """Withdraw the action of a cause inside an open write, if there is one that is not settled yet."""
    subject = subject_for(cause)
    there = action(w, subject)
    if there is not None and there.state not in ("closed", "withdrawn"):
        w.append(subject, ActionWithdrawn(reason=reason, before=there.mark), at=at)


def reassign(book: Book, actor: str, subject: str, *, owner: str, doer: str = "", reason: str = "") -> None:
    """Another owner or doer. Raises BadInput without an owner or for a person of whom there is none; Refused without
    the right."""
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        there = in_state(w, subject, "open", "taken_up", "done")
        if not owner:
            raise BadInput(_("Name the one person who answers for it."))
        require_people(w, {owner, doer or owner} - {there.owner, there.doer})
        w.append(subject, ActionReassigned(owner=owner, doer=doer or owner, reason=reason, before=there.mark))


def note(book: Book, actor: str, subject: str, text: str, *, photos: tuple[bytes, ...] = ()) -> None:
    """Add a remark. Raises BadInput when it is empty, Refused for a stranger to it without the right."""
    with book.write(actor) as w:
        there = there_is(w, subject)
        require_own(w, actor, there)
        if not text.strip() and not photos:
            raise BadInput(_("The remark is empty."))
        w.append(subject, ActionNoted(text=text.strip(), photos=tuple(w.put_blob(p) for p in photos)))
