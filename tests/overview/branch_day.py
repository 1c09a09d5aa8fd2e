"""A branch that has worked for weeks, made by chance from a seed: people, posts, roster, tickets, a day's events."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.records import Opening
from supervisor.branch.service import add_person, found_branch, set_hours, set_post, set_service_class
from supervisor.complaints import service as complaints
from supervisor.complaints.promises import service as promises
from supervisor.complaints.texts.masking import Contact
from supervisor.inspection.service import import_templates
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.roster.records import Duty, Lunch
from supervisor.roster.service import plan_day, record_absence
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import Outcome, Tickets

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 20)  # a Friday
NOW = datetime.combine(DAY, time(9, 30), ZONE)
YESTERDAY = date(2026, 11, 19)
OPEN, CLOSE = 8 * 60 + 30, 17 * 60
CLASS = "q7"
SECRET = "客户隐情不可外泄13812345678"


@dataclass
class Made:
    """Who is who."""

    book: Book
    manager: str
    handler: str
    supervisor: str
    tellers: list[str]
    post: str
    complaint: str = ""


def tickets(day: date, chance: np.random.Generator, count: int, until: int = CLOSE) -> Tickets:
    """Served customers of one day: two crowds, a few minutes of waiting and of service (seconds after midnight)."""
    crowd = np.where(chance.random(count) < 0.5, 10 * 60 + 15, 14 * 60 + 30)
    arrived = np.sort(np.clip(chance.normal(crowd, 60), OPEN, CLOSE - 30) * 60).astype(np.int32)
    arrived = arrived[arrived < until * 60]
    n = arrived.size
    called = arrived + chance.integers(0, 15 * 60, n, dtype=np.int32)
    return Tickets(
        day=np.full(n, day.toordinal(), np.int32),
        number=np.array([f"{i:04d}".encode() for i in range(n)], dtype="S8"),
        arrived=arrived,
        called=called.astype(np.int32),
        finished=(called + chance.integers(60, 420, n, dtype=np.int32)).astype(np.int32),
        outcome=np.full(n, Outcome.SERVED, np.uint8),
        service_class=np.zeros(n, np.uint16),
        server=np.zeros(n, np.uint16),
        rating=np.full(n, 5, np.uint8),
        classes=(CLASS,),
        servers=("1",),
    )


def made(book: Book, seed: int = 7) -> Made:
    """The branch at 09:30 on a Friday, with a complaint, praise and a failed check on the day before."""
    chance, numbers = random.Random(seed), np.random.default_rng(seed)
    clock = [datetime.combine(YESTERDAY, time(9, 0), ZONE)]
    book.set_now(lambda: clock[0])
    with book.batch():
        found_branch(book, SYSTEM, name=f"支行{seed}", target_minutes=10, target_share=0.8)
        set_hours(book, SYSTEM, range(1, 6), Opening(OPEN, CLOSE), valid_from=date(2020, 1, 1))
        set_service_class(book, SYSTEM, CLASS, Words("柜面", "Counter"))
        post = set_post(book, SYSTEM, code="W1", name=Words("一号窗", "Window 1"), service_class=CLASS, stations=4,
                        min_cover=3)  # fmt: skip

        def person(role: Role) -> str:
            no = f"{chance.randrange(10**6):06}"
            who = add_person(book, SYSTEM, no=no, name=f"人{no}", role=role.value, joined=date(2020, 1, 1))
            add_user(book, SYSTEM, login=f"u{no}", person=who, name=no, roles=(role,))
            return who

        b = Made(book, person(Role.MANAGER), person(Role.COMPLAINT_HANDLER), person(Role.SUPERVISOR),
                 [person(Role.STAFF) for _ in range(3)], post)  # fmt: skip
        import_templates(book, SYSTEM, valid_from=date(2026, 1, 1))
        for back in range(1, 43):
            day = DAY - timedelta(days=back)
            if day.weekday() < 5:
                record_tickets(book, SYSTEM, [tickets(day, numbers, 160 + int(numbers.integers(0, 30)))], "sample")
        for day in (YESTERDAY, DAY):
            plan_day(book, SYSTEM, day, [Duty(who, post, OPEN, CLOSE) for who in b.tellers],
                     [Lunch(b.tellers[0], 12 * 60, 12 * 60 + 30)])  # fmt: skip
        log_inspection(book, b.supervisor, "appearance",
                       [{"item": "B1-1", "verdict": "fail", "persons": (b.tellers[0],), "note": "late change"}],
                       others_pass=True)  # fmt: skip
        b.complaint = complaints.register(
            book, b.tellers[1], channel="spoken", text=SECRET, class_code="cash", cause_code="waiting",
            owner=b.handler, contact=Contact(name="王某某", phone="13812345678"), person=b.tellers[0],
        )  # fmt: skip
        promises.record_praise(book, b.handler, source="customer", persons=[b.tellers[2]], what="扶老人办理业务")
        promises.promise(book, b.tellers[1], owner=b.tellers[1], due=datetime.combine(DAY, time(10), ZONE),
                         matter="换卡", contact=Contact(phone="13900000000"))  # fmt: skip
        clock[0] = NOW
        record_absence(book, SYSTEM, DAY, b.tellers[2], "sick", start_minute=13 * 60, end_minute=17 * 60)
        record_tickets(book, SYSTEM, [tickets(DAY, numbers, 170, until=9 * 60 + 30)], "sample")
    return b
