"""The planner finds the cheapest start, says what it costs and why not another one."""

from __future__ import annotations

import itertools
from datetime import timedelta

import msgspec
import numpy as np
import pytest

from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.meetings.planner.planner import place_at, plan
from supervisor.meetings.planner.starts import Desk
from supervisor.meetings.pricing.floor import build_floor
from supervisor.meetings.pricing.pricer import Pricer
from supervisor.meetings.problem.model import Block, Need, PeakSpan, Problem, problem_from_json, to_json
from supervisor.meetings.words import block_text
from supervisor.traffic.waiting.hall import waiting_minutes
from tests.meetings.branch_problem import MONDAY, PEOPLE, POSTS, day, named, problem, wish


def answer(asked: Problem):
    return plan(asked).answers[0]


def test_price_is_the_waiting_with_fewer_people_less_the_waiting_with_all() -> None:
    asked = problem(wish(*named("t1", "b1", "a1")), people=tuple(p for p in PEOPLE if p.subject != "person:l1"))
    cash = asked.days[0].classes[0]
    all_day = np.full(32, 3.0)
    fewer = all_day.copy()
    fewer[4:6] = 2  # 10:00 to 10:30, nobody left to stand in
    model = [waiting_minutes(cash.arrivals, 7.0, 40.0, people, until_served=True).sum() for people in (fewer, all_day)]
    found, _blocks = place_at(Desk(asked), asked.wishes[0], MONDAY, 600)
    assert found.covers == ()
    assert found.price_minutes == pytest.approx(model[0] - model[1], abs=0.06)
    assert found.price_minutes > 5


def test_chosen_start_is_the_cheapest_of_all_allowed() -> None:
    asked = problem(wish(*named("t1", "t2")))
    best = answer(asked).sittings[0]
    prices = []
    for start in range(540, 1020 - 30 + 1, 15):
        one, blocks = place_at(Desk(asked), asked.wishes[0], MONDAY, start)
        if not blocks:
            prices.append(one.price_minutes)
    assert best.price_minutes == min(prices) < max(prices) / 4


def test_backfill_takes_the_idle_back_office_and_lowers_the_price() -> None:
    with_cover, _ = place_at(Desk(problem(wish(*named("t1")))), wish(*named("t1")), MONDAY, 600)
    assert [(one.person, one.to_post) for one in with_cover.covers] == [("person:b1", "post:cash")]
    alone = problem(wish(*named("t1", "b1")))
    without, _ = place_at(Desk(alone), alone.wishes[0], MONDAY, 600)
    assert with_cover.price_minutes < without.price_minutes


def test_range_holds_the_price_and_grows_with_the_crowd() -> None:
    found = answer(problem(wish(*named("t1", "t2", "b1"), earliest_minute=600, latest_minute=630)))
    one = found.sittings[0]
    assert one.low_minutes < one.price_minutes < one.high_minutes


def test_wished_start_is_taken_when_it_costs_no_more() -> None:
    assert answer(problem(wish(*named("b2"), wished_minute=645))).sittings[0].start_minute == 645
    assert answer(problem(wish(*named("b2"), wished_minute=640))).sittings[0].start_minute == 640


def test_blocked_wish_names_rule_and_person() -> None:
    found = answer(problem(wish(*named("t1", "a1"), wished_minute=600, earliest_minute=480, latest_minute=1080)))
    assert found.sittings[0].start_minute < 540 or found.sittings[0].start_minute >= 1020
    assert found.wished is not None
    assert ("authoriser_present", "person:a1") in [(block.rule, block.person) for block in found.wished.blocks]
    assert "A1" in block_text(found.wished.blocks[0], {"person:a1": "A1"})


def test_alternatives_are_dearer_and_apart() -> None:
    found = answer(problem(wish(*named("t1", "t2"))))
    prices = [one.price_minutes for one in found.alternatives]
    assert len(prices) == 3
    assert prices == sorted(prices)
    assert prices[0] >= found.sittings[0].price_minutes
    starts = sorted([found.sittings[0].start_minute, *(one.start_minute for one in found.alternatives)])
    assert min(b - a for a, b in itertools.pairwise(starts)) >= 30


def peaks(*spans: tuple[int, int]) -> tuple[PeakSpan, ...]:
    return tuple(PeakSpan(service_class="c", start_minute=a, end_minute=b) for a, b in spans)


def test_never_at_a_peak_unless_all_is_peak() -> None:
    asked = wish(*named("t1", "t2", "b1", "a1"), earliest_minute=540, latest_minute=720)
    staff = tuple(msgspec.structs.replace(p, authoriser=p.subject == "person:b2") for p in PEOPLE)
    some = answer(problem(asked, people=staff, days=(day(peaks=peaks((540, 660))),)))
    assert not some.all_peak
    assert some.sittings[0].start_minute >= 660
    everything = answer(problem(asked, people=staff, days=(day(peaks=peaks((540, 1020))),)))
    assert everything.all_peak
    assert everything.sittings[0].at_peak


def test_split_in_two_batches_saves_what_it_says() -> None:
    group = wish(Need(by="role", value="teller"), earliest_minute=570, latest_minute=780)
    busy = msgspec.structs.replace(POSTS[0], min_cover=0)
    whole = answer(problem(group, posts=(busy, *POSTS[1:])))
    split = answer(problem(msgspec.structs.replace(group, may_split=True), posts=(busy, *POSTS[1:])))
    assert split.split
    assert len(split.sittings) == 2
    people = [set(one.people) for one in split.sittings]
    assert people[0] | people[1] == {"person:t1", "person:t2", "person:t3"}
    assert not people[0] & people[1]
    total = sum(one.price_minutes for one in split.sittings)
    assert split.saved_minutes == pytest.approx(whole.sittings[0].price_minutes - total, abs=0.11)
    assert split.saved_minutes is not None
    assert split.saved_minutes > 1
    first, second = split.sittings
    assert first.end_minute <= second.start_minute or second.end_minute <= first.start_minute


def test_impossible_wish_says_why_and_others_are_still_placed() -> None:
    found = plan(problem(wish(Need(by="everyone")), wish(*named("b2"), subject="meeting:2")))
    assert found.answers[0].sittings == ()
    assert {block.rule for block in found.answers[0].blocks} >= {"authoriser_present", "minimum_cover"}
    assert len(found.answers[1].sittings) == 1


def test_later_wish_sees_the_earlier_one() -> None:
    window = {"earliest_minute": 600, "latest_minute": 660}
    found = plan(problem(wish(*named("b2"), **window), wish(*named("b2"), subject="meeting:2", **window)))
    spans = sorted((a.sittings[0].start_minute, a.sittings[0].end_minute) for a in found.answers)
    assert spans[0][1] <= spans[1][0]


def test_everyone_meets_before_opening_at_no_price() -> None:
    found = answer(problem(wish(Need(by="everyone"), earliest_minute=480, latest_minute=600, inside_hours=False)))
    assert found.sittings[0].end_minute <= 540
    assert found.sittings[0].price_minutes == 0
    assert len(found.sittings[0].people) == len(PEOPLE)


def test_on_leave_people_of_a_group_are_left_out() -> None:
    from supervisor.meetings.problem.model import Span

    away = day(absences=(Span(person="person:b2", kind="sick", start_minute=0, end_minute=1440),))
    asked = wish(Need(by="everyone"), earliest_minute=480, latest_minute=600, inside_hours=False)
    found = answer(problem(asked, days=(away,)))
    assert "person:b2" not in found.sittings[0].people


def test_problem_and_answer_survive_the_file() -> None:
    asked = problem(wish(*named("t1", "t2"), wished_minute=600))
    again = problem_from_json(to_json(asked))
    assert again == asked
    assert plan(again) == plan(asked)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"schema": "other/1"}'])
def test_a_file_that_is_no_problem_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        problem_from_json(data, "x.json")


def test_floor_counts_nobody_twice() -> None:
    floor = build_floor(problem(), MONDAY)
    counts = Pricer(floor).before
    assert counts[:, 40].sum() == len(PEOPLE)
    assert counts[:, 20].sum() == 0


def test_who_is_off_on_one_day_comes_with_the_batch_of_another() -> None:
    """T1 works on Monday only, T2 on Tuesday only: two batches, and nobody who must come is left out."""
    tuesday = MONDAY + timedelta(days=1)
    days = (
        day(duties=tuple(d for d in day().duties if d.person != "person:t2")),
        day(day=tuesday, duties=tuple(d for d in day().duties if d.person != "person:t1")),
    )
    group = wish(*named("t1", "t2", "b1", "b2"), may_split=True, last_day=tuesday)
    found = answer(problem(group, days=days))
    first, second = found.sittings
    assert (first.day, second.day) == (MONDAY, tuesday)
    assert "person:t1" in first.people
    assert "person:t2" in second.people
    assert {*first.people, *second.people} == {f"person:{one}" for one in ("t1", "t2", "b1", "b2")}
    assert not {*first.people} & {*second.people}
    assert answer(problem(msgspec.structs.replace(group, may_split=False), days=days)).sittings == ()
    alone = msgspec.structs.replace(group, last_day=MONDAY)
    assert answer(problem(alone, days=days)).sittings == ()  # he was left out of both batches before


def test_a_block_of_everyone_is_named() -> None:
    use_language("zh")  # put back after every test
    said = block_text(Block(rule="enough_people", about="everyone", minute=540), {})
    assert "全体当班人员" in said
    assert "everyone" not in said
