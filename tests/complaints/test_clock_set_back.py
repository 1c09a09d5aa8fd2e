"""A computer clock that was set back is noticed; nothing becomes early by it, and no limit becomes longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.complaints import service
from supervisor.complaints.clockwatch.service import accept_clock, set_back_words
from supervisor.complaints.kernel.deadlines import AGREED, OUTER
from supervisor.complaints.ledger import case_clocks, clock_set_back, complaint, due, history, present
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.language import use_language

from .team import Team, found


@pytest.fixture
def team(book: Book) -> Team:
    """The branch at a time later than any that this book can have seen from the computer the test runs on."""
    team = found(book)
    team.now = datetime.now(UTC).replace(microsecond=0) + timedelta(days=400)
    return team


def clock_of(team: Team, subject: str, kind: str):
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        return next(clock for clock in case_clocks(r, case) if clock.kind == kind)


def test_a_clock_that_runs_as_it_should_is_not_spoken_of(team: Team) -> None:
    team.register()
    team.wait(minutes=5)
    with team.book.read() as r:
        assert clock_set_back(r) is None
        assert present(r) == team.now
    team.wait(seconds=-20)  # as computers do that ask the network for the time
    with team.book.read() as r:
        assert clock_set_back(r) is None


def test_an_answer_after_the_limit_stays_late_however_far_the_clock_is_set_back(team: Team) -> None:
    subject = team.register(owner=team.handler)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(hours=1))
    team.wait(hours=2)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    seen = team.now
    team.wait(minutes=-100)
    with team.book.read() as r:
        noticed = clock_set_back(r)
        assert noticed is not None
        assert timedelta(minutes=99) < noticed.behind <= timedelta(minutes=100)
        use_language("en")
        assert "set back" in set_back_words(r, noticed)
        use_language("zh")
        assert "调慢" in set_back_words(r, noticed)
        assert [one.state for one in due(r, team.now)] == ["late"], "what is due is reckoned by the later time"
    service.reply(team.book, team.handler, subject, text="x")
    agreed = clock_of(team, subject, AGREED)
    assert agreed.state(team.now) == "met_late"
    assert agreed.met is not None
    assert agreed.met >= seen


def test_what_is_registered_by_a_clock_set_back_has_the_limits_of_the_later_time_at_most(team: Team) -> None:
    true = team.now
    team.register()
    team.wait(days=-3)
    subject = team.register()
    assert abs(clock_of(team, subject, OUTER).due - (true + timedelta(days=15))) < timedelta(days=1)
    with team.book.read() as r:
        case = complaint(r, subject)
    assert case is not None
    assert case.received <= true, "never later than it was"


def test_a_longer_limit_and_a_pause_are_dated_by_the_later_time_too(team: Team) -> None:
    subject = team.register(owner=team.handler)
    team.wait(days=16)
    other = team.register()
    team.wait(days=-10)
    with pytest.raises(Refused):
        service.pause(team.book, team.handler, subject, "papers")
    assert clock_of(team, subject, OUTER).state(team.now + timedelta(days=10)) == "late", "it had run out before"
    with team.book.read() as r:
        assert all(step.at >= step.entered - timedelta(minutes=1) for step in history(r, other) if step.entered)


def test_what_is_said_to_have_happened_earlier_is_taken_and_seen_to_be_entered_later(team: Team) -> None:
    subject = team.register(owner=team.handler)
    heard = team.now
    team.wait(hours=5)
    service.give_feedback(team.book, team.handler, subject, at=heard + timedelta(minutes=20))
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    with team.book.read() as r:
        told = {step.kind: step for step in history(r, subject)}
    assert told["first_feedback"].entered_later
    assert told["first_feedback"].at == heard + timedelta(minutes=20)
    assert not told["handled"].entered_later
    assert not told["registered"].entered_later
    with pytest.raises(BadInput):
        service.reply(team.book, team.handler, subject, text="x", at=team.now + timedelta(minutes=2))


def test_the_manager_says_that_the_clock_had_been_ahead(team: Team) -> None:
    right = team.now
    team.wait(days=300)  # somebody mistook the year
    team.register()
    team.wait(days=-300)
    with pytest.raises(Refused):
        accept_clock(team.book, team.handler, "时钟曾误调快")
    with pytest.raises(Refused):
        accept_clock(team.book, team.manager, " ")
    accept_clock(team.book, team.manager, "时钟曾误调快，现已校准")
    team.wait(minutes=1)
    with team.book.read() as r:
        assert clock_set_back(r) is None
        assert present(r) == team.now
    with team.book.read() as r:
        case = complaint(r, team.register())
    subject = team.register()
    with team.book.read() as r:
        case = complaint(r, subject)
    assert case is not None
    assert case.received == right + timedelta(minutes=1)
    team.wait(hours=-1)
    with team.book.read() as r:
        assert present(r) >= right, "not behind the moment at which it was said"
    with pytest.raises(Refused):
        team.wait(hours=2)
        accept_clock(team.book, team.manager, "x")


def test_it_is_noticed_by_whoever_opens_the_book_afterwards(team: Team) -> None:
    team.register()
    team.book.close()
    with Book.open(team.book.where) as again, again.read() as r:
        noticed = clock_set_back(r)
    assert noticed is not None
    assert noticed.behind > timedelta(days=398)
