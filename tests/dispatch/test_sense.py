"""Plans that a branch manager would sign: nothing is broken to mend something else, and every move pays for itself."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import MEND_WORTH, exchanged
from supervisor.dispatch.optimiser.best import dispatch, greedy
from supervisor.dispatch.problem.model import Away, Person, Post, Problem, Stay
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words
from tests.dispatch.surge_problem import PEOPLE, POSTS, changed, numbered, queue, random_problem, surge

LUNCH = (Away(start_minute=590, end_minute=645, kind="lunch"),)
RANDOM = [random_problem(300 + seed, 16, 8, 4, 8) for seed in range(12)]


def sunday() -> Problem:
    """Two tellers at the cash counter; of the two at the other two-person counter one is at lunch."""
    return Problem(
        kind="surge",
        now_minute=600,
        people=(
            Person(subject="person:c1", name="C1", skills=("cash", "other"), at="post:cash"),
            Person(subject="person:c2", name="C2", skills=("cash", "other"), at="post:cash"),
            Person(subject="person:n1", name="N1", skills=("other",), at="post:other"),
            Person(subject="person:n2", name="N2", skills=("other",), at="post:other", away=LUNCH),
        ),
        posts=(
            Post(
                subject="post:cash", name=Words("现金柜"), service_class="c", skill="cash", stations=4, min_cover=2,
                dual_control=True,
            ),
            Post(
                subject="post:other", name=Words("非现金柜"), service_class="n", skill="other", stations=4, min_cover=1,
                dual_control=True,
            ),
        ),
        classes=(queue("c", 4.0, 14.0), queue("n", 1.5)),
    )  # fmt: skip


def test_the_last_two_tellers_stay_while_a_colleague_eats() -> None:
    found = dispatch(sunday())
    assert found.moves == ()
    (short,) = found.shortages
    assert (short.rule, short.post, short.from_minute, short.to_minute) == ("dual_control", "post:other", 600, 645)
    assert short.stood_before
    assert short.by_hand.zh.startswith("10:00–10:45（N2午餐）")
    assert "10:00–10:45 (N2: lunch)" in (short.by_hand.en or "")


def test_sending_the_lone_one_away_mends_no_dual_control() -> None:
    posts = tuple(msgspec.structs.replace(post, min_cover=0) for post in sunday().posts)
    evaluator = Evaluator(msgspec.structs.replace(sunday(), posts=posts))
    judge = Judge(evaluator)
    away = {2: evaluator.whole(0)}
    assert judge.mended(away)["dual_control"].sum() == 0
    assert judge.breaches(away)["dual_control"][1, 0] == 1


def test_internal_control_is_mended_before_waiting_is_saved() -> None:
    """Thirty wait for cash; B1 could go there, but N1 stands alone at a two-person counter while N2 eats."""
    posts = (
        *POSTS,
        Post(subject="post:other", name=Words("非现金柜"), skill="other", stations=4, dual_control=True),
    )
    people = (
        *PEOPLE,
        Person(subject="person:n1", name="N1", skills=("other",), at="post:other"),
        Person(subject="person:n2", name="N2", skills=("other",), at="post:other", away=LUNCH),
    )
    found = dispatch(
        changed(msgspec.structs.replace(surge(), posts=posts, people=people), "person:b1", skills=("cash", "other"))
    )
    (move,) = found.moves
    assert (move.person, move.to_post, move.mends) == ("person:b1", "post:other", ("dual_control",))
    assert found.forbidden is None or found.forbidden.person != "person:b1"
    assert "dual_control" not in {one.rule for one in found.shortages}


def test_who_is_needed_later_goes_until_then() -> None:
    """B1 and B2 hold the back office, which wants one of them; B2 eats at eleven, and A1 may not stand in."""
    posts = tuple(msgspec.structs.replace(p, min_cover=1) if p.subject == "post:back" else p for p in POSTS)
    eats = changed(
        surge(posts=posts), "person:b2", away=(Away(start_minute=660, end_minute=720, kind="lunch"),)
    )  # fmt: skip
    free = {move.person: move for move in dispatch(eats).moves}
    assert free["person:b1"].until_minute == 0, "A1 stands in for B1, who can stay at the counter"
    assert free["person:a1"].to_post == "post:back"
    found = dispatch(changed(eats, "person:a1", pinned=True))
    (move,) = found.moves
    assert (move.person, move.to_post, move.from_minute, move.until_minute) == ("person:b1", "post:cash", 0, 660)
    assert "此后离岗会破坏“最低在岗人数”" in move.reason.zh
    assert "到11:00为止" in move.say.zh
    assert "之后回原岗" in move.say.zh
    assert move.minutes_saved < dispatch(surge()).moves[0].minutes_saved


def test_one_takes_over_where_another_leaves() -> None:
    """A chain: the only teller for companies could serve cash, B1 could take the companies but not the cash."""
    posts = (
        *POSTS,
        Post(subject="post:firm", name=Words("对公柜"), service_class="f", skill="firm", stations=2, min_cover=1),
    )
    people = tuple(
        msgspec.structs.replace(one, skills=("firm",) if one.subject == "person:b1" else ()) for one in PEOPLE[2:]
    )
    chain = surge(
        posts=posts,
        people=(*PEOPLE[:2], *people, Person(subject="person:f", name="F", skills=("firm", "cash"), at="post:firm")),
        classes=(queue("c", 6.0, 30.0), queue("f", 0.5), queue("g", 1.0, service_minutes=2.0)),
    )
    found = dispatch(chain)
    assert {(move.person, move.to_post) for move in found.moves} == {
        ("person:f", "post:cash"), ("person:b1", "post:firm"),
    }  # fmt: skip
    assert greedy(chain) == {}  # one move at a time never gets there


def test_one_stands_in_at_a_full_counter_so_that_another_can_leave_it() -> None:
    """Both stations for companies are taken; only F of the two there can serve cash, only B1 can take his seat."""
    posts = (
        *POSTS,
        Post(subject="post:firm", name=Words("对公柜"), service_class="f", skill="firm", stations=2, min_cover=2),
    )
    people = (
        *PEOPLE[:2],
        *(msgspec.structs.replace(one, skills=("firm",) if one.subject == "person:b1" else ()) for one in PEOPLE[2:]),
        Person(subject="person:f", name="F", skills=("firm", "cash"), at="post:firm"),
        Person(subject="person:h", name="H", skills=("firm",), at="post:firm"),
    )
    classes = (queue("c", 6.0, 30.0), queue("f", 0.5), queue("g", 1.0, service_minutes=2.0))
    found = dispatch(surge(posts=posts, people=people, classes=classes))
    assert {(move.person, move.to_post) for move in found.moves} == {
        ("person:f", "post:cash"), ("person:b1", "post:firm"),
    }  # fmt: skip
    assert all(not move.until_minute and not move.from_minute for move in found.moves)


def test_who_alone_may_sign_is_called_out_of_a_meeting() -> None:
    """Nobody else may authorise; the signing desk serves no queue and has no minimum."""
    found = dispatch(changed(surge(), "person:a1", in_meeting_until=720))
    back = {move.person: move for move in found.moves}["person:a1"]
    assert (back.to_post, back.out_of_meeting, back.mends) == ("post:sign", True, ("authoriser_present",))
    assert "authoriser_present" not in {one.rule for one in found.shortages}


def test_two_open_a_counter_that_one_may_not() -> None:
    posts = (
        *POSTS,
        Post(
            subject="post:second", name=Words("第二现金柜"), service_class="c", skill="cash", stations=2,
            dual_control=True,
        ),
    )  # fmt: skip
    full = tuple(msgspec.structs.replace(p, stations=2) if p.subject == "post:cash" else p for p in posts)
    able = changed(surge(posts=full), "person:b2", skills=("cash",))
    assert {(move.person, move.to_post) for move in dispatch(able).moves} == {
        ("person:b1", "post:second"), ("person:b2", "post:second"),
    }  # fmt: skip


def lobby_of_two(problem: Problem) -> Problem:
    """The lobby wants two and has one; B1 could go there or to the cash counter."""
    posts = tuple(
        msgspec.structs.replace(post, min_cover=2, stations=2) if post.subject == "post:lobby" else post
        for post in problem.posts
    )
    return changed(msgspec.structs.replace(problem, posts=posts), "person:b1", skills=("lobby", "cash"))


def test_a_shortage_is_mended_where_it_costs_little() -> None:
    first = dispatch(lobby_of_two(surge(classes=(queue("c", 3.0), queue("g", 1.0, service_minutes=2.0))))).moves[0]
    assert (first.person, first.to_post, first.mends) == ("person:b1", "post:lobby", ("minimum_cover",))
    assert "恢复“最低在岗人数”10:00–12:00" in first.reason.zh


def test_a_shortage_that_stood_before_does_not_beat_a_full_hall() -> None:
    found = dispatch(lobby_of_two(surge()))
    assert [(move.person, move.to_post) for move in found.moves] == [("person:b1", "post:cash")]
    (short,) = found.shortages
    assert (short.rule, short.post, short.stood_before, short.to_minute) == ("minimum_cover", "post:lobby", True, 720)


def test_nobody_is_sent_to_wait_for_a_lunch_that_is_still_to_come() -> None:
    eats = changed(surge(), "person:a1", away=(Away(start_minute=630, end_minute=660, kind="lunch"),))
    posts = tuple(msgspec.structs.replace(p, min_cover=1) if p.subject == "post:sign" else p for p in POSTS)
    second = Person(subject="person:a2", name="A2", skills=("authorise", "cash"), at="post:cash", authoriser=True)
    found = dispatch(msgspec.structs.replace(eats, posts=posts, people=(*eats.people, second)))
    assert all(move.to_post != "post:sign" for move in found.moves)
    (short,) = found.shortages
    assert (short.rule, short.post, short.from_minute, short.to_minute) == ("minimum_cover", "post:sign", 630, 660)
    assert "A1午餐" in short.by_hand.zh
    assert "A2" in short.by_hand.zh


def test_relief_that_the_roster_plans_is_known_and_kept() -> None:
    lunch = (Away(start_minute=630, end_minute=660, kind="lunch"),)
    relieved = changed(
        changed(lobby_only(), "person:l1", away=lunch),
        "person:b1",
        skills=("lobby", "cash"),
        later=(Stay(post="post:lobby", start_minute=630, end_minute=660),),
    )
    found = dispatch(relieved)
    assert [one.rule for one in found.shortages if one.rule == "minimum_cover"] == []
    (move,) = [move for move in found.moves if move.person == "person:b1"]
    assert move.until_minute == 630 or move.from_minute == 660
    assert found.forbidden is not None
    assert (found.forbidden.person, found.forbidden.rule) == ("person:b1", "minimum_cover")
    assert {move.person for move in dispatch(lobby_only()).moves} == {"person:b1"}


def lobby_only() -> Problem:
    """The surge without an authoriser who might be asked instead of B1."""
    return msgspec.structs.replace(surge(), people=tuple(p for p in PEOPLE if p.subject != "person:a1"))


def test_a_station_that_frees_later_is_taken_then() -> None:
    posts = tuple(msgspec.structs.replace(p, stations=2) if p.subject == "post:cash" else p for p in POSTS)
    full = changed(
        surge(posts=posts), "person:t2", away=(Away(start_minute=630, end_minute=690, kind="lunch"),)
    )  # fmt: skip
    (move,) = dispatch(full).moves
    assert (move.person, move.to_post, move.from_minute, move.until_minute) == ("person:b1", "post:cash", 630, 690)
    assert "10:30起至11:30" in move.reason.zh
    assert "到11:30为止" in move.say.zh


@pytest.mark.parametrize("problem", RANDOM)
def test_no_plan_breaks_a_rule_that_held_nor_sends_people_in_a_circle(problem: Problem) -> None:
    judge = Judge(Evaluator(problem))
    plan = dispatch(problem)
    assert judge.broken(numbered(problem, plan.moves)) == {}
    assert not exchanged(judge.evaluator, numbered(problem, plan.moves))
    for point in plan.frontier:
        assert judge.broken(numbered(problem, point.steps)) == {}


@pytest.mark.parametrize("problem", RANDOM)
def test_every_move_saves_waiting_or_mends_more_than_it_costs(problem: Problem) -> None:
    plan = dispatch(problem, frontier=False)
    quarters = len(problem.classes[0].arrivals)
    for move in plan.moves:
        if not move.mends:
            assert move.minutes_saved > 0
        elif not set(move.mends) & {"dual_control", "authoriser_present"}:
            assert move.minutes_saved > -quarters * sum(MEND_WORTH[rule] for rule in move.mends)
        assert move.reason.zh.count("多等") <= 1
    assert plan.after_minutes <= plan.before_minutes or any(move.mends for move in plan.moves)
