"""Trends and heat maps: how often a fault was found per chance to find it, by item, person, place and hour.

Chances are counted as follows, and stated with every figure. By item: inspections in which the item was judged. By
person, place or hour: items judged in inspections in which the person could be seen (he was named, or nobody was), that
went through the place (or the whole branch), that began in the hour. Pure: rows in, figures out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import sqrt
from typing import Any, Literal, NamedTuple

from .seen import WHOLE, Hit, Look, Rate, Seen, Step, bucket, buckets, step_of

Axis = Literal["item", "person", "place", "hour"]
Grid = Literal["item_week", "section_week", "place_hour", "person_item"]
AXES: tuple[Axis, ...] = ("item", "person", "place", "hour")
GRIDS: tuple[Grid, ...] = ("item_week", "section_week", "place_hour", "person_item")
Z99 = 2.575829
FEWEST_FAULTS, FEWEST_BUCKETS = 5, 4  # below these nothing is said about a direction
Direction = Literal["up", "down", "steady", "few"]


class Trend(NamedTuple):
    """One line: its rates by week or month, the whole, and whether it goes up or down beyond chance.

    `z` is the statistic of the trend, None where too little was seen to say anything.
    """

    key: str
    total: Rate
    parts: tuple[Rate, ...]
    direction: Direction
    z: float | None


class Cell(NamedTuple):
    """One field of a heat map; `findings` are the subjects behind it, waived ones last."""

    rate: Rate
    findings: tuple[str, ...] = ()


class HeatMap(NamedTuple):
    """Rows with the most faults first, columns in their own order; `left_out` is how many rows are not shown."""

    grid: Grid
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    left_out: int = 0

    def cell(self, row: str, column: str) -> Cell:
        """The field at a row and a column; empty where nothing was looked at."""
        return self.cells.get((row, column), Cell(Rate()))


def trends(seen: Seen, axis: Axis, step: Step | None = None) -> tuple[tuple[date, ...], list[Trend]]:
    """The first days of the weeks or months, and a trend for each key of an axis, most faults first."""
    step = step or step_of(seen.first, seen.last)
    days = buckets(_begin(seen), seen.last, step)
    place = {day: number for number, day in enumerate(days)}
    faults: dict[str, list[int]] = defaultdict(lambda: [0] * len(days))
    waived: Counter[str] = Counter()
    for hit in seen.hits:
        for key in keys_of(hit, axis, seen.own):
            if hit.waived:
                waived[key] += 1
            else:
                faults[key][place[bucket(hit.day, step)]] += 1
    chances = _chances(seen, axis, lambda look: bucket(look.day, step), {*faults, *waived})
    keys = {*faults, *waived, *chances}
    found: list[Trend] = []
    for key in keys:
        seen_then = chances.get(key, {})
        parts = tuple(Rate(faults[key][n], seen_then.get(day, 0)) for n, day in enumerate(days))
        total = Rate(sum(p.faults for p in parts), sum(p.chances for p in parts), waived[key])
        direction, z = _direction(parts)
        found.append(Trend(key, total, parts, direction, z))
    order = {"hour": lambda t: (int(t.key), "")}.get(axis, lambda t: (-t.total.faults, -(t.total.value or 0), t.key))
    return days, sorted(found, key=order)  # type: ignore[arg-type]


def _begin(seen: Seen) -> date:
    """The day of the first look: weeks before the branch began to inspect are no part of a picture."""
    return max(seen.first, seen.looks[0].day) if seen.looks else seen.first


def keys_of(hit: Hit, axis: Axis, own: str = "") -> tuple[str, ...]:
    """The keys of an axis under which a finding is counted."""
    if axis == "item":
        return (hit.key,)
    if axis == "person":
        return tuple(who for who in hit.persons if not own or who == own)
    if axis == "place":
        return hit.areas
    return (str(hit.hour),)


def _chances(seen: Seen, axis: Axis, when: Callable[[Look], date], keys: Iterable[str]) -> dict[str, Counter[date]]:
    """Chances by key and time. Looks alike are counted together first: a year has many of few kinds."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    if axis == "item":
        for (code, judged, day), times in _counted((x.code, x.judged, when(x), x.times) for x in seen.looks).items():
            for item in judged:
                found[f"{code}/{item}"][day] += times
        return found
    alike: Counter[tuple[tuple[str, ...], date]] = Counter()
    for look in seen.looks:
        alike[_reach(look, axis), when(look)] += len(look.judged) * look.times
    everywhere = {*keys, *(key for reach, _day in alike for key in reach)}
    if axis == "person" and seen.own:
        everywhere = {seen.own}
    for (reach, day), judged in alike.items():
        for key in reach or everywhere:
            if key in everywhere:
                found[key][day] += judged
    return found


def _counted(looks: Iterable[tuple[Any, ...]]) -> Counter[Any]:
    """How many looks there were of each kind; the last of each tuple says how many it stands for."""
    found: Counter[Any] = Counter()
    for *kind, times in looks:
        found[tuple(kind)] += times
    return found


def _reach(look: Look, axis: Axis) -> tuple[str, ...]:
    """The keys that a look gave a chance to; empty for all of them."""
    if axis == "person":
        return look.inspected
    if axis == "place":
        return (look.place,) if look.place != WHOLE else ()
    return (str(look.hour),)


def _direction(parts: tuple[Rate, ...]) -> tuple[Direction, float | None]:
    """Whether rates rise or fall over time: the Cochran–Armitage test for a trend in proportions (Biometrics 11, 1955)
    at 99 %, its variance widened by what the points scatter about their own straight line (quasi-binomial).
    """
    used = [(x, part) for x, part in enumerate(parts) if part.chances]
    n = sum(part.chances for _x, part in used)
    k = sum(min(part.faults, part.chances) for _x, part in used)
    if len(used) < FEWEST_BUCKETS or k < FEWEST_FAULTS or k == n:
        return "few", None
    share = k / n
    mean = sum(x * part.chances for x, part in used) / n
    spread = sum(part.chances * (x - mean) ** 2 for x, part in used)
    tilt = sum((x - mean) * part.faults for x, part in used)
    slope = tilt / spread
    scatter = sum(
        (part.faults - part.chances * (share + slope * (x - mean))) ** 2 / (part.chances * share * (1 - share))
        for x, part in used
    ) / (len(used) - 2)
    z = tilt / sqrt(spread * share * (1 - share) * max(1.0, scatter))
    return ("up" if z > Z99 else "down" if z < -Z99 else "steady"), z


def heat_map(seen: Seen, grid: Grid, sections: Mapping[str, str] | None = None, most: int = 20) -> HeatMap:
    """Findings by two things at once, each field with its own chances; at most `most` rows.

    `sections` names the section of each item key (`appearance/B1-2`), for `section_week`.
    """
    step = step_of(seen.first, seen.last)
    section = sections or {}
    behind: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
    for hit in seen.hits:
        for field in _fields(hit, grid, step, section, seen.own):
            behind[field].append((hit.waived, hit.subject))
    looked: Counter[tuple[str, str]] = Counter()
    for field, chances in _field_chances(seen, grid, step, section, {row for row, _column in behind}):
        looked[field] += chances
    rates: dict[tuple[str, str], Rate] = {}
    for field in {**behind, **looked}:
        waived = sum(w for w, _subject in behind.get(field, ()))
        rates[field] = Rate(len(behind.get(field, ())) - waived, looked[field], waived)
    totals: Counter[str] = Counter()
    for (row, _column), rate in rates.items():
        totals[row] += rate.faults
    ordered = sorted(totals, key=lambda row: (-totals[row], row))
    shown = ordered[:most]
    wanted = set(shown)
    cells = {
        field: Cell(rate, tuple(subject for _w, subject in sorted(behind.get(field, ()))))
        for field, rate in rates.items()
        if field[0] in wanted
    }
    return HeatMap(grid, tuple(shown), _columns(seen, grid, step, cells), cells, len(ordered) - len(shown))


def _fields(hit: Hit, grid: Grid, step: Step, section: Mapping[str, str], own: str) -> Iterable[tuple[str, str]]:
    if grid == "item_week":
        return [(hit.key, bucket(hit.day, step).isoformat())]
    if grid == "section_week":
        return [(section.get(hit.key, hit.code), bucket(hit.day, step).isoformat())]
    if grid == "place_hour":
        return dict.fromkeys((place, str(hit.hour)) for place in hit.areas)
    return dict.fromkeys((who, hit.key) for who in hit.persons if not own or who == own)


def _field_chances(
    seen: Seen, grid: Grid, step: Step, section: Mapping[str, str], rows: set[str]
) -> Iterable[tuple[tuple[str, str], int]]:
    if grid in ("item_week", "section_week"):
        alike = _counted((x.code, x.judged, bucket(x.day, step).isoformat(), x.times) for x in seen.looks)
        for (code, judged, week), times in alike.items():
            for item in judged:
                key = f"{code}/{item}"
                yield (key if grid == "item_week" else section.get(key, code), week), times
    elif grid == "place_hour":
        looked = _counted((x.place, str(x.hour), len(x.judged), x.times) for x in seen.looks)
        for (place, hour, judged), times in looked.items():
            for each in {place} if place != WHOLE else rows | {WHOLE}:
                yield (each, hour), judged * times
    else:
        alike_people = _counted((x.inspected, x.code, x.judged, x.times) for x in seen.looks)
        for (inspected, code, judged), times in alike_people.items():
            for who in rows & set(inspected) if inspected else rows:
                for item in judged:
                    yield (who, f"{code}/{item}"), times


def _columns(seen: Seen, grid: Grid, step: Step, cells: Mapping[tuple[str, str], Cell]) -> tuple[str, ...]:
    if grid in ("item_week", "section_week"):
        return tuple(day.isoformat() for day in buckets(_begin(seen), seen.last, step))
    if grid == "place_hour":
        hours = sorted(int(column) for _row, column in cells)
        return tuple(str(hour) for hour in range(hours[0], hours[-1] + 1)) if hours else ()
    faults: Counter[str] = Counter()
    for (_row, column), cell in cells.items():
        faults[column] += cell.rate.faults
    return tuple(sorted((c for c in faults if faults[c]), key=lambda c: (-faults[c], c))[:20])
