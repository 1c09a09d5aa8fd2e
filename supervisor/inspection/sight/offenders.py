"""Repeats: the same item found again at the same person, or place where nobody is named, within the remembered days.

How long a breach is remembered is the check-list's own (`repeat_days`). Waived findings do not count. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from .seen import Hit, Look, Rate, Seen, could_be_found, could_be_seen, standing


class Repeat(NamedTuple):
    """One chain of the same fault, oldest first: each within `days` of the one before.

    `rate` is how often it was found among the chances between the chain's first and last day.
    """

    key: str
    who: str
    is_person: bool
    days: int
    chain: tuple[Hit, ...]
    rate: Rate

    @property
    def times(self) -> int:
        """How many times it was found."""
        return len(self.chain)

    @property
    def nth(self) -> int:
        """The how-manieth time the last one is, as the finding's own card, its action and its score count: with those
        that the check-list still remembered on that day. A chain may be longer: each lies within `days` of the next."""
        since = self.last - timedelta(days=self.days)
        return sum(hit.day >= since for hit in self.chain)

    @property
    def last(self) -> date:
        """The day it was found last."""
        return self.chain[-1].day

    def fresh(self, today: date) -> bool:
        """Whether finding it again today would continue the chain."""
        return self.last >= today - timedelta(days=self.days)


def repeats(seen: Seen, repeat_days: Mapping[str, int], least: int = 2) -> list[Repeat]:
    """Chains of at least `least` findings, longest and latest first. `repeat_days` by the check-list's digest.

    Two findings of one inspection are one occasion: the later one does not make a repeat.
    """
    by: dict[tuple[str, str, bool], list[Hit]] = defaultdict(list)
    for hit in standing(seen.hits):
        whose = [(who, True) for who in hit.persons if not seen.own or who == seen.own]
        whose = whose or ([] if seen.own else [(place, False) for place in hit.places])
        for who, is_person in dict.fromkeys(whose):
            by[hit.key, who, is_person].append(hit)
    looks: dict[str, list[Look]] = defaultdict(list)
    for look in seen.looks:
        looks[look.code].append(look)
    days = {code: [look.day for look in sorted_looks] for code, sorted_looks in looks.items()}
    found: list[Repeat] = []
    for (key, who, is_person), hits in by.items():
        for chain in _chains(hits, repeat_days):
            if len(chain) < least:
                continue
            of = looks[chain[0].code]
            there = days[chain[0].code]
            item = chain[0].item
            within = of[_left(there, chain[0].day) : bisect_right(there, chain[-1].day)]
            could = could_be_seen if is_person else could_be_found
            chances = sum(look.times for look in within if item in look.judged and could(look, who))
            memory = repeat_days.get(chain[-1].digest, 90)
            found.append(Repeat(key, who, is_person, memory, tuple(chain), Rate(len(chain), chances)))
    return sorted(found, key=lambda one: (-one.times, -one.last.toordinal(), one.key, one.who))


def _left(days: list[date], day: date) -> int:
    return bisect_right(days, day - timedelta(days=1))


def _chains(hits: list[Hit], repeat_days: Mapping[str, int]) -> list[list[Hit]]:
    """Findings in order of time, cut where more days lie between two than the later one's check-list remembers."""
    chains: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda one: (one.at_ms, one.subject)):
        before = chains[-1][-1] if chains else None
        if before is not None and before.inspection == hit.inspection:
            continue
        if before is not None and (hit.day - before.day).days <= repeat_days.get(hit.digest, 90):
            chains[-1].append(hit)
        else:
            chains.append([hit])
    return chains
