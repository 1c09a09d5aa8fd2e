"""Handing over, incompatible posts, pins, breaks within limits, orders sent before, and where customers go."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import move_price, move_rule
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.problem.handover import quarters_taken
from supervisor.dispatch.problem.model import Away, BreakWindow, Kept, Problem, Stay, to_json
from supervisor.dispatch.problem.outage import flow
from supervisor.dispatch.problem.reading import check, problem_from_json
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import BadInput
from tests.dispatch.surge_problem import PEOPLE, POSTS, changed, queue, random_problem, surge

NUMBER = {person.subject.partition(":")[2]: n for n, person in enumerate(PEOPLE)}
PLACE = {post.subject.partition(":")[2]: n for n, post in enumerate(POSTS)}


def with_post(problem: Problem, code: str, **changes: Any) -> Problem:
    posts = [msgspec.structs.replace(p, **changes) if p.subject == f"post:{code}" else p for p in problem.posts]
    return msgspec.structs.replace(problem, posts=tuple(posts))


# ------------------------------------------------------------------ handing over


@pytest.mark.parametrize(("minutes", "quarters"), [(0, 0), (7, 0), (8, 1), (15, 1), (22, 1), (23, 2), (45, 3)])
def test_a_quarter_hour_is_taken_when_its_middle_is(minutes: int, quarters: int) -> None:
    assert quarters_taken(minutes) == quarters


def test_who_hands_over_serves_nobody_until_it_is_done() -> None:
    evaluator = Evaluator(with_post(surge(), "back", handover_minutes=20))
    b1, cash, back = NUMBER["b1"], PLACE["cash"], PLACE["back"]
    row = evaluator.destination(b1, Goal(cash, 0, 8))
    assert row.tolist() == [NOWHERE] + [cash] * 7
    late = evaluator.destination(b1, Goal(cash, 4, 8))
    assert late.tolist() == [back] * 4 + [NOWHERE] + [cash] * 3
    both = Evaluator(with_post(with_post(surge(), "back", handover_minutes=20), "cash", handover_minutes=30))
    assert both.destination(b1, Goal(cash, 0, 4)).tolist() == [NOWHERE, cash, cash, cash, NOWHERE, NOWHERE, back, back]


def test_handing_over_costs_waiting_and_is_said() -> None:
    quick, slow = dispatch(surge()), dispatch(with_post(surge(), "back", handover_minutes=20))
    (fast,), (late,) = quick.moves, slow.moves
    assert (fast.person, late.person) == ("person:b1", "person:b1")
    assert slow.after_minutes > quick.after_minutes + 1
    assert (fast.handover_minutes, late.handover_minutes) == (0, 20)
    assert "20分钟" in late.say.zh
    assert "about 20 minutes" in (late.say.en or "")
    assert slow.before_minutes == quick.before_minutes


def test_a_move_that_handing_over_makes_useless_is_not_made() -> None:
    short = msgspec.structs.replace(surge(), classes=(queue("c", 0.5, 5.0, quarters=4), queue("g", 0.1, quarters=4)))
    assert dispatch(short).moves, "the queue is worth a move"
    assert dispatch(with_post(short, "back", handover_minutes=60)).moves == ()


def test_out_of_a_meeting_nothing_is_handed_over() -> None:
    problem = changed(with_post(surge(), "back", handover_minutes=30), "person:b1", in_meeting_until=660)
    row = Evaluator(problem).destination(NUMBER["b1"], Goal(PLACE["cash"], 0, 8))
    assert row[0] == PLACE["cash"]


# ------------------------------------------------------------------ incompatible posts


def test_who_entered_may_not_authorise() -> None:
    problem = msgspec.structs.replace(surge(), incompatible=(("post:cash", "post:back"),))
    evaluator = Evaluator(problem)
    assert move_rule(evaluator, NUMBER["b1"], PLACE["cash"]) == "compatible"
    assert move_rule(evaluator, NUMBER["b1"], PLACE["lobby"]) == "skill_held"
    assert dispatch(problem).moves == ()
    assert dispatch(surge()).moves


def test_a_post_of_this_morning_counts_too() -> None:
    pair = msgspec.structs.replace(surge(), incompatible=(("post:sign", "post:cash"),))
    assert dispatch(pair).moves, "nobody who could go has signed today"
    assert dispatch(changed(pair, "person:b1", been=("post:sign",))).moves == ()


# ------------------------------------------------------------------ pins


def test_a_pin_is_kept_whatever_it_costs() -> None:
    plan = dispatch(changed(surge(), "person:t1", pinned_to="post:back"))
    pinned = next(move for move in plan.moves if move.pinned)
    assert (pinned.person, pinned.from_post, pinned.to_post) == ("person:t1", "post:cash", "post:back")
    assert pinned.minutes_saved < 0
    assert all(move.person != "person:t1" for move in plan.moves if not move.pinned)
    assert plan.before_minutes == dispatch(surge()).before_minutes, "before is what stands, not the pin"
    assert all(point.steps[0].pinned for point in plan.frontier)


CONTRADICTIONS = {
    "not_pinned": {"person:b1": {"pinned": True, "pinned_to": "post:cash"}},
    "skill_held": {"person:b2": {"pinned_to": "post:cash"}},
    "there_now": {"person:b1": {"pinned_to": "post:cash", "away": (Away(start_minute=590, end_minute=640),)}},
    "releasable": {"person:b1": {"pinned_to": "post:cash", "in_meeting_until": 700, "releasable": False}},
}


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_a_contradictory_pin_is_told_and_the_rest_planned(rule: str) -> None:
    problem = surge()
    for person, wish in CONTRADICTIONS[rule].items():
        problem = changed(problem, person, **wish)
    plan = dispatch(problem)
    short = plan.shortages[0]
    assert short.rule == "pin_kept"
    assert "无法照办" in short.by_hand.zh
    assert "cannot be pinned" in (short.by_hand.en or "")
    assert plan.waits
    assert not any(move.pinned for move in plan.moves)


def test_more_pins_than_stations_keep_the_first() -> None:
    problem = with_post(surge(), "cash", stations=1)
    for person in ("person:b1", "person:a1"):
        problem = changed(problem, person, pinned_to="post:cash")
    plan = dispatch(problem)
    assert [move.person for move in plan.moves if move.pinned] == ["person:b1"]
    assert [short.rule for short in plan.shortages].count("pin_kept") == 1


# ------------------------------------------------------------------ orders sent before


def test_who_was_just_sent_is_moved_again_only_at_a_price() -> None:
    sent = (Kept(person="person:b1", from_post="post:cash", to_post="post:back", done=True),)
    problem = msgspec.structs.replace(surge(), kept=sent)
    plain, again = Evaluator(surge()), Evaluator(problem)
    goal = plain.whole(PLACE["cash"])
    dearer = move_price(again, NUMBER["b1"], goal) - move_price(plain, NUMBER["b1"], goal)
    assert dearer == problem.undo_price_minutes
    assert dispatch(problem).moves[0].undoes, "this queue is worth undoing"
    held = msgspec.structs.replace(problem, undo_price_minutes=1e6)
    assert dispatch(held).moves == ()


def later_order(**changes: Any) -> Problem:
    """T1 was ordered from the counter to the back office from 10:30 on."""
    stay = Stay(post="post:back", start_minute=630, end_minute=1440)
    kept = Kept(person="person:t1", from_post="post:cash", to_post="post:back", from_minute=630)
    problem = changed(surge(), "person:t1", later=(stay,))
    return msgspec.structs.replace(problem, kept=(kept,), max_moves=0, **changes)


def test_an_order_for_later_that_harms_now_is_taken_back() -> None:
    plan = dispatch(later_order())
    assert [kept.person for kept in plan.taken_back] == ["person:t1"]
    assert plan.after_minutes < plan.before_minutes
    kept = dispatch(later_order(undo_price_minutes=1e6))
    assert kept.taken_back == ()
    assert kept.after_minutes == kept.before_minutes == plan.before_minutes


# ------------------------------------------------------------------ breaks


def eating(**changes: Any) -> Problem:
    """One of two tellers eats at 10:15, the crowd is gone at 11:00."""
    lunch = (Away(start_minute=615, end_minute=645, kind="lunch"),)
    window = BreakWindow(earliest_minute=600, latest_minute=720, minutes=30)
    coming = (8.0, 8.0, 6.0, 4.0, 1.0, 0.2, 0.2, 0.2)
    cash = msgspec.structs.replace(queue("c", 0.0, 10.0), arrivals=coming, low=(), high=())
    base = surge(max_moves=0, classes=(cash, queue("g", 0.1)))
    return msgspec.structs.replace(changed(base, "person:t1", away=lunch, break_window=window), **changes)


def test_a_lunch_in_the_crowd_is_shifted_within_its_limits() -> None:
    plan = dispatch(eating())
    (shift,) = plan.breaks
    assert (shift.person, shift.from_minute, shift.minutes) == ("person:t1", 615, 30)
    assert 645 <= shift.to_minute <= 690
    assert shift.minutes_saved >= 5
    assert plan.after_minutes == pytest.approx(plan.before_minutes - shift.minutes_saved, abs=0.2)
    assert "用餐" in shift.say.zh
    fixed = dispatch(changed(eating(), "person:t1", break_window=None))
    assert (fixed.breaks, fixed.before_minutes) == ((), plan.before_minutes)
    assert dispatch(eating(break_price_minutes=1e6)).breaks == ()


def test_a_lunch_begun_or_without_room_stays() -> None:
    begun = changed(eating(), "person:t1", away=(Away(start_minute=595, end_minute=625, kind="lunch"),))
    assert dispatch(begun).breaks == ()
    narrow = BreakWindow(earliest_minute=615, latest_minute=645, minutes=30)
    assert dispatch(changed(eating(), "person:t1", break_window=narrow)).breaks == ()


def test_a_shift_breaks_no_rule() -> None:
    other = (Away(start_minute=645, end_minute=720, kind="leave"),)
    alone = changed(with_post(eating(), "cash", dual_control=True, min_cover=2), "person:t2", away=other)
    before, plan = Judge(Evaluator(alone)), dispatch(alone)
    for shift in plan.breaks:
        assert shift.to_minute + shift.minutes <= 645, "when T2 is away T1 must stand there"
    assert sum(s.quarters for s in plan.shortages if s.rule == "dual_control") <= before.standing["dual_control"].sum()


# ------------------------------------------------------------------ where customers go


@pytest.mark.parametrize("seed", range(20))
def test_no_customer_is_lost_on_the_way(seed: int) -> None:
    draw = np.random.default_rng(seed)
    base = random_problem(seed, 6, 5, 4, 6)
    classes = []
    for one in base.classes:
        others = [two.service_class for two in base.classes if two is not one]
        parts = draw.dirichlet(np.ones(len(others) + 2))
        classes.append(
            msgspec.structs.replace(
                one, share_stopped=float(draw.choice([0.0, 0.4, 1.0])), leaves=float(parts[0]),
                diverts=dict(zip(others, parts[1:-1].tolist(), strict=True)),
            )
        )  # fmt: skip
    for guide in (base.guide_class, ""):
        problem = msgspec.structs.replace(
            base, classes=tuple(classes), guide_class=guide, outage_quarters=int(draw.integers(0, 6))
        )
        assert check(problem) == ()
        arrivals = np.array([one.arrivals for one in problem.classes])
        found = flow(problem, arrivals)
        there = arrivals.sum() + sum(one.standing for one in problem.classes)
        assert found.arrivals.sum() + found.standing.sum() + found.turned_away.sum() == pytest.approx(there)
        assert min(found.arrivals.min(), found.standing.min()) >= 0


def test_customers_of_what_is_down_go_where_they_are_said_to() -> None:
    cash = queue("c", 8.0, 20.0, share_stopped=1.0, leaves=0.25, diverts={"n": 0.5})
    problem = msgspec.structs.replace(surge(), classes=(cash, queue("n", 1.0), queue("g", 1.0)))
    found = flow(problem, np.array([one.arrivals for one in problem.classes]))
    assert found.arrivals[:, 0].tolist() == [0.0, 1.0 + 4.0, 1.0 + 2.0]
    assert found.standing.tolist() == [0.0, 10.0, 5.0]
    assert found.turned_away.tolist() == [0.25 * (8 * 8 + 20), 0.0, 0.0]
    nobody = flow(msgspec.structs.replace(problem, guide_class=""), np.array([one.arrivals for one in problem.classes]))
    assert nobody.turned_away[0] == pytest.approx(0.5 * (8 * 8 + 20)), "without a guide the rest goes home"
    waits = {one.service_class: one for one in dispatch(problem).waits}
    assert (waits["c"].turned_away, waits["n"].turned_away) == (21.0, 0.0)


# ------------------------------------------------------------------ files


def test_version_1_is_still_read() -> None:
    old = to_json(surge()).replace(b"dispatch-problem/2", b"dispatch-problem/1")
    assert problem_from_json(old).people == surge().people
    assert problem_from_json(to_json(eating())) == eating()


BAD = {
    "negative handover": lambda: with_post(surge(), "cash", handover_minutes=-1),
    "unknown pin": lambda: changed(surge(), "person:b1", pinned_to="post:none"),
    "unknown pair": lambda: msgspec.structs.replace(surge(), incompatible=(("post:cash", "post:none"),)),
    "too many shares": lambda: msgspec.structs.replace(
        surge(), classes=(queue("c", 1.0, leaves=0.7, diverts={"g": 0.7}), queue("g", 1.0))
    ),
    "unknown class": lambda: msgspec.structs.replace(
        surge(), classes=(queue("c", 1.0, diverts={"x": 0.1}), queue("g", 1.0))
    ),
    "break too long": lambda: changed(
        surge(), "person:b1", break_window=BreakWindow(earliest_minute=600, latest_minute=620, minutes=45)
    ),
    "negative price": lambda: msgspec.structs.replace(surge(), undo_price_minutes=-1.0),
}


@pytest.mark.parametrize("what", BAD)
def test_nonsense_is_refused(what: str) -> None:
    with pytest.raises(BadInput):
        problem_from_json(to_json(BAD[what]()))


@pytest.mark.parametrize("seed", range(8))
def test_wishes_and_rules_hold_on_random_branches(seed: int) -> None:
    """Hand-over, pairs, pins, windows and orders at random: a plan comes, keeps every rule and adds up."""
    draw = np.random.default_rng(900 + seed)
    base = random_problem(700 + seed, 8, 6, 3, 6)
    posts = tuple(msgspec.structs.replace(p, handover_minutes=int(draw.integers(0, 30))) for p in base.posts)
    names = [post.subject for post in posts]
    people = []
    for one in base.people:
        lunch = next((away for away in one.away if away.kind == "lunch"), None)
        window = BreakWindow(earliest_minute=600, latest_minute=690, minutes=30) if lunch else None
        pin = str(draw.choice(names)) if draw.random() < 0.2 else ""
        people.append(msgspec.structs.replace(one, break_window=window, pinned_to=pin))
    kept = (Kept(person=base.people[-1].subject, from_post="", to_post=base.people[-1].at, done=True),)
    pair = (str(names[0]), str(names[3]))
    problem = msgspec.structs.replace(
        base, posts=posts, people=tuple(people), kept=kept, incompatible=(pair,), max_moves=2
    )
    assert check(problem) == ()
    plan = dispatch(problem, frontier=False)
    told = {short.by_hand.zh for short in plan.shortages if short.rule == "pin_kept"}
    sent = {move.person: move for move in plan.moves}
    assert len(sent) == len(plan.moves), "nobody is sent twice"
    for one in people:
        if one.pinned_to and one.pinned_to != one.at:
            assert (one.subject in sent and sent[one.subject].pinned) or any(one.name in text for text in told)
    for move in plan.moves:
        assert {move.from_post, move.to_post} != set(pair)
    assert not any(move.person == one.subject and one.pinned for move in plan.moves for one in people)
    without = dispatch(msgspec.structs.replace(problem, people=base.people), frontier=False)
    assert plan.before_minutes == without.before_minutes
