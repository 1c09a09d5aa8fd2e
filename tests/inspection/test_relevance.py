"""Conditional items appear and vanish; their answers are kept, counted only while they are asked."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.inspection.answer import Answer
from supervisor.inspection.completeness import gaps
from supervisor.inspection.expressions.reading import NotAnExpression
from supervisor.inspection.relevance import asked, holds, parsed
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words

W = Words("项", "item")


def item(name: str, relevant: str = "") -> Item:
    return Item(id=name, clause="C6", words=W, points_c=1000, per_case_c=500, relevant=relevant)


ITEMS = (item("A-1"), item("A-2", "${A-1} = 'fail'"), item("A-3", "${A-2} != 'pass' and ${A-1} = 'fail'"))
TEMPLATE = Template(code="t", version="1", name=W, base_c=3000, sections=(Section(id="s", name=W, items=ITEMS),))


def given(**verdicts: str) -> list[Answer]:
    return [Answer(item=name.replace("_", "-"), verdict=v) for name, v in verdicts.items()]  # type: ignore[arg-type]


def test_and_binds_closer_than_or() -> None:
    condition = "${a} = 'fail' and ${b} = 'fail' or ${c} != 'pass'"
    assert holds(condition, {"a": "fail", "b": "fail", "c": "pass"})
    assert holds(condition, {"c": ""})
    assert not holds(condition, {"a": "fail", "c": "pass"})
    assert holds("", {})


@pytest.mark.parametrize(
    ("condition", "position"),
    [
        ("a = 'fail'", 1),
        ("${a} = fail", 8),
        ("${a} = 'fail' and", 18),
        ("${a} = 'fail' nor ${b} = 'fail'", 15),
        ("now() > 3", 1),
        ("${a} > 1 and substr('a')", 14),
        ("${a} / ${b} > 1", 6),
        ("${a} = 'fail", 8),
        ("$a = 'fail'", 1),
        ("regex(${a}, '[')", 1),
        ("regex(${a}, ${b})", 1),
        (" ", 1),
        ("(" * 900 + "1" + ")" * 900, 1),
    ],
)
def test_what_is_no_expression_is_refused_with_its_position(condition: str, position: int) -> None:
    with pytest.raises(NotAnExpression) as caught:
        parsed(condition)
    assert caught.value.position == position
    assert caught.value.reason


def test_asked_only_while_the_condition_holds() -> None:
    assert asked(TEMPLATE, given(A_1="pass")) == {"A-1"}
    assert asked(TEMPLATE, given(A_1="fail")) == {"A-1", "A-2", "A-3"}
    assert asked(TEMPLATE, given(A_1="fail", A_2="pass")) == {"A-1", "A-2"}


def test_a_vanished_item_neither_counts_nor_is_missed() -> None:
    both = given(A_1="pass", A_2="fail")
    assert (score(TEMPLATE, both).full_c, score(TEMPLATE, both).score_c) == (1000, 1000)
    assert gaps(TEMPLATE, both) == []
    back = given(A_1="fail", A_2="fail")
    assert score(TEMPLATE, back).lost_c == 1000
    assert [gap.item for gap in gaps(TEMPLATE, back)] == ["A-3"]


def test_a_condition_that_is_wrong_is_named() -> None:
    from supervisor.inspection.checking import mistakes

    late = Template(
        code="t",
        version="1",
        name=W,
        base_c=3000,
        sections=(Section(id="s", name=W, items=(item("a", "${b} = 'fail'"), item("b", "nonsense"))),),
    )
    assert [(f.row, f.column) for f in mistakes(late)] == [(1, "relevant"), (2, "relevant")]


def test_a_section_hangs_on_what_was_asked_before_it_and_on_nothing_of_its_own() -> None:
    from supervisor.inspection.checking import mistakes

    first = Section(id="s1", name=W, items=(item("a"), item("b", "${b} = 'fail'")))
    second = Section(id="s2", name=W, items=(item("c"),), relevant="${a} = 'fail'")
    third = Section(id="s3", name=W, items=(item("d"),), relevant="${d} = 'fail'")
    template = Template(code="t", version="1", name=W, base_c=4000, sections=(first, second, third))
    assert [(f.sheet, f.row, f.column) for f in mistakes(template)] == [("s1", 2, "relevant"), ("s3", 0, "relevant")]
    assert asked(template, given(a="pass")) == {"a"}
    assert asked(template, given(a="fail", c="pass")) == {"a", "c"}


def test_an_item_hangs_on_the_day_that_is_handed_in() -> None:
    dated = Template(
        code="t", version="1", name=W, base_c=2000,
        sections=(Section(id="s", name=W, items=(item("a"), item("b", "today() >= date('2026-12-01')"))),),
    )  # fmt: skip
    assert asked(dated, [], date(2026, 11, 30)) == {"a"}
    assert asked(dated, [], date(2026, 12, 1)) == {"a", "b"}
    assert score(dated, given(a="pass", b="fail"), day=date(2026, 12, 1)).lost_c == 500
    assert score(dated, given(a="pass", b="fail"), day=date(2026, 11, 30)).lost_c == 0
    assert [gap.item for gap in gaps(dated, given(a="pass"), date(2026, 12, 1))] == ["b"]
