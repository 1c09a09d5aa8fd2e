"""Who comes to a meeting: chosen with the start, named when missed, dealt to the batch they can come to."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.model import Need, Plan, Sitting, Span, Status, Taken, Wish
from tests.meetings.branch_problem import MONDAY, day, named, problem, wish
from tests.meetings.test_joint import asked, branch

TUESDAY = MONDAY + timedelta(days=1)


def away(*spans: tuple[str, int, int]) -> tuple[Span, ...]:
    return tuple(Span(person=f"person:{who}", start_minute=a, end_minute=b, kind="leave") for who, a, b in spans)


def one_back(number: int, start: int) -> Wish:
    """At least one of the two back-office people, at one half-hour only."""
    return wish(
        Need(by="role", value="back", at_least=1),
        subject=f"meeting:{number}",
        title=f"X{number}",
        earliest_minute=start,
        latest_minute=start + 30,
    )


def held(found: Plan, number: int = 0) -> Sitting:
    return found.answers[number].sittings[0]


@pytest.mark.parametrize("number", [2, 3])
def test_at_least_so_many_with_a_skill_are_those_whose_leaving_breaks_no_rule(number: int) -> None:
    """The only authoriser has the skill and few others; he stays."""
    chosen = held(plan(problem(wish(Need(by="skill", value="cash", at_least=number)))))
    assert len(chosen.people) == number
    assert "person:a1" not in chosen.people


def test_those_come_whose_queue_is_worth_least() -> None:
    """Of people alike in the list, the one without a queue."""
    asked = wish(Need(by="skill", value="cash", at_least=1), earliest_minute=600, latest_minute=630)
    assert held(plan(problem(asked))).people == ("person:b1",)


@pytest.mark.parametrize("start", [600, 480])
def test_two_meetings_that_need_one_each_of_two_free_people_both_get_one(start: int) -> None:
    found = plan(problem(one_back(1, start), one_back(2, start)))
    assert {held(found, 0).people, held(found, 1).people} == {("person:b1",), ("person:b2",)}
    assert found.status == Status.PROVEN
    assert not found.clash


@pytest.mark.parametrize("start", [600, 480])
def test_the_smallest_clash_over_people_chosen_by_number_is_true(start: int) -> None:
    """Three meetings of one each want two people; a fourth of somebody else is no part of it."""
    other = wish(*named("t1"), subject="meeting:4", title="X4", earliest_minute=start, latest_minute=start + 30)
    found = plan(problem(*(one_back(n, start) for n in (1, 2, 3)), other))
    assert sum(bool(one.sittings) for one in found.answers) == 3
    assert [one.meetings for one in found.clash] == [("meeting:1", "meeting:2", "meeting:3")]
    assert found.clash[0].rules == ("no_double_booking",)


def test_who_is_named_elsewhere_leaves_the_other_to_the_group() -> None:
    by_name = wish(*named("b1"), subject="meeting:2", title="X2", earliest_minute=600, latest_minute=630)
    found = plan(problem(one_back(1, 600), by_name))
    assert held(found, 0).people == ("person:b2",)


def test_who_sits_in_what_stands_is_not_chosen() -> None:
    stands = Sitting(day=MONDAY, start_minute=600, end_minute=630, people=("person:b1",))
    found = plan(problem(one_back(1, 600), taken=(Taken(meeting="meeting:0", title="X0", sitting=stands),)))
    assert held(found).people == ("person:b2",)


def test_at_least_so_many_of_people_by_name() -> None:
    of_three = Need(by="people", people=("person:b1", "person:b2", "person:t1"), at_least=2)
    off = day(absences=away(("b1", 0, 1440)))
    assert held(plan(problem(wish(of_three)))).people == ("person:b1", "person:b2")
    assert held(plan(problem(wish(of_three), days=(off,)))).people == ("person:t1", "person:b2")
    neither = day(absences=away(("b1", 0, 1440), ("t1", 0, 1440)))
    lacking = plan(problem(wish(of_three), days=(neither,))).answers[0]
    assert not lacking.sittings
    assert lacking.blocks[0].rule == "enough_people"
    assert set(lacking.blocks[0].people) == {"person:b1", "person:t1"}


def test_who_must_come_anyway_counts_among_so_many() -> None:
    both = wish(*named("t1"), Need(by="role", value="teller", at_least=2), earliest_minute=900)
    assert len(held(plan(problem(both))).people) == 2


def test_a_day_on_which_all_come_is_taken_before_a_cheaper_one() -> None:
    """On Monday one of the three tellers is off, and nobody would wait; on Tuesday all come."""
    monday = day(absences=away(("t1", 0, 1440)), classes=())
    tuesday = msgspec.structs.replace(day(), day=TUESDAY)
    tellers = wish(Need(by="role", value="teller"), last_day=TUESDAY)
    found = plan(problem(tellers, days=(monday, tuesday)))
    assert held(found).day == TUESDAY
    assert not held(found).missed
    alone = plan(problem(tellers, days=(monday,))).answers[0]
    assert alone.missed == alone.sittings[0].missed == ("person:t1",)


def test_fewer_missed_come_before_price_among_several_meetings() -> None:
    monday = day(absences=away(("t1", 0, 1440)), classes=())
    tuesday = msgspec.structs.replace(day(), day=TUESDAY)
    tellers = wish(Need(by="role", value="teller"), last_day=TUESDAY)
    other = wish(*named("b2"), subject="meeting:2", title="X2", last_day=TUESDAY)
    found = plan(problem(tellers, other, days=(monday, tuesday)))
    assert held(found).day == TUESDAY
    assert found.status == Status.PROVEN


def test_a_meeting_is_held_where_more_miss_it_rather_than_not_at_all() -> None:
    """Two meetings of all tellers with room for one a day: one of them must be missed by the teller who is off."""
    monday = day(absences=away(("t1", 0, 1440)))
    tuesday = msgspec.structs.replace(day(), day=TUESDAY)
    both = tuple(
        wish(
            Need(by="role", value="teller"),
            subject=f"meeting:{n}",
            title=f"X{n}",
            last_day=TUESDAY,
            earliest_minute=900,
            latest_minute=930,
        )
        for n in (1, 2)
    )
    found = plan(problem(*both, days=(monday, tuesday)))
    assert sorted(len(one.missed) for one in found.answers) == [0, 1]
    assert all(one.sittings for one in found.answers)


def leaves() -> list[tuple[tuple[str, int, int], ...]]:
    return [
        (("t1", 720, 1050),),
        (("t3", 900, 1050),),
        (("t1", 480, 720), ("t3", 720, 1050)),
        (("t1", 720, 1050), ("t2", 720, 1050)),
    ]


@pytest.mark.parametrize("spans", leaves())
def test_everybody_comes_to_the_batch_he_is_dealt_to(spans: tuple[tuple[str, int, int], ...]) -> None:
    tellers = wish(Need(by="role", value="teller"), may_split=True)
    found = plan(problem(tellers, days=(day(absences=away(*spans)),))).answers[0]
    come = [person for one in found.sittings for person in one.people]
    assert sorted(come) == ["person:t1", "person:t2", "person:t3"]
    assert not found.missed


def test_who_is_off_all_day_is_named_as_missing_his_batch() -> None:
    posts = tuple(
        msgspec.structs.replace(one, min_cover=1) if one.subject == "post:cash" else one for one in problem().posts
    )
    tellers = wish(Need(by="role", value="teller"), Need(by="role", value="back"), may_split=True)
    found = plan(problem(tellers, days=(day(absences=away(("b2", 0, 1440))),), posts=posts)).answers[0]
    assert found.missed == ("person:b2",)
    come = [person for one in found.sittings for person in one.people]
    assert sorted(come) == ["person:b1", "person:t1", "person:t2", "person:t3"]


def test_batches_on_two_days_let_everybody_come() -> None:
    monday = day(absences=away(("t1", 0, 1440)))
    tuesday = msgspec.structs.replace(day(absences=away(("t2", 0, 1440))), day=TUESDAY)
    tellers = wish(Need(by="role", value="teller"), last_day=TUESDAY, may_split=True)
    found = plan(problem(tellers, days=(monday, tuesday))).answers[0]
    assert {one.day for one in found.sittings} == {MONDAY, TUESDAY}
    assert not found.missed


def test_so_many_in_batches_are_so_many_in_all() -> None:
    some = wish(Need(by="skill", value="cash", at_least=4), may_split=True, earliest_minute=600, latest_minute=720)
    found = plan(problem(some)).answers[0]
    come = [person for one in found.sittings for person in one.people]
    assert len(come) == len(set(come)) == 4


def test_so_many_on_two_days_where_neither_has_them() -> None:
    """Three of the three tellers, one of them off on each day: nobody comes twice, nobody is counted twice."""
    monday = day(absences=away(("t1", 0, 1440)))
    tuesday = msgspec.structs.replace(day(absences=away(("t2", 0, 1440))), day=TUESDAY)
    three = wish(Need(by="role", value="teller", at_least=3), last_day=TUESDAY, may_split=True)
    found = plan(problem(three, days=(monday, tuesday))).answers[0]
    come = [(one.day, person) for one in found.sittings for person in one.people]
    assert sorted(person for _day, person in come) == ["person:t1", "person:t2", "person:t3"]
    assert (MONDAY, "person:t2") in come
    assert (TUESDAY, "person:t1") in come
    assert found.split
    assert found.alternatives
    assert (
        not plan(problem(msgspec.structs.replace(three, may_split=False), days=(monday, tuesday))).answers[0].sittings
    )


def test_who_must_come_counts_once_among_so_many_on_two_days() -> None:
    """T1 by name and three with the cash skill: T1 is one of the three, on the one day on which he is at work."""
    off = ("t2", "t3", "a1", "b1")
    monday = day(absences=away(("t1", 0, 1440), ("a1", 0, 1440), ("b1", 0, 1440)))
    tuesday = msgspec.structs.replace(day(absences=away(*((who, 0, 1440) for who in off))), day=TUESDAY)
    posts = tuple(msgspec.structs.replace(one, min_cover=0) for one in problem().posts)
    asked = wish(*named("t1"), Need(by="skill", value="cash", at_least=3), last_day=TUESDAY, may_split=True)
    found = plan(problem(asked, days=(monday, tuesday), posts=posts)).answers[0]
    come = {one.day: sorted(one.people) for one in found.sittings}
    assert come == {MONDAY: ["person:t2", "person:t3"], TUESDAY: ["person:t1"]}


def test_batches_take_of_so_many_who_can_come_to_each() -> None:
    """One teller in the morning alone, three others in the afternoon: four in all, not two and two."""
    spans = (("t1", 660, 1050), ("a1", 0, 1440), ("t2", 0, 900), ("t3", 0, 900), ("b1", 0, 900))
    posts = tuple(msgspec.structs.replace(one, min_cover=0) for one in problem().posts)
    four = wish(Need(by="skill", value="cash", at_least=4), may_split=True)
    found = plan(problem(four, days=(day(absences=away(*spans)),), posts=posts)).answers[0]
    assert [sorted(one.people) for one in found.sittings] == [["person:t1"], ["person:b1", "person:t2", "person:t3"]]


def test_a_room_holds_no_more_than_its_seats() -> None:
    tellers = wish(Need(by="role", value="teller"), room="201")
    found = plan(problem(tellers, seats={"201": 2})).answers[0]
    assert not found.sittings
    assert found.blocks[0].rule == "room_seats"
    assert found.blocks[0].about == "201: 3 > 2"
    assert plan(problem(tellers, seats={"201": 3})).answers[0].sittings
    split = msgspec.structs.replace(tellers, may_split=True)
    assert max(len(one.people) for one in plan(problem(split, seats={"201": 2})).answers[0].sittings) == 2


def test_optional_people_stay_away_where_there_is_no_seat() -> None:
    asked = wish(*named("b1"), Need(by="person", value="person:b2", optional=True), room="201", earliest_minute=960)
    assert len(held(plan(problem(asked, seats={"201": 2}))).people) == 2
    assert held(plan(problem(asked, seats={"201": 1}))).people == ("person:b1",)


def test_no_more_meetings_at_once_than_allowed_counts_those_that_stand() -> None:
    stands = Sitting(day=MONDAY, start_minute=540, end_minute=600, people=("person:t1",))
    asked = wish(*named("b1"), latest_minute=600)
    taken = (Taken(meeting="meeting:0", title="X0", sitting=stands),)
    assert not plan(problem(asked, taken=taken, most_at_once=1)).answers[0].sittings
    assert plan(problem(asked, taken=taken, most_at_once=2)).answers[0].sittings


def test_a_meeting_follows_one_that_stands() -> None:
    stands = Sitting(day=MONDAY, start_minute=540, end_minute=960, people=("person:t1",))
    asked = wish(*named("b1"), after=("meeting:0",))
    taken = (Taken(meeting="meeting:0", title="X0", sitting=stands),)
    assert held(plan(problem(asked, taken=taken))).start_minute >= 960


def test_alternatives_keep_the_order() -> None:
    first = wish(*named("b1"), subject="meeting:1", title="A", earliest_minute=600)
    then = wish(*named("b2"), subject="meeting:2", title="B", after=("meeting:1",))
    found = plan(problem(first, then))
    end = held(found, 0).end_minute
    assert found.answers[1].alternatives
    assert all(one.start_minute >= end for one in found.answers[1].alternatives)
    begin = held(found, 1).start_minute
    assert all(one.end_minute <= begin for one in found.answers[0].alternatives)


def test_each_batch_has_its_next_best_starts() -> None:
    tellers = wish(Need(by="role", value="teller"), may_split=True, latest_minute=780)
    found = plan(problem(tellers)).answers[0]
    assert len(found.sittings) == 2
    for number, one in enumerate(found.sittings, 1):
        own = [other for other in found.alternatives if other.batch == number]
        assert 1 <= len(own) <= 3
        rest = [other for other in found.sittings if other is not one]
        for other in own:
            assert other.price_minutes >= one.price_minutes - 0.1
            assert all(other.end_minute <= each.start_minute or each.end_minute <= other.start_minute for each in rest)


def test_an_alternative_names_who_misses_it() -> None:
    tellers = wish(Need(by="role", value="teller"), earliest_minute=900, latest_minute=1020)
    off = day(absences=away(("t1", 960, 1050)))
    found = plan(problem(tellers, days=(off,))).answers[0]
    assert not found.missed
    late = [one for one in found.alternatives if one.end_minute > 960]
    assert late
    assert all(one.missed == ("person:t1",) for one in late)


def test_a_window_that_holds_no_quarter_hour_is_tried_too() -> None:
    asked = wish(*named("b2"), minutes=20, earliest_minute=605, latest_minute=625)
    assert held(plan(problem(asked))).start_minute == 605


def test_three_batches_where_two_are_not_enough() -> None:
    """Six of eight tellers, with three of them to stay: at most five may be away, and few are cheaper than many."""
    busy = branch(3, 1)
    posts = (msgspec.structs.replace(busy.posts[0], min_cover=6), busy.posts[1])
    six = asked(0, *(f"c{n}" for n in range(6)), minutes=15, may_split=True, most_batches=3)
    two = msgspec.structs.replace(six, most_batches=2)
    found = plan(msgspec.structs.replace(busy, posts=posts, wishes=(six,)))
    assert [len(one.people) for one in found.answers[0].sittings] == [2, 2, 2]
    assert [one.batch for one in found.answers[0].sittings] == [1, 2, 3]
    assert not plan(msgspec.structs.replace(busy, posts=posts, wishes=(two,))).answers[0].sittings


def test_batches_by_shift_keep_shifts_together() -> None:
    busy = branch(3, 1)
    early = {f"person:c{n}" for n in range(4)}
    duties = tuple(
        msgspec.structs.replace(one, end_minute=one.end_minute - 15) if one.person in early else one
        for one in busy.days[0].duties
    )
    days = (msgspec.structs.replace(busy.days[0], duties=duties, classes=()),)
    shifts = asked(0, minutes=30, may_split=True, by_shift=True, needs=(Need(by="role", value="c"),))
    posts = (msgspec.structs.replace(busy.posts[0], min_cover=3), busy.posts[1])
    found = plan(msgspec.structs.replace(busy, posts=posts, days=days, wishes=(shifts,)))
    assert sorted(set(one.people) == early for one in found.answers[0].sittings) == [False, True]
