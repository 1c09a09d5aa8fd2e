"""Months of inspections drawn at random, with what differs between them planted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp, log

import numpy as np

from supervisor.inspection.sight.seen import Hit, Look, Seen

FIRST = date(2026, 5, 1)
LISTS: dict[str, tuple[str, ...]] = {
    "appearance": tuple(f"B1-{n}" for n in range(17)),
    "discipline": tuple(f"A1-{n}" for n in range(25)),
    "environment": tuple(f"C6-{n}" for n in range(20)),
}
PLACES = ("lobby", "counter", "vip")
HARD_LIST, HARD_PLACE = {"environment": 1.0}, {"vip": 0.8}


def drawn(
    seed: int, count: int = 240, inspectors: tuple[str, ...] = ("a", "b", "c"), *,
    bias: Mapping[str, float] | None = None, shares: Mapping[str, tuple[float, ...]] | None = None,
    people: tuple[str, ...] = ("p1", "p2", "p3", "p4"), base: float = 0.08, drift: float = 0.0,
    by_person: Mapping[str, float] | None = None, rough: float = 0.5, days: int = 180,
) -> Seen:  # fmt: skip
    """`count` inspections over `days`. Faults are drawn item by item on the log-odds scale: the item's own rate, the
    check-list, the place, the person, a drift over all the time, a whim of each inspection (`rough`, the spread), and
    the inspector's `bias`. `shares` says how often an inspector goes to each of the places (one alike otherwise).
    """
    chance = np.random.default_rng(seed)
    own = {item: chance.normal(0, 0.7) for items in LISTS.values() for item in items}
    looks: list[Look] = []
    hits: list[Hit] = []
    for number, offset in enumerate(sorted(chance.integers(0, days, count).tolist())):
        who = inspectors[int(chance.integers(len(inspectors)))]
        weights = (shares or {}).get(who, (1 / 3, 1 / 3, 1 / 3))
        code = list(LISTS)[int(chance.choice(3, p=weights))]
        place = PLACES[int(chance.choice(3, p=weights))]
        person = people[int(chance.integers(len(people)))]
        day = FIRST + timedelta(days=offset)
        hour = int(chance.integers(9, 17))
        items = LISTS[code]
        look = Look(f"inspection:{number}", f"JC-{number}", code, f"d-{code}", day, hour, "on_site", place, who,
                    (person,), items)  # fmt: skip
        looks.append(look)
        shift = (
            HARD_LIST.get(code, 0.0) + HARD_PLACE.get(place, 0.0) + (bias or {}).get(who, 0.0)
            + (by_person or {}).get(person, 0.0) + drift * offset / days + chance.normal(0, rough)
        )  # fmt: skip
        for item in items:
            odds = log(base / (1 - base)) + own[item] + shift
            if chance.random() < 1 / (1 + exp(-odds)):
                hits.append(
                    Hit(f"finding:{number}:{item}", look.subject, look.number, code, look.digest, item, "minor",
                        (person,), (place,), day, hour, offset * 86_400_000 + hour * 3_600_000)
                )  # fmt: skip
    return Seen(FIRST, FIRST + timedelta(days=days), tuple(looks), tuple(hits))
