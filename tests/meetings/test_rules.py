"""Every hard rule of meetings: one case it stops and one it lets pass."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.meetings.planner.rules import FLOOR_RULES, SLOT_RULES
from supervisor.meetings.planner.starts import Start, try_start
from supervisor.meetings.pricing.floor import build_floor
from supervisor.meetings.pricing.pricer import Pricer
from supervisor.meetings.problem.model import Cover, Need, PeakSpan, Problem, Sitting, Span, Taken
from tests.meetings.branch_problem import MONDAY, PEOPLE, POSTS, SHIFT, day, named, problem, wish

TEN = 600


def tried(asked: Problem, start: int = TEN) -> Start:
    return try_start(asked, asked.wishes[0], Pricer(build_floor(asked, MONDAY)), start)


def broken(asked: Problem, start: int = TEN) -> set[str]:
    one = tried(asked, start)
    return {block.rule for block in (*one.blocks, *one.peaks)}


def posts(**by_code) -> tuple:
    return tuple(msgspec.structs.replace(p, **by_code.get(p.subject.partition(":")[2], {})) for p in POSTS)


def other(
    people: tuple[str, ...], start: int = TEN, room: str = "", covers: tuple[Cover, ...] = ()
) -> tuple[Taken, ...]:
    held = Sitting(day=MONDAY, start_minute=start, end_minute=start + 30, people=people, room=room, covers=covers)
    return (Taken(meeting="meeting:other", title="Review", sitting=held),)


def lunch(person: str) -> tuple[Span, ...]:
    return (Span(person=person, start_minute=TEN, end_minute=TEN + 30),)


CASES = {
    "length_within_cap": (
        problem(wish(*named("b2"), minutes=150)),
        problem(wish(*named("b2"), minutes=120)),
    ),
    "within_window": (
        problem(wish(*named("b2"), earliest_minute=TEN + 15)),
        problem(wish(*named("b2"), earliest_minute=TEN)),
    ),
    "not_in_the_past": (
        problem(wish(*named("b2")), days=(msgspec.structs.replace(day(), earliest_minute=TEN + 15),)),
        problem(wish(*named("b2")), days=(msgspec.structs.replace(day(), earliest_minute=TEN),)),
    ),
    "outside_opening_hours": (
        problem(wish(*named("b2"), inside_hours=False)),
        problem(wish(*named("b2")), days=(day(open_minute=630),)),
    ),
    "enough_people": (
        problem(wish(Need(by="role", value="teller", at_least=4))),
        problem(wish(Need(by="role", value="teller", at_least=2))),
    ),
    "not_on_leave": (
        problem(wish(*named("b2")), days=(day(absences=lunch("person:b2")),)),
        problem(wish(*named("b2")), days=(day(absences=lunch("person:b1")),)),
    ),
    "at_work": (
        problem(wish(*named("b2")), days=(day(duties=()),)),
        problem(wish(*named("b2"))),
    ),
    "no_double_booking": (
        problem(wish(*named("b2")), taken=other(("person:b2",))),
        problem(wish(*named("b2")), taken=other(("person:b2",), start=TEN + 30)),
    ),
    "not_covering_elsewhere": (
        problem(
            wish(*named("b1")),
            taken=other(
                ("person:t1",), covers=(Cover(person="person:b1", from_post="post:back", to_post="post:cash"),)
            ),
        ),
        problem(wish(*named("b1")), taken=other(("person:t1",))),
    ),
    "not_at_lunch": (
        problem(wish(*named("b2")), days=(day(lunches=lunch("person:b2")),)),
        problem(wish(*named("b2")), days=(day(lunches=lunch("person:b1")),)),
    ),
    "room_free": (
        problem(wish(*named("b2"), room="201"), taken=other(("person:b1",), room="201")),
        problem(wish(*named("b2"), room="202"), taken=other(("person:b1",), room="201")),
    ),
    "room_seats": (
        problem(wish(*named("b1", "b2"), room="201"), seats={"201": 1}),
        problem(wish(*named("b1", "b2"), room="201"), seats={"201": 2}),
    ),
    "not_too_many_at_once": (
        problem(wish(*named("b2")), taken=other(("person:b1",)), most_at_once=1),
        problem(wish(*named("b2")), taken=other(("person:b1",)), most_at_once=2),
    ),
    "order_kept": (
        problem(wish(*named("b2"), after=("meeting:other",)), taken=other(("person:b1",), start=TEN - 15)),
        problem(wish(*named("b2"), after=("meeting:other",)), taken=other(("person:b1",), start=TEN - 30)),
    ),
    "minimum_cover": (
        problem(wish(*named("t1", "t2", "t3", "a1", "b1"))),
        problem(wish(*named("t1", "t2", "a1", "b1"))),
    ),
    "dual_control": (
        problem(wish(*named("t1", "t2", "a1", "b1", "l1")), posts=posts(cash={"dual_control": True})),
        problem(wish(*named("t1", "a1", "b1", "l1")), posts=posts(cash={"dual_control": True})),
    ),
    "authoriser_present": (
        problem(wish(*named("a1"))),
        problem(
            wish(*named("a1")),
            people=tuple(msgspec.structs.replace(p, authoriser=p.role in ("authoriser", "back")) for p in PEOPLE),
        ),
    ),
    "lobby_manager_present": (
        problem(wish(*named("l1"))),
        problem(
            wish(*named("l1")),
            people=tuple(msgspec.structs.replace(p, lobby_manager="lobby" in p.skills) for p in PEOPLE),
        ),
    ),
    "not_at_peak": (
        problem(
            wish(*named("t1", "b1", "a1")),
            days=(day(peaks=(PeakSpan(service_class="c", start_minute=TEN, end_minute=TEN + 60),)),),
        ),
        problem(
            wish(*named("b2")),
            days=(day(peaks=(PeakSpan(service_class="c", start_minute=TEN, end_minute=TEN + 60),)),),
        ),
    ),
    "customer_area_off_peak": (
        problem(
            wish(*named("b2"), customer_area=True),
            days=(day(peaks=(PeakSpan(service_class="g", start_minute=TEN, end_minute=TEN + 15),)),),
        ),
        problem(
            wish(*named("b2"), customer_area=True),
            days=(day(peaks=(PeakSpan(service_class="g", start_minute=TEN + 30, end_minute=TEN + 45),)),),
        ),
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_rule_stops_one_case_and_lets_the_other_pass(rule: str) -> None:
    stopped, let_pass = CASES[rule]
    assert rule in broken(stopped)
    assert rule not in broken(let_pass)


def test_every_hard_rule_has_a_case() -> None:
    named_rules = {rule.__name__ for rule in (*SLOT_RULES, *FLOOR_RULES)} | {"not_at_peak", "customer_area_off_peak"}
    assert named_rules == set(CASES)


def test_a_block_names_the_person_it_protects() -> None:
    asked = problem(wish(*named("b2", "t1")), days=(day(absences=lunch("person:t1")),))
    found = [block for block in tried(asked).blocks if block.rule == "not_on_leave"]
    assert found[0].person == "person:t1"


def test_a_post_short_before_the_meeting_is_not_its_fault() -> None:
    asked = problem(wish(*named("b2")), posts=posts(cash={"min_cover": 3, "stations": 3}, sign={"min_cover": 1}))
    assert broken(msgspec.structs.replace(asked, days=(day(absences=lunch("person:t1")),))) == set()


def test_lunch_room_is_not_booked_while_people_eat() -> None:
    asked = problem(
        wish(*named("b2"), room="canteen"), lunch_rooms=("canteen",), days=(day(lunches=lunch("person:t1")),)
    )
    assert "room_free" in broken(asked)
    assert "room_free" not in broken(asked, TEN + 60)


def test_people_may_be_asked_close_to_their_shift_only() -> None:
    asked = problem(wish(*named("b2"), earliest_minute=360, inside_hours=False))
    first = SHIFT["start_minute"]
    assert "at_work" not in broken(asked, first - 60)
    assert "at_work" in broken(asked, first - 75)
