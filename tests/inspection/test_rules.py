"""Each kind of scoring rule: one case that penalises and one that does not."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.inspection.scoring import rules
from supervisor.inspection.template import Item, Section, Threshold, Version, version_on
from supervisor.language import Words

W = Words("项", "item")


def item(name: str, **more) -> Item:
    return Item(id=name, clause="B1", words=W, points_c=600, per_case_c=200, **more)


@pytest.mark.parametrize(
    ("counts", "cases", "persons", "places", "expected"),
    [
        ("time", 3, 1, 5, 3),
        ("place", 1, 2, 4, 4),
        ("person_time", 1, 3, 9, 3),
        ("person_time", 5, 2, 0, 5),
        ("time", 0, 0, 0, 1),
    ],
)
def test_kind_1_cases(counts, cases, persons, places, expected) -> None:
    assert rules.cases_counted(counts, cases, persons, places) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.0201, 1), (0.025, 1), (0.0251, 2), (0.04, 4), (0.02, 0), (0.0, 0)])
def test_kind_1_rate_counts_each_begun_step_and_nothing_up_to_the_limit(value, expected) -> None:
    assert rules.rate_cases(value, limit=0.02, step=0.005) == expected


def test_kind_2_item_floor() -> None:
    assert rules.floored(1000, points_c=600, floor_c=0) == 600  # used up
    assert rules.floored(1000, points_c=600, floor_c=-200) == 800  # may go below zero, to the stated floor
    assert rules.floored(400, points_c=600, floor_c=0) == 400


def test_kind_2_total_floor_and_cap() -> None:
    assert rules.capped(-500, floor_c=0, cap_c=10_000) == 0
    assert rules.capped(11_500, floor_c=0, cap_c=11_000) == 11_000
    assert rules.capped(9_000, floor_c=0, cap_c=11_000) == 9_000


def test_kind_3_same_act_counts_highest_only() -> None:
    assert rules.highest_only({"a": 200, "b": 400, "c": 300}, {"a": "x", "b": "x", "c": "y"}) == {"a": "b"}


def test_kind_3_different_acts_add_up() -> None:
    assert rules.highest_only({"a": 200, "b": 400}, {"a": "", "b": ""}) == {}


def test_kind_3_what_two_people_did_is_two_acts() -> None:
    acts = {"late": "attendance", "general": "attendance"}
    losses = {"late": 500, "general": 200}
    assert rules.highest_only(losses, acts, {"late": ("p",), "general": ("p",)}) == {"general": "late"}
    assert rules.highest_only(losses, acts, {"late": ("p",), "general": ("q",)}) == {}
    assert rules.highest_only(losses, acts, {"late": ("p", "q"), "general": ("q", "r")}) == {"general": "late"}
    assert rules.highest_only(losses, acts, {"late": ("p",), "general": ()}) == {"general": "late"}


def test_kind_3_one_failure_more_never_hides_two_that_weigh_more() -> None:
    acts = dict.fromkeys("abc", "x")
    people = {"a": ("p",), "b": ("q",), "c": ("p", "q")}
    assert rules.highest_only({"a": 400, "b": 300, "c": 500}, acts, people) == {"c": "a"}
    assert rules.highest_only({"a": 400, "b": 300, "c": 800}, acts, people) == {"a": "c", "b": "c"}


def test_kind_3_each_bears_it() -> None:
    assert rules.each_bears(200, ("p", "q"), 2) == {"p": 200, "q": 200}
    assert rules.each_bears(200, ("p", "q"), 5) == {"p": 600, "q": 400}
    assert rules.each_bears(200, (), 2) == {}
    assert rules.each_bears(200, ("p", "q"), 0) == {}  # a rate within its limit is nobody's


def test_kind_4_first_breach_is_a_reminder() -> None:
    assert rules.reminders(3, True, {"p": 0, "q": 2}, ("p", "q")) == 1
    assert rules.reminders(1, True, {}, ()) == 1
    assert rules.reminders(1, True, {"": 1}, ()) == 0


def test_kind_4_no_reminder_where_the_rule_has_none() -> None:
    assert rules.reminders(3, False, {"p": 0}, ("p",)) == 0


def test_kind_4_money_doubles_up_to_a_cap() -> None:
    assert rules.doubled_cents(2000, earlier=0, cases=3, cap_cents=0) == 2000 + 4000 + 8000
    assert rules.doubled_cents(2000, earlier=3, cases=1, cap_cents=10_000) == 10_000
    assert rules.doubled_cents(2000, earlier=0, cases=1, cap_cents=10_000) == 2000


def test_kind_5_threshold() -> None:
    whole = Threshold(more_than=3, consequence=W)
    one = Threshold(more_than=1, consequence=W, item="a")
    assert rules.consequences({"a": 2, "b": 2}, [whole, one]) == [whole, one]
    assert rules.consequences({"a": 1, "b": 2}, [whole, one]) == []


def test_kind_6_gate_forfeits_its_section_or_everything() -> None:
    sections = (
        Section(id="s1", name=W, items=(item("a", gate="section"), item("b"))),
        Section(id="s2", name=W, items=(item("c", gate="all"), item("d"))),
    )
    assert rules.forfeited(sections, ["a"]) == {"s1": "a"}
    assert rules.forfeited(sections, ["c"]) == {"s1": "c", "s2": "c"}
    assert rules.forfeited(sections, ["b", "d"]) == {}


def test_kind_6_check_goes_on_at_the_named_item() -> None:
    items = [item("a", gate="section", continue_at="d"), item("b"), item("c"), item("d")]
    assert rules.skipped(items, ["a"]) == {"b": "a", "c": "a"}
    assert rules.skipped(items, ["b"]) == {}


def test_kind_6_what_was_seen_outside_the_forfeited_section_is_not_passed_over() -> None:
    sections = (
        Section(id="s1", name=W, items=(item("a", gate="section", continue_at="f"), item("b"))),
        Section(id="s2", name=W, items=(item("c"), item("d"), item("f"))),
    )
    assert rules.passed_over(sections, ["a"], {"a"}) == {"b": "a", "c": "a", "d": "a"}
    assert rules.passed_over(sections, ["a"], {"a", "b", "c"}) == {"b": "a", "d": "a"}
    assert rules.passed_over(sections, ["c"], {"a"}) == {}


def test_kind_6_a_section_below_zero_gains_nothing_by_its_gate() -> None:
    assert rules.forfeits(600, 400) == 600
    assert rules.forfeits(600, 900) == 900


def test_kind_1_what_is_a_failure() -> None:
    rate = item("r", counts="rate", limit=0.02, step=0.01)
    assert rules.fails(item("a"), "fail")
    assert rules.fails(rate, "fail", 0.021)
    assert rules.fails(rate, "fail", None)
    assert not rules.fails(rate, "fail", 0.02)
    assert not rules.fails(item("a"), "pass")
    assert not rules.fails(item("n", kind="integer"), "fail")


def test_kind_7_not_applicable_leaves_the_denominator() -> None:
    assert rules.applicable_c(10_000, [600, 400]) == 9_000
    assert rules.applicable_c(10_000, []) == 10_000
    assert rules.percent_c(8_550, 9_000) == 9_500
    assert rules.percent_c(0, 0) is None


def test_kind_15_the_version_in_force_that_day() -> None:
    old = Version(code="x", digest="1", valid_from=date(2026, 1, 1))
    new = Version(code="x", digest="2", valid_from=date(2026, 3, 1))
    same_day = Version(code="x", digest="3", valid_from=date(2026, 3, 1), order=9)
    other = Version(code="y", digest="4", valid_from=date(2025, 1, 1))
    assert version_on([new, old, other], "x", date(2026, 2, 28)) == old
    assert version_on([old, new], "x", date(2026, 3, 1)) == new
    assert version_on([same_day, old, new], "x", date(2026, 5, 1)) == same_day
    assert version_on([old, new], "x", date(2025, 12, 31)) is None
