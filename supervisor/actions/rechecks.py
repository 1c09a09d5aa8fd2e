"""Commands of looking again: the re-inspection of an action, and the check of like places (举一反三)."""

from __future__ import annotations

from typing import Literal

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer
from supervisor.language import _

from .asking import in_state, reported_by, require_own, there_is
from .events import ActionRechecked, LikeChecked
from .ledger import like_cause, likes
from .likes import FREE
from .privacy import PERSON
from .records import Action
from .service import raise_within, withdraw_within

Found = Literal["in_order", "same_fault"]


def recheck(
    book: Book, actor: str, subject: str, *, passed: bool, note: str = "", photos: tuple[bytes, ...] = ()
) -> None:
    """Answer the item of an action again: passed, it can be closed; not passed, it goes back to the doer.

    Raises Refused for the doer, for who reported it done in his name and for those it is about, without the right to
    inspect, and before it was reported done; BadInput when it did not pass and nothing is said of what is still wrong.
    """
    with book.write(actor) as w:
        there = in_state(w, subject, "done")
        require(w, actor, Right.INSPECT, about=(there.doer, *reported_by(w, actor, there), *there.about))
        if not passed and not note.strip():
            raise BadInput(_("Say what is still wrong."))
        digests = tuple(w.put_blob(photo) for photo in photos)
        fact = ActionRechecked(passed=passed, note=note.strip(), photos=digests, before=there.mark)
        w.append(subject, fact)


def check_like(book: Book, actor: str, subject: str, like: str, result: Found, *, note: str = "") -> str:
    """Tick one like place; the same fault there raises an action of its own, linked to this one.

    `like` is one that was proposed, or any other place in words. Returns the linked action's subject, empty when it
    was in order. A fault ticked by mistake and corrected to in order withdraws its action again.
    """
    with book.write(actor) as w:
        there = there_is(w, subject)
        _may_check(w, actor, there)
        place = like if like in there.likes or like.startswith(FREE) else f"{FREE}{like.strip()}"
        if not place.removeprefix(FREE).strip():
            raise BadInput(_("Name the place that was looked at."))
        ticked = {one.like: one for one in likes(w, subject)}
        before = ticked.get(place)
        if before is not None and (before.result, before.note, before.other) == (result, note.strip(), ""):
            return before.action  # said already: a key pressed twice says it once
        return _tick(w, there, place, result, note.strip(), {like: one.result for like, one in ticked.items()})


def check_rest(book: Book, actor: str, subject: str) -> int:
    """Tick every like place that nobody looked at yet as found in order; returns how many."""
    with book.write(actor) as w:
        there = there_is(w, subject)
        _may_check(w, actor, there)
        known = {one.like: one.result for one in likes(w, subject)}
        left = [like for like in there.likes if not known.get(like)]
        for like in left:
            _tick(w, there, like, "in_order", "", known)
        return len(left)


def _may_check(w: Writer, actor: str, there: Action) -> None:
    require_own(w, actor, there)
    if there.state in ("closed", "withdrawn"):
        raise Refused(_("{number} is closed: its like places are on record.").format(number=there.number))


def _tick(w: Writer, there: Action, like: str, result: Found, note: str, known: dict[str, str]) -> str:
    before = known.get(like, "")
    w.append(there.subject, LikeChecked(like=like, result=result, note=note, replaces=before))
    cause = like_cause(there.subject, like)
    if result == "in_order":
        if before == "same_fault":
            withdraw_within(w, cause, _("found in order when looked at again"))
        return ""
    person = like if like.startswith(PERSON) else ""
    return raise_within(
        w,
        cause=cause,
        title=there.title,
        owner=there.owner,
        doer=person or there.doer if person or there.doer not in there.about else there.owner,
        severity=there.severity,
        about=(person,) if person else (),
        note=note or _("the same fault as in {number}").format(number=there.number),
        places=() if person else (like.removeprefix(FREE),),
        after_photo=there.after_photo,
        linked=there.subject,
    )
