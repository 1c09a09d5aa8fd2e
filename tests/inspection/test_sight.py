"""Sight: rates per chance, trends, heat maps, repeats, inspectors compared; what differs is planted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.inspection.sight.bias import LEAST, compare
from supervisor.inspection.sight.offenders import repeats
from supervisor.inspection.sight.seen import SMALL, WHOLE, Hit, Look, Rate, Seen, buckets, step_of
from supervisor.inspection.sight.trends import GRIDS, heat_map, trends

from .branch_of_chance import FIRST, drawn

MONDAY = date(2026, 8, 31)
ITEMS = ("B1", "B2", "B3")


def look(number: int, day: date, judged: tuple[str, ...] = ITEMS, *, place: str = "", hour: int = 9,
         inspected: tuple[str, ...] = (), inspector: str = "person:x", code: str = "t") -> Look:  # fmt: skip
    return Look(f"inspection:{number}", f"JC-{number}", code, "d", day, hour, "on_site", place, inspector, inspected,
                judged)  # fmt: skip


def hit(of: Look, item: str, *persons: str, places: tuple[str, ...] = (), waived: bool = False) -> Hit:
    at = of.day.toordinal() * 86_400_000
    return Hit(f"finding:{of.subject}:{item}", of.subject, of.number, of.code, of.digest, item, "minor", persons,
               places or (of.place or WHOLE,), of.day, of.hour, at, waived, of.place)  # fmt: skip


def seen(looks: list[Look], hits: list[Hit], weeks: int = 8) -> Seen:
    return Seen(MONDAY, MONDAY + timedelta(days=7 * weeks - 1), tuple(looks), tuple(hits))


def weekly(faults: list[int], looks_a_week: int = 5) -> Seen:
    looks, hits = [], []
    for week, many in enumerate(faults):
        for n in range(looks_a_week):
            one = look(week * 100 + n, MONDAY + timedelta(days=7 * week + n))
            looks.append(one)
            if n < many:
                hits.append(hit(one, "B1"))
    return seen(looks, hits, len(faults))


# rates ------------------------------------------------------------------------------------------------------------


def test_more_looks_are_not_more_faults() -> None:
    """The item found more often in count is found less often per chance."""
    looks = [look(n, MONDAY + timedelta(days=n % 50)) for n in range(40)]
    rare = [look(100 + n, MONDAY + timedelta(days=n), ("B9",)) for n in range(10)]
    hits = [hit(one, "B1") for one in looks[:8]] + [hit(one, "B9") for one in rare[:5]]
    _days, found = trends(seen([*looks, *rare], hits), "item")
    by = {t.key: t.total for t in found}
    assert (by["t/B1"].faults, by["t/B1"].chances, by["t/B1"].value) == (8, 40, 0.2)
    assert (by["t/B9"].faults, by["t/B9"].chances, by["t/B9"].value) == (5, 10, 0.5)
    assert by["t/B2"] == Rate(0, 40)


@given(st.integers(0, 50), st.integers(1, 50))
def test_the_interval_holds_the_rate(faults: int, more: int) -> None:
    rate = Rate(faults, faults + more)
    low, high = rate.interval
    assert 0 <= low <= (rate.value or 0) + 1e-12
    assert (rate.value or 0) - 1e-12 <= high <= 1
    assert rate.small == (rate.chances < SMALL)


def test_wilson_as_published() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 15 of 148, 81 of 263 and 1 of 29."""
    assert Rate(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Rate(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Rate(1, 29).interval == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_waived_findings_stand_apart() -> None:
    one, two = look(1, MONDAY), look(2, MONDAY)
    found = seen([one, two], [hit(one, "B1", "person:a"), hit(two, "B1", "person:a", waived=True)])
    for axis in ("item", "person", "place", "hour"):
        top = trends(found, axis)[1][0]  # type: ignore[arg-type]
        assert (top.total.faults, top.total.waived) == (1, 1)
    cell = heat_map(found, "item_week").cell("t/B1", MONDAY.isoformat())
    assert cell.rate == Rate(1, 2, 1)
    assert cell.findings == (found.hits[0].subject, found.hits[1].subject)
    assert repeats(found, {"d": 90}) == []


def test_a_person_has_chances_only_where_he_could_be_seen() -> None:
    every, his, other = look(1, MONDAY), look(2, MONDAY, inspected=("a",)), look(3, MONDAY, inspected=("b",))
    found = seen([every, his, other], [hit(every, "B1", "a"), hit(other, "B2", "b")])
    by = {t.key: t.total for t in trends(found, "person")[1]}
    assert by == {"a": Rate(1, 6), "b": Rate(1, 6)}
    grid = heat_map(found, "person_item")
    assert grid.cell("a", "t/B1").rate == Rate(1, 2)
    assert grid.cell("b", "t/B1").rate == Rate(0, 2)


def test_a_walk_through_the_whole_branch_is_a_chance_for_each_place() -> None:
    lobby, whole = look(1, MONDAY, place="lobby"), look(2, MONDAY, hour=14)
    found = seen([lobby, whole], [hit(lobby, "B1"), hit(whole, "B2", places=("vault",)), hit(whole, "B3")])
    by = {t.key: t.total for t in trends(found, "place")[1]}
    assert by == {"lobby": Rate(1, 6), "vault": Rate(1, 3), WHOLE: Rate(1, 3)}
    grid = heat_map(found, "place_hour")
    assert grid.columns == tuple(str(h) for h in range(9, 15))
    assert grid.cell("lobby", "9").rate == Rate(1, 3)
    assert grid.cell("vault", "14").rate == Rate(1, 3)


# trends -----------------------------------------------------------------------------------------------------------


def test_a_rise_and_a_fall_are_seen_and_noise_is_not() -> None:
    assert trends(weekly([0, 0, 1, 1, 2, 3, 4, 5]), "item")[1][0].direction == "up"
    assert trends(weekly([5, 4, 3, 2, 1, 1, 0, 0]), "item")[1][0].direction == "down"
    assert trends(weekly([1, 2, 1, 2, 1, 2, 1, 2]), "item")[1][0].direction == "steady"


def test_few_faults_say_nothing() -> None:
    top = trends(weekly([0, 0, 0, 0, 0, 0, 1, 2]), "item")[1][0]
    assert (top.direction, top.z) == ("few", None)


def test_more_inspections_in_the_end_are_no_rise() -> None:
    looks, hits = [], []
    for week in range(8):
        for n in range(2 + 3 * week):
            one = look(week * 100 + n, MONDAY + timedelta(days=7 * week + n % 5))
            looks.append(one)
            if n % 5 == 0:
                hits.append(hit(one, "B1"))
    assert trends(seen(looks, hits), "item")[1][0].direction == "steady"


def test_false_alarms_of_trends_are_rare() -> None:
    """At 99 % at most about one in a hundred; 60 branches × 6 lines of people and hours, drawn without a trend."""
    lines = [t for seed in range(30) for axis in ("person", "hour") for t in trends(drawn(seed, 150), axis)[1]]  # type: ignore[arg-type]
    judged = [t for t in lines if t.direction != "few"]
    assert len(judged) > 250
    assert sum(t.direction != "steady" for t in judged) <= 0.03 * len(judged)


def test_long_periods_go_by_months_without_gaps() -> None:
    assert step_of(date(2026, 1, 1), date(2026, 6, 30)) == "week"
    days = buckets(date(2025, 1, 31), date(2026, 2, 1), "month")
    assert len(days) == 14
    assert days[0] == date(2025, 1, 1)
    assert step_of(days[0], days[-1]) == "month"
    weeks = buckets(date(2026, 9, 2), date(2026, 9, 21), "week")
    assert weeks == tuple(MONDAY + timedelta(days=7 * n) for n in range(4))


@pytest.mark.parametrize("grid", GRIDS)
def test_every_finding_is_behind_one_field_of_a_map(grid) -> None:
    found = drawn(3, 90)
    shown = heat_map(found, grid, {h.key: h.item[:2] for h in found.hits}, most=1000)
    behind = [subject for cell in shown.cells.values() for subject in cell.findings]
    assert sorted(behind) == sorted(h.subject for h in found.hits)
    assert sum(cell.rate.faults for cell in shown.cells.values()) == len(found.hits)
    assert all(cell.rate.faults <= cell.rate.chances for cell in shown.cells.values())
    few = heat_map(found, grid, {}, most=2)
    assert few.left_out == max(0, len(heat_map(found, grid, {}, most=1000).rows) - 2)


# repeats ----------------------------------------------------------------------------------------------------------


def chain_of(*days: int, memory: int = 30) -> list:
    looks = [look(n, MONDAY + timedelta(days=day)) for n, day in enumerate(days)]
    return repeats(seen(looks, [hit(one, "B1", "person:a") for one in looks], 40), {"d": memory})


def test_a_chain_is_cut_where_the_check_list_forgets() -> None:
    assert [one.times for one in chain_of(0, 10, 40)] == [3]
    assert [one.times for one in chain_of(0, 10, 41)] == [2]
    assert chain_of(0, 31) == []
    assert [one.times for one in chain_of(0, 5, 100, 110, 120)] == [3, 2]


def test_a_chain_counts_its_chances_and_says_whether_it_goes_on() -> None:
    looks = [look(n, MONDAY + timedelta(days=n)) for n in range(10)]
    [one] = repeats(seen(looks, [hit(looks[n], "B1", "person:a") for n in (0, 4, 9)]), {"d": 30})
    assert one.rate == Rate(3, 10)
    assert [h.number for h in one.chain] == ["JC-0", "JC-4", "JC-9"]
    assert one.fresh(one.last + timedelta(days=30))
    assert not one.fresh(one.last + timedelta(days=31))


def test_another_person_or_item_is_no_repeat_and_a_place_counts_where_nobody_is_named() -> None:
    looks = [look(n, MONDAY + timedelta(days=n), place="lobby") for n in range(4)]
    hits = [hit(looks[0], "B1", "a"), hit(looks[1], "B1", "b"), hit(looks[2], "B2"), hit(looks[3], "B2")]
    [one] = repeats(seen(looks, hits), {"d": 90})
    assert (one.who, one.is_person, one.key) == ("lobby", False, "t/B2")


def test_one_inspection_is_one_occasion() -> None:
    one = look(1, MONDAY)
    twice = [hit(one, "B1", "a"), hit(one, "B1", "a")._replace(subject="finding:other")]
    assert repeats(seen([one], twice), {"d": 90}) == []


# inspectors -------------------------------------------------------------------------------------------------------

APART = {"a": (0.1, 0.1, 0.8), "b": (0.8, 0.1, 0.1), "c": (0.1, 0.8, 0.1)}  # who goes where, check-list and place alike


@pytest.mark.parametrize("shares", [None, APART], ids=["alike", "apart"])
def test_a_planted_bias_is_found_and_nobody_else_is_blamed(shares) -> None:
    found = 0
    for seed in range(12):
        by = {one.person: one for one in compare(drawn(seed, bias={"a": 0.8}, shares=shares))}
        found += by["a"].verdict == "harder"
        assert by["b"].verdict != "harder"
        assert by["c"].verdict != "harder"
        assert by["a"].low <= by["a"].extra <= by["a"].high
    assert found >= 10


@pytest.mark.parametrize("base", [0.01, 0.1])
def test_nobody_finds_more_beyond_the_others_than_he_found_at_all(base: float) -> None:
    """Few faults, and one who marks far harder: the others would have found none, not less than none."""
    for seed in range(6):
        for one in compare(drawn(seed, base=base, bias={"a": 1.5})):
            assert one.extra <= 100 * one.rate.faults / one.rate.chances
            assert one.expected == pytest.approx(one.rate.faults - one.extra * one.rate.chances / 100)


def test_all_inspections_of_an_inspector_are_counted_and_those_that_say_nothing_too() -> None:
    found = drawn(3)
    idle = [x._replace(subject=f"{x.subject}-idle", code="idle", judged=("Z1",)) for x in found.looks[:30]]
    compared = compare(found._replace(looks=(*found.looks, *idle)))
    made = Counter(x.inspector for x in (*found.looks, *idle))
    assert {one.person: one.inspections for one in compared} == dict(made)


def test_a_mild_inspector_is_found() -> None:
    verdicts = [{one.person: one.verdict for one in compare(drawn(seed, bias={"b": -0.9}))}["b"] for seed in range(10)]
    assert verdicts.count("milder") >= 8


def alarms(seeds: range, **how) -> float:
    """Share of branches without bias in which anybody is called harder or milder."""
    wrong = [any(one.verdict in ("harder", "milder") for one in compare(drawn(seed, **how))) for seed in seeds]
    return sum(wrong) / len(wrong)


HOWS = [
    {}, {"count": 60}, {"shares": APART}, {"drift": 1.5}, {"rough": 1.0}, {"base": 0.02},
    {"inspectors": tuple("abcdef")}, {"inspectors": ("a", "b"), "by_person": {"p1": 1.5}},
]  # fmt: skip


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_without_bias_hardly_anybody_is_called_biased(how) -> None:
    """At most one branch in twenty is the promise; in 24 branches 4 happen once in forty runs at most."""
    assert alarms(range(24), **how) <= 4 / 24


@pytest.mark.soak
@pytest.mark.parametrize("how", HOWS, ids=str)
def test_false_alarms_over_many_branches(how) -> None:
    assert alarms(range(1000, 1400), **how) <= 0.065


def test_raw_means_would_blame_the_one_with_the_hard_lists() -> None:
    """Why raw means will not do: `a`, who takes the hard check-list, finds far more and marks no harder."""
    raw = {"a": Rate(), "b": Rate(), "c": Rate()}
    blamed = 0
    for seed in range(10):
        for one in compare(drawn(seed, shares=APART)):
            raw[one.person] = raw[one.person].plus(one.rate.faults, one.rate.chances)
            blamed += one.verdict == "harder"
    assert (raw["a"].value or 0) > 1.5 * max(raw["b"].value or 0, raw["c"].value or 0)
    assert blamed <= 1


def test_too_few_and_alone_are_said_and_not_judged() -> None:
    found = drawn(1, 200, inspectors=("a", "b"), bias={"a": 3.0})
    first_b = [x for x in found.looks if x.inspector == "b"][: LEAST - 1]
    looks = [x for x in found.looks if x.inspector == "a"] + first_b
    kept = {x.subject for x in looks}
    few = compare(found._replace(looks=tuple(looks), hits=tuple(h for h in found.hits if h.inspection in kept)))
    assert {one.person: one.verdict for one in few} == {"a": "alone", "b": "too_few"}
    assert compare(Seen(FIRST, FIRST, (), ())) == []


def test_what_only_one_inspector_looks_at_is_not_held_against_him() -> None:
    """`a` alone does the hard check-list at the hard place: hard hand and hard list cannot be told apart."""
    only = {"a": (0.0, 0.0, 1.0), "b": (0.5, 0.5, 0.0), "c": (0.5, 0.5, 0.0)}
    for seed in range(8):
        by = {one.person: one for one in compare(drawn(seed, shares=only, bias={"a": 1.0}))}
        assert by["a"].verdict == "within_chance"


def test_waived_findings_do_not_make_an_inspector_hard() -> None:
    found = drawn(2, bias={"a": 1.2})
    inspectors = {x.subject: x.inspector for x in found.looks}
    waived = tuple(h._replace(waived=inspectors[h.inspection] == "a") for h in found.hits)
    assert {one.person: one.verdict for one in compare(found)}["a"] == "harder"
    assert {one.person: one.verdict for one in compare(found._replace(hits=waived))}["a"] == "milder"


@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.3, 1.0]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_whatever_was_found_the_comparison_comes_to_figures(seed: int, share: float, twice: bool) -> None:
    """All items always failed, none ever, findings doubled by a copy: no division by nothing, no endless number."""
    found = drawn(seed, 45, inspectors=("a", "b"))
    chance = np.random.default_rng(seed)
    hits = [
        hit(x, item, "p1") for x in found.looks for item in x.judged if x.inspector == "a" and chance.random() < share
    ]  # fmt: skip
    for one in compare(found._replace(hits=tuple(hits * 2 if twice else hits))):
        assert one.inspections > 0
        if one.verdict not in ("alone", "too_few"):
            assert all(map(isfinite, (one.expected, one.extra, one.low, one.high)))
            assert one.low <= one.extra <= one.high
            assert one.expected >= 0
            assert one.expected <= one.rate.chances
            more = 100 * (one.rate.faults - one.expected) / one.rate.chances
            assert one.extra == pytest.approx(more, abs=1e-9), "the columns agree with one another"
