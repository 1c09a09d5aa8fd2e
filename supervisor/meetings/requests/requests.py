"""Asking for a meeting: who must come, how long, within which days and how often; changing the wish; calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.branch.ledger import calendar
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, new_id
from supervisor.language import _

from ..events import MeetingCancelled, MeetingRequested, MeetingRevised, OccurrenceSet
from ..holding.running import sitting_in_state
from ..ledger import Held, Meeting, meeting, rooms, sittings_of
from ..problem.model import MeetingKind, Need, Wish
from ..repeats import Repeat
from .series import occurrence_of, wish_apart
from .wish_checks import SERIES_DAYS, cap_of, check_wish

__all__ = [
    "LATEST_MINUTE", "USUAL_MINUTES", "Revision", "cancel", "change_occurrence", "check_wish", "request", "revise",
    "usual_minutes",
]  # fmt: skip

USUAL_MINUTES: dict[str, int] = {
    MeetingKind.BRIEFING: 15,
    MeetingKind.EVENING: 20,
    MeetingKind.AD_HOC: 30,
    MeetingKind.TRAINING: 60,
    MeetingKind.CASH_COUNT: 30,
    MeetingKind.STOCK_TAKING: 60,
    MeetingKind.REVIEW: 60,
    MeetingKind.MAINTENANCE: 60,
}
"""Length by kind where nobody says one; never more than the branch's cap."""
LATEST_MINUTE = 19 * 60
"""The end no meeting passes where nobody says one."""


def request(
    book: Book,
    actor: str,
    *,
    kind: str,
    title: str,
    minutes: int | None = None,
    needs: Iterable[Need],
    first_day: date,
    last_day: date | None = None,
    earliest_minute: int = 7 * 60,
    latest_minute: int = LATEST_MINUTE,
    inside_hours: bool = False,
    each_day: bool = False,
    may_split: bool = False,
    room: str = "",
    customer_area: bool = False,
    wished_day: date | None = None,
    wished_minute: int | None = None,
    note: str = "",
    after: Iterable[str] = (),
    most_batches: int = 2,
    by_shift: bool = False,
    repeat: Repeat | None = None,
    uid: str = "",
    uid_sequence: int = 0,
    subject: str = "",
) -> str:
    """Ask for a meeting; returns its subject.

    minutes: length, no more than the cap of its kind; None: what is usual for the kind. needs: who, by name, role,
    skill or everyone. The start is looked for between `earliest_minute` and the end `latest_minute` on the days
    `first_day` to `last_day` (each of them with `each_day`; by a rule with `repeat`, where `last_day` None means as
    long as the rule says, a year at most), inside opening hours only with `inside_hours`. `after` are subjects of
    meetings that must have ended before. `uid` and `subject` are of the calendar file it came from. Raises BadInput
    naming what does not fit, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.REQUEST_MEETING)
        if last_day is None and repeat is not None:
            last_day = repeat.until or first_day + timedelta(days=SERIES_DAYS)
        wish = Wish(
            subject=subject or f"meeting:{new_id()}",
            number=w.number("HY"),
            title=title.strip(),
            kind=kind,
            minutes=usual_minutes(w, kind) if minutes is None else minutes,
            needs=tuple(needs),
            first_day=first_day,
            last_day=last_day or first_day,
            earliest_minute=earliest_minute,
            latest_minute=latest_minute,
            inside_hours=inside_hours,
            each_day=each_day,
            may_split=may_split,
            room=room.strip(),
            customer_area=customer_area or _in_customer_area(w, room),
            wished_day=wished_day,
            wished_minute=wished_minute,
            after=tuple(dict.fromkeys(after)),
            most_batches=most_batches,
            by_shift=by_shift,
        )
        check_wish(w, wish, repeat)
        fields = {name: getattr(wish, name) for name in Wish.__struct_fields__ if name != "subject"}
        fact = MeetingRequested(note=note.strip(), repeat=repeat, uid=uid, uid_sequence=uid_sequence, **fields)
        w.append(wish.subject, fact)
    return wish.subject


def usual_minutes(r: Reader, kind: str) -> int:
    """How long a meeting of this kind lasts when nobody says: the usual length, within the branch's cap."""
    return min(USUAL_MINUTES.get(kind, 30), cap_of(r, kind))


class Revision(msgspec.Struct, frozen=True):
    """What a changed wish did to the sittings that stood: those `kept` as they were, and those `freed` to be planned
    anew; `version` counts the wish's versions from 1."""

    version: int
    kept: tuple[Held, ...]
    freed: tuple[Held, ...]


def revise(
    book: Book,
    actor: str,
    subject: str,
    *,
    reason: str,
    keep: bool = False,
    seen: int | None = None,
    repeat: Repeat | msgspec.UnsetType | None = msgspec.UNSET,
    note: str | None = None,
    uid_sequence: int | None = None,
    **wish: Any,
) -> Revision:
    """Change a request: `wish` are fields of the wish (minutes, needs, first_day ...), what is not named stays.

    Sittings that no longer fit are freed to be planned anew, unless `keep`; locked ones, those that began, and those
    that still fit stand. `seen` is the version that the person looked at: Refused when there is a newer one. Whoever
    asked for the meeting may change it until it is announced, and whoever plans meetings always. Raises BadInput naming
    what does not fit.
    """
    with book.write(actor) as w:
        known = _open(w, subject)
        held = [one for one in sittings_of(w, subject) if one.state in ("placed", "published")]
        may_change(w, actor, known, held)
        if seen is not None and seen != known.version:
            raise Refused(_("Somebody changed this request meanwhile: look at it again first."))
        if not reason.strip():
            raise BadInput(_("Say why the request is changed."))
        rule = known.repeat if repeat is msgspec.UNSET else repeat
        new = msgspec.structs.replace(known.wish, **wish)
        if new.room != known.wish.room:
            new = msgspec.structs.replace(new, customer_area=new.customer_area or _in_customer_area(w, new.room))
        check_wish(w, new, rule)
        said = known.note if note is None else note.strip()
        if (new, rule, said) == (known.wish, known.repeat, known.note) and uid_sequence is None:
            raise BadInput(_("Nothing of the request was changed."))
        freed = [] if keep else [one for one in held if not one.locked and not _fits(w, known, new, rule, one)]
        version = known.version + 1
        w.append(
            subject,
            MeetingRevised(
                wish=new, repeat=rule, note=said, reason=reason.strip(), freed=tuple(one.sitting for one in freed),
                wish_version=version, uid_sequence=known.uid_sequence if uid_sequence is None else uid_sequence,
            ),
        )  # fmt: skip
    return Revision(version, tuple(one for one in held if one not in freed), tuple(freed))


def change_occurrence(
    book: Book, actor: str, subject: str, day: date, *, reason: str, cancelled: bool = False, as_series: bool = False,
    **otherwise: Any,
) -> date:  # fmt: skip
    """Hold one occurrence of a series otherwise (`minutes`, `first_day`, `last_day`, `earliest_minute`,
    `latest_minute`, `room`, `needs`, `wished_minute`), not at all (`cancelled`), or as the series again (`as_series`).

    `day` is a day on which it may be, or its nominal day, which is returned. The series stays as it is. Raises BadInput
    where the series has no occurrence then or the change does not fit.
    """
    with book.write(actor) as w:
        known = _open(w, subject)
        may_change(w, actor, known, [])
        works = calendar(w)
        found = occurrence_of(known, day, works) if known.repeats else None
        if found is None:
            raise BadInput(_("The meeting is not held on {day}.").format(day=day.isoformat()))
        held = [one for one in sittings_of(w, subject) if one.occurrence == found.day]
        may_change(w, actor, known, held)
        if any(one.state in ("running", "ended") for one in held):
            raise Refused(_("It has begun already: what was held stays."))
        if not reason.strip():
            raise BadInput(_("Say why the meeting is changed."))
        if not cancelled and not as_series and not otherwise:
            raise BadInput(_("Say what is different this time."))
        fact = OccurrenceSet(
            occurrence=found.day, cancelled=cancelled, as_series=as_series, reason=reason.strip(), **otherwise
        )
        if not cancelled and not as_series:
            check_wish(w, wish_apart(known.wish, fact, found.window))
        w.append(subject, fact)
    return found.day


def cancel(book: Book, actor: str, subject: str, reason: str, *, sitting: str = "") -> None:
    """Cancel a meeting, or one sitting of it; the reason is kept. Whoever asked for it may withdraw it too."""
    with book.write(actor) as w:
        found = meeting(w, subject)
        if found is None:
            raise BadInput(_("There is no such meeting."))
        if found.requested_by != actor:
            require(w, actor, Right.PLAN_MEETINGS)
        if found.state == "cancelled" and not sitting:
            raise Refused(_("The meeting is cancelled already."))
        if sitting:
            sitting_in_state(w, subject, sitting, ("placed", "published"))
        elif any(one.state == "running" for one in sittings_of(w, subject)):
            raise Refused(_("It is being held: end the sitting first."))
        if not reason.strip():
            raise BadInput(_("Say why the meeting is cancelled."))
        w.append(subject, MeetingCancelled(reason=reason.strip(), sitting=sitting))


def _open(r: Reader, subject: str) -> Meeting:
    found = meeting(r, subject)
    if found is None or found.state == "cancelled":
        raise BadInput(_("There is no such meeting, or it is cancelled."))
    return found


def may_change(r: Reader, actor: str, known: Meeting, held: Iterable[Held]) -> None:
    """Raises Refused for somebody who may not change a meeting of which these sittings stand."""
    if allowed(r, actor, Right.PLAN_MEETINGS):
        return
    if known.requested_by != actor:
        require(r, actor, Right.PLAN_MEETINGS)
    if any(one.announced is not None or one.locked for one in held):
        raise Refused(_("It is announced or locked: whoever plans the meetings changes it."))


def _fits(r: Reader, known: Meeting, new: Wish, rule: Repeat | None, one: Held) -> bool:
    """Whether a sitting is still what is asked for: who, how long, where, on such a day and at such a time."""
    plan, old = one.plan, known.wish
    same = (new.needs, new.room, new.most_batches, new.by_shift, new.after) == (
        old.needs, old.room, old.most_batches, old.by_shift, old.after
    )  # fmt: skip
    if not same or plan.end_minute - plan.start_minute != new.minutes:
        return False
    if plan.start_minute < new.earliest_minute or plan.end_minute > new.latest_minute:
        return False
    if (new.inside_hours, new.may_split) != (old.inside_hours, old.may_split):
        return False
    if not new.first_day <= plan.day <= new.last_day:
        return False
    if rule == known.repeat and new.each_day == old.each_day:
        return True
    changed = Meeting(**{**msgspec.structs.asdict(known), "wish": new, "repeat": rule})
    found = occurrence_of(changed, plan.day, calendar(r)) if changed.repeats else None
    return found is not None and found.day == one.occurrence


def _in_customer_area(r: Reader, room: str) -> bool:
    return any(one.name == room.strip() and one.customer_area for one in rooms(r))
