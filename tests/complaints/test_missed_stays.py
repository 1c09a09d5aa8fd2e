"""What was missed stays missed, whatever is entered afterwards; and no missed limit hides one that follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.complaints import service
from supervisor.complaints.events import ClocksPaused, ComplaintExtended, FoundComplex
from supervisor.complaints.figures.reading import figures_of
from supervisor.complaints.kernel.deadlines import Clock
from supervisor.complaints.ledger import case_clocks, complaint, due
from supervisor.complaints.register.ledger import listed
from supervisor.errors import Refused
from supervisor.language import use_language
from supervisor.overview.owed_care import owed_to_customers

from .team import Team


def limits(team: Team, subject: str) -> list[Clock]:
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        return list(case_clocks(r, case))


def states(team: Team, subject: str, kind: str) -> list[str]:
    return [clock.state(team.now) for clock in limits(team, subject) if clock.kind == kind]


def in_time(team: Team) -> tuple[int, int]:
    with team.book.read() as r:
        share = figures_of(r, team.now.date() - timedelta(days=100), team.now.date()).in_time
        return share.hits, share.of


def answered(team: Team, subject: str, handler: str) -> None:
    service.handle(team.book, handler, subject, at_fault=False, facts="核实")
    service.reply(team.book, handler, subject, text="已答复")
    service.close(team.book, team.manager, subject)


def test_the_regulators_limit_warns_though_the_manager_was_never_told(team: Team) -> None:
    """Handed over, feedback given, the manager not told: on day 15 the outer limit warns, on day 17 it is late."""
    use_language("zh")
    subject = team.register(owner=team.handler)
    service.hand_over(team.book, team.handler, subject, team.deputy)
    service.give_feedback(team.book, team.deputy, subject)
    for days, state in ((15, "warning"), (17, "late")):
        now = team.now + timedelta(days=days)
        with team.book.read() as r:
            (one,) = due(r, now)
            assert (one.clock.kind, one.state) == ("outer", state)
            assert [clock.kind for clock in one.others] == ["aim", "manager_told"]
            (line,) = owed_to_customers(r, now, {})[:1]
    assert "监管时限" in line.title
    assert "报告支行长" in line.detail
    team.wait(days=17)
    with team.book.read() as r:
        assert [line.clock for line in listed(r, "system")] == ["outer"]


def test_a_longer_limit_after_the_limit_is_refused_and_changes_nothing(team: Team) -> None:
    use_language("en")
    subject = team.register(owner=team.handler)
    team.wait(days=20)
    with pytest.raises(Refused, match="it stays missed"):
        service.find_complex(team.book, team.handler, subject, "需鉴定", team.now)
    service.find_complex(team.book, team.handler, subject, "需鉴定", team.now - timedelta(days=6))
    assert states(team, subject, "outer") == ["running"], "the customer was told in time, it is entered later"
    team.wait(days=20)
    with pytest.raises(Refused, match="it stays missed"):
        service.extend(team.book, team.handler, subject, "鉴定未出", "分行", team.now)
    assert states(team, subject, "outer") == ["late"]


def test_a_longer_limit_that_another_laptop_entered_too_late_does_not_count(team: Team) -> None:
    subject = team.register(owner=team.handler)
    team.wait(days=20)
    with team.book.write(team.handler) as w:
        w.append(subject, FoundComplex(reason="x", customer_told=team.now))
        w.append(subject, ComplaintExtended(reason="x", approved_by="x", customer_told=team.now))
    assert states(team, subject, "outer") == ["late"]
    assert in_time(team) == (0, 1)


def test_an_agreed_time_that_was_missed_stays_when_another_is_agreed(team: Team) -> None:
    subject = team.register(owner=team.handler)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(hours=1))
    team.wait(minutes=30)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(hours=1))
    assert states(team, subject, "agreed_reply") == ["running"], "one that still ran is replaced"
    team.wait(hours=5)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(days=1))
    assert states(team, subject, "agreed_reply") == ["met_late", "running"]
    answered(team, subject, team.handler)
    assert states(team, subject, "agreed_reply") == ["met_late", "met"]
    assert in_time(team) == (0, 1)


def test_a_pause_entered_after_the_limit_gives_nothing_back(team: Team) -> None:
    use_language("en")
    subject = team.register(owner=team.handler)
    heard = team.now
    team.wait(days=25)
    with pytest.raises(Refused, match="it stays missed"):
        service.pause(team.book, team.handler, subject, "papers", since=heard + timedelta(minutes=1))
    with team.book.write(team.handler) as w:
        w.append(subject, ClocksPaused(reason="papers", since=heard, customer_told=team.now))
    service.resume(team.book, team.handler, subject)
    assert states(team, subject, "outer") == ["late"]
    assert in_time(team) == (0, 1)


def test_a_pause_begun_after_the_aim_leaves_the_aim_missed_and_moves_the_outer_limit(team: Team) -> None:
    subject = team.register(owner=team.handler)
    heard = team.now
    team.wait(days=5)
    service.pause(team.book, team.handler, subject, "papers", since=heard + timedelta(days=1))
    assert states(team, subject, "aim") == ["late"]
    assert states(team, subject, "outer") == ["paused"]


def test_a_review_decided_late_stays_when_a_further_one_is_asked_for(team: Team) -> None:
    subject = team.register(owner=team.handler)
    answered(team, subject, team.handler)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    service.agree_reply_time(team.book, team.deputy, subject, team.now + timedelta(days=1))
    team.wait(days=40)
    answered(team, subject, team.deputy)
    service.ask_review(team.book, team.handler, subject, owner=team.supervisor)
    assert states(team, subject, "review") == ["met_late", "running"]
    assert states(team, subject, "agreed_reply") == ["met_late"]
    assert in_time(team) == (0, 1)


def test_whoever_handled_it_keeps_out_of_the_review(team: Team) -> None:
    use_language("en")
    subject = team.register(owner=team.handler)
    answered(team, subject, team.handler)
    with pytest.raises(Refused, match="does not review it"):
        service.ask_review(team.book, team.handler, subject, owner=team.handler)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    for step in (
        lambda: service.handle(team.book, team.handler, subject, at_fault=False, facts="x"),
        lambda: service.hand_over(team.book, team.deputy, subject, team.handler),
        lambda: service.hand_over(team.book, team.handler, subject, team.supervisor),
        lambda: service.withdraw(team.book, team.handler, subject, "客户说明撤回"),
    ):
        with pytest.raises(Refused, match="does not review it"):
            step()
    service.handle(team.book, team.deputy, subject, at_fault=False, facts="x")
    with pytest.raises(Refused, match="does not review it"):
        service.reply(team.book, team.handler, subject, text="x")
    service.reply(team.book, team.deputy, subject, text="x")
    service.close(team.book, team.manager, subject)
    with pytest.raises(Refused, match="does not review it"):
        service.ask_review(team.book, team.handler, subject, owner=team.deputy)


@pytest.mark.parametrize(
    ("channel", "held"),
    [("spoken", True), ("phone", True), ("hotline", True), ("letter", False), ("online", False), ("regulator", False),
     ("comment_book", False)],
)  # fmt: skip
def test_only_who_waits_for_it_is_owed_an_answer_on_the_spot(team: Team, channel: str, held: bool) -> None:
    verified = {"caller_verified": True} if channel in ("phone", "hotline") else {}
    subject = team.register(channel=channel, **verified)
    assert ("on_the_spot" in [clock.kind for clock in limits(team, subject)]) is held
    about_the_manager = team.register(channel=channel, person=team.manager, **verified)
    assert "on_the_spot" not in [clock.kind for clock in limits(team, about_the_manager)]
    team.wait(hours=1)
    with team.book.read() as r:
        counted = {one.kind for one in figures_of(r, team.now.date(), team.now.date()).clocks if one.kept.of}
    assert ("on_the_spot" in counted) is held
