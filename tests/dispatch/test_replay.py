"""A day replayed: what is read from tickets, what was known when, and that better knowledge is worth something."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from supervisor.cli.main import run as command
from supervisor.dispatch.problem.reading import check
from supervisor.dispatch.replay.day import day_of, drawn, queues_of, service_minutes
from supervisor.dispatch.replay.floor import Floor, Order
from supervisor.dispatch.replay.foreseen import foreseen
from supervisor.dispatch.replay.policies import Settings, planning_minutes, problem_at, run
from supervisor.dispatch.replay.presence import outages
from supervisor.dispatch.replay.report import replay as replayed
from supervisor.errors import BadInput
from supervisor.traffic.intake import read_ticket_file
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import Outcome, resolve, split_days

from .replay_days import DAY, SERVICE, WINDOWS, made_days

QUICK = Settings(every=10, first=590, last=720)


def on_weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.fixture(scope="module")
def days():
    return made_days(5)


@pytest.fixture(scope="module")
def summaries(days):
    return {day: summarise(tickets) for day, tickets in days.items()}


def test_the_day_is_the_one_of_the_tickets(days) -> None:
    made = day_of(days[DAY], DAY, list(days.values())[:-1])
    assert made.queues == ("cash", "account")
    assert len(made) + made.outside == int((days[DAY].outcome != Outcome.NEVER_THERE).sum())
    assert made.recorded.lost == int((days[DAY].outcome == Outcome.LEFT).sum())
    people = dict(zip(made.presence.people, made.presence.spells, strict=True))
    stood = {
        code: sum(
            s.end - s.start for w in windows for s in people[w] if made.queues[s.queue] == code and s.start < 1000
        )
        for code, windows in WINDOWS.items()
    }
    assert min(stood.values()) > 3 * 400  # three windows each through the day
    assert all(skills == {0, 1} for skills in made.presence.skills)
    for at, code in enumerate(made.queues):
        assert made.services_met[at].mean() == pytest.approx(SERVICE[code], rel=0.15)


def test_doing_nothing_is_the_recorded_day_again(days) -> None:
    """Same people, same customers, same rule of the queue: nearly the waits of the tickets come out."""
    made = day_of(days[DAY], DAY, list(days.values())[:-1])
    seen = run(drawn(made, 1), None, QUICK).seen
    assert seen.waiting_minutes == pytest.approx(made.recorded.waiting_minutes, rel=0.12)


def test_draws_add_only_what_nobody_wrote_down(days) -> None:
    made = day_of(days[DAY], DAY)
    one, two = drawn(made, 1), drawn(made, 2)
    assert one.patience == drawn(made, 1).patience != two.patience
    served = ~np.isnan(made.service)
    assert (np.array(one.service)[served] == made.service[served]).all()
    left = ~np.isnan(made.patience)
    assert left.any()
    assert (np.array(one.patience)[left] == made.waited[left]).all()
    assert (np.array(one.patience)[~left] >= made.waited[~left]).all()


def test_a_rare_class_waits_with_the_class_its_windows_serve(days) -> None:
    tickets = days[DAY]
    place = tickets.classes.index("account")
    mine = np.flatnonzero((tickets.service_class == place) & (tickets.outcome == Outcome.SERVED))
    classes = tickets.service_class.copy()
    classes[mine[:5]] = len(tickets.classes)
    rare = replace(tickets, service_class=classes, classes=(*tickets.classes, "gold"))
    assert queues_of(rare)["gold"] == "account"


def test_an_end_written_down_late_does_not_reach_into_the_next_customer(days) -> None:
    tickets = days[DAY]
    mine = np.flatnonzero((tickets.server == 1) & (tickets.outcome == Outcome.SERVED))
    late = tickets.finished.copy()
    late[mine[0]] += 7200
    assert (
        service_minutes(replace(tickets, finished=late))[mine[0]]
        <= (tickets.called[mine[1]] - tickets.called[mine[0]]) / 60
    )


def test_an_outage_is_silence_of_all_while_customers_come() -> None:
    begun, ended = np.array([0.0, 5.0, 40.0]), np.array([9.0, 12.0, 50.0])
    assert outages(begun, ended, np.linspace(13, 39, 10)) == ((12.0, 40.0),)
    assert outages(begun, ended, np.linspace(13, 39, 9)) == ()


def test_the_forecast_knows_earlier_days_only(days, summaries) -> None:
    made = day_of(days[DAY], DAY)
    whole = foreseen(DAY, made.queue_of, made.queues, summaries, on_weekdays)
    without = foreseen(DAY, made.queue_of, made.queues, {d: s for d, s in summaries.items() if d < DAY}, on_weekdays)
    came = [made.arrived[(made.queue == at) & (made.arrived <= 577)] for at in range(2)]
    first, second = whole.ahead(577, 8, came), without.ahead(577, 8, came)
    assert whole.history_days == without.history_days == 8
    assert (first.mean == second.mean).all()
    assert first.mean[0].sum() == pytest.approx(2 * 24, rel=0.35)  # two usual hours, the surge of ten unknown
    assert (first.low <= first.mean).all()
    assert (first.mean <= first.high).all()
    nothing = foreseen(DAY, made.queue_of, made.queues, {}, on_weekdays)
    assert nothing.history_days == 0
    without_past = nothing.ahead(577, 8, came).mean  # as many as lately, which is 24 and 20 an hour
    assert without_past[0] == pytest.approx(np.full(8, 6.0), rel=0.5)
    assert without_past[1] == pytest.approx(np.full(8, 5.0), rel=0.5)


def test_the_problem_is_the_hall_of_that_minute(days, summaries) -> None:
    made = day_of(days[DAY], DAY)
    known = foreseen(DAY, made.queue_of, made.queues, summaries, on_weekdays)
    floor = Floor(drawn(made, 1))
    floor.advance(650)
    mover = next(p for p, queue in enumerate(floor.where) if queue == 1)
    floor.order(Order(mover, 0, 650, 700))
    floor.advance(655)
    problem = problem_at(floor, 655, known, Settings())
    assert problem is not None
    assert check(problem) == ()
    assert [one.standing for one in problem.classes] == floor.standing()
    person = problem.people[mover]
    assert person.at == "cash"
    assert any(stay.post == "account" and stay.start_minute == 700 for stay in person.later)
    assert [kept.person for kept in problem.kept] == [person.subject]
    assert problem_at(Floor(drawn(made, 1)), 100, known, Settings()) is None


@pytest.fixture(scope="module")
def found(days, summaries):
    return replayed(DAY, days, on_weekdays, summaries=summaries, settings=QUICK, draws=1)


def test_a_surge_waits_less_when_somebody_is_moved_and_least_with_hindsight(found) -> None:
    none, greedy, ours, hindsight = (found.of(name) for name in ("none", "greedy", "ours", "hindsight"))
    assert none.orders == 0
    assert ours.orders > 0
    assert greedy.waiting_minutes < none.waiting_minutes
    assert hindsight.waiting_minutes < none.waiting_minutes
    assert ours.lost < none.lost / 2
    # Who goes after half an hour waits no longer: of those served instead each may wait as long again.
    assert ours.waiting_minutes + 30 * ours.lost < none.waiting_minutes + 30 * none.lost
    assert found.of("shared").waiting_minutes < none.waiting_minutes


def test_surges_of_other_days_wait_less_when_somebody_is_moved() -> None:
    before = after = 0.0
    for seed in (6, 8):
        other = made_days(seed)
        figures = {day: summarise(tickets) for day, tickets in other.items()}
        found = replayed(DAY, other, on_weekdays, summaries=figures, settings=QUICK, draws=1, policies=("none", "ours"))
        before += found.of("none").waiting_minutes
        after += found.of("ours").waiting_minutes
    assert after < 0.75 * before


def test_the_same_replay_again_says_the_same(days, summaries, found) -> None:
    again = replayed(DAY, days, on_weekdays, summaries=summaries, settings=QUICK, draws=1, policies=("ours",))
    assert (again.of("ours").waiting_minutes, again.of("ours").orders) == (
        found.of("ours").waiting_minutes,
        found.of("ours").orders,
    )


def test_what_cannot_be_replayed_is_said(days, summaries) -> None:
    with pytest.raises(BadInput):
        replayed(date(2026, 11, 14), days, on_weekdays, summaries=summaries)
    with pytest.raises(BadInput):
        replayed(DAY, days, on_weekdays, summaries=summaries, settings=Settings(every=0))
    left = days[DAY].take(days[DAY].outcome == Outcome.LEFT)
    with pytest.raises(BadInput):
        day_of(left, DAY)


def test_plans_are_made_on_the_clock_while_somebody_is_there(days) -> None:
    play = drawn(day_of(days[DAY], DAY), 1)
    minutes = planning_minutes(play, Settings(every=5))
    assert minutes[0] % 5 == 0
    assert minutes[0] >= play.presence.first_minute
    assert minutes[-1] <= play.presence.last_minute


@pytest.mark.real_data
def test_the_surge_of_february_1999(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(real_data / "bank_tickets_1999_02a.tsv")
    span = ["--first", "21:00", "--last", "23:00", "--every", "10"]
    words = ["dispatch", "replay", "1999-02-14", "--file", file, *span]
    assert command([*words, "--draws", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["version"]) == ("dispatch.replay", 1)
    found = said["replay"]
    policies = {one["policy"]: one for one in found["policies"]}
    assert found["history_days"] == 13
    assert policies["hindsight"]["waiting_minutes"] <= policies["none"]["waiting_minutes"]
    assert policies["ours"]["orders"] > 0
    # One queue for all is nearly how calls were routed then: the hall is the recorded one, not an invented one.
    assert policies["shared"]["waiting_minutes"] == pytest.approx(found["recorded"]["waiting_minutes"], rel=0.15)


@pytest.mark.real_data
def test_the_third_of_february_was_an_outage_first(real_data: Path) -> None:
    days = split_days(read_ticket_file(real_data / "bank_tickets_1999_02a.tsv").tickets)
    made = day_of(resolve(days[date(1999, 2, 3)]), date(1999, 2, 3))
    ((start, end),) = made.presence.stopped
    assert 12 * 60 + 50 < start < 13 * 60 < end < 13 * 60 + 25
    assert made.recorded.unknown_waits > 300
