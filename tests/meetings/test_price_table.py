"""The table a dragged meeting is priced from: the same figures as the service, itself never in its way."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from supervisor.journal import Book
from supervisor.meetings import service
from supervisor.meetings.ledger import meeting, sittings
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.planner.price_table import PriceTable, without
from supervisor.meetings.planning.material import problem_of, week_of
from supervisor.meetings.problem.model import Need, Sitting, Taken
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.branch_problem import MONDAY as ITS_MONDAY
from tests.meetings.branch_problem import named, problem, wish


def test_a_sitting_is_priced_as_the_service_prices_it(one_branch: Book) -> None:
    book = one_branch
    subject = service.request(
        book, SYSTEM, kind="training", title="Coins", minutes=45, needs=[Need(by="everyone", at_least=4)],
        first_day=MONDAY, last_day=MONDAY + timedelta(days=4), inside_hours=True,
    )  # fmt: skip
    assert service.place(book, SYSTEM, subject).sittings
    with book.read() as r:
        (held,) = sittings(r, MONDAY, MONDAY + timedelta(days=6))
        known = meeting(r, subject)
        assert known is not None
        table = PriceTable(problem_of(r, week_of(MONDAY), wanted=()), known.wish, held.plan)
        for day, minute in [(MONDAY, 10 * 60), (MONDAY + timedelta(days=2), 14 * 60 + 15), (MONDAY, 7 * 60)]:
            found = table.at(day, minute)
            assert (found.sitting, found.blocks) == service.price_start(r, subject, day, minute, held.sitting)


def test_it_is_not_in_its_own_way_but_all_others_are() -> None:
    asked = wish(*named("t1", "t2"))
    (answer,) = plan(problem(asked)).answers
    own = answer.sittings[0]
    other = Taken(
        meeting="meeting:2", title="Other", sitting=msgspec.structs.replace(own, start_minute=600, end_minute=660)
    )
    table = PriceTable(problem(taken=(Taken(meeting=asked.subject, title="", sitting=own), other)), asked, own)
    assert "no_double_booking" not in {one.rule for one in table.at(ITS_MONDAY, own.start_minute).blocks}
    assert "no_double_booking" in {one.rule for one in table.at(ITS_MONDAY, 615).blocks}


def test_what_is_announced_and_its_other_batches_stay_in_the_way() -> None:
    first = Sitting(day=ITS_MONDAY, start_minute=600, end_minute=630, people=("person:t1",), batch=1, batches=2)
    second = msgspec.structs.replace(first, start_minute=660, end_minute=690, people=("person:t2",), batch=2)
    stands = tuple(Taken(meeting="meeting:1", title="", sitting=one) for one in (first, second))
    left = without(problem(taken=stands[:1], standing=stands[1:]), "meeting:1", first)
    assert left.taken == stands[1:]
    assert left.standing == ()


def test_starts_come_from_where_it_stands_outwards_and_each_once() -> None:
    own = Sitting(day=ITS_MONDAY, start_minute=600, end_minute=630, people=("person:t1",))
    places = list(PriceTable(problem(), wish(*named("t1")), own).starts(540, 720))
    assert places[0] == (ITS_MONDAY, 600)
    assert len(places) == len(set(places)) == 13
