"""A meeting held twice for half the people each, where that keeps the counters manned at less waiting."""

from __future__ import annotations

from datetime import date

import msgspec

from .floor import Floor
from .people import who_comes
from .pricing import Pricer
from .problem import Answer, Problem, Sitting, Taken, Wish
from .starts import Desk, allowed_of, sitting_of, starts_of

WORTH_SPLITTING_MINUTES = 1.0
"""Two batches are chosen only if they save more than this."""


def split(desk: Desk, wish: Wish, days: tuple[date, ...], whole: Answer) -> Answer:
    """Two batches on one day if that is cheaper than `whole` (or `whole` cannot be); else `whole`."""
    best: tuple[float, tuple[Sitting, Sitting]] | None = None
    for day in days:
        for pair in _batches(desk, wish, day):
            price = sum(one.price_minutes for one in pair)
            if best is None or price < best[0]:
                best = (price, pair)
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


def _best(desk: Desk, wish: Wish, pricer: Pricer, only: frozenset[int], batch: int) -> Sitting | None:
    if not only:
        return None
    allowed, _all_peak = allowed_of(starts_of(desk.problem, wish, pricer, only))
    return sitting_of(pricer, allowed[0], batch, 2) if allowed else None


def _halves(floor: Floor, problem: Problem, wish: Wish) -> tuple[frozenset[int], frozenset[int]]:
    """Those who may come, dealt out in turn by post and role, so that each post keeps half its people."""
    shift = [n for n in range(len(problem.people)) if floor.at_work[n].any() and not floor.leave[n].all()]

    def place_of(number: int) -> tuple:
        person = problem.people[number]
        posts = floor.post[number][floor.post[number] >= 0]
        common = int(posts[len(posts) // 2]) if len(posts) else -1
        return (not person.lobby_manager, not person.authoriser, common, person.role, person.subject)

    wanted = who_comes(problem, floor, wish, None, None, None)
    dealt = sorted({*wanted.required, *wanted.optional} & set(shift), key=place_of)
    return frozenset(dealt[0::2]), frozenset(dealt[1::2])
