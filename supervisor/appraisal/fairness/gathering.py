"""The grid of inspections and people, put together from what the book says of a span of months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid, coded
from supervisor.appraisal.fairness.ledger import Spans, on_duty
from supervisor.appraisal.fairness.pricing import Prices
from supervisor.appraisal.months import month_of
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import Member
from supervisor.branch.ledger import people
from supervisor.branch.records import Person
from supervisor.inspection.ledger import template
from supervisor.inspection.sight.ledger import seen
from supervisor.inspection.sight.seen import Look, Seen, standing
from supervisor.journal import Reader

NOON = 12


class Gathered(msgspec.Struct, frozen=True):
    """What was seen, the grid made of it, and who could have been met in each inspection (looks × people)."""

    seen: Seen
    grid: Grid
    there: Array


def gather(r: Reader, first: date, last: date, book: RuleBook | None, staff: Sequence[Member]) -> Gathered:
    """Everything of the days `first` to `last` (whole months), each breach at its price in `book`."""
    found = seen(r, first, last)
    looks = found.looks
    subjects = tuple(one.person for one in staff)
    places = {person: at for at, person in enumerate(subjects)}
    there = _there(looks, subjects, [one for one in people(r, active_only=False) if one.subject in places],
                   *on_duty(r, first, last))  # fmt: skip
    met = np.zeros((len(looks), len(subjects)), bool)
    for line, look in enumerate(looks):
        if look.inspected:
            for person in look.inspected:
                if person in places:
                    met[line, places[person]] = True
        else:
            met[line] = there[line]
        if look.inspector in places:  # nobody walks round looking at himself
            met[line, places[look.inspector]] = False
            there[line, places[look.inspector]] = False
    lost = _lost(r, found, book, staff, places, met)
    inspector, _many = coded([look.inspector for look in looks])
    months = _months(first, last)
    monday = first - timedelta(days=first.weekday())
    grid = Grid(
        people=subjects, inspectors=tuple(dict.fromkeys(look.inspector for look in looks)), months=months,
        inspector=inspector, month=np.array([months.index(month_of(look.day)) for look in looks], int),
        seen=met, lost=lost,
        factors={
            "list": coded([look.code for look in looks])[0],
            "half": np.array([int(look.hour >= NOON) for look in looks], int),
        },
        weekday=np.array([look.day.weekday() for look in looks], int),
        hour=np.array([look.hour for look in looks], int),
        week=np.array([(look.day - monday).days // 7 for look in looks], int),
    )  # fmt: skip
    return Gathered(found, grid, there)


def _lost(
    r: Reader, found: Seen, book: RuleBook | None, staff: Sequence[Member], places: dict[str, int], met: Array
) -> Array:
    """Points of the total by inspection and person; whoever was found was met, whatever the inspection was about."""
    prices = Prices(book, {digest: template(r, digest) for digest in {hit.digest for hit in found.hits}})
    roles = {one.person: one.role for one in staff}
    line = {look.subject: at for at, look in enumerate(found.looks)}
    month, check = np.zeros(met.shape), np.zeros(met.shape)
    for hit in standing(found.hits):
        at = line.get(hit.inspection)
        if at is None:
            continue
        for person in hit.persons:
            if person in places:
                price = prices.of(hit, roles[person])
                month[at, places[person]] += price.month
                check[at, places[person]] += price.check
                met[at, places[person]] = True
    if check.any():
        cells = {
            (month_of(look.day), person) for at, look in enumerate(found.looks) for person in np.nonzero(met[at])[0]
        }
        check /= max(1.0, met.sum() / max(1, len(cells)))
    return month + check


def _there(looks: Sequence[Look], subjects: Sequence[str], known: Sequence[Person], duty: Spans, away: Spans) -> Array:
    """Who could have been met: those on duty at that hour where the day was planned, else all who belonged to the
    branch; nobody who was away."""
    places = {person: at for at, person in enumerate(subjects)}
    days: dict[date, _Day] = {}
    made = np.zeros((len(looks), len(subjects)), bool)
    for line, look in enumerate(looks):
        if look.day not in days:
            days[look.day] = _Day(look.day, places, known, duty, away)
        made[line] = days[look.day].at(look.hour)
    return made


class _Day:
    """Who is there on one day, by the hour; each hour is worked out once."""

    def __init__(
        self, day: date, places: dict[str, int], known: Sequence[Person], duty: Spans, away: Spans
    ) -> None:  # fmt: skip
        name = day.isoformat()
        self._belong = np.zeros(len(places), bool)
        for one in known:
            self._belong[places[one.subject]] = one.joined <= day and (one.left is None or one.left >= day)
        self._planned = name in duty
        self._duty, self._away = (
            np.array([(places[p], start, end) for p, start, end in spans.get(name, ()) if p in places], int).reshape(
                -1, 3
            )
            for spans in (duty, away)
        )
        self._hours: dict[int, Array] = {}

    def at(self, hour: int) -> Array:
        """Who could be met in that hour of the day."""
        if hour not in self._hours:
            start, end = hour * 60, hour * 60 + 60
            made = self._belong.copy()
            if self._planned:
                made[:] = False
                made[self._duty[(self._duty[:, 1] < end) & (self._duty[:, 2] > start), 0]] = True
            made[self._away[(self._away[:, 1] <= start) & (self._away[:, 2] >= end), 0]] = False
            self._hours[hour] = made
        return self._hours[hour]


def _months(first: date, last: date) -> tuple[str, ...]:
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(month_of(day))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(found)
