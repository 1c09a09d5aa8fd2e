"""A small branch made by chance: no test may lean on particular names."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.service import found_branch
from supervisor.branch.staff import add_person
from supervisor.inspection.service import import_templates
from supervisor.journal import SYSTEM, Book

MORNING = datetime(2026, 11, 20, 1, 5, tzinfo=UTC)  # Friday 09:05 in Shanghai


class Branch(msgspec.Struct, frozen=True):
    """Who is who in a test branch."""

    manager: str
    supervisor: str
    lobby: str
    tellers: tuple[str, ...]
    numbers: dict[str, str]


def made(book: Book, seed: int = 1, now: datetime = MORNING) -> Branch:
    """People with logins and the shipped check-lists in force from the year's beginning."""
    book.set_now(lambda: now)
    chance = random.Random(seed)
    found_branch(book, SYSTEM, name=f"B{seed}")
    numbers: dict[str, str] = {}

    def person(role: str, *roles: Role) -> str:
        no = f"{chance.randrange(10**6):06}"
        who = add_person(book, SYSTEM, no=no, name=f"N{no}", role=role)
        add_user(book, SYSTEM, login=f"u{no}", person=who, name=f"N{no}", roles=roles or (Role.STAFF,))
        numbers[who] = no
        return who

    branch = Branch(
        person("支行长", Role.MANAGER),
        person("主管", Role.SUPERVISOR),
        person("lobby manager"),
        tuple(person("柜员") for _ in range(3)),
        numbers,
    )
    import_templates(book, SYSTEM, valid_from=datetime(2026, 1, 1).date())
    return branch
