"""The hall of a replay, customer by customer, against ciw where its rules fit and by hand where they do not."""

from __future__ import annotations

from math import inf
from typing import Any

import ciw
import ciw.dists
import numpy as np
import pytest

from supervisor.dispatch.replay.day import Play
from supervisor.dispatch.replay.floor import AWAY, Floor, Order
from supervisor.dispatch.replay.presence import Presence, Spell


def play_of(arrived, queue, service, patience, spells, skills=None, queues=("a", "b")) -> Play:
    """A play from plain lists; everybody can do everything unless told."""
    skills = skills or tuple(frozenset(range(len(queues))) for _person in spells)
    names = tuple(str(n) for n in range(len(spells)))
    presence = Presence(names, tuple(skills), tuple(tuple(Spell(*one) for one in own) for own in spells))
    return Play(tuple(queues), list(arrived), list(queue), list(service), list(patience), presence)


class OfCustomer(ciw.dists.Distribution):
    """What each customer of a node brings along, by his number in order of coming."""

    def __init__(self, values: list[float]) -> None:
        self.values, self.number = values, 0

    def sample(self, t: Any = None, ind: Any = None) -> Any:
        return self.values[ind.id_number - 1]


def waits_by_ciw(arrived: list[float], service: list[float], patience: list[float], people: int) -> list[float]:
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*np.diff(arrived, prepend=0.0).tolist(), inf])],
        service_distributions=[OfCustomer(service)],
        reneging_time_distributions=[OfCustomer(patience)],
        number_of_servers=[people],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(arrived[-1] + 10_000)
    records = simulation.get_all_records(only=["service", "renege"])
    return [one.waiting_time for one in sorted(records, key=lambda one: one.id_number)]


@pytest.mark.parametrize("seed", range(6))
def test_every_single_wait_is_that_of_ciw(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count, people = 300, int(rng.integers(1, 6))
    arrived = np.cumsum(rng.exponential(5.0 / people, count) * rng.choice([0.4, 1.6], count)).tolist()
    service, patience = rng.gamma(1.5, 5 / 1.5, count).tolist(), rng.exponential(12.0, count).tolist()
    floor = Floor(play_of(arrived, [0] * count, service, patience, [[(0, 1e6, 0)]] * people))
    seen = floor.finish()
    ours = [
        (left if np.isnan(began) else began) - came
        for came, began, left in zip(arrived, floor.began, floor.left, strict=True)
    ]
    theirs = waits_by_ciw(arrived, service, patience, people)
    assert np.allclose(ours, theirs, atol=1e-6)
    assert seen.waiting_minutes == pytest.approx(sum(theirs))
    assert seen.lost > 0


def test_two_queues_are_two_halls_until_somebody_is_sent_over() -> None:
    arrived, queue = [0.0, 1.0, 2.0, 3.0], [0, 0, 0, 1]
    play = play_of(arrived, queue, [10.0] * 4, [100.0] * 4, [[(0, 500, 0)], [(0, 500, 1)]])
    alone = Floor(play)
    assert alone.finish().waiting_minutes == pytest.approx(9 + 18)
    helped = Floor(play)
    helped.advance(1.5)
    assert helped.standing() == [1, 0]
    helped.order(Order(1, 0, 1.5))
    assert helped.began[1] == 1.5  # sent over while free: calls at once
    seen = helped.finish()
    assert (seen.waiting_minutes, seen.lost) == (pytest.approx(0.5 + 8 + 100), 1)  # nobody is left for queue b
    assert Floor(play).finish().lost == 0
    recalled = Floor(play)
    recalled.advance(1.5)
    recalled.order(Order(1, 0, 1.5))
    recalled.advance(30)
    recalled.everybody_back()
    recalled.finish()
    assert recalled.began[3] == 30
    back = Floor(play)
    back.advance(1.5)
    back.order(Order(1, 0, 1.5, 5.0))
    assert back.finish().lost == 0  # returns after the customer in front of him
    assert back.began[3] == pytest.approx(11.5)


def test_who_goes_home_finishes_with_his_customer_and_takes_no_other() -> None:
    play = play_of([0.0, 1.0], [0, 0], [10.0, 5.0], [100.0, 100.0], [[(0, 4, 0)], [(20, 60, 0)]], queues=("a",))
    floor = Floor(play)
    floor.finish()
    assert floor.began == [0.0, 20.0]
    assert floor.post_at(0, 4) == AWAY


def test_nobody_is_called_while_nothing_works_and_all_are_at_once_after() -> None:
    play = play_of([0.0, 5.0, 6.0], [0, 0, 0], [2.0, 3.0, 3.0], [60.0, 60.0, 4.0], [[(0, 90, 0)]] * 2, queues=("a",))
    floor = Floor(play, stopped=((4.0, 20.0),))
    floor.advance(15)
    assert floor.standing() == [1]
    seen = floor.finish()
    assert (floor.began[1], seen.lost, seen.waiting_minutes) == (20.0, 1, pytest.approx(15 + 4))


def test_sharing_takes_whoever_came_first_of_what_one_can_serve() -> None:
    skills = (frozenset({0, 1}), frozenset({1}))
    play = play_of([0.0, 0.1, 0.2, 0.3], [0, 1, 1, 0], [5.0] * 4, [90.0] * 4, [[(0, 90, 0)], [(0, 90, 1)]], skills)
    floor = Floor(play, sharing=True)
    floor.finish()
    assert floor.began == pytest.approx([0.0, 0.1, 5.0, 10.0])  # the second window cannot serve the last


def test_a_trial_leaves_the_hall_as_it_was() -> None:
    play = play_of([0.0, 1.0, 2.0], [0, 0, 0], [10.0] * 3, [100.0] * 3, [[(0, 500, 0)], [(0, 500, 1)]])
    floor = Floor(play)
    floor.advance(2)
    trial = floor.copy()
    trial.order(Order(1, 0, 2))
    tried = trial.finish()
    assert tried.waiting_minutes < floor.copy().finish().waiting_minutes
    assert floor.standing() == [2, 0]
    assert floor.finish().waiting_minutes == pytest.approx(9 + 18)
    with pytest.raises(ValueError, match="order"):
        floor.order(Order(0, 0, 1.0))
