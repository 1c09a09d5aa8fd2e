"""What must hold with the means that came later: added components, components by points, factors, shared and long
limits, conditions, rates, uneven steps, pay, forced grades, parts of a month."""

from __future__ import annotations

import random
from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.appraisal.rulebook import Band, Consequence, Measure, RuleBook, from_bytes, to_bytes
from supervisor.appraisal.scoring import Evidence, score_people
from supervisor.language import Words
from tests.appraisal.test_rich_properties import AROUND, FIRST, LAST, PEOPLE, books, breaches

TEAM = tuple(
    msgspec.structs.replace(one, days=days, of_days=30, since=since)
    for one, days, since in zip(PEOPLE, (30, 12, None), (None, date(2026, 10, 20), date(2020, 1, 1)), strict=True)
)
PAY = (
    Band(table="p", use="pay", low_c=None, high_c=8000, points_c=80, money_cents=100_000),
    Band(table="p", use="pay", low_c=8000, high_c=None, points_c=100, each_c=1, money_cents=100_000),
    Band(table="a", use="grade_pay", low_c=None, high_c=None, label="A", points_c=150, pay_base="M"),
    Band(table="s", use="share", low_c=None, high_c=5000, high_included=True, money_cents=5_000),
)


@st.composite
def later(draw) -> RuleBook:
    book = draw(books())
    rules = tuple(
        msgspec.structs.replace(
            rule, factor_c=draw(st.sampled_from([5000, 10000, 15000])),
            limit_c=draw(st.sampled_from([rule.limit_c, 300])), limit_group=draw(st.sampled_from(["", "g"])),
            limit_per=draw(st.sampled_from(["month", "week", "quarter", "year"])),
            tenure_to=draw(st.sampled_from([None, 2])),
        )
        for rule in book.rules
    )  # fmt: skip
    joins = draw(st.sampled_from([("weighted", "weighted"), ("weighted", "added"), ("points", "points")]))
    parts = tuple(msgspec.structs.replace(part, joins=how) for part, how in zip(book.components, joins, strict=True))
    named = tuple(rule.code for rule in rules)
    more = (
        Consequence(code="N", name=Words("N"), rules=named, effect="action", limit_c=100, compare="least"),
        Consequence(code="S", name=Words("S"), rules=named, effect="scaled", factor_c=draw(st.integers(0, 15000)),
                    limit_c=0, compare=draw(st.sampled_from(["more", "most"])),
                    also=draw(st.sampled_from([(), ("N",)])),
                    unless=draw(st.sampled_from([(), ("K0",)])), target=draw(st.sampled_from(["", "free", "A"])),
                    period=draw(st.sampled_from(["month", "3 months", "week"]))),
    )  # fmt: skip
    figures = (
        *book.measures,
        Measure(code="Q", component="free", name=Words("Q"), source="inspection", full_c=500, aggregate="count",
                over=("n",), over_source="number", over_per_c=10000, method="relative", baseline="target", target_c=200,
                direction="less", slope_c=0, worse_slope_c=150, slope_by="unit", part="dropped", cap_c=500),
        Measure(code="P", component="free", name=Words("P"), source="number", full_c=500, method="place", bands="v",
                counted=draw(st.sampled_from(["person", "unit", "branch"])), absent=draw(
                    st.sampled_from(["left_out", "zero"]))),
    )  # fmt: skip
    return msgspec.structs.replace(
        book, rules=rules, components=parts, consequences=(*book.consequences, *more), measures=figures,
        bands=(*book.bands, *PAY), graded_by=draw(st.sampled_from(["points", "place"])),
        part_month=draw(st.sampled_from(["as_is", "award_by_days", "score_by_days"])),
    )  # fmt: skip


numbers = st.builds(Evidence, subject=st.uuids().map(str), person=st.sampled_from([one.person for one in TEAM]),
                    source=st.just("number"), item=st.just("n"), day=st.dates(FIRST, LAST),
                    value_c=st.integers(0, 9000))  # fmt: skip
evidence = st.builds(lambda one, other: one + other, st.lists(breaches, max_size=7), st.lists(numbers, max_size=4))


def scored(book, pieces):
    return score_people(book, TEAM, pieces, (), AROUND)


@settings(max_examples=80, deadline=None)
@given(later(), evidence, st.randoms(use_true_random=False))
def test_the_order_of_evidence_says_nothing(book, pieces, chance: random.Random):
    assert scored(book, pieces) == scored(book, chance.sample(pieces, len(pieces)))


@settings(max_examples=80, deadline=None)
@given(later(), evidence)
def test_every_total_is_the_sum_of_what_explains_it(book, pieces):
    for score in scored(book, pieces):
        for part in score.components:
            own = [line.points_c for line in score.lines if line.component == part.code]
            assert part.points_c is None or sum(own) == part.points_c
        assert sum(line.money_cents for line in score.lines) == score.money_cents
        if score.total_points_c is not None:
            after = sum(line.points_c for line in score.lines if not line.component)
            assert sum(part.share_c for part in score.components) == score.weighted_c
            assert score.total_points_c - after == score.weighted_c
        for line in score.lines:
            assert "{" not in line.reason


@settings(max_examples=40, deadline=None)
@given(later())
def test_a_book_survives_its_bytes(book):
    assert from_bytes(to_bytes(book)) == book
