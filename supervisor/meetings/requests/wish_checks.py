"""What makes no sense in a request for this branch: every fault at once, in words."""

from __future__ import annotations

from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Fault
from supervisor.journal import Reader
from supervisor.language import _

from .. import repeats
from ..ledger import caps, meeting, meetings, rooms
from ..pricing.people import matches, named
from ..problem.model import CAPS_MINUTES, MeetingKind, Person, Wish
from ..repeats import Repeat

NEED_BY = frozenset({"person", "people", "role", "skill", "everyone"})
WHOLE_DAY = 24 * 60
LONGEST_DAYS = 366
"""A single meeting is looked for within a year."""
SERIES_DAYS = 365
"""How long a series runs when nobody says."""
LONGEST_SERIES_DAYS = 5 * 366
MOST_BATCHES = 4


def cap_of(r: Reader, kind: str) -> int:
    """The longest a meeting of this kind may be in this branch, in minutes."""
    return {**CAPS_MINUTES, **caps(r)}.get(kind, WHOLE_DAY)


def check_wish(r: Reader, wish: Wish, repeat: Repeat | None = None) -> None:
    """Raises BadInput listing everything in a wish that does not fit the branch."""
    found = [*_what(r, wish), *_when(r, wish, repeat), *_who(r, wish), *_where(r, wish), *_order(r, wish)]
    if found:
        raise BadInput(_("The request cannot be taken."), tuple(found))


def _what(r: Reader, wish: Wish) -> list[Fault]:
    found = []
    if wish.kind not in set(MeetingKind):
        found.append(Fault(_("unknown kind of meeting: {kind}").format(kind=wish.kind), ", ".join(MeetingKind)))
    if not wish.title:
        found.append(Fault(_("The meeting has no title.")))
    cap = cap_of(r, wish.kind)
    if not 0 < wish.minutes <= cap:
        found.append(
            Fault(
                _("A length of {minutes} minutes is not allowed for this kind.").format(minutes=wish.minutes),
                _("Write 1 to {cap} minutes.").format(cap=cap),
            )
        )
    if not 2 <= wish.most_batches <= MOST_BATCHES:
        found.append(Fault(_("A meeting is split in 2 to {most} batches.").format(most=MOST_BATCHES)))
    return found


def _when(r: Reader, wish: Wish, repeat: Repeat | None) -> list[Fault]:
    found = []
    longest = LONGEST_DAYS if repeat is None else LONGEST_SERIES_DAYS
    if wish.last_day < wish.first_day or (wish.last_day - wish.first_day).days > longest:
        found.append(
            Fault(_("The days are the wrong way round or more than a year apart."))
            if repeat is None
            else Fault(_("A series ends after it begins, within five years."))
        )
    elif wish.last_day < r.today:
        found.append(Fault(_("All its days have gone by: the last is {day}.").format(day=wish.last_day)))
    if not 0 <= wish.earliest_minute < wish.latest_minute <= WHOLE_DAY:
        found.append(Fault(_("The earliest start is not before the latest end.")))
    elif wish.latest_minute - wish.earliest_minute < wish.minutes:
        found.append(Fault(_("The meeting is longer than the time between earliest start and latest end.")))
    if wish.wished_minute is not None and not 0 <= wish.wished_minute <= WHOLE_DAY - wish.minutes:
        found.append(Fault(_("The wished start is no time of the day, or the meeting would run past midnight.")))
    if repeat is not None:
        if wish.each_day:
            found.append(Fault(_("A meeting is on each day or repeats by a rule, not both.")))
        found.extend(repeats.faults(repeat, wish.first_day))
    return found


def _who(r: Reader, wish: Wish) -> list[Fault]:
    found = []
    members = people(r)
    staff = [Person(subject=one.subject, name=one.name, role=one.role, skills=tuple(one.skills)) for one in members]
    known = {
        "person": {one.subject for one in members},
        "role": {one.role for one in members},
        "skill": {code for one in members for code in one.skills},
    }
    for need in wish.needs:
        if need.by not in NEED_BY or need.at_least < 0:
            found.append(Fault(_("People are needed by person, role, skill or everyone.")))
        elif need.by in known and need.value not in known[need.by]:
            found.append(Fault(_("Nobody in the branch is {value}.").format(value=need.value)))
        elif need.by == "people" and (not need.people or not known["person"].issuperset(need.people)):
            found.append(Fault(_("Nobody in the branch is {value}.").format(value="、".join(need.people))))
        elif need.at_least > (there := sum(matches(need, one) for one in staff)):
            words = _("At least {n} are to come; there are only {there} of them.")
            found.append(Fault(words.format(n=need.at_least, there=there)))
    if not wish.needs and wish.kind != MeetingKind.MAINTENANCE:
        found.append(Fault(_("Say who must come.")))
    elif wish.needs and all(need.optional for need in wish.needs) and wish.kind != MeetingKind.MAINTENANCE:
        found.append(Fault(_("Say who must come: so far everybody may stay away.")))
    return found


def _where(r: Reader, wish: Wish) -> list[Fault]:
    known = {one.name: one.seats for one in rooms(r)}
    if not wish.room or not known:
        return []
    if wish.room not in known:
        return [Fault(_("The branch has no room {room}.").format(room=wish.room), "、".join(known))]
    must = {
        one for need in wish.needs if named(need) and not need.optional for one in (need.value, *need.people) if one
    }
    least = max((need.at_least for need in wish.needs if not need.optional), default=0)
    size = -(-max(len(must), least) // (wish.most_batches if wish.may_split else 1))
    if not known[wish.room] or size <= known[wish.room]:
        return []
    words = _("{room} has {seats} seats, and {n} people must come.")
    return [Fault(words.format(room=wish.room, seats=known[wish.room], n=size), _("Choose another room, or batches."))]


def _order(r: Reader, wish: Wish) -> list[Fault]:
    """Meetings that come before must be there, and none of them may wait for this one."""
    found = []
    for before in wish.after:
        other = meeting(r, before)
        if other is None or other.state == "cancelled":
            found.append(Fault(_("The meeting that is to come before is not there, or it is cancelled.")))
    before = {one.subject: one.wish.after for one in meetings(r)} | {wish.subject: wish.after}
    circle = _circle(before, wish.subject)
    if circle:
        titles = {one.subject: one.title for one in meetings(r)} | {wish.subject: wish.title}
        names = " → ".join(titles.get(one, one) for one in reversed(circle))
        found.append(Fault(_("The order goes in a circle: {names}.").format(names=names)))
    return found


def _circle(before: dict[str, tuple[str, ...]], start: str) -> tuple[str, ...]:
    """The way from a meeting over those before it back to itself; empty where there is none."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for one in before.get(way[-1], ()):
            if one == start:
                return (*way, one)
            if one not in seen:
                seen.add(one)
                ways.append((*way, one))
    return ()
