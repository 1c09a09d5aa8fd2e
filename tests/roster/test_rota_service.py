"""The duty rota in a book: planned, planned again, swapped with consent, ticked, missed; rights; two laptops."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, lock_month
from supervisor.roster.records import WHOLE_DAY, Absence, DayRoster, Duty
from supervisor.roster.rota import ledger, reading, service, swapping
from supervisor.roster.rota.presence import present, rostered
from supervisor.roster.rota.records import Key
from supervisor.roster.service import record_absence

from .rota_branch import TODAY, Office, area, furnished, morning

FRIDAY = date(2026, 11, 6)


@pytest.fixture(name="office")
def office_of_six(book: Book) -> Office:
    return furnished(book)


def month(office: Office, day: date = TODAY) -> reading.MonthRota:
    with office.book.read() as r:
        return reading.month_rota(r, day)


def turn_of(office: Office, person: str, name: str = "大厅", after: date = TODAY) -> Key:
    """The first turn of a person at an area after a day."""
    return min(
        key for key, slot in month(office).slots.items()
        if slot.turn and slot.turn.person == person and key[1] == office.areas[name] and key[0] > after
    )  # fmt: skip


def who(office: Office, key: Key) -> str:
    slot = month(office, key[0]).slots[key]
    assert slot.turn is not None
    return slot.turn.person


def test_a_month_is_planned_fairly_and_over_the_border(any_book: Book) -> None:
    office = furnished(any_book)
    done = service.plan_month(office.book, office.manager, TODAY)
    assert len(done.days) == 21, "from today on, on working days"
    rota = month(office)
    assert rota.planned
    assert {slot.state for key, slot in rota.slots.items() if key[0] >= TODAY} == {"today", "coming"}
    service.plan_month(office.book, office.manager, date(2026, 12, 1))
    later = month(office, date(2026, 12, 1))
    counts = {one.person: one.year for one in later.tallies if one.person in office.staff[1:]}
    assert max(counts.values()) - min(counts.values()) <= 1
    assert [key[0] for key in rota.slots if key[1] == office.areas["大扫除"]] == [
        date(2026, 11, 13),
        date(2026, 11, 27),
    ]
    assert all(key[1] != office.areas["工位"] for key in rota.slots)
    assert office.areas["工位"] in {one.subject for one in rota.areas}
    assert service.plan_month(office.book, office.manager, TODAY).changed == 0, "planned again nothing changes"


def test_who_is_away_is_not_named_and_leave_changes_only_his_turns(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    before = month(office)
    ill = office.staff[2]
    record_absence(office.book, SYSTEM, FRIDAY, ill, "sick", last_day=date(2026, 11, 20))
    touched = {
        key for key, slot in before.slots.items()
        if slot.turn and slot.turn.person == ill and FRIDAY <= key[0] <= date(2026, 11, 20)
    }  # fmt: skip
    assert touched
    assert {key for key, slot in month(office).slots.items() if slot.state == "away"} == touched, "shown at once"
    done = service.plan_month(office.book, office.manager, TODAY)
    assert done.changed == len(touched)
    after = month(office)
    for key, slot in before.slots.items():
        assert (after.slots[key].turn == slot.turn) == (key not in touched)
    service.put_back(office.book, office.manager, done)
    assert {key: slot.turn for key, slot in month(office).slots.items()} == {
        key: slot.turn for key, slot in before.slots.items()
    }


def test_a_swap_is_asked_agreed_to_and_stays_when_planned_again(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    one, other, third = office.staff[1:4]
    mine, theirs = turn_of(office, one), turn_of(office, other)
    with pytest.raises(Refused, match="not your turn"):
        swapping.ask_swap(office.book, third, mine, theirs=theirs)
    swap = swapping.ask_swap(office.book, one, mine, theirs=theirs, reason="dentist")
    with pytest.raises(Refused, match="already"):
        swapping.ask_swap(office.book, one, mine, other=third)
    for actor in (one, third, office.manager):
        with pytest.raises(Refused, match="was asked"):
            swapping.answer_swap(office.book, actor, swap, True)
    assert who(office, mine) == one, "not before he agrees"
    assert [each.subject for each in month(office).swaps] == [swap]
    swapping.answer_swap(office.book, other, swap, True)
    assert (who(office, mine), who(office, theirs)) == (other, one)
    assert month(office).swaps == ()
    assert service.plan_month(office.book, office.manager, TODAY).changed == 0
    back = swapping.ask_swap(office.book, other, mine, theirs=theirs)
    swapping.answer_swap(office.book, one, back, True)
    assert (who(office, mine), who(office, theirs)) == (one, other), "twice is as before"
    with pytest.raises(Refused, match="answered already"):
        swapping.answer_swap(office.book, one, back, False)


def test_a_swap_is_refused_withdrawn_or_overtaken(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    one, other, third = office.staff[1:4]
    mine, theirs = turn_of(office, one), turn_of(office, other)
    swap = swapping.ask_swap(office.book, one, mine, theirs=theirs)
    swapping.answer_swap(office.book, other, swap, False, note="not that day")
    assert who(office, mine) == one
    swap = swapping.ask_swap(office.book, one, mine, other=third)
    swapping.withdraw_swap(office.book, one, swap)
    swap = swapping.ask_swap(office.book, one, mine, other=third)
    service.give_turn(office.book, office.manager, *mine, other, reason="asked by phone")
    with pytest.raises(Refused, match="changed since"):
        swapping.answer_swap(office.book, third, swap, True)
    record_absence(office.book, SYSTEM, theirs[0], one, "leave")
    with pytest.raises(WrongField, match="not there"):
        swapping.swap_turns(office.book, office.manager, theirs, turn_of(office, one, after=theirs[0]), reason="x")
    with pytest.raises(Refused, match="own"):
        swapping.ask_swap(office.book, one, mine, theirs=theirs)


def test_the_manager_sets_a_turn_with_a_reason_and_it_can_be_put_back(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    key = turn_of(office, office.staff[1])
    with pytest.raises(WrongField, match="why"):
        service.give_turn(office.book, office.manager, *key, office.staff[4], reason=" ")
    with pytest.raises(Refused):
        service.give_turn(office.book, office.staff[4], *key, office.staff[4], reason="I like it")
    was = service.give_turn(office.book, office.manager, *key, office.staff[4], reason="he asked")
    slot = month(office).slots[key]
    assert slot.turn is not None
    assert (slot.turn.person, slot.turn.fixed, slot.reason) == (office.staff[4], True, "he asked")
    assert service.plan_month(office.book, office.manager, TODAY).changed == 0
    service.restore_turn(office.book, office.manager, *key, was, given=office.staff[4])
    assert month(office).slots[key].turn == was
    deep = (date(2026, 11, 13), office.areas["大扫除"])
    with pytest.raises(Refused, match="everyone"):
        service.give_turn(office.book, office.manager, *deep, office.staff[4], reason="alone")


def test_what_came_after_the_planning_is_not_wiped_by_taking_it_back(office: Office) -> None:
    planned = service.plan_month(office.book, office.manager, TODAY)
    one, other = office.staff[1:3]
    mine, theirs = turn_of(office, one), turn_of(office, other)
    swap = swapping.ask_swap(office.book, one, mine, theirs=theirs)
    swapping.answer_swap(office.book, other, swap, True)
    before = month(office).slots
    with pytest.raises(Refused, match=f"{mine[0]:%m-%d}"):
        service.put_back(office.book, office.manager, planned)
    assert month(office).slots == before, "all of it stays"


@pytest.mark.parametrize("later", ["ticked", "by hand"])
def test_a_tick_and_a_turn_by_hand_outlast_the_planning(office: Office, later: str) -> None:
    planned = service.plan_month(office.book, office.manager, TODAY)
    hall = (TODAY, office.areas["大厅"])
    if later == "ticked":
        service.tick_done(office.book, office.manager, *hall)
    else:
        other = next(each for each in office.staff if each != who(office, hall))
        service.give_turn(office.book, office.manager, *hall, other, reason="here")
    before = month(office).slots
    with pytest.raises(Refused, match="changed since"):
        service.put_back(office.book, office.manager, planned)
    assert month(office).slots == before


def test_a_turn_set_by_hand_is_put_back_only_while_it_is_his(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    key = turn_of(office, office.staff[1])
    first, second = office.staff[3], office.staff[4]
    was = service.give_turn(office.book, office.manager, *key, first, reason="he asked")
    service.give_turn(office.book, office.manager, *key, second, reason="he too")
    with pytest.raises(Refused, match="changed since"):
        service.restore_turn(office.book, office.manager, *key, was, given=first)
    assert who(office, key) == second


def test_done_is_ticked_by_who_did_it_and_what_is_over_is_missed(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    mine = next(k for k, s in month(office).slots.items() if k[0] == TODAY and k[1] == office.areas["大厅"])
    person = who(office, mine)
    helper = next(one for one in office.staff if one != person)
    with pytest.raises(Refused):
        service.tick_done(office.book, helper, *mine)
    service.tick_done(office.book, helper, *mine, who=helper, note="stood in")
    slot = month(office).slots[mine]
    assert slot.done is not None
    assert (slot.state, slot.done.person, slot.done.note) == ("done", helper, "stood in")
    with pytest.raises(Refused, match="done already"):
        service.tick_done(office.book, person, *mine)
    with pytest.raises(Refused, match="not come yet"):
        service.tick_done(office.book, office.manager, FRIDAY, "大厅")
    with office.book.read() as r:
        assert reading.on_duty(r, TODAY, "lobby") == (helper,), "who did it, not who was named"
        assert reading.standing(r, TODAY, TODAY).turns[helper] >= 1
        assert reading.on_duty(r, TODAY, "vault") == ()
    morning(office.book, FRIDAY)
    missed = month(office).missed
    assert {slot.day for slot in missed} == {date(2026, 11, n) for n in (2, 3, 4, 5)}
    assert mine not in {(slot.day, slot.area) for slot in missed}
    with pytest.raises(Refused):
        service.untick(office.book, person, *mine)
    service.untick(office.book, helper, *mine)
    assert month(office).slots[mine].state == "missed"
    assert {k[0] for k, s in month(office).slots.items() if s.state == "unplanned"} == set()


def test_what_is_over_or_locked_does_not_change(office: Office) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    morning(office.book, date(2026, 12, 3))
    with pytest.raises(Refused, match="over"):
        service.plan_month(office.book, office.manager, TODAY)
    with pytest.raises(Refused, match="over"):
        service.give_turn(office.book, office.manager, FRIDAY, "大厅", office.staff[1], reason="late")
    service.tick_done(office.book, office.manager, date(2026, 11, 30), "大厅")
    with office.book.write(SYSTEM) as w:
        lock_month(w, "2026-11")
    with pytest.raises(Refused, match="locked"):
        service.tick_done(office.book, office.manager, date(2026, 11, 27), "大厅")


def test_areas_are_checked_changed_from_a_day_and_stopped(office: Office) -> None:
    for wrong, field in (
        (area(" "), "name"), (area("A", "nobody"), "who"), (area("A", "person"), "people"),
        (area("A", "role", role="厨师"), "role"), (area("A", every="week"), "weekdays"),
        (area("A", weekdays=(8,)), "weekdays"), (area("A", most=-1), "most"), (area("大厅"), "name"),
        (area("A", valid_from=date(2026, 11, 1)), "valid_from"), (area("A", people=("person:x",)), "people"),
    ):  # fmt: skip
        with pytest.raises(WrongField) as told:
            service.set_area(office.book, office.manager, wrong)
        assert told.value.field == field
    with pytest.raises(Refused):
        service.set_area(office.book, office.staff[0], area("A"))
    with pytest.raises(BadInput):
        service.stop_area(office.book, office.manager, "nowhere")
    service.plan_month(office.book, office.manager, TODAY)
    service.stop_area(office.book, office.manager, "会议室", day=date(2026, 11, 16))
    service.plan_month(office.book, office.manager, TODAY)
    left = [key[0] for key in month(office).slots if key[1] == office.areas["会议室"]]
    assert max(left) == date(2026, 11, 13)
    assert len(left) == 10
    with pytest.raises(Refused):
        service.stop_area(office.book, office.manager, "会议室", day=date(2026, 11, 17))
    service.set_counting(office.book, office.manager, "iso")
    with pytest.raises(WrongField):
        service.set_counting(office.book, office.manager, "moon")  # type: ignore[arg-type]
    assert month(office).counting == "iso"


def test_areas_stand_in_the_order_that_is_set(office: Office) -> None:
    def shown() -> list[str]:
        return [str(each.name) for each in month(office).areas]

    before = shown()
    assert before[:2] == ["大厅", "会议室"]
    was = service.order_areas(office.book, office.manager, ["大扫除", office.areas["会议室"]])
    assert shown() == ["大扫除", "会议室", *(name for name in before if name not in ("大扫除", "会议室"))]
    service.set_area(office.book, office.manager, area("新区", "cleaner"))
    assert shown()[-1] == "新区", "a new one comes last"
    service.order_areas(office.book, office.manager, was)
    assert shown() == [*before, "新区"]
    with pytest.raises(BadInput):
        service.order_areas(office.book, office.manager, ["nowhere"])
    with pytest.raises(Refused):
        service.order_areas(office.book, office.staff[0], was)


def test_two_laptops_that_plan_the_same_day_contradict_one_another_and_ticks_join(
    office: Office, tmp_path: Path
) -> None:
    service.plan_month(office.book, office.manager, TODAY)
    office.book.close()
    copies = []
    for name in ("one", "two"):
        where = tmp_path / f"{name}.book"
        shutil.copy(office.book.where, where)
        copies.append(Book.open(where))
        morning(copies[-1], TODAY)
    one, two = copies
    try:
        service.tick_done(one, office.manager, TODAY, "大厅")
        service.tick_done(two, office.manager, TODAY, "会议室")
        key = (FRIDAY, office.areas["大厅"])
        with one.read() as r:
            named = ledger.turns(r, FRIDAY, FRIDAY)[key].person
        rivals = [each for each in office.staff[1:] if each != named][:2]
        for copy, person in zip(copies, rivals, strict=True):
            service.give_turn(copy, office.manager, *key, person, reason="here")
        one.merge(two.export(one.vector()))
        two.merge(one.export(two.vector()))
        with one.read() as r1, two.read() as r2:
            (conflict,) = r1.conflicts()
            assert conflict.subject == ledger.subject_of(FRIDAY)
            assert len(conflict.entries) == 2
            assert ledger.turns(r1, TODAY, FRIDAY) == ledger.turns(r2, TODAY, FRIDAY)
            assert set(ledger.done(r1, TODAY, TODAY)) == {(TODAY, office.areas[n]) for n in ("大厅", "会议室")}
    finally:
        one.close()
        two.close()


def test_the_months_page_lies_across_only_with_many_areas_and_greys_weekends(office: Office) -> None:
    from supervisor.language import use_language
    from supervisor.roster.rota.printing import CLOSED_GREY, print_month

    use_language("zh")
    service.plan_month(office.book, office.manager, TODAY)
    with office.book.read() as r:
        page, across = print_month(r, reading.month_rota(r, TODAY))
    assert (across, page.count(f'<tr bgcolor="{CLOSED_GREY}">')) == (False, 9), "five Sundays and four Saturdays"
    assert "周日 休" in page, "a word besides the grey"
    assert "双周周五（每月最多2次）" in page
    assert "□ Person 1" in page
    for n in range(3):
        service.set_area(office.book, office.manager, area(f"走廊{n}"))
    with office.book.read() as r:
        page, across = print_month(r, reading.month_rota(r, TODAY))
    assert across
    assert "landscape" in page


def test_who_is_there_by_the_roster(office: Office) -> None:
    from supervisor.branch.ledger import people

    with office.book.read() as r:
        staff = people(r)
    a, b, c, d = office.staff[:4]
    duties = tuple(Duty(one, "post:x", 540, 1020) for one in (a, b, c))
    away = (Absence(b, "leave", *WHOLE_DAY), Absence(c, "late", 540, 600))
    day = DayRoster(TODAY, True, duties, away, ())
    assert present(day, staff, rostered([day]) | {d}) == {a, c, office.manager, office.staff[4]}, "d is off"
    unplanned = DayRoster(TODAY, False, (), (Absence(d, "training", 540, 1020),), ())
    assert d not in present(unplanned, staff, ())
    assert len(present(unplanned, staff, ())) == 5
    assert not present(DayRoster(date(2020, 1, 1), False, (), (), ()), staff, ())
