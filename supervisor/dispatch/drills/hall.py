"""The hall of a scene: the replayed day's simulation with what an exercise needs besides.

Three things are added to `replay.floor`, all of them as orders and queues that it knows already. Who is sent somewhere
is on the way for a while, and hands over first where the post asks for it. A post whose service is down has a second
place, where people stand and nobody is called. Customers who go home at once join a line that nobody serves.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from supervisor.dispatch.replay.day import Play
from supervisor.dispatch.replay.floor import AWAY, Floor, Order
from supervisor.dispatch.replay.presence import Presence, Span, Spell

from .scenes import QUARTER_MINUTES, Down, Scene, ScenePost

AFTER_MINUTES = 180.0  # whoever is there at the end stays on until the hall is empty
GONE = "-"  # the line of those who go home at once


class Hall(Floor):
    """The hall of one play of a scene. Queues are numbered as the scene's posts, then the places of those that are
    down, then the line of those who go."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.down = down_places(scene)
        super().__init__(play_of(scene, seed), stopped=scene.stopped)
        if scene.outage is None:
            return
        from_minute, to_minute = scene.outage.start_minute, scene.outage.end_minute
        for person, spells in enumerate(self.play.presence.spells):
            for spell in spells:
                start, end = max(spell.start, from_minute), min(spell.end, to_minute)
                if spell.queue in self.down and start < end:
                    super().order(Order(person, self.down[spell.queue], start, end))

    def copy(self) -> Hall:
        """The same hall, to try out what would come of an order."""
        other = object.__new__(Hall)
        other.__dict__.update(super().copy().__dict__)
        return other

    def order(self, order: Order) -> None:
        """Send somebody. He hands over first where he leaves such a post, walks, and serves nobody where it is down.
        Raises ValueError for an order of the past."""
        source = self.post_of(self.post_at(order.person, order.start))
        takes = self.on_the_way(source, order.queue)
        there = min(order.start + takes, order.end)
        pieces = [(AWAY, order.start, there)]
        outage = self.scene.outage
        if outage is not None and order.queue in self.down:
            first, last = (min(max(edge, there), order.end) for edge in (outage.start_minute, outage.end_minute))
            pieces += [(order.queue, there, first), (self.down[order.queue], first, last)]
            there = last
        pieces.append((order.queue, there, order.end))
        for queue, start, end in pieces:  # in order of time: nobody serves for a moment what comes later
            if start < end:
                super().order(Order(order.person, queue, start, end))

    def on_the_way(self, source: int, goal: int) -> float:
        """Minutes until somebody sent from one post serves at another."""
        if source == goal:
            return 0.0
        before = self.scene.posts[source].handover_minutes if source != AWAY else 0
        return before + self.scene.walk_minutes

    def post_of(self, queue: int) -> int:
        """The post of a queue: of a place that is down, its own post."""
        return next((post for post, place in self.down.items() if place == queue), queue)

    def stands(self, person: int, minute: float) -> int:
        """Number of the post on which somebody stands at a minute; AWAY on the way, at lunch or off."""
        return self.post_of(self.post_at(person, minute))

    def heading(self, person: int, minute: float) -> int:
        """The same, but for who is on the way the post that he goes to."""
        on_the_way = next((o for o in reversed(self.orders[person]) if o.start <= minute < o.end), None)
        if on_the_way is not None and on_the_way.queue == AWAY and self._rostered(person, minute):
            return self.stands(person, on_the_way.end)
        return self.stands(person, minute)

    def _rostered(self, person: int, minute: float) -> bool:
        return any(spell.start <= minute < spell.end for spell in self.play.presence.spells[person])

    def waiting(self) -> dict[str, int]:
        """Customers waiting now, by post."""
        return {post.code: n for post, n in zip(self.scene.posts, self.standing(), strict=False)}


def down_places(scene: Scene) -> dict[int, int]:
    """Number of each post that is wholly down in the outage -> number of the place where its people stand then."""
    if scene.outage is None:
        return {}
    number = {post.code: at for at, post in enumerate(scene.posts)}
    whole = sorted(number[code] for code, down in scene.outage.posts.items() if down.share >= 1)
    return {post: len(scene.posts) + place for place, post in enumerate(whole)}


class _Customer(NamedTuple):
    at: float
    queue: int
    service: float
    patience: float


def play_of(scene: Scene, seed: int) -> Play:
    """One draw of a scene, the same for every policy: the same seed gives the same customers."""
    rng = np.random.default_rng([seed, *scene.code.encode()])
    ways = np.random.default_rng([seed, 1, *scene.code.encode()])  # with and without an outage the same people come
    number = {post.code: at for at, post in enumerate(scene.posts)}
    down = down_places(scene)
    gone = len(scene.posts) + len(down)
    customers: list[_Customer] = []
    if scene.recorded:
        for one in scene.customers:
            post = scene.posts[number[one.post]]
            service, more = _service(rng, post), float(rng.exponential(post.patience_minutes))
            customers.append(
                _Customer(
                    one.at,
                    number[one.post],
                    service if one.service is None else one.service,
                    one.waited + more if one.patience is None else one.patience,
                )
            )
    else:
        for at, post in enumerate(scene.posts):
            for minute in _arrivals(rng, scene, post):
                service, patience = _service(rng, post), float(rng.exponential(post.patience_minutes))
                customers.append(_turned(ways, scene, number, gone, _Customer(minute, at, service, patience)))
    customers.sort()
    names = [post.code for post in scene.posts]
    names += [f"{names[post]}:down" for post in down] + [GONE]
    return Play(
        queues=tuple(names),
        arrived=[one.at for one in customers],
        queue=[one.queue for one in customers],
        service=[one.service for one in customers],
        patience=[one.patience for one in customers],
        presence=_presence(scene, number),
    )


def _arrivals(rng: np.random.Generator, scene: Scene, post: ScenePost) -> list[float]:
    """Minutes at which customers come: those standing at the start, then as many in each quarter-hour as it says (a
    fraction is a chance), spread evenly by chance."""
    found = [float(scene.start_minute)] * post.standing
    for quarter, mean in enumerate(post.arrivals):
        count = math.floor(mean) + int(rng.random() < mean - math.floor(mean))
        start = scene.start_minute + QUARTER_MINUTES * quarter
        length = min(QUARTER_MINUTES, scene.end_minute - start)
        found += (start + length * rng.random(count)).tolist()
    return found


def _service(rng: np.random.Generator, post: ScenePost) -> float:
    """Minutes of one service, log-normal with the post's mean and scatter, within bounds."""
    if not post.service_scv:
        return post.service_minutes
    sigma = math.sqrt(math.log1p(post.service_scv))
    drawn = float(rng.lognormal(math.log(post.service_minutes) - sigma**2 / 2, sigma))
    return min(max(drawn, 0.3), 90.0)


def _turned(rng: np.random.Generator, scene: Scene, number: dict[str, int], gone: int, one: _Customer) -> _Customer:
    """Where a customer goes who comes while his post is down."""
    outage = scene.outage
    stopped, where = float(rng.random()), float(rng.random())
    if outage is None or not outage.start_minute <= one.at < outage.end_minute:
        return one
    down = outage.posts.get(scene.posts[one.queue].code)
    if down is None or stopped >= down.share:
        return one
    for code, share in _ways(down, outage.guide):
        where -= share
        if where < 0:
            if not code:
                return _Customer(one.at, gone, one.service, 0.0)
            post = scene.posts[number[code]]
            return one._replace(queue=number[code], service=_service(rng, post))
    return one


def _ways(down: Down, guide: str) -> list[tuple[str, float]]:
    """Shares of those who cannot be served, by the post they turn to; empty for home."""
    return [("", down.leaves), (guide, down.asks), *sorted(down.diverts.items())]


def _presence(scene: Scene, number: dict[str, int]) -> Presence:
    spells = []
    for person in scene.people:
        own = []
        for spell in person.spells:
            end = spell.end_minute if spell.end_minute < scene.end_minute else scene.end_minute + AFTER_MINUTES
            own.append(Spell(spell.start_minute, max(end, spell.end_minute), number[spell.post]))
        spells.append(tuple(own))
    return Presence(
        people=tuple(person.code for person in scene.people),
        skills=tuple(frozenset(number[code] for code in person.skills) for person in scene.people),
        spells=tuple(spells),
        stopped=scene.stopped,
    )


def down_spans(scene: Scene, post: int) -> list[Span]:
    """Spans in which nobody is served at a post, in order."""
    spans = list(scene.stopped)
    if scene.outage is not None and post in down_places(scene):
        spans.append((scene.outage.start_minute, scene.outage.end_minute))
    return sorted(spans)


__all__ = ["AWAY", "Hall", "Order", "down_places", "down_spans", "play_of"]
