"""The kernel of the duty rota: when an area is due, fair turns, nobody absent named, plans that keep still."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.language import Words
from supervisor.roster.rota.due import days_of_month, due_days, week_number
from supervisor.roster.rota.records import Area, Counted, Crew, Standing, Turn, TurnDay
from supervisor.roster.rota.turns import days_in_turn, plan_turns, standing_of, swapped

FIRST = date(2026, 11, 1)
NOVEMBER = days_of_month(FIRST)
WEEKDAYS = [day for day in NOVEMBER if day.isoweekday() <= 5]


def area(name: str = "lobby", who: str = "turn", **values) -> Area:
    return Area(subject=f"rota_area:{name}", name=Words(name), who=who, **values)  # type: ignore[arg-type]


def crew(count: int) -> list[Crew]:
    return [Crew(f"p{n}", f"{100 + n}", "teller" if n % 2 else "guide") for n in range(count)]


def open_(days=WEEKDAYS) -> dict[Counted, set[date]]:
    return {"working": set(days), "open": set(NOVEMBER)}


def test_a_daily_turn_falls_on_working_days_and_passes_to_nobody_when_closed() -> None:
    holiday = date(2026, 11, 11)
    days = [day for day in WEEKDAYS if day != holiday]
    assert due_days(area(), FIRST, open_(days), "month") == days
    assert due_days(area(counted="open"), FIRST, open_(days), "month") == NOVEMBER
    wednesdays = due_days(area(weekdays=(3,)), FIRST, open_(days), "month")
    assert wednesdays == [date(2026, 11, n) for n in (4, 18, 25)], "not made up for"


def test_even_weeks_are_the_second_and_fourth_or_those_of_the_year() -> None:
    deep = area(who="everyone", every="week", weekdays=(5,), weeks="even", most=2)
    assert due_days(deep, FIRST, open_(), "month") == [date(2026, 11, 13), date(2026, 11, 27)]
    by_iso = due_days(deep, FIRST, open_(), "iso")
    assert by_iso == [date(2026, 11, 13), date(2026, 11, 27)]
    assert [week_number(day, "iso") for day in by_iso] == [46, 48]


def test_iso_parity_is_that_of_the_year() -> None:
    odd = due_days(area(every="week", weekdays=(1,), weeks="odd"), FIRST, open_(), "iso")
    assert odd
    assert all(day.isocalendar().week % 2 == 1 and day.weekday() == 0 for day in odd)


def test_a_deep_clean_on_a_closed_day_is_made_up_for_before_it() -> None:
    deep = area(who="everyone", every="week", weekdays=(5,), weeks="even", most=2)
    days = [day for day in WEEKDAYS if day != date(2026, 11, 13)]
    assert due_days(deep, FIRST, open_(days), "month") == [date(2026, 11, 12), date(2026, 11, 27)]
    shut = [day for day in WEEKDAYS if not date(2026, 11, 9) <= day <= date(2026, 11, 13)]
    assert due_days(deep, FIRST, open_(shut), "month") == [date(2026, 11, 16), date(2026, 11, 27)], "the week is shut"


@given(st.integers(2, 14), st.integers(1, 12), st.sampled_from(["month", "iso"]), st.sampled_from(["odd", "even"]))
def test_a_deep_clean_is_twice_in_every_month(years: int, month: int, counting, weeks) -> None:
    first = date(2020 + years, month, 1)
    deep = area(who="everyone", every="week", weekdays=(5,), weeks=weeks, most=2)
    days = {day for day in days_of_month(first) if day.weekday() < 5}
    assert len(due_days(deep, first, open_(days), counting)) == 2


def month(areas, there) -> list[TurnDay]:
    return [TurnDay(day, tuple(areas), frozenset(there(day))) for day in WEEKDAYS]


@settings(max_examples=60)
@given(st.data())
def test_counts_differ_by_at_most_one_among_people_who_were_there_alike(data) -> None:
    """Two groups, each with its own days; within a group everybody is there on the same days. Two months."""
    staff = crew(data.draw(st.integers(2, 9)))
    groups = {one.subject: data.draw(st.integers(0, 1)) for one in staff}
    away = [frozenset(data.draw(st.sets(st.sampled_from(WEEKDAYS), max_size=12))) for _group in range(2)]
    areas = [area(f"a{n}") for n in range(data.draw(st.integers(1, 4)))]
    days = month(areas, lambda day: {one for one, group in groups.items() if day not in away[group]})
    plan = plan_turns(days, staff)
    count = Counter(turn.person for turn in plan.values() if turn.person)
    for (day, _area), turn in plan.items():
        at_work = next(one.there for one in days if one.day == day)
        assert turn.person in at_work or (not turn.person and not at_work), "nobody absent is named"
    for group in (0, 1):
        counts = [count[one] for one, its in groups.items() if its == group]
        assert not counts or max(counts) - min(counts) <= 1
    before = standing_of(((key[0], turn) for key, turn in plan.items()), days, staff)
    later = [TurnDay(one.day + timedelta(days=35), one.due, one.there) for one in days]
    count.update(turn.person for turn in plan_turns(later, staff, before=before).values() if turn.person)
    for group in (0, 1):
        counts = [count[one] for one, its in groups.items() if its == group]
        assert not counts or max(counts) - min(counts) <= 1, "what was had is carried over"


@settings(max_examples=60)
@given(st.data())
def test_nobody_has_two_areas_while_another_is_free(data) -> None:
    staff = crew(data.draw(st.integers(1, 6)))
    names = [one.subject for one in staff]
    areas = [
        area(f"a{n}", people=tuple(data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))))
        for n in range(data.draw(st.integers(1, 4)))
    ]
    there = data.draw(st.sets(st.sampled_from(names)))
    plan = plan_turns([TurnDay(WEEKDAYS[0], tuple(areas), frozenset(there))], staff)
    assert len(plan) == len(areas)
    for one in areas:
        who = plan[WEEKDAYS[0], one.subject].person
        assert who in there & set(one.people) or (not who and not there & set(one.people))
    most = largest([[p for p in one.people if p in there] for one in areas])
    assert len({turn.person for turn in plan.values() if turn.person}) == most


def largest(pools: list[list[str]], used: frozenset[str] = frozenset()) -> int:
    """The most people that can be named once each, tried out one by one."""
    if not pools:
        return 0
    rest = largest(pools[1:], used)
    return max([rest, *(1 + largest(pools[1:], used | {one}) for one in pools[0] if one not in used)])


@settings(max_examples=60)
@given(st.data())
def test_planned_again_only_what_cannot_be_changes(data) -> None:
    staff = crew(data.draw(st.integers(2, 8)))
    names = {one.subject for one in staff}
    areas = [area("lobby"), area("vault", "person", people=("p0",)), area("floor", "cleaner")]
    days = month(areas, lambda _day: names)
    plan = plan_turns(days, staff)
    assert plan_turns(days, staff, stands=plan) == plan, "the same again"
    gone, since = data.draw(st.sampled_from(sorted(names))), data.draw(st.sampled_from(WEEKDAYS))
    held = {key for key in plan if key[0] < WEEKDAYS[2]}
    ill = month(areas, lambda day: names - {gone} if day >= since else names)
    again = plan_turns(ill, staff, stands=plan, held=held)
    for key, turn in plan.items():
        if key in held or turn.person != gone or key[0] < since:
            assert again[key] == turn
        else:
            assert again[key].person not in (gone, "")
    back = plan_turns(days, staff, stands=again)
    own = [key for key in plan if key[1] == areas[1].subject]
    assert all(back[key] == plan[key] for key in own), "an area of one's own is taken up again on return"


@given(st.data())
def test_a_swap_twice_gives_the_same_people_and_the_same_counts(data) -> None:
    staff = crew(5)
    days = month([area("lobby"), area("tea")], lambda _day: {one.subject for one in staff})
    plan = plan_turns(days, staff)
    one, other = data.draw(st.sampled_from(sorted(plan))), data.draw(st.sampled_from(sorted(plan)))
    once = swapped(plan, one, other)
    assert once[one].person == plan[other].person
    assert once[other].person == plan[one].person
    twice = swapped(once, one, other)
    assert {key: turn.person for key, turn in twice.items()} == {key: turn.person for key, turn in plan.items()}
    for each in (once, twice):
        assert Counter(t.person for t in each.values()) == Counter(t.person for t in plan.values())
    held = {key for key, turn in once.items() if turn.fixed}
    assert plan_turns(days, staff, stands=once, held=held) == once, "planning leaves a swap alone"


def test_one_persons_area_gets_a_stand_in_and_the_cleaner_nobody() -> None:
    staff = crew(3)
    areas = (area("vault", "person", people=("p2",)), area("glass", "cleaner"), area("desk", "owner"), area())
    day = TurnDay(WEEKDAYS[0], areas, frozenset({"p0", "p1"}))
    plan = {key[1].removeprefix("rota_area:"): turn for key, turn in plan_turns([day], staff).items()}
    assert set(plan) == {"vault", "glass", "lobby"}, "nobody is named for desks"
    assert plan["vault"].manner == "stand_in"
    assert {plan["vault"].person, plan["lobby"].person} == {"p0", "p1"}
    assert plan["glass"] == Turn(areas[1].subject, "", "cleaner")
    role = plan_turns([TurnDay(WEEKDAYS[0], (area("post", "role", role="guide"),), frozenset({"p1", "p2"}))], staff)
    assert [turn.person for turn in role.values()] == ["p2"]


def test_leave_earns_no_debt_and_a_newcomer_is_not_sent_every_day() -> None:
    staff = crew(4)
    before = Standing(
        turns={"p0": 20, "p1": 20, "p2": 10}, present={"p0": 60, "p1": 60, "p2": 30}
    )  # p2 was away for half of the time, p3 is new
    days = month([area()], lambda _day: {one.subject for one in staff})
    count = Counter(turn.person for turn in plan_turns(days, staff, before=before).values())
    assert max(count.values()) - min(count.values()) <= 4, count
    runs = [turn.person for turn in plan_turns(days, staff, before=before).values()]
    assert all(a != b for a, b in pairwise(runs)), runs
    assert "p3" in runs[:5]


def test_equals_take_turns_by_staff_number_and_areas_go_round() -> None:
    staff = list(reversed(crew(3)))
    days = month([area("lobby"), area("tea")], lambda _day: {"p0", "p1", "p2"})
    plan = plan_turns(days, staff)
    assert [plan[WEEKDAYS[0], f"rota_area:{name}"].person for name in ("lobby", "tea")] == ["p0", "p1"]
    by_area = Counter((turn.person, turn.area) for turn in plan.values())
    assert max(by_area.values()) - min(by_area.values()) <= 3
    assert days_in_turn(days, staff)["p0"] == len(WEEKDAYS)
