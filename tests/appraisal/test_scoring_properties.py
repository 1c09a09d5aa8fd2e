"""What must hold for any rule book of deductions and any evidence."""

from __future__ import annotations

import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from supervisor.appraisal.rulebook import Rule
from supervisor.appraisal.scoring import score_people
from supervisor.language import Words

from .cases import OTHER, WHO, book, part, seen

ITEMS = ("B1-1", "B1-2", "C3-1")


@st.composite
def rules(draw) -> tuple[Rule, ...]:
    many = draw(st.integers(1, 4))
    limited = draw(st.booleans())  # an item limit on a rule that also yields to others in one act is not monotone
    return tuple(
        Rule(
            code=f"R{n}", component="service", name=Words(f"R{n}"), source="inspection",
            items=(draw(st.sampled_from(["*", *ITEMS])),), per=draw(st.sampled_from(["place", "time"])),
            points_c=draw(st.one_of(st.none(), st.integers(-3000, 0))), money_cents=draw(st.integers(-9000, 0)),
            reminders=draw(st.integers(0, 2)), money_factor=draw(st.integers(1, 3)), money_cap_cents=20000,
            limit_c=draw(st.integers(0, 4000)) if limited else None, overlap="g",
            precedence="sum" if limited else "highest",
        )
        for n in range(many)
    )  # fmt: skip


pieces = st.lists(
    st.builds(
        seen,
        subject=st.uuids().map(str),
        item=st.sampled_from(ITEMS),
        day=st.integers(1, 30),
        cases=st.integers(1, 3),
        points_c=st.integers(-500, 0),
        person=st.sampled_from([WHO.person, OTHER.person]),
        act=st.sampled_from(["", "a", "b"]),
    ),
    max_size=8,
)
OBSERVED = [("inspection", "")]


def scores(rulebook, evidence):
    return score_people(rulebook, [WHO, OTHER], evidence, OBSERVED)


@given(rules(), pieces, st.randoms())
def test_order_of_arrival_never_matters(made, evidence, chance: random.Random):
    shuffled = chance.sample(evidence, len(evidence))
    assert scores(book(*made), evidence) == scores(book(*made), shuffled)


@given(rules(), pieces)
def test_bounds_hold_and_lines_add_up(made, evidence):
    for each in scores(book(*made, components=(part(floor_c=2000),)), evidence):
        assert 2000 <= each.total_points_c <= 10000
        assert sum(line.points_c for line in each.lines) == each.total_points_c
        assert sum(line.money_cents for line in each.lines) == each.money_cents


@given(rules(), pieces.filter(bool), st.data())
def test_a_waiver_never_lowers_the_points(made, evidence, data):
    chosen = data.draw(st.integers(0, len(evidence) - 1))
    waived = [msgspec.structs.replace(e, waiver="why") if i == chosen else e for i, e in enumerate(evidence)]
    before, after = scores(book(*made), evidence), scores(book(*made), waived)
    assert all(b.total_points_c <= a.total_points_c for b, a in zip(before, after, strict=True))


@given(rules(), pieces, st.integers(1, 30), st.sampled_from(ITEMS))
def test_a_further_breach_never_raises_the_points(made, evidence, day, item):
    # points of a rule are its own here: where each breach brings other points, "which was first" is an act of time
    fixed = tuple(msgspec.structs.replace(r, points_c=r.points_c or 0) for r in made)
    more = [*evidence, seen(item, day)]
    before, after = scores(book(*fixed), evidence), scores(book(*fixed), more)
    assert all(b.total_points_c >= a.total_points_c for b, a in zip(before, after, strict=True))
