"""Breaks shifted within their limits: who eats while the queue is long eats a little later or earlier instead.

A break that has begun stays. Shifts are tried one at a time on the plan's staffing, the best first, and taken when they
save what a shift must save and break no rule; the rules are judged on the whole problem with the break shifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import (
    MEND_WORTH,
    Staffing,
    dual_control,
    minimum_cover,
    more_than_all_waiting,
    newly_broken,
)
from supervisor.dispatch.problem.goals import NOWHERE, Moves
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, BreakShift, Person, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

MOST_SHIFTS = 3
TRIES = 6  # best candidates whose rules are judged before a round is given up


@dataclass(frozen=True)
class _Shift:
    person: int
    lunch: Away
    start: int
    saved: float


def shiftable(problem: Problem) -> bool:
    """Whether anybody's break could be shifted at all."""
    return any(_lunch(problem, one) is not None for one in problem.people)


def shifted(problem: Problem, moves: Moves) -> tuple[Problem, tuple[BreakShift, ...]]:
    """The problem with breaks shifted where that pays with these moves made, and the shifts."""
    found: list[BreakShift] = []
    done: set[int] = set()
    while len(found) < MOST_SHIFTS:
        step = _best(problem, moves, done)
        if step is None:
            break
        shift, after = step
        problem = after
        done.add(shift.person)
        one = problem.people[shift.person]
        minutes = shift.lunch.end_minute - shift.lunch.start_minute
        found.append(
            BreakShift(
                person=one.subject, name=one.name, from_minute=shift.lunch.start_minute, to_minute=shift.start,
                minutes=minutes, minutes_saved=round(shift.saved, 1), say=_say(one.name, shift.start, minutes),
            )
        )  # fmt: skip
    return problem, tuple(found)


def _lunch(problem: Problem, person: Person) -> Away | None:
    """The break that may be shifted: within the limits, not begun, in the horizon."""
    ahead = problem.now_minute + QUARTER_MINUTES * (len(problem.classes[0].arrivals) if problem.classes else 0)
    if person.break_window is None:
        return None
    for one in person.away:
        if one.kind == "lunch" and problem.now_minute <= one.start_minute < ahead:
            return one
    return None


def _starts(problem: Problem, person: Person, lunch: Away) -> Iterator[int]:
    """Other beginnings within the limits, by quarter-hours from now, at which he is neither away nor in a meeting."""
    window = person.break_window
    if window is None:
        return
    length = lunch.end_minute - lunch.start_minute
    others = [one for one in person.away if one is not lunch]
    for start in range(problem.now_minute, window.latest_minute - length + 1, QUARTER_MINUTES):
        end = start + length
        away = any(one.start_minute < end and start < one.end_minute for one in others)
        earliest = max(window.earliest_minute, person.in_meeting_until)
        if start >= earliest and start != lunch.start_minute and not away:
            yield start


def _best(problem: Problem, moves: Moves, done: set[int]) -> tuple[_Shift, Problem] | None:
    judge = Judge(Evaluator(problem))
    state = judge.state(moves)
    weight = more_than_all_waiting(problem, judge.before_minutes)
    now = _cost(judge.evaluator, state, weight)
    tried: dict[tuple, float] = {}
    found: list[_Shift] = []
    for number, person in enumerate(problem.people):
        lunch = _lunch(problem, person)
        if lunch is None or number in done:
            continue
        row = _row(judge.evaluator, number, moves)
        for start in _starts(problem, person, lunch):
            counts = _counts(judge.evaluator, state.counts, row, lunch, start)
            if counts is None:
                continue
            key = (counts.tobytes(),)
            if key not in tried:
                tried[key] = now - _cost(judge.evaluator, Staffing(moves, counts), weight)
            if tried[key] >= problem.break_price_minutes:
                found.append(_Shift(number, lunch, start, tried[key]))
    held = judge.breaches(moves)
    for shift in sorted(found, key=lambda one: (-one.saved, abs(one.start - one.lunch.start_minute)))[:TRIES]:
        after = _with(problem, shift)
        other = Judge(Evaluator(after))
        saved = judge.waiting(moves) - other.waiting(moves)
        if not newly_broken(held, other.breaches(moves)) and other.fits(moves):
            return _Shift(shift.person, shift.lunch, shift.start, saved), after
    return None


def _row(evaluator: Evaluator, number: int, moves: Moves) -> np.ndarray:
    goal = moves.get(number)
    return evaluator.where[number] if goal is None else evaluator.destination(number, goal)


def _counts(evaluator: Evaluator, counts: np.ndarray, row: np.ndarray, lunch: Away, start: int) -> np.ndarray | None:
    """People by post and quarter-hour with the break at another time; None where that changes nothing."""
    length = lunch.end_minute - lunch.start_minute
    middles = evaluator.problem.now_minute + QUARTER_MINUTES * (np.arange(evaluator.quarters) + 0.5)
    before = (middles >= lunch.start_minute) & (middles < lunch.end_minute)
    after = (middles >= start) & (middles < start + length)
    works = np.flatnonzero(row != NOWHERE)
    back, gone = np.flatnonzero(before & ~after), np.flatnonzero(after & ~before & (row != NOWHERE))
    if not works.size or not (back.size or gone.size):
        return None
    table = counts.copy()
    for quarter in back.tolist():
        place = int(works[np.abs(works - quarter).argmin()])
        table[row[place], quarter] += 1
    for quarter in gone.tolist():
        table[row[quarter], quarter] -= 1
    return table


def _cost(evaluator: Evaluator, state: Staffing, weight: float) -> float:
    """Waiting, and what people missing at posts weigh."""
    alone = float(dual_control(evaluator, state).sum())
    missing = float(minimum_cover(evaluator, state).sum())
    return evaluator.waiting(state.counts) + weight * alone + MEND_WORTH["minimum_cover"] * missing


def _with(problem: Problem, shift: _Shift) -> Problem:
    people = list(problem.people)
    one = people[shift.person]
    length = shift.lunch.end_minute - shift.lunch.start_minute
    moved = Away(start_minute=shift.start, end_minute=shift.start + length, kind="lunch")
    away = tuple(moved if other is shift.lunch else other for other in one.away)
    people[shift.person] = msgspec.structs.replace(one, away=away)
    return msgspec.structs.replace(problem, people=tuple(people))


def _say(name: str, start: int, minutes: int) -> Words:
    span = "–".join(f"{m // 60:02d}:{m % 60:02d}" for m in (start, start + minutes))
    return Words(
        f"{name}，{name}，请改为{span}用餐，收到请回答。",
        f"{name}, {name}, please take your break {span}. Please confirm.",
    )
