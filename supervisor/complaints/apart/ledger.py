"""What was found of two laptops and is acknowledged, and what is read of other ledgers to find it."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Column, String, select

from supervisor.complaints import events
from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import CASE, INTEREST
from supervisor.complaints.ledger.tables import STEP
from supervisor.complaints.promises.ledger import CALL_BACK, PRAISE
from supervisor.journal import Entry, Ledger, Reader, Rows

LEDGER = Ledger("complaint_apart", version=1)
NOTED = LEDGER.table("noted", Column("key", String), Column("sort", String, nullable=False), key=("key", "sort"))
ACTS = ("handled", "replied", "closed")
AT_ONCE = 500  # subjects in one query
_NEVER = (1 << 62, 0)


@LEDGER.on(events.ApartAcknowledged)
def _acknowledged(rows: Rows, fact: events.ApartAcknowledged, _entry: Entry) -> None:
    rows.put(NOTED, key=fact.key, sort=fact.sort)


def acknowledged(r: Reader) -> frozenset[tuple[str, str, str]]:
    """(subject, sort, key) of everything that was."""
    return frozenset((row.subject, row.sort, row.key) for row in r.rows(select(NOTED)))


def owners_kept_out(r: Reader) -> list[tuple[str, str, str]]:
    """(case, number, owner) of live cases whose owner declared an interest."""
    both = CASE.join(INTEREST, (CASE.c.subject == INTEREST.c.subject) & (CASE.c.owner == INTEREST.c.person))
    wanted = select(CASE.c.subject, CASE.c.number, CASE.c.owner).select_from(both).where(CASE.c.live == 1).distinct()
    return [(row.subject, row.number, row.owner) for row in r.rows(wanted)]


def joined_to_ended(r: Reader) -> list[tuple[str, str, str, int]]:
    """(case, number, the case it is joined to, when) of those joined to a case that ended without saying that it knew;
    where it was joined to another in turn, that one says it. One query, however many are joined.
    """
    main = CASE.alias("main")
    wanted = (
        select(CASE.c.subject, CASE.c.number, CASE.c.joined_to, CASE.c.ended_ms, main.c.answers_for)
        .select_from(CASE.join(main, main.c.subject == CASE.c.joined_to))
        .where(CASE.c.state == course.JOINED, CASE.c.erased == 0, main.c.live == 0)
    )
    return [tuple(row[:4]) for row in r.rows(wanted) if f'"{row.subject}"' not in row.answers_for]


def answered_with(r: Reader, subject: str) -> list[str] | None:
    """The cases that ended with this one, as the copy knew that ended it; None where it did not say."""
    answers = r.value(select(CASE.c.answers_for).where(CASE.c.subject == subject))
    return msgspec.json.decode(answers, type=list[str]) if answers else None


def numbers_erased(r: Reader, subjects: list[str]) -> dict[str, str]:
    """The numbers of those of some cases, promises and praise that hold nothing sealed any more."""
    found = {}
    for table, gone in (
        (CASE, CASE.c.erased == 1),
        (CALL_BACK, CALL_BACK.c.contact_digest == ""),
        (PRAISE, PRAISE.c.contact_digest == ""),
    ):
        wanted = select(table.c.subject, table.c.number).where(gone, table.c.subject.in_(subjects))
        found |= {row.subject: row.number for row in r.rows(wanted)}
    return found


def acts_of_who_keeps_out(r: Reader) -> list[Any]:
    """Steps of `ACTS` entered by somebody after he had declared an interest in the case: subject, entry, actor, kind,
    number; the latest last.
    """
    declared = {(row.subject, row.entry): row.person for row in r.rows(select(INTEREST))}
    subjects = sorted({subject for subject, _entry in declared})
    found: list[Any] = []
    for start in range(0, len(subjects), AT_ONCE):
        among = STEP.c.subject.in_(subjects[start : start + AT_ONCE])
        columns = (STEP.c.subject, STEP.c.entry, STEP.c.actor, STEP.c.kind, STEP.c.entered_ms, STEP.c.at_ms)
        wanted = select(*columns, CASE.c.number).join(CASE, CASE.c.subject == STEP.c.subject)
        out: dict[tuple[str, str], tuple[int, int]] = {}
        for row in r.rows(
            wanted.where(among, STEP.c.kind.in_((*ACTS, "interest_declared"))).order_by(
                STEP.c.subject, STEP.c.entered_ms, STEP.c.at_ms, STEP.c.entry
            )
        ):
            if person := declared.get((row.subject, row.entry)):
                out.setdefault((row.subject, person), (row.entered_ms, row.at_ms))
            elif row.kind in ACTS and (row.entered_ms, row.at_ms) > out.get((row.subject, row.actor), _NEVER):
                found.append(row)
    return found
