"""Expressions as forms write them: what each operator and function says, and that the small reader says the same."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.inspection import relevance
from supervisor.inspection.expressions.reading import Facts, NotAnExpression, read
from supervisor.inspection.expressions.values import Value, compare, number, text, truth
from supervisor.inspection.relevance import constraint_holds, holds, names_of, parsed, terms

DAY = date(2026, 11, 22)
VALUES: dict[str, Value] = {
    "n": 5.0,
    "half": 0.5,
    "s": "a c",
    "code": "0123",
    "d": date(2026, 11, 18),
    "check": "fail",
    "blank": "",
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("${n} = 5", True),
        ("${n} = '5'", True),
        ("${n} != 5", False),
        ("${n} > 3 and ${n} <= 5", True),
        ("${check} = 'fail' or ${n} > 99", True),
        ("${check} = 'pass' or ${n} > 99", False),
        ("not(${check} = 'pass')", True),
        ("not(${check} = 'fail')", False),
        ("${n} + 2 * 3 = 11", True),
        ("(${n} + 2) * 3 = 21", True),
        ("${n} - 7 = -2", True),
        ("${n} div 2 = 2.5", True),
        ("${n} mod 3 = 2", True),
        ("-7 mod 3 = -1", True),
        ("1 div 0 > 1000000", True),
        ("number(0 div 0) = number(0 div 0)", False),
        ("selected(${s}, 'a')", True),
        ("selected(${s}, 'b')", False),
        ("selected(${s}, '')", False),
        ("count-selected(${s}) = 2", True),
        ("count-selected(${blank}) = 0", True),
        ("string-length(${s}) = 3", True),
        ("string-length(.) = 1", True),
        ("regex(${code}, '[0-9]{4}')", True),
        ("regex(${code}, '[0-9]{3}')", False),
        ("if(${n} > 3, 'many', 'few') = 'many'", True),
        ("if(${n} > 9, 'many', 'few') = 'many'", False),
        ("coalesce(${blank}, ${n}) = 5", True),
        ("coalesce(${s}, ${n}) = 'a c'", True),
        ("number(${code}) = 123", True),
        ("number(${s}) = number(${s})", False),
        ("int(3.9) = 3 and int(-3.9) = -3", True),
        ("round(2.5) = 3 and round(-2.5) = -2", True),
        ("round(2.345, 2) = 2.35", True),
        ("floor(2.9) = 2 and ceiling(2.1) = 3 and abs(0 - 2) = 2", True),
        ("min(3, ${n}) = 3 and max(3, ${n}) = 5", True),
        ("contains(${s}, 'c') and starts-with(${s}, 'a')", True),
        ("contains(${s}, 'x')", False),
        ("starts-with(${s}, 'c')", False),
        ("ends-with(${s}, 'c')", True),
        ("concat(${n}, '-', ${s}) = '5-a c'", True),
        ("substr(${code}, 1, 3) = '12'", True),
        ("substr(${code}, -3) = '123'", True),  # from the end, as forms count
        ("substr(${code}, -9, -1) = '012'", True),
        ("${half} = 0.1 + 0.4 and 0.3 = 0.1 + 0.2", True),  # as near as numbers can be
        ("0.3 != 0.1 + 0.2", False),
        ("0.3 = 0.30000001", False),
        ("normalize-space('  a   b ') = 'a b'", True),
        ("true() and not(false())", True),
        ("boolean(${blank})", False),
        ("string(${n}) = '5'", True),
        ("${d} < today()", True),
        ("${d} >= today() - 4", True),
        ("${d} > today() - 4", False),
        ("today() - ${d} = 4", True),
        ("${d} = '2026-11-18'", True),
        ("${d} < '2026-11-18'", False),
        ("date('2026-02-30') = ''", True),
        ("date('2026-11-22') = today()", True),
        ("${nowhere} = ''", True),
        ("${nowhere} > 0", False),
        ("${nowhere} < 0", False),
        ('${s} = "a c"', True),
        ("'it''s' = \"it's\"", True),
        ("'${n}' = '${n}' and string-length('${n}') = 4", True),
    ],
)
def test_each_operator_and_function(expression: str, expected: bool) -> None:
    asks = read(expression)
    named = tuple(VALUES.get(name, "") for name in asks.names)
    assert asks.truth(Facts("x", named, DAY)) is expected


def test_names_stand_in_their_order_and_not_in_quotation_marks() -> None:
    assert names_of("${b} = '${no}' and selected(${a}, 'x') or ${b} > 1") == ("b", "a")
    assert parsed("not(${b} = '${no}') and . > ${a} and today() > ''") == (("b", "a"), True, True)
    assert parsed("${1.1.1} = 'fail' and . = 3") == (("1.1.1",), True, False)
    assert parsed("") == ((), False, False)
    assert names_of("${a and (") == ()


def test_today_is_handed_in_and_never_a_clock() -> None:
    assert holds("${d} = today()", {"d": DAY}, DAY)
    assert not holds("${d} = today()", {"d": DAY}, date(2027, 1, 1))
    with pytest.raises(ValueError, match="handed in"):
        holds("${d} = today()", {"d": DAY})


def test_a_constraint_is_about_the_answer_itself_and_nothing_given_breaks_none() -> None:
    assert constraint_holds(". >= 0 and . <= 50", 50.0)
    assert not constraint_holds(". >= 0 and . <= 50", 51.0)
    assert constraint_holds(". >= 0 and . <= 50", "")
    assert constraint_holds(". <= ${n}", 5.0, {"n": 5.0})
    assert not constraint_holds("regex(., '[A-Z]{2}')", "Ab")
    assert constraint_holds("", "anything")


def test_a_result_is_kept_by_the_values_it_hangs_on() -> None:
    relevance._held.cache_clear()
    for other in range(5):
        assert holds("string-length(${a}) = 2", {"a": "xx", "other": float(other)})
    assert relevance._held.cache_info().misses == 1
    assert not holds("string-length(${a}) = 2", {"a": "xxx"})
    assert relevance._held.cache_info().misses == 2


NAMES = st.sampled_from(["${a}", "${b}", "${C6-5}", "."])
QUOTED = st.sampled_from(["pass", "fail", "na", "", "3", "0.5", "2026-11-18", "a c", "a", "今天", " or ", "2026-99-99"])
LITERALS = st.one_of(
    QUOTED.map(lambda word: f"'{word}'"), QUOTED.map(lambda word: f'"{word}"'), st.integers(-9, 9).map(str),
    st.decimals(-9, 9, places=2).map(lambda n: f"{n:f}"),
)  # fmt: skip
SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", " = ", " >= "])
TERMS = st.one_of(
    st.tuples(NAMES, SIGNS, LITERALS).map("".join),
    st.tuples(NAMES, SIGNS, st.sampled_from(["${a}", "${b}"])).map("".join),
    st.tuples(NAMES, LITERALS).map(lambda both: f"selected({both[0]}, {both[1]})"),
)
ANSWERS = st.one_of(
    QUOTED, st.integers(-9, 9).map(float), st.floats(-9, 9, allow_nan=False), st.dates(date(2026, 11, 1), DAY)
)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    written = draw(TERMS)
    for joint, term in draw(st.lists(st.tuples(st.sampled_from([" and ", " or ", "\n and  "]), TERMS), max_size=5)):
        written += joint + term
    return written


@given(conditions(), st.fixed_dictionaries({"a": ANSWERS, "b": ANSWERS, "C6-5": ANSWERS}), ANSWERS)
@settings(max_examples=300, deadline=None)
def test_the_small_reader_and_elementpath_agree(condition: str, values: dict[str, Value], itself: Value) -> None:
    simple = relevance._simple(condition)
    assert simple is not None
    assert (terms(condition) is None) == any(term.other for all_of in simple for term in all_of)
    asks = read(condition)
    assert parsed(condition).names == asks.names
    assert parsed(condition).itself == asks.itself
    named = tuple(values.get(name, "") for name in asks.names)
    assert relevance._held(condition, named, itself, None) == asks.truth(Facts(itself, named, None))


@given(st.text(alphabet="${}ab '\"<>=!()+-*/.,0189ndortf\n中", max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_read_or_refused_with_a_place_in_it(written: str) -> None:
    try:
        asks, refused = parsed(written), None
    except NotAnExpression as error:
        asks, refused = None, error
    if asks is not None:
        assert holds(written, dict.fromkeys(asks.names, "3"), DAY) in (True, False)
    else:
        assert refused is not None
        assert refused.reason
        assert 1 <= refused.position <= len(written) + 1


@given(ANSWERS, ANSWERS)
def test_values_compare_as_an_order_should(one: Value, other: Value) -> None:
    assert compare("=", one, other) != compare("!=", one, other)
    assert compare("<", one, other) == compare(">", other, one)
    assert not (compare("<", one, other) and compare(">=", one, other))
    if not (math.isnan(number(one)) or math.isnan(number(other))):
        assert compare("<=", one, other) == (compare("<", one, other) or number(one) == number(other))


def test_values_read_as_each_other() -> None:
    assert (text(3.0), text(0.5), text(True), text(DAY), text(math.nan), text(-math.inf)) == (
        "3", "0.5", "true", "2026-11-22", "NaN", "-Infinity",
    )  # fmt: skip
    assert number("1e3") != number("1e3")
    assert number(date(1970, 1, 2)) == 1
    assert [truth(v) for v in ("", "0", 0.0, math.nan, 0.1, DAY)] == [False, True, False, False, True, True]
