"""What a proposal said the waits would be, against what the tickets of the day then showed. Pure.

A proposal's figure is the waiting, within its horizon and until the last of those inside is served, of everybody who
stood there when it was made or came before the horizon ended (`waits`). The tickets are read the same way: of each such
customer the minutes from then on until he was called or went. What was proposed is not always what was done: orders
were declined, came late, people returned when the incident ended. So a third figure is reckoned from the problem that
the book keeps: the waiting expected with the moves as they were really made, at the forecast and at both edges of its
band. Only that one can be held against the tickets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, BreakShift, ClassWait, Problem
from supervisor.dispatch.problem.outage import flow
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.traffic.outlook.today import ALL
from supervisor.traffic.tickets import NEVER, Outcome, Tickets

SLACK_MINUTES = 20  # so long before the end of the horizon the newest ticket may be for the tickets to be whole
UNKNOWN_SHARE = 0.05  # of the customers: with more whose wait nobody wrote down no verdict is given
ROUNDING = 0.5  # customer-minutes

Verdict = Literal["", "inside", "above", "below"]
Ground = Literal["whole", "part", "none", "ahead"]


class Came(msgspec.Struct, frozen=True):
    """Customers of a class in a stretch, as tickets tell: the minutes they waited in all, how many went unserved, and
    of how many nobody knows how long they waited (their minutes are not in the sum)."""

    customers: int
    waiting_minutes: float
    lost: int
    unknown: int


class Done(msgspec.Struct, frozen=True):
    """A move as it was really made: from when to when somebody was on `to_post` (minutes after midnight; `until` 0: to
    the end of the horizon)."""

    person: str
    to_post: str
    from_minute: int
    until_minute: int = 0


class ClassCompared(msgspec.Struct, frozen=True):
    """One class (or all together: `service_class` empty): waiting in customer-minutes as proposed without and with the
    moves, with the moves as made (`low`, `high` at the edges of the forecast; None where the problem is not in this
    book), and as the tickets show. `verdict` is empty where it cannot be given; `diverted`: the incident stopped the
    class or sent others to it, so that tickets and expectation do not count the same people."""

    service_class: str
    expected_customers: float
    without_minutes: float
    proposed_minutes: float
    made_minutes: float | None
    low_minutes: float | None
    high_minutes: float | None
    expected_lost: float
    diverted: bool = False
    customers: int | None = None
    realised_minutes: float | None = None
    lost: int | None = None
    unknown: int = 0
    verdict: Verdict = ""


class Expected(msgspec.Struct, frozen=True):
    """What one proposal leads to: by class in the order of the problem, and all together."""

    classes: tuple[ClassCompared, ...]
    total: ClassCompared


def came(tickets: Tickets, start_minute: int, end_minute: int, classes: Sequence[str]) -> dict[str, Came]:
    """What tickets of one day show of the customers who stood waiting at `start_minute` or came before `end_minute`
    (not in it), by class of `classes`; all together where that is the one class of a branch without classes."""
    start, end = 60 * start_minute, 60 * end_minute
    arrived = tickets.arrived.astype(np.int64)
    real = (tickets.outcome != Outcome.NEVER_THERE) & (tickets.arrived != NEVER) & (arrived < end)
    wait = tickets.wait_seconds().astype(np.int64)
    known = wait != NEVER
    there = real & ((arrived >= start) | (known & (arrived + wait > start)))
    minutes = np.where(known, arrived + wait - np.maximum(arrived, start), 0) / 60.0
    left = tickets.outcome == Outcome.LEFT
    names = np.array([*tickets.classes, ""])[tickets.service_class] if len(tickets) else np.zeros(0, dtype=str)
    pooled = tuple(classes) == (ALL,)
    found = {}
    for code in classes:
        own = there if pooled else there & (names == code)
        found[code] = Came(
            customers=int(own.sum()),
            waiting_minutes=round(float(minutes[own].sum()), 1),
            lost=int((own & left).sum()),
            unknown=int((own & ~known).sum()),
        )
    return found


def lost_between(tickets: Tickets, start_minute: int, end_minute: int) -> dict[str, int]:
    """Customers by class who went unserved and stood in the hall at any time from `start_minute` to `end_minute`; one
    who went at a moment nobody wrote down counts where he came."""
    start, end = 60 * start_minute, 60 * end_minute
    gone = np.where(tickets.finished == NEVER, tickets.arrived, tickets.finished)
    which = (tickets.outcome == Outcome.LEFT) & (tickets.arrived != NEVER)
    which = which & (tickets.arrived < end) & (gone >= start)
    count = np.bincount(tickets.service_class[which], minlength=len(tickets.classes))
    return {code: int(n) for code, n in zip(tickets.classes, count, strict=False) if n}


def ground(tickets: Tickets, end_minute: int, over: bool) -> tuple[Ground, int | None]:
    """How far the tickets of a day reach: `none`, only `part` of the stretch up to `end_minute`, or the `whole` of it;
    `ahead` while the stretch is not over. With the minute of the newest."""
    real = tickets.take(tickets.outcome != Outcome.NEVER_THERE)
    if not len(real):
        return "none" if over else "ahead", None
    newest = int(max(int(real.arrived.max()), int(real.called.max()), int(real.finished.max()))) // 60
    if not over:
        return "ahead", newest
    return "whole" if newest >= end_minute - SLACK_MINUTES else "part", newest


def expected(
    problem: Problem | None, waits: Sequence[ClassWait], made: Sequence[Done], breaks: Sequence[BreakShift] = ()
) -> Expected:
    """What the proposal said (`waits`), and from its problem what the moves really `made` lead to."""
    said = {one.service_class: one for one in waits}
    rows: list[ClassCompared] = []
    bands: dict[str, tuple[float, float, float]] = {}
    turned: dict[str, bool] = {}
    if problem is not None:
        evaluator = Evaluator(_with_breaks(problem, breaks))
        servers = evaluator.servers(counts_made(evaluator, made))
        turned = _diverted(problem)
        for number, one in enumerate(problem.classes):
            found = [evaluator.course(number, band).value(servers[number]) for band in ("arrivals", "low", "high")]
            bands[one.service_class] = (found[0], min(found), max(found))
    for code, one in said.items():
        middle, low, high = bands.get(code, (None, None, None))
        rows.append(
            ClassCompared(
                service_class=code,
                expected_customers=one.customers,
                without_minutes=one.before_minutes,
                proposed_minutes=one.after_minutes,
                made_minutes=_round(middle),
                low_minutes=_round(low),
                high_minutes=_round(high),
                expected_lost=round(one.after_leaving + one.turned_away, 1),
                diverted=turned.get(code, False),
            )
        )
    return Expected(tuple(rows), _together(rows))


def compared(found: Expected, met: Mapping[str, Came] | None, *, judge: bool) -> Expected:
    """The expectation beside what the tickets show (None: no tickets). `judge`: the tickets are whole."""
    if met is None:
        return found
    rows = [_beside(row, met.get(row.service_class, Came(0, 0.0, 0, 0)), judge) for row in found.classes]
    known = [met[row.service_class] for row in rows if row.service_class in met]
    every = Came(
        sum(one.customers for one in known), round(sum(one.waiting_minutes for one in known), 1),
        sum(one.lost for one in known), sum(one.unknown for one in known),
    )  # fmt: skip
    return Expected(tuple(rows), _beside(found.total, every, judge))


def counts_made(evaluator: Evaluator, made: Sequence[Done]) -> np.ndarray:
    """Posts x quarters: people there with the moves as made; a later move of a person overrules his earlier one from
    its beginning on. People and posts that the problem does not know are passed over."""
    people = {one.subject: n for n, one in enumerate(evaluator.problem.people)}
    table = evaluator.level.copy()
    rows: dict[int, np.ndarray] = {}
    for one in sorted(made, key=lambda done: done.from_minute):
        number, post = people.get(one.person), evaluator.post_number.get(one.to_post)
        if number is None or post is None:
            continue
        first = _quarter(evaluator, one.from_minute)
        last = _quarter(evaluator, one.until_minute) if one.until_minute else evaluator.quarters
        if first >= last:
            continue
        free = evaluator.free_span(post)
        goal = Goal(post, max(first, free[0]), min(last, free[1])) if free[0] < free[1] else Goal(post, first, last)
        row = rows.setdefault(number, evaluator.where[number].copy())
        if goal.first < goal.last:
            row[goal.first :] = evaluator.destination(number, goal)[goal.first :]
    for number, row in rows.items():
        for places, people_more in ((evaluator.where[number], -1), (row, 1)):
            quarters = np.flatnonzero(places != NOWHERE)
            table[places[quarters], quarters] += people_more
    return table


def _quarter(evaluator: Evaluator, minute: int) -> int:
    """The first quarter-hour of the horizon whose middle lies at or after a minute."""
    since = minute - evaluator.problem.now_minute
    return min(evaluator.quarters, max(0, -(-(2 * since - QUARTER_MINUTES) // (2 * QUARTER_MINUTES))))


def _with_breaks(problem: Problem, breaks: Sequence[BreakShift]) -> Problem:
    """The problem with the breaks taken at the time that was proposed."""
    later = {(one.person, one.from_minute): one for one in breaks}
    people = []
    for person in problem.people:
        away = []
        for span in person.away:
            shift = later.get((person.subject, span.start_minute)) if span.kind == "lunch" else None
            if shift is not None:
                span = Away(start_minute=shift.to_minute, end_minute=shift.to_minute + shift.minutes, kind=span.kind)
            away.append(span)
        people.append(msgspec.structs.replace(person, away=tuple(away)))
    return msgspec.structs.replace(problem, people=tuple(people)) if breaks else problem


def _diverted(problem: Problem) -> dict[str, bool]:
    """Classes whose customers the incident changes: stopped, or asked by those who came for something else."""
    raw = np.array([one.arrivals for one in problem.classes], dtype=float)
    course = flow(problem, raw)
    return {
        one.service_class: bool(
            abs(course.arrivals[n] - raw[n]).max(initial=0.0) > 1e-9 or abs(course.standing[n] - one.standing) > 1e-9
        )
        for n, one in enumerate(problem.classes)
    }


def _together(rows: Sequence[ClassCompared]) -> ClassCompared:
    def total(name: str) -> float:
        return round(sum(getattr(row, name) for row in rows), 1)

    known = bool(rows) and all(row.made_minutes is not None for row in rows)
    return ClassCompared(
        service_class="",
        expected_customers=total("expected_customers"),
        without_minutes=total("without_minutes"),
        proposed_minutes=total("proposed_minutes"),
        made_minutes=total("made_minutes") if known else None,
        low_minutes=total("low_minutes") if known else None,
        high_minutes=total("high_minutes") if known else None,
        expected_lost=total("expected_lost"),
        diverted=any(row.diverted for row in rows),
    )


def _beside(row: ClassCompared, met: Came, judge: bool) -> ClassCompared:
    verdict: Verdict = ""
    if judge and not row.diverted and row.low_minutes is not None and row.high_minutes is not None:
        if met.waiting_minutes > row.high_minutes + ROUNDING:
            verdict = "above"  # with unknown waits it would only be more
        elif met.unknown <= UNKNOWN_SHARE * met.customers:
            verdict = "below" if met.waiting_minutes < row.low_minutes - ROUNDING else "inside"
    return msgspec.structs.replace(
        row, customers=met.customers, realised_minutes=met.waiting_minutes, lost=met.lost, unknown=met.unknown,
        verdict=verdict,
    )  # fmt: skip


def _round(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
