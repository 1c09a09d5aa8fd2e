"""Every plan of a small problem, judged by rules written down a second time: what the optimiser is held against.

Nothing of the optimiser is used: neither who may be sent where nor when, nor the rules, prices and weights, nor where
the customers of an outage go. Only the waiting of one queue is the program's (`traffic.waiting.hall`), which is held
against simulation elsewhere.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from supervisor.dispatch.problem.model import Person, Post, Problem
from supervisor.traffic.waiting.hall import waiting_minutes

AWAY = -1
QUARTER = 15
SERVICE_WORTH = {"lobby": 30.0, "cover": 15.0}
LIMIT = 400_000


@dataclass(frozen=True)
class Way:
    """One person sent to a post from a quarter up to another, where that puts him by quarter, and its price."""

    person: int
    post: int
    first: int
    last: int
    row: tuple[int, ...]
    price: float

    def goes(self, goal: tuple[int, int, int], start: int) -> bool:
        """Whether this is that goal (post, from, up to); whoever is called back to his own post goes for good."""
        return self.post == goal[0] and (self.post == start or (self.first, self.last) == goal[1:])


class Enumeration:
    """All plans of a problem; people may be sent to posts that are full or manned well enough, too, for somebody else
    may leave them. `any_time`: for any stretch of two quarter-hours and more, not only from and to turning points."""

    def __init__(self, problem: Problem, *, any_time: bool = False) -> None:
        self.problem, self.any_time = problem, any_time
        self.quarters = len(problem.classes[0].arrivals)
        self.middles = [problem.now_minute + QUARTER * q + QUARTER / 2 for q in range(self.quarters)]
        self.posts = [post.subject for post in problem.posts]
        self.start = [self.posts.index(p.at) if p.at in self.posts else AWAY for p in problem.people]
        self.meets = [p.in_meeting_until > problem.now_minute for p in problem.people]
        self.freed = [self._roster(p, meeting=False) for p in problem.people]
        self.left_alone = [self._roster(p, meeting=True) for p in problem.people]
        self.level = self._counted(self.left_alone)
        self.minimum = np.array([self._least(post) for post in problem.posts]).reshape(len(self.posts), -1)
        self.coming, self.standing = self._customers()
        self._waits: dict[tuple, float] = {}
        self.before = self.waiting(self.level)
        self.short_before = self._short(self.level, self.left_alone, {})
        self.weight = 1000.0 + self.before + 3 * problem.move_price_minutes * problem.max_moves
        self.ways = [self._ways(number) for number in range(len(problem.people))]

    # -------------------------------------------------------------- who is where

    def _present(self, person: Person, quarter: int) -> bool:
        at = self.middles[quarter]
        return all(not (gone.start_minute <= at < gone.end_minute) for gone in person.away)

    def _roster(self, person: Person, meeting: bool) -> tuple[int, ...]:
        row = []
        for quarter, at in enumerate(self.middles):
            place = person.at
            for stay in reversed(person.later):
                if stay.start_minute <= at < stay.end_minute:
                    place = stay.post
            sits = meeting and at < person.in_meeting_until
            there = self._present(person, quarter) and not sits and place in self.posts
            row.append(self.posts.index(place) if there else AWAY)
        return tuple(row)

    def _counted(self, rows: list[tuple[int, ...]]) -> np.ndarray:
        table = np.zeros((len(self.posts), self.quarters), dtype=int)
        for row in rows:
            for quarter, place in enumerate(row):
                if place != AWAY:
                    table[place, quarter] += 1
        return table

    def _least(self, post: Post) -> list[int]:
        problem, least = self.problem, [post.min_cover] * self.quarters
        for one in problem.classes:
            if one.service_class == post.service_class != problem.guide_class and one.share_stopped >= 1:
                guards = min(post.min_cover, 2) if post.dual_control else 0
                for quarter in range(min(problem.outage_quarters or self.quarters, self.quarters)):
                    least[quarter] = guards
        return least

    # -------------------------------------------------------------- who may be sent

    def _ways(self, number: int) -> list[Way]:
        person, found = self.problem.people[number], []
        if person.pinned or (self.meets[number] and not person.releasable):
            return []
        for place, post in enumerate(self.problem.posts):
            if post.skill and post.skill not in person.skills:
                continue
            held = {person.at, *person.been, *(stay.post for stay in person.later)} - {post.subject}
            if any({post.subject, other} == set(pair) for other in held for pair in self.problem.incompatible):
                continue
            if place == self.start[number]:
                if self.meets[number] and self._present(person, 0):
                    found.append(self._way(number, place, 0, self.quarters, self.freed[number], whole=True))
                continue
            for first, last, whole in self._spans(number, place) if self._wanted(person, place) else []:
                if self._present(person, first):
                    row = self._sent(number, place, first, last)
                    found.append(self._way(number, place, first, last, row, whole))
        return found

    def _wanted(self, person: Person, place: int) -> bool:
        """Posts that serve a queue, that are short now or that somebody could leave, or from which the person could do
        a duty that nobody does now (or be the second there); nobody is sent to wait."""
        post = self.problem.posts[place]
        leaves = any(
            place in row and not (one.pinned or (meets and not one.releasable))
            for one, meets, row in zip(self.problem.people, self.meets, self.left_alone, strict=True)
        )
        if post.service_class or leaves or self.level[place, 0] < self.minimum[place, 0]:
            return True
        flags = {"authoriser": person.authoriser, "lobby": person.lobby_manager}
        duty = any((flags[one] or post.dual_control) and self.short_before[one][0, 0] for one in flags)
        return duty or (post.dual_control and self.level[place, 0] == 1)

    def _room(self, place: int) -> tuple[int, int]:
        """The longest stretch in which one more finds a station."""
        post = self.problem.posts[place]
        room = [not post.service_class or n < max(post.stations, 1) for n in self.level[place].tolist()]
        spans = [
            (first, last)
            for first in range(self.quarters)
            for last in range(first + 1, self.quarters + 1)
            if all(room[first:last])
        ]
        return max(spans, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0))

    def _spans(self, number: int, place: int) -> set[tuple[int, int, bool]]:
        """From, up to, and whether that is all the time there is: all of it, until a turning point, or from one on."""
        first, last = self._room(place)
        whole = {(first, last, True)} if first < last else set()
        if self.any_time:
            pairs = itertools.combinations(range(self.quarters + 1), 2)
            cut = {(a, b, (a, b) == (first, last)) for a, b in pairs if b - a >= 2}
        else:
            step = max(2, self.quarters // 4)
            marks = set(range(step, self.quarters, step))
            for side in {place, self.start[number]} - {AWAY}:
                for quarter in range(1, self.quarters):
                    if self.level[side, quarter] != self.level[side, quarter - 1]:
                        marks.add(quarter)
                    if self.minimum[side, quarter] != self.minimum[side, quarter - 1]:
                        marks.add(quarter)
            spans = [(first, last), (0, self.quarters)]
            cut = {(a, mark, (a, mark) == (first, last)) for a, b in spans for mark in marks if a + 2 <= mark < b}
            cut |= {(mark, b, (mark, b) == (first, last)) for a, b in spans for mark in marks if a < mark <= b - 2}
        return whole | {(0, self.quarters, True)} | cut

    def _sent(self, number: int, place: int, first: int, last: int) -> tuple[int, ...]:
        """Where he is: there while he is in the branch, else as planned; and nowhere while he counts and hands over."""
        person, plan = self.problem.people[number], self.left_alone[number]
        row = list(plan)
        for quarter in range(first, last):
            row[quarter] = place if self._present(person, quarter) else AWAY
        if first:
            here = plan[first - 1]
        else:
            here = self.start[number] if self._present(person, 0) and not self.meets[number] else AWAY
        done = list(row)
        for at, leaves in ((first, here), (last, place)):
            if leaves == AWAY or (at == first and leaves == place):
                continue
            minutes = self.problem.posts[leaves].handover_minutes
            for quarter in range(at, self.quarters):
                if QUARTER * (quarter - at) + QUARTER / 2 >= minutes or row[quarter] in (AWAY, leaves):
                    break
                done[quarter] = AWAY
        return tuple(done)

    def _way(self, number: int, place: int, first: int, last: int, row: tuple[int, ...], whole: bool) -> Way:
        problem, person = self.problem, self.problem.people[number]
        start = self.start[number]
        double = start != AWAY and problem.posts[start].dual_control and not self.meets[number]
        price = problem.move_price_minutes * ((2.0 if double else 1.0) + (0.0 if whole else 0.5))
        if any(kept.person == person.subject for kept in problem.kept):
            price += problem.undo_price_minutes
        return Way(number, place, first, last, row, price)

    # -------------------------------------------------------------- what waits

    def _customers(self) -> tuple[np.ndarray, np.ndarray]:
        """Customers by class and quarter, and standing, once what is down sends them elsewhere."""
        problem, codes = self.problem, [one.service_class for one in self.problem.classes]
        coming = np.zeros((len(codes), self.quarters))
        standing = np.zeros(len(codes))
        down = problem.outage_quarters or self.quarters

        def share(code: str, quarter: int) -> float:
            one = problem.classes[codes.index(code)]
            return one.share_stopped if quarter < down and code != problem.guide_class else 0.0

        def arrive(code: str, quarter: int, people: float, now: bool) -> None:
            if now:
                standing[codes.index(code)] += people
            else:
                coming[codes.index(code), quarter] += people

        for one in problem.classes:
            crowds = [(quarter, people, False) for quarter, people in enumerate(one.arrivals)]
            for quarter, people, now in [*crowds, (0, one.standing, True)]:
                stopped = people * share(one.service_class, quarter)
                arrive(one.service_class, quarter, people - stopped, now)
                asks = stopped * (1 - one.leaves - sum(one.diverts.values()))
                for other, part in one.diverts.items():
                    lost = share(other, quarter)
                    arrive(other, quarter, stopped * part * (1 - lost), now)
                    asks += stopped * part * lost
                if problem.guide_class in codes:
                    arrive(problem.guide_class, quarter, asks, now)
        return np.maximum(coming, 0.0), np.maximum(standing, 0.0)

    def waiting(self, counts: np.ndarray) -> float:
        """Customer-minutes with these people at the posts, shape (posts, quarters)."""
        total = 0.0
        for number, one in enumerate(self.problem.classes):
            row = np.zeros(self.quarters, dtype=int)
            for place, post in enumerate(self.problem.posts):
                if post.service_class == one.service_class:
                    row += np.minimum(counts[place], max(post.stations, 1))
            key = (number, *row.tolist())
            if key not in self._waits:
                spent = waiting_minutes(
                    self.coming[number], one.service_minutes, one.patience_minutes, row.astype(float),
                    float(self.standing[number]), service_scv=one.service_scv, until_served=True,
                )  # fmt: skip
                self._waits[key] = float(spent.sum())
            total += self._waits[key]
        return total

    # -------------------------------------------------------------- rules of the floor

    def _short(self, counts: np.ndarray, rows: list[tuple[int, ...]], sent: dict[int, Way]) -> dict[str, np.ndarray]:
        problem = self.problem
        guided = {
            n
            for n, post in enumerate(problem.posts)
            if post.service_class and post.service_class == problem.guide_class
        }
        lobby = guided | {self.start[n] for n, p in enumerate(problem.people) if p.lobby_manager} - {AWAY}
        signing = {n for n, post in enumerate(problem.posts) if not post.service_class}
        dual = np.zeros(counts.shape, dtype=int)
        for place, post in enumerate(problem.posts):
            for quarter in range(self.quarters if post.dual_control else 0):
                people, were = counts[place, quarter], self.level[place, quarter]
                dual[place, quarter] = people == 1 or (people == 0 and were == 1)
        able = {
            "authoriser": ([p.authoriser for p in problem.people], signing),
            "lobby": ([p.lobby_manager for p in problem.people], lobby),
        }
        found = {"dual": dual, "cover": np.maximum(self.minimum - counts, 0)}
        for rule, (flags, fine) in able.items():
            nobody = np.full((1, self.quarters), any(flags), dtype=int)
            for number in itertools.compress(range(len(flags)), flags):
                way = sent.get(number)
                for quarter, place in enumerate(rows[number]):
                    strange = way is not None and way.post != self.start[number] and way.post not in fine
                    if place != AWAY and not (strange and way is not None and place == way.post):
                        nobody[0, quarter] = 0
            found[rule] = nobody
        return found

    def value(self, plan: tuple[Way, ...]) -> float:
        """Waiting, price of the moves and what shortages left weigh; infinite for a plan that may not be."""
        problem = self.problem
        for one, other in itertools.combinations(plan, 2):
            if one.person == other.person:
                return np.inf
            here, there = self.start[one.person], self.start[other.person]
            if here != one.post and here == other.post and there == one.post:
                return np.inf
        counts = self.level.copy()
        rows = list(self.left_alone)
        for way in plan:
            for quarter, (was, place) in enumerate(zip(rows[way.person], way.row, strict=True)):
                if was != AWAY:
                    counts[was, quarter] -= 1
                if place != AWAY:
                    counts[place, quarter] += 1
            rows[way.person] = way.row
        for place, post in enumerate(problem.posts):
            if post.service_class and (counts[place] > np.maximum(max(post.stations, 1), self.level[place])).any():
                return np.inf
        total = sum(way.price for way in plan)
        for rule, after in self._short(counts, rows, {way.person: way for way in plan}).items():
            before = self.short_before[rule]
            if (after > before).any():
                return np.inf
            for line_before, line_after in zip(before, after, strict=True):
                for was, left in zip(line_before.tolist(), line_after.tolist(), strict=True):
                    if not was:
                        break
                    total += min(was, left) * SERVICE_WORTH.get(rule, self.weight)
        return total + self.waiting(counts)

    def best(self, most: int) -> tuple[float, tuple[Way, ...]]:
        """The least value of all plans with at most so many moves, and one that has it."""
        best: tuple[float, tuple[Way, ...]] = (self.value(()), ())
        for size in range(1, most + 1):
            for people in itertools.combinations(range(len(self.problem.people)), size):
                for plan in itertools.product(*(self.ways[person] for person in people)):
                    value = self.value(plan)
                    if value < best[0]:
                        best = (value, plan)
        return best
