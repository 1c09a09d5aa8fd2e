"""The live board's frames while plans of 40 people, 15 posts and 16 quarter-hours are made in the pool.

A frame is a step of the hand over another post with its trial, and the painting of what changed; measured from the
event to the end of the painting, as processor time of the window's own thread and by the clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from supervisor.desktop.screens.dispatch.board import LiveBoard
from supervisor.desktop.screens.dispatch.facts import BoardFacts, ClassFact, PersonTile, PostTile, ZoneTile
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.optimiser.trial import trial_of
from supervisor.dispatch.problem.model import Problem
from tests.dispatch.surge_problem import random_problem

SEED = 1001
SIZE = (40, 15, 5, 16)
BETWEEN_SECONDS = 0.016


class Pace(NamedTuple):
    """Milliseconds of a frame by the clock and of processor: 95th percentile and worst; how many frames and plans."""

    wall_p95: float
    wall_worst: float
    own_p95: float
    own_worst: float
    frames: int
    plans: int
    load: float

    def words(self) -> str:
        """One line for the record."""
        return (
            f"frames {self.frames} beside {self.plans} plans: wall p95 {self.wall_p95:.1f} ms, worst "
            f"{self.wall_worst:.1f} ms; processor p95 {self.own_p95:.1f} ms, worst {self.own_worst:.1f} ms; "
            f"load {self.load:.1f}"
        )


def facts_of(problem: Problem) -> BoardFacts:
    """The board of a problem: three zones, everybody where he stands."""
    tiles = [
        PersonTile(one.subject, one.name, one.skills, one.at, since=540, break_from=700, break_to=745)
        for one in problem.people
    ]
    posts = [
        PostTile(
            post.subject, str(post.name), post.min_cover, tuple(one for one in tiles if one.post == post.subject),
            post.stations, post.dual_control, bool(post.service_class),
        )
        for post in problem.posts
    ]  # fmt: skip
    zones = tuple(ZoneTile(f"区{n}", tuple(posts[n::3])) for n in range(3))
    names = {one.subject: one.name for one in problem.people} | {p.subject: str(p.name) for p in problem.posts}
    classes = tuple(
        ClassFact(one.service_class, one.service_class, int(one.standing), "counted", one.arrivals)
        for one in problem.classes
    )
    return BoardFacts(problem.now_minute, zones, (), classes, problem.now_minute, names, trial=trial_of(problem))


def frames(background: Any, theme: Any, process: Callable[[], None], seconds: float) -> Pace:
    """Drag people over all posts for so long while plans are made in the pool."""
    problem = random_problem(SEED, *SIZE)
    board = LiveBoard(theme, lambda: problem.now_minute)
    board.resize(760, 900)
    board.show()
    facts = facts_of(problem)
    board.put(facts)
    process()
    wall: list[float] = []
    own: list[float] = []
    plans: list[Any] = []

    def plan_again(done: Any = None) -> None:
        if done is not None:
            plans.append(done)
        background.read(lambda: dispatch(problem), owner=board, done=plan_again, failed=raise_it)

    plan_again()
    people = [one.subject for post in facts.posts() for one in post.people]
    places = [post.subject for post in facts.posts()]
    until, step = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        if step % len(places) == 0:
            board.view.give_up()
            board.view.lift(people[step // len(places) % len(people)])
            process()
        began, spent = time.perf_counter(), time.thread_time()
        board.view.carry(places[step % len(places)])
        board.view.repaint()
        wall.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.thread_time() - spent))
        process()
        time.sleep(BETWEEN_SECONDS)
        step += 1
    board.close()
    p95 = [float(np.percentile(one, 95)) for one in (wall, own)]
    return Pace(p95[0], max(wall), p95[1], max(own), len(wall), len(plans), os.getloadavg()[0])


def raise_it(error: Exception) -> None:
    """A plan that failed is no measure."""
    raise error
