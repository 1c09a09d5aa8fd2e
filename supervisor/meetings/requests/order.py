"""What "only after this meeting" means where one of the two repeats, for each occurrence by itself.

An occurrence waits for that of the series which is on its own day; where both may be on several days (once a week),
for that of the same week. What may be on several days, on each of which the series is held, begins on whichever of them
not before the series can be over. After a single meeting come all occurrences of a series. Days on which the series is
not held bind nothing. What is asked for together is named by its occurrence (`meeting:…#day`); what stands already, or
has no time yet, says from when the other may begin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Calendar, calendar
from supervisor.journal import Reader

from ..ledger import Meeting, meetings, sittings_of
from ..problem.model import Wish
from ..repeats import PUSHED_DAYS
from .series import occurrence_alone, series, wish_apart

STANDING = ("placed", "published", "running", "ended")


def linked(every: Iterable[Meeting]) -> set[str]:
    """Series of which each occurrence is placed by itself: others come after them, or they come after a series."""
    known = {one.subject: one for one in every}
    found: set[str] = set()
    for one in known.values():
        for before in one.wish.after:
            if before in known and _repeats(known[before]):
                found |= {before, one.subject} if _repeats(one) else {before}
    return found


def in_order(r: Reader, wishes: Iterable[Wish]) -> list[Wish]:
    """The wishes with what each occurrence waits for; see above. Those asked for together stand among them."""
    found = list(wishes)
    known = {one.subject: one for one in meetings(r)}
    if not any(before in known and _repeats(known[before]) for one in found for before in one.after):
        return found
    works = calendar(r)
    asked = {one.subject for one in found}
    return [_bound(r, one, known, asked, works) for one in found]


def _repeats(one: Meeting) -> bool:
    """Whether a meeting has occurrences by a rule (not by windows that a file gave it)."""
    return one.repeats and not one.wish.windows


def _bound(r: Reader, wish: Wish, known: Mapping[str, Meeting], asked: Collection[str], works: Calendar) -> Wish:
    """One wish with what it waits for."""
    after: list[str] = []
    begin, earliest = wish.first_day, wish.earliest_minute
    for before in wish.after:
        first = known.get(before)
        if first is None or not _repeats(first):
            after.append(before)
            continue
        sittings = sittings_of(r, before)
        held = {one.occurrence: one.plan for one in sittings if one.state in STANDING}
        off = {one.occurrence for one in sittings if one.state == "cancelled"} - set(held)
        last_held = max((one.day for one in held.values()), default=date.min)
        beside = _beside(first, wish, works)
        alone = len(beside) == 1 and not wish.windows and not wish.each_day
        for own in beside:
            stands = None if own.subject in asked else held.get(_nominal(own))
            if stands is None and _nominal(own) in off:
                continue  # called off: nothing to wait for
            if alone and own.subject in asked:
                after.append(own.subject)
            elif alone and stands is not None and last_held <= max(stands.day, wish.last_day):
                after.append(before)  # no other of the series stands later: what stands binds by itself
            elif stands is None:
                earliest = max(earliest, own.latest_minute)
            elif wish.first_day <= stands.day <= wish.last_day:
                earliest = max(earliest, stands.end_minute)
                begin = max(begin, stands.day) if alone else begin
    return msgspec.structs.replace(
        wish, after=tuple(dict.fromkeys(after)), first_day=begin, earliest_minute=earliest
    )  # fmt: skip


def _beside(first: Meeting, wish: Wish, works: Calendar) -> list[Wish]:
    """The occurrences of a series for which an occurrence of another (or a single meeting) waits, each as its own
    wish."""
    apart = {one.occurrence: one for one in first.apart}
    last = max([wish.last_day + timedelta(days=PUSHED_DAYS), *apart])
    found = []
    for each in series(first, last, works):
        own = occurrence_alone(first.wish, each)
        if each.day in apart:
            if apart[each.day].cancelled:
                continue
            own = wish_apart(first.wish, apart[each.day], each.window)
        if own.first_day <= wish.last_day and wish.first_day <= own.last_day:
            found.append(own)
    return found


def _nominal(own: Wish) -> date:
    return date.fromisoformat(own.subject.partition("#")[2])
