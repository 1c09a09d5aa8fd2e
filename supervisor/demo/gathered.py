"""The meetings of the sample: asked for on the first open day of a week, held with who came; today some still open.

Kinds and people come from what the book holds, so that any branch can meet. Whoever comes late, is missing or sends
word is drawn by chance from the seed and the day.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supervisor.branch.ledger import opening
from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.journal import Book
from supervisor.meetings import service as meetings
from supervisor.meetings.events import Decision
from supervisor.meetings.ledger import Held, sittings
from supervisor.meetings.problem.model import Need
from supervisor.together import hold_agenda

MISSING, EXCUSED, LATE = 0.015, 0.03, 0.03  # shares of those who were to come
MINUTES = {
    "review": ("本周服务质量通报，等候超时集中在午间轮换。", "午间轮换错开十五分钟，大堂引导先补位"),
    "training": ("讲解新版假币特征，现场辨识十二张样币。", "未通过辨识的同事本周内补练一次"),
    "evening": ("回顾当日客诉与差错，明确次日岗位。", "次日开门前再核对一次岗位牌"),
}  # by kind: what was said, and what was decided
REASON = "外出办理业务，已报备"


def ask_week(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening) -> None:
    """Before the doors open on the first open day of a week: its meetings are asked for, placed and published."""
    clock.set(day, doors.open_minute - 60)
    last = max(day, _monday(day) + timedelta(days=4))
    leaders = tuple(Need(by="person", value=one) for one in dict.fromkeys((cast.manager, *cast.supervisors)))
    meetings.request(
        book, cast.manager, kind="briefing", title="晨会", minutes=15, needs=(Need(by="everyone"),),
        first_day=day, last_day=last, each_day=True,
        earliest_minute=doors.open_minute - 45, latest_minute=doors.open_minute,
    )  # fmt: skip
    trained = tuple(Need(by="person", value=one.subject) for one in cast.staff[:8])
    meetings.request(
        book, cast.manager, kind="training", title="反假货币培训", minutes=30, needs=trained, first_day=day,
        last_day=last, inside_hours=True, may_split=True, wished_day=last, wished_minute=10 * 60,
    )  # fmt: skip
    meetings.request(
        book, cast.manager, kind="review", title="服务质量例会", minutes=45, needs=leaders, first_day=day,
        last_day=last, inside_hours=True,
    )  # fmt: skip
    midweek = _open_after(book, day + timedelta(days=(last - day).days // 2 - 1))
    if day < midweek <= last:
        meetings.request(
            book, cast.manager, kind="evening", title="周中夕会", minutes=20, needs=(Need(by="everyone"),),
            first_day=midweek,
            earliest_minute=doors.close_minute, latest_minute=doors.close_minute + 90,
        )  # fmt: skip
    meetings.plan_week(book, cast.manager, _monday(day), publish=True)


def ask_today(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening) -> None:
    """On the present day: two meetings have a time and are not announced, one request waits for its time."""
    clock.set(day, doors.open_minute - 40)
    sunday = _monday(day) + timedelta(days=6)
    product = tuple(Need(by="person", value=one.subject) for one in cast.staff[-4:])
    counted = tuple(Need(by="person", value=one) for one in dict.fromkeys((cast.deputy, cast.staff[0].subject)))
    for kind, title, minutes, needs, earliest in (
        ("ad_hoc", "新产品宣讲", 30, product, doors.open_minute),
        ("cash_count", "月末查库准备会", 30, counted, doors.close_minute),
    ):
        subject = meetings.request(
            book, cast.manager, kind=kind, title=title, minutes=minutes, needs=needs, first_day=day,
            last_day=sunday, earliest_minute=earliest, inside_hours=True,
        )  # fmt: skip
        meetings.place(book, cast.manager, subject)
    heard = tuple(Need(by="person", value=one.subject) for one in cast.staff[4:10])
    meetings.request(
        book, cast.supervisors[0], kind="training", title="投诉案例讲评", minutes=45, needs=heard, first_day=day,
        last_day=sunday + timedelta(days=7), earliest_minute=doors.open_minute, inside_hours=True, may_split=True,
        wished_day=_open_after(book, day), wished_minute=doors.open_minute + 150,
    )  # fmt: skip


def hold_briefing(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, seed: int) -> None:
    """When the doors open: the morning's briefing was held as planned, and who came is ticked."""
    clock.set(day, doors.open_minute)
    for held in _of_day(book, day):
        if held.kind == "briefing":
            came, marks = _came(cast, held, seed)
            hold_agenda(book, cast.manager, f"briefing:{day.isoformat()}", present=came, chair=cast.manager)
            _mark(book, cast, held, marks)
            return


def hold_rest(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, seed: int) -> None:
    """In the evening: the day's other meetings are entered with who came, how long they took and what was decided."""
    rest = [one for one in _of_day(book, day) if one.kind != "briefing"]
    if rest:
        clock.set(day, max([doors.close_minute, *(one.plan.end_minute for one in rest)]) + 10)
    for number, held in enumerate(rest):
        came, marks = _came(cast, held, seed)
        plan, over = held.plan, (day.toordinal() + 3 * number) % 8  # minutes over time
        meetings.start(book, cast.manager, held.meeting, held.sitting, attending=came, minute=plan.start_minute)
        _mark(book, cast, held, marks)
        meetings.end(book, cast.manager, held.meeting, held.sitting, minute=plan.end_minute + over)
        if words := MINUTES.get(held.kind):
            decided = Decision(code="1", text=words[1], owner=cast.supervisors[0], due=day + timedelta(days=5))
            meetings.write_minutes(book, cast.manager, held.meeting, held.sitting, words[0], (decided,))


def _of_day(book: Book, day: date) -> list[Held]:
    with book.read() as r:
        return sittings(r, day, day, ("placed", "published"))


def _came(cast: Cast, held: Held, seed: int) -> tuple[tuple[str, ...], dict[str, str]]:
    """Who came, and the marks of those who were late or sent word; the same for a seed and a day, whatever the subjects
    are."""
    chance = np.random.default_rng([seed, held.plan.day.toordinal(), held.plan.start_minute, 12])
    number = {one.subject: one.no for one in cast.people}
    came, marks = [], {}
    for person in sorted(held.plan.people, key=lambda one: number.get(one, "")):
        lot = chance.random()
        if person == cast.manager or lot >= MISSING + EXCUSED:
            came.append(person)
        if person != cast.manager and MISSING <= lot < MISSING + EXCUSED + LATE:
            marks[person] = "excused" if lot < MISSING + EXCUSED else "late"
    return (tuple(came), marks) if came else (held.plan.people, {})


def _mark(book: Book, cast: Cast, held: Held, marks: dict[str, str]) -> None:
    for person, mark in marks.items():
        minute = held.plan.start_minute + 6 if mark == "late" else None
        note = REASON if mark == "excused" else ""
        meetings.attend(book, cast.manager, held.meeting, held.sitting, person, mark, minute=minute, note=note)


def _open_after(book: Book, day: date) -> date:
    with book.read() as r:
        ahead = (day + timedelta(days=n) for n in range(1, 8))
        return next((one for one in ahead if opening(r, one) is not None), day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
