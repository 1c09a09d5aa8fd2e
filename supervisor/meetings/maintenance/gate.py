"""The gate before opening hours: no maintenance lies inside them unless its check-list is complete for that very time.

Whoever places, moves, announces or begins a window asks here, so that neither the planner nor a drag goes round it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from supervisor.branch.ledger import opening, people
from supervisor.errors import Refused
from supervisor.journal import Reader
from supervisor.language import Words, _, language
from supervisor.meetings.ledger import meeting, sittings, sittings_of
from supervisor.meetings.problem.model import Block, Cover, MeetingKind, Sitting, Taken, Wish
from supervisor.roster.cover import without
from supervisor.roster.ledger import absences, duties, lunches

from .ledger import check_list, prepared_for
from .points import Missing, missing
from .records import WITH_PEOPLE, Slot, check_subject

RULE = "maintenance_ready"
"""Name of the rule in the blocks of a planner's answer; `about` is the point that is missing."""


def inside_hours(r: Reader, slot: Slot) -> bool:
    """Whether a time touches the opening hours of its day."""
    hours = opening(r, slot.day)
    return hours is not None and slot.start_minute < hours.close_minute and slot.end_minute > hours.open_minute


def there_on(r: Reader, slot: Slot, besides: str = "") -> dict[str, list[tuple[int, int]]]:
    """When everybody is at work on the day of a time, less leave, lunch and the meetings he sits in or covers for
    (`besides` one meeting's own)."""
    away: dict[str, list[tuple[int, int]]] = {}
    for one in (*absences(r, slot.day), *lunches(r, slot.day)):
        away.setdefault(one.person, []).append((one.start_minute, one.end_minute))
    for held in sittings(r, slot.day, slot.day, ("placed", "published", "running")):
        if held.meeting != besides:
            for person in (*held.plan.people, *(cover.person for cover in held.plan.covers)):
                away.setdefault(person, []).append((held.plan.start_minute, held.plan.end_minute))
    found: dict[str, list[tuple[int, int]]] = {}
    for duty in duties(r, slot.day):
        spans = without((duty.start_minute, duty.end_minute), away.get(duty.person, ()))
        found.setdefault(duty.person, []).extend(spans)
    return found


def missing_points(r: Reader, meeting: str, slot: Slot, busy: Collection[str] = ()) -> tuple[Missing, ...]:
    """What the check-list of a window lacks for a time inside opening hours; `busy` do the maintenance themselves."""
    subject = meeting.partition("#")[0]
    names = {one.subject: one.name for one in people(r, active_only=False)}
    return missing(check_list(r, subject), slot, there_on(r, slot, subject), names, busy)


def guarded(r: Reader, day: date, taken: Iterable[Taken]) -> tuple[Taken, ...]:
    """What stands on a day, with the guides and emergency covers of maintenance windows inside opening hours as people
    who cover there: they stay at their posts, and no other meeting and no other cover takes them meanwhile.

    A window counts from the moment its people are named, while it stands at the time of its list or has none yet.
    """
    stands = list(taken)
    posts = [(one.person, one.post, one.start_minute, one.end_minute) for one in duties(r, day)]
    for subject in prepared_for(r, day):
        found, known = check_list(r, subject), meeting(r, subject)
        slot = found.slot
        if slot is None or known is None or known.state == "cancelled" or not inside_hours(r, slot):
            continue
        held = [one for one in sittings_of(r, subject) if one.state in ("placed", "published", "running")]
        if held and not any(_slot(one.plan) == slot for one in held):
            continue
        named = [tick for point in WITH_PEOPLE if (tick := found.tick(point)) is not None and tick.slot == slot]
        at = {person: post for person, post, start, end in posts if start < slot.end_minute and end > slot.start_minute}
        covers = tuple(
            Cover(person=one, from_post=at.get(one, ""), to_post=at.get(one, ""))
            for one in dict.fromkeys(person for tick in named for person in tick.persons)
        )
        if not covers:
            continue
        place = next((n for n, one in enumerate(stands) if one.meeting == subject and _slot(one.sitting) == slot), None)
        if place is not None:
            sitting = msgspec.structs.replace(stands[place].sitting, covers=(*stands[place].sitting.covers, *covers))
            stands[place] = msgspec.structs.replace(stands[place], sitting=sitting)
        else:
            sitting = Sitting(
                day=day, start_minute=slot.start_minute, end_minute=slot.end_minute, people=(), covers=covers
            )
            stands.append(Taken(meeting=check_subject(subject), title=known.title, sitting=sitting))
    return tuple(stands)


def blocks_of(r: Reader, wish: Wish, to: Sitting) -> tuple[Block, ...]:
    """For a drag: one block for each point that is missing; none for other kinds and outside opening hours."""
    slot = _slot(to)
    if wish.kind != MeetingKind.MAINTENANCE or not inside_hours(r, slot):
        return ()
    return tuple(
        Block(rule=RULE, about=one.point, minute=slot.start_minute)
        for one in missing_points(r, wish.subject, slot, to.people)
    )


def require_ready(r: Reader, kind: str, meeting: str, to: Sitting) -> None:
    """Raises Refused, naming every point that is missing, where a maintenance window would lie inside opening hours
    without them; nothing for other kinds, and outside opening hours."""
    slot = _slot(to)
    if kind != MeetingKind.MAINTENANCE or not inside_hours(r, slot):
        return
    lacks = missing_points(r, meeting, slot, to.people)
    if lacks:
        raise Refused(refusal([one.why for one in lacks]))


def refusal(lacks: Collection[Words]) -> str:
    """The sentence that refuses, with every point."""
    mark = "；" if language() == "zh" else "; "
    return _("Maintenance goes outside opening hours. Inside them this is missing: {points}").format(
        points=mark.join(map(str, lacks))
    )


def when_ready(r: Reader, wish: Wish) -> Wish:
    """The wish as the planner may take it: a maintenance window inside opening hours only at the time its check-list is
    complete for, else outside them."""
    if wish.kind != MeetingKind.MAINTENANCE:
        return wish
    slot = check_list(r, wish.subject.partition("#")[0]).slot
    on = slot is not None and wish.first_day <= slot.day <= wish.last_day
    if slot is not None and on and inside_hours(r, slot) and not missing_points(r, wish.subject, slot):
        return msgspec.structs.replace(
            wish, inside_hours=True, first_day=slot.day, last_day=slot.day, windows=(), each_day=False,
            earliest_minute=slot.start_minute, latest_minute=slot.end_minute,
        )  # fmt: skip
    return msgspec.structs.replace(wish, inside_hours=False)


def allowed_at(r: Reader, wish: Wish, day: date, start_minute: int) -> Wish:
    """The wish as it may be put on one start by hand: inside opening hours only where the check-list is complete."""
    if wish.kind != MeetingKind.MAINTENANCE:
        return wish
    slot = Slot(day, start_minute, start_minute + wish.minutes)
    ready = inside_hours(r, slot) and not missing_points(r, wish.subject, slot)
    return msgspec.structs.replace(wish, inside_hours=ready)


def _slot(to: Sitting) -> Slot:
    return Slot(to.day, to.start_minute, to.end_minute)
