"""The parts of the planner against the slow and plain way of saying the same."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import numpy as np
import pytest

from supervisor.meetings.planner.echoes import Echoes
from supervisor.meetings.planner.items import agenda_of
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.planner.settling import Settling
from supervisor.meetings.planner.starts import Desk, starts_in, try_start
from supervisor.meetings.planner.together import Together
from supervisor.meetings.planner.watch import Watch
from supervisor.meetings.pricing.courses import Course
from supervisor.meetings.pricing.openings import Openings
from supervisor.meetings.pricing.people import who_comes
from supervisor.meetings.problem.model import Need, Status, Taken
from supervisor.traffic.waiting.hall import Pool, waiting_minutes
from tests.benchmarks.meeting_problems import meeting_problem
from tests.meetings.branch_problem import MONDAY, day, named, problem, wish

SMALL = {"meetings": 5, "staff": 16, "days": 2, "quarters": 16, "sizes": (2, 5)}


@pytest.mark.parametrize("seed", range(6))
def test_a_change_costs_what_the_whole_day_computed_again_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    quarters = int(rng.integers(3, 20))
    arrivals, people = rng.uniform(0, 9, quarters), rng.integers(0, 6, quarters)
    pool = Pool(float(rng.uniform(3, 15)), float(rng.uniform(8, 50)))
    course = Course(arrivals, pool, people.tolist())
    first = int(rng.integers(0, quarters))
    other = tuple(int(n) for n in rng.integers(0, 6, 4))
    changed = people.copy()
    changed[first : first + 4] = other[: quarters - first]
    again = waiting_minutes(
        arrivals, pool.service_minutes, pool.patience_minutes, changed.astype(float), until_served=True
    ).sum()
    assert course.with_people(first, other) == pytest.approx(float(again), abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_openings_are_the_starts_that_break_no_rule_about_people_and_clock(seed: int) -> None:
    asked = meeting_problem(seed, **SMALL)
    group = wish(Need(by="role", value="cash", at_least=2), Need(by="skill", value="advise", optional=True))
    others = tuple(msgspec.structs.replace(one, wished_minute=None, room="201") for one in (*asked.wishes, group))
    held = plan(msgspec.structs.replace(asked, wishes=asked.wishes[:1])).answers[0].sittings
    stands = tuple(
        Taken(meeting="other", title="Other", sitting=msgspec.structs.replace(one, room="201")) for one in held
    )
    asked = msgspec.structs.replace(asked, wishes=others, taken=stands, most_at_once=0)
    desk = Desk(asked)
    floor_rules = {"minimum_cover", "dual_control", "authoriser_present", "lobby_manager_present"}
    for one in asked.days:
        openings = Openings(asked, desk.base(one.day).floor)
        for each in others:
            found = {opening.start_minute: opening.required for opening in openings.of(each)}
            for start in starts_in(each, one.day):
                slow = try_start(asked, each, desk.base(one.day), start)
                broken = {block.rule for block in slow.blocks} - floor_rules
                assert (start in found) == (not broken), (each.title, start, broken)
                if start in found:
                    floor = desk.base(one.day).floor
                    assert found[start] == who_comes(asked, floor, each, start, start + each.minutes, None).required


def test_what_meetings_leave_each_other_in_the_queue_is_what_the_whole_day_says() -> None:
    asked = meeting_problem(5, **SMALL)
    desk = Desk(asked)
    together = Together(desk, agenda_of(asked), Watch())
    model, _peak = together.model(together.columns)
    settling = Settling(desk)
    echoes = Echoes(model, settling)
    echoes.add(range(0, len(model.columns), 3))
    assert echoes.pairs
    for one, other in sorted(echoes.pairs)[::37]:
        exact = settling.extra([model.columns[one], model.columns[other]])
        assert echoes.pairs[one, other] == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_of_each_sitting_adds_up_to_the_plan(seed: int) -> None:
    asked = meeting_problem(seed, **SMALL)
    found = plan(asked)
    told = sum(one.price_minutes for answer in found.answers for one in answer.sittings)
    assert found.status == Status.PROVEN
    assert told == pytest.approx(found.price_minutes, abs=0.06 * len(asked.wishes) + 0.05)
    for answer in found.answers:
        for one in answer.sittings:
            assert one.low_minutes <= one.price_minutes <= one.high_minutes
        assert len(answer.alternatives) <= 3


def test_a_plan_cut_short_is_no_cheaper_than_the_bound_of_the_whole_search() -> None:
    asked = meeting_problem(2, **SMALL)
    whole, short = plan(asked), plan(asked, seconds=0.0)
    assert whole.bound_minutes is not None
    assert short.price_minutes >= whole.bound_minutes - 0.06
    assert all(one.sittings for one in short.answers)


def test_the_customer_area_is_never_used_at_a_peak() -> None:
    """Even where all is peak: that rule is not lifted."""
    from supervisor.meetings.problem.model import PeakSpan

    peak = (PeakSpan(service_class="c", start_minute=540, end_minute=1020),)
    inside = wish(*named("b2"), customer_area=True)
    assert not plan(problem(inside, days=(day(peaks=peak),))).answers[0].sittings
    assert plan(problem(inside)).answers[0].sittings


def test_a_closed_day_takes_meetings_at_no_price() -> None:
    sunday = MONDAY + timedelta(days=6)
    closed = day(day=sunday, open_minute=None, close_minute=None, classes=())
    found = plan(problem(wish(*named("t1"), first_day=sunday, last_day=sunday), days=(closed,)))
    assert found.answers[0].sittings[0].price_minutes == 0
