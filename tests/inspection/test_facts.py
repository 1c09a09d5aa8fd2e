"""Facts beside checks: what is taken as an answer, how it is stored, what it decides, when it stands in the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.errors import BadInput, Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.answer import Answer, decode, encode, mark
from supervisor.inspection.answering import read_answers
from supervisor.inspection.completeness import Gap, gaps
from supervisor.inspection.facts import NotAFact, read_fact, said, shown, value_of
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Choice, Item, Section, Template
from supervisor.inspection.whole import correct_inspection, log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language

from .branches import made

W = Words("项", "item")
TOO_MANY = Words("一个网点没有这么多自助设备", "No branch has that many machines")
SHIFTS = (
    Choice(name="early", words=Words("早班", "Early shift")),
    Choice(name="late", words=Words("晚班", "Late shift")),
    Choice(name="both", words=Words("全天", "All day")),
)


def check(name: str, **more: Any) -> Item:
    return Item(id=name, clause="C6", words=W, points_c=1000, per_case_c=200, **more)


def fact(name: str, kind: Any, **more: Any) -> Item:
    return Item(id=name, clause="C6", words=W, points_c=0, per_case_c=0, kind=kind, **more)


ATMS = fact("atms", "integer", constraint=". >= 0 and . <= 50", constraint_words=TOO_MANY, if_missing="stop")
SINCE = fact("since", "date", constraint=". <= today()", if_missing="warn")
SHARE = fact("share", "decimal", constraint=". <= ${atms}", if_missing="pass")
SHIFT = fact("shift", "choice", choices=SHIFTS)
SEEN = fact("seen", "choices", choices=SHIFTS, if_missing="pass")
TEMPLATE = Template(
    code="facts",
    version="1",
    name=W,
    base_c=3000,
    sections=(
        Section(
            id="about", name=W, items=(fact("read", "note"), ATMS, SINCE, SHARE, SHIFT, SEEN, fact("said", "text"))
        ),
        Section(
            id="machines", name=W, relevant="${atms} > 0", items=(check("m1"), check("m2", relevant="${atms} > 1"))
        ),
        Section(id="late", name=W, items=(check("l1", relevant="selected(${seen}, 'late')"),)),
    ),
)
DAY = date(2026, 11, 20)


def told(item: str, text: str) -> Answer:
    return Answer(item=item, verdict="given", text=text)


def ok(*items: str) -> list[Answer]:
    return [Answer(item=item, verdict="pass") for item in items]


@pytest.mark.parametrize(
    ("item", "written", "stored"),
    [
        (ATMS, "3", "3"), (ATMS, 3, "3"), (ATMS, " ３ ", "3"), (ATMS, "007", "7"), (ATMS, "-2", "-2"), (ATMS, "", ""),
        (SHARE, "0.250", "0.25"), (SHARE, "3.0", "3"), (SHARE, "−1.5", "-1.5"), (SHARE, "-0.0", "0"), (SHARE, 2, "2"),
        (SINCE, "2026-11-20", "2026-11-20"), (SINCE, "2026/1/2", "2026-01-02"), (SINCE, "2026年1月2日", "2026-01-02"),
        (SINCE, DAY, "2026-11-20"),
        (SHIFT, "late", "late"), (SHIFT, "晚班", "late"), (SHIFT, "LATE SHIFT", "late"),
        (SEEN, "late early", "early late"), (SEEN, "晚班、Early shift", "early late"), (SEEN, ["late", "late"], "late"),
        (SEEN, "All day", "both"), (SEEN, "", ""),
        (fact("t", "text"), "  two words ", "two words"),
    ],
)  # fmt: skip
def test_what_people_write_is_stored_in_one_form(item: Item, written: Any, stored: str) -> None:
    assert read_fact(item, written) == stored
    assert read_fact(item, stored) == stored


@pytest.mark.parametrize(
    ("item", "written"),
    [
        (ATMS, "three"), (ATMS, "3.5"), (ATMS, "1,000"), (ATMS, "9" * 16), (SHARE, "1e3"), (SHARE, "a lot"),
        (SHARE, "."),
        (SINCE, "2026-02-30"), (SINCE, "yesterday"), (SINCE, "20.11.2026"), (SHIFT, "night"), (SHIFT, "early late"),
        (SEEN, "early night"), (fact("t", "text"), "x" * 4001), (fact("n", "note"), "x"), (check("c"), "x"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_a_cure(item: Item, written: Any) -> None:
    with pytest.raises(NotAFact) as caught:
        read_fact(item, written)
    assert caught.value.problem
    assert caught.value.cure


def test_an_expression_sees_numbers_days_and_names() -> None:
    assert value_of(ATMS, told("atms", "3")) == 3.0
    assert value_of(SINCE, told("since", "2026-11-20")) == DAY
    assert value_of(SEEN, told("seen", "early late")) == "early late"
    assert value_of(ATMS, Answer(item="atms", verdict="na")) == ""
    assert value_of(ATMS, None) == ""
    assert value_of(check("c"), ok("c")[0]) == "pass"


def test_facts_decide_what_is_asked_and_carry_no_points() -> None:
    none = score(TEMPLATE, [told("atms", "0"), *ok("m1", "m2")])
    assert (none.full_c, none.score_c, none.items, none.facts) == (0, 0, 6, 6)
    one = score(TEMPLATE, [told("atms", "1"), *ok("m1", "m2"), told("seen", "late")], running=True)
    assert (one.full_c, one.score_c, one.items, one.answered) == (2000, 2000, 8, 3)  # m1, l1; m2 keeps its answer
    two = score(TEMPLATE, [told("atms", "2"), Answer(item="m1", verdict="fail"), *ok("m2")])
    assert (two.full_c, two.score_c) == (2000, 1800)
    assert two.not_applicable == 0


def test_a_missing_or_broken_fact_stops_warns_or_passes_as_its_item_says() -> None:
    rest = [told("shift", "early"), told("said", "x"), *ok("m1", "m2")]
    assert gaps(TEMPLATE, rest, DAY) == [Gap("atms", "unanswered", "stop"), Gap("since", "unanswered", "warn")]
    broken = [told("atms", "51"), told("since", "2026-11-21"), told("share", "99"), *rest]
    assert gaps(TEMPLATE, broken, DAY) == [
        Gap("atms", "constraint", "stop", TOO_MANY),
        Gap("since", "constraint", "warn"),
    ]
    good = [told("atms", "50"), told("since", "2026-11-20"), told("share", "50"), *rest]
    assert gaps(TEMPLATE, good, DAY) == []
    assert gaps(TEMPLATE, [Answer(item="atms", verdict="na"), Answer(item="since", verdict="na"), *rest], DAY) == []


def test_an_unasked_fact_breaks_nothing_and_decides_nothing() -> None:
    items = (check("a"), fact("n", "integer", constraint=". < 3", if_missing="stop", relevant="${a} = 'fail'"))
    template = Template(
        code="t", version="1", name=W, base_c=2000,
        sections=(Section(id="s", name=W, items=(*items, check("b", relevant="${n} = 9"))),),
    )  # fmt: skip
    answers = [*ok("a", "b"), told("n", "9")]
    assert gaps(template, answers) == []
    assert score(template, answers).full_c == 1000
    answers[0] = Answer(item="a", verdict="fail")
    assert [gap.what for gap in gaps(template, answers)] == ["constraint"]
    assert score(template, answers).full_c == 2000


def test_facts_in_a_file_are_checked_row_by_row() -> None:
    rows: list[dict[str, Any]] = [
        {"item": "read", "text": "seen"},
        {"item": "atms", "text": "many"},
        {"item": "since", "text": "2026-11-21", "verdict": "given"},
        {"item": "share", "verdict": "pass"},
        {"item": "shift", "text": "night"},
        {"item": "said"},
        {"item": "m1", "verdict": "given", "text": "3"},
        {"item": "m2", "verdict": "pass", "text": "3"},
    ]
    with pytest.raises(BadInput) as caught:
        read_answers(rows, TEMPLATE, {}, "a.json", day=DAY)
    places = [(fault.row, fault.column) for fault in caught.value.faults]
    assert places == [(1, "item"), (2, "text"), (4, "verdict"), (5, "text"), (6, "text"), (7, "verdict"), (8, "text")]
    assert all(fault.problem and fault.cure and fault.file == "a.json" for fault in caught.value.faults)


def test_in_a_file_a_broken_constraint_is_a_mistake_only_where_the_item_says_stop() -> None:
    use_language("en")
    with pytest.raises(BadInput, match="No branch has that many machines") as caught:
        read_answers([{"item": "atms", "text": 51}], TEMPLATE, {}, "a.json", day=DAY)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(1, "text")]
    taken = read_answers(
        [{"item": "since", "text": "2026-11-21"}, {"item": "share", "value": 9}], TEMPLATE, {}, day=DAY
    )
    assert [(a.verdict, a.text, a.value) for a in taken] == [("given", "2026-11-21", None), ("given", "9", None)]
    up = fact("up", "integer", constraint=". <= ${atms}", if_missing="stop")
    beside = Template(code="t", version="1", name=W, base_c=0, sections=(Section(id="s", name=W, items=(ATMS, up)),))
    assert read_answers([{"item": "up", "text": "3"}], beside, {}, standing=[told("atms", "3")])
    with pytest.raises(BadInput):
        read_answers([{"item": "up", "text": "3"}], beside, {}, standing=[told("atms", "2")])


@given(st.integers(-50, 99))
def test_a_number_says_the_same_however_it_is_brought(n: int) -> None:
    (answer,) = read_answers([{"item": "atms", "text": n}], TEMPLATE, {}, constraints=False)
    assert decode(encode(answer)) == answer
    assert value_of(ATMS, answer) == n
    assert ("atms" in {gap.item for gap in gaps(TEMPLATE, [answer], DAY)}) == (not 0 <= n <= 50)


def test_two_facts_to_one_question_are_told_apart() -> None:
    assert mark(told("atms", "1")) != mark(told("atms", "2"))
    assert mark(told("atms", "1")) == mark(decode(encode(told("atms", "1"))))


def test_facts_as_people_read_them() -> None:
    use_language("zh")
    assert shown(SEEN, told("seen", "early late")) == "早班、晚班"
    assert shown(ATMS, told("atms", "3")) == "3"
    assert shown(ATMS, None) == shown(check("a"), ok("a")[0]) == said(ATMS, None) == ""
    assert said(SEEN, told("seen", "late")) == "晚班"
    assert (said(check("a"), ok("a")[0]), said(ATMS, Answer(item="atms", verdict="na"))) == ("合格", "不适用")


def test_facts_through_an_inspection(book: Book) -> None:
    b = made(book)
    service.activate_template(book, SYSTEM, TEMPLATE, valid_from=date(2026, 1, 1))
    subject = service.begin(book, b.supervisor, "facts")

    def tell(item: str, text: str) -> None:
        service.answer(book, b.supervisor, subject, item, "given", text=text)

    with pytest.raises(BadInput):
        tell("atms", "many")
    with pytest.raises(BadInput):
        tell("shift", "night")
    with pytest.raises(BadInput):
        service.answer(book, b.supervisor, subject, "atms", "pass")
    with pytest.raises(BadInput):
        service.answer(book, b.supervisor, subject, "m1", "given", text="1")
    tell("atms", "５１")  # taken, though it stands in the way of finishing
    tell("shift", "晚班")
    service.answer(book, b.supervisor, subject, "m1", "pass")
    with book.read() as r:
        stood = {a.item: a.text for a in ledger.answers_of(r, subject)}
        assert stood == {"atms": "51", "shift": "late", "m1": ""}
        assert ledger.sheet(r, subject).asked >= {"m1", "m2"}
    use_language("en")
    with pytest.raises(Refused, match="No branch has that many machines"):
        service.finish(book, b.supervisor, subject)
    tell("atms", "1")
    assert service.undo(book, b.supervisor, subject) == "atms"
    tell("atms", "1")
    warned = service.finish(book, b.supervisor, subject)
    assert [(gap.item, gap.what) for gap in warned] == [("since", "unanswered"), ("said", "unanswered")]
    with book.read() as r:
        scored = ledger.score_of(r, subject)
        assert (scored.full_c, scored.score_c) == (1000, 1000)

    new = correct_inspection(book, b.manager, subject, [{"item": "atms", "text": "2"}], reason="counted again")
    with book.read() as r:
        assert ledger.score_of(r, new).full_c == 1000, "m2 is asked now and was not answered"
        assert {a.item: a.text for a in ledger.answers_of(r, new)}["atms"] == "2"


def test_all_others_pass_makes_no_fact_up(book: Book) -> None:
    b = made(book)
    service.activate_template(book, SYSTEM, TEMPLATE, valid_from=date(2026, 1, 1))
    subject = log_inspection(book, b.supervisor, "facts", [{"item": "atms", "text": 2}], others_pass=True)
    with book.read() as r:
        answers = {a.item: a.verdict for a in ledger.answers_of(r, subject)}
        assert answers == {"atms": "given", "m1": "pass", "m2": "pass"}  # nobody said that the late shift was seen
        assert ledger.score_of(r, subject).score_c == 2000
    with pytest.raises(Refused):
        log_inspection(book, b.supervisor, "facts", [], others_pass=True)
