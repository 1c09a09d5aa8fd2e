"""Surges and outages of the sample branch: declared when its own tickets have a queue, met as a branch meets them.

What is typed in is what the tickets of the day show, and whoever is sent serves there in the tickets too: so what the
plans predicted and what came are of one size.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from supervisor.branch.ledger import people, posts
from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.demo.customers import Customers
from supervisor.incidents import service as incidents
from supervisor.journal import Book

SURGE_SHARE, ANY_SHARE = 0.10, 0.14  # of weekdays
SURGE_FACTOR = 1.4  # as many customers as on such a day, as the playbook believes
LATE_SECONDS = 9 * 60
STORIES = {
    "surge": ("附近单位集中发薪，取款客户增多", "社保卡集中领取，大厅排队", "旅行团到店换汇"),
    "core_outage": ("核心系统响应超时，柜面无法记账", "上级行通知核心系统切换"),
}
LESSONS = {
    "surge": "客流上来前十分钟就叫后台岗到大堂，不等排队。",
    "core_outage": "先把“系统恢复前可办业务”告示贴出来，再向客户解释。",
}


def strike(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, draw: float, seed: int, customers: Customers
) -> None:
    """What a draw from 0 to 1 brings this day: mostly nothing."""
    if draw > ANY_SHARE or day.weekday() > 4:
        return
    kind = "surge" if draw < SURGE_SHARE else "core_outage"
    chance = np.random.default_rng([seed, day.toordinal(), 11])
    if kind == "surge":
        customers.swell(day, SURGE_FACTOR)
    minute, waiting = _worst(book, day, doors, customers)
    if minute < 0:
        return
    commander = cast.supervisors[0]
    clock.set(day, minute)
    incident = incidents.declare(
        book, commander, kind=kind, commander=commander, note=str(chance.choice(STORIES[kind]))
    )
    lasts = 60 * int(chance.integers(38, 50))
    _met(book, clock, day, minute, lasts, incident, commander, cast.manager, kind, waiting, chance, customers)


def _worst(book: Book, day: date, doors: Opening, customers: Customers) -> tuple[int, dict[str, int]]:
    """The minute of the forenoon at which most stand waiting, and how many of each class; -1 without customers."""
    from supervisor.dispatch.floor.queue_now import waiting_in

    tickets = customers.tickets(book, day)
    if tickets is None:
        return -1, {}
    with book.read() as r:
        served = {post.service_class for post in posts(r) if post.service_class}
        now = r.now.astimezone(r.zone)
    begun = now.hour * 60 + now.minute + 1 if now.date() == day else 0
    first = max(doors.open_minute + 45, begun)
    found = {at: waiting_in(tickets, at) or {} for at in range(first, max(first + 1, doors.open_minute + 120), 5)}
    minute = max(found, key=lambda at: sum(found[at].values()))
    return minute, {code: found[minute].get(code, 0) for code in sorted(served)}


def _met(
    book: Book, clock: SampleClock, day: date, minute: int, lasts: int, incident: str, commander: str, manager: str,
    kind: str, waiting: dict[str, int], chance: np.random.Generator, customers: Customers,
) -> None:  # fmt: skip
    """The incident from its declaration to its lesson: counted, planned, sent, heard, on post, ticked, over."""
    from supervisor.dispatch import service as dispatch
    from supervisor.dispatch.afterwards.lessons import note_lesson
    from supervisor.dispatch.ordering import hear
    from supervisor.dispatch.playbooks import playbook_of
    from supervisor.incidents.ledger import incident as incident_of
    from supervisor.training.proposals.service import drop

    def at(seconds: float) -> None:
        clock.set(day, minute + seconds / 60)

    with book.read() as r:
        declared = incident_of(r, incident)
        assert declared is not None
        steps = playbook_of(r, declared).steps
        class_of = {post.subject: post.service_class for post in posts(r)}
        number_of = {one.subject: one.no for one in people(r)}
    first = int(chance.integers(200, 340) if chance.random() < 0.3 else chance.integers(122, 150))
    todo: list[tuple[float, Callable[[], object]]] = []
    doing = [one for one in steps if not one.restart and 60 * one.after_minutes < lasts - LATE_SECONDS]
    slow = [int(n) for n in chance.permutation(np.arange(len(doing) // 2, len(doing)))[:2]]
    for place, step in enumerate(doing):
        if slow[1:] == [place]:
            continue  # nobody thought of it
        due = 60 * step.after_minutes
        when = due + LATE_SECONDS if slow[:1] == [place] else max(20.0, due * float(chance.uniform(0.86, 0.98)))
        todo.append((when, lambda code=step.code: dispatch.tick_step(book, commander, incident, code)))
    todo.append((60.0, lambda: dispatch.count_waiting(book, commander, incident, waiting)))
    for seconds, deed in sorted(todo, key=lambda one: one[0]):
        if seconds < first - 5:
            at(seconds)
            deed()
    todo = [one for one in todo if one[0] >= first - 5]
    at(first - 5)
    proposal, plan = dispatch.propose(book, commander, incident)
    orders = []
    moves = {one.person: one for one in plan.moves if one.from_minute <= minute + first / 60}
    if moves:  # those that are for later are called out then, and by then it is over
        at(first)
        orders = dispatch.send(book, commander, incident, proposal, persons=list(moves))
    there: dict[str, float] = {}
    for place, order in enumerate(orders):
        heard = first + 4 * place + int(chance.integers(20, 56))
        there[order] = first + 4 * place + int(chance.integers(120, 290))
        todo.append((heard, lambda one=order: hear(book, commander, incident, one)))
        todo.append((there[order], lambda one=order: dispatch.finish(book, commander, incident, one)))
    todo.append((lasts, lambda: dispatch.return_people(book, commander, incident)))
    todo.append((lasts + 20, lambda: incidents.end(book, commander, incident, outcome="恢复正常")))
    for place, step in enumerate(one for one in steps if one.restart):
        when = lasts + 30 + 90 * place
        todo.append((when, lambda code=step.code: dispatch.tick_step(book, commander, incident, code)))
    for seconds, deed in sorted(todo, key=lambda one: one[0]):
        at(seconds)
        deed()
    at(lasts + 600)
    lesson = note_lesson(book, commander, incident, LESSONS[kind])
    drop(book, manager, lesson, "已写入预案，次日晨会已讲解")
    for order, person in zip(orders, moves, strict=False):
        move = moves[person]
        start = max(minute + round(there[order] / 60), move.from_minute)
        end = min(minute + lasts // 60, move.until_minute or minute + lasts // 60)
        customers.move(day, number_of.get(person, person), class_of.get(move.to_post, ""), start, end)
