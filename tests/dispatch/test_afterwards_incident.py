"""Whole incidents in a book: the page each of them gives, whatever is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest

from supervisor.branch.ledger import people, service_classes
from supervisor.dispatch import service
from supervisor.dispatch.afterwards.lessons import note_lesson
from supervisor.dispatch.afterwards.reading import Afterwards, afterwards, figures_of
from supervisor.dispatch.ordering import append_order, hear
from supervisor.dispatch.problem.model import Move
from supervisor.errors import BadInput, Refused
from supervisor.incidents.service import correct, declare, end, note, reopen
from supervisor.journal import Book, Reader
from supervisor.language import Words
from supervisor.overview.incident_page import incident_page
from supervisor.overview.incident_paper import incident_html
from supervisor.traffic.ledger import tickets_of
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import NEVER, Outcome, Tickets, make_tickets
from supervisor.training.ledger import sessions
from supervisor.training.proposals.ledger import proposed, proposed_trainings
from supervisor.training.proposals.service import drop, hold
from supervisor.training.proposals.service import reopen as open_again
from supervisor.training.service import define_course
from tests.meetings.branch_book import SYSTEM

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


def clock(book: Book, minutes: float) -> None:
    book.set_now(lambda: MORNING + timedelta(minutes=minutes))


def seen(book: Book, incident: str) -> Afterwards:
    with book.read() as r:
        found = afterwards(r, incident)
    assert found is not None
    return found


def page_text(book: Book, incident: str) -> str:
    with book.read() as r:
        page = incident_page(r, incident)
    assert page is not None
    return incident_html(page)


def made_tickets(book: Book, until: int = 17 * 60, wait: int = 6) -> Tickets:
    """One customer of each class every four minutes from nine on, each waits `wait` minutes; every tenth goes."""
    with book.read() as r:
        classes = tuple(service_classes(r))
    arrived = np.repeat(np.arange(540, until - wait, 4), len(classes)) * 60
    many = arrived.size
    left = np.arange(many) % 10 == 9
    over = arrived + wait * 60
    return make_tickets(
        classes, ("1",), day=[DAY.toordinal()] * many, number=[b"%04d" % n for n in range(many)], arrived=arrived,
        called=np.where(left, NEVER, over), finished=np.where(left, over, over + 200),
        outcome=np.where(left, int(Outcome.LEFT), int(Outcome.SERVED)),
        service_class=np.arange(many) % len(classes), server=[0] * many, rating=[0] * many,
    )  # fmt: skip


@pytest.fixture
def surge(one_branch: Book) -> SimpleNamespace:
    """A surge from 10:35 to 11:20: counted, planned, sent, one heard and all but one on the post, one declined, a move
    of the commander's own, steps ticked in time and late."""
    book = one_branch
    clock(book, 0)
    incident = declare(book, SYSTEM, kind="surge", note="旅行团到店")
    with book.read() as r:
        crowd = dict.fromkeys(service_classes(r), 12)
    service.count_waiting(book, SYSTEM, incident, crowd)
    service.tick_step(book, SYSTEM, incident, "command")
    clock(book, 1)
    proposal, plan = service.propose(book, SYSTEM, incident)
    sent = service.send(book, SYSTEM, incident, proposal)
    clock(book, 1.5)
    hear(book, SYSTEM, incident, sent[0])
    clock(book, 3)
    for order in (sent[0], *sent[2:]):
        service.finish(book, SYSTEM, incident, order)
    if len(sent) > 1:
        service.decline(book, SYSTEM, incident, sent[1], "正在办理大额业务")
    clock(book, 20)
    service.tick_step(book, SYSTEM, incident, "notice")
    note(book, SYSTEM, incident, "请隔壁网点分流两批客户")
    clock(book, 25)
    with book.write(SYSTEM) as w:
        asked = {move.person for move in plan.moves}
        free = next(one for one in people(w) if one.subject not in asked)
        own = Move(person=free.subject, name=free.name, from_post="", to_post=plan.moves[0].to_post, minutes_saved=0.0)
        append_order(w, incident, "", own)
    clock(book, 45)
    service.return_people(book, SYSTEM, incident)
    end(book, SYSTEM, incident, outcome="恢复正常")
    clock(book, 8 * 60)
    return SimpleNamespace(book=book, incident=incident, plan=plan, sent=sent, proposal=proposal)


def test_the_page_of_a_whole_incident(surge: SimpleNamespace) -> None:
    record_tickets(surge.book, SYSTEM, [made_tickets(surge.book)], "test")
    found = seen(surge.book, surge.incident)
    assert (found.minutes, found.running, found.first_order_seconds, found.proposals) == (45.0, False, 60, 1)
    assert [one.what for one in found.timeline][:3] == ["declared", "counted", "step"]
    first = found.orders[0]
    assert (first.heard_seconds, first.on_post_seconds, first.state) == (30, 120, "returned")
    assert first.away_minutes == 42.0
    declined = [one for one in found.orders if one.reason]
    assert len(declined) == (len(surge.sent) > 1)
    assert all(one.declined_seconds == 120 for one in declined)
    assert dict(found.moved)[first.person] == 42.0
    assert not {one.person for one in declined} & set(dict(found.moved))
    (look,) = found.looks
    assert (look.ground, look.kept, look.from_minute, look.moves) == ("whole", True, 636, len(surge.plan.moves))
    assert (look.sent, look.made) == (len(surge.sent), len(surge.sent) - len(declined))
    with surge.book.read() as r:
        tickets = tickets_of(r, DAY)
    start, until = 636 * 60, look.until_minute * 60
    over = tickets.arrived + 360
    there = (tickets.arrived < until) & ((tickets.arrived >= start) | (over > start))
    by_hand = float((over - np.maximum(tickets.arrived, start))[there].sum()) / 60
    assert look.total.realised_minutes == pytest.approx(by_hand, abs=0.5)
    assert look.total.customers == int(there.sum())
    assert all(row.verdict for row in look.classes if not row.diverted)
    assert look.total.made_minutes is not None
    assert look.total.made_minutes <= look.total.without_minutes + 0.5
    assert found.lost
    late = {one.code: one.late_minutes for one in found.late}
    assert late["notice"] > 0
    assert "command" not in late
    assert "notice" not in {one.code for one in found.missed}
    assert [one.what for one in found.other] == ["noted", "ordered"], "the remark, and the commander's own move"
    assert [one.own for one in found.orders].count(True) == 1
    text = page_text(surge.book, surge.incident)
    for words in ("旅行团到店", "请隔壁网点分流两批客户", "恢复正常", surge.proposal):
        assert words in text


def test_without_tickets_it_says_so_and_shows_what_is_known(surge: SimpleNamespace) -> None:
    found = seen(surge.book, surge.incident)
    (look,) = found.looks
    assert (look.ground, look.total.realised_minutes, found.lost) == ("none", None, None)
    assert found.days_without == (DAY,)
    assert look.total.made_minutes is not None
    assert {row.verdict for row in look.classes} == {""}
    assert "2026-11-23 没有取号数据" in page_text(surge.book, surge.incident)


def test_tickets_of_the_morning_only_give_no_verdict(surge: SimpleNamespace) -> None:
    record_tickets(surge.book, SYSTEM, [made_tickets(surge.book, until=11 * 60)], "test")
    (look,) = seen(surge.book, surge.incident).looks
    assert look.ground == "part"
    assert look.total.realised_minutes
    assert {row.verdict for row in look.classes} == {""}
    assert "取号数据只到 1" in page_text(surge.book, surge.incident)


def test_while_it_runs_nothing_is_compared(one_branch: Book) -> None:
    clock(one_branch, 0)
    incident = declare(one_branch, SYSTEM, kind="surge")
    proposal, _plan = service.propose(one_branch, SYSTEM, incident)
    record_tickets(one_branch, SYSTEM, [made_tickets(one_branch, until=635)], "test")
    found = seen(one_branch, incident)
    assert found.running
    assert [one.proposal for one in found.looks] == [proposal], "nothing was sent: the last proposal is shown"
    assert {one.ground for one in found.looks} == {"ahead"}
    assert found.saved_minutes == 0.0
    assert "事件尚未结束" in page_text(one_branch, incident)


def test_an_incident_without_any_proposal_gives_a_page(one_branch: Book) -> None:
    clock(one_branch, 0)
    incident = declare(one_branch, SYSTEM, kind="queue_machine_down")
    clock(one_branch, 30)
    end(one_branch, SYSTEM, incident)
    found = seen(one_branch, incident)
    assert (found.looks, found.orders, found.first_order_seconds, found.told_head_office) == ((), (), None, None)
    assert "没有形成调动方案" in page_text(one_branch, incident)
    with one_branch.read() as r:
        assert afterwards(r, "incident:none") is None
        assert incident_page(r, "incident:none") is None


def test_a_drill_is_marked_and_in_no_statistics(one_branch: Book) -> None:
    clock(one_branch, 0)
    incident = declare(one_branch, SYSTEM, kind="power", drill=True)
    clock(one_branch, 30)
    end(one_branch, SYSTEM, incident)
    real = declare(one_branch, SYSTEM, kind="network")
    text = page_text(one_branch, incident)
    assert "演练，不计入统计" in text
    with one_branch.read() as r:
        assert [one.incident for one in figures_of(r, DAY, DAY)] == [real]


def test_over_midnight_corrected_and_reopened(one_branch: Book) -> None:
    clock(one_branch, 13 * 60)  # 23:35
    incident = declare(one_branch, SYSTEM, kind="network")
    clock(one_branch, 13 * 60 + 40)  # 00:15 of the next day
    end(one_branch, SYSTEM, incident, outcome="线路恢复")
    reopen(one_branch, SYSTEM, incident, reason="又断了")
    clock(one_branch, 13 * 60 + 90)
    end(one_branch, SYSTEM, incident)
    begun = MORNING + timedelta(minutes=13 * 60 - 10)
    correct(one_branch, SYSTEM, incident, kind="power", start=begun, reason="实为停电")
    found = seen(one_branch, incident)
    assert found.minutes == 100.0
    assert found.incident.kind == "power"
    assert len(found.days_without) == 2
    whats = [one.what for one in found.timeline]
    assert whats == ["declared", "ended", "reopened", "ended", "corrected"]
    text = page_text(one_branch, incident)
    assert "11-24 00:15" in text
    assert "实为停电" in text


def test_without_the_problem_in_this_copy_of_the_book(surge: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    record_tickets(surge.book, SYSTEM, [made_tickets(surge.book)], "test")
    whole = Reader.blob
    with surge.book.read() as r:
        digest = next(
            one for one in r.history(f"dispatch:{surge.incident.partition(':')[2]}") if "proposed" in one.kind
        )
    lacking = msgspec.json.decode(digest.payload)["problem"]

    def blob(self: Reader, wanted: str) -> bytes:
        if wanted == lacking:
            raise KeyError(wanted)
        return whole(self, wanted)

    monkeypatch.setattr(Reader, "blob", blob)
    (look,) = seen(surge.book, surge.incident).looks
    assert not look.kept
    assert look.total.made_minutes is look.total.low_minutes is None
    assert look.total.proposed_minutes == pytest.approx(surge.plan.after_minutes, abs=0.5)
    assert "无法给出范围" in page_text(surge.book, surge.incident)


def test_a_lesson_is_proposed_as_a_training_until_it_is_held(surge: SimpleNamespace) -> None:
    book, incident = surge.book, surge.incident
    with pytest.raises(BadInput):
        note_lesson(book, SYSTEM, incident, "  ")
    with pytest.raises(BadInput):
        note_lesson(book, SYSTEM, incident, "早叫后台", course="none")
    define_course(book, SYSTEM, code="flow", name=Words("分流", "Triage"))
    lesson = note_lesson(book, SYSTEM, incident, "早十分钟叫后台岗到大堂", course="flow")
    other = note_lesson(book, SYSTEM, incident, "备好告知牌")
    found = seen(book, incident)
    assert [one.state for one in found.lessons] == ["open", "open"]
    assert [one.text for one in found.timeline if one.what == "lesson"] == ["早十分钟叫后台岗到大堂", "备好告知牌"]
    person = surge.plan.moves[0].person
    now = MORNING + timedelta(hours=7)
    with pytest.raises(BadInput):  # nobody took part: neither a session nor an end of the lesson
        hold(book, SYSTEM, lesson, course_code="", start=now, minutes=20, trainer=person, participants=[])
    session = hold(book, SYSTEM, lesson, course_code="", start=now, minutes=20, trainer=person, participants=[person])
    drop(book, SYSTEM, other, "已购告知牌")
    with book.read() as r:
        assert [one.subject for one in sessions(r, DAY, DAY)] == [session]
        assert sessions(r, DAY, DAY)[0].course == "flow"
        assert proposed_trainings(r) == []
        figures = figures_of(r, DAY, DAY)
    assert (figures[0].lessons, figures[0].lessons_open) == (2, 0)
    with pytest.raises(Refused):
        drop(book, SYSTEM, lesson, "again")
    open_again(book, SYSTEM, other)
    with book.read() as r:
        again = proposed(r, other)
    assert again is not None
    assert (again.state, again.reason) == ("open", "")
    for command in (lambda: note_lesson(book, person, incident, "x"), lambda: drop(book, person, other, "x")):
        with pytest.raises(Refused):
            command()
