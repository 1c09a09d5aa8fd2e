"""First breaches, repeats, and one act under several items: what is remembered, and who bears it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from supervisor.inspection.scoring.explain import explain
from supervisor.inspection.scoring.history import Breach, Finished, Memory, score_one
from supervisor.inspection.scoring.score import score
from supervisor.language import use_language

from .lists import fail, item, listing


def test_first_breach_reminds_second_costs() -> None:
    template = listing((item("a", first_is_reminder=True, counts="person_time"),))
    answers = [fail("a", persons=("p", "q"))]
    first = score(template, answers)
    assert first.score_c == 1000
    assert first.lines[0].reminders == 2
    second = score(template, answers, earlier={("a", "p"): 1})
    assert second.score_c == 800
    assert second.lines[0].persons == {"p": 200, "q": 0}


def test_where_nobody_is_named_the_first_breach_of_each_place_reminds() -> None:
    template = listing((item("a", first_is_reminder=True, counts="place"),))
    first = score(template, [fail("a", places=("cash", "hall"))])
    assert (first.score_c, first.lines[0].reminders) == (1000, 2)
    again = score(template, [fail("a", places=("cash", "hall"))], earlier={("a", "cash"): 1})
    assert (again.score_c, again.lines[0].reminders) == (800, 1), "the hall is new, the cash counter is not"
    named = score(template, [fail("a", places=("cash",), persons=("p",))], earlier={("a", "cash"): 1})
    assert named.lines[0].reminders == 1, "who is named is reminded first, wherever it was"
    nowhere = score(template, [fail("a")], earlier={("a", ""): 1})
    assert nowhere.lines[0].reminders == 0
    times = listing((item("a", first_is_reminder=True, counts="time"),))
    assert score(times, [fail("a", places=("hall",))], earlier={("a", ""): 1}).lines[0].reminders == 0


@pytest.mark.parametrize(
    ("before", "counts", "reminders"),
    [
        (("hall",), "place", 0),  # the same place again
        (("cash",), "place", 1),  # another place: its first
        (("cash", "hall"), "place", 0),
        ((), "place", 1),  # nobody said where
        (("cash",), "time", 0),  # not counted by places: once is once
    ],
)
def test_history_remembers_places_where_nobody_was_named(before: tuple[str, ...], counts: Any, reminders: int) -> None:
    day = date(2026, 11, 20)
    template = listing((item("a", first_is_reminder=True, counts=counts),))
    memory = Memory([Breach("old", template.code, "a", (), 1, date(2026, 11, 2), before)])
    now = Finished(
        inspection="new", template=template, answers=(fail("a", places=("hall",)),), waivers={}, at_ms=2, day=day
    )
    assert score_one(now, memory).lines[0].reminders == reminders
    nowhere = msgspec.structs.replace(now, answers=(fail("a"),))
    assert score_one(nowhere, memory).lines[0].reminders == 0, "where nothing is named any earlier breach counts"
    person = Memory([Breach("old", template.code, "a", ("p",), 1, date(2026, 11, 2), ("hall",))])
    assert score_one(now, person).lines[0].reminders == 1, "what a person was reminded of is that person's"


def test_fines_double_only_after_a_fine() -> None:
    template = listing((item("a", first_is_reminder=True, fine_cents=2000, fine_doubles=True, counts="person_time"),))
    answers = [fail("a", persons=("p",))]
    assert score(template, answers).lines[0].fines == {"p": 0}
    assert score(template, answers, earlier={("a", "p"): 1}).lines[0].fines == {"p": 2000}
    assert score(template, answers, earlier={("a", "p"): 2}).lines[0].fines == {"p": 4000}


def test_same_act_counts_once_other_acts_add() -> None:
    template = listing((item("a", per_case_c=200), item("b", per_case_c=400), item("c", per_case_c=100)))
    result = score(template, [fail("a", act="phone"), fail("b", act="phone"), fail("c")])
    assert result.lost_c == 500
    assert result.lines[0].causes == ("same_act",)
    assert result.lines[0].related == "b"


def test_one_act_in_the_check_list_is_settled_person_by_person() -> None:
    late = item("late", per_case_c=500, counts="person_time", same_act="attendance", fine_cents=5000)
    general = item("general", per_case_c=200, counts="person_time", same_act="attendance", fine_cents=2000)
    template = listing((general, late))
    same = score(template, [fail("general", persons=("p",)), fail("late", persons=("p",))])
    assert same.lost_c == 500
    assert [dict(line.fines) for line in same.lines] == [{}, {"p": 5000}]
    apart = score(template, [fail("general", persons=("q",)), fail("late", persons=("p",))])
    assert apart.lost_c == 700
    assert [dict(line.fines) for line in apart.lines] == [{"q": 2000}, {"p": 5000}]
    partly = score(template, [fail("general", persons=("p", "q")), fail("late", persons=("p",))])
    assert partly.lost_c == 700, "naming p under general as well forgives q nothing"
    assert [dict(line.fines) for line in partly.lines] == [{"q": 2000}, {"p": 5000}]
    assert (partly.lines[0].lost_c, partly.lines[0].aside, partly.lines[0].causes) == (200, 1, ("counted", "same_act"))
    use_language("en")
    assert "1 of them the same act as late item: only the highest counts" in explain(partly.lines[0], template)
    named = score(template, [fail("general", persons=("q",), act="row"), fail("late", persons=("p",), act="row")])
    assert named.lost_c == 500, "the inspector says that it was one act"


def test_each_person_of_one_act_bears_his_highest() -> None:
    """Footwear of the shipped list: 2 for the shoes, 1 for the socks, each person-time."""
    shoes = item("shoes", 600, 200, counts="person_time", same_act="footwear")
    socks = item("socks", 400, 100, counts="person_time", same_act="footwear")
    both = [fail("shoes", persons=("p",)), fail("socks", persons=("p", "q", "r"))]
    result = score(listing((shoes, socks)), both)
    assert result.lost_c == 400
    assert [dict(line.persons) for line in result.lines] == [{"p": 200}, {"q": 100, "r": 100}]
    nobody = score(listing((shoes, socks)), [fail("shoes", persons=("p",)), fail("socks", cases=3)])
    assert nobody.lost_c == 300, "where nobody is named it may have been the same"
    assert dict(nobody.lines[0].persons) == {"p": 200}, "what is named to him he bears"
    named = [fail("shoes", persons=("p",), act="a"), fail("socks", persons=("p", "q", "r"), act="a")]
    seen = score(listing((shoes, socks)), named)
    assert seen.lost_c == 300
    assert [dict(line.persons) for line in seen.lines] == [{"p": 200}, {"q": 100, "r": 100}]


def test_who_is_named_twice_did_it_once() -> None:
    template = listing((item("a", counts="person_time"), item("b", counts="place")))
    twice = [fail("a", persons=("p", "p")), fail("b", places=("hall", "hall"))]
    once = [fail("a", persons=("p",)), fail("b", places=("hall",))]
    assert score(template, twice) == score(template, once)


@pytest.mark.parametrize("counts", ["time", "place"])
def test_a_repeat_offender_does_not_go_free_beside_a_first_timer(counts: Any) -> None:
    template = listing((item("a", first_is_reminder=True, counts=counts, fine_cents=5000),))
    known = {("a", "q"): 1}
    alone = score(template, [fail("a", persons=("q",))], earlier=known)
    both = score(template, [fail("a", persons=("p", "q"))], earlier=known)
    assert (alone.lost_c, both.lost_c) == (200, 200)
    assert (both.lines[0].persons, both.lines[0].fines) == ({"p": 0, "q": 200}, {"p": 0, "q": 5000})
    assert score(template, [fail("a", persons=("p", "q"))]).lost_c == 0


def test_a_doubling_fine_remembers_how_many_cases_there_were() -> None:
    day = date(2026, 11, 20)
    for reminded, expected in ((False, 16_000), (True, 8_000)):
        rule = item("a", first_is_reminder=reminded, fine_cents=2000, fine_doubles=True, counts="person_time")
        template = listing((rule,))
        memory = Memory([Breach("old", template.code, "a", ("p",), 1, date(2026, 11, 19), (), 3)])
        now = Finished(
            inspection="new", template=template, answers=(fail("a", persons=("p",)),), waivers={}, at_ms=2, day=day
        )
        assert score_one(now, memory).lines[0].fines == {"p": expected}, "the fourth time, not the second"
    shared = Breach("old", "t", "a", ("p", "q"), 1, day, (), 3)
    assert shared.whose() == {"p": 2, "q": 1}


def test_where_nothing_is_named_the_place_of_the_inspection_is_remembered() -> None:
    day = date(2026, 11, 20)
    template = listing((item("a", first_is_reminder=True, counts="place"),))
    memory = Memory([Breach("old", template.code, "a", (), 1, date(2026, 11, 2), ("cash",))])
    now = Finished(
        inspection="new", template=template, answers=(fail("a"),), waivers={}, at_ms=2, day=day, place="hall"
    )
    assert score_one(now, memory).lines[0].reminders == 1, "the hall was never found so before"
    assert score_one(msgspec.structs.replace(now, place="cash"), memory).lines[0].reminders == 0
