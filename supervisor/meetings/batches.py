"""A meeting held twice for half the people each, where that keeps the counters manned at less waiting.

Both batches are on one day if everybody named is at work then; else on two days, so that whoever is off on the one
comes on the other. Nobody who must come is ever left out.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations

import msgspec

from .floor import Floor
from .people import who_comes
from .pricing import Pricer
from .problem import Answer, Problem, Sitting, Taken, Wish
from .starts import Desk, allowed_of, sitting_of, starts_of

WORTH_SPLITTING_MINUTES = 1.0
"""Two batches are chosen only if they save more than this."""
PAIRS_TRIED = 6
"""Pairs of days tried for a meeting whose people are never all at work on one."""


def split(desk: Desk, wish: Wish, days: tuple[date, ...], whole: Answer) -> Answer:
    """Two batches if that is cheaper than `whole` (or `whole` cannot be); else `whole`."""
    pairs = [pair for day in days for pair in _batches(desk, wish, day)]
    if not pairs and not whole.sittings:
        pairs = _on_two_days(desk, wish, days)
    best = min(((sum(one.price_minutes for one in pair), pair) for pair in pairs), default=None, key=lambda one: one[0])
    if best is None:
        return whole
    at_peak = any(one.at_peak for one in best[1])
    off_the_peak = whole.all_peak and not at_peak
    cheaper = not at_peak and best[0] < (whole.whole_price_minutes or 0.0) - WORTH_SPLITTING_MINUTES
    if whole.sittings and not off_the_peak and not cheaper:
        return whole
    saved = None if whole.whole_price_minutes is None else round(whole.whole_price_minutes - best[0], 1)
    return msgspec.structs.replace(
        whole, sittings=best[1], split=True, saved_minutes=saved, blocks=(), all_peak=at_peak
    )


def _batches(desk: Desk, wish: Wish, day: date) -> list[tuple[Sitting, Sitting]]:
    pricer = desk.pricer(day)
    if not _named(desk.problem, wish) <= _at_work(pricer.floor, desk.problem):
        return []
    halves = _halves(pricer.floor, desk.problem, wish)
    pairs = []
    for one, other in (halves, halves[::-1]):
        first = _best(desk, wish, pricer, one, 1)
        if first is None:
            continue
        second_pricer = desk.pricer(day, (Taken(meeting=wish.subject, title=wish.title, sitting=first),))
        second = _best(desk, wish, second_pricer, other, 2)
        if second is not None:
            pairs.append((first, second))
    return pairs


def _on_two_days(desk: Desk, wish: Wish, days: tuple[date, ...]) -> list[tuple[Sitting, Sitting]]:
    """Batches on two days: who is at work on one of them comes then, all others are dealt out between both. The first
    pairs of days at hand are tried, until one costs customers next to nothing."""
    if any(need.by != "person" for need in wish.needs):
        return []  # "all tellers" are those at work on the day: nobody is missing
    named, asked = _named(desk.problem, wish), _named(desk.problem, wish, optional=True)
    pairs: list[tuple[Sitting, Sitting]] = []
    pricers = {day: desk.pricer(day) for day in days}
    there = {day: _at_work(pricers[day].floor, desk.problem) for day in days}
    able = [pair for pair in combinations(days, 2) if named <= there[pair[0]] | there[pair[1]]]
    for early, late in able[:PAIRS_TRIED]:
        halves = _halves(pricers[early].floor, desk.problem, wish)
        groups = (
            frozenset(n for n in asked & there[early] if n not in there[late] or n in halves[0]),
            frozenset(n for n in asked & there[late] if n not in there[early] or n not in halves[0]),
        )
        first = _best(desk, wish, pricers[early], groups[0], 1)
        second = _best(desk, wish, pricers[late], groups[1], 2) if first is not None else None
        if first is not None and second is not None:
            pairs.append((first, second))
            if first.price_minutes + second.price_minutes <= WORTH_SPLITTING_MINUTES:
                break
    return pairs


def _named(problem: Problem, wish: Wish, *, optional: bool = False) -> frozenset[int]:
    """People who must come by name; with `optional` also those who may."""
    subjects = {need.value for need in wish.needs if need.by == "person" and (optional or not need.optional)}
    return frozenset(n for n, person in enumerate(problem.people) if person.subject in subjects)


def _at_work(floor: Floor, problem: Problem) -> frozenset[int]:
    """People at work on the day of a floor, not away all day."""
    return frozenset(n for n in range(len(problem.people)) if floor.at_work[n].any() and not floor.leave[n].all())


def _best(desk: Desk, wish: Wish, pricer: Pricer, only: frozenset[int], batch: int) -> Sitting | None:
    if not only:
        return None
    allowed, _all_peak = allowed_of(starts_of(desk.problem, wish, pricer, only))
    return sitting_of(pricer, allowed[0], batch, 2) if allowed else None


def _halves(floor: Floor, problem: Problem, wish: Wish) -> tuple[frozenset[int], frozenset[int]]:
    """Those who may come, dealt out in turn by post and role, so that each post keeps half its people."""
    shift = _at_work(floor, problem)

    def place_of(number: int) -> tuple:
        person = problem.people[number]
        posts = floor.post[number][floor.post[number] >= 0]
        common = int(posts[len(posts) // 2]) if len(posts) else -1
        return (not person.lobby_manager, not person.authoriser, common, person.role, person.subject)

    wanted = who_comes(problem, floor, wish, None, None, None)
    dealt = sorted({*wanted.required, *wanted.optional} & shift, key=place_of)
    return frozenset(dealt[0::2]), frozenset(dealt[1::2])
