"""The kinds of scoring rule, one small pure function each (numbers as in the branch's list of rule kinds).

Points are integer hundredths and losses are positive; nothing here knows a clock, a book or a language.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from .template import Counting, Item, Section, Threshold


def cases_counted(counts: Counting, cases: int, persons: int, places: int) -> int:
    """Kind 1: how many cases a failed item counts per place, per time or per person-time.

    At least one; naming more places or people than `cases` says raises the count to what was named.
    """
    named = {"place": places, "person_time": persons}.get(counts, 0)
    return max(1, cases, named)


def rate_cases(value: float, limit: float, step: float) -> int:
    """Kind 1 for a measured rate: one case for each begun `step` above `limit`; none up to the limit."""
    excess = value - limit
    if excess <= 1e-12:
        return 0
    return 1 if step <= 0 else math.ceil(excess / step - 1e-9)


def floored(raw_c: int, points_c: int, floor_c: int) -> int:
    """Kind 2: what an item may lose at most before its marks reach the floor (0: used up; negative: beyond)."""
    return min(raw_c, points_c - floor_c)


def capped(total_c: int, floor_c: int, cap_c: int) -> int:
    """Kind 2 for the whole: a total between its floor and its cap (a cap above full marks leaves room for bonus)."""
    return min(max(total_c, floor_c), cap_c)


def highest_only(losses_by_item: Mapping[str, int], act_by_item: Mapping[str, str]) -> dict[str, str]:
    """Kind 3: items set aside because the same act already counts more under another clause.

    Returns {item set aside: item that counts}. Items without an act are acts of their own and add up; of equal
    losses the first named counts.
    """
    best: dict[str, str] = {}
    for item, act in act_by_item.items():
        if act and item in losses_by_item and (act not in best or losses_by_item[item] > losses_by_item[best[act]]):
            best[act] = item
    return {
        item: best[act] for item, act in act_by_item.items() if act and item in losses_by_item and best[act] != item
    }


def each_bears(per_case_c: int, persons: Sequence[str], count: int) -> dict[str, int]:
    """Kind 3: several people in one act each bear the deduction; cases beyond the people named go to all alike.

    Two people and two cases: one case each; one person and three cases: three; two people and four cases: two each,
    an odd case is borne by the first named.
    """
    if not persons:
        return {}
    share, odd = divmod(max(count, len(persons)), len(persons))
    return {person: per_case_c * (share + (1 if index < odd else 0)) for index, person in enumerate(persons)}


def reminders(count: int, first_is_reminder: bool, earlier: Mapping[str, int], persons: Sequence[str]) -> int:
    """Kind 4: how many of `count` cases are only reminders: the first of each person (or place) without a breach
    in the remembered period. `earlier` counts remembered breaches by person; "" stands for nobody named."""
    if not first_is_reminder:
        return 0
    firsts = sum(1 for who in (persons or ("",)) if earlier.get(who, 0) == 0)
    return min(count, firsts)


def doubled_cents(first_cents: int, earlier: int, cases: int, cap_cents: int) -> int:
    """Kind 4 in money: the fine doubles with each repeat of the same error, each time up to `cap_cents` (0: no cap)."""
    total = 0
    for repeat in range(earlier, earlier + cases):
        fine = first_cents * 2 ** min(repeat, 40)
        total += min(fine, cap_cents) if cap_cents else fine
    return total


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
    for section in sections:
        for item in section.items:
            if item.id not in failing or item.gate == "none":
                continue
            for other in sections if item.gate == "all" else (section,):
                lost.setdefault(other.id, item.id)
    return lost


def skipped(items: Sequence[Item], failed: Iterable[str]) -> set[str]:
    """Kind 6: items passed over because a failed gate sends the check on to a named later item."""
    failing, order, over = set(failed), [item.id for item in items], set[str]()
    for position, item in enumerate(items):
        if item.id in failing and item.continue_at in order[position + 1 :]:
            over.update(order[position + 1 : order.index(item.continue_at)])
    return over


def applicable_c(base_c: int, left_out: Iterable[int]) -> int:
    """Kind 7: the full mark without the points of items that do not apply or were never asked."""
    return base_c - sum(left_out)


def percent_c(score_c: int, full_c: int) -> int | None:
    """Kind 7: the score in hundredths of a percent of what applied; None where nothing applied."""
    return None if full_c <= 0 else (2 * score_c * 10_000 + full_c) // (2 * full_c)
