"""The sample's complaints of note: one of every state and turn a case can take, on fixed days before the present.

What chance brings (`voices`) are plain cases; these are the others: a group with people who speak for it, a duplicate,
a pause, head office, the manager himself, a review, a withdrawal. All made up; the same on every making of a day.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from supervisor.branch.ledger import names
from supervisor.branch.records import Opening
from supervisor.complaints import service as complaints
from supervisor.complaints.attachments.service import attach
from supervisor.complaints.ledger import complaints as heard
from supervisor.complaints.promises.service import record_praise
from supervisor.complaints.records import Complaint
from supervisor.complaints.repeats.service import join
from supervisor.complaints.texts.masking import Contact
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.errors import Problem
from supervisor.journal import Book

MEASURE = "晨会讲评，相关岗位补学一次。"


class _Day:
    """One day of the script: who is there, and the clock at so many minutes after opening."""

    def __init__(self, book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening) -> None:
        self.book, self.clock, self.cast, self.day, self.doors = book, clock, cast, day, doors
        self.handler, self.manager = cast.handler, cast.manager
        self.taker = cast.supervisors[0]
        with book.read() as r:
            self.zones = [one.code for one in names(r, "zone")] or [""]

    def at(self, minutes: int) -> datetime:
        self.clock.set(self.day, self.doors.open_minute + minutes)
        return self.clock.now()

    def zone(self, wanted: str) -> str:
        return wanted if wanted in self.zones else self.zones[0]

    def hear(self, channel: str, cause: str, text: str, customer: str, zone: str = "lobby", **more: Any) -> str:
        self.at(135)
        plain: dict[str, Any] = {"class_code": "account", "owner": self.handler, "wish": "请尽快答复。"}
        contact = Contact(name=f"示例客户{customer}", phone=f"1380000{ord(customer) % 10000:04d}")
        said: dict[str, Any] = {**plain, **more}
        return complaints.register(
            self.book, self.taker, channel=channel, cause_code=cause, text=text, contact=contact, zone=self.zone(zone),
            **said,
        )  # fmt: skip

    def case(self, channel: str, days_ago: int) -> str:
        """The case that was heard by this channel so many days ago."""
        then = self.day - timedelta(days=days_ago)
        with self.book.read() as r:
            found: list[Complaint] = [one for one in heard(r, then, then) if one.channel == channel and one.zone]
        return found[0].subject if found else ""

    def answer(self, case: str, minutes: int, *, at_fault: bool, root: str, by: str = "", sign: bool = True) -> None:
        self.at(minutes)
        who = by or self.handler
        complaints.handle(
            self.book, who, case, at_fault=at_fault, facts="调阅录像并询问当事人，情况属实。", measure=MEASURE,
            apologised=True, root_code=root, root="排班与当日客流不匹配。",
        )  # fmt: skip
        complaints.reply(self.book, who, case, text="已致歉并说明处理结果。", accepted=True)
        if sign:
            self.at(minutes + 45)
            complaints.close(self.book, self.manager, case)


def _group(d: _Day) -> None:
    speak = [Contact(name=f"示例代表{one}", phone=f"1390000000{place}") for place, one in enumerate("甲乙", start=1)]
    case = d.hear(
        "spoken", "waiting", "六位客户等候近一小时，窗口只开两个。", "甲", group_size=6, representatives=speak
    )
    d.at(150)
    complaints.give_feedback(d.book, d.handler, case)
    d.answer(case, 300, at_fault=True, root="staffing_short")


def _reviewed(d: _Day) -> None:
    d.at(60)
    case = d.case("spoken", 11)
    complaints.ask_review(d.book, d.handler, case, owner=d.taker)
    d.answer(case, 200, at_fault=True, root="staffing_plan", by=d.taker)


def _letter(d: _Day) -> None:
    case = d.hear("letter", "fees", "来信反映小额账户管理费未告知。", "乙", "non_cash")
    d.at(140)
    attach(d.book, d.handler, case, name="来信扫描件.png", data=_letter_scan())
    complaints.give_feedback(d.book, d.handler, case)


def _letter_paused(d: _Day) -> None:
    d.at(90)
    complaints.pause(d.book, d.manager, d.case("letter", 2), "papers")


def _letter_answered(d: _Day) -> None:
    d.at(90)
    case = d.case("letter", 11)
    complaints.resume(d.book, d.manager, case)
    d.answer(case, 180, at_fault=False, root="information")


def _beyond(d: _Day) -> None:
    case = d.hear("phone", "rules", "异地开户限制不合理，要求放宽。", "丙", "non_cash")
    d.at(200)
    complaints.give_feedback(d.book, d.handler, case)
    complaints.tell_manager(d.book, d.handler, case)
    complaints.ask_escalation(d.book, d.handler, case, "涉及上级行制度，超出支行权限。")
    d.at(240)
    complaints.escalate(d.book, d.manager, case, "涉及上级行制度，已确认上报。")


def _beyond_decided(d: _Day) -> None:
    d.at(120)
    case = d.case("phone", 9)
    complaints.record_head_office_decision(
        d.book, d.handler, case, decision="按现行制度办理，由支行说明。", decided_by="上级行消保部", owner=d.handler
    )
    d.answer(case, 240, at_fault=False, root="process_gap")


def _withdrawn(d: _Day) -> None:
    case = d.hear("online", "other", "误以为扣费，要求核实。", "丁", "self", person=d.cast.staff[0].subject)
    d.at(330)
    complaints.withdraw(d.book, d.handler, case, "客户核对后撤回")


def _late(d: _Day) -> None:
    d.hear("online", "passed_on", "手机银行问题被多次转接，无人负责。", "戊", "lobby", person=d.cast.staff[1].subject)


def _late_answered(d: _Day) -> None:
    case = d.case("online", 5)
    d.at(60)
    complaints.give_feedback(d.book, d.handler, case)
    d.answer(case, 90, at_fault=True, root="manner")


def _twice(d: _Day) -> None:
    first = d.hear("hotline", "system", "自助设备吞卡，要求尽快退回。", "己", "self", caller_verified=True)
    d.at(150)
    second = complaints.register(
        d.book, d.taker, channel="phone", cause_code="system", class_code="machine", text="再次来电催问吞卡。",
        contact=Contact(name="示例客户己", phone="13800004049"), owner=d.handler, zone=d.zone("self"),
    )  # fmt: skip
    complaints.give_feedback(d.book, d.handler, first)
    join(d.book, d.handler, second, first)
    d.answer(first, 260, at_fault=True, root="system_fault")


def _regulator(d: _Day) -> None:
    case = d.hear("regulator", "error", "转账用途录入有误，款项被退回。", "庚", "cash", class_code="corporate")
    now = d.at(150)
    complaints.give_feedback(d.book, d.handler, case)
    complaints.tell_manager(d.book, d.handler, case)
    complaints.find_complex(d.book, d.manager, case, "涉及多家机构，需调取凭证。", now)


def _regulator_paused(d: _Day) -> None:
    d.at(90)
    complaints.pause(d.book, d.manager, d.case("regulator", 6), "third_party")


def _manager(d: _Day) -> None:
    d.hear("letter", "attitude", "反映负责人接待时态度生硬。", "辛", "office", person=d.manager)


def _on_the_spot(d: _Day) -> None:
    case = d.hear("spoken", "told_once", "少告知一份材料，白跑一趟。", "壬", "non_cash", owner=d.taker)
    d.at(150)
    complaints.settle_on_the_spot(
        d.book, d.taker, case, at_fault=True, facts="未一次告知。", answer="当场致歉并代为复印办结。", measure=MEASURE,
        apologised=True, accepted=True,
    )  # fmt: skip
    d.at(260)
    complaints.close(d.book, d.manager, case)


def _in_the_book(d: _Day) -> None:
    case = d.hear("comment_book", "environment", "等候区座椅不足。", "癸", "lobby")
    d.answer(case, 200, at_fault=True, root="environment", sign=False)
    complaints.close(d.book, d.handler, case)


def _to_sign(d: _Day) -> None:
    case = d.hear("phone", "told_once", "挂失补卡所需证件说法不一。", "子", "cash")
    d.answer(case, 240, at_fault=True, root="skill_new", sign=False)


def _to_confirm(d: _Day) -> None:
    case = d.hear("online", "fees", "要求减免跨行手续费。", "乙", "self")  # who wrote the letter complains again
    d.at(150)
    complaints.give_feedback(d.book, d.handler, case)
    complaints.ask_escalation(d.book, d.handler, case, "减免超出支行权限。")


def _praised(source: str, what: str, keepsake: str = "") -> Callable[[_Day], None]:
    def speak(d: _Day) -> None:
        d.at(170)
        who = d.cast.staff[d.day.toordinal() % len(d.cast.staff)].subject
        record_praise(d.book, d.taker, source=source, persons=[who], what=what, keepsake=keepsake, zone=d.zone("lobby"))

    return speak


SCRIPT: dict[int, tuple[Callable[[_Day], None], ...]] = {  # days before the present
    36: (_group,), 35: (_praised("media", "晚报报道：上门为行动不便老人办理业务。"),), 33: (_letter,),
    31: (_letter_paused,), 30: (_beyond,), 27: (_withdrawn,), 25: (_reviewed,), 24: (_late,), 22: (_letter_answered,),
    21: (_beyond_decided, _praised("head_office", "服务竞赛中表现突出，上级行通报表扬。")), 19: (_late_answered,),
    17: (_twice,), 14: (_regulator,), 12: (_manager,), 10: (_praised("customer", "成功劝阻一起电信诈骗。", "banner"),),
    8: (_regulator_paused, _on_the_spot), 6: (_praised("customer", "耐心帮助补办多年前存单。", "letter"),),
    5: (_in_the_book,), 3: (_to_sign,), 2: (_to_confirm,),
}  # fmt: skip


def turns_of_note(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, today: date) -> None:
    """What the script has for a day. In a branch whose people or trees do not allow a turn, that turn is left out."""
    played = SCRIPT.get((today - day).days, ())
    if played:
        there = _Day(book, clock, cast, day, doors)
        for turn in played:
            with suppress(Problem):
                turn(there)


def _letter_scan() -> bytes:
    """A small picture of a written page: grey lines on white."""
    wide, high = 120, 160
    lines = b"".join(
        b"\x00" + bytes(110 if y % 14 in (6, 7) and 12 < x < 96 + y % 20 else 250 for x in range(wide))
        for y in range(high)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
