"""Who stands in for those who sit in a meeting, and what the meeting costs customers then.

A mover stays on one post all through the meeting, has the skill of the post he goes to, and goes for the whole of the
meeting; nobody is sent where no more people are missing than there would be without the meeting. Of all such stand-ins
those are made that mend most and then cost customers least, half a customer-minute for each of them counted
(`assignment.py`). Everything is counted in whole people by quarter-hour on the stretch of the meeting, so that
thousands of starts can be tried in a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from .assignment import WORTH_A_MOVE_MINUTES, Assignment, Sent, moves_of, none, plus
from .floor import QUARTERS, Floor
from .stretches import WHOLE, Around, Kind, Numbers, Part, Rows, Standing, Stretch, Worth
from .waits import Change, Waits


@dataclass(frozen=True)
class Filled:
    """The floor during one meeting: people by post and quarter of the stretch, what rules lack beyond the floor
    without the meeting (person-quarters), the price, and who moves (person, from post, to post)."""

    counts: tuple[Numbers, ...]
    shortage: int
    price_minutes: float
    moves: tuple[tuple[int, int, int], ...] = ()


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
        self._authorises = floor.authorises(floor.post, self._present)
        self._signing = self._authorises.sum(axis=0)
        self._leading_at = self._present & self._leads[:, None] & lobby_posts[floor.post]
        self._leading = self._leading_at.sum(axis=0)
        self._stretches: dict[tuple[int, int, tuple[Part, ...]], Stretch] = {}
        self._standing: dict[tuple[tuple[int, ...], tuple[int, ...]], Standing] = {}
        self._last: dict[tuple[object, ...], Sent] = {}  # stand-ins of the stretch before with the same people

    def stretch(self, start: int, stop: int, parts: tuple[Part, ...] = WHOLE) -> Stretch:
        """The stretch of quarters from `start` to before `stop`, made once."""
        found = self._stretches.get((start, stop, parts))
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
                standing=self._groups(steady, self._authorises[:, start]),
                signs=self._authorises[:, start].tolist(),
                parts=parts,
            )
            self._stretches[start, stop, parts] = found
        return found

    def beside(
        self,
        post: np.ndarray,
        present: np.ndarray,
        stretch: tuple[int, int, tuple[Part, ...]],
        first: int,
        last: int,
    ) -> Stretch:
        """A stretch (first and after-last quarter, parts) of the floor as earlier meetings of the quarters [first,
        last) have left it: `post` and `present` are people x 96 with them. First and last hold the stretch."""
        start, stop, parts = stretch
        here, there = post[:, start:stop], present[:, start:stop]
        steady = np.where(there.all(axis=1) & (here == here[:, :1]).all(axis=1), here[:, 0], -1).tolist()
        table = self.floor.counts(post[:, first:last], present[:, first:last])[:, : last - first]
        counts = tuple(tuple(row) for row in table.tolist())
        changed = (table != self._before[:, first:last]).any(axis=1)
        around: dict[int, Around] = {}
        for number, posts in enumerate(self.waits.posts_of):
            if any(changed[post] for post in posts):  # somebody gone, though perhaps none of those who serve
                serving = self._serving(number, counts)
                spent = self.waits.extra((number, first, serving))
                around[number] = (first, serving[: start - first], serving[stop - first :], spent)
        lobby_posts = np.array([*self.in_lobby, False])
        authorises = self.floor.authorises(post, present)[:, start:stop]
        return Stretch(
            start=start,
            stop=stop,
            counts=tuple(row[start - first : stop - first] for row in counts),
            steady=steady,
            authorised=tuple(authorises.sum(axis=0).tolist()),
            lobby=tuple((there & self._leads[:, None] & lobby_posts[here]).sum(axis=0).tolist()),
            standing=self._groups(steady, authorises[:, 0]),
            signs=authorises[:, 0].tolist(),
            around=around,
            parts=parts,
        )

    def _taken_off(self, view: Stretch, attending: Iterable[int]) -> tuple[Worth, list[int], tuple[Numbers, Numbers]]:
        """The posts without those who are there for a part of the stretch only, how many of the others each post loses,
        and the authorisers and lobby managers left when `attending` have gone."""
        rows, signing, leading = view.counts, view.authorised, view.lobby
        by = [0] * len(rows)
        for n in attending:
            post = view.steady[n]
            if post >= 0:
                by[post] -= 1
                if view.signs[n]:
                    signing = plus(signing, -1)
                if self._leads[n] and self.in_lobby[post]:
                    leading = plus(leading, -1)
            elif self._present[n, view.start : view.stop].any():
                here = self._present[n, view.start : view.stop].astype(int).tolist()
                changed = list(rows)
                for at in {int(p) for p in self.floor.post[n, view.start : view.stop]}:
                    on = [h * int(p == at) for h, p in zip(here, self._posts(n, view), strict=True)]
                    if at >= 0:
                        changed[at] = tuple([c - o for c, o in zip(changed[at], on, strict=True)])
                rows = tuple(changed)
                if self._signs[n]:
                    signed = self._authorises[n, view.start : view.stop].astype(int).tolist()
                    signing = tuple([s - h for s, h in zip(signing, signed, strict=True)])
                if self._leads[n]:
                    led = self._leading_at[n, view.start : view.stop].astype(int).tolist()
                    leading = tuple([s - h for s, h in zip(leading, led, strict=True)])
        return self._worth(view, rows), by, (signing, leading)

    def fill(
        self,
        start: int,
        stop: int,
        attending: Collection[int],
        reserved: Collection[int] = (),
        *,
        cover: bool = True,
        parts: tuple[Part, ...] = WHOLE,
    ) -> Filled:
        """The best floor that stand-ins make of this stretch without `attending`; nobody of `reserved` stands in."""
        if start >= stop:
            return Filled((), 0, 0.0)
        return self.fill_in(self.stretch(start, stop, parts), attending, reserved, cover=cover)

    def fill_in(
        self, view: Stretch, attending: Collection[int], reserved: Collection[int] = (), *, cover: bool = True
    ) -> Filled:
        """As `fill`, on a stretch at hand."""
        worth, by, left = self._taken_off(view, attending)
        moves: tuple[tuple[int, int, int], ...] = ()
        if cover and self._worth_a_move(view, worth, by, left):
            away = {*attending, *reserved}
            free = [len(one.people) for one in view.standing.groups]
            for n in away:
                number = view.standing.group_of.get(n)
                if number is not None:
                    free[number] -= 1
            posts = (self.serves, self.in_lobby, self.waits.class_of)
            made = [Assignment(view, worth, by, free, left, posts)]
            emptied = worth.emptied(by)
            if emptied is not None:
                made.append(Assignment(view, emptied, by, free, left, posts))
            like = (id(view.standing), tuple(by), tuple(free), tuple(worth.deficit), left)
            for one in made:
                if not view.around and like in self._last:
                    one.begin_with(self._last[like])
                one.make()
            best = made[0]
            if len(made) > 1:
                best = min(made, key=lambda one: (self._shortage(worth, one.by, one.lacking), self._cost(worth, one)))
            if not view.around:
                self._last[like] = best.sent
            by, lacking, moves = best.by, best.lacking, moves_of(view, best.sent, away)
        else:
            lacking = none(view.authorised, left[0]) + none(view.lobby, left[1])
        counts = tuple([worth.row(n, step) for n, step in enumerate(by)])
        shortage = self._shortage(worth, by, lacking)
        return Filled(counts, shortage, sum(self._minutes(worth, by).values()), moves)

    def _shortage(self, worth: Worth, by: list[int], lacking: int) -> int:
        """What all rules lack; `lacking`: quarters without an authoriser or a lobby manager."""
        return sum([worth.short(n, step) for n, step in enumerate(by)]) + lacking

    def _cost(self, worth: Worth, made: Assignment) -> float:
        return sum(self._minutes(worth, made.by).values()) + WORTH_A_MOVE_MINUTES * sum(made.sent.values())

    def _worth_a_move(self, view: Stretch, worth: Worth, by: list[int], left: tuple[Numbers, Numbers]) -> bool:
        if any(minutes > WORTH_A_MOVE_MINUTES for minutes in self._minutes(worth, by).values()):
            return True
        if none(view.authorised, left[0]) or none(view.lobby, left[1]):
            return True
        return any(worth.lack(n, step) for n, step in enumerate(by))

    def _minutes(self, worth: Worth, by: list[int]) -> dict[int, float]:
        """What each class costs that other people serve than before."""
        classes = {self.waits.class_of[n] for n, step in enumerate(by) if step or worth.rows[n] is not worth.before[n]}
        return {number: worth.minutes(number, by) for number in sorted(classes - {-1})}

    def _worth(self, view: Stretch, rows: Rows) -> Worth:
        found = view.worths.get(rows)
        if found is None:

            def price(number: int, changed: list[Numbers]) -> float:
                return self._price(view, number, changed)

            found = Worth(view.counts, rows, (self._cover, self._dual), self.waits.posts_of, price)
            view.worths[rows] = found
        return found

    def price(self, stretch: slice, filled: Filled, band: str, parts: tuple[Part, ...] = WHOLE) -> float:
        """The price of a filled stretch at an edge of the forecast's band."""
        if stretch.start >= stretch.stop:
            return 0.0
        view = self.stretch(stretch.start, stretch.stop, parts)
        found = self.apart(view, filled.counts, band)
        for n in self._changed(view, filled.counts):
            found += self.waits.extra((n, stretch.start, self._serving(n, filled.counts)), band)
        return found

    def serves_as_before(self, stretch: slice, filled: Filled) -> bool:
        """Whether every class has as many people on a filled stretch as on the floor as it is."""
        view = self.stretch(stretch.start, stretch.stop)
        return all(
            self._serving(n, filled.counts) == self._serving(n, view.counts) for n in self._changed(view, filled.counts)
        )

    def apart(self, view: Stretch, counts: Rows, band: str = "arrivals") -> float:
        """What these people by post and quarter cost on a stretch of the floor as it is beyond what the whole
        quarter-hours cost: less for quarter-hours of which only a part is taken, more for who comes back late."""
        return sum(
            self._apart((n, view.start, self._serving(n, counts)), view.parts, band)
            for n in self._changed(view, counts)
        )

    def _apart(self, change: Change, parts: tuple[Part, ...], band: str = "arrivals") -> float:
        number, start, serving = change
        if parts is WHOLE:
            return self.waits.own(change, band) - self.waits.extra(change, band)
        held = [(share, start + head, serving[head : len(serving) - tail]) for share, head, tail in parts]
        found = sum(share * self.waits.own((number, at, people), band) for share, at, people in held if people)
        return found - self.waits.extra(change, band)

    def _changed(self, view: Stretch, counts: Rows) -> list[int]:
        return sorted({self.waits.class_of[n] for n, row in enumerate(counts) if row != view.counts[n]} - {-1})

    def _price(self, view: Stretch, number: int, counts: list[Numbers]) -> float:
        serving = self._serving(number, counts)
        if number in view.around:
            first, before, after, spent = view.around[number]
            beside = self.waits.extra((number, first, before + serving + after)) - spent
            alone = [
                _changed_like(mine, counts[n], view.counts[n])
                for n, mine in enumerate(self._before[:, view.start : view.stop].tolist())
            ]
            return beside + self._apart((number, view.start, self._serving(number, alone)), view.parts)
        change = (number, view.start, serving)
        return self.waits.extra(change) + self._apart(change, view.parts)

    def _serving(self, number: int, counts: Collection[Numbers]) -> Numbers:
        rows = [_most(counts[n], self._stations[n]) for n in self.waits.posts_of[number]]  # type: ignore[index]
        return rows[0] if len(rows) == 1 else tuple([sum(one) for one in zip(*rows, strict=True)])

    def _groups(self, steady: list[int], signs: np.ndarray) -> Standing:
        cannot = tuple(np.flatnonzero(self._signs & ~signs).tolist())
        key = (tuple(steady), tuple(n for n in cannot if steady[n] >= 0))
        found = self._standing.get(key)
        if found is None:
            kinds = list(self._kind)
            for n in key[1]:
                kinds[n] = (kinds[n][0], False, kinds[n][2])
            found = self._standing[key] = Standing.of(steady, kinds, self._order, len(self.floor.posts))
        return found

    def _posts(self, person: int, view: Stretch) -> list[int]:
        return self.floor.post[person, view.start : view.stop].tolist()


def _changed_like(row: list[int], now: Numbers, before: Numbers) -> Numbers:
    """A row with what has changed in another."""
    return tuple([here + n - b for here, n, b in zip(row, now, before, strict=True)])


def _most(row: Numbers, most: int) -> Numbers:
    return row if max(row) <= most else tuple([min(one, most) for one in row])
