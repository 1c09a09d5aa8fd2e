"""What incidents ask for now, the playbook that an incident is dispatched by, and its notice as a poster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from supervisor.dispatch import service
from supervisor.dispatch.playbooks import playbook, playbook_for
from supervisor.dispatch.poster import poster_text
from supervisor.errors import BadInput
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import incident
from supervisor.incidents.service import change_playbook, declare, end, reopen
from supervisor.journal import Book
from supervisor.language import Words
from supervisor.meetings.announcing.customer_notice import poster_html
from supervisor.overview.incident_watch import Watch, watch
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai
MINUTE = timedelta(minutes=1)


class Clock:
    """The book's clock, moved by hand."""

    def __init__(self, book: Book) -> None:
        self.book, self.now = book, MORNING
        book.set_now(lambda: self.now)

    def at(self, minutes: int) -> Watch:
        self.now = MORNING + minutes * MINUTE
        with self.book.read() as r:
            return watch(r, self.now)


@pytest.fixture
def clock(one_branch: Book) -> Clock:
    return Clock(one_branch)


def late(found: Watch) -> list[tuple[str, int]]:
    return [(one.state.code, one.state.late_minutes) for one in found.late]


def test_steps_are_late_until_they_are_ticked_and_the_restart_after_the_end(clock: Clock) -> None:
    book = clock.book
    subject = declare(book, SYSTEM, kind="queue_machine_down")
    assert late(clock.at(0)) == []
    assert late(clock.at(4)) == [("paper", 4), ("order", 2), ("caller", 1)]
    owners = {one.state.code: one.owner for one in clock.at(4).late}
    assert owners["paper"] in ("大堂经理", "Lobby manager")
    service.tick_step(book, SYSTEM, subject, "paper")
    assert late(clock.at(5))[0] == ("order", 3)
    assert clock.at(5).restarts == ()
    clock.at(30)
    end(book, SYSTEM, subject)
    after = clock.at(32)
    assert late(after) == [("restart-switch", 2), ("restart-return", 2)]  # what was missed before the end is history
    (one,) = after.restarts
    assert one.incident.subject == subject
    for step in one.states:
        service.tick_step(book, SYSTEM, subject, step.code)
    assert clock.at(33).restarts == ()
    reopen(book, SYSTEM, subject, reason="again")
    assert clock.at(40).restarts == ()


def test_a_restart_is_asked_for_a_day_and_never_of_what_was_taken_back_at_once(clock: Clock) -> None:
    book = clock.book
    mistake = declare(book, SYSTEM, kind="power")
    clock.at(1)
    end(book, SYSTEM, mistake)
    assert clock.at(20).restarts == ()
    subject = declare(book, SYSTEM, kind="power")
    clock.at(40)
    end(book, SYSTEM, subject)
    assert len(clock.at(40 + 23 * 60).restarts) == 1
    assert clock.at(40 + 25 * 60).restarts == ()


def test_a_drill_has_late_steps_and_no_restart(clock: Clock) -> None:
    subject = declare(clock.book, SYSTEM, kind="network", drill=True)
    assert late(clock.at(2)) == [("confirm", 2)]
    clock.at(30)
    end(clock.book, SYSTEM, subject)
    assert clock.at(60).restarts == ()


def test_an_incident_is_dispatched_by_the_playbook_it_began_with(clock: Clock) -> None:
    book = clock.book
    subject = declare(book, SYSTEM, kind="core_outage")
    mild = msgspec.structs.replace(playbook("core_outage"), share_stopped={"*": 0.0}, steps=playbook("surge").steps)
    change_playbook(book, SYSTEM, mild)
    with book.read() as r:
        assert playbook_for(r, "core_outage", subject) == playbook("core_outage")
        assert playbook_for(r, "core_outage") == mild
        assert playbook_for(r, "power", subject) == playbook("power")
        running, _plan = service.plan(r, "core_outage", incident=subject, standing={})
        new, _plan = service.plan(r, "core_outage", standing={})
    assert max(one.share_stopped for one in running.classes) == 1.0
    assert {one.share_stopped for one in new.classes} == {0.0}
    service.tick_step(book, SYSTEM, subject, "pending")
    with pytest.raises(BadInput):
        service.tick_step(book, SYSTEM, subject, "triage")


@pytest.mark.parametrize("kind", KINDS)
def test_each_notice_hangs_in_chinese_with_branch_time_and_other_channels(clock: Clock, kind: str) -> None:
    subject = declare(clock.book, SYSTEM, kind=kind)
    clock.now += timedelta(hours=2)  # printed later: the time is the incident's
    with clock.book.read() as r:
        one = incident(r, subject)
        assert one is not None
        text = poster_text(r, one)
    blocks = text.split("\n\n")
    assert len(blocks[0]) <= 10
    assert blocks[1] == "尊敬的客户："
    assert "10:35" in text
    assert "{" not in text
    assert sum(line.startswith("▪ ") for line in text.splitlines()) >= 2
    assert blocks[-1].splitlines()[-1] == "2026年11月23日"
    html = poster_html(text)
    assert 'class="title"' in html
    assert 'class="signed"' in html


def test_a_branch_words_its_own_notice_and_one_without_is_refused(clock: Clock) -> None:
    book = clock.book
    own = msgspec.structs.replace(
        playbook("power"), notice=Words("{branch}停电，请到城东支行（人民路1号）办理。", ""),
        notice_heading=Words("停电公告", ""), other_channels=(),
    )  # fmt: skip
    change_playbook(book, SYSTEM, own)
    first = declare(book, SYSTEM, kind="power")
    change_playbook(book, SYSTEM, msgspec.structs.replace(own, notice=Words("")))
    second = declare(book, SYSTEM, kind="power")
    with book.read() as r:
        one, two = incident(r, first), incident(r, second)
        assert one is not None
        assert two is not None
        text = poster_text(r, one)
        assert text.splitlines()[0] == "停电公告"
        assert "城东支行（人民路1号）" in text
        with pytest.raises(BadInput):
            poster_text(r, two)
