"""What a meeting costs customers: extra minutes of waiting when exactly these people leave their posts.

The people are taken off, the best simple backfill is made (one person at a time, from posts without a queue or from a
queue that suffers less, as long as it helps), and the waiting of the whole day is computed again with the transient
model of `traffic.hall`, so that a queue built up during the meeting is still paid for after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supervisor.traffic.hall import waiting_minutes

from .floor import QUARTERS, Floor, quarters
from .problem import QUARTER_MINUTES, ClassDay, Cover

WORTH_A_MOVE_MINUTES = 0.5
"""A backfill that saves less than this many customer-minutes is not worth asking a person for."""


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
    _known: dict[tuple[int, str, bytes], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = self.floor.counts(self.floor.post, self.floor.present)
        self._stations = np.array([max(1, post.stations) for post in self.floor.posts])
        self._posts_of = [
            [n for n, post in enumerate(self.floor.posts) if post.service_class == one.service_class]
            for one in self.floor.day.classes
        ]
        lobby = [n for n, person in enumerate(self.floor.people) if person.lobby_manager]
        self.lobby_people = np.array(lobby, dtype=np.int64)
        self.authorisers = np.array(
            [n for n, person in enumerate(self.floor.people) if person.authoriser], dtype=np.int64
        )
        present = self.floor.present
        # one place more than there are posts, always false: that is where -1 (on no post) points
        self.serves = np.array([*(bool(post.service_class) for post in self.floor.posts), False])
        self.in_lobby = np.zeros(len(self.floor.posts) + 1, dtype=bool)
        self.in_lobby[self.floor.post[self.lobby_people][present[self.lobby_people]]] = True
        self.authorised_before = present[self.authorisers].any(axis=0)
        self.lobby_before = present[self.lobby_people].any(axis=0)

    def waiting(self, number: int, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of class `number` over the day; `band` is arrivals, low or high."""
        one = self.floor.day.classes[number]
        posts = self._posts_of[number]
        servers = np.minimum(counts[posts], self._stations[posts, None]).sum(axis=0)
        first = self.floor.day.first_minute // QUARTER_MINUTES
        servers = servers[first : first + len(one.arrivals)]
        key = (number, band, servers.tobytes())
        if key not in self._known:
            self._known[key] = _waiting(one, band, servers)
        return self._known[key]

    def total(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of all classes over the day."""
        return sum(self.waiting(number, counts, band) for number in range(len(self.floor.day.classes)))

    def price(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Extra customer-minutes against the floor without the meeting (never below zero)."""
        return max(0.0, self.total(counts, band) - self.total(self.before, band))

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

    def backfill(self, situation: Situation) -> Situation:
        """Cover for those who left, one person at a time, while rules are mended or customers wait less."""
        lost = self._posts_that_lost(situation)
        worth = (self.shortage(situation), self.total(situation.counts))
        for _turn in range(len(situation.attending)):
            if not lost:
                break
            best = None
            for mover, source in self._movers(situation):
                for target in lost:
                    if target == source or not self._may_stand(mover, target):
                        continue
                    tried = self._move(situation, mover, source, target)
                    value = (self.shortage(tried), self.total(tried.counts))
                    if best is None or value < best[0]:
                        best = (value, tried)
            if best is None or not (
                best[0][0] < worth[0] or (best[0][0] == worth[0] and best[0][1] < worth[1] - WORTH_A_MOVE_MINUTES)
            ):
                break
            worth, situation = best
        return situation

    def _posts_that_lost(self, situation: Situation) -> list[int]:
        stretch = situation.stretch
        fallen = (situation.counts[:, stretch] < self.before[:, stretch]).any(axis=1)
        return [int(n) for n in np.nonzero(fallen)[0]]

    def _movers(self, situation: Situation) -> list[tuple[int, int]]:
        """One person for each kind: who stays on one post through the meeting, with his post; fewest skills first."""
        stretch = situation.stretch
        moved = {cover.person for cover in situation.covers}
        kinds: dict[tuple, tuple[int, int]] = {}
        order = sorted(range(len(self.floor.people)), key=lambda n: (len(self.floor.people[n].skills), n))
        for n in order:
            posts = situation.post[n, stretch]
            person = self.floor.people[n]
            if not len(posts) or not situation.present[n, stretch].all() or (posts != posts[0]).any():
                continue
            if person.subject in moved or posts[0] < 0:
                continue
            kind = (int(posts[0]), person.skills, person.authoriser, person.lobby_manager)
            kinds.setdefault(kind, (n, int(posts[0])))
        return list(kinds.values())

    def _may_stand(self, person: int, post: int) -> bool:
        skill = self.floor.posts[post].skill
        return not skill or skill in self.floor.people[person].skills

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
    people = pricer.authorisers
    post = situation.post[people]
    sent = (post != pricer.floor.post[people]) & pricer.serves[post]
    after = (situation.present[people] & ~sent).any(axis=0)
    return np.asarray(pricer.authorised_before & ~after, dtype=np.int64)


def lobby_shortage(pricer: Pricer, situation: Situation) -> np.ndarray:
    """96: 1 where the meeting leaves no lobby manager at a lobby post."""
    people = pricer.lobby_people
    after = (situation.present[people] & pricer.in_lobby[situation.post[people]]).any(axis=0)
    return np.asarray(pricer.lobby_before & ~after, dtype=np.int64)


def _waiting(one: ClassDay, band: str, servers: np.ndarray) -> float:
    arrivals = np.asarray(getattr(one, band), dtype=float)
    if not len(arrivals):
        return 0.0
    spent = waiting_minutes(arrivals, one.service_minutes, one.patience_minutes, servers.astype(float))
    return float(np.sum(spent))


def _meet(one: slice, other: slice) -> slice:
    start = max(one.start, other.start)
    return slice(start, max(start, min(one.stop, other.stop, QUARTERS)))
