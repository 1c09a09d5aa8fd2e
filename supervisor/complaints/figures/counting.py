"""Counting: by code with its tree, by cause in the order of Pareto, by person fairly, by hour against customers.

Pure functions over cases; no clock, no book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from .chance import poisson_interval, wilson
from .records import FEW, Bar, Case, Count, Person, Rate, Share, Traffic

VITAL_SHARE = 0.8
"""Pareto's line."""


def share_of(answers: Iterable[bool]) -> Share:
    """How many of these are so."""
    known = list(answers)
    return share(sum(known), len(known))


def share(hits: int, of: int) -> Share:
    """So many of so many, with its interval."""
    return Share(hits, of, hits / of if of else None, *wilson(hits, of))


def key_of(case: Case, axis: str) -> str:
    """Under which code a case is counted; "" where nobody said."""
    return _KEYS[axis](case)


_KEYS: dict[str, Callable[[Case], str]] = {
    "weekday": lambda case: str(case.happened.weekday()),
    "channel": attrgetter("channel"),
    "class": attrgetter("class_code"),
    "cause": attrgetter("cause_code"),
    "root": attrgetter("root_code"),
    "zone": attrgetter("zone"),
    "person": attrgetter("person"),
    "state": attrgetter("state"),
}


def counted(codes: Iterable[str], parents: Mapping[str, str]) -> tuple[Count, ...]:
    """Cases by code, the largest branch of the tree first, each code followed by those under it.

    `parents` names the code above each (an unknown or circular one stands at the top); "" is where nobody said.
    """
    own = Counter(codes)
    above = {code: codes_above(code, parents) for code in own}
    whole: Counter[str] = Counter()
    under: dict[str, set[str]] = {}
    for code, cases in own.items():
        line = [code, *above[code]]
        for each in line:
            whole[each] += cases
        for lower, upper in zip(line, [*line[1:], ""], strict=True):
            under.setdefault(upper, set()).add(lower)
    every = sum(own.values())
    found: list[Count] = []

    def put(upper: str, depth: int) -> None:
        for code in sorted(under.get(upper, set()) - {upper}, key=lambda one: (-whole[one], one)):
            found.append(Count(code, own[code], whole[code], whole[code] / every, depth, upper))
            if code:
                put(code, depth + 1)

    put("", 0)
    if own[""]:
        found.append(Count("", own[""], own[""], own[""] / every))
    return tuple(found)


def codes_above(code: str, parents: Mapping[str, str]) -> list[str]:
    """The codes above one, the nearest first. Codes that stand above themselves (two laptops can have made a circle of
    them) count as tops."""
    line: list[str] = []
    while (upper := parents.get(code, "")) and not _circular(code, parents):
        line.append(upper)
        code = upper
    return line


def _circular(code: str, parents: Mapping[str, str]) -> bool:
    seen, upper = {code}, parents.get(code, "")
    while upper and upper not in seen:
        seen.add(upper)
        upper = parents.get(upper, "")
    return upper == code


def pareto(codes: Iterable[str], parents: Mapping[str, str], upper: str = "") -> tuple[Bar, ...]:
    """Causes of the first level with all under them, the most frequent first, with what they come to together; codes of
    the same size in their own order. With `upper` those right under it instead, and itself for those of its cases of
    which nothing closer was said.

    `vital` are the fewest that make up 80 %: the bar that crosses the line is one of them.
    """
    lines = [[code, *codes_above(code, parents)] for code in codes]
    if upper:
        own = Counter(line[max(line.index(upper) - 1, 0)] for line in lines if upper in line)
    else:
        own = Counter(line[-1] for line in lines)
    every = sum(own.values())
    found, sofar = [], 0
    for code, cases in sorted(own.items(), key=lambda one: (-one[1], one[0])):
        vital = sofar < VITAL_SHARE * every
        sofar += cases
        found.append(Bar(code, cases, cases / every, sofar / every, vital))
    return tuple(found)


def people(cases: Sequence[Case], praised: Counter[str]) -> tuple[Person, ...]:
    """Everybody whom a case is about or whom somebody praised: by number of cases, never by a share."""
    about: dict[str, list[Case]] = {}
    for case in cases:
        if case.person:
            about.setdefault(case.person, []).append(case)
    found = []
    for person in about.keys() | praised.keys():
        mine = about.get(person, [])
        judged = [case.at_fault for case in mine if case.at_fault is not None]
        found.append(
            Person(
                person,
                len(mine),
                len(judged),
                sum(judged),
                sum(case.on_the_spot for case in mine),
                share_of(judged) if len(judged) >= FEW else None,
                praised[person],
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.cases, -one.at_fault, -one.praise, one.person)))


def rates(cases: Sequence[Case], traffic: Traffic) -> tuple[tuple[Rate, ...], tuple[Rate, ...], tuple[Rate, ...]]:
    """Cases against customers: by weekday and hour, by hour, by weekday. Only hours in which either came.

    Both sides of a rate are of the same days: a case of a day without tickets is in `all_cases` alone.
    """
    known: Counter[tuple[int, int]] = Counter()
    every: Counter[tuple[int, int]] = Counter()
    for case in cases:
        if case.hour >= 0:
            place = case.happened.weekday(), case.hour
            every[place] += 1
            known[place] += case.happened in traffic.days
    places = sorted({*every, *(place for place, came in traffic.customers.items() if came)})

    def rate(weekday: int, hour: int) -> Rate:
        mine = [p for p in places if weekday in (-1, p[0]) and hour in (-1, p[1])]
        hits, came = sum(known[p] for p in mine), sum(traffic.customers.get(p, 0) for p in mine)
        low, high = (1000 * each / came for each in poisson_interval(hits)) if came else (None, None)
        return Rate(
            weekday, hour, hits, came, sum(every[p] for p in mine), 1000 * hits / came if came else None, low, high
        )

    hours, weekdays = sorted({p[1] for p in places}), sorted({p[0] for p in places})
    return (
        tuple(rate(*place) for place in places),
        tuple(rate(-1, hour) for hour in hours),
        tuple(rate(weekday, -1) for weekday in weekdays),
    )
