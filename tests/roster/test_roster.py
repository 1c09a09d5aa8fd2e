"""The roster through its commands: a planned day, changes, absences, a proposed month, paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supervisor.branch import service as branch
from supervisor.branch.ledger import Opening
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, lock_month
from supervisor.language import Words, use_language
from supervisor.roster import ledger, service
from supervisor.roster.printing import print_day, print_week
from supervisor.roster.records import Absence, Duty, Lunch
from supervisor.roster.rules import Rules

DAY = date(2026, 3, 2)


@pytest.fixture
def staffed(any_book: Book) -> tuple[Book, list[str], dict[str, str]]:
    return furnish(any_book)


@pytest.fixture
def one(book: Book) -> tuple[Book, list[str], dict[str, str]]:
    return furnish(book)


def furnish(book: Book) -> tuple[Book, list[str], dict[str, str]]:
    book.set_now(lambda: datetime(2026, 2, 20, 1, tzinfo=UTC))
    branch.found_branch(book, SYSTEM, name="East <gate>")
    branch.set_hours(book, SYSTEM, range(1, 7), Opening(510, 1020))
    people = [
        branch.add_person(
            book, SYSTEM, no=f"{n}", name=f"Person {n}", role="x", joined=date(2024, 1, 1),
            skills=("teller",) if n < 5 else (),
        )
        for n in range(6)
    ]  # fmt: skip
    posts = {
        "C": branch.set_post(
            book, SYSTEM, code="C", name=Words("柜台", "Counter"), service_class="cash", skill="teller",
            stations=4, min_cover=2,
        ),
        "L": branch.set_post(book, SYSTEM, code="L", name=Words("大堂", "Lobby & door"), stations=2, min_cover=1),
    }  # fmt: skip
    return book, people, posts


def test_a_day_is_planned_changed_and_planned_again(staffed) -> None:
    book, people, posts = staffed
    duty = [Duty(people[n], posts["C"], 495, 1035) for n in range(3)]
    service.plan_day(book, SYSTEM, DAY, duty, [Lunch(people[0], 690, 735)])
    service.change_duty(book, SYSTEM, DAY, people[1], [Duty(people[1], posts["L"], 495, 765)], reason="surge")
    service.set_lunch(book, SYSTEM, DAY, people[2], 735)
    with book.read() as r:
        assert {(d.person, d.post, d.end_minute) for d in ledger.duties(r, DAY)} == {
            (people[0], posts["C"], 1035), (people[1], posts["L"], 765), (people[2], posts["C"], 1035),
        }  # fmt: skip
        assert ledger.lunches(r, DAY) == [Lunch(people[0], 690, 735), Lunch(people[2], 735, 780)]
        assert ledger.on_post(r, DAY, 700) == {posts["C"]: (people[2],), posts["L"]: (people[1],)}
        assert ledger.duties(r, date(2026, 3, 3)) == []
        assert not ledger.is_planned(r, date(2026, 3, 3))
    service.plan_day(book, SYSTEM, DAY, duty[:1])
    with book.read() as r:
        assert ledger.duties(r, DAY) == duty[:1]
        assert ledger.lunches(r, DAY) == []


def test_who_is_away_is_not_on_post_and_shows_as_a_shortage(one) -> None:
    book, people, posts = one
    duty = [Duty(people[n], posts["C"], 495, 1035) for n in range(2)] + [Duty(people[5], posts["L"], 495, 1035)]
    service.plan_day(book, SYSTEM, DAY, duty)
    with book.read() as r:
        assert ledger.shortages(r, DAY) == []
    service.record_absence(book, SYSTEM, DAY, people[0], "sick", last_day=date(2026, 3, 3), note="flu")
    service.record_absence(book, SYSTEM, DAY, people[5], "late", start_minute=495, end_minute=540)
    with book.read() as r:
        assert ledger.absences(r, date(2026, 3, 3)) == [Absence(people[0], "sick", 0, 1440, "flu")]
        gaps = ledger.shortages(r, DAY)
        assert [(g.post, g.start_minute, g.end_minute, g.on_post, g.min_cover) for g in gaps] == sorted(
            [(posts["C"], 510, 1020, 1, 2), (posts["L"], 510, 540, 0, 1)]
        )
        assert ledger.servers(r, DAY, 480, 4) == {"cash": [0, 1, 1, 1]}
    service.withdraw_absence(book, SYSTEM, DAY, people[0])
    with book.read() as r:
        assert [g.post for g in ledger.shortages(r, DAY)] == [posts["L"]]
    with pytest.raises(BadInput):
        service.withdraw_absence(book, SYSTEM, DAY, people[0])


def test_what_cannot_be_is_refused_and_nothing_is_kept(one) -> None:
    book, people, posts = one
    good = Duty(people[0], posts["C"], 495, 1035)
    for bad, said in (
        (Duty(people[5], posts["C"], 495, 1035), "teller"),
        (Duty(people[0], posts["L"], 600, 700), "Person 0"),
        (Duty("person:unknown", posts["L"], 600, 700), "in the branch|not open"),
        (Duty(people[1], "post:unknown", 600, 700), "in the branch|not open"),
        (Duty(people[1], posts["L"], 700, 600), "before it ends"),
    ):
        with pytest.raises(BadInput, match=said):
            service.plan_day(book, SYSTEM, DAY, [good, bad])
    with pytest.raises(BadInput):
        service.record_absence(book, SYSTEM, DAY, people[0], "bored")
    with pytest.raises(BadInput):
        service.set_lunch(book, SYSTEM, DAY, people[0], 700)
    with pytest.raises(Refused):
        service.plan_day(book, people[0], DAY, [good])
    with book.read() as r:
        assert not ledger.is_planned(r, DAY)


def test_a_locked_month_keeps_its_roster(one) -> None:
    book, people, posts = one
    service.plan_day(book, SYSTEM, DAY, [Duty(people[0], posts["C"], 495, 1035)])
    with book.write(SYSTEM) as w:
        lock_month(w, "2026-03")
    with pytest.raises(Refused):
        service.plan_day(book, SYSTEM, DAY, [])
    with pytest.raises(Refused):
        service.record_absence(book, SYSTEM, DAY, people[0], "sick")
    service.plan_day(book, SYSTEM, date(2026, 4, 1), [])


def test_a_month_is_proposed_and_adopted(one) -> None:
    book, people, posts = one
    service.record_absence(book, SYSTEM, date(2026, 3, 9), people[0], "leave", last_day=date(2026, 3, 13))
    service.plan_day(book, SYSTEM, DAY, [Duty(people[3], posts["L"], 495, 1035)])
    with book.read() as r:
        plan = service.propose_roster(r, date(2026, 3, 1), date(2026, 3, 31))
    assert len(plan.days) == 26  # closed on Sundays
    assert all(d.unfilled == {} for d in plan.days)
    assert service.adopt_roster(book, SYSTEM, plan, keep_planned=True) == 25
    with book.read() as r:
        assert len(ledger.duties(r, DAY)) == 1
        assert all(people[0] not in {d.person for d in ledger.duties(r, date(2026, 3, n))} for n in range(9, 14))
        for each in ledger.days(r, date(2026, 3, 3), date(2026, 3, 6)):
            assert each.planned
            assert {lunch.person for lunch in each.lunches} == {duty.person for duty in each.duties}
        with pytest.raises(BadInput):
            service.propose_roster(r, date(2026, 3, 31), date(2026, 3, 1))


def test_rules_are_settings(one) -> None:
    book, _people, _posts = one
    with pytest.raises(BadInput, match="lunch_to_minute"):
        service.set_rules(book, SYSTEM, Rules(lunch_from_minute=700, lunch_to_minute=720))
    service.set_rules(book, SYSTEM, Rules(lunch_minutes=60, days_per_week=6))
    with book.read() as r:
        assert ledger.rules(r) == Rules(lunch_minutes=60, days_per_week=6)


def test_paper(one) -> None:
    book, people, posts = one
    service.plan_day(
        book, SYSTEM, DAY, [Duty(people[0], posts["C"], 495, 1035), Duty(people[5], posts["L"], 495, 1035)],
        [Lunch(people[0], 690, 735)],
    )  # fmt: skip
    service.record_absence(book, SYSTEM, DAY, people[4], "training", start_minute=600, end_minute=660)
    with book.read() as r:
        page, week = print_day(r, DAY), print_week(r, DAY)
    assert "Person 0 08:15–17:15" in page
    assert "Person 5 08:15–17:15" in page
    assert "Person 0 11:30–12:15" in page
    assert "Lobby &amp; door" in page
    assert "East &lt;gate&gt;" in page
    assert "Counter 08:30–11:30: 1 of 2" in page
    assert "10:00–11:00" in page
    assert week.count("<tr>") == 4  # heading, the two who work and the one who is away for an hour
    assert "size: A4 landscape" in week
    assert "Lunch 11:30–12:15" in week
    assert "2026-03-02 Mon: Counter 08:30–17:00: 1 on post, at least 2" not in week, "lunch makes it two gaps"
    assert "2026-03-02 Mon: Counter 08:30–11:30: 1 on post, at least 2" in week
    assert "C 08:15–17:15" in week
    use_language("zh")
    with book.read() as r:
        assert "Open" not in print_day(r, DAY)
