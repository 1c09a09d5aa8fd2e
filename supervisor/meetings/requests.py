"""Asking for a meeting: who must come, how long, within which days; and what makes no sense for this branch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Fault
from supervisor.journal import Book, Reader, new_id
from supervisor.language import _

from .events import MeetingRequested
from .ledger import caps
from .problem import CAPS_MINUTES, MeetingKind, Need, Wish

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
NEED_BY = frozenset({"person", "role", "skill", "everyone"})
WHOLE_DAY = 24 * 60
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
) -> str:
    """Ask for a meeting; returns its subject.

    minutes: length, no more than the cap of its kind; None: what is usual for the kind. needs: who, by name, role,
    skill or everyone. The start is looked for between `earliest_minute` and the end `latest_minute` on the days
    `first_day` to `last_day` (each of them with `each_day`), inside opening hours only with `inside_hours`. Raises
    BadInput naming what does not fit, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.REQUEST_MEETING)
        wish = Wish(
            subject=f"meeting:{new_id()}",
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
            customer_area=customer_area,
            wished_day=wished_day,
            wished_minute=wished_minute,
        )
        check_wish(w, wish)
        fields = {name: getattr(wish, name) for name in Wish.__struct_fields__ if name != "subject"}
        w.append(wish.subject, MeetingRequested(note=note.strip(), **fields))
    return wish.subject


def usual_minutes(r: Reader, kind: str) -> int:
    """How long a meeting of this kind lasts when nobody says: the usual length, within the branch's cap."""
    return min(USUAL_MINUTES.get(kind, 30), {**CAPS_MINUTES, **caps(r)}.get(kind, WHOLE_DAY))


def check_wish(r: Reader, wish: Wish) -> None:
    """Raises BadInput listing everything in a wish that does not fit the branch."""
    faults: list[Fault] = []
    if wish.kind not in set(MeetingKind):
        faults.append(Fault(_("unknown kind of meeting: {kind}").format(kind=wish.kind), ", ".join(MeetingKind)))
    if not wish.title:
        faults.append(Fault(_("The meeting has no title.")))
    cap = {**CAPS_MINUTES, **caps(r)}.get(wish.kind, WHOLE_DAY)
    if not 0 < wish.minutes <= cap:
        faults.append(
            Fault(
                _("A length of {minutes} minutes is not allowed for this kind.").format(minutes=wish.minutes),
                _("Write 1 to {cap} minutes.").format(cap=cap),
            )
        )
    if wish.last_day < wish.first_day or (wish.last_day - wish.first_day).days > 366:
        faults.append(Fault(_("The days are the wrong way round or more than a year apart.")))
    if not 0 <= wish.earliest_minute < wish.latest_minute <= WHOLE_DAY:
        faults.append(Fault(_("The earliest start is not before the latest end.")))
    elif wish.latest_minute - wish.earliest_minute < wish.minutes:
        faults.append(Fault(_("The meeting is longer than the time between earliest start and latest end.")))
    members = people(r)
    known = {
        "person": {one.subject for one in members},
        "role": {one.role for one in members},
        "skill": {code for one in members for code in one.skills},
    }
    for need in wish.needs:
        if need.by not in NEED_BY or need.at_least < 0:
            faults.append(Fault(_("People are needed by person, role, skill or everyone.")))
        elif need.by in known and need.value not in known[need.by]:
            faults.append(Fault(_("Nobody in the branch is {value}.").format(value=need.value)))
    if not wish.needs and wish.kind != MeetingKind.MAINTENANCE:
        faults.append(Fault(_("Say who must come.")))
    if faults:
        raise BadInput(_("The request cannot be taken."), tuple(faults))
