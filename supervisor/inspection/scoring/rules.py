"""The kinds of scoring rule, one small pure function each (numbers as in the branch's list of rule kinds).

Points are integer hundredths and losses are positive; nothing here knows a clock, a book or a language.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence

from supervisor.inspection.template import Counting, Item, Section, Threshold

MOST_CASES = 999  # of one item in one inspection: more is a slip of the keyboard, and is not taken
MOST_CENTS = 10**15  # what fines of one person at one item can come to


def cases_counted(counts: Counting, cases: int, persons: int, places: int) -> int:
    """Kind 1: how many cases a failed item counts per place, per time or per person-time.

    At least one; naming more places or people than `cases` says raises the count to what was named.
    """
    named = {"place": places, "person_time": persons}.get(counts, 0)
    return min(max(1, cases, named), MOST_CASES)


def fails(item: Item, verdict: str, value: float | None = None) -> bool:
    """Kind 1: whether an answer is a failure of its item: facts never are, nor is a measured rate within its limit."""
    if verdict != "fail" or item.kind != "check":
        return False
    return item.counts != "rate" or value is None or rate_cases(value, item.limit, item.step) > 0


def rate_cases(value: float, limit: float, step: float) -> int:
    """Kind 1 for a measured rate: one case for each begun `step` above `limit`; none up to the limit."""
    excess = value - limit
    if excess <= 1e-12:
        return 0
    return 1 if step <= 0 else math.ceil(min(excess / step, MOST_CASES) - 1e-9)


def floored(raw_c: int, points_c: int, floor_c: int) -> int:
    """Kind 2: what an item may lose at most before its marks reach the floor (0: used up; negative: beyond)."""
    return min(raw_c, points_c - floor_c)


def capped(total_c: int, floor_c: int, cap_c: int) -> int:
    """Kind 2 for the whole: a total between its floor and its cap (a cap above full marks leaves room for bonus)."""
    return min(max(total_c, floor_c), cap_c)


def each_bears(per_case_c: int, persons: Sequence[str], count: int) -> dict[str, int]:
    """Kind 3: several people in one act each bear the deduction; cases beyond the people named go to all alike.

    Two people and two cases: one case each; one person and three cases: three; two people and four cases: two each,
    an odd case is borne by the first named. Of no case (a rate within its limit) nobody bears anything.
    """
    if not persons or count < 1:
        return {}
    if len(persons) == 1:
        return {persons[0]: per_case_c * count}
    share, odd = divmod(max(count, len(persons)), len(persons))
    return {person: per_case_c * (share + (1 if index < odd else 0)) for index, person in enumerate(persons)}


def remembered_by(counts: str, persons: Sequence[str], places: Sequence[str], place: str) -> tuple[str, ...]:
    """Kind 4: under whom a failure is looked up among earlier ones: the people named; nobody being named, of an item
    counted by places the places named or that of the whole inspection; else "", nobody."""
    if persons:
        return tuple(dict.fromkeys(persons))
    where = tuple(dict.fromkeys(places)) or ((place,) if place else ())
    return where if counts == "place" and where else ("",)


def reminders(count: int, first_is_reminder: bool, earlier: Mapping[str, int], persons: Sequence[str]) -> int:
    """Kind 4: how many of `count` cases are only reminders: the first of each person (or place) without a breach
    in the remembered period. `earlier` counts remembered breaches by person; "" stands for nobody named.

    A case that several people share is a reminder only where it is the first of each of them: what somebody has a
    part in who was reminded before does cost.
    """
    if not first_is_reminder:
        return 0
    whose = tuple(persons) or ("",)
    repeating = sum(n for who, n in each_bears(1, whose, count).items() if earlier.get(who, 0) > 0)
    firsts = sum(1 for who in whose if earlier.get(who, 0) == 0)
    return max(0, min(firsts, count - repeating))


def doubled_cents(first_cents: int, earlier: int, cases: int, cap_cents: int) -> int:
    """Kind 4 in money: the fine doubles with each repeat of the same error, each time up to `cap_cents` (0: no cap).

    It doubles no more than 40 times, and all of them together are no more than `MOST_CENTS`.
    """
    steep = range(min(earlier, 40), min(earlier + cases, 40))
    fines = [first_cents * 2**repeat for repeat in steep]
    level = first_cents * 2**40
    if cap_cents:
        fines, level = [min(fine, cap_cents) for fine in fines], min(level, cap_cents)
    return min(sum(fines) + level * (cases - len(steep)), MOST_CENTS)


def consequences(counts: Mapping[str, int], thresholds: Iterable[Threshold]) -> list[Threshold]:
    """Kind 5: the stated consequences of more than N cases in a period.

    `counts` are cases by item; a threshold that names no item looks at their sum.
    """
    whole = sum(counts.values())
    return [t for t in thresholds if (counts.get(t.item, 0) if t.item else whole) > t.more_than]


def forfeited(sections: Sequence[Section], failed: Iterable[str]) -> dict[str, str]:
    """Kind 6: sections that score nothing, {section id: the gate item that failed}."""
    failing = set(failed)
    lost: dict[str, str] = {}
    if not failing:
        return lost
    for section in sections:
        for item in section.items:
            if item.id not in failing or item.gate == "none":
                continue
            for other in sections if item.gate == "all" else (section,):
                lost.setdefault(other.id, item.id)
    return lost


def skipped(items: Sequence[Item], failed: Iterable[str]) -> dict[str, str]:
    """Kind 6: items that lie between a failed gate and the later item it sends the check on to, {item id: the gate}."""
    failing, over = set(failed), dict[str, str]()
    if not any(item.continue_at and item.id in failing for item in items):
        return over
    order = [item.id for item in items]
    for position, item in enumerate(items):
        if item.id in failing and item.continue_at in order[position + 1 :]:
            for passed in order[position + 1 : order.index(item.continue_at)]:
                over.setdefault(passed, item.id)
    return over


def passed_over(sections: Sequence[Section], failed: Sequence[str], answered: Container[str]) -> dict[str, str]:
    """Kind 6: skipped items that do not count by themselves, {item id: the gate}: all those of a forfeited section,
    elsewhere those that nobody answered (what was seen all the same does count)."""
    over = skipped([item for section in sections for item in section.items], failed)
    if not over:
        return over
    lost = forfeited(sections, failed)
    return {
        item.id: over[item.id]
        for section in sections
        for item in section.items
        if item.id in over and (section.id in lost or item.id not in answered)
    }


def forfeits(full_c: int, lost_c: int) -> int:
    """Kind 6: what a forfeited section (or the whole) loses: all it could give, or more where it had fallen below zero.

    Otherwise a section whose items may go negative would gain by failing its gate.
    """
    return max(full_c, lost_c)


def most_c(full_c: int, base_c: int, cap_c: int) -> int:
    """Kind 2: the highest total of what applies. A cap above the full mark leaves room for bonus, as large a part of
    what applies as of the whole: with a cap of 110 for 100, of 90 points that apply 99 are the most."""
    return full_c if cap_c <= base_c or base_c <= 0 else full_c * cap_c // base_c


def least_c(full_c: int, base_c: int, floor_c: int) -> int:
    """Kind 2: the lowest total of what applies. A lowest total above zero is as large a part of it as of the whole, or
    a single failed item would be saved by a floor meant for all; one below zero is how deep it may go."""
    return floor_c if floor_c <= 0 or base_c <= 0 else floor_c * full_c // base_c


def applicable_c(base_c: int, left_out: Iterable[int]) -> int:
    """Kind 7: the full mark without the points of items that do not apply or were never asked."""
    return base_c - sum(left_out)


def percent_c(score_c: int, full_c: int) -> int | None:
    """Kind 7: the score in hundredths of a percent of what applied; None where nothing applied."""
    return None if full_c <= 0 else (2 * score_c * 10_000 + full_c) // (2 * full_c)
