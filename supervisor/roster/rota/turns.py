"""Fair turns: who looks after which area on which day. Pure and without chance.

A turn goes to whoever has had fewest for the days on which he was there: the person with the least (turns + 1) / days,
so that leave earns no debt and a newcomer is not sent every day; among equals to whoever had this area least, then
whose last turn lies longest ago, then to the lowest staff number. Over people who were there on the same days counts
therefore never differ by more than one. Nobody is named who is not there; nobody gets two areas on one day while
another who may take one of them is free (a largest matching, `roster.matching`). Planned again, every turn that still
fits stays: only what cannot be is given to somebody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from supervisor.roster.matching import fill
from supervisor.roster.rota.records import Area, Crew, Key, Standing, Turn, TurnDay


def plan_turns(
    days: Sequence[TurnDay],
    crew: Sequence[Crew],
    *,
    before: Standing | None = None,
    stands: Mapping[Key, Turn] | None = None,
    held: Collection[Key] = (),
) -> dict[Key, Turn]:
    """Plan the days, in order. `stands` is what was planned before: it stays where it fits, and whatever it says where
    its key is in `held` (past, done, swapped). A turn for which nobody is there names nobody."""
    planner = _Planner(crew, days, before or Standing())
    return planner.plan(stands or {}, set(held))


def pool_of(area: Area, crew: Iterable[Crew]) -> list[str]:
    """Who takes turns at an area, by staff number; for an area of one person: who may stand in for him."""
    ordered = sorted(crew, key=lambda one: (one.no, one.subject))
    if area.who == "turn":
        return [one.subject for one in ordered if not area.people or one.subject in area.people]
    if area.who == "role":
        return [one.subject for one in ordered if one.role == area.role]
    if area.who == "person":
        return [one.subject for one in ordered if one.subject not in area.people]
    return []


def swapped(turns: Mapping[Key, Turn], one: Key, other: Key) -> dict[Key, Turn]:
    """The turns with the people of two of them changed about, and both fixed from then on. Twice gives the same people
    again; whoever does a turn has it counted."""
    first, second = turns[one], turns[other]
    return {**turns, one: _given(first, second.person), other: _given(second, first.person)}


def _given(turn: Turn, person: str) -> Turn:
    return Turn(turn.area, person, "turn", fixed=True)


def standing_of(turns: Iterable[tuple[date, Turn]], days: Iterable[TurnDay], crew: Sequence[Crew]) -> Standing:
    """How things stand after some days: what was done, by whom, and who was there while his turn could come."""
    had: Counter[str] = Counter()
    by_area: Counter[tuple[str, str]] = Counter()
    last: dict[str, date] = {}
    for day, turn in turns:
        if turn.counts:
            had[turn.person] += 1
            by_area[turn.person, turn.area] += 1
            last[turn.person] = max(day, last.get(turn.person, day))
    return Standing(had, by_area, last, days_in_turn(days, crew))


def days_in_turn(days: Iterable[TurnDay], crew: Sequence[Crew]) -> Counter[str]:
    """On how many days each was there while an area was due at which he takes turns."""
    pools: dict[Area, frozenset[str]] = {}
    found: Counter[str] = Counter()
    for each in days:
        able: set[str] = set()
        for area in each.due:
            if area.who in ("turn", "role"):
                if area not in pools:
                    pools[area] = frozenset(pool_of(area, crew))
                able |= pools[area]
        found.update(able & each.there)
    return found


class _Planner:
    def __init__(self, crew: Sequence[Crew], days: Sequence[TurnDay], before: Standing) -> None:
        self.days = sorted(days, key=lambda one: one.day)
        self.order = {(each.day, area.subject): place for each in self.days for place, area in enumerate(each.due)}
        self.number = {one.subject: (one.no, one.subject) for one in crew}
        self.pools = {area: pool_of(area, crew) for each in self.days for area in each.due}
        self.turns = Counter(before.turns)
        self.by_area = Counter(before.by_area)
        self.last = dict(before.last)
        self.crew = crew
        self.weight = Counter(before.present)  # grows day by day: a newcomer has not been there yet tomorrow
        self.made: dict[Key, Turn] = {}

    def plan(self, stands: Mapping[Key, Turn], held: set[Key]) -> dict[Key, Turn]:
        for each in self.days:
            due = {area.subject: area for area in each.due}
            for key, turn in stands.items():
                if key[0] == each.day and (key in held or self._fits(each, due.get(turn.area), turn)):
                    self._take(each.day, turn)
        for each in self.days:
            self._day(each)
        last = len(self.order)
        return {key: self.made[key] for key in sorted(self.made, key=lambda k: (k[0], self.order.get(k, last), k[1]))}

    def _fits(self, each: TurnDay, area: Area | None, turn: Turn) -> bool:
        """Whether a turn planned before can stay as it is."""
        if area is None:
            return False
        if area.who in ("cleaner", "everyone"):
            return turn.manner == area.who
        if turn.person not in each.there:
            return False
        if area.who == "person":
            own = area.people[0]
            if own in each.there:
                return turn == Turn(area.subject, own, "own")
            return turn.manner == "stand_in" and turn.person in self.pools[area]
        return turn.manner == "turn" and turn.person in self.pools[area]

    def _take(self, day: date, turn: Turn) -> None:
        self.made[day, turn.area] = turn
        if turn.counts:
            self.turns[turn.person] += 1
            self.by_area[turn.person, turn.area] += 1
            self.last[turn.person] = max(day, self.last.get(turn.person, day))

    def _day(self, each: TurnDay) -> None:
        self.weight.update(days_in_turn([each], self.crew))
        rest: list[Area] = []
        for area in (one for one in each.due if (each.day, one.subject) not in self.made):
            if area.who == "cleaner" or area.who == "everyone":
                self._take(each.day, Turn(area.subject, "", area.who))
            elif area.who == "person" and area.people[0] in each.there:
                self._take(each.day, Turn(area.subject, area.people[0], "own"))
            elif area.who != "owner":
                rest.append(area)
        busy = Counter(turn.person for (day, _area), turn in self.made.items() if day == each.day and turn.person)
        ranked = [self._ranked(area, each.there - set(busy)) for area in rest]
        for area, person in zip(rest, fill(ranked), strict=True):
            if person is not None:
                busy[person] += 1
                self._take(each.day, self._turn(area, person))
        for area in rest:  # more areas than people: somebody has two, who has fewest today and then over time
            if (each.day, area.subject) not in self.made:
                able = self._ranked(area, each.there)
                person = min(able, key=lambda one: busy[one], default="")
                busy[person] += 1
                self._take(each.day, self._turn(area, person))

    def _turn(self, area: Area, person: str) -> Turn:
        return Turn(area.subject, person, "stand_in" if area.who == "person" else "turn")

    def _ranked(self, area: Area, there: Collection[str]) -> list[str]:
        """Who can take an area, whose turn it is first."""

        def order(one: str) -> tuple:
            share = Fraction(self.turns[one] + 1, max(self.weight[one], 1))
            return share, self.by_area[one, area.subject], self.last.get(one, date.min), self.number[one]

        return sorted((one for one in self.pools[area] if one in there), key=order)
