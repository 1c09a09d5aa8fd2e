"""The figures counted a second time by a stranger: plainly, case by case, from random cases; and small ones by hand."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.complaints.figures.chance import percentile, poisson_interval, wilson
from supervisor.complaints.figures.counting import counted, pareto, people, rates, share
from supervisor.complaints.figures.kernel import earliest, span_before, summed
from supervisor.complaints.figures.records import Case, Promises, Traffic

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
TREE = {"waiting.lunch": "waiting", "waiting.machine": "waiting", "queue": "waiting.machine"}
CAUSES = ("waiting", "waiting.lunch", "waiting.machine", "queue", "error", "")


def a_case(**other) -> Case:
    """A plain spoken case of 2 November 2026 (a Monday) at ten."""
    given = {
        "subject": "complaint:1", "number": "TS-A1-0001", "day": date(2026, 11, 2), "channel": "spoken",
        "class_code": "cash", "cause_code": "waiting", "root_code": "", "person": "", "zone": "", "state": "open",
        "live": True, "at_fault": None, "on_the_spot": False, "reopened": False, "escalated": False, "repeat": False,
        "group_size": 0, "happened": date(2026, 11, 2), "hour": 10, "feedback_hours": None, "answer_hours": None,
        "answer_own_hours": None, "clocks": (), "in_time": True,
    }  # fmt: skip
    return Case(**given | other)


DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 3))
CASES = st.builds(
    lambda day, happened, cause, person, fault, spot, hour, answer, own, group, in_time, states: a_case(
        day=day, happened=happened, cause_code=cause, person=person, at_fault=fault, on_the_spot=spot, hour=hour,
        answer_hours=answer, answer_own_hours=own, feedback_hours=answer, group_size=group, in_time=in_time,
        clocks=tuple(states.items()),
    ),
    DAYS, DAYS, st.sampled_from(CAUSES), st.sampled_from(("", "person:a", "person:b")),
    st.sampled_from((None, True, False)),
    st.booleans(), st.integers(-1, 23), st.none() | st.floats(0, 2000), st.none() | st.floats(0, 2000),
    st.sampled_from((0, 2, 7)), st.booleans(),
    st.dictionaries(
        st.sampled_from(("aim", "outer")), st.sampled_from(("met", "met_late", "late", "running", "paused"))
    ),
)  # fmt: skip
CUSTOMERS = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 23)), st.integers(0, 500), max_size=12)
NO_PROMISES = Promises(0, share(0, 0), 0, 0, 0)


@settings(deadline=None, max_examples=60)
@given(st.lists(CASES, max_size=40), CUSTOMERS, st.frozensets(DAYS, max_size=20))
def test_a_stranger_counts_the_same(cases, customers, days):
    traffic = Traffic(customers, days)
    made = summed(cases, FIRST, LAST, traffic=traffic, parents={"cause": TREE}, praise=[], promises=NO_PROMISES)
    mine = [c for c in cases if c.day.year == 2026 and c.day.month == 11]
    assert made.count == len(mine)
    assert {one.code: one.cases for one in made.by["cause"] if one.cases} == dict(Counter(c.cause_code for c in mine))
    for one in made.by["cause"]:
        below = (
            [c for c in mine if one.code in lineage(c.cause_code)]
            if one.code
            else [c for c in mine if not c.cause_code]
        )
        assert one.whole == len(below)
    tops = [one for one in made.by["cause"] if not one.depth]
    assert sum(one.whole for one in tops) == len(mine)
    sizes = [bar.cases for bar in made.causes]
    assert sizes == sorted(sizes, reverse=True)
    for place, bar in enumerate(made.causes):
        assert bar.cumulative == pytest.approx(sum(sizes[: place + 1]) / len(mine))
        assert bar.vital == (sum(sizes[:place]) < 0.8 * len(mine))
    for rate in (*made.hours, *made.by_hour, *made.by_weekday):
        fits = [
            c for c in mine if c.hour >= 0 and rate.weekday in (-1, c.happened.weekday()) and rate.hour in (-1, c.hour)
        ]
        assert rate.all_cases == len(fits)
        assert rate.cases == sum(c.happened in days for c in fits)
        assert rate.customers == sum(
            n for (weekday, hour), n in customers.items() if rate.weekday in (-1, weekday) and rate.hour in (-1, hour)
        )
        assert (rate.per_1000 is None) == (rate.customers == 0)
    assert made.hour_unknown == sum(c.hour < 0 for c in mine)
    answers = [c.answer_hours for c in mine if c.answer_hours is not None]
    assert made.answer.cases == len(answers)
    assert made.answer.median_hours == (pytest.approx(statistics.median(answers)) if answers else None)
    if len(answers) > 1:
        ninth = statistics.quantiles(answers, n=10, method="inclusive")[8]
        assert made.answer.p90_hours == pytest.approx(ninth)
    for clock in made.clocks:
        states = [dict(c.clocks)[clock.kind] for c in mine if clock.kind in dict(c.clocks)]
        assert clock.kept.hits == states.count("met")
        assert clock.kept.of == len(states) - states.count("running") - states.count("paused")
    judged = [c.at_fault for c in mine if c.at_fault is not None]
    assert (made.at_fault.hits, made.at_fault.of) == (judged.count(True), len(judged))
    assert (made.groups, made.people_in_groups) == (
        sum(c.group_size > 1 for c in mine), sum(c.group_size for c in mine)
    )  # fmt: skip
    assert len(made.months) == 12
    assert [(one.month, one.cases) for one in made.months] == [
        (month, sum(c.day.isoformat().startswith(month) and c.day <= LAST for c in cases)) for month in TWELVE
    ]


TWELVE = ["2025-12", *(f"2026-{month:02d}" for month in range(1, 12))]


def lineage(code: str) -> list[str]:
    return [code, *lineage(TREE[code])] if code in TREE else [code]


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904),
     (100, 81.3640, 121.6268)],
)  # fmt: skip
def test_poisson_limits_are_those_of_the_tables(count, low, high):
    """Figures of published tables of exact limits (they equal chi-square quantiles halved)."""
    assert poisson_interval(count) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_wilson_and_percentiles_by_hand():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(1, 10) == (pytest.approx(0.01788, abs=1e-5), pytest.approx(0.40415, abs=1e-5))
    assert (percentile([], 0.5), percentile([7.0], 0.9), percentile([1.0, 2.0], 0.5)) == (None, 7.0, 1.5)
    assert percentile([1.0, 2.0, 3.0, 4.0, 5.0], 0.9) == pytest.approx(4.6)  # Excel: PERCENTILE(A1:A5, 0.9)


def test_a_tree_is_rolled_up():
    found = {one.code: one for one in counted(["queue", "waiting", "waiting.lunch", "error", ""], TREE)}
    assert [(one.code, one.whole, one.depth) for one in found.values()] == [
        ("waiting", 3, 0), ("waiting.lunch", 1, 1), ("waiting.machine", 1, 1), ("queue", 1, 2),
        ("error", 1, 0), ("", 1, 0),
    ]  # fmt: skip
    assert found["waiting.machine"].cases == 0  # nobody chose it, one below it was chosen


def test_a_tree_that_runs_in_a_circle_still_counts_each_case_once():
    made = counted(["a", "b", "c", "d"], {"a": "b", "b": "a", "c": "c", "d": "a"})
    assert [(one.code, one.whole, one.depth) for one in made] == [("a", 2, 0), ("d", 1, 1), ("b", 1, 0), ("c", 1, 0)]


def test_the_bar_that_crosses_the_line_is_one_of_the_few():
    bars = pareto(["a"] * 7 + ["b"] * 2 + ["c"], {})
    assert [(bar.code, bar.vital) for bar in bars] == [("a", True), ("b", True), ("c", False)]
    assert bars[1].cumulative == pytest.approx(0.9)


def test_a_cause_is_one_bar_with_all_under_it_and_can_be_opened():
    """Told late 4, its papers 2, its risks 1 are one cause of 7 and not three."""
    codes = ["told"] * 4 + ["papers"] * 2 + ["risk"] + ["queue"] * 3 + [""]
    tree = {"papers": "told", "risk": "told", "papers.card": "papers"}
    assert [(bar.code, bar.cases) for bar in pareto(codes, tree)] == [("told", 7), ("queue", 3), ("", 1)]
    opened = pareto([*codes, "papers.card"], tree, "told")
    assert [(bar.code, bar.cases) for bar in opened] == [("told", 4), ("papers", 3), ("risk", 1)]
    assert opened[-1].cumulative == pytest.approx(1.0)
    assert [bar.code for bar in pareto(["a", "b", "b"], {"a": "b", "b": "a"})] == ["b", "a"]


def test_nobody_is_given_a_share_from_four_cases():
    four = [a_case(person="person:a", at_fault=True)] * 4
    (one,) = people(four, Counter())
    assert (one.cases, one.at_fault, one.share) == (4, 4, None)
    (one,) = people([*four, a_case(person="person:a", at_fault=False)], Counter())
    assert one.share is not None
    assert one.share.value == pytest.approx(0.8)


def test_people_are_ordered_by_cases_not_by_shares():
    worst = [a_case(person="person:a", at_fault=True)] * 5
    most = [a_case(person="person:b", at_fault=False)] * 6
    assert [one.person for one in people(worst + most, Counter())] == ["person:b", "person:a"]


def test_a_rate_takes_both_sides_from_the_same_days():
    known, unknown = date(2026, 11, 2), date(2026, 11, 9)
    cases = [a_case(happened=known), a_case(happened=unknown), a_case(happened=known, hour=-1)]
    each, by_hour, by_weekday = rates(cases, Traffic({(0, 10): 200}, frozenset({known})))
    assert [(r.cases, r.customers, r.all_cases, r.per_1000) for r in (*each, *by_hour, *by_weekday)] == [
        (1, 200, 2, pytest.approx(5.0))
    ] * 3
    low, high = poisson_interval(1)
    assert (by_hour[0].low, by_hour[0].high) == (pytest.approx(low * 5), pytest.approx(high * 5))


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ((2026, 11, 1), (2026, 11, 30), ((2026, 10, 1), (2026, 10, 31))),
        ((2026, 3, 1), (2026, 3, 12), ((2026, 2, 1), (2026, 2, 28))),  # a month that runs: the whole month before
        ((2026, 1, 1), (2026, 3, 31), ((2025, 10, 1), (2025, 12, 31))),
        ((2026, 1, 1), (2026, 12, 31), ((2025, 1, 1), (2025, 12, 31))),
        ((2026, 11, 5), (2026, 11, 11), ((2026, 10, 29), (2026, 11, 4))),
    ],
)
def test_what_a_span_is_compared_with(first, last, before):
    span = date(*first), date(*last)
    assert span_before(*span) == (date(*before[0]), date(*before[1]))
    assert earliest(*span) <= min(span[0], date(*before[0]))
    assert earliest(*span) <= span[1].replace(day=1) - timedelta(days=330)


def in_all(cases):
    return summed(cases, FIRST, LAST, traffic=Traffic({}, frozenset()), parents={}, praise=[], promises=NO_PROMISES)


def test_repeats_have_their_share_in_the_month_in_the_row_of_months_and_in_the_month_before():
    before = [a_case(day=date(2026, 10, 5), repeat=True), a_case(day=date(2026, 10, 6))]
    made = in_all([*before, a_case(repeat=True), *[a_case()] * 3])
    assert (made.repeat.hits, made.repeat.of, made.repeat.value) == (1, 4, 0.25)
    assert (made.months[-1].repeat.hits, made.months[-2].repeat.hits, made.months[-2].repeat.of) == (1, 1, 2)
    assert made.before is not None
    assert (made.before.repeat.hits, made.before.repeat.of) == (1, 2)


def test_a_joined_duplicate_is_no_complaint_of_its_own():
    joined = a_case(state="joined", live=False, at_fault=None, cause_code="error")
    made = in_all([a_case(), a_case(on_the_spot=True), joined])
    assert (made.count, made.on_the_spot.of, made.in_time.of, made.repeat.of) == (2, 2, 2, 2)
    assert [bar.code for bar in made.causes] == ["waiting"]
    assert {one.code for one in made.by["state"] if one.cases} == {"open"}
    assert (made.months[-1].cases, len(made.cases)) == (2, 2)


def test_the_few_causes_make_up_eighty_percent():
    some = [a_case(cause_code=code) for code, many in (("a", 80), ("b", 10), ("c", 10)) for _n in range(many)]
    assert [(bar.code, bar.vital) for bar in in_all(some).causes] == [("a", True), ("b", False), ("c", False)]
