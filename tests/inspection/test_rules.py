"""Each kind of scoring rule: one case that penalises and one that does not."""

from __future__ import annotations

import time
from datetime import date

import pytest

from supervisor.inspection.answer import Answer
from supervisor.inspection.scoring import rules
from supervisor.inspection.scoring.acts import Piece, settle
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Item, Section, Template, Threshold, Version, version_on
from supervisor.language import Words

W = Words("项", "item")


def item(name: str, **more) -> Item:
    return Item(id=name, clause="B1", words=W, points_c=600, per_case_c=200, **more)


def listing(items: tuple[Item, ...]) -> Template:
    base_c = sum(one.points_c for one in items)
    return Template(code="t", version="1", name=W, base_c=base_c, sections=(Section(id="s", name=W, items=items),))


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


def test_kind_2_floor_and_cap_of_what_applies() -> None:
    assert rules.most_c(9_000, 10_000, 11_000) == 9_900
    assert rules.most_c(9_000, 10_000, 0) == 9_000
    assert rules.least_c(1_000, 10_000, 6_000) == 600
    assert rules.least_c(1_000, 10_000, -3_000) == -3_000
    assert (rules.most_c(0, 0, 100), rules.least_c(0, 0, 100)) == (0, 100)


def test_kind_2_total_floor_and_cap() -> None:
    assert rules.capped(-500, floor_c=0, cap_c=10_000) == 0
    assert rules.capped(11_500, floor_c=0, cap_c=11_000) == 11_000
    assert rules.capped(9_000, floor_c=0, cap_c=11_000) == 9_000


ROOMY = dict.fromkeys("abc", 10_000)


def lost(*pieces: Piece, rooms=ROOMY) -> int:
    """Points that count of one act."""
    counting = settle(pieces, rooms).counting
    return sum(min(rooms[i], sum(p.raw_c for p in counting if p.item == i)) for i in {p.item for p in counting})


def piece(name: str, who: str, raw_c: int, room_c: int = 10_000, cents: int = 0) -> Piece:
    return Piece(name, frozenset(who), raw_c, (min(raw_c, room_c), cents))


def test_kind_3_same_act_counts_highest_only() -> None:
    done = settle([piece("a", "", 200), piece("b", "", 400)], ROOMY)
    assert [p.item for p in done.counting] == ["b"]
    assert list(done.instead.values()) == ["b"]


def test_kind_3_different_acts_add_up() -> None:
    template = listing((item("a"), item("b")))
    assert score(template, [Answer(item="a", verdict="fail"), Answer(item="b", verdict="fail")]).lost_c == 400


def test_kind_3_what_two_people_did_is_two_acts() -> None:
    late, general = piece("a", "p", 500), piece("b", "p", 200)
    assert lost(late, general) == 500
    assert lost(late, piece("b", "q", 200)) == 700
    assert lost(piece("a", "pq", 500), piece("b", "qr", 200)) == 500
    assert lost(late, piece("b", "", 200)) == 500


def test_kind_3_one_failure_more_never_hides_two_that_weigh_more() -> None:
    two = piece("a", "p", 400), piece("b", "q", 300)
    assert lost(*two, piece("c", "pq", 500)) == 700
    assert lost(*two, piece("c", "pq", 800)) == 800


def test_kind_3_each_person_counts_where_his_own_is_highest() -> None:
    assert lost(piece("a", "p", 250), piece("a", "q", 250), piece("b", "p", 400)) == 650
    assert lost(piece("a", "p", 200), *(piece("b", who, 100) for who in "pqr")) == 400


def test_kind_3_marks_that_are_used_up_hide_nothing() -> None:
    rooms = {"a": 300, "b": 1000}
    both = [piece("a", who, 300, 300) for who in "pq"], [piece("b", who, 200) for who in "pq"]
    assert lost(*both[1], rooms=rooms) == 400
    assert lost(*both[0], *both[1], rooms=rooms) == 500, "one under each: nothing is left of the marks of a"


def test_kind_3_however_many_failures_one_more_lowers_no_loss() -> None:
    rooms = dict.fromkeys(["A", "B", "C", *(f"D{n}" for n in range(30))], 10000)
    pieces = [piece("A", "pq", 300), piece("B", "p", 200), piece("C", "q", 200)]
    before = lost(*pieces, rooms=rooms)
    for n in range(30):
        pieces.append(piece(f"D{n}", "p", 50))
        assert lost(*pieces, rooms=rooms) >= before == 400


def test_kind_3_of_many_people_and_items_is_settled_at_once() -> None:
    people = [f"p{n}" for n in range(60)]
    rooms = {f"i{n}": 700 for n in range(6)}
    pieces = [
        Piece(i, frozenset((who,)), 100 + 10 * n, (100 + 10 * n, 0)) for n, i in enumerate(rooms) for who in people
    ]
    pieces += [Piece("i0", frozenset(people[n : n + 3]), 250, (250, 0)) for n in range(40)]
    start = time.process_time()
    assert settle(pieces, rooms).counting
    assert time.process_time() - start < 5


def test_kind_3_each_bears_it() -> None:
    assert rules.each_bears(200, ("p", "q"), 2) == {"p": 200, "q": 200}
    assert rules.each_bears(200, ("p", "q"), 5) == {"p": 600, "q": 400}
    assert rules.each_bears(200, (), 2) == {}
    assert rules.each_bears(200, ("p", "q"), 0) == {}  # a rate within its limit is nobody's


def test_kind_4_first_breach_is_a_reminder() -> None:
    assert rules.reminders(3, True, {"p": 0, "q": 2}, ("p", "q")) == 1
    assert rules.reminders(1, True, {}, ()) == 1
    assert rules.reminders(1, True, {"": 1}, ()) == 0


def test_kind_4_a_case_shared_with_somebody_reminded_before_is_no_reminder() -> None:
    assert rules.reminders(1, True, {"q": 1}, ("p", "q")) == 0
    assert rules.reminders(1, True, {}, ("p", "q")) == 1
    assert rules.reminders(2, True, {"q": 1}, ("p", "q")) == 1
    assert rules.reminders(2, True, {"q": 1}, ("p", "q", "r")) == 1


def test_kind_4_under_whom_it_is_remembered() -> None:
    assert rules.remembered_by("place", ("p", "p"), ("hall",), "cash") == ("p",)
    assert rules.remembered_by("place", (), ("hall", "hall"), "cash") == ("hall",)
    assert rules.remembered_by("place", (), (), "cash") == ("cash",), "the inspection's own place"
    assert rules.remembered_by("time", (), ("hall",), "cash") == ("",)


def test_kind_4_no_reminder_where_the_rule_has_none() -> None:
    assert rules.reminders(3, False, {"p": 0}, ("p",)) == 0


def test_kind_4_money_doubles_up_to_a_cap() -> None:
    assert rules.doubled_cents(2000, earlier=0, cases=3, cap_cents=0) == 2000 + 4000 + 8000
    assert rules.doubled_cents(2000, earlier=3, cases=1, cap_cents=10_000) == 10_000
    assert rules.doubled_cents(2000, earlier=0, cases=1, cap_cents=10_000) == 2000


def test_kind_4_a_slip_of_the_keyboard_holds_nothing_up() -> None:
    one_by_one = sum(min(2000 * 2 ** min(n, 40), 10_000) for n in range(3, 3 + 90))
    assert rules.doubled_cents(2000, 3, 90, 10_000) == one_by_one
    assert rules.doubled_cents(2000, 38, 5, 0) == min(2000 * (2**38 + 2**39 + 3 * 2**40), rules.MOST_CENTS)
    assert rules.doubled_cents(2000, 0, 10**15, 10_000) <= rules.MOST_CENTS
    assert rules.cases_counted("person_time", 10**19, 1, 0) == rules.MOST_CASES


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
