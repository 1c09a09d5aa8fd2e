"""A move tried before it is ordered: the waits it would make, the rule it would break, who may order it after all."""

from __future__ import annotations

import time

import msgspec
import pytest

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import IMPORTANCE
from supervisor.dispatch.optimiser.trial import NEVER_BROKEN, broken_words, own_move, rule_name, trial_of, try_move
from supervisor.dispatch.problem.model import Away, Post, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import BadInput, Refused
from supervisor.language import Words
from tests.dispatch.surge_problem import POSTS, changed, random_problem, surge


def tried(problem: Problem, person: str, post: str):
    evaluator = Evaluator(problem)
    return try_move(evaluator, Judge(evaluator), f"person:{person}", f"post:{post}")


def rules_of(problem: Problem, person: str, post: str) -> list[str]:
    return [one.rule for one in tried(problem, person, post).broken_rules]


def with_post(problem: Problem, subject: str, **changes) -> Problem:
    posts = tuple(
        msgspec.structs.replace(one, **changes) if one.subject == f"post:{subject}" else one for one in problem.posts
    )
    return msgspec.structs.replace(problem, posts=posts)


def test_somebody_from_the_back_office_shortens_the_queue_and_breaks_nothing() -> None:
    found = tried(surge(), "b1", "cash")
    assert found.broken_rules == ()
    cash, guide = found.waits
    assert cash.after_mean_minutes < cash.before_mean_minutes
    assert found.minutes == pytest.approx(cash.before_minutes - cash.after_minutes, abs=0.1)
    assert guide.after_minutes == guide.before_minutes


def test_taking_a_teller_away_costs_minutes_and_says_which_class_pays() -> None:
    found = tried(surge(), "t1", "back")
    assert found.minutes < 0
    assert found.waits[0].after_minutes > found.waits[0].before_minutes


def test_the_trial_agrees_with_the_judge_on_random_branches() -> None:
    for seed in range(6):
        problem = random_problem(seed, 8, 5, 3, 6)
        evaluator, judge = trial_of(problem)
        for person in range(8):
            for post in range(5):
                found = try_move(evaluator, judge, f"person:{person}", f"post:{post}")
                whole = evaluator.whole(post)
                moves = {person: whole._replace(first=0, last=evaluator.quarters)}
                saved = judge.before_minutes - judge.waiting(moves)
                assert found.minutes == pytest.approx(saved, abs=0.06)
                floor = {one.rule for one in found.broken_rules} & set(IMPORTANCE)
                assert floor == (set() if found.stays else set(judge.broken(moves)))


@pytest.mark.parametrize(
    ("problem", "person", "post", "rule"),
    [
        (surge(), "b2", "cash", "skill_held"),
        (surge(), "a1", "cash", "authoriser_present"),
        (surge(), "l1", "cash", "lobby_manager_present"),
        (with_post(surge(), "cash", dual_control=True), "t1", "back", "dual_control"),
        (surge(incompatible=(("post:back", "post:cash"),)), "b1", "cash", "compatible"),
        (with_post(surge(), "cash", stations=2), "b1", "cash", "station_free"),
        (changed(surge(), "person:b1", pinned=True), "b1", "cash", "not_pinned"),
        (changed(surge(), "person:b1", pinned_to="post:back"), "b1", "cash", "not_pinned"),
        (changed(surge(), "person:b1", in_meeting_until=660, releasable=False), "b1", "cash", "releasable"),
        (changed(surge(), "person:b1", away=(Away(start_minute=590, end_minute=630, kind="lunch"),)), "b1", "cash",
         "at_break"),
        (changed(surge(), "person:b1", away=(Away(start_minute=0, end_minute=1440, kind="sick"),)), "b1", "cash",
         "away"),
        (with_post(surge(), "cash", min_cover=2), "t1", "back", "minimum_cover"),
    ],
)  # fmt: skip
def test_each_rule_is_named_with_whether_a_reason_excuses_it(
    problem: Problem, person: str, post: str, rule: str
) -> None:
    found = tried(problem, person, post)
    assert rule in [one.rule for one in found.broken_rules]
    assert found.refused == (rule in NEVER_BROKEN)
    assert found.asks_reason != found.refused
    name = rule_name(rule)
    assert name.zh != rule
    assert name.en
    assert all(broken_words(problem, one) for one in found.broken_rules)
    if found.refused:
        with pytest.raises(Refused, match=str(name)[:4]):
            own_move(problem, f"person:{person}", f"post:{post}", "必须")
    else:
        with pytest.raises(BadInput):
            own_move(problem, f"person:{person}", f"post:{post}", "  ")
        assert "客户晕倒" in own_move(problem, f"person:{person}", f"post:{post}", "客户晕倒").reason.zh


def test_a_floor_rule_is_told_with_the_post_and_from_when_to_when() -> None:
    lunch = changed(surge(), "person:t2", away=(Away(start_minute=630, end_minute=660, kind="lunch"),))
    found = tried(with_post(lunch, "cash", min_cover=1), "t1", "back").broken_rules
    assert [(one.rule, one.post, one.from_minute, one.to_minute) for one in found] == [
        ("minimum_cover", "post:cash", 630, 660)
    ]


def test_what_was_broken_before_is_not_laid_to_the_move() -> None:
    alone = with_post(surge(), "cash", min_cover=5)
    assert rules_of(alone, "b1", "cash") == []


def test_handing_over_first_is_told() -> None:
    problem = with_post(surge(), "back", handover_minutes=12)
    assert tried(problem, "b1", "cash").handover_minutes == 12
    assert own_move(problem, "person:b1", "post:cash").handover_minutes == 12


def test_where_he_stands_already_nothing_changes_and_nothing_is_broken() -> None:
    found = tried(changed(surge(), "person:t1", pinned=True), "t1", "cash")
    assert (found.stays, found.minutes, found.broken_rules) == (True, 0.0, ())


def test_an_outage_of_everything_and_an_empty_floor_are_answered() -> None:
    down = surge(classes=tuple(msgspec.structs.replace(one, share_stopped=1.0, leaves=1.0) for one in surge().classes))
    assert tried(down, "b1", "cash").minutes == pytest.approx(0.0)
    gone = tuple(msgspec.structs.replace(one, away=(Away(start_minute=0, end_minute=1440),)) for one in surge().people)
    assert tried(surge(people=gone), "t1", "back").refused
    assert trial_of(surge(people=()))[0].problem.people == ()
    assert tried(surge(classes=()), "b1", "lobby").waits == ()


def test_who_or_what_is_unknown_is_refused_in_words() -> None:
    with pytest.raises(BadInput):
        tried(surge(), "nobody", "cash")
    with pytest.raises(BadInput):
        tried(surge(), "b1", "nowhere")


def test_a_step_of_a_drag_takes_less_than_a_frame() -> None:
    problem = random_problem(1001, 40, 15, 5, 16)
    evaluator, judge = trial_of(problem)
    spent = []
    for person in range(0, 40, 3):
        for post in range(15):
            began = time.process_time()
            try_move(evaluator, judge, f"person:{person}", f"post:{post}")
            spent.append(time.process_time() - began)
    assert sorted(spent)[int(0.99 * len(spent))] < 0.016


def test_a_post_of_the_fixture_is_found_by_its_own_name() -> None:
    assert isinstance(POSTS[0], Post)
    words = broken_words(surge(), tried(with_post(surge(), "cash", min_cover=2), "t1", "back").broken_rules[0])
    assert str(Words("现金柜", "Cash")) in words
