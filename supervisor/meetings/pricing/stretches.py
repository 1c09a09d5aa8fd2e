"""One stretch of a floor as stand-ins are sought on it: who could go where, and what so many people more or fewer at
each post lack and cost. Everything is kept, so that thousands of meetings are priced from the same few figures."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from ..problem.model import QUARTER_MINUTES

Numbers = tuple[int, ...]
Rows = tuple[Numbers, ...]
Kind = tuple[frozenset[int], bool, bool]
"""Posts where somebody may stand, whether he may authorise, whether he leads the lobby."""
Around = tuple[int, Numbers, Numbers, float]
"""What an earlier meeting changes in a class beside a stretch: first quarter, people serving before the stretch and
after it, and what that meeting costs by itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one kind who stay on one post: `home`, the posts where they may stand, what rules see in them."""

    people: tuple[int, ...]
    home: int
    able: frozenset[int]
    signs: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Those who stay on one post all through: in groups; `group_of` people; the groups `starting` from each post; where
    each group `goes` from there, and whether it is `flagged`: authorises or leads the lobby."""

    groups: tuple[Group, ...]
    group_of: dict[int, int]
    starting: tuple[tuple[int, ...], ...]
    goes: tuple[tuple[int, ...], ...]
    flagged: tuple[bool, ...]

    @classmethod
    def of(cls, steady: list[int], kinds: list[Kind], order: list[int], posts: int) -> Standing:
        """Groups of those whom `steady` (post by person, -1: on none) names, in the order given."""
        found: dict[tuple[int, Kind], list[int]] = {}
        for n in order:
            if steady[n] >= 0:
                found.setdefault((steady[n], kinds[n]), []).append(n)
        groups = tuple(Group(tuple(people), home, *kind) for (home, kind), people in found.items())
        return cls(
            groups,
            {n: number for number, one in enumerate(groups) for n in one.people},
            tuple(tuple(number for number, one in enumerate(groups) if one.home == post) for post in range(posts)),
            tuple(tuple(sorted(one.able - {one.home})) for one in groups),
            tuple(one.signs or one.leads for one in groups),
        )


Part = tuple[float, int, int]
"""How much it counts that a meeting leaves out so many quarter-hours at the beginning and at the end of its stretch."""
WHOLE: tuple[Part, ...] = ((1.0, 0, 0),)


def parts_of(stretch: slice, start_minute: int, end_minute: int) -> tuple[Part, ...]:
    """A meeting that touches the quarter-hours of `stretch` but does not fill the first or the last is that long with
    a chance only: 20 minutes are a quarter-hour with two thirds, half an hour with one."""
    head = min(1.0, (stretch.start + 1) - start_minute / QUARTER_MINUTES)
    tail = min(1.0, end_minute / QUARTER_MINUTES - (stretch.stop - 1))
    if stretch.stop - stretch.start == 1:
        return ((max(0.0, head + tail - 1.0), 0, 0),)
    both = head + tail - 1.0
    if both > 0:
        parts = ((both, 0, 0), (1.0 - tail, 0, 1), (1.0 - head, 1, 0))
    else:
        parts = ((head, 0, 1), (tail, 1, 0), (-both, 1, 1))
    return tuple(one for one in parts if one[0] > 0)


@dataclass
class Stretch:
    """One stretch of quarters [start, stop) of a floor, as the backfill needs it. `parts`: see `parts_of`."""

    start: int
    stop: int
    counts: Rows
    steady: list[int]  # the post where a person stays all through, or -1
    authorised: Numbers
    lobby: Numbers
    standing: Standing
    signs: list[bool]  # who of those who stay may authorise there
    around: dict[int, Around] = field(default_factory=dict)
    parts: tuple[Part, ...] = WHOLE
    worths: dict[Rows, Worth] = field(default_factory=dict)


class Worth:
    """What people more or fewer at the posts of one stretch are worth, against `rows` (people by post and quarter).

    `lack` counts person-quarters to the minimum and to two at a two-person post, beyond what was missing `before`.
    """

    def __init__(
        self,
        before: Rows,
        rows: Rows,
        rules: tuple[list[int], list[bool]],
        posts_of: list[list[int]],
        price: Callable[[int, list[Numbers]], float],
    ) -> None:
        self.before, self.rows = before, rows
        self._cover, self._dual = rules
        self.posts_of = posts_of
        self._price = price
        self._lacks: list[dict[int, int]] = [{} for _row in rows]
        self._minutes: list[dict[object, float]] = [{} for _posts in posts_of]
        self.deficit = [
            max((b - n for b, n in zip(old, new, strict=True)), default=0)
            for old, new in zip(before, rows, strict=True)
        ]
        self.may_be_empty: frozenset[int] = frozenset()
        """Two-person posts without a minimum where nobody is as good as two."""
        self.plain = [not cover and not dual for cover, dual in zip(self._cover, self._dual, strict=True)]

    def emptied(self, by: list[int]) -> Worth | None:
        """The same where two-person posts without a minimum that lose somebody may be left empty, if there are any."""
        posts = frozenset(
            post
            for post, (cover, dual, step) in enumerate(zip(self._cover, self._dual, by, strict=True))
            if dual and not cover and (step or self.rows[post] is not self.before[post]) and max(self.before[post]) > 1
        )
        if not posts:
            return None
        found = copy(self)
        found.may_be_empty, found._lacks = posts, [{} for _row in self.rows]
        return found

    def row(self, post: int, by: int) -> Numbers:
        """People at a post, by quarter, when so many more are there."""
        here = self.rows[post]
        return tuple([one + by for one in here]) if by else here

    def lack(self, post: int, by: int) -> int:
        """Person-quarters that a post lacks with so many more people; see `short` for how two-person posts count."""
        if self.plain[post]:
            return 0
        found = self._lacks[post].get(by)
        if found is None:
            found = self._lacks[post][by] = self._lack(post, self.row(post, by))
        return found

    def short(self, post: int, by: int) -> int:
        """As the rules count it: to the minimum, and one more where somebody is left, or sent, alone to a two-person
        post."""
        if self.plain[post]:
            return 0
        cover, dual = self._cover[post], self._dual[post]
        there = list(zip(self.before[post], self.row(post, by), strict=True))
        found = sum(max(0, min(cover, b) - n) for b, n in there)
        return found + sum(n == 1 != b for b, n in there) if dual else found

    def _lack(self, post: int, row: Numbers) -> int:
        cover = self._cover[post]
        there = zip(self.before[post], row, strict=True)
        if not self._dual[post]:
            return sum(max(0, min(cover, b) - n) for b, n in there)
        if post in self.may_be_empty:
            return sum(n == 1 != b for b, n in there)
        # two at least: counted by the person, so that each of two who are needed brings it nearer
        return sum(max(0, min(max(cover, 2) if b > 1 else cover, b) - n) if b else n == 1 for b, n in there)

    def minutes(self, number: int, by: list[int]) -> float:
        """Customer-minutes more in a class with so many more people by post."""
        posts = self.posts_of[number]
        key: object = by[posts[0]] if len(posts) == 1 else tuple([by[post] for post in posts])
        found = self._minutes[number].get(key)
        if found is None:
            rows = list(self.rows)
            for post in posts:
                rows[post] = self.row(post, by[post])
            found = self._minutes[number][key] = self._price(number, rows)
        return found
