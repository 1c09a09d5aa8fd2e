"""Gaps of the rest of the day, what runs now with its next step, and days said the same way everywhere."""

from datetime import date, datetime, time, timedelta

import pytest

from supervisor.actions.ledger import actions, overdue
from supervisor.actions.service import raise_action, report_done
from supervisor.branch.service import set_post
from supervisor.dispatch.ledger import orders
from supervisor.dispatch.service import finish, order_move, return_people
from supervisor.incidents.service import declare, end
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language
from supervisor.overview import briefing, month_figures, today
from supervisor.overview.monthly import days_known
from supervisor.overview.wording import days_known_words, due_in_words
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.service import plan_day, record_absence

from .branch_day import CLOSE, DAY, OPEN, ZONE, Made, made


@pytest.fixture
def branch(book: Book) -> Made:
    """The branch at 09:30 on a Friday."""
    return made(book)


def spans(branch: Made, minute: int) -> list[tuple[str, int, int, int, int]]:
    with branch.book.read() as r:
        found = today(r, DAY, minute).gaps
    return [(gap.code, gap.start_minute, gap.end_minute, gap.persons, gap.missing) for gap in found]


def test_every_gap_of_the_rest_of_the_day_is_listed_with_its_span(branch: Made) -> None:
    lunch, sick = ("W1", 720, 750, 2, 1), ("W1", 780, CLOSE, 2, 1)
    assert spans(branch, OPEN) == [lunch, sick]
    assert spans(branch, 735) == [("W1", 735, 750, 2, 1), sick]
    assert spans(branch, 900) == [("W1", 900, CLOSE, 2, 1)]
    record_absence(branch.book, SYSTEM, DAY, branch.tellers[0], "business", start_minute=14 * 60, end_minute=CLOSE)
    record_absence(branch.book, SYSTEM, DAY, branch.tellers[1], "business", start_minute=14 * 60, end_minute=CLOSE)
    assert spans(branch, OPEN) == [lunch, ("W1", 780, 840, 2, 1), ("W1", 840, CLOSE, 0, 3)]


def test_a_post_that_needs_nobody_is_a_gap_once_who_was_there_has_gone(branch: Made) -> None:
    book = branch.book
    guide = set_post(book, SYSTEM, code="G1", name=Words("大堂", "Lobby"), stations=1, min_cover=0)
    duties = [Duty(who, branch.post, OPEN, CLOSE) for who in branch.tellers]
    plan_day(book, SYSTEM, DAY, [*duties, Duty(branch.handler, guide, 600, 840)], [Lunch(branch.handler, 690, 720)])
    found = [gap for gap in spans(branch, OPEN) if gap[0] == "G1"]
    assert found == [("G1", 690, 720, 0, 1), ("G1", 840, CLOSE, 0, 1)]  # not before ten, when it opens
    use_language("en")
    with book.read() as r:
        people = next(s for s in briefing(r, DAY).sections if s.key == "people")
    assert next(p.text for p in people.points if "Lobby" in p.text) == "Lobby is empty from 11:30 to 12:00"


def test_a_day_without_a_roster_or_hours_has_no_gaps(branch: Made) -> None:
    with branch.book.read() as r:
        assert today(r, DAY + timedelta(days=3), OPEN).gaps == ()
        assert today(r, DAY + timedelta(days=1), OPEN).gaps == ()


def test_a_running_incident_says_what_since_when_and_what_to_do_next(branch: Made) -> None:
    book = branch.book
    use_language("en")

    def alarm():
        with book.read() as r:
            (one,) = today(r, DAY, 570).alarms
        return one

    with book.read() as r:
        assert today(r, DAY, 570).alarms == ()
    desk = set_post(book, SYSTEM, code="G1", name=Words("大堂", "Lobby"), stations=2, min_cover=0)
    incident = declare(book, branch.manager, kind="surge")
    book.set_now(lambda: datetime.combine(DAY, time(9, 31), ZONE))
    one = alarm()
    assert (one.name, one.start.astimezone(ZONE).time(), one.drill) == ("Customer surge", time(9, 30), False)
    assert "proposed moves" in one.next
    order_move(book, branch.manager, incident, branch.tellers[0], desk, reason="客户晕倒")
    assert (alarm().ordered, alarm().in_place) == (1, 0)
    assert alarm().next.startswith("Next: 1 moves are sent")
    with book.read() as r:
        (order,) = orders(r, incident)
    finish(book, branch.manager, incident, order.order)
    assert (alarm().ordered, alarm().in_place) == (0, 1)
    assert "in place" in alarm().next
    return_people(book, branch.manager, incident)
    assert "everybody is back" in alarm().next
    end(book, branch.manager, incident)
    book.set_now(lambda: datetime.combine(DAY, time(9, 40), ZONE))
    with book.read() as r:
        assert today(r, DAY, 580).alarms == ()


def test_a_drill_is_named_as_one(branch: Made) -> None:
    declare(branch.book, branch.manager, kind="power", drill=True)
    use_language("en")
    with branch.book.read() as r:
        (one,) = today(r, DAY, 570).alarms
    assert (one.name, one.drill) == ("Power cut (drill)", True)


def test_done_but_not_closed_is_not_overdue_anywhere(branch: Made) -> None:
    book = branch.book
    before = {}
    with book.read() as r:
        before = {one.subject for one in actions(r)}
    late = [raise_action(book, branch.manager, title=title, owner=branch.manager, doer=branch.tellers[0], due=DAY)
            for title in ("mend", "polish")]  # fmt: skip
    report_done(book, branch.tellers[0], late[0])
    after = DAY + timedelta(days=3)
    book.set_now(lambda: datetime.combine(after, time(9), ZONE))
    with book.read() as r:
        mine = [one for one in actions(r) if one.subject not in before]
        assert {one.title: one.standing(DAY) for one in mine} == {"mend": "done", "polish": "due_soon"}
        assert {one.title: one.standing(after) for one in mine} == {"mend": "done", "polish": "overdue"}
        listed = [one.title for one in overdue(r, after) if one.subject not in before]
        counted = sum(one.standing(after) == "overdue" for one in actions(r))
        owed = [one.title for one in today(r, after, 540).todo if one.kind == "action" and one.state == "late"]
        figures = month_figures(r, "2026-11")
    assert listed == ["polish"]
    assert "polish" in owed
    assert "mend" not in owed
    assert figures.actions_overdue == counted


def test_days_open_and_days_with_tickets_are_both_said(branch: Made) -> None:
    use_language("en")
    branch.book.set_now(
        lambda: datetime.combine(DAY + timedelta(days=3), time(9), ZONE)
    )  # Monday; tickets until Friday
    with branch.book.read() as r:
        figures = month_figures(r, "2026-11")
        known = days_known(r, date(2026, 11, 1), date(2026, 11, 30))
    assert (figures.days_open, figures.days_with_tickets, figures.tickets_until) == (16, 15, DAY)
    assert (known.days_open, known.days_with_tickets, known.tickets_until) == (16, 15, DAY)
    assert days_known_words(16, 15, DAY) == "16 days open; customers of 15 days, up to 2026-11-20"
    assert days_known_words(15, 15, DAY) == "15 days open, customers up to 2026-11-20"
    assert days_known_words(3, 0, None) == "3 days open, no tickets of them yet"


def test_a_limit_is_in_time_through_its_own_minute() -> None:
    use_language("en")
    due = datetime.combine(DAY, time(15), ZONE)
    assert due_in_words(due, due, ZONE) == "before 15:00"
    assert due_in_words(due, due + timedelta(seconds=59), ZONE) == "before 15:00"
    assert due_in_words(due, due + timedelta(seconds=60), ZONE) == "late since 15:00"
