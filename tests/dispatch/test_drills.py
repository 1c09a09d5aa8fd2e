"""An exercise from the alarm to the score: the same again, fair to the manager, and honest about what was possible."""

from __future__ import annotations

import math

import msgspec
import pytest

from supervisor.dispatch.drills.asking import forecast, problem_at
from supervisor.dispatch.drills.course import Act, Course, acts_json, played, read_acts
from supervisor.dispatch.drills.hall import AWAY, Hall, Order, down_places, play_of
from supervisor.dispatch.drills.scenes import Came, Down, Outage, ScenePost
from supervisor.dispatch.drills.score import by_rule, compared, rule_acts, scored
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.reading import check
from supervisor.errors import BadInput

from .drill_scene import ALARM, END, START, small_playbook, small_scene

AT = ALARM * 60
GOOD = (
    Act(second=AT + 30, what="tick", step="command"),
    Act(second=AT + 60, what="count"),
    Act(second=AT + 70, what="tick", step="count"),
    Act(second=AT + 90, what="order", person="b1", post="cash"),
    Act(second=AT + 9 * 60, what="tick", step="notice"),
)


@pytest.fixture(scope="module")
def others():
    return compared(small_scene(), 3, small_playbook())


def test_the_same_scene_seed_and_orders_are_the_same_score(others) -> None:
    scene, book = small_scene(), small_playbook()
    first = scored(played(scene, 3, book, GOOD), others)
    slow = Course(scene, 3, book)  # tick by tick, as on the screen, in place of leaps
    for second in range(START * 60, END * 60 + 1, 7):
        for act in GOOD:
            if slow.second <= act.second < second:
                slow.do(act)
        slow.advance(second)
    slow.advance(END * 60)
    assert scored(slow, compared(scene, 3, book)) == first
    assert tuple(slow.acts) == GOOD
    again = played(scene, 3, book, read_acts(acts_json(scene.code, slow.acts)))
    assert scored(again, others) == first
    assert scored(played(scene, 4, book, GOOD), compared(scene, 4, book)).yours != first.yours


def test_who_helps_in_time_saves_waiting_and_passes(others) -> None:
    found = scored(played(small_scene(), 3, small_playbook(), GOOD), others)
    assert found.first_order_seconds == 90
    assert found.in_place_seconds == 90 + 60 * 3  # two minutes of handing over, one of walking
    assert found.yours.waiting_minutes < found.none.waiting_minutes
    assert found.hindsight.waiting_minutes <= min(found.yours.waiting_minutes, found.greedy.waiting_minutes)
    assert (found.steps_missed, found.steps_late, [one.code for one in found.steps]) == (
        0, 0, ["command", "count", "notice"],
    )  # fmt: skip
    assert found.passed
    assert found.saved_share > 0.5
    assert any("预案各步" in one.zh for one in found.good)
    assert found.late == ()


def test_who_does_nothing_is_told_what_was_missed(others) -> None:
    found = scored(played(small_scene(), 3, small_playbook()), others)
    assert found.yours == found.none
    assert found.first_order_seconds is None
    assert (found.saved_share, found.steps_missed, found.passed) == (0.0, 3, False)
    said = " ".join(one.zh for one in found.late)
    assert "没有下达任何调动" in said
    assert "漏做3步" in said
    assert found.lesson.zh


def test_a_step_done_late_is_late_and_not_missed(others) -> None:
    acts = (Act(second=AT + 5 * 60, what="tick", step="count"), Act(second=AT + 6 * 60, what="tick", step="notice"))
    found = scored(played(small_scene(), 3, small_playbook(), acts), others)
    assert (found.steps_missed, found.steps_late) == (1, 1)
    assert {one.code: one.late_minutes for one in found.steps}["count"] == 3
    taken_off = (*acts, Act(second=AT + 7 * 60, what="untick", step="count"))
    assert scored(played(small_scene(), 3, small_playbook(), taken_off), others).steps_missed == 2


def test_orders_that_make_it_worse_are_said_to(others) -> None:
    acts = (Act(second=AT + 30, what="order", person="h1", post="cash"),)
    found = scored(played(small_scene(), 3, small_playbook(), acts), others)
    assert found.uncovered_minutes == END - ALARM  # the lobby stood empty by order to the end
    assert any("低于最低在岗" in one.zh for one in found.late)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (Act(second=AT - 60, what="order", person="b1", post="cash"), "alarm"),
        (Act(second=AT, what="order", person="t1", post="hall"), "may not work"),
        (Act(second=AT, what="order", person="t1", post="cash"), "already"),
        (Act(second=AT, what="order", person="nobody", post="cash"), "nobody"),
        (Act(second=AT, what="order", person="b1", post="moon"), "post moon"),
        (Act(second=AT, what="order", person="b1", post="cash", until_minute=ALARM), "over already"),
        (Act(second=AT, what="back", person="b1"), "roster"),
        (Act(second=AT, what="tick", step="after"), "step after"),
        (Act(second=END * 60, what="count"), "over"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(act: Act, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from supervisor.language import use_language

    use_language("en")
    with pytest.raises(BadInput, match=said):
        played(small_scene(), 3, small_playbook(), (act,))


def test_no_more_people_than_stations() -> None:
    course = Course(small_scene(), 3, small_playbook())
    course.advance(AT)
    course.order("b1", "cash")
    with pytest.raises(BadInput):
        course.order("b2", "cash")
    course.back("b1")
    course.order("b2", "cash")
    assert [act.what for act in course.acts] == ["order", "back", "order"]


def test_who_hands_over_and_walks_serves_nobody_meanwhile() -> None:
    hall = Hall(small_scene(), 3)
    hall.advance(float(ALARM))
    hall.order(Order(1, 0, float(ALARM)))
    hall.advance(ALARM + 2.9)
    assert hall.where[1] == AWAY
    assert hall.heading(1, ALARM + 1) == 0
    hall.advance(ALARM + 3.1)
    assert hall.where[1] == 0


def test_the_optimiser_is_asked_what_the_manager_knows() -> None:
    course = Course(small_scene(blind=True), 3, small_playbook())
    course.advance(AT + 200)
    assert course.waiting() == {}
    problem = course.problem()
    assert problem is not None
    assert check(problem) == ()
    assert {one.service_class: one.standing for one in problem.classes}["cash"] == 0
    counted = course.count()
    course.advance(AT + 900)
    assert course.waiting() == counted  # as it was counted, not as it is
    problem = course.problem()
    assert problem is not None
    assert {one.service_class: one.standing for one in problem.classes}["cash"] == counted["cash"]
    seen = Course(small_scene(), 3, small_playbook())
    seen.advance(AT + 200)
    assert seen.waiting() == seen.hall.waiting()


def test_the_forecast_believes_who_came_and_not_who_will() -> None:
    book = small_playbook()
    calm, surge = small_scene(posts=_posts(4)), small_scene(posts=_posts(12))
    before = [forecast(_at(scene, START), START, book)[0] for scene in (calm, surge)]
    after = [sum(forecast(_at(scene, START + 20), START + 20, book)[0]) for scene in (calm, surge)]
    assert before[0] == before[1]
    assert after[1] > 1.5 * after[0]


def _posts(cash: float) -> tuple[ScenePost, ...]:
    first, *rest = small_scene().posts
    return (msgspec.structs.replace(first, arrivals=(cash,) * 4), *rest)


def _at(scene, minute: int) -> Hall:
    hall = Hall(scene, 3)
    hall.advance(float(minute))
    return hall


DOWN = Outage(start_minute=ALARM, end_minute=ALARM + 20, guide="hall", posts={"cash": Down(leaves=0.2, asks=0.5)})


def test_nobody_is_served_where_it_is_down_and_people_can_be_sent_away_and_back() -> None:
    scene = small_scene(outage=DOWN)
    hall = Hall(scene, 3)
    down = down_places(scene)[0]
    hall.advance(ALARM + 5.0)
    assert hall.where[0] == down
    assert hall.stands(0, ALARM + 5.0) == 0
    hall.order(Order(1, 0, ALARM + 5.0))  # sent to what is down: stands there, calls nobody
    hall.advance(ALARM + 10.0)
    assert hall.where[1] == down
    began = [at for at, queue in zip(hall.began, hall.play.queue, strict=True) if queue == 0 and not math.isnan(at)]
    assert not [at for at in began if at > ALARM]
    hall.advance(ALARM + 20.5)
    assert hall.where[0] == hall.where[1] == 0
    trial = hall.copy()
    trial.order(Order(2, 0, trial.now))
    assert isinstance(trial, Hall)
    assert hall.orders[2] == []


def test_customers_of_what_is_down_leave_ask_or_wait() -> None:
    usual, failing = play_of(small_scene(), 3), play_of(small_scene(outage=DOWN), 3)
    assert usual.arrived == failing.arrived
    assert failing.queues == ("cash", "hall", "back", "cash:down", "-")
    inside = [at for at, minute in enumerate(usual.arrived) if ALARM <= minute < ALARM + 20 and usual.queue[at] == 0]
    gone = {failing.queue[at] for at in inside}
    assert gone <= {0, 1, 4}
    assert 1 in gone
    everywhere = play_of(small_scene(outage=msg_outage(leaves=1.0)), 3)
    assert {everywhere.queue[at] for at in inside} == {4}
    nobody_moved = by_rule(small_scene(outage=msg_outage(leaves=1.0)), 3, None)
    assert nobody_moved.lost >= len(inside)


def msg_outage(leaves: float) -> Outage:
    return Outage(start_minute=ALARM, end_minute=ALARM + 20, posts={"cash": Down(leaves=leaves)})


def test_the_problem_of_an_outage_asks_for_those_who_wait_when_it_is_back() -> None:
    scene = small_scene(outage=DOWN)
    hall = _at(scene, ALARM + 5)
    problem = problem_at(hall, ALARM + 5, forecast(hall, ALARM + 5, small_playbook()))
    assert problem is not None
    assert check(problem) == ()
    cash = next(one for one in problem.classes if one.service_class == "cash")
    assert cash.standing == 0
    assert cash.arrivals[0] == 0
    assert cash.arrivals[1] >= hall.waiting()["cash"] > 0
    assert all(":" not in person.at for person in problem.people)
    assert dispatch(problem, frontier=False).waits


def test_a_rule_in_the_managers_place_gives_orders_that_can_be_read_again() -> None:
    scene, book = small_scene(), small_playbook()
    acts = rule_acts(scene, 3, book, "greedy")
    assert acts
    assert read_acts(acts_json("small", acts)) == acts
    assert rule_acts(scene, 3, book, "none") == ()


def test_recorded_customers_come_when_they_came_whatever_the_seed() -> None:
    came = tuple(Came(at=START + 3.0 * n, post="cash", service=5.0, waited=1.0) for n in range(10))
    scene = small_scene(customers=came, posts=_posts(0))
    one, two = play_of(scene, 1), play_of(scene, 2)
    assert one.arrived == two.arrived == [START + 3.0 * n for n in range(10)]
    assert set(one.service) == {5.0}
    assert min(one.patience) >= 1.0
    assert one.patience != two.patience


def test_a_file_of_orders_is_refused_line_by_line() -> None:
    with pytest.raises(BadInput) as refused:
        read_acts(
            b'{"acts": [{"at": "9:5", "person": "b1"}, {"at": "10:06", "what": "dance"}, {"at": "10:06:30"}]}', "o.json"
        )
    assert [fault.problem for fault in refused.value.faults] == ["acts 1: '9:5'", "acts 2: 'dance'"]
    for wrong in (b"{", b"[]", b'{"acts": 3}', b'{"acts": [], "more": 1}', b"\xff"):
        with pytest.raises(BadInput):
            read_acts(wrong)


def test_where_nothing_could_be_saved_no_order_is_late() -> None:
    first, *rest = small_scene().posts
    calm = small_scene(posts=(msgspec.structs.replace(first, arrivals=(1,) * 4, standing=0), *rest))
    acts = (Act(second=AT + 900, what="order", person="b1", post="cash"),)
    found = scored(played(calm, 3, small_playbook(), acts), compared(calm, 3, small_playbook()))
    assert found.none.waiting_minutes - found.hindsight.waiting_minutes < 5
    assert found.saved_share == 1.0
    assert not any("第一条调动" in one.zh for one in (*found.good, *found.late))
