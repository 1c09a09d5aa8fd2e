"""The roster kernel: fair, covered, rested, fed; on small branches made by hand and on random ones."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.roster import cover
from supervisor.roster.lunches import stagger
from supervisor.roster.matching import fill
from supervisor.roster.planner import MonthPlan, PlanDay, PlanPerson, PlanPost, plan_month, shifts
from supervisor.roster.records import Duty
from supervisor.roster.rules import Rules

OPEN, CLOSE = 8 * 60 + 30, 17 * 60


def month(first: date = date(2026, 3, 1), length: int = 31, weekends: bool = True) -> list[PlanDay]:
    days = [first + timedelta(days=n) for n in range(length)]
    return [PlanDay(d, OPEN, CLOSE, d.weekday() < 5) for d in days if weekends or d.weekday() < 5]


def crew(number: int, *skills: str) -> list[PlanPerson]:
    return [PlanPerson(f"person:{n:02}", frozenset(skills)) for n in range(number)]


COUNTER = PlanPost("post:counter", "teller", "", 4, 2, dual_control=True)
LOBBY = PlanPost("post:lobby", "", "", 2, 1)


def days_of(plan: MonthPlan) -> dict[str, set[date]]:
    out: dict[str, set[date]] = {}
    for planned in plan.days:
        for duty in planned.duties:
            out.setdefault(duty.person, set()).add(planned.day)
        for person in planned.spare:
            out.setdefault(person, set()).add(planned.day)
    return out


def longest_run(days: set[date]) -> int:
    best = run = 0
    for n in range((max(days) - min(days)).days + 1):
        run = run + 1 if min(days) + timedelta(days=n) in days else 0
        best = max(best, run)
    return best


def test_an_important_place_is_never_emptied_for_a_later_one() -> None:
    assert fill([["a"], ["a", "b"], ["a"]]) == ["a", "b", None]
    assert fill([["a", "b"], ["a"]]) == ["b", "a"]  # the first holder moves on to make room
    assert fill([]) == []


def test_minimum_cover_is_held_every_day_the_doors_are_open() -> None:
    plan = plan_month(crew(8, "teller"), [COUNTER, LOBBY], month())
    assert len(plan.days) == 31
    for planned in plan.days:
        assert planned.unfilled == {}
        on = Counter(duty.post for duty in planned.duties if duty.start_minute <= 600 < duty.end_minute)
        assert on["post:counter"] >= 2
        assert on["post:lobby"] >= 1


def test_weekend_turns_and_days_fall_evenly_and_are_rested() -> None:
    people = crew(9, "teller")
    plan = plan_month(people, [COUNTER, LOBBY], month())
    turns = [one.off_days for one in plan.turns]
    assert sum(turns) == 9 * 5  # nine weekend days: three places, and two more so that all can eat
    assert max(turns) - min(turns) <= 1
    worked = [one.days for one in plan.turns]
    assert max(worked) - min(worked) <= 2
    assert max(worked) <= 23  # 22 working days in March 2026; only the Sunday on which the month begins adds one
    for days in days_of(plan).values():
        assert longest_run(days) <= Rules().days_in_a_row


def test_nobody_works_too_long_without_a_day_off_even_over_the_border() -> None:
    before = {"person:00": [date(2026, 2, 23) + timedelta(days=n) for n in range(6)]}
    plan = plan_month(crew(6, "teller"), [COUNTER, LOBBY], month(), worked_before=before)
    assert date(2026, 3, 1) not in days_of(plan)["person:00"]


def test_nobody_is_planned_on_leave_or_without_the_skill() -> None:
    people = [*crew(5, "teller"), PlanPerson("person:guide", frozenset({"guide"}))]
    away = {("person:01", date(2026, 3, day)) for day in range(2, 14)}
    plan = plan_month(people, [COUNTER, LOBBY], month(), leave=away)
    for planned in plan.days:
        for duty in planned.duties:
            assert (duty.person, planned.day) not in away
            assert duty.post == "post:lobby" or duty.person != "person:guide"


def test_what_cannot_be_filled_is_said() -> None:
    plan = plan_month(crew(1, "teller"), [COUNTER], month(weekends=False))
    assert plan.days[0].unfilled == {"post:counter": 1}


def test_a_quiet_day_is_the_day_of_rest() -> None:
    days = [PlanDay(d.day, OPEN, CLOSE, d.working, load=0.2 if d.day.weekday() == 2 else 1.0) for d in month()]
    plan = plan_month(crew(12, "teller"), [COUNTER, LOBBY], days)
    resting = Counter(
        planned.day.weekday()
        for planned in plan.days
        if planned.day.weekday() < 5
        for _n in range(12 - len({duty.person for duty in planned.duties} | set(planned.spare)))
    )
    assert resting.most_common(1)[0][0] == 2


def test_long_hours_are_worked_in_two_shifts() -> None:
    day = PlanDay(date(2026, 3, 2), 8 * 60, 20 * 60, True)
    (early, late) = shifts(day, Rules())
    assert (early[0], late[1]) == (7 * 60 + 45, 20 * 60 + 15)
    assert early[1] - late[0] == 60
    plan = plan_month(crew(6, "teller"), [COUNTER, LOBBY], [day])
    held = cover.shortages(plan.days[0].duties, [], [], {"post:counter": 2, "post:lobby": 1}, 480, 1200)
    assert held == []


def test_people_rotate_over_the_posts_they_can_hold() -> None:
    plan = plan_month(crew(6, "teller"), [COUNTER, LOBBY], month(weekends=False))
    lobby = Counter(duty.person for planned in plan.days for duty in planned.duties if duty.post == "post:lobby")
    assert len(lobby) == 6
    assert max(lobby.values()) - min(lobby.values()) <= 3


def test_lunch_keeps_minimum_cover_and_avoids_the_busy_quarter() -> None:
    duties = [Duty(f"person:{n}", "post:counter", 495, 1035) for n in range(4)]
    load = [1.0] * 96
    for quarter in range(44, 48):  # 11:00 to 12:00 is the rush
        load[quarter] = 10.0
    after, meals = stagger(duties, {"post:counter": COUNTER}, {}, Rules(), load)
    assert after == duties
    assert len(meals) == 4
    assert all(meal.start_minute >= 720 for meal in meals[:3])
    assert cover.shortages(duties, [], meals, {"post:counter": 2}, OPEN, CLOSE) == []


def test_a_post_with_nobody_to_spare_is_relieved_from_one_that_has() -> None:
    duties = [Duty("person:guide", "post:lobby", 495, 1035)] + [
        Duty(f"person:{n}", "post:office", 495, 1035) for n in range(2)
    ]
    posts = {"post:lobby": LOBBY, "post:office": PlanPost("post:office", "", "", 5, 0)}
    after, meals = stagger(duties, posts, {}, Rules())
    assert {meal.person for meal in meals} == {"person:guide", "person:0", "person:1"}
    assert cover.shortages(after, [], meals, {"post:lobby": 1}, OPEN, CLOSE) == []
    assert cover.overlapping(after) == []
    helper = [duty for duty in after if duty.person != "person:guide" and duty.post == "post:lobby"]
    assert len(helper) == 1


def test_who_has_no_post_stands_in_first() -> None:
    duties = [Duty("person:guide", "post:lobby", 495, 1035), Duty("person:0", "post:office", 495, 1035)]
    posts = {"post:lobby": LOBBY, "post:office": PlanPost("post:office", "", "", 5, 0)}
    after, meals = stagger(duties, posts, {}, Rules(), spare=["person:spare"])
    (meal,) = [one for one in meals if one.person == "person:guide"]
    assert Duty("person:spare", "post:lobby", meal.start_minute, meal.end_minute) in after
    assert Duty("person:0", "post:office", 495, 1035) in after


def test_lunch_leaves_no_gap_at_the_weekend_where_somebody_could_be_there() -> None:
    plan = plan_month(crew(12, "teller"), [COUNTER, LOBBY], month())
    for planned in plan.days:
        least = {"post:counter": 2, "post:lobby": 1}
        assert cover.shortages(planned.duties, [], planned.lunches, least, OPEN, CLOSE) == []


def test_somebody_alone_still_eats_and_the_gap_shows() -> None:
    alone = [Duty("person:a", "post:lobby", 495, 1035)]
    after, meals = stagger(alone, {"post:lobby": LOBBY}, {}, Rules())
    assert len(meals) == 1
    (gap,) = cover.shortages(after, [], meals, {"post:lobby": 1}, OPEN, CLOSE)
    assert (gap.start_minute, gap.end_minute) == (meals[0].start_minute, meals[0].end_minute)


def test_cover_counts_parts_of_a_quarter() -> None:
    duties = [Duty("person:a", "post:x", 480, 540)]
    from supervisor.roster.records import Lunch

    line = cover.counts(duties, [], [Lunch("person:a", 500, 520)], 465, 6)["post:x"]
    assert [round(value, 3) for value in line] == [0, 1, round(5 / 15, 3), round(5 / 15, 3), 1, 0]


@settings(max_examples=25)
@given(st.data())
def test_any_branch_gets_a_roster_without_contradiction(data: st.DataObject) -> None:
    skills = ["a", "b", "c"]
    people = [
        PlanPerson(f"person:{n:02}", frozenset(data.draw(st.sets(st.sampled_from(skills)))))
        for n in range(data.draw(st.integers(1, 12)))
    ]
    posts = []
    for n in range(data.draw(st.integers(1, 4))):
        stations = data.draw(st.integers(1, 4))
        least = data.draw(st.integers(0, stations))
        posts.append(PlanPost(f"post:{n}", data.draw(st.sampled_from(["", *skills])), "", stations, least))
    days = month(length=14, weekends=data.draw(st.booleans()))
    away = {(one.subject, day.day) for one in people for day in days if data.draw(st.integers(0, 9), label="away") == 0}
    plan = plan_month(people, posts, days, leave=away)
    able = {one.subject: one.skills for one in people}
    stations = {post.subject: post for post in posts}
    for planned in plan.days:
        assert cover.overlapping(planned.duties) == []
        for minute in range(OPEN, CLOSE, 15):
            for post, there in cover.present(planned.duties, [], planned.lunches, minute).items():
                assert len(there) <= stations[post].stations  # a relief takes the place of the one who eats
                assert all(not stations[post].skill or stations[post].skill in able[one] for one in there)
        assert all((duty.person, planned.day) not in away for duty in planned.duties)
        for meal in planned.lunches:
            assert Rules().lunch_from_minute <= meal.start_minute
            assert meal.end_minute <= Rules().lunch_to_minute
    for days_worked in days_of(plan).values():
        assert longest_run(days_worked) <= Rules().days_in_a_row
