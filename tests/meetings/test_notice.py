"""What leaves the planner in words: the notice to the people, and why a meeting stands where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supervisor.branch.ledger import branch_profile, people
from supervisor.journal import Book
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.announcing.staff_notice import staff_notice
from supervisor.meetings.ledger import sittings
from supervisor.meetings.planning.reasons import answer_of
from supervisor.meetings.problem.model import Need
from tests.meetings.branch_book import SYSTEM

MONDAY = date(2026, 11, 23)
LAST = MONDAY + timedelta(days=6)


@pytest.fixture(autouse=True)
def early(one_branch: Book) -> None:
    one_branch.set_now(lambda: datetime(2026, 11, 22, 23, 0, tzinfo=UTC))


def asked(book: Book, title: str, minutes: int = 30) -> str:
    with book.read() as r:
        who = [one.subject for one in people(r)[:3]]
    return service.request(
        book, SYSTEM, kind="training", title=title, minutes=minutes, needs=[Need(by="person", value=p) for p in who],
        first_day=MONDAY, last_day=MONDAY + timedelta(days=3),
    )  # fmt: skip


def test_a_notice_tells_only_what_is_announced(one_branch: Book) -> None:
    subject = asked(one_branch, "反假货币培训")
    (sitting,) = service.place(one_branch, SYSTEM, subject).sittings
    use_language("zh")
    try:
        with one_branch.read() as r:
            branch, names = branch_profile(r).name, service.names_of(r)
            before = staff_notice(sittings(r, MONDAY, LAST), names, branch, MONDAY, LAST)
        assert "反假货币培训" not in before
        assert "没有" in before
        assert service.publish(one_branch, SYSTEM, MONDAY, LAST) == 1
        with one_branch.read() as r:
            text = staff_notice(sittings(r, MONDAY, LAST), names, branch, MONDAY, LAST)
    finally:
        use_language("en")
    assert branch in text
    assert sitting.day.isoformat() in text
    assert "反假货币培训（30分钟）" in text
    for person in sitting.people:
        assert names[person] in text
    assert not [word for word in ("Notice", "To come", "minutes", "Mon") if word in text]


def test_the_reason_is_the_planners_own_answer(one_branch: Book) -> None:
    first, second = asked(one_branch, "First"), asked(one_branch, "Second", 45)
    placed = {subject: service.place(one_branch, SYSTEM, subject) for subject in (first, second)}
    service.publish(one_branch, SYSTEM, MONDAY, LAST)
    with one_branch.read() as r:
        for subject, answer in placed.items():
            again = answer_of(r, subject, answer.sittings[0].day)
            assert again is not None
            assert again.sittings == answer.sittings
            assert again.alternatives == answer.alternatives
            assert again.starts_tried == answer.starts_tried > 0
            assert all(one.price_minutes >= answer.sittings[0].price_minutes for one in again.alternatives)
        assert answer_of(r, first, LAST) is None
        assert answer_of(r, "meeting:none", MONDAY) is None


def test_the_reason_of_each_day_is_that_of_its_day(one_branch: Book) -> None:
    with one_branch.read() as r:
        who = people(r)[0].subject
    subject = service.request(
        one_branch, SYSTEM, kind="briefing", title="Briefing", minutes=15, needs=[Need(by="person", value=who)],
        first_day=MONDAY, last_day=MONDAY + timedelta(days=4), each_day=True,
    )  # fmt: skip
    service.plan_week(one_branch, SYSTEM, MONDAY)
    with one_branch.read() as r:
        held = [one for one in sittings(r, MONDAY, LAST) if one.meeting == subject]
        assert len(held) >= 2
        for one in held:
            found = answer_of(r, subject, one.plan.day)
            assert found is not None
            assert found.sittings == (one.plan,)
