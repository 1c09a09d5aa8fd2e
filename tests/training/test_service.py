"""Training record: sessions, tests, certificates that run out, drills."""

from datetime import date, timedelta

import pytest

from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.language import Words
from supervisor.training import service
from supervisor.training.ledger import (
    certificates,
    courses,
    drills,
    expiring,
    results,
    sessions,
)
from tests.complaints.team import START, Team, found

DAY = START.date()


@pytest.fixture
def team(book: Book) -> Team:
    """A branch with a course whose certificate holds for a year."""
    made = found(book)
    service.define_course(book, "system", code="cash", name=Words("反假币", "Counterfeits"), valid_months=12)
    return made


def test_a_passed_test_grants_its_certificate_once(team: Team) -> None:
    service.record_test(team.book, team.supervisor, course_code="cash", person=team.teller, points_c=8850)
    service.record_test(team.book, team.supervisor, course_code="cash", person=team.colleague, points_c=5999)
    with team.book.read() as r:
        found_results = results(r, DAY, DAY)
        held = certificates(r)
        assert results(r, DAY + timedelta(1), DAY + timedelta(9)) == []
        assert [one.person for one in results(r, DAY, DAY, person=team.colleague)] == [team.colleague]
    assert [(one.person, one.passed, one.share) for one in found_results] == [
        (team.teller, True, 0.885),
        (team.colleague, False, 0.5999),
    ]
    assert [(one.person, one.valid_until) for one in held] == [(team.teller, date(2027, 3, 1))]


def test_nobody_records_his_own_test_and_points_have_limits(team: Team) -> None:
    with pytest.raises(Refused):
        service.record_test(team.book, team.supervisor, course_code="cash", person=team.supervisor, points_c=10000)
    with pytest.raises(Refused):
        service.record_test(team.book, team.teller, course_code="cash", person=team.colleague, points_c=1)
    for wrong in ({"points_c": 10001}, {"course_code": "x"}, {"person": "person:x"}):
        with pytest.raises(BadInput):
            service.record_test(
                team.book,
                team.supervisor,
                **{"course_code": "cash", "person": team.teller, "points_c": 1} | wrong,  # type: ignore[arg-type]
            )


def test_old_results_keep_the_pass_mark_of_their_day(team: Team) -> None:
    service.record_test(team.book, team.supervisor, course_code="cash", person=team.teller, points_c=7000)
    service.define_course(
        team.book, team.deputy, code="cash", name=Words("反假币"), pass_points_c=8000, valid_months=12
    )
    with team.book.read() as r:
        assert results(r, DAY, DAY)[0].passed
        assert courses(r)[0].pass_points_c == 8000


def test_expiring_until_renewed_or_withdrawn(team: Team) -> None:
    for person, granted in ((team.teller, date(2025, 3, 10)), (team.colleague, date(2025, 1, 1))):
        service.grant_certificate(
            team.book, team.supervisor, person=person, course_code="cash", granted=granted, reference="A-1"
        )
    with team.book.read() as r:
        assert [(c.person, c.days_left(DAY)) for c in expiring(r, DAY)] == [(team.colleague, -61), (team.teller, 7)]
        assert [c.person for c in expiring(r, DAY, within_days=6)] == [team.colleague]
    service.record_test(team.book, team.supervisor, course_code="cash", person=team.colleague, points_c=9000)
    with team.book.read() as r:
        left = expiring(r, DAY)
    assert [c.person for c in left] == [team.teller]
    service.withdraw_certificate(team.book, team.deputy, left[0].subject, "离岗")
    with team.book.read() as r:
        assert expiring(r, DAY) == []
        assert [c.person for c in certificates(r)].count(team.teller) == 0


def test_sessions_count_minutes_of_those_who_took_part(team: Team) -> None:
    service.record_session(
        team.book,
        team.supervisor,
        course_code="cash",
        start=START - timedelta(hours=1),
        minutes=30,
        trainer=team.deputy,
        participants=[team.teller, team.colleague, team.teller],
    )
    with team.book.read() as r:
        (held,) = sessions(r, DAY, DAY)
    assert (held.minutes, held.trainer) == (30, team.deputy)
    assert sorted(held.participants) == sorted([team.teller, team.colleague]), "each once"
    with pytest.raises(BadInput):
        service.record_session(
            team.book, team.supervisor, course_code="cash", start=START + timedelta(1), minutes=30,
            trainer=team.deputy, participants=[team.teller],
        )  # fmt: skip


def test_drills_are_kept_with_their_time(team: Team) -> None:
    subject = service.record_drill(
        team.book,
        team.supervisor,
        scene="core_outage",
        held=START,
        commander=team.supervisor,
        participants=[team.teller],
        seconds=95,
        passed=True,
    )
    with team.book.read() as r:
        assert [(d.subject, d.scene, d.seconds, d.passed) for d in drills(r, DAY, DAY)] == [
            (subject, "core_outage", 95, True)
        ]
        kept = drills(r, DAY, DAY)
    team.book.rebuild()
    with team.book.read() as r:
        assert drills(r, DAY, DAY) == kept


def test_a_result_entered_by_mistake_goes_with_its_certificate(team: Team) -> None:
    subject = service.record_test(team.book, team.supervisor, course_code="cash", person=team.teller, points_c=9000)
    with pytest.raises(BadInput):
        service.withdraw_test(team.book, team.supervisor, subject, " ")
    with pytest.raises(Refused):
        service.withdraw_test(team.book, team.teller, subject, "mine")
    service.withdraw_test(team.book, team.supervisor, subject, "wrong person")
    with team.book.read() as r:
        assert results(r, DAY, DAY) == []
        assert certificates(r) == []
    with pytest.raises(BadInput):
        service.withdraw_test(team.book, team.supervisor, subject, "twice")
