"""Each move counts once, however many proposals were made, and only where somebody was there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.branch.ledger import service_classes
from supervisor.dispatch import service
from supervisor.dispatch.afterwards.page import OrderFact, order_stories
from supervisor.dispatch.afterwards.reading import Afterwards, _looks, afterwards, figures_of
from supervisor.dispatch.afterwards.waits import Done, expected
from supervisor.dispatch.events import ProposalMade
from supervisor.dispatch.ledger import orders, proposals
from supervisor.dispatch.ordering import withdraw
from supervisor.dispatch.problem.model import Move
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.incidents.service import declare, end
from supervisor.journal import Book
from supervisor.overview.incident_month import incidents_of_month, month_lines
from supervisor.overview.incident_page import incident_page
from supervisor.overview.incident_paper import incident_html
from supervisor.overview.incident_tables import Column, Table, shortened
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


def clock(book: Book, minutes: float) -> None:
    book.set_now(lambda: MORNING + timedelta(minutes=minutes))


def seen(book: Book, incident: str) -> Afterwards:
    with book.read() as r:
        found = afterwards(r, incident)
    assert found is not None
    return found


def crowd(book: Book, incident: str, many: int) -> None:
    with book.read() as r:
        codes = service_classes(r)
    service.count_waiting(book, SYSTEM, incident, dict.fromkeys(codes, many))


def test_moves_of_a_later_proposal_save_nothing_in_an_earlier_one(one_branch: Book) -> None:
    book = one_branch
    clock(book, 0)
    incident = declare(book, SYSTEM, kind="surge")
    crowd(book, incident, 14)
    first, plan = service.propose(book, SYSTEM, incident)
    assert len(plan.moves) > 1, "the case is made so that several moves pay"
    some = service.send(book, SYSTEM, incident, first, persons=[plan.moves[0].person])
    clock(book, 2)
    service.finish(book, SYSTEM, incident, some[0])
    alone = seen(book, incident).saved_minutes
    assert alone > 0
    clock(book, 4)
    second, again = service.propose(book, SYSTEM, incident)
    more = service.send(book, SYSTEM, incident, second)
    assert more
    clock(book, 5)
    with_silent = seen(book, incident)
    assert [one.proposal for one in with_silent.looks] == [first], "nobody of the second is there yet"
    for order in more:
        service.finish(book, SYSTEM, incident, order)
    both = seen(book, incident)
    assert [one.proposal for one in both.looks] == [first, second]
    one, two = both.looks
    assert (one.saved_minutes, one.followed, two.followed) == (alone, True, False)
    assert {row.verdict for row in one.classes} == {""}, "what came is the work of both"
    with book.read() as r:
        kept = next(each for each in proposals(r, incident) if each.proposal == second)
        problem = problem_from_json(r.blob(kept.problem))
        own = [each for each in orders(r, incident) if each.proposal == second]
        (row,) = figures_of(r, kept_day := r.today, kept_day)
        lines = dict(month_lines(incidents_of_month(r, "2026-11")[0]))
        page = incident_page(r, incident)
    made = [
        Done(each.person, each.move.to_post, max(640, each.move.from_minute), each.move.until_minute) for each in own
    ]
    by_hand = expected(problem, kept.waits, made, again.breaks).total.made_minutes
    assert by_hand is not None
    assert two.saved_minutes == pytest.approx(kept.before_minutes - by_hand, abs=0.5)
    assert both.saved_minutes == pytest.approx(one.saved_minutes + two.saved_minutes, abs=0.1)
    assert row.saved == both.saved_minutes
    assert page is not None
    said = f"{both.saved_minutes:.0f} "
    facts = dict(page.facts)
    name = next(key for key in facts if key in ("预计少等", "Waits saved, as predicted"))
    assert facts[name].startswith(said)
    assert lines[name].startswith(said)


def story(order: str, person: str, proposal: str, minutes: float, *more: str) -> list[OrderFact]:
    at = MORNING + timedelta(minutes=minutes)
    move = Move(person=person, name=person, from_post="post:a", to_post="post:b", minutes_saved=40.0)
    facts = [OrderFact(at, "ordered", order, move, proposal)]
    return facts + [OrderFact(at + timedelta(minutes=1), what, order) for what in more]


def test_without_problems_each_order_that_was_made_counts_with_its_own_proposal(one_branch: Book) -> None:
    """By hand: of the first (−100) one of two was made, of the second (−30) one, and one of the commander's own."""

    def made(number: int, minutes: float, saves: float) -> tuple[ProposalMade, datetime]:
        fact = ProposalMade(
            proposal=f"DD-{number}", incident="i", kind="surge", minute=635, problem="none", moves=(), waits=(),
            before_minutes=200.0, after_minutes=200.0 - saves, proven=True, gap_minutes=0.0,
        )  # fmt: skip
        return fact, MORNING + timedelta(minutes=minutes)

    facts = [
        *story("o1", "a", "DD-1", 1, "done"),
        *story("o2", "b", "DD-1", 1, "heard"),
        *story("o3", "c", "DD-1", 1, "declined"),
        *story("o4", "d", "DD-3", 21, "done"),
        *story("o5", "e", "", 12, "done"),
    ]
    stories = order_stories(facts, MORNING + timedelta(minutes=40))
    with one_branch.read() as r:
        looks = _looks(r, [made(1, 0, 100), made(2, 10, 50), made(3, 20, 30)], stories, {})
    assert [(one.proposal, one.sent, one.made, one.saved_minutes) for one in looks] == [
        ("DD-1", 3, 1, 80.0),  # the move made and the commander's own
        ("DD-3", 1, 1, 30.0),  # no more than it promised
    ]


def test_one_meaning_of_moved_on_the_page(one_branch: Book) -> None:
    book = one_branch
    clock(book, 0)
    incident = declare(book, SYSTEM, kind="surge")
    crowd(book, incident, 14)
    proposal, _plan = service.propose(book, SYSTEM, incident)
    sent = service.send(book, SYSTEM, incident, proposal)
    clock(book, 30)
    service.return_people(book, SYSTEM, incident)
    end(book, SYSTEM, incident)
    found = seen(book, incident)
    assert (found.moved, found.saved_minutes, found.looks[0].made) == ((), 0.0, 0)
    assert found.looks[0].total.made_minutes == pytest.approx(found.looks[0].total.without_minutes, abs=0.3)
    with book.read() as r:
        page = incident_page(r, incident)
    assert page is not None
    text = incident_html(page)
    assert f"到岗 0 项，未执行 0 项，未登记到岗 {len(sent)} 项" in text
    assert f"方案 {len(sent)} 人，到岗 0 人" in text
    assert "没有人被调动" in text


def test_an_incident_over_night_moves_nobody_while_the_branch_is_shut(one_branch: Book) -> None:
    book = one_branch
    clock(book, 5 * 60)  # 15:35
    incident = declare(book, SYSTEM, kind="core_outage")
    crowd(book, incident, 14)
    proposal, plan = service.propose(book, SYSTEM, incident)
    sent = service.send(book, SYSTEM, incident, proposal)
    assert sent
    for order in sent:
        service.finish(book, SYSTEM, incident, order)
    clock(book, 29 * 60)
    end(book, SYSTEM, incident)
    found = seen(book, incident)
    with book.read() as r:
        from supervisor.branch.ledger import opening

        doors = opening(r, MORNING.date())
    assert doors is not None
    longest = max(move.until_minute or doors.close_minute for move in plan.moves) - (15 * 60 + 35)
    assert found.moved
    assert max(minutes for _person, minutes in found.moved) <= longest


def test_a_sheet_bears_so_many_rows_and_says_where_the_rest_is() -> None:
    rows = tuple((str(number),) for number in range(5000))
    table = Table("orders", "x", "", (Column("a"),), rows, "", ("good",) * 5000)
    cut = shortened(table, 400)
    assert (len(cut.rows), len(cut.status)) == (400, 400)
    assert "4600" in cut.note
    assert shortened(cut, 400) is cut


def test_an_order_taken_back_is_as_if_it_had_not_been_sent(one_branch: Book) -> None:
    book = one_branch
    clock(book, 0)
    incident = declare(book, SYSTEM, kind="surge")
    crowd(book, incident, 14)
    proposal, _plan = service.propose(book, SYSTEM, incident)
    first, *rest = service.send(book, SYSTEM, incident, proposal)
    withdraw(book, SYSTEM, incident, first)
    for order in rest:
        service.finish(book, SYSTEM, incident, order)
    found = seen(book, incident)
    assert [one.order for one in found.orders] == rest
    assert found.looks[0].sent == found.looks[0].made == len(rest)
    assert "withdrawn" in {one.what for one in found.timeline}


def test_an_answer_from_a_clock_that_is_slow_is_told_as_the_book_has_it(one_branch: Book) -> None:
    book = one_branch
    clock(book, 0)
    incident = declare(book, SYSTEM, kind="surge")
    crowd(book, incident, 14)
    proposal, _plan = service.propose(book, SYSTEM, incident)
    sent = service.send(book, SYSTEM, incident, proposal)
    clock(book, -1)  # the second laptop is a minute slow
    service.decline(book, SYSTEM, incident, sent[0], "正在办理大额业务")
    for order in sent[1:]:
        service.finish(book, SYSTEM, incident, order)
    clock(book, 30)
    end(book, SYSTEM, incident)
    found = seen(book, incident)
    with book.read() as r:
        states = {one.order: one.state for one in orders(r, incident)}
    assert {one.order: one.state for one in found.orders} == states
    assert (found.orders[0].declined_seconds, found.orders[0].away_minutes) == (0, None)
