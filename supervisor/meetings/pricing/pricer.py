"""What a meeting costs customers: extra minutes of waiting when exactly these people leave their posts.

The people are taken off, the best stand-ins are made (chains included, from posts without a queue or from a queue that
suffers less), and the waiting of the whole day is computed again with the transient model of `traffic.hall`, so that a
queue built up during the meeting is still paid for after it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from ..problem.model import QUARTER_MINUTES, Cover
from .backfill import Backfill, Filled
from .courses import Course
from .floor import QUARTERS, Floor, quarters
from .stretches import WHOLE, Part, parts_of
from .waits import Waits


@dataclass(frozen=True)
class Situation:
    """The floor while a meeting runs. `post` and `present` are people x 96; `counts` posts x 96."""

    floor: Floor
    start_minute: int
    end_minute: int
    attending: tuple[int, ...]
    post: np.ndarray
    present: np.ndarray
    counts: np.ndarray
    covers: tuple[Cover, ...] = ()

    @property
    def stretch(self) -> slice:
        """Quarter-hours of the meeting while the doors are open."""
        return _meet(quarters(self.start_minute, self.end_minute), self.floor.open_quarters())


@dataclass
class Pricer:
    """Prices situations of one floor; remembers the waiting of every staffing it has computed."""

    floor: Floor
    _known: dict[tuple[int, str, bytes], Course] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = self.floor.counts(self.floor.post, self.floor.present)
        self.waits = Waits(self.floor, self.before, self._known)
        self.stand_ins = Backfill(self.floor, self.waits)
        lobby = [n for n, person in enumerate(self.floor.people) if person.lobby_manager]
        self.lobby_people = np.array(lobby, dtype=np.int64)
        self.peaks = [
            (
                [n for n, post in enumerate(self.floor.posts) if post.service_class == one.service_class],
                there.start,
                there.stop,
            )
            for one in self.floor.day.peaks
            for there in (quarters(one.start_minute, one.end_minute),)
        ]
        present = self._present = self.floor.present
        self._apart: dict[tuple[object, ...], float] = {}
        # one place more than there are posts, always false: that is where -1 (on no post) points
        self.serves = np.array([*self.stand_ins.serves, False])
        self.in_lobby = np.array([*self.stand_ins.in_lobby, False])
        self.authorised_before = self.floor.authorises(self.floor.post, present).any(axis=0)
        self.lobby_before = (present[self.lobby_people] & self.in_lobby[self.floor.post[self.lobby_people]]).any(axis=0)

    def total(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of all classes over the day; `band` is arrivals, low or high."""
        return self.waits.total(counts, band)

    def price(self, situation: Situation, band: str = "arrivals") -> float:
        """Extra customer-minutes against the floor without the meeting (never below zero)."""
        whole = self.total(situation.counts, band) - self.total(self.before, band)
        rows = situation.counts[:, situation.stretch]
        return max(0.0, whole + self._beyond(rows, situation.start_minute, situation.end_minute, band))

    def shortage(self, situation: Situation) -> int:
        """Person-quarter-hours by which cover, dual control, authoriser and lobby manager fall short of before."""
        stretch = situation.stretch
        return int(
            cover_shortage(self, situation)[:, stretch].sum()
            + dual_shortage(self, situation)[:, stretch].sum()
            + authoriser_shortage(self, situation)[stretch].sum()
            + lobby_shortage(self, situation)[stretch].sum()
        )

    def take_off(self, attending: tuple[int, ...], start_minute: int, end_minute: int) -> Situation:
        """The floor with these people in the meeting and nobody covering for them."""
        present = self.floor.present
        present[list(attending), quarters(start_minute, end_minute)] = False
        return Situation(
            floor=self.floor,
            start_minute=start_minute,
            end_minute=end_minute,
            attending=attending,
            post=self.floor.post,
            present=present,
            counts=self.floor.counts(self.floor.post, present),
        )

    def filled(
        self,
        attending: Collection[int],
        start_minute: int,
        end_minute: int,
        reserved: Collection[int] = (),
        *,
        cover: bool = True,
    ) -> Filled:
        """The best floor that stand-ins make of a meeting's stretch, priced; nobody of `reserved` stands in."""
        stretch = self.stretch(start_minute, end_minute)
        parts = self.parts(start_minute, end_minute)
        return self.stand_ins.fill(stretch.start, stretch.stop, attending, reserved, cover=cover, parts=parts)

    def parts(self, start_minute: int, end_minute: int) -> tuple[Part, ...]:
        """How much of the first and the last quarter-hour of its stretch a meeting takes: see `parts_of`."""
        if start_minute % QUARTER_MINUTES == 0 and end_minute % QUARTER_MINUTES == 0:
            return WHOLE
        return parts_of(self.stretch(start_minute, end_minute), start_minute, end_minute)

    def apart(
        self,
        people: Collection[int],
        moves: Collection[tuple[int, int, int]],
        start_minute: int,
        end_minute: int,
        band: str,
    ) -> float:
        """What a meeting with these stand-ins costs beyond the waiting of the day with its people away for whole
        quarter-hours: see `Backfill.apart`."""
        key = (tuple(people), tuple(moves), start_minute, end_minute, band)
        if key not in self._apart:
            stretch = self.stretch(start_minute, end_minute)
            rows = self.before[:, stretch].copy()
            present = self._present[:, stretch]
            for n in people:
                np.subtract.at(rows, (self.floor.post[n, stretch][present[n]], np.flatnonzero(present[n])), 1)
            for _person, source, target in moves:
                rows[source] -= 1
                rows[target] += 1
            self._apart[key] = self._beyond(rows, start_minute, end_minute, band)
        return self._apart[key]

    def at_edge(self, filled: Filled, start_minute: int, end_minute: int, band: str) -> float:
        """The price of a filled stretch at an edge of the forecast's band."""
        parts = self.parts(start_minute, end_minute)
        return self.stand_ins.price(self.stretch(start_minute, end_minute), filled, band, parts)

    def serves_as_before(self, filled: Filled, start_minute: int, end_minute: int) -> bool:
        """Whether as many people serve every queue during a filled stretch as without the meeting."""
        stretch = self.stretch(start_minute, end_minute)
        if stretch.start >= stretch.stop:
            return True
        return self.stand_ins.serves_as_before(stretch, filled)

    def _beyond(self, rows: np.ndarray, start_minute: int, end_minute: int, band: str) -> float:
        stretch = self.stretch(start_minute, end_minute)
        if stretch.start >= stretch.stop:
            return 0.0
        view = self.stand_ins.stretch(stretch.start, stretch.stop, self.parts(start_minute, end_minute))
        return self.stand_ins.apart(view, tuple([tuple(row) for row in rows.tolist()]), band)

    def stretch(self, start_minute: int, end_minute: int) -> slice:
        """Quarter-hours of a meeting while the doors are open."""
        return _meet(quarters(start_minute, end_minute), self.floor.open_quarters())

    def backfill(self, situation: Situation, reserved: Collection[int] = ()) -> Situation:
        """The best cover for those who left: rules mended as far as can be, then the least waiting."""
        filled = self.filled(situation.attending, situation.start_minute, situation.end_minute, reserved)
        return self.moved(situation, filled.moves)

    def moved(self, situation: Situation, moves: Collection[tuple[int, int, int]]) -> Situation:
        """The situation with these stand-ins: person, from post, to post."""
        for move in moves:
            situation = self._move(situation, *move)
        return situation

    def join(self, situation: Situation, optional: Collection[int], seats: int = 0) -> Situation:
        """Those of `optional` come too whom no queue and no rule misses and who do not stand in for somebody, as far as
        there are `seats` (0: any number)."""
        moved = {cover.person for cover in situation.covers}
        for n in sorted(optional):
            if seats and len(situation.attending) >= seats:
                break
            stretch = situation.stretch
            posts = situation.post[n, stretch][situation.present[n, stretch]]
            if self.floor.people[n].subject in moved or self.serves[posts].any():
                continue
            present = situation.present.copy()
            present[n, quarters(situation.start_minute, situation.end_minute)] = False
            tried = Situation(
                floor=situation.floor,
                start_minute=situation.start_minute,
                end_minute=situation.end_minute,
                attending=tuple(sorted({*situation.attending, n})),
                post=situation.post,
                present=present,
                counts=self.floor.counts(situation.post, present),
                covers=situation.covers,
            )
            if self.shortage(tried) <= self.shortage(situation):
                situation = tried
        return situation

    def _move(self, situation: Situation, person: int, source: int, target: int) -> Situation:
        stretch = situation.stretch
        post = situation.post.copy()
        post[person, stretch] = target
        counts = situation.counts.copy()
        counts[source, stretch] -= 1
        counts[target, stretch] += 1
        cover = Cover(
            person=self.floor.people[person].subject,
            from_post=self.floor.posts[source].subject,
            to_post=self.floor.posts[target].subject,
        )
        return Situation(
            floor=self.floor,
            start_minute=situation.start_minute,
            end_minute=situation.end_minute,
            attending=situation.attending,
            post=post,
            present=situation.present,
            counts=counts,
            covers=(*situation.covers, cover),
        )


def cover_shortage(pricer: Pricer, situation: Situation) -> np.ndarray:
    """Posts x 96: people missing to the minimum cover, beyond what was missing without the meeting."""
    minimum = np.array([post.min_cover for post in pricer.floor.posts])[:, None]
    return np.maximum(0, np.minimum(minimum, pricer.before) - situation.counts)


def dual_shortage(pricer: Pricer, situation: Situation) -> np.ndarray:
    """Posts x 96: 1 where the meeting leaves one person alone at a post that needs two."""
    dual = np.array([post.dual_control for post in pricer.floor.posts], dtype=bool)[:, None]
    return (dual & (situation.counts == 1) & (pricer.before >= 2)).astype(np.int64)


def authoriser_shortage(pricer: Pricer, situation: Situation) -> np.ndarray:
    """96: 1 where the meeting leaves nobody on the floor who may authorise; who was sent to a queue cannot."""
    after = pricer.floor.authorises(situation.post, situation.present).any(axis=0)
    return np.asarray(pricer.authorised_before & ~after, dtype=np.int64)


def lobby_shortage(pricer: Pricer, situation: Situation) -> np.ndarray:
    """96: 1 where the meeting leaves no lobby manager at a lobby post."""
    people = pricer.lobby_people
    after = (situation.present[people] & pricer.in_lobby[situation.post[people]]).any(axis=0)
    return np.asarray(pricer.lobby_before & ~after, dtype=np.int64)


def _meet(one: slice, other: slice) -> slice:
    start = max(one.start, other.start)
    return slice(start, max(start, min(one.stop, other.stop, QUARTERS)))
