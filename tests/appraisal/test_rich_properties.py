"""What must hold for books of every means there is: check-lists with sections, ladders, factors, accounts, limits,
figures, units, consequences, single inspections.

Where a property is false by nature, the books are drawn without just that (docs/rulebooks.md says which and why).
"""

from __future__ import annotations

import random
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.appraisal.rulebook import Band, Consequence, RuleBook
from supervisor.appraisal.rulebook.model import Allowance, Component, Item, Measure, Rule, Step, Unit
from supervisor.appraisal.scoring import Evidence, Looked, Surroundings, score_people
from supervisor.language import Words

from .cases import OTHER, WHO

HEAD = msgspec.structs.replace(WHO, person="person:h", no="09", role="chief")
PEOPLE = (WHO, OTHER, HEAD)
LINES = ("A1", "A2", "B1")
CODES = (*LINES, "loose")
CHECKS = ("k1", "k2")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
MEANS = ("plain", "ladder", "factor", "reminder", "account", "limit", "rivals", "head")
LADDER = (Step(table="l", first=1, last=1, reminder=True), Step(table="l", first=2, last=2, points_c=-300),
          Step(table="l", first=3, points_c=-500, money_cents=-2000))  # fmt: skip
BANDS = (Band(table="g", use="grade", low_c=None, high_c=9000, label="B"),
         Band(table="g", use="grade", low_c=9000, high_c=None, label="A"),
         Band(table="v", use="measure", low_c=None, high_c=5000, points_c=0),
         Band(table="v", use="measure", low_c=5000, high_c=None, points_c=300))  # fmt: skip
ITEMS = tuple(Item(code=code, component="list", name=Words(code), full_c=full, parent=above, floor_c=floor)
              for code, full, above, floor in [("A", 5000, "", 0), ("A1", 3000, "A", -200), ("A2", 2000, "A", 0),
                                               ("B1", 5000, "", 0)])  # fmt: skip


def a_rule(draw, number: int, monotone: bool) -> Rule:
    """`monotone`: without what makes "one breach more" false by nature: limits and accounts over rules whose breaches
    cost differently or whose weight depends on which came first, and groups of clauses with either."""
    means = draw(st.sampled_from(MEANS))
    more: dict[str, object] = {
        "plain": {},
        "ladder": {"ladder": "l"},
        "factor": {"points_factor": 2, "points_cap_c": 900, "money_factor": 2, "money_cap_cents": 9000},
        "reminder": {"reminders": 1},
        "account": {"allowance": draw(st.sampled_from(["free", "left"]))},
        "limit": {"limit_c": 700, "limit_per": draw(st.sampled_from(["month", "day", "check", "item"]))},
        "rivals": {"overlap": "g", "precedence": "highest"},
        "head": {"bears": draw(st.sampled_from(["head", "unit"]))},
    }[means]
    if not monotone and draw(st.booleans()):
        more |= {"overlap": "g", "precedence": "highest", "limit_c": 500}
    per = "time" if means in ("account", "limit", "ladder", "rivals") and monotone else draw(
        st.sampled_from(["time", "place", "value"]))  # fmt: skip
    return Rule(
        code=f"R{number}", name=Words(f"R{number}"), source="inspection",
        component=draw(st.sampled_from(["list", "free"])), items=(draw(st.sampled_from(["*", "A*", *CODES])),),
        points_c=-draw(st.integers(0, 900)), money_cents=-draw(st.integers(0, 9000)), per=per,
        period=draw(st.sampled_from(["month", "quarter", "30 days"])),
        repeat_by=draw(st.sampled_from(["rule", "item"])), **more,
    )  # fmt: skip


@st.composite
def books(draw, monotone: bool = False) -> RuleBook:
    rules = tuple(a_rule(draw, n, monotone) for n in range(draw(st.integers(1, 4))))
    named = tuple(rule.code for rule in rules)
    harsh = st.builds(
        lambda effect, limit, period, compare, counted: {
            "effect": effect, "limit_c": limit, "period": period, "compare": compare, "counted": counted,
        },
        st.sampled_from(["component_zero", "component_cap", "skip_to", "total_cap", "grade_cap", "points", "money"]),
        st.sampled_from([0, 100, 200]), st.sampled_from(["check", "month", "quarter"]),
        st.sampled_from(["more", "least"]), st.sampled_from(["person", "unit"]),
    )  # fmt: skip
    targets = {"component_zero": "A", "component_cap": "list", "skip_to": "B1", "grade_cap": "B"}
    consequences = tuple(
        Consequence(code=f"K{n}", name=Words(f"K{n}"), rules=(draw(st.sampled_from(named)),),
                    money_cents=-500,
                    points_c=5000 if each["effect"].endswith("cap") else -100,
                    target=targets.get(each["effect"], ""), **each)
        for n, each in enumerate(draw(st.lists(harsh, max_size=2)))
    )  # fmt: skip
    figure = Measure(code="M", component="free", name=Words("M"), source="number", full_c=500,
                     method=draw(st.sampled_from(["value", "bands", "target"])), bands="v", target_c=5000,
                     cap_c=500)  # fmt: skip
    scope = draw(st.sampled_from(["month", "check"]))
    return RuleBook(
        name=Words("book"), version="1", rules=rules, items=ITEMS, consequences=consequences, bands=BANDS,
        ladders=LADDER, measures=(figure,),
        units=(Unit(code="u", name=Words("U"), roles=("teller",), heads=("chief",)),),
        components=(Component(code="list", name=Words("list"), weight_c=6000, sources=("inspection",), start="items",
                              measured="always", scope=scope, combine=draw(st.sampled_from(["mean", "worst", "last"]))),
                    Component(code="free", name=Words("free"), weight_c=4000, sources=("inspection", "number"),
                              measured="always", floor_c=draw(st.sampled_from([0, -2000])), cap_c=11000)),
        allowances=(Allowance(code="free", name=Words("f"), total_c=300, kind="free"),
                    Allowance(code="left", name=Words("l"), total_c=300)),
    )  # fmt: skip


breaches = st.builds(
    Evidence,
    subject=st.uuids().map(str), person=st.sampled_from([each.person for each in PEOPLE]),
    source=st.just("inspection"), item=st.sampled_from(CODES), day=st.dates(date(2026, 9, 20), LAST),
    cases=st.integers(1, 3), value_c=st.sampled_from([None, 100, 250]), act=st.sampled_from(["", "a", "b"]),
    check=st.sampled_from(["", *CHECKS]),
)  # fmt: skip
numbers = st.builds(Evidence, subject=st.uuids().map(str), person=st.sampled_from([WHO.person, OTHER.person]),
                    source=st.just("number"), item=st.just("n"), day=st.dates(FIRST, LAST),
                    value_c=st.integers(0, 9000))  # fmt: skip
evidence = st.builds(lambda one, other: one + other, st.lists(breaches, max_size=7), st.lists(numbers, max_size=2))
AROUND = Surroundings(
    first=FIRST, last=LAST,
    checks=tuple(Looked(check=code, source="inspection", person=each.person, day=LAST,
                        skipped=frozenset(["A2"]) if code == "k1" else frozenset())
                 for code in CHECKS for each in PEOPLE),
)  # fmt: skip


def scored(book, pieces):
    return score_people(book, PEOPLE, pieces, (), AROUND)


def order_never_matters(book, pieces, chance: random.Random):
    assert scored(book, pieces) == scored(book, chance.sample(pieces, len(pieces)))


def lines_add_up_and_bounds_hold(book, pieces):
    bounds = {each.code: (each.floor_c, each.cap_c) for each in book.components}
    for score in scored(book, pieces):
        for part in score.components:
            floor, cap = bounds[part.code]
            own = [line.points_c for line in score.lines if line.component == part.code]
            assert part.points_c is None or (sum(own) == part.points_c and floor <= part.points_c <= cap)
        assert sum(line.money_cents for line in score.lines) == score.money_cents
        after = sum(line.points_c for line in score.lines if not line.component)
        assert sum(part.share_c for part in score.components) + after == score.total_points_c


def a_waiver_never_lowers(book, pieces, chosen: int):
    at = chosen % len(pieces)
    waived = [msgspec.structs.replace(e, waiver="why") if n == at else e for n, e in enumerate(pieces)]
    for before, after in zip(scored(book, pieces), scored(book, waived), strict=True):
        assert before.total_points_c <= after.total_points_c


def a_further_breach_never_raises(book, pieces, more):
    # an act that was charged in an earlier month is not charged again: the further breach is an act of its own
    more = msgspec.structs.replace(more, act="")
    for before, after in zip(scored(book, pieces), scored(book, [*pieces, more]), strict=True):
        assert before.total_points_c >= after.total_points_c


def held(check, examples: int, *drawn):
    """The property over so many drawn examples."""
    settings(max_examples=examples, deadline=None)(given(*drawn)(check))()


PROPERTIES = {
    "order": (order_never_matters, books(), evidence, st.randoms()),
    "sums": (lines_add_up_and_bounds_hold, books(), evidence),
    "waiver": (a_waiver_never_lowers, books(monotone=True), st.lists(breaches, min_size=1, max_size=7),
               st.integers(0, 6)),
    "breach": (a_further_breach_never_raises, books(monotone=True), evidence, breaches),
}  # fmt: skip


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds(name):
    check, *drawn = PROPERTIES[name]
    held(check, 40, *drawn)


@pytest.mark.soak
@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds_over_many_books(name):
    check, *drawn = PROPERTIES[name]
    held(check, 2000, *drawn)
