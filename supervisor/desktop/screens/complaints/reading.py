"""What the complaints screen shows, read once on the pool: only what the person who is logged in may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

DAYS_BACK = 366
BOOK_DAYS_BACK = 31


@dataclass(frozen=True)
class BookDay:
    """The comment book on one day; `reader` is empty where nobody read it."""

    subject: str
    day: date
    reader: str = ""
    at: datetime | None = None
    new_comments: int = 0
    answered: int = 0
    note: str = ""

    @property
    def read(self) -> bool:
        """Whether somebody read it."""
        return self.at is not None


@dataclass(frozen=True)
class Snapshot:
    """The four registers, and of each what is opened with what may be done next."""

    now: datetime
    today: date
    actor: str
    rights: frozenset[str]
    people: Mapping[str, str]
    active: tuple[tuple[str, str], ...]
    managers: frozenset[str]
    classes: Mapping[str, str]
    class_options: tuple[tuple[str, str], ...]
    cause_options: tuple[tuple[str, str], ...]
    rows: tuple[Any, ...]
    clocks: Mapping[str, tuple[Any, ...]]
    praises: tuple[Any, ...]
    promises: tuple[Any, ...]
    contacts: Mapping[str, Any]
    days: tuple[BookDay, ...]
    file: Any = None
    steps: tuple[str, ...] = ()
    why: str = ""
    zones: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Any, ...] = ()

    def may(self, right: str) -> bool:
        """Whether to offer a command at all; services check again."""
        return right in self.rights


def read(reader: Any, actor: str, about: Any, before: str) -> Snapshot:
    """On the pool: `about` is what the screen was asked for, `before` the case that was open."""
    from supervisor.access import Role, rights_of
    from supervisor.access.checks import roles_of
    from supervisor.access.ledger import users
    from supervisor.branch.ledger import names, people
    from supervisor.complaints.checks import open_steps
    from supervisor.complaints.ledger import case_clocks, history, praise, tree
    from supervisor.complaints.privacy import read_case
    from supervisor.complaints.promises.ledger import call_backs

    today = reader.today
    rows = _cases(reader, actor, today)
    everybody = people(reader, active_only=False)
    classes, causes = tree(reader, "class"), tree(reader, "cause")
    chosen = next((one for one in (about, before) if one in rows), next(iter(rows), ""))
    steps, why = open_steps(reader, actor, chosen) if chosen else ([], "")
    rights = frozenset(str(right) for right in rights_of(roles_of(reader, actor)))
    whole = "read_complaints" in rights
    praises = tuple(reversed(praise(reader, today - timedelta(days=DAYS_BACK), today)))
    promises = tuple(call_backs(reader, reader.now - timedelta(days=DAYS_BACK)))
    if not whole:  # whoever only records sees what is his
        praises = tuple(p for p in praises if actor in p.persons)
        promises = tuple(p for p in promises if actor in (p.owner, p.promised_by))
    return Snapshot(
        now=reader.now,
        today=today,
        actor=actor,
        rights=rights,
        people={p.subject: p.name for p in everybody},
        active=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        managers=frozenset(u.person for u in users(reader, active_only=True) if Role.MANAGER in u.roles),
        classes={n.code: str(n.name) for n in (*classes, *causes)},
        class_options=tuple((n.code, str(n.name)) for n in classes),
        cause_options=tuple((n.code, str(n.name)) for n in causes),
        rows=tuple(rows.values()),
        clocks={c.subject: tuple(case_clocks(reader, c)) for c in rows.values()},
        praises=praises,
        promises=promises,
        contacts=_contacts(reader, actor, [each.subject for each in promises if each.has_contact and each.owed]),
        days=_book_days(reader, today) if whole else (),
        file=read_case(reader, actor, chosen) if chosen else None,
        steps=tuple(steps),
        why=why,
        zones={one.code: str(one.name) for one in names(reader, "zone")},
        history=tuple(history(reader, chosen)) if chosen else (),
    )


def _cases(reader: Any, actor: str, today: date) -> dict[str, Any]:
    """Open cases first, then those of a year; a case that the person may not read is not in the list."""
    from supervisor.complaints.ledger import complaints, open_complaints
    from supervisor.complaints.privacy import readable

    found = [*open_complaints(reader), *reversed(complaints(reader, today - timedelta(days=DAYS_BACK), today))]
    return {case.subject: case for case in found if readable(reader, actor, case)}


def _contacts(reader: Any, actor: str, subjects: list[str]) -> dict[str, Any]:
    """Masked contact data of promises still owed, where the person may see that much."""
    from supervisor.complaints.promises.service import masked_contact
    from supervisor.errors import Refused

    found = {}
    for subject in subjects:
        try:
            found[subject] = masked_contact(reader, actor, subject)
        except Refused:
            continue
    return found


def _book_days(reader: Any, today: date) -> tuple[BookDay, ...]:
    """The last weeks, newest first, from the first reading on: days before the book was kept are nobody's debt."""
    from supervisor.complaints.ledger import comment_book_days, comment_book_owed

    read_on = comment_book_days(reader, today - timedelta(days=BOOK_DAYS_BACK), today)
    first = min((one.day for one in read_on), default=today)
    days = [
        BookDay(f"comment_book:{one.day}", one.day, one.reader, one.at, one.new_comments, one.answered, one.note)
        for one in read_on
    ]
    days += [BookDay(f"comment_book:{day}", day) for day in comment_book_owed(reader, first, today)]
    return tuple(sorted(days, key=lambda one: one.day, reverse=True))
