"""Who stands in for those who sit in a meeting: one person at a time, while a rule is mended or customers wait less.

A mover stays on one post all through the meeting, has the skill of the post he goes to, and goes for the whole of the
meeting. In each turn the move is made that mends most and then saves most; a post that gave somebody may in turn be
filled from another. Everything is counted in whole people by quarter-hour on the stretch of the meeting, so that
thousands of starts can be tried in a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from .floor import QUARTERS, Floor
from .waits import Waits

WORTH_A_MOVE_MINUTES = 0.5
"""A backfill that saves less than this many customer-minutes is not worth asking a person for."""
Numbers = tuple[int, ...]
Kind = tuple[frozenset[int], bool, bool]
"""Posts where somebody may stand, whether he may authorise, whether he leads the lobby."""
Mover = tuple[list[int], int, frozenset[int], bool, bool]
"""People of one kind on one post: numbers, post, and the kind."""


Around = tuple[int, Numbers, Numbers, float]
"""What an earlier meeting changes in a class beside a stretch: first quarter, people serving before the stretch and
after it, and what that meeting costs by itself."""


@dataclass(frozen=True)
class Filled:
    """The floor during one meeting: people by post and quarter of the stretch, what rules lack beyond the floor
    without the meeting (person-quarters), the price, and who moves (person, from post, to post)."""

    counts: tuple[Numbers, ...]
    shortage: int
    price_minutes: float
    moves: tuple[tuple[int, int, int], ...] = ()


@dataclass
class Stretch:
    """One stretch of quarters [start, stop) of a floor, as the backfill needs it."""

    start: int
    stop: int
    counts: tuple[Numbers, ...]
    steady: list[int]  # the post where a person stays all through, or -1
    authorised: Numbers
    lobby: Numbers
    movers: list[Mover]
    around: dict[int, Around] = field(default_factory=dict)
    short: dict[tuple[int, Numbers], int] = field(default_factory=dict)


class Backfill:
    """Stand-ins on one floor. `present` and `post` are people x 96 as the floor has them."""

    def __init__(self, floor: Floor, waits: Waits) -> None:
        self.floor = floor
        self.waits = waits
        self._present = floor.present
        self._before = waits.counts
        people, posts = floor.people, floor.posts
        order = sorted(range(len(people)), key=lambda n: (len(people[n].skills), n))
        self._kind: list[Kind] = [
            (
                frozenset(n for n, post in enumerate(posts) if not post.skill or post.skill in one.skills),
                one.authoriser,
                one.lobby_manager,
            )
            for one in people
        ]
        self._order = order
        self._cover = [post.min_cover for post in posts]
        self._dual = [post.dual_control for post in posts]
        self._stations = waits.stations.tolist()
        self.serves = [bool(post.service_class) for post in posts]
        self._signs = np.array([one.authoriser for one in people], dtype=bool)
        self._leads = np.array([one.lobby_manager for one in people], dtype=bool)
        stands = floor.post[self._leads][self._present[self._leads]]
        self.in_lobby = [bool((stands == n).any()) for n in range(len(posts))]
        changed = np.ones((len(people), QUARTERS), dtype=bool)
        changed[:, 1:] = (floor.post[:, 1:] != floor.post[:, :-1]) | (self._present[:, 1:] != self._present[:, :-1])
        self._since = np.maximum.accumulate(np.where(changed, np.arange(QUARTERS), 0), axis=1)
        lobby_posts = np.array([*self.in_lobby, False])
        self._signing = (self._present & self._signs[:, None]).sum(axis=0)
        self._leading_at = self._present & self._leads[:, None] & lobby_posts[floor.post]
        self._leading = self._leading_at.sum(axis=0)
        # posts that serve no queue are each a class of their own here
        self._one_class = [number if number >= 0 else -1 - n for n, number in enumerate(waits.class_of)]
        self._stretches: dict[tuple[int, int], Stretch] = {}

    def stretch(self, start: int, stop: int) -> Stretch:
        """The stretch of quarters from `start` to before `stop`, made once."""
        found = self._stretches.get((start, stop))
        if found is None:
            there = self._present[:, start] & (self._since[:, stop - 1] <= start)
            steady = np.where(there, self.floor.post[:, start], -1).tolist()
            found = Stretch(
                start=start,
                stop=stop,
                counts=tuple(tuple(row) for row in self._before[:, start:stop].tolist()),
                steady=steady,
                authorised=tuple(self._signing[start:stop].tolist()),
                lobby=tuple(self._leading[start:stop].tolist()),
                movers=self._kinds(steady),
            )
            self._stretches[start, stop] = found
        return found

    def beside(self, post: np.ndarray, present: np.ndarray, start: int, stop: int, first: int, last: int) -> Stretch:
        """A stretch of the floor as earlier meetings of the quarters [first, last) have left it: `post` and `present`
        are people x 96 with them. First and last hold the stretch."""
        here, there = post[:, start:stop], present[:, start:stop]
        steady = np.where(there.all(axis=1) & (here == here[:, :1]).all(axis=1), here[:, 0], -1).tolist()
        table = self.floor.counts(post[:, first:last], present[:, first:last])[:, : last - first]
        counts = tuple(tuple(row) for row in table.tolist())
        around: dict[int, Around] = {}
        for number, posts in enumerate(self.waits.posts_of):
            if not posts:
                continue
            serving = self._serving(number, counts)
            if serving != tuple(self.waits.serving_in(number, first, last)):
                spent = self.waits.extra((number, first, serving))
                around[number] = (first, serving[: start - first], serving[stop - first :], spent)
        lobby_posts = np.array([*self.in_lobby, False])
        return Stretch(
            start=start,
            stop=stop,
            counts=tuple(row[start - first : stop - first] for row in counts),
            steady=steady,
            authorised=tuple((there & self._signs[:, None]).sum(axis=0).tolist()),
            lobby=tuple((there & self._leads[:, None] & lobby_posts[here]).sum(axis=0).tolist()),
            movers=self._kinds(steady),
            around=around,
        )

    def taken_off(self, view: Stretch, attending: Iterable[int]) -> tuple[list[Numbers], Numbers, Numbers]:
        """People by post and quarter, authorisers and lobby managers left when `attending` have gone."""
        counts, signing, leading = list(view.counts), view.authorised, view.lobby
        gone: dict[int, int] = {}
        for n in attending:
            post = view.steady[n]
            if post >= 0:
                gone[post] = gone.get(post, 0) + 1
                if self._signs[n]:
                    signing = _plus(signing, -1)
                if self._leads[n] and self.in_lobby[post]:
                    leading = _plus(leading, -1)
            elif self._present[n, view.start : view.stop].any():
                here = self._present[n, view.start : view.stop].astype(int).tolist()
                for at in {int(p) for p in self.floor.post[n, view.start : view.stop]}:
                    on = [h * int(p == at) for h, p in zip(here, self._posts(n, view), strict=True)]
                    if at >= 0:
                        counts[at] = tuple(c - o for c, o in zip(counts[at], on, strict=True))
                if self._signs[n]:
                    signing = tuple(s - h for s, h in zip(signing, here, strict=True))
                if self._leads[n]:
                    led = self._leading_at[n, view.start : view.stop].astype(int).tolist()
                    leading = tuple(s - h for s, h in zip(leading, led, strict=True))
        for post, people in gone.items():
            counts[post] = _plus(counts[post], -people)
        return counts, signing, leading

    def fill(
        self, start: int, stop: int, attending: Collection[int], reserved: Collection[int] = (), *, cover: bool = True
    ) -> Filled:
        """The best floor that stand-ins make of this stretch without `attending`; nobody of `reserved` stands in."""
        if start >= stop:
            return Filled((), 0, 0.0)
        return self.fill_in(self.stretch(start, stop), attending, reserved, cover=cover)

    def fill_in(
        self, view: Stretch, attending: Collection[int], reserved: Collection[int] = (), *, cover: bool = True
    ) -> Filled:
        """As `fill`, on a stretch at hand."""
        counts, signing, leading = self.taken_off(view, attending)
        changed = [n for n, row in enumerate(counts) if row is not view.counts[n] and row != view.counts[n]]
        shortage = sum(self._short(view, n, counts[n]) for n in changed)
        shortage += _none(view.authorised, signing) + _none(view.lobby, leading)
        classes = {self.waits.class_of[n] for n in changed} - {-1}
        prices = {number: self._price(view, number, counts) for number in classes}
        moves: list[tuple[int, int, int]] = []
        if cover and (shortage or any(minutes > WORTH_A_MOVE_MINUTES for minutes in prices.values())):
            away = {*attending, *reserved}
            shortage = self._turns(view, counts, (signing, leading), shortage, prices, away, moves)
        return Filled(tuple(counts), shortage, sum(prices.values()), tuple(moves))

    def _turns(
        self,
        view: Stretch,
        counts: list[Numbers],
        left: tuple[Numbers, Numbers],
        shortage: int,
        prices: dict[int, float],
        away: set[int],
        moves: list[tuple[int, int, int]],
    ) -> int:
        """Make moves while they help; changes `counts`, `prices` and `moves`, returns the shortage that is left.

        What one person more or fewer at a post mends and saves is kept from turn to turn; only the posts of the class
        that changed are asked again.
        """
        signing, leading = left
        step: dict[tuple[int, int], tuple[int, float]] = {}

        def worth(post: int, by: int) -> tuple[int, float]:
            found = step.get((post, by))
            if found is None:
                row = _plus(counts[post], by)
                lack = self._short(view, post, row) - self._short(view, post, counts[post])
                number = self.waits.class_of[post]
                minutes = 0.0
                if number >= 0:
                    kept, counts[post] = counts[post], row
                    if number not in prices:
                        prices[number] = 0.0
                    minutes = self._price(view, number, counts) - prices[number]
                    counts[post] = kept
                found = step[post, by] = (lack, minutes)
            return found

        for _turn in range(2 * len(away) + 2):
            lost = [n for n, row in enumerate(counts) if row is not view.counts[n] and _below(row, view.counts[n])]
            best: tuple[int, float] | None = None
            chosen = (0, 0, 0)
            gains = [(target, *worth(target, 1)) for target in lost]
            for people, source, able, signs, leads in view.movers if lost else ():
                mover = -1
                for n in people:
                    if n not in away:
                        mover = n
                        break
                if mover < 0:
                    continue
                loss, dearer = step.get((source, -1)) or worth(source, -1)
                for target, mended, saved in gains:
                    if target not in able or target == source:
                        continue
                    lack = mended + loss
                    if signs and self.serves[target]:
                        lack += _none(view.authorised, _plus(signing, -1)) - _none(view.authorised, signing)
                    if leads and self.in_lobby[target] != self.in_lobby[source]:
                        by = self.in_lobby[target] - self.in_lobby[source]
                        lack += _none(view.lobby, _plus(leading, by)) - _none(view.lobby, leading)
                    if lack > 0 or (best is not None and lack > best[0]):
                        continue
                    minutes = saved + dearer
                    if self._one_class[source] == self._one_class[target]:
                        minutes = self._minutes(view, counts, prices, source, target)
                    if best is None or (lack, minutes) < best:
                        best, chosen = (lack, minutes), (mover, source, target)
            if best is None or not (best[0] < 0 or best[1] < -WORTH_A_MOVE_MINUTES):
                break
            mover, source, target = chosen
            shortage += best[0]
            counts[source], counts[target] = _plus(counts[source], -1), _plus(counts[target], 1)
            touched = {self.waits.class_of[source], self.waits.class_of[target]} - {-1}
            for number in touched:
                prices[number] = self._price(view, number, counts)
            for post, by in list(step):
                if post in chosen[1:] or self.waits.class_of[post] in touched:
                    del step[post, by]
            if self._signs[mover] and self.serves[target]:
                signing = _plus(signing, -1)
            if self._leads[mover]:
                leading = _plus(leading, self.in_lobby[target] - self.in_lobby[source])
            away.add(mover)
            moves.append(chosen)
        return shortage

    def _minutes(
        self, view: Stretch, counts: list[Numbers], prices: dict[int, float], source: int, target: int
    ) -> float:
        """Minutes of waiting more when one person goes from a post to another that serves the same class."""
        number = self.waits.class_of[source]
        kept = counts[source], counts[target]
        counts[source], counts[target] = _plus(kept[0], -1), _plus(kept[1], 1)
        minutes = self._price(view, number, counts) - prices[number]
        counts[source], counts[target] = kept
        return minutes

    def price(self, stretch: slice, filled: Filled, band: str) -> float:
        """The price of a filled stretch at an edge of the forecast's band."""
        if stretch.start >= stretch.stop:
            return 0.0
        view = self.stretch(stretch.start, stretch.stop)
        numbers = {self.waits.class_of[n] for n, row in enumerate(filled.counts) if row != view.counts[n]} - {-1}
        return sum(self.waits.extra((n, stretch.start, self._serving(n, filled.counts)), band) for n in numbers)

    def _price(self, view: Stretch, number: int, counts: list[Numbers]) -> float:
        serving = self._serving(number, counts)
        if number in view.around:
            first, before, after, spent = view.around[number]
            return self.waits.extra((number, first, before + serving + after)) - spent
        return self.waits.extra((number, view.start, serving))

    def _serving(self, number: int, counts: Collection[Numbers]) -> Numbers:
        rows = [_most(counts[n], self._stations[n]) for n in self.waits.posts_of[number]]  # type: ignore[index]
        return rows[0] if len(rows) == 1 else tuple(map(sum, zip(*rows, strict=True)))

    def _kinds(self, steady: list[int]) -> list[Mover]:
        """Those who stay on one post all through, by post, by where they may go and by what rules see in them; fewest
        skills first."""
        found: dict[tuple[int, Kind], list[int]] = {}
        for n in self._order:
            if steady[n] >= 0:
                found.setdefault((steady[n], self._kind[n]), []).append(n)
        return [(people, post, able, signs, leads) for (post, (able, signs, leads)), people in found.items()]

    def _short(self, view: Stretch, post: int, counts: Numbers) -> int:
        """Person-quarters that a post lacks to its minimum and to two people, beyond what it lacked before."""
        if not self._cover[post] and not self._dual[post]:
            return 0
        found = view.short.get((post, counts))
        if found is None:
            before = view.counts[post]
            found = sum(max(0, min(self._cover[post], b) - c) for b, c in zip(before, counts, strict=True))
            if self._dual[post]:
                found += sum(c == 1 and b >= 2 for b, c in zip(before, counts, strict=True))
            view.short[post, counts] = found
        return found

    def _posts(self, person: int, view: Stretch) -> list[int]:
        return self.floor.post[person, view.start : view.stop].tolist()


def _plus(row: Numbers, step: int) -> Numbers:
    return tuple([one + step for one in row])


def _most(row: Numbers, most: int) -> Numbers:
    return row if max(row) <= most else tuple([min(one, most) for one in row])


def _below(row: Numbers, before: Numbers) -> bool:
    return any(one < other for one, other in zip(row, before, strict=True))


def _none(before: Numbers, now: Numbers) -> int:
    """Quarters in which nobody is left where somebody was."""
    return sum(b > 0 and n <= 0 for b, n in zip(before, now, strict=True))
