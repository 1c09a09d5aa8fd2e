"""The whole score: what counts, what does not, and that the lines explain the difference."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.inspection.answer import Answer
from supervisor.inspection.checking import mistakes
from supervisor.inspection.scoring.explain import explain, points, summary
from supervisor.inspection.scoring.history import Breach, Finished, Memory, score_one
from supervisor.inspection.scoring.score import Waiver, score
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words, use_language

W = Words("项", "item")


def item(name: str, points_c: int = 1000, per_case_c: int = 200, **more) -> Item:
    return Item(id=name, clause="B1", words=W, points_c=points_c, per_case_c=per_case_c, **more)


def listing(*sections: tuple[Item, ...], base_c: int | None = None, **more) -> Template:
    made = tuple(Section(id=f"s{n}", name=W, items=items) for n, items in enumerate(sections))
    base = sum(i.points_c for s in made for i in s.items) if base_c is None else base_c
    return Template(code="t", version="1", name=W, base_c=base, sections=made, **more)


def fail(name: str, **more) -> Answer:
    return Answer(item=name, verdict="fail", **more)


def ok(name: str) -> Answer:
    return Answer(item=name, verdict="pass")


def na(name: str) -> Answer:
    return Answer(item=name, verdict="na")


def test_per_person_time_and_each_person_bears() -> None:
    result = score(
        listing((item("a", counts="person_time"), item("b"))), [fail("a", persons=("p", "q"), cases=2), ok("b")]
    )
    assert (result.full_c, result.score_c, result.percent_c) == (2000, 1600, 8000)
    assert result.lines[0].persons == {"p": 200, "q": 200}
    assert result.lines[0].causes == ("counted",)


def test_all_pass_loses_nothing() -> None:
    result = score(listing((item("a"), item("b"))), [ok("a"), ok("b")])
    assert result.score_c == result.full_c == 2000
    assert result.lines == ()


def test_item_stops_at_its_floor_and_says_so() -> None:
    result = score(listing((item("a", 500), item("b"))), [fail("a", cases=9), ok("b")])
    assert result.score_c == 1000
    assert result.lines[0].raw_c == 1800
    assert result.lines[0].lost_c == 500
    assert "floor" in result.lines[0].causes


def test_not_applicable_and_unanswered_leave_the_denominator() -> None:
    template = listing((item("a"), item("b"), item("c")), base_c=5000)
    result = score(template, [fail("a"), na("b")])
    assert result.full_c == 3000  # b does not apply, c was never asked; the fixed part of 20 stays
    running = score(template, [fail("a"), na("b")], running=True)
    assert running.full_c == 4000
    assert running.score_c == 3800
    nothing = score(listing((item("a"),)), [na("a")])
    assert nothing.percent_c is None


def test_waived_finding_costs_nothing_and_is_still_listed() -> None:
    result = score(
        listing((item("a"), item("b"))), [fail("a", persons=("p",)), ok("b")], waivers={"a": Waiver("surge", "m")}
    )
    assert result.score_c == 2000
    assert result.lines[0].causes == ("waived",)
    assert result.lines[0].reason == "surge"
    assert result.lines[0].persons == {}


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


def test_a_rate_that_nobody_measured_says_so() -> None:
    use_language("en")
    template = listing((item("a", counts="rate", limit=0.02, step=0.005, per_case_c=100),))
    line = score(template, [fail("a")]).lines[0]
    assert (line.lost_c, line.causes) == (100, ("counted", "unmeasured"))
    assert "no rate was measured" in explain(line, template)


def test_of_what_applies_the_cap_is_as_large_a_part_as_of_the_whole() -> None:
    template = listing((item("a"), item("b"), item("plus", 0, -800)), base_c=10_000, cap_c=11_000)
    whole = score(template, [ok("a"), ok("b"), fail("plus", cases=3)])
    assert (whole.full_c, whole.score_c, whole.percent_c) == (10_000, 11_000, 11_000)
    part = score(template, [ok("a"), na("b"), fail("plus", cases=3)])
    assert (part.full_c, part.score_c, part.percent_c) == (9_000, 9_900, 11_000)


def test_a_lowest_total_does_not_save_the_only_item_that_applied() -> None:
    items = tuple(item(f"i{n}", 1000, 1000) for n in range(10))
    template = listing(items, base_c=10_000, floor_c=6_000)
    only = score(template, [fail("i0"), *(na(f"i{n}") for n in range(1, 10))])
    assert (only.full_c, only.score_c, only.percent_c) == (1000, 600, 6000)


def test_an_upheld_appeal_is_not_called_a_waiver() -> None:
    use_language("en")
    template = listing((item("a"),))
    result = score(template, [fail("a")], waivers={"a": Waiver("it was another", "m", appeal=True)})
    assert (result.lost_c, result.lines[0].causes) == (0, ("upheld",))
    assert "appeal upheld: it was another" in explain(result.lines[0], template)


def test_of_one_act_that_costs_money_alone_the_higher_fine_counts() -> None:
    small = item("small", 0, 0, counts="person_time", same_act="attendance", fine_cents=2000)
    large = item("large", 0, 0, counts="person_time", same_act="attendance", fine_cents=5000)
    template = listing((small, large), base_c=1000)
    assert mistakes(template) == [], "a failure that costs money does cost something"
    lines = score(template, [fail("small", persons=("p",)), fail("large", persons=("p",))]).lines
    assert [dict(line.fines) for line in lines] == [{}, {"p": 5000}]


def test_a_gate_that_sends_on_leaves_the_unchecked_out_and_keeps_what_was_seen() -> None:
    template = listing((item("a", gate="section", continue_at="e"), item("b")), (item("c"), item("d"), item("e")))
    result = score(template, [fail("a"), fail("b"), fail("d"), ok("e")])
    assert result.full_c == 4000  # c was never checked; b is lost with its section
    assert result.score_c == 4000 - 2000 - 200
    assert [line.causes[-1] for line in result.lines] == ["gate", "skipped", "counted"]


def test_a_section_below_zero_does_not_gain_by_failing_its_gate() -> None:
    template = listing((item("gate", gate="section"), item("deep", floor_c=-5000, per_case_c=500)), floor_c=-9000)
    without = score(template, [ok("gate"), fail("deep", cases=9)])
    assert without.score_c == 2000 - 4500
    failing = score(template, [fail("gate"), fail("deep", cases=9)])
    assert failing.score_c <= without.score_c
    use_language("en")
    assert ("It was below zero before the gate failed: gate, deep", "−27.0") in summary(failing, template)
    assert ("Section s0 forfeited", "−20.0") in [(words, amount) for words, amount in summary(failing)]
    on = item("gate", gate="section", continue_at="z")
    passed_over = listing((on, item("deep", floor_c=-5000, per_case_c=500), item("z")), floor_c=-9000)
    result = score(passed_over, [fail("gate"), fail("deep", cases=9), ok("z")])
    assert result.lines[1].causes == ("skipped",)
    assert (result.sections[0].below_c, result.sections[0].below_by) == (1700, ("gate", "deep"))
    assert ("It was below zero before the gate failed: gate, deep", "−17.0") in summary(result, passed_over)


def test_rate_within_its_limit_concerns_nobody_and_opens_no_gate() -> None:
    template = listing((item("a", counts="rate", limit=0.02, step=0.005, fine_cents=2000, gate="section"), item("b")))
    result = score(template, [fail("a", value=0.01, persons=("p",)), ok("b")])
    assert result.score_c == 2000
    assert (result.lines[0].causes, result.lines[0].persons, result.lines[0].fines) == (("within_limit",), {}, {})
    use_language("en")
    assert "within the limit" in explain(result.lines[0], template)
    beyond = score(template, [fail("a", value=0.03, persons=("p",)), ok("b")])
    assert beyond.score_c == 0
    assert beyond.lines[0].fines == {"p": 4000}


def test_the_floor_and_the_cap_of_the_whole_are_named() -> None:
    use_language("en")
    deep = listing((item("a", floor_c=-9000, per_case_c=500),))
    result = score(deep, [fail("a", cases=9)])
    assert (result.unbounded_c, result.score_c, result.bound) == (-3500, 0, "floor")
    assert ("The whole stops at its floor", "+35.0") in summary(result, deep)
    bonus = listing((item("a"), item("plus", 0, -800)), base_c=10_000, cap_c=10_500)
    result = score(bonus, [ok("a"), fail("plus")])
    assert (result.unbounded_c, result.score_c, result.bound) == (10_800, 10_500, "cap")
    assert ("The whole stops at its cap", "−3.0") in summary(result, bonus)
    free = score(bonus, [fail("a", cases=2), fail("plus")])
    assert (free.score_c, free.bound) == (10_400, "")
    assert not [words for words, _amount in summary(free, bonus) if "stops" in words]


def test_a_gate_for_everything_is_named_and_takes_the_fixed_part_too() -> None:
    use_language("en")
    template = listing((item("a", gate="all"), item("b")), (item("c"),), base_c=5000)
    result = score(template, [fail("a"), ok("b"), ok("c")])
    assert (result.forfeited_by, result.forfeited_c) == ("a", 5000)
    assert ("Everything forfeited by a item", "−50.0") in summary(result, template)


def test_money_stands_in_the_explanation() -> None:
    use_language("en")
    template = listing((item("a", fine_cents=2000, fine_doubles=True, fine_cap_cents=3000, counts="person_time"),))
    line = score(template, [fail("a", persons=("p", "q"), cases=3)]).lines[0]
    assert line.fines == {"p": 2000 + 3000, "q": 2000}
    assert explain(line, template).endswith("fines 70.00 yuan")


def test_gate_zeroes_its_section_and_skips_ahead() -> None:
    template = listing((item("a", gate="section", continue_at="c"), item("b")), (item("c"),))
    result = score(template, [fail("a"), ok("c")])
    assert result.full_c == 3000  # what was skipped is lost, it does not leave the denominator
    assert result.score_c == 1000
    assert result.sections[0].forfeited_by == "a"
    assert score(template, [ok("a"), ok("b"), ok("c")]).score_c == 3000


def test_gate_for_everything() -> None:
    template = listing((item("a", gate="all"), item("b")), (item("c"),), base_c=5000)
    assert score(template, [fail("a"), ok("b"), ok("c")]).score_c == 0
    waived = score(template, [fail("a"), ok("b"), ok("c")], waivers={"a": Waiver("outage", "m")})
    assert waived.score_c == 5000


def test_bonus_up_to_the_cap() -> None:
    template = listing((item("a"), item("plus", 0, -800)), base_c=10_000, cap_c=10_500)
    assert score(template, [ok("a"), fail("plus")]).score_c == 10_500
    assert score(template, [fail("a"), fail("plus")]).score_c == 10_500
    assert score(template, [fail("a", cases=4), fail("plus")]).score_c == 10_000


def test_rate_within_its_limit_costs_nothing() -> None:
    template = listing((item("a", counts="rate", limit=0.02, step=0.005, per_case_c=100),))
    assert score(template, [fail("a", value=0.031)]).score_c == 700
    assert score(template, [fail("a", value=0.02)]).score_c == 1000


def test_answers_to_unknown_items_are_left_aside() -> None:
    assert score(listing((item("a"),)), [fail("ghost"), ok("a")]).score_c == 1000


answer_lists = st.lists(
    st.builds(
        Answer,
        item=st.sampled_from([f"i{n}" for n in range(12)]),
        verdict=st.sampled_from(["pass", "fail", "na"]),
        cases=st.integers(1, 20),
        persons=st.lists(st.sampled_from("pqr"), unique=True, max_size=3).map(tuple),
        act=st.sampled_from(["", "", "x"]),
    ),
    unique_by=lambda a: a.item,
)
GATED = listing(
    tuple(item(f"i{n}", gate="section" if n == 0 else "none", counts="person_time") for n in range(6)),
    tuple(item(f"i{n}", first_is_reminder=n % 2 == 0) for n in range(6, 12)),
)


@given(answer_lists, st.randoms())
def test_score_is_within_bounds_additive_and_does_not_depend_on_the_order_of_answers(answers, random) -> None:
    result = score(GATED, answers)
    assert 0 <= result.score_c <= result.full_c <= result.base_c
    assert result.score_c == result.full_c - result.lost_c
    forfeited = sum(s.full_c for s in result.sections if s.forfeited_by)
    assert result.lost_c == forfeited + sum(line.lost_c for line in result.lines)
    assert sum(s.full_c for s in result.sections) == result.full_c
    assert all(line.lost_c <= line.raw_c for line in result.lines)
    shuffled = list(answers)
    random.shuffle(shuffled)
    assert score(GATED, shuffled) == result


@given(answer_lists, st.sampled_from([f"i{n}" for n in range(12)]))
def test_waiving_never_costs_points(answers, waived) -> None:
    before = score(GATED, answers)
    after = score(GATED, answers, waivers={waived: Waiver("r", "m")})
    assert after.score_c - after.full_c >= before.score_c - before.full_c


def test_explained_in_both_languages() -> None:
    template = listing((item("a", 500, counts="person_time"),))
    line = score(template, [fail("a", cases=9, persons=("p",))]).lines[0]
    use_language("en")
    said = explain(line, template, {"p": "Li"})
    assert "2.0 × 9" in said
    assert "Li" in said
    assert summary(score(template, [fail("a")]))[-2:] == [("Score", "3.0"), ("Out of 100", "60.0")]
    assert points(-225) == "−2.25"
