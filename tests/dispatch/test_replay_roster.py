"""The branch's own days are replayed with the people of its roster: who has nobody to serve is there all the same."""

from __future__ import annotations

from supervisor.dispatch.replay.day import day_of, drawn
from supervisor.dispatch.replay.floor import Floor
from supervisor.dispatch.replay.rostered import Rostered, Stand, rostered
from supervisor.journal import Book
from supervisor.traffic.outlook.cover import shifts_of
from supervisor.traffic.tickets import Outcome

from .replay_days import DAY, WINDOWS, made_days

BOTH = frozenset({"cash", "account"})
ROSTER = Rostered(
    tuple(Stand(w, code, 480.0, 1020.0) for code, windows in WINDOWS.items() for w in windows),
    dict.fromkeys("123456", BOTH),
)


def test_who_has_nobody_to_serve_is_there() -> None:
    tickets = made_days(5)[DAY]
    # Nobody comes for accounts from ten to noon: by the tickets alone the three windows seem to be empty.
    account = tickets.service_class == tickets.classes.index("account")
    quiet = tickets.take(~(account & (tickets.arrived > 600 * 60) & (tickets.arrived < 720 * 60)))
    guessed, known = day_of(quiet, DAY), day_of(quiet, DAY, roster=ROSTER)
    at = known.queues.index("account")
    standing = [sum(1 for where in floor_at(day, 660.0).where if where == at) for day in (guessed, known)]
    assert standing == [0, 3]
    assert known.presence.skills == (frozenset({0, 1}),) * 6
    assert known.presence.stopped == guessed.presence.stopped


def floor_at(day, minute: float) -> Floor:
    floor = Floor(drawn(day, 1))
    floor.advance(minute)
    return floor


def test_a_roster_of_other_classes_says_nothing() -> None:
    tickets = made_days(5)[DAY]
    other = Rostered((Stand("1", "safe", 480.0, 1020.0),), {})
    assert day_of(tickets, DAY, roster=other).presence == day_of(tickets, DAY).presence
    assert int((tickets.outcome == Outcome.SERVED).sum()) > 100


def test_the_roster_of_the_book(one_branch: Book) -> None:
    with one_branch.read() as r:
        found = rostered(r, r.today)
        assert found is not None
        assert len(found.stands) == len(shifts_of(r, r.today))
        for one in found.stands:
            assert one.service_class in found.may_serve[one.person]
            assert one.start < one.end
