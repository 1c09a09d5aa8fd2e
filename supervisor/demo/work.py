"""What the people of the sample branch did: rounds, mending, meetings, a surge, an outage, complaints, praise, tests.

Chosen by chance from what the book itself holds (its check-lists, people, posts), so that any branch can be worked.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.actions.ledger import open_actions
from supervisor.actions.service import close_action, report_done, take_up
from supervisor.branch.ledger import people, posts
from supervisor.branch.records import Opening, Person
from supervisor.demo.clock import SampleClock
from supervisor.errors import Problem
from supervisor.incidents import service as incidents
from supervisor.inspection.answer import Answer
from supervisor.inspection.library import list_templates
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book
from supervisor.roster.ledger import duties

ROUNDS = {0: ("appearance", "environment"), 1: ("discipline",), 2: ("internal_control",), 3: ("appearance",),
          4: ("discipline", "environment")}  # fmt: skip
GRIEVANCES = (
    ("等候时间过长，无人引导。", "cash", "waiting", "高峰时段增派大堂引导。"),
    ("办理时未一次说清所需材料。", "account", "told_once", "柜面张贴材料清单，逐条告知。"),
    ("自助设备故障，未见提示。", "machine", "system", "设备停用时立即放置提示牌。"),
)
NOTES = ("已当场提醒", "当日更正", "较上周有改善", "请班后跟进")


class Cast:
    """Who plays which part, read from the book."""

    def __init__(self, book: Book) -> None:
        with book.read() as r:
            logins = users(r)
            self.people = people(r)
            self.posts = posts(r)
        self.manager = next(u.person for u in logins if Role.MANAGER in u.roles)
        self.deputy = next((u.person for u in logins if Role.DEPUTY in u.roles), self.manager)
        self.supervisors = [u.person for u in logins if Role.SUPERVISOR in u.roles] or [self.manager]
        self.handler = next((u.person for u in logins if Role.COMPLAINT_HANDLER in u.roles), self.deputy)
        leaders = {self.manager, self.deputy, self.handler, *self.supervisors}
        self.staff: list[Person] = [p for p in self.people if p.subject not in leaders]


def work_day(book: Book, clock: SampleClock, day: date, doors: Opening, seed: int, *, last: bool) -> None:
    """Play one open day. On the last one nothing happens that the manager is to try himself."""
    chance = np.random.default_rng([seed, day.toordinal(), 7])
    cast = Cast(book)
    if day.weekday() == 0 or day.day == 1:
        _meetings(book, clock, cast, day, doors)
    if last:
        return
    _inspect(book, clock, cast, day, doors, chance)
    _incident(book, clock, cast, day, doors, chance)
    _customers_speak(book, clock, cast, day, doors, chance)
    _mend(book, clock, cast, day, doors, chance)
    if day.weekday() == 3:
        _train(book, clock, cast, day, chance)


def _inspect(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator
) -> None:
    with book.read() as r:
        known = {template.code: template for _version, template in list_templates(r, day)}
        working = sorted({duty.person for duty in duties(r, day)} & {p.subject for p in cast.staff})
    for number, code in enumerate(ROUNDS.get(day.weekday(), ())):
        template = known.get(code)
        if template is None or not working:
            continue
        minute = doors.open_minute + int(chance.integers(5, 60)) + 150 * number
        clock.set(day, minute)
        answers = []
        for item in template.items():
            if chance.random() < 0.02:
                answers.append(Answer(item=item.id, verdict="na"))
            elif item.severity != "grave" and chance.random() < 0.07 and item.evidence != "photo":
                who = [str(chance.choice(working))]
                places = () if item.counts != "place" else ("大厅",)
                answers.append(
                    Answer(
                        item=item.id, verdict="fail", persons=tuple(who), places=places, cases=1,
                        note=str(chance.choice(NOTES)), value=0.05 if item.counts == "rate" else None,
                    )
                )  # fmt: skip
        inspector = str(chance.choice(cast.supervisors))
        finished = clock.now() + timedelta(minutes=20)
        try:
            log_inspection(book, inspector, code, answers, source="on_site", others_pass=True, finished_at=finished)
        except Problem:
            log_inspection(book, inspector, code, [], source="on_site", others_pass=True, finished_at=finished)


def _mend(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator) -> None:
    clock.set(day, doors.close_minute + 10)
    with book.read() as r:
        waiting = open_actions(r)
    for action in waiting:
        doer = action.doer or action.owner
        if action.state == "open" and chance.random() < 0.7:
            take_up(book, doer, action.subject)
        elif action.state == "taken_up" and chance.random() < 0.6:
            report_done(book, doer, action.subject, note="已整改", like_places="同类位置已一并检查")
        elif action.state == "done" and chance.random() < 0.8:
            closer = cast.manager if cast.manager not in (action.owner, action.doer, *action.about) else cast.deputy
            if closer not in (action.owner, action.doer, *action.about):
                close_action(book, closer, action.subject, note="复查合格")


def _incident(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator
) -> None:
    from supervisor.dispatch import service as dispatch

    draw = chance.random()
    if draw > 0.14 or day.weekday() > 4:
        return
    kind = "surge" if draw < 0.10 else "core_outage"
    commander = cast.supervisors[0]
    clock.set(day, doors.open_minute + 95)
    incident = incidents.declare(book, commander, kind=kind, commander=commander)
    with book.read() as r:
        standing = {p.service_class: float(chance.integers(2, 9)) for p in posts(r) if p.service_class}
    proposal, plan = dispatch.propose(book, commander, incident, standing=standing)
    if plan.moves:
        orders = dispatch.send(book, commander, incident, proposal)
        for order in orders:
            dispatch.finish(book, commander, incident, order)
    clock.set(day, doors.open_minute + 95 + int(chance.integers(30, 75)))
    dispatch.return_people(book, commander, incident)
    incidents.end(book, commander, incident, outcome="恢复正常")


def _customers_speak(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator
) -> None:
    from supervisor.complaints import service as complaints
    from supervisor.complaints.masking import Contact
    from supervisor.complaints.promises.service import read_comment_book, record_praise

    clock.set(day, doors.open_minute + 120)
    concerned = cast.staff[int(chance.integers(len(cast.staff)))]
    if chance.random() < 0.12:
        text, class_code, cause_code, measure = GRIEVANCES[int(chance.integers(len(GRIEVANCES)))]
        case = complaints.register(
            book, cast.supervisors[0], channel="spoken", text=text, class_code=class_code, cause_code=cause_code,
            person=concerned.subject, owner=cast.handler, contact=Contact(name="示例客户", phone="13800000000"),
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
        record_praise(
            book, cast.supervisors[0], source="comment_book", persons=[concerned.subject], what="服务热情、办理迅速。"
        )
    clock.set(day, doors.close_minute - 10)
    read_comment_book(book, cast.handler, day=day, new_comments=0, answered=0)


def _train(book: Book, clock: SampleClock, cast: Cast, day: date, chance: np.random.Generator) -> None:
    from supervisor.language import Words
    from supervisor.training.ledger import courses
    from supervisor.training.service import define_course, record_session, record_test

    with book.read() as r:
        known = {c.code for c in courses(r)}
    if "counterfeit" not in known:
        define_course(book, cast.manager, code="counterfeit", name=Words("反假货币", "Counterfeit detection"))
    group = [p.subject for p in cast.staff if chance.random() < 0.35]
    if not group:
        return
    start = datetime.combine(day, time(12, 15), book.zone)
    clock.set(day, 13 * 60)
    record_session(
        book, cast.supervisors[0], course_code="counterfeit", start=start, minutes=30,
        trainer=cast.supervisors[0], participants=group,
    )  # fmt: skip
    for person in group:
        record_test(book, cast.supervisors[0], course_code="counterfeit", person=person,
                    points_c=int(chance.integers(70, 101)) * 100)  # fmt: skip


def _meetings(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening) -> None:
    from supervisor.meetings.problem import Need
    from supervisor.meetings.service import plan_week, request

    clock.set(day, doors.open_minute - 60)
    monday = day - timedelta(days=day.weekday())
    friday = monday + timedelta(days=4)
    leaders = tuple(Need(by="person", value=person) for person in {cast.manager, *cast.supervisors})
    request(
        book, cast.manager, kind="briefing", title="晨会", minutes=15, needs=(Need(by="everyone"),),
        first_day=day, last_day=friday if friday >= day else day, each_day=True,
        earliest_minute=doors.open_minute - 45, latest_minute=doors.open_minute,
    )  # fmt: skip
    trained = tuple(Need(by="person", value=p.subject) for p in cast.staff[:8])
    request(
        book, cast.manager, kind="training", title="反假货币培训", minutes=30, needs=trained, first_day=day,
        last_day=max(friday, day), inside_hours=True, may_split=True,
        wished_day=max(friday, day), wished_minute=10 * 60,
    )  # fmt: skip
    request(
        book, cast.manager, kind="review", title="服务质量例会", minutes=45, needs=leaders, first_day=day,
        last_day=max(friday, day), inside_hours=True,
    )  # fmt: skip
    plan_week(book, cast.manager, monday, publish=True)
