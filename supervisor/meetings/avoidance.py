"""How far meetings kept away from customers' peaks (A3, A5): the rate that is reported each month.

Only time inside opening hours counts, since nobody waits at other times. A minute is at a peak where it lies in a
stretch that every screen shades as the day's peak (`traffic.outlook.peak_spans`), whatever class the people serve. What
was planned is judged by the forecast made from what came before the day; what was held by who was there, from when to
when and until when each was released, against the peaks of the customers that really came, where tickets say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
import numpy as np

from supervisor.branch.ledger import opening
from supervisor.journal import Reader
from supervisor.traffic.ledger import actual_day
from supervisor.traffic.outlook import StaffView, peak_spans, staff_view
from supervisor.traffic.staffing import peaks

from .ledger import Held, sittings

SMOOTHING = (0.25, 0.5, 0.25)
"""Weights over three quarter-hours: one crowded quarter-hour is chance, no peak."""
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
    by_kind: dict[str, tuple[Share, Share]] = {}
    by_day: dict[date, list[Held]] = {}
    found = sittings(r, first, last)
    for one in found:
        by_day.setdefault(one.plan.day, []).append(one)
    days = tickets = 0
    for day, meetings in by_day.items():
        hours = opening(r, day)
        if hours is None:
            continue
        doors = (hours.open_minute, hours.close_minute)
        judged = [one for one in meetings if _touches(one, doors)]
        if not judged:
            continue
        view = staff_view(r, day)
        expected = peak_spans(view)
        came = came_peaks(r, day, view)
        days, tickets = days + 1, tickets + (came is not None)
        for one in judged:
            planned, held = by_kind.get(one.kind, (Share(), Share()))
            by_kind[one.kind] = (
                planned + share_of(planned_spans(one), doors, expected),
                held + share_of(held_spans(one), doors, expected if came is None else came),
            )
    kinds = tuple(KindAvoidance(kind, *by_kind[kind]) for kind in sorted(by_kind))
    return Avoidance(
        first, last, sum((one.planned for one in kinds), Share()), sum((one.held for one in kinds), Share()), kinds,
        len(found), days, tickets,
    )  # fmt: skip


def came_peaks(r: Reader, day: date, view: StaffView) -> tuple[Span, ...] | None:
    """The peaks of the customers that came on a day, by the rule that makes the forecast's; None without tickets."""
    actual = actual_day(r, day)
    expected = view.forecast
    if not actual.tickets or not expected.classes:
        return None
    arrivals = {}
    for name in expected.classes:
        row = np.zeros(expected.quarters)
        pooled = name not in actual.arrivals
        counts = actual.total() if pooled and len(expected.classes) == 1 else actual.arrivals.get(name, ())
        for at, count in enumerate(counts, (actual.first_minute - expected.first_minute) // 15):
            if 0 <= at < row.size:
                row[at] += count
        arrivals[name] = smoothed(row)
    came = msgspec.structs.replace(expected, arrivals=arrivals)
    return peak_spans(StaffView(came, view.planned, view.needed, peaks(came, view.planned)))


def smoothed(row: np.ndarray) -> np.ndarray:
    """Counts of quarter-hours, each with its neighbours; the total stays."""
    if row.size < len(SMOOTHING):
        return row
    padded = np.concatenate((row[:1], row, row[-1:]))
    return SMOOTHING[0] * padded[:-2] + SMOOTHING[1] * padded[1:-1] + SMOOTHING[2] * padded[2:]


def planned_spans(one: Held) -> list[Span]:
    """For each person expected: from when to when."""
    return [(one.plan.start_minute, one.plan.end_minute)] * len(one.plan.people)


def held_spans(one: Held) -> list[Span]:
    """For each person who came: from the beginning until released or the end; empty for what was not held. What still
    runs counts to its planned end."""
    if one.started_minute is None:
        return []
    end = one.plan.end_minute if one.ended_minute is None else one.ended_minute
    gone = {release.person: release.minute for release in one.released}
    start = one.started_minute
    return [(start, max(start, min(end, gone.get(person, end)))) for person in one.attending]


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
