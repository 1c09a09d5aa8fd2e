"""A small branch with people, posts and zones made by chance: no test may lean on particular names."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.actions import ledger
from supervisor.actions.records import Action
from supervisor.branch.service import found_branch, set_post, set_zone
from supervisor.branch.staff import add_person
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words

FRIDAY = datetime(2026, 11, 20, 2, tzinfo=UTC)  # 10:00 in Shanghai


class Office(msgspec.Struct, frozen=True):
    """Who is who; `counters` are posts that serve one queue, `door` one that serves none."""

    manager: str
    deputy: str
    chief: str
    handler: str
    head_office: str
    commander: str
    tellers: tuple[str, ...]
    counters: tuple[str, ...]
    door: str


def made(book: Book, seed: int = 1, now: datetime = FRIDAY) -> Office:
    """Found it, with a log-in for everybody."""
    book.set_now(lambda: now)
    chance = random.Random(seed)
    found_branch(book, SYSTEM, name=f"B{seed}")

    def person(job: str, role: Role) -> str:
        no = f"{chance.randrange(10**6):06}"
        who = add_person(book, SYSTEM, no=no, name=f"N{no}", role=job)
        add_user(book, SYSTEM, login=f"u{no}", person=who, name=f"N{no}", roles=(role,))
        return who

    for code in ("hall", "cash", "vip"):
        set_zone(book, SYSTEM, code, Words(f"{code}区", code))
    posts = [
        set_post(book, SYSTEM, code=code, name=Words(f"{code}号", code), zone=zone, service_class=queue, stations=1)
        for code, zone, queue in (("C1", "cash", "R"), ("C2", "cash", "R"), ("C3", "cash", "R"), ("D1", "hall", ""))
    ]
    return Office(
        manager=person("支行长", Role.MANAGER), deputy=person("副支行长", Role.DEPUTY),
        chief=person("主管", Role.SUPERVISOR), handler=person("投诉管理", Role.COMPLAINT_HANDLER),
        head_office=person("总行", Role.HEAD_OFFICE), commander=person("大堂经理", Role.COMMANDER),
        tellers=tuple(person("柜员", Role.STAFF) for _ in range(3)), counters=tuple(posts[:3]), door=posts[3],
    )  # fmt: skip


def state(book: Book, subject: str) -> Action:
    """How an action stands."""
    with book.read() as r:
        there = ledger.action(r, subject)
    assert there is not None
    return there
