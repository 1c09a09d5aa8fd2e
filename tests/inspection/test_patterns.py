"""The pattern of a `regex()`: the same answer as Python's own matcher, in bounded time whoever wrote the pattern."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from supervisor.inspection.checking import mistakes
from supervisor.inspection.expressions.patterns import NotAPattern, matches
from supervisor.inspection.expressions.patterns import read as written_out
from supervisor.inspection.expressions.reading import NotAnExpression, read
from supervisor.inspection.relevance import constraint_holds
from supervisor.inspection.xlsform.reading import read_workbook
from supervisor.language import use_language

from .workbooks import spoilt


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh")


ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "[]a]", r"\d", r"\w", r"\.", r"\x61", "^", "$", r"\b", "一", "-"]
)
COUNTS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "{,2}", "*?", "+?", "{x}", "{"])


def counted(part: str, count: str) -> str:
    return part if part in ("^", "$", r"\b") and count[:1] in tuple("*+?{") else part + count


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(st.builds(counted, inner, COUNTS), max_size=3).map("".join)
    group = st.tuples(st.sampled_from(["(", "(?:"]), row, st.sampled_from(["", "|a", "|"])).map("".join)
    return st.one_of(row, group.map(lambda text: text + ")"))


PATTERNS = st.recursive(ATOMS, larger, max_leaves=6)


@settings(max_examples=300)
@given(PATTERNS, st.text("aab一-.1\n", max_size=7))
@example("(a*)*b?", "aab")
@example("(|a)+", "aa")
@example("a{2}{2}", "aaaa")
@example("a$", "a\n")
@example("(a|ab)(c|bcd)", "abcd")
def test_the_answer_is_that_of_pythons_own_matcher(pattern: str, text: str) -> None:
    assume(not re.search(r"[*+?}]\+", pattern))  # possessive counts are refused, see below
    try:
        right = re.fullmatch(pattern, text) is not None
    except re.error:
        with pytest.raises(NotAPattern):
            written_out(pattern)
        assert not matches(pattern, text)
        return
    written_out(pattern)
    assert matches(pattern, text) == right


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(a*)*$", "a*a*a*a*a*a*a*a*a*$", "((a{1,9}){1,9}){1,9}$", "(.*)*[0-9]"]
)
def test_no_pattern_keeps_the_program_busy(pattern: str) -> None:
    begun = time.process_time()
    assert not constraint_holds(f"regex(., '{pattern}')", "a" * 40 + "!")
    assert not matches(pattern, "a" * 4_000 + "!")
    assert matches("[A-Z]{2}[0-9]{4,}", "AB" + "7" * 500)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("a" * 301, "longer"), ("(a{900}){900}", "counts"), ("(((){900}){900}){900}", "counts"),
        ("a{99999999999999999999}", "intricate"), (r"(a)\1", "goes back"), ("(?=a)a", "groups"), ("(?i)a", "groups"),
        ("(?>a)", "groups"), ("a++", "possessive"), ("(" * 140 + ")" * 140, ""),
    ],
)  # fmt: skip
def test_what_a_pattern_may_not_hold_is_named_and_never_holds(pattern: str, why: str, english: None) -> None:
    if why:
        with pytest.raises(NotAPattern, match=why):
            written_out(pattern)
    assert not matches(pattern, "a")


def test_a_check_list_with_such_a_pattern_is_refused_with_its_place(english: None) -> None:
    for pattern, why in (("(?=a)a", "groups"), ("(a{900}){900}", "counts")):
        found = read_workbook(
            spoilt(lambda bench, p=pattern: bench.put("remark", "constraint", f"regex(., '{p}')")).content
        )
        (fault,) = found.faults
        assert (fault.sheet, fault.row > 1, bool(fault.column), bool(fault.cure)) == ("survey", True, True, True)
        assert why in fault.problem
    found = read_workbook(spoilt(lambda bench: bench.put("remark", "constraint", "regex(., '(a+)+$')")).content)
    assert found.template is not None, "slow for others, not here"
    assert mistakes(found.template) == []


def test_a_pattern_of_brackets_only_is_no_expression() -> None:
    with pytest.raises(NotAnExpression):
        read("regex(., '" + "(" * 1_900 + ")" * 1_900 + "')")
