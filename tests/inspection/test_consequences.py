"""Kind 5 over a month: one act once, by the version each inspection was begun with, and told to whom it may be told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from supervisor.errors import Refused
from supervisor.inspection import ledger, service
from supervisor.inspection.records import Consequence
from supervisor.inspection.sight.consequences import months_between, what_follows
from supervisor.inspection.template import Item, Section, Template, Threshold
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book
from supervisor.language import Words

from .branches import Branch, made

MONTH = date(2026, 11, 1), date(2026, 11, 30)
NO_BONUS = Words("取消当月奖金", "No bonus this month")


def item(identifier: str, **more: Any) -> Item:
    given: dict[str, Any] = {"points_c": 500, "per_case_c": 100, "counts": "person_time"}
    return Item(id=identifier, clause="B1", words=Words(f"查{identifier}", identifier), **{**given, **more})


def listed(*items: Item, more_than: int = 1, of: str = "", **more: Any) -> Template:
    given: dict[str, Any] = {
        "code": "th", "version": "1", "name": Words("试表", "Trial"), "base_c": 1_500,
        "sections": (Section(id="s", name=Words("节", "S"), items=items),),
        "thresholds": (Threshold(more_than=more_than, consequence=NO_BONUS, item=of),),
    }  # fmt: skip
    return Template(**{**given, **more})


@pytest.fixture
def branch(book: Book) -> Branch:
    return made(book)


def in_force(book: Book, b: Branch, template: Template, day: date = date(2026, 1, 1)) -> None:
    service.activate_template(book, b.manager, template, valid_from=day)


def log(book: Book, b: Branch, day: int, *failed: tuple[str, int], who: int = 0) -> str:
    rows = [{"item": name, "verdict": "fail", "persons": [b.tellers[who]], "cases": cases} for name, cases in failed]
    at = datetime(2026, 11, day, 1, tzinfo=UTC)
    return log_inspection(book, b.supervisor, "th", rows, at=at, others_pass=True)


def told(book: Book) -> list[Consequence]:
    with book.read() as r:
        return ledger.consequences(r, *MONTH)


def test_one_act_under_two_clauses_is_one_case(book: Book, branch: Branch) -> None:
    in_force(book, branch, listed(item("a", same_act="x"), item("b", same_act="x"), item("c")))
    log(book, branch, 2, ("a", 1), ("b", 1))
    assert told(book) == []
    log(book, branch, 3, ("c", 1))
    (one,) = told(book)
    assert (one.person, one.cases, one.day) == (branch.tellers[0], 2, date(2026, 11, 3))
    assert len(one.findings) == 2


def test_what_a_failed_gate_passed_over_is_no_case(book: Book, branch: Branch) -> None:
    gate = item("a", gate="section", continue_at="c")
    in_force(book, branch, listed(gate, item("b"), item("c")))
    log(book, branch, 2, ("a", 1), ("b", 1))
    assert told(book) == []


def test_a_retired_check_list_still_has_its_consequences(book: Book, branch: Branch) -> None:
    in_force(book, branch, listed(item("a")))
    log(book, branch, 2, ("a", 2))
    before = told(book)
    assert [one.cases for one in before] == [2]
    service.retire_template(book, branch.manager, "th", reason="replaced")
    assert told(book) == before


def test_a_later_version_judges_nothing_that_was_before_it(book: Book, branch: Branch) -> None:
    first = listed(item("a"), more_than=3)
    in_force(book, branch, first)
    in_force(book, branch, msgspec.structs.replace(listed(item("a"), more_than=1), version="2"), date(2026, 11, 10))
    log(book, branch, 2, ("a", 2))
    assert told(book) == [], "two were allowed on that day"
    log(book, branch, 12, ("a", 1))
    (one,) = told(book)
    assert (one.cases, one.threshold.more_than, one.day) == (3, 1, date(2026, 11, 12))


def test_cases_under_the_older_version_are_not_forgiven_by_the_newer(book: Book, branch: Branch) -> None:
    in_force(book, branch, listed(item("a"), more_than=1))
    in_force(book, branch, listed(item("a"), more_than=5, version="2"), date(2026, 11, 10))
    log(book, branch, 2, ("a", 2))
    log(book, branch, 12, ("a", 1), who=1)
    (one,) = told(book)
    assert (one.person, one.threshold.more_than, one.cases) == (branch.tellers[0], 1, 2)


def test_a_threshold_of_one_item_looks_at_nothing_else(book: Book, branch: Branch) -> None:
    in_force(book, branch, listed(item("a"), item("b"), of="a"))
    log(book, branch, 2, ("b", 4))
    assert told(book) == []
    log(book, branch, 3, ("a", 2))
    (one,) = told(book)
    assert (one.cases, one.threshold.item, len(one.findings)) == (2, "a", 1)


def test_who_may_read_everybody_sees_everybody_and_each_his_own(book: Book, branch: Branch) -> None:
    in_force(book, branch, listed(item("a"), of="a"))
    log(book, branch, 2, ("a", 2))
    log(book, branch, 3, ("a", 3), who=1)
    with book.read() as r:
        everybody = what_follows(r, branch.manager, *MONTH)
        assert [(one.person, one.cases, one.checked) for one in everybody] == sorted(
            [(branch.tellers[0], 2, "查a"), (branch.tellers[1], 3, "查a")]
        )
        assert {one.consequence for one in everybody} == {str(NO_BONUS)}
        own = what_follows(r, branch.tellers[0], *MONTH)
        assert [(one.person, one.month) for one in own] == [(branch.tellers[0], "2026-11")]
        assert what_follows(r, branch.tellers[2], *MONTH) == []
        assert what_follows(r, branch.manager, *MONTH, code="appearance") == []
        with pytest.raises(Refused):
            what_follows(r, "person:nobody", *MONTH)


def test_months_count_whole_and_apart(book: Book, branch: Branch) -> None:
    assert list(months_between(date(2026, 11, 20), date(2027, 2, 3))) == [
        (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 31)), (date(2027, 2, 1), date(2027, 2, 28)),
    ]  # fmt: skip
    in_force(book, branch, listed(item("a")))
    rows = [{"item": "a", "verdict": "fail", "persons": [branch.tellers[0]]}]
    for day in (date(2026, 10, 31), date(2026, 11, 1)):
        at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        log_inspection(book, branch.supervisor, "th", rows, at=at, others_pass=True)
    with book.read() as r:
        assert what_follows(r, branch.manager, date(2026, 10, 15), date(2026, 11, 20)) == []
