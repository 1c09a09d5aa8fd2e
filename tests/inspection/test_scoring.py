"""The whole score: what counts, what does not, and that the lines explain the difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supervisor.inspection.answer import Answer
from supervisor.inspection.checking import mistakes
from supervisor.inspection.scoring.explain import explain, points, summary
from supervisor.inspection.scoring.records import Waiver
from supervisor.inspection.scoring.score import score
from supervisor.language import use_language

from .lists import fail, item, listing, na, ok


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
