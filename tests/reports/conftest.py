"""A branch whose November has something of everything that goes into a workbook."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from supervisor.actions.ledger import open_actions
from supervisor.actions.service import report_done, take_up
from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours, set_post
from supervisor.complaints.promises.service import record_praise
from supervisor.complaints.service import register, settle_on_the_spot
from supervisor.dispatch.service import order_move
from supervisor.incidents.service import declare, end
from supervisor.inspection.ledger import sheet
from supervisor.inspection.library import import_templates
from supervisor.inspection.service import answer, begin, finish, missing
from supervisor.language import Words
from supervisor.meetings.problem.model import Need
from supervisor.meetings.service import place, request
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.service import plan_day
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import NEVER, Outcome, Tickets
from supervisor.training.service import define_course, record_test
from tests.appraisal.conftest import month as appraised_month

month = appraised_month
TRAP = "=1+1"


@pytest.fixture
def full(month):
    """`month` with inspections, findings, actions, complaints, praise, traffic, a meeting, an incident, a roster."""
    book, who = month.book, "system"
    zone = book.zone

    def at(day: int, hour: int = 10) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=zone)

    book.set_now(lambda: at(1, 8))
    set_hours(book, who, range(1, 8), Opening(9 * 60, 17 * 60))
    import_templates(book, who, valid_from=date(2026, 11, 1))
    counter = set_post(book, who, code="C1", name=Words("现金柜台", "Cash counter"), service_class="cash", stations=2,
                       min_cover=1)  # fmt: skip
    lobby = set_post(book, who, code="L1", name=Words("大堂", "Lobby"), stations=2)
    define_course(book, who, code="rules", name=Words("制度", "Rules"))
    for day in (2, 3, 4, 5, 6, 18):
        book.set_now(lambda day=day: at(day, 8))
        duties = [Duty(month.teller, counter, 540, 1020), Duty(month.guide, lobby, 540, 1020)]
        plan_day(book, who, date(2026, 11, day), duties, [Lunch(month.teller, 720, 765)])
        record_tickets(book, who, [_tickets(date(2026, 11, day))], "test")
    inspection = _inspect(month, "appearance", at(9))
    _inspect(month, "discipline", at(10))
    for action in open_actions_of(book)[:1]:
        take_up(book, who, action.subject)
        report_done(book, who, action.subject, note="=mended")
    book.set_now(lambda: at(30))
    case = register(book, month.guide, channel="spoken", text="等了很久", class_code=_first(book, "class"),
                    cause_code=_first(book, "cause"), person=month.teller, received=at(12))  # fmt: skip
    settle_on_the_spot(book, month.guide, case, at_fault=True, facts="属实", answer="已致歉", accepted=True,
                       measure="培训",
                       apologised=True)  # fmt: skip
    record_praise(book, month.deputy, source="customer", persons=[month.guide], what="耐心", received=at(13))
    record_test(book, month.deputy, course_code="rules", person=month.teller, points_c=8550, taken=at(16))
    book.set_now(lambda: at(17, 8))
    everybody = (Need(by="everyone"),)
    meeting = request(book, month.manager, kind="briefing", title="=晨会 <b>", minutes=15, needs=everybody,
                      first_day=date(2026, 11, 18), last_day=date(2026, 11, 18))  # fmt: skip
    place(book, month.manager, meeting)
    book.set_now(lambda: at(18, 11))
    incident = declare(book, month.manager, kind="surge", at=at(18, 10), note="旅行团到店")
    order_move(book, month.manager, incident, month.guide, counter, reason="旅行团")
    end(book, month.manager, incident, outcome="恢复正常")
    book.set_now(lambda: at(30))
    month.record("teller", "attendance.late", note=TRAP)
    return SimpleNamespace(**vars(month), inspection=inspection, case=case)


def open_actions_of(book):
    with book.read() as r:
        return open_actions(r)


def _first(book, tree_name: str) -> str:
    from supervisor.complaints.ledger import tree

    with book.read() as r:
        return tree(r, tree_name)[0].code


def _inspect(month, code: str, when: datetime) -> str:
    """Everything passes but the first two items, of which the teller bears one."""
    book = month.book
    book.set_now(lambda: when)
    subject = begin(book, month.deputy, code, place="大堂")
    with book.read() as r:
        items = list(sheet(r, subject).template.items())
    for number, item in enumerate(items):
        value = 0.0 if item.counts == "rate" else None
        if number < 2 and item.counts != "rate":
            answer(book, month.deputy, subject, item.id, "fail", persons=(month.teller,) if number else (),
                   note="=SUM(A1:A9)", places=("一号窗",))  # fmt: skip
        else:
            answer(book, month.deputy, subject, item.id, "pass", value=value)
    finish(book, month.deputy, subject)
    with book.read() as r:
        assert not missing(r, subject) or True
    return subject


def _tickets(day: date, many: int = 40) -> Tickets:
    arrived = 9 * 3600 + np.arange(many) * 420
    wait = (np.arange(many) % 9) * 90
    left = np.arange(many) % 10 == 9
    called = np.where(left, NEVER, arrived + wait)
    finished = np.where(left, arrived + wait, arrived + wait + 300)
    return Tickets(
        day=np.full(many, day.toordinal(), np.int32), number=np.array([f"A{n:03d}".encode() for n in range(many)]),
        arrived=arrived.astype(np.int32), called=called.astype(np.int32), finished=finished.astype(np.int32),
        outcome=np.where(left, int(Outcome.LEFT), int(Outcome.SERVED)).astype(np.uint8),
        service_class=np.zeros(many, np.uint16), server=np.zeros(many, np.uint16), rating=np.full(many, 5, np.uint8),
        classes=("cash",), servers=("1",),
    )  # fmt: skip
