"""Which inspection fulfils which planned check: in time, late, missed, never twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.inspection.plan.match import Figures, Made, figures, in_window, made_up, standings, suits
from supervisor.inspection.plan.rules import Occurrence
from supervisor.language import Words

MONDAY = date(2026, 11, 16)
LATER: tuple[date, int] = (MONDAY + timedelta(30), 0)


def wanted(number: int = 1, **values) -> Occurrence:
    known = {
        "id": f"r/{number}", "rule": "r", "name": Words("规则"), "code": "list", "first": MONDAY,
        "last": MONDAY + timedelta(4), "late_until": MONDAY + timedelta(7), "every": "week",
    }  # fmt: skip
    return Occurrence(**{**known, **values})


def made(number: int = 1, day: int = 0, minute: int = 600, **values) -> Made:
    known = {
        "subject": f"i{number}", "number": f"JC-{number}", "code": "list", "source": "on_site", "place": "", "by": "p",
        "day": MONDAY + timedelta(day), "minute": minute,
    }  # fmt: skip
    return Made(**{**known, **values})


def states(occurrences, inspections, at=LATER, excuses=None) -> list[str]:
    return [one.state for one in standings(occurrences, inspections, at[0], at[1], excuses)]


def test_one_inspection_fulfils_one_check_only():
    assert states([wanted(1), wanted(2)], [made(1, day=4)]) == ["done", "missed"]
    assert states([wanted(1), wanted(2)], [made(1), made(2)]) == ["done", "done"]


def test_a_check_of_one_day_made_twice_or_excused_as_well_says_so():
    opening = wanted(1, first=MONDAY, last=MONDAY, late_until=MONDAY, from_minute=420, to_minute=600)
    inspections = [made(1, minute=430), made(2, minute=440), made(3, minute=700), made(4, minute=450, code="other")]
    (one,) = standings([opening], inspections, *LATER, {"r/1": "flood"})
    assert (one.state, one.excuse) == ("done", "flood")
    assert one.made is not None
    assert {one.made.number, *(m.number for m in one.also)} == {"JC-1", "JC-2"}
    (week,) = standings([wanted(1)], [made(1), made(2, day=1)], *LATER)
    assert week.also == (), "in a week more may be made than is owed"


def test_what_comes_after_the_window_is_late_and_after_the_grace_nothing():
    assert states([wanted()], [made(1, day=6)]) == ["late"]
    assert states([wanted()], [made(1, day=8)]) == ["missed"]
    opening = wanted(first=MONDAY, last=MONDAY, late_until=MONDAY, from_minute=420, to_minute=540)
    assert states([opening], [made(1, minute=539)]) == ["done"]
    assert states([opening], [made(1, minute=540)]) == ["late"]
    assert states([opening], [made(1, minute=419)]) == ["missed"]


def test_an_inspection_in_time_for_this_week_is_not_spent_on_last_weeks():
    last = wanted(1, first=MONDAY - timedelta(7), last=MONDAY - timedelta(3), late_until=MONDAY + timedelta(1))
    this = wanted(2)
    assert states([last, this], [made(1, day=0)]) == ["missed", "done"]
    assert states([last, this], [made(1, day=0), made(2, day=1)]) == ["late", "done"]


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ({"code": "other"}, {}),
        ({"source": "video"}, {}),
        ({"place": "lobby"}, {"place": "cash"}),
        ({"only": "q"}, {}),
        ({"whom": ("w",)}, {"inspected": ("v",)}),
        ({"whom": ("p",)}, {"inspected": ("p",)}),  # nobody inspects himself
        ({"role": "manager"}, {"roles": frozenset({"supervisor"})}),
        ({"role": "leader"}, {"roles": frozenset({"staff"})}),
    ],
)
def test_another_kind_of_inspection_does_not_count(asked, given_):
    assert not suits(wanted(**asked), made(**given_))
    assert states([wanted(**asked)], [made(**given_)]) == ["missed"]


def test_the_right_kind_counts():
    asked = wanted(source="video", place="lobby", only="p", whom=("w",), role="leader")
    assert suits(asked, made(source="video", place="lobby", inspected=("w", "v"), roles=frozenset({"deputy"})))


def test_the_narrower_check_gets_its_inspection_whatever_the_order():
    plain, video = wanted(1), wanted(2, source="video")
    inspections = [made(1, day=0, source="video"), made(2, day=1)]
    for order in permutations(inspections):
        assert states([plain, video], list(order)) == ["done", "done"]


def test_a_check_hands_its_inspection_on_where_both_can_be_served():
    short = wanted(1, source="on_site", last=MONDAY + timedelta(4))
    tight = wanted(2, place="lobby")
    found = standings([short, tight], [made(1, place="lobby"), made(2, day=1)], *LATER)
    assert [one.made.subject for one in found if one.made] == ["i2", "i1"]


def test_states_before_during_and_after():
    assert states([wanted()], [], (MONDAY - timedelta(1), 600)) == ["coming"]
    assert states([wanted()], [], (MONDAY + timedelta(4), 600)) == ["due"]
    assert states([wanted()], [], (MONDAY + timedelta(5), 0)) == ["overdue"]
    assert states([wanted()], [], (MONDAY + timedelta(8), 0)) == ["missed"]
    assert states([wanted()], [made(finished=False)], (MONDAY + timedelta(1), 0)) == ["running"]
    assert states([wanted()], [], excuses={"r/1": "power cut"}) == ["excused"]
    assert states([wanted()], [made()], excuses={"r/1": "power cut"}) == ["done"]


def test_figures_leave_out_what_is_excused_or_still_to_come():
    many = [wanted(n) for n in range(1, 6)]
    inspections = [made(1), made(2, day=6), made(3, day=1)]
    found = figures(standings(many, inspections, *LATER, {"r/5": "closed"}))
    assert found == Figures(planned=5, in_time=2, late=1, missed=1, excused=1)
    assert found.coverage == pytest.approx(0.75)
    assert found.punctual == pytest.approx(0.5)
    assert figures([]).coverage is None


CHECKS = st.lists(
    st.builds(
        lambda first, length, grace, source, low: (first, length, grace, source, low),
        st.integers(0, 12), st.integers(0, 6), st.integers(0, 4), st.sampled_from(("", "video", "on_site")),
        st.integers(0, 2),
    ),
    max_size=7,
)  # fmt: skip
MADE = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 1439), st.sampled_from(("video", "on_site"))), max_size=7)


def _problem(checks, inspections):
    some = [
        wanted(
            n, first=MONDAY + timedelta(first), last=MONDAY + timedelta(first + length),
            late_until=MONDAY + timedelta(first + length + grace), source=source, from_minute=low * 60,
        )
        for n, (first, length, grace, source, low) in enumerate(checks)
    ]  # fmt: skip
    return some, [made(n, day, minute, source=source) for n, (day, minute, source) in enumerate(inspections)]


@given(CHECKS, MADE, st.randoms())
def test_no_inspection_counts_twice_and_the_order_does_not_matter(checks, inspections, chance):
    some, done = _problem(checks, inspections)
    found = standings(some, done, *LATER)
    used = [one.made.subject for one in found if one.made]
    assert len(used) == len(set(used))
    for one in found:
        if one.made:
            assert suits(one.occurrence, one.made)
            assert (in_window if one.state == "done" else made_up)(one.occurrence, one.made)
    shuffled = list(done)
    chance.shuffle(shuffled)
    assert standings(some, shuffled, *LATER) == found


@given(CHECKS, MADE)
def test_as_many_checks_are_in_time_as_can_be_and_more_inspections_take_nothing_away(checks, inspections):
    some, done = _problem(checks, inspections)
    found = standings(some, done, *LATER)
    assert sum(one.state == "done" for one in found) == _most(some, done)
    fewer = standings(some, done[:-1], *LATER)
    for before, after in zip(fewer, found, strict=True):
        assert before.state != "done" or after.state == "done"


def _most(some, done) -> int:
    """The largest assignment, by trying (an oracle independent of the code)."""
    from functools import cache

    @cache
    def best(number: int, free: frozenset[int]) -> int:
        if number == len(some):
            return 0
        most = best(number + 1, free)
        for n in free:
            if suits(some[number], done[n]) and in_window(some[number], done[n]):
                most = max(most, 1 + best(number + 1, free - {n}))
        return most

    return best(0, frozenset(range(len(done))))
