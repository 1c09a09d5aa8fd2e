"""Today owes what the plan wants: due, missed, to be made up for — and gives no coming spot check away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from supervisor.app import load_rooms
from supervisor.inspection.plan.rules import Rule
from supervisor.inspection.plan.service import excuse, set_rule
from supervisor.inspection.plan.spots import draw_checks
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book
from supervisor.language import Words, use_language
from supervisor.overview import month_figures
from supervisor.overview.owed_checks import planned_checks
from tests.inspection.branches import made
from tests.inspection.test_plan_spots import open_branch

load_rooms()
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def clock(book: Book, day: date, hour: int) -> None:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=book.zone)
    book.set_now(lambda: moment)


def owed(book: Book) -> list[tuple[str, str, str]]:
    with book.read() as r:
        return [(todo.kind, todo.state, todo.title) for todo in planned_checks(r, r.now, {})]


def test_what_is_due_missed_and_late_stands_on_today(book: Book) -> None:
    use_language("en")
    branch = made(book)
    open_branch(book, branch)
    daily = Rule(subject="", name=Words("开门", "Opening"), code="tellers_day", every="day", valid_from=FRIDAY,
                 from_minute=480, to_minute=600)  # fmt: skip
    set_rule(book, branch.supervisor, daily)
    assert owed(book) == [("planned_check", "today", "Planned check: Opening")]
    clock(book, FRIDAY, 11)
    assert owed(book) == [("planned_check", "late", "Planned check: Opening")]
    clock(book, MONDAY, 7)
    assert owed(book) == [
        ("planned_check", "today", "Planned check: Opening"), ("missed_check", "late", "Not made: Opening"),
    ]  # fmt: skip
    clock(book, MONDAY, 9)
    log_inspection(book, branch.supervisor, "tellers_day", [], others_pass=True)
    clock(book, MONDAY + timedelta(1), 11)
    assert [state for _kind, state, _title in owed(book)] == ["late", "late"]
    with book.read() as r:
        missed = next(t for t in planned_checks(r, r.now, {}) if t.kind == "missed_check")
        assert missed.when == "missed once in the last week"
        figures = month_figures(r, "2026-11")
    assert (figures.checks_in_time, figures.checks_late, figures.checks_missed) == (1, 0, 2)
    assert figures.checks_made is not None
    assert abs(figures.checks_made - 1 / 3) < 1e-9
    excuse(book, branch.manager, missed.subject, reason="flood")
    assert [kind for kind, _state, _title in owed(book)] == ["planned_check"]
    with book.read() as r:
        assert month_figures(r, "2026-11").checks_excused == 1


def test_coming_spot_checks_are_not_on_today_and_missed_ones_name_nobody(book: Book) -> None:
    use_language("en")
    branch = made(book)
    open_branch(book, branch)
    draw = draw_checks(book, branch.manager, MONDAY, MONDAY, wanted=2, seed="s")
    for hour in (7, 12, 23):
        clock(book, MONDAY, hour)
        assert owed(book) == []
    clock(book, MONDAY + timedelta(1), 8)
    ((kind, state, title),) = owed(book)
    assert (kind, state, title) == ("missed_check", "late", "Not made: Spot check")
    with book.read() as r:
        (todo,) = planned_checks(r, r.now, {check.person: "Somebody" for check in draw.checks})
    assert "Somebody" not in (todo.title + todo.detail + todo.when)
