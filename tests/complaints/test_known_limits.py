"""The limits that are kept in memory are those that would be worked out anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supervisor.complaints import service
from supervisor.complaints.kernel.deadlines import GRAVITY, Clock, DeadlineRules, next_clock
from supervisor.complaints.ledger import case_clocks, open_complaints
from supervisor.complaints.register.limits import Limit, to_name, unmet
from supervisor.complaints.steps.limits import set_deadlines

from .team import Team

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MINUTES = st.integers(-4, 4).map(lambda n: NOW + timedelta(minutes=n, seconds=30 * n))
CLOCKS = st.lists(
    st.builds(Clock, kind=st.sampled_from(sorted(GRAVITY)), due=MINUTES, warn_from=MINUTES, paused=st.booleans()),
    max_size=5,
)


def limit(clock: Clock) -> Limit:
    due, warn = (int(at.timestamp() * 1000) for at in (clock.due, clock.warn_from))
    return Limit(clock.kind, due, warn, int(clock.paused))


@given(CLOCKS)
def test_the_limit_to_name_is_the_same_by_numbers(clocks: list[Clock]) -> None:
    now_ms = int(NOW.timestamp() * 1000)
    named, wanted = to_name(tuple(map(limit, clocks)), now_ms), next_clock(tuple(clocks), NOW)
    assert [limit(one).stands(now_ms) for one in clocks] == [one.state(NOW) for one in clocks]
    assert named == (limit(wanted) if wanted else None)


def test_after_every_change_they_are_as_if_worked_out_anew(team: Team) -> None:
    def same() -> int:
        with team.book.read() as r:
            known = unmet(r)
            fresh = {
                case.subject: tuple(limit(clock) for clock in case_clocks(r, case) if clock.met is None)
                for case in open_complaints(r)
            }
        assert known == fresh
        return len(known)

    begun = same()
    first = team.register(owner=team.handler)
    second = team.register(owner=team.handler)
    assert same() == begun + 2
    team.wait(hours=5)
    service.handle(team.book, team.handler, first, at_fault=False, facts="属实")
    service.reply(team.book, team.handler, first, text="已回复")
    assert same() == begun + 2
    service.close(team.book, team.manager, first)
    service.withdraw(team.book, team.handler, second, "客户来电撤诉")
    assert same() == begun
    third = team.register(owner=team.handler)
    same()
    tomorrow = team.now.date() + timedelta(days=1)
    set_deadlines(team.book, team.manager, DeadlineRules(outer_days=9), valid_from=tomorrow)
    with team.book.read() as r:
        kept = {one.clock: one.due_ms for one in unmet(r)[third]}
    assert same() == begun + 1
    assert kept
    team.wait(days=1)
    team.register(owner=team.handler)
    assert same() == begun + 2
