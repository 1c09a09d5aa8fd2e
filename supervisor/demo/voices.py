"""What customers of the sample branch said: complaints, praise, the comment book, and what they were promised.

A promise made on one day is kept on the day it is due; what was promised on the eve of the sample's present is still
owed there, and one complaint waits for its answer, so that the manager who opens the sample has something to do.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from supervisor.branch.ledger import opening
from supervisor.branch.records import Opening
from supervisor.complaints import service as complaints
from supervisor.complaints.promises.ledger import call_backs_due
from supervisor.complaints.promises.service import (
    give_up_promise,
    keep_promise,
    promise,
    read_comment_book,
    record_praise,
    record_try,
)
from supervisor.complaints.texts.masking import Contact
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.journal import Book

GRIEVANCES = (
    ("等候时间过长，无人引导。", "cash", "waiting", "高峰时段增派大堂引导。"),
    ("办理时未一次说清所需材料。", "account", "told_once", "柜面张贴材料清单，逐条告知。"),
    ("自助设备故障，未见提示。", "machine", "system", "设备停用时立即放置提示牌。"),
)
OPEN_GRIEVANCE = ("手机银行限额调整后未告知，要求说明。", "account", "told_once")
PRAISED = ("服务热情、办理迅速。", "主动搀扶老年客户，全程陪同。", "耐心讲解手机银行操作。")
PROMISES = (  # kind, what for, what was told in one go
    ("call_back", "核实扣费明细后回电", ()),
    ("call_back", "新版存单到货后回电", ()),
    ("follow_up", "预约大额取现", ("身份证原件", "提前一个工作日预约")),
    ("follow_up", "补齐开户材料后办理", ("营业执照正本", "法定代表人身份证", "公章")),
)


def customers_speak(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator
) -> None:
    """A day's complaints and praise, as chance has it."""
    clock.set(day, doors.open_minute + 120)
    concerned = cast.staff[int(chance.integers(len(cast.staff)))]
    if chance.random() < 0.12:
        text, class_code, cause_code, measure = GRIEVANCES[int(chance.integers(len(GRIEVANCES)))]
        case = complaints.register(
            book, cast.supervisors[0], channel="spoken", text=text, class_code=class_code, cause_code=cause_code,
            person=concerned.subject, owner=cast.handler, contact=_customer(day),
        )  # fmt: skip
        clock.set(day, doors.open_minute + 240)
        if chance.random() < 0.8:
            complaints.handle(
                book, cast.handler, case, at_fault=bool(chance.random() < 0.5), facts="经核实，情况属实。",
                measure=measure, apologised=True,
            )  # fmt: skip
            complaints.reply(book, cast.handler, case, text="已向客户致歉并说明。", accepted=True)
            complaints.close(book, cast.manager, case)
    if chance.random() < 0.2:
        what = PRAISED[day.toordinal() % len(PRAISED)]
        record_praise(book, cast.supervisors[0], source="comment_book", persons=[concerned.subject], what=what)


def keep_word(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator, *, eve: bool
) -> None:
    """At the end of a day: promises due are kept, some of them late, few not at all; new ones are made; the comment
    book is read. On the `eve` of the present a promise and a complaint are left for the day to come."""
    clock.set(day, doors.close_minute - 10)
    _kept(book, cast, clock.now(), chance)
    if eve or chance.random() < 0.3:
        kind, matter, told = PROMISES[int(chance.integers(len(PROMISES)))]
        promiser = cast.staff[int(chance.integers(len(cast.staff)))].subject
        due = _next_open(book, day) + timedelta(minutes=int(chance.integers(4, 17)) * 15)
        promise(
            book, promiser, owner=promiser, due=due, matter=matter, kind=kind, contact=_customer(day), told_once=told
        )
    if eve:
        text, class_code, cause_code = OPEN_GRIEVANCE
        case = complaints.register(
            book, cast.supervisors[0], channel="phone", text=text, class_code=class_code, cause_code=cause_code,
            owner=cast.handler, contact=_customer(day),
        )  # fmt: skip
        complaints.give_feedback(book, cast.handler, case)
    comments = int(chance.random() < 0.25) + int(chance.random() < 0.1)
    read_comment_book(book, cast.handler, day=day, new_comments=comments, answered=comments)


def _customer(day: date) -> Contact:
    """Each day another one: whoever stood for all of them would complain again and again."""
    return Contact(name=f"示例客户{day:%m%d}", phone=f"137{day:%Y%m%d}")


def _kept(book: Book, cast: Cast, now: datetime, chance: np.random.Generator) -> None:
    with book.read() as r:
        owed = call_backs_due(r, now)
    for one in owed:
        draw = chance.random()
        if draw < 0.06:
            give_up_promise(book, cast.handler, one.subject, "客户已到其他网点办理，已致歉说明。")
            continue
        if draw < 0.2:
            record_try(book, one.owner, one.subject, "无人接听")
        done = one.due + timedelta(minutes=35) if draw > 0.9 else one.due - timedelta(minutes=5)
        keep_promise(book, one.owner, one.subject, "已联系客户办结", at=min(done, now))


def _next_open(book: Book, day: date) -> datetime:
    """When the doors open next after a day (the day after, when they stay shut for a fortnight)."""
    with book.read() as r:
        for ahead in range(1, 15):
            doors = opening(r, day + timedelta(days=ahead))
            if doors is not None:
                minutes = timedelta(minutes=doors.open_minute)
                return datetime.combine(day + timedelta(days=ahead), time(0), book.zone) + minutes
    return datetime.combine(day + timedelta(days=1), time(9), book.zone)
