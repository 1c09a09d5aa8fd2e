"""A fair roster for a month: who works on which day, on which post, and when each eats.

Week by week: days that are open but not worked by everybody (weekends, holidays) get their minimum cover,
and as many more as lunch takes away, from those with the fewest such turns; whoever worked one rests on a
quieter weekday of that week; nobody works more days in a row than the rules allow. Then each day is
filled: minimum cover first, scarce skills before common ones, then the other stations evenly, people
rotating over the posts they can hold. Pure and without chance: the same month always gives the same
roster. Minimum cover goes before everybody's quota of days, days in a row before minimum cover.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

import msgspec

from supervisor.roster import cover
from supervisor.roster.lunches import stagger
from supervisor.roster.matching import fill
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.rules import Rules


class PlanPerson(msgspec.Struct, frozen=True):
    """Who can be planned: skills, and the zone where the person usually works."""

    subject: str
    skills: frozenset[str]
    zone: str = ""


class PlanPost(msgspec.Struct, frozen=True):
    """What is to be filled."""

    subject: str
    skill: str
    zone: str
    stations: int
    min_cover: int
    dual_control: bool = False


class PlanDay(msgspec.Struct, frozen=True):
    """A day with open doors. `working`: everybody's working day; `load` is how busy it is against other days;
    `quarters` (96 quarter-hours, may be empty) how busy within the day, by which lunch avoids the peak.
    """

    day: date
    open_minute: int
    close_minute: int
    working: bool
    load: float = 1.0
    quarters: tuple[float, ...] = ()


class PlannedDay(msgspec.Struct, frozen=True):
    """One planned day; `spare` works without a post, `unfilled` counts places of minimum cover left empty."""

    day: date
    duties: tuple[Duty, ...]
    lunches: tuple[Lunch, ...]
    spare: tuple[str, ...]
    unfilled: dict[str, int]


class Turns(msgspec.Struct, frozen=True):
    """What the month asks of one person: days worked, and those of them that others had off."""

    person: str
    days: int
    off_days: int


class MonthPlan(msgspec.Struct, frozen=True):
    """The proposed month and how it falls on people."""

    days: tuple[PlannedDay, ...]
    turns: tuple[Turns, ...]


def shifts(day: PlanDay, rules: Rules) -> list[tuple[int, int]]:
    """The shifts of a day in minutes: one, or an early and a late one that overlap for an hour."""
    start = max(0, day.open_minute - rules.prepare_minutes)
    end = min(1440, day.close_minute + rules.wrap_up_minutes)
    if end - start <= rules.longest_shift_minutes:
        return [(start, end)]
    length = min(rules.longest_shift_minutes, (end - start) // 2 + 30)
    return [(start, start + length), (end - length, end)]


def plan_month(
    people: Sequence[PlanPerson],
    posts: Sequence[PlanPost],
    days: Sequence[PlanDay],
    *,
    leave: Collection[tuple[str, date]] = (),
    worked_before: Mapping[str, Collection[date]] | None = None,
    rules: Rules | None = None,
) -> MonthPlan:
    """Plan the given days (any stretch; a month as a rule).

    `leave` holds (person, day) pairs on which somebody cannot work; `worked_before` the days of the week
    before, so that no run of days is too long over the border.
    """
    planner = _Planner(people, posts, leave, worked_before or {}, rules or Rules())
    ordered = sorted(days, key=lambda day: day.day)
    for _week, group in groupby(ordered, key=lambda day: day.day.isocalendar()[:2]):
        planner.choose(list(group))
    planned = tuple(planner.fill_day(day) for day in ordered)
    turns = tuple(Turns(one.subject, planner.total[one.subject], planner.off_days[one.subject]) for one in people)
    return MonthPlan(planned, turns)


class _Planner:
    def __init__(
        self,
        people: Sequence[PlanPerson],
        posts: Sequence[PlanPost],
        leave: Collection[tuple[str, date]],
        worked_before: Mapping[str, Collection[date]],
        rules: Rules,
    ) -> None:
        self.people = {one.subject: one for one in people}
        self.posts = {one.subject: one for one in posts}
        self.able = {
            post.subject: [one.subject for one in people if not post.skill or post.skill in one.skills]
            for post in posts
        }
        self.leave = set(leave)
        self.rules = rules
        self.works: dict[str, set[date]] = {subject: set(worked_before.get(subject, ())) for subject in self.people}
        self.total: Counter[str] = Counter()
        self.off_days: Counter[str] = Counter()
        self.held: Counter[tuple[str, str]] = Counter()
        self.relief: Counter[tuple[date, str]] = Counter()  # more than minimum cover, so that all can eat

    # who works on which day -----------------------------------------------------------------------------------

    def choose(self, week: list[PlanDay]) -> None:
        """Decide for one week who works when."""
        shared = [day for day in week if day.working]
        whole = len(week) >= 5
        quota = len(shared) + (self.rules.days_per_week - 5 if whole else 0)
        turns: Counter[str] = Counter()
        for day in (day for day in week if not day.working):
            for person in self._minimum(day, turns, quota):
                self.works[person].add(day.day)
                turns[person] += 1
                self.off_days[person] += 1
        crew = {day.day: self._available(day.day) for day in shared}
        for day in shared:
            for person in list(crew[day.day]):
                self.works[person].add(day.day)
        for person in sorted(self.people, key=lambda one: (-turns[one], one)):
            here = [day for day in shared if person in crew[day.day]]
            for _extra in range(len(here) + turns[person] - quota):
                self._rest_somewhere(person, here, crew)
        for person in self.people:  # whoever would still work too long without a day off
            for day in week:
                if day.day in self.works[person] and self._run(person, day.day) > self.rules.days_in_a_row:
                    here = [one for one in shared if one.day <= day.day and person in crew[one.day]]
                    if not self._rest_somewhere(person, here, crew) and person in crew.get(day.day, ()):
                        self._rest(person, day, crew)
        for day in week:
            for person in self.people:
                self.total[person] += day.day in self.works[person]

    def _rest_somewhere(self, person: str, days: Sequence[PlanDay], crew: dict[date, list[str]]) -> bool:
        """Give a day of rest where the person is not needed: to break too long a run, else when it is
        quiet.
        """

        def worth(day: PlanDay) -> tuple[bool, float, int]:
            self.works[person].discard(day.day)
            whole = all(self._run(person, one) <= self.rules.days_in_a_row for one in self._around(person, day.day))
            self.works[person].add(day.day)
            return whole, len(crew[day.day]) / max(day.load, 1e-9), -day.day.toordinal()

        free = [day for day in days if person in crew[day.day] and self._can_spare(person, day, crew[day.day])]
        if not free:
            return False
        self._rest(person, max(free, key=worth), crew)
        return True

    def _around(self, person: str, day: date) -> list[date]:
        """The days on which the person works in the week before and after a day."""
        near = (day + timedelta(days=step) for step in range(-7, 8))
        return [one for one in near if one in self.works[person]]

    def _rest(self, person: str, day: PlanDay, crew: dict[date, list[str]]) -> None:
        crew[day.day].remove(person)
        self.works[person].discard(day.day)

    def _available(self, day: date) -> list[str]:
        return [one for one in self.people if (one, day) not in self.leave]

    def _run(self, person: str, day: date) -> int:
        """How many days in a row the person would have worked by the end of `day`, that day included."""
        run, before = 1, day - timedelta(days=1)
        while before in self.works[person]:
            run, before = run + 1, before - timedelta(days=1)
        after = day + timedelta(days=1)
        while after in self.works[person] and after.weekday() >= 5:  # turns at the weekend are given already
            run, after = run + 1, after + timedelta(days=1)
        return run

    def _minimum(self, day: PlanDay, turns: Counter[str], quota: int) -> list[str]:
        """The people who hold minimum cover on a day that is not everybody's."""
        free = [one for one in self._available(day.day) if self._run(one, day.day) <= self.rules.days_in_a_row]

        def turn(person: str) -> tuple:
            return (
                turns[person] >= quota > 0,
                turns[person],
                self.off_days[person],
                self.total[person],
                self._rota(person, day.day),
            )

        order = {person: place for place, person in enumerate(sorted(free, key=turn))}
        best: list[str | None] = []
        gap, tried = 10**9, ""
        while True:  # one more at a post that lunch leaves short, as long as that mends something
            places, candidates = self._places(day, order, minimum_only=True, turn_first=True)
            holders = fill(candidates)
            duties = [Duty(one, *place) for place, one in zip(places, holders, strict=True) if one is not None]
            missing = self._missing_at_lunch(day, duties)
            if sum(missing.values()) >= gap:
                self.relief[(day.day, tried)] -= 1
                break
            best, gap = holders, sum(missing.values())
            tried = next((post for post in missing if self._room(post, day)), "")
            if not tried:
                break
            self.relief[(day.day, tried)] += 1
        return list(dict.fromkeys(person for person in best if person))

    def _room(self, post: str, day: PlanDay) -> bool:
        """Whether the post has a station beyond minimum cover and what relieves it already."""
        return self.posts[post].min_cover + self.relief[(day.day, post)] < self.posts[post].stations

    def _missing_at_lunch(self, day: PlanDay, duties: Sequence[Duty]) -> dict[str, int]:
        """Post → person-minutes by which it falls below minimum cover once lunches are placed, the worst
        first.
        """
        after, lunches = self._feed(day, duties, ())
        minimum = {post.subject: post.min_cover for post in self.posts.values()}
        missing: Counter[str] = Counter()
        for gap in cover.shortages(after, [], lunches, minimum, day.open_minute, day.close_minute):
            missing[gap.post] += (gap.min_cover - gap.on_post) * (gap.end_minute - gap.start_minute)
        return dict(missing.most_common())

    def _feed(self, day: PlanDay, duties: Sequence[Duty], spare: Sequence[str]) -> tuple[list[Duty], list[Lunch]]:
        skills = {one.subject: one.skills for one in self.people.values()}
        return stagger(duties, self.posts, skills, self.rules, day.quarters, spare)

    def _can_spare(self, person: str, day: PlanDay, crew: list[str]) -> bool:
        """Whether minimum cover is as full without the person as with him."""

        def filled(there: list[str]) -> int:
            order = {one: place for place, one in enumerate(there)}
            return sum(one is not None for one in fill(self._places(day, order, minimum_only=True)[1]))

        return filled([one for one in crew if one != person]) == filled(crew)

    # who holds which post -------------------------------------------------------------------------------------

    def fill_day(self, day: PlanDay) -> PlannedDay:
        """Put those who work on the day on posts, and send them to lunch in turns."""
        crew = [one for one in self.people if day.day in self.works[one]]
        order = {
            one: place
            for place, one in enumerate(
                sorted(crew, key=lambda one: (len(self.people[one].skills), self._rota(one, day.day)))
            )
        }
        places, candidates = self._places(day, order, minimum_only=not day.working)
        minimum = sum(post.min_cover for post in self.posts.values()) * len(shifts(day, self.rules))
        duties: list[Duty] = []
        unfilled: Counter[str] = Counter()
        for number, ((post, start, end), person) in enumerate(zip(places, fill(candidates), strict=True)):
            if person is not None:
                duties.append(Duty(person, post, start, end))
                self.held[(person, post)] += 1
            elif number < minimum:
                unfilled[post] += 1
        duties.sort(key=lambda duty: (duty.person, duty.start_minute))
        busy = {duty.person for duty in duties}
        spare = tuple(one for one in crew if one not in busy)
        relieved, lunches = self._feed(day, duties, spare)
        return PlannedDay(day.day, tuple(relieved), tuple(lunches), spare, dict(unfilled))

    def _places(
        self, day: PlanDay, order: Mapping[str, int], *, minimum_only: bool, turn_first: bool = False
    ) -> tuple[list[tuple[str, int, int]], list[list[str]]]:
        """Places of a day, the most important first, with their candidates, the best first."""
        scarce = sorted(self.posts.values(), key=lambda post: (len(self.able[post.subject]), post.subject))
        ranks = [
            (round_, post)
            for post in scarce
            for round_ in range(
                post.min_cover + self.relief[(day.day, post.subject)] if minimum_only else post.stations
            )
        ]
        # minimum cover of every post, then one more at each post in turn, the emptiest relative to its size first
        ranks.sort(
            key=lambda rank: (rank[0] >= rank[1].min_cover, rank[0] / rank[1].stations * (rank[0] >= rank[1].min_cover))
        )
        places = [(post.subject, start, end) for _round, post in ranks for start, end in shifts(day, self.rules)]
        ranked: dict[str, list[str]] = {}
        for post in scarce:
            can = [one for one in self.able[post.subject] if one in order]
            can.sort(
                key=lambda one: (
                    order[one] if turn_first else 0,
                    self.people[one].zone != post.zone,
                    self.held[(one, post.subject)],
                    order[one],
                )
            )
            ranked[post.subject] = can
        return places, [ranked[post] for post, _start, _end in places]

    def _rota(self, person: str, day: date) -> int:
        """A place in line that moves on by one each day, so that ties fall on somebody else tomorrow."""
        names = list(self.people)
        return (names.index(person) + day.toordinal()) % len(names)
