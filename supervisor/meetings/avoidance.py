"""How far meetings kept away from customers' peaks (A3, A5): the rate that is reported each month.

Only time inside opening hours counts, since nobody waits at other times. A minute is at a peak where it lies in a
stretch that counts as a peak (`traffic.outlook.came`), whatever class the people serve: of the customers that came,
where the day is over and tickets say so, else of those forecast. Planned are the people and the time in the calendar,
held is who came, from when to when: late, gone early, or released.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from supervisor.branch.ledger import opening
from supervisor.journal import Reader
from supervisor.traffic.outlook.today import came_view, peak_spans, staff_view, staff_views

from .ledger import Held, sittings

DAY_MINUTES = 24 * 60
Span = tuple[int, int]


class Share(msgspec.Struct, frozen=True):
    """Person-minutes and sittings inside opening hours, and those of them that were not at a peak."""

    minutes: float = 0.0
    minutes_off_peak: float = 0.0
    sittings: int = 0
    sittings_off_peak: int = 0

    @property
    def rate(self) -> float | None:
        """The share of person-minutes off the peaks; None where no meeting took time inside opening hours."""
        return self.minutes_off_peak / self.minutes if self.minutes else None

    def __add__(self, other: Share) -> Share:
        return Share(
            self.minutes + other.minutes,
            self.minutes_off_peak + other.minutes_off_peak,
            self.sittings + other.sittings,
            self.sittings_off_peak + other.sittings_off_peak,
        )


class KindAvoidance(msgspec.Struct, frozen=True):
    """One kind of meeting: as planned and as held."""

    kind: str
    planned: Share
    held: Share


class Avoidance(msgspec.Struct, frozen=True):
    """Meetings from `first` to `last`. `all_sittings` counts those outside opening hours too; of the days with sittings
    inside hours, `days_by_tickets` were judged by the customers that came, the others by the forecast alone."""

    first: date
    last: date
    planned: Share
    held: Share
    kinds: tuple[KindAvoidance, ...]
    all_sittings: int
    days: int
    days_by_tickets: int


def avoidance(r: Reader, first: date, last: date) -> Avoidance:
    """The rate from `first` to `last`, in all and by kind of meeting."""
    found = sittings(r, first, last)
    judged, tickets = by_sitting(r, found)
    by_kind: dict[str, tuple[Share, Share]] = {}
    for one in found:
        if (one.meeting, one.sitting) in judged:
            planned, held = judged[one.meeting, one.sitting]
            before = by_kind.get(one.kind, (Share(), Share()))
            by_kind[one.kind] = (before[0] + planned, before[1] + held)
    days = len({one.plan.day for one in found if (one.meeting, one.sitting) in judged})
    kinds = tuple(KindAvoidance(kind, *by_kind[kind]) for kind in sorted(by_kind))
    return Avoidance(
        first, last, sum((one.planned for one in kinds), Share()), sum((one.held for one in kinds), Share()), kinds,
        len(found), days, tickets,
    )  # fmt: skip


def by_sitting(r: Reader, found: Iterable[Held]) -> tuple[dict[tuple[str, str], tuple[Share, Share]], int]:
    """By meeting and sitting, planned and held, those that touch opening hours; and of how many days tickets said who
    came."""
    inside: dict[date, tuple[Span, list[Held]]] = {}
    for one in found:
        hours = opening(r, one.plan.day)
        if hours is not None and _touches(one, (hours.open_minute, hours.close_minute)):
            inside.setdefault(one.plan.day, ((hours.open_minute, hours.close_minute), []))[1].append(one)
    busy, tickets = peaks_by_day(r, {day: doors for day, (doors, _held) in inside.items()})
    judged = {
        (one.meeting, one.sitting): (
            share_of(planned_spans(one), doors, busy[day]), share_of(held_spans(one), doors, busy[day]),
        )
        for day, (doors, meetings) in inside.items()
        for one in meetings
    }  # fmt: skip
    return judged, tickets


def peaks_by_day(r: Reader, days: Mapping[date, Span]) -> tuple[dict[date, tuple[Span, ...]], int]:
    """The peaks of days with these opening hours, and of how many tickets said who came. What service takes and how
    long people wait is learnt once, from what came before the last of them; other days are forecast."""
    if not days:
        return {}, 0
    like = staff_view(r, min(max(days), r.today))
    came = {day: view for day, doors in days.items() if (view := came_view(r, day, doors, like)) is not None}
    found = {day: peak_spans(view) for day, view in came.items()}
    ahead = [day for day in days if day not in found]
    return found | {day: peak_spans(view) for day, view in zip(ahead, staff_views(r, ahead), strict=True)}, len(found)


def planned_spans(one: Held) -> list[Span]:
    """For each person expected: from when to when."""
    return [(one.plan.start_minute, one.plan.end_minute)] * len(one.plan.people)


def held_spans(one: Held) -> list[Span]:
    """For each person who came: from the beginning, or when he came where he was late, until released, gone, or the
    end; empty for what was not held. What still runs counts to its planned end."""
    if one.started_minute is None:
        return []
    end = one.plan.end_minute if one.ended_minute is None else one.ended_minute
    start = one.started_minute
    released = {release.person: release.minute for release in one.released}
    spans = []
    for person in dict.fromkeys(one.attending):
        said = one.mark(person)
        came = start if said.came_minute is None else max(start, said.came_minute)
        gone = min(end, released.get(person, end), end if said.gone_minute is None else said.gone_minute)
        spans.append((came, max(came, gone)))
    return spans


def share_of(spans: Sequence[Span], doors: Span, at_peak: Iterable[Span]) -> Share:
    """One sitting: `spans` by person, `doors` open and close, `at_peak` the day's peaks, all minutes after midnight."""
    busy = np.zeros(DAY_MINUTES, dtype=bool)
    for start, end in at_peak:
        busy[max(0, start) : max(0, end)] = True
    minutes = off = 0
    for start, end in spans:
        inside = slice(max(start, doors[0]), max(max(start, doors[0]), min(end, doors[1])))
        minutes += inside.stop - inside.start
        off += int((~busy[inside]).sum())
    return Share(minutes, off, int(minutes > 0), int(minutes > 0 and off == minutes))


def _touches(one: Held, doors: Span) -> bool:
    spans = [*planned_spans(one)[:1], *held_spans(one)]
    return any(start < doors[1] and end > doors[0] for start, end in spans)
