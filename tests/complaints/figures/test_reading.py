"""A November worked out by hand, from the book: what is counted, for whom, and that no count tells a secret."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import msgspec
import pytest

from supervisor.complaints.figures.behind import cases_behind
from supervisor.complaints.figures.judging import Judge, Row, course_of
from supervisor.complaints.figures.reading import figures_of, rules_by_day
from supervisor.complaints.figures.timing import CLOCK_ORDER
from supervisor.complaints.kernel.deadlines import MANAGER, DeadlineRules, clocks
from supervisor.complaints.ledger import complaints, deadline_rules
from supervisor.complaints.rights.privacy import readable
from supervisor.complaints.steps.limits import set_deadlines
from supervisor.errors import Refused
from tests.complaints.team import SHANGHAI, answered_in_time

from .conftest import NOVEMBER, at


@pytest.fixture
def figures(branch):
    with branch.team.book.read() as r:
        return figures_of(r, *NOVEMBER)


def test_the_month_by_hand(branch, figures):
    assert (figures.count, figures.withdrawn, figures.open, figures.reopened, figures.escalated) == (
        4,
        1,
        3,
        0,
        0,
    )  # two are answered and not yet signed
    assert {one.code: one.cases for one in figures.by["channel"]} == {"spoken": 3, "phone": 1}
    assert [(bar.code, bar.cases, bar.vital) for bar in figures.causes] == [
        ("waiting", 2, True), ("attitude", 1, True), ("error", 1, True)
    ]  # fmt: skip
    assert (figures.at_fault.hits, figures.at_fault.of) == (1, 2)
    assert (figures.on_the_spot.hits, figures.on_the_spot.of) == (1, 4)
    (person,) = [one for one in figures.persons if one.cases]
    assert (person.person, person.cases, person.judged, person.at_fault, person.share) == (
        branch.team.colleague, 2, 2, 1, None,
    )  # fmt: skip
    assert (figures.praise, figures.praise_by_source) == (1, {"customer": 1})
    assert figures.before is not None
    assert figures.before.cases == 1
    assert [one.cases for one in figures.months][-2:] == [1, 4]


def test_times_by_hand(figures):
    """Answered after 10 minutes and after 240 hours; heard of after 10 minutes and after 4 hours."""
    assert (figures.answer.cases, figures.answer.median_hours) == (2, pytest.approx((1 / 6 + 240) / 2))
    assert figures.answer.p90_hours == pytest.approx(1 / 6 + 0.9 * (240 - 1 / 6))
    assert (figures.feedback.cases, figures.feedback.median_hours) == (2, pytest.approx((1 / 6 + 4) / 2))
    clocks = {one.kind: one for one in figures.clocks}
    assert (clocks["aim"].kept.hits, clocks["aim"].kept.of) == (2, 4)  # slow and untold were past three days
    assert (clocks["outer"].kept.hits, clocks["outer"].kept.of) == (3, 4)  # untold past fifteen
    assert (figures.in_time.hits, figures.in_time.of) == (2, 3)  # the one withdrawn without an answer is in neither


def test_hours_against_customers_by_hand(figures):
    assert figures.days_with_tickets == 3
    assert figures.hour_unknown == 1  # the telephone call: nobody said when it happened
    tens = {rate.hour: rate for rate in figures.by_hour}[10]
    assert (tens.cases, tens.customers, tens.per_1000) == (2, 150, pytest.approx(2000 / 150))
    elevens = {rate.hour: rate for rate in figures.by_hour}[11]  # on a day without tickets
    assert (elevens.cases, elevens.all_cases, elevens.customers, elevens.per_1000) == (0, 1, 0, None)


def test_an_empty_month_has_no_shares_and_says_nothing_of_the_month_before(branch):
    with branch.team.book.read() as r:
        made = figures_of(r, date(2026, 5, 1), date(2026, 5, 31))
    assert (made.count, made.answer.median_hours, made.in_time.value, made.before) == (0, None, None, None)
    assert made.causes == ()
    assert made.hours == ()


def test_one_case_is_no_rate_without_its_interval(branch):
    with branch.team.book.read() as r:
        made = figures_of(r, date(2026, 10, 20), date(2026, 10, 20))
    assert made.count == 1
    assert made.in_time.low < 0.25
    assert made.in_time.high > 0.5 if made.in_time.hits else made.in_time.high > 0.75


def test_a_case_about_the_manager_is_in_no_figure_of_the_branch_nor_of_the_manager(branch, figures):
    team = branch.team
    with team.book.read() as r:
        of_manager = figures_of(r, *NOVEMBER, actor=team.manager)
        of_handler = figures_of(r, *NOVEMBER, actor=team.handler)
        of_head_office = figures_of(r, *NOVEMBER, actor=team.auditor)
    for made in (figures, of_manager, of_handler):
        assert branch.cases["manager"] not in {case.subject for case in made.cases}
        assert (made.count, made.about_manager) == (4, 0)
        assert "attitude" in {bar.code for bar in made.causes}
        assert sum(one.cases for one in made.by["cause"]) == 4
    assert of_head_office.count == 5
    assert of_head_office.about_manager == 1


@pytest.mark.parametrize("who", ["manager", "deputy", "handler", "supervisor", "auditor"])
def test_what_is_counted_is_what_may_be_read(branch, who):
    """The memory by person and part in the case answers as the question itself does."""
    team = branch.team
    actor = team.person[who]
    with team.book.read() as r:
        wanted = {case.subject for case in complaints(r, *NOVEMBER) if readable(r, actor, case)}
        try:
            made = figures_of(r, *NOVEMBER, actor=actor)
        except Refused:
            assert who == "supervisor"
            return
    assert {case.subject for case in made.cases} == wanted


def test_staff_have_no_figures(branch):
    with branch.team.book.read() as r, pytest.raises(Refused):
        figures_of(r, *NOVEMBER, actor=branch.team.teller)


def test_behind_every_bar_stand_its_cases(branch, figures):
    for axis in ("channel", "class", "cause", "zone", "person", "state", "weekday"):
        for one in figures.by[axis]:
            assert len(cases_behind(figures, axis, one.code)) == one.cases
    for rate in figures.hours:
        assert len(cases_behind(figures, "hour", f"{rate.weekday} {rate.hour}")) == rate.all_cases
    for clock in figures.clocks:
        assert len(cases_behind(figures, "clock", clock.kind)) == clock.kept.of - clock.kept.hits
    for month in figures.months:
        assert len(cases_behind(figures, "month", month.month)) == month.cases
    assert cases_behind(figures, "cause", "waiting", {"error": "waiting"}).__len__() == 3


def test_a_clock_that_runs_is_decided_by_nobody(branch):
    team = branch.team
    with team.book.read() as r:
        made = figures_of(r, date(2026, 11, 4), date(2026, 11, 4), until=at(4, 11, 10))
    aim = {one.kind: one for one in made.clocks}["aim"]
    assert aim.running >= 1
    assert aim.kept.of + aim.running == 2


def test_the_quick_clocks_stand_as_those_of_the_register(branch):
    """Whole numbers against `clocks`, for random courses and settings: not a state may differ."""
    chance = Random(5)
    kinds = set()
    with branch.team.book.read() as r:
        for _turn in range(1500):
            row, until = random_row(chance), at(chance.randrange(1, 30), chance.randrange(24), chance.randrange(60))
            rules = DeadlineRules(aim_days=chance.randrange(1, 5), outer_days=chance.randrange(5, 20))
            judge = Judge(r.zone, until, lambda _day, rules=rules: rules, lambda _day, _n: pytest.fail("calendar days"))
            slow = clocks(course_of(row), rules, r.zone)
            seen = {clock.kind: clock.state(until) for clock in slow}
            quick = dict(judge.states(row, rules))
            assert quick == {kind: {"warning": "running", "paused": "running"}.get(s, s) for kind, s in seen.items()}
            kept, answered = answered_in_time(slow, until), row.settled_ms is not None or row.replied_ms is not None
            assert judge.case(row).in_time is (kept if answered or not kept else None)
            kinds |= set(quick.items())
    assert {state for _kind, state in kinds} == {"met", "met_late", "late", "running"}
    assert {kind for kind, _state in kinds} == {*CLOCK_ORDER, MANAGER}


def test_a_pause_is_taken_off_the_answer_only_where_it_lay_before_it():
    begin = at(2, 9)
    pauses = [(ms(at(2, 10)), ms(at(2, 12)), "a", ms(at(2, 10))), (ms(at(2, 20)), None, "b", ms(at(2, 20)))]
    row = random_row(Random(1))._replace(
        received_ms=ms(begin), occurred_ms=None, settled_ms=None, first_replied_ms=None, replied_ms=ms(at(2, 21)),
        pauses=msgspec.json.encode(pauses).decode(),
    )  # fmt: skip
    case = Judge(SHANGHAI, at(3), lambda _day: DeadlineRules(), lambda day, _n: day).case(row)
    assert (case.answer_hours, case.answer_own_hours) == (12.0, 9.0)


def test_what_is_not_answered_and_not_due_is_neither_in_time_nor_late(branch):
    team = branch.team
    with team.book.read() as r:
        early = figures_of(r, date(2026, 11, 4), date(2026, 11, 4), until=at(4, 11, 10))
        late = figures_of(r, date(2026, 11, 4), date(2026, 11, 4), until=at(30, 18))
    assert {case.in_time for case in early.cases} == {None}
    assert (early.count, early.in_time.of, early.in_time.value) == (2, 0, None)
    assert [case.in_time for case in late.cases] == [False, None]  # past fifteen days; withdrawn without an answer
    assert (late.in_time.hits, late.in_time.of) == (0, 1)


def test_a_time_agreed_and_kept_before_a_review_still_counts():
    row = random_row(Random(1))._replace(
        received_ms=ms(at(2, 9)), settled_ms=None, first_feedback_ms=ms(at(2, 10)), replied_ms=None, ended_ms=None,
        reply_by_ms=None, first_reply_by_ms=ms(at(4, 9)), first_replied_ms=ms(at(3, 9)), review_asked_ms=ms(at(5, 9)),
        head_office=0, handed_ms=None,
    )  # fmt: skip
    judge = Judge(SHANGHAI, at(6), lambda _day: DeadlineRules(), lambda day, _n: day)
    assert dict(judge.case(row).clocks)["agreed_reply"] == "met"
    again = row._replace(reply_by_ms=ms(at(5, 18)))  # agreed anew in the review, and past
    assert [state for kind, state in judge.case(again).clocks if kind == "agreed_reply"] == ["late"]
    assert (judge.case(row).in_time, judge.case(again).in_time) == (True, False)


@pytest.mark.parametrize("limits", [{}, {"aim_days": 1}, {"working_days": True}])
def test_the_rules_read_at_once_are_those_read_for_each_day(branch, limits):
    team = branch.team
    set_deadlines(team.book, "system", DeadlineRules(**limits), date(2026, 12, 5))
    set_deadlines(team.book, "system", DeadlineRules(outer_days=7), date(2026, 12, 9))
    set_deadlines(team.book, "system", DeadlineRules(outer_days=9), date(2026, 12, 9))
    with team.book.read() as r:
        quick = rules_by_day(r)
        for day in range(1, 12):
            assert quick(date(2026, 12, day)) == deadline_rules(r, date(2026, 12, day))


def ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def random_row(chance: Random) -> Row:
    """A case heard in the first days of November with a random course; never paused, never reviewed."""
    heard = ms(at(chance.randrange(1, 8), chance.randrange(24), chance.randrange(60))) + chance.randrange(60_000)

    def later(share: float) -> int | None:
        edge = chance.choice((30, 60, 120, 60 * 24, chance.randrange(60 * 24 * 25))) * 60_000
        return heard + edge + chance.choice((-60_000, -1, 0, 1, 59_999, 60_000)) if chance.random() < share else None

    plain = dict.fromkeys(Row._fields, 0) | dict.fromkeys(
        ("subject", "number", "agreed_kept", "reviews_kept", "class_code", "cause_code", "root_code", "person", "zone",
         "state", "owner", "first_taker"), "",
    )  # fmt: skip
    return Row(**plain | {
        "day": "2026-11-02", "pauses": "[]", "received_ms": heard, "occurred_ms": None, "review_asked_ms": None,
        "first_replied_ms": None, "at_fault": None, "is_complex": chance.randrange(2), "extended": chance.randrange(2),
        "channel": chance.choice(("spoken", "phone", "letter", "online")), "complex_told_ms": later(0.5),
        "extended_told_ms": later(0.5), "first_reply_by_ms": None,
        "head_office": int(chance.random() < 0.2), "reply_by_ms": later(0.4), "first_feedback_ms": later(0.5),
        "settled_ms": later(0.3), "replied_ms": later(0.6), "ended_ms": later(0.3), "handed_ms": later(0.5),
        "manager_told_ms": later(0.5),
    })  # fmt: skip
