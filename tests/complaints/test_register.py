"""The register's list shows to each what `privacy.readable` lets him read, and says of a limit what its clock says."""

from __future__ import annotations

from datetime import timedelta

from supervisor.complaints import service
from supervisor.complaints.kernel.deadlines import next_clock
from supervisor.complaints.ledger import case_clocks, complaint
from supervisor.complaints.register.ledger import listed, numbers
from supervisor.complaints.rights.privacy import readable
from supervisor.journal import Book

from .team import Team


def _cases(team: Team) -> list[str]:
    people = list(team.person.values())
    made = [team.register(), team.register(people[0], person=people[1]), team.register(people[2])]
    made.append(team.register(people[1], person=team.person["manager"]))
    service.settle_on_the_spot(team.book, "system", made[2], at_fault=False, facts="x", answer="x", accepted=True)
    return made


def test_each_sees_in_the_list_what_he_may_read(team: Team, book: Book) -> None:
    made = _cases(team)
    with book.read() as r:
        for person in [*team.person.values(), "system", "person:nobody"]:
            wanted = {one for one in made if (case := complaint(r, one)) and readable(r, person, case)}
            assert {line.subject for line in listed(r, person)} == wanted, person
            assert {line.subject for line in listed(r, person, subjects=made[:2])} == wanted & set(made[:2])
        assert numbers(r, made[:1]) == {made[0]: complaint(r, made[0]).number}  # type: ignore[union-attr]


def test_a_line_says_of_its_limit_what_the_clock_says_at_every_minute(team: Team, book: Book) -> None:
    made = _cases(team)
    with book.read() as r:
        for line in listed(r, "system"):
            case = complaint(r, line.subject)
            assert case is not None
            soonest = next_clock(case_clocks(r, case), team.now)
            for minutes in (0, 1, 29, 30, 31, 119, 120, 121, 60 * 24, 60 * 24 * 3, 60 * 24 * 4):
                now = case.received + timedelta(minutes=minutes)
                says = soonest.state(now) if soonest is not None else ""
                assert line.stands(int(now.timestamp() * 1000)) == says, (line, minutes)
        assert [line.live for line in listed(r, "system", live=False)] == []
        assert listed(r, "system")[-1].subject == made[2], "what only waits to be signed comes after what has a limit"
