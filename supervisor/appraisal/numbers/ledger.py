"""Own numbers as they stand: every version of each, the newest that was not taken back counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import BigInteger, Column, String, func, select

from supervisor.appraisal.numbers.events import FileTaken, FileWithdrawn, NumberEntered, NumberWithdrawn
from supervisor.appraisal.numbers.records import Number, TakenFile
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.journal.clock import wall_ms

LEDGER = Ledger("numbers", version=1)
VERSION = LEDGER.table(
    "version",
    Column("turn", BigInteger),
    *(Column(name, String, nullable=False) for name in ("person", "source", "item", "when", "day", "note")),
    *(Column(name, String, nullable=False) for name in ("file", "sheet", "by")),
    *(Column(name, BigInteger, nullable=False) for name in ("cases", "row", "at_ms")),
    Column("value_c", BigInteger),
    key=("turn",),
)
STANDING = LEDGER.table(
    "standing",
    Column("turn", BigInteger, nullable=False),
    Column("day", String, nullable=False),
    indexes=("day",),
)
FILE = LEDGER.table(
    "file",
    Column("name", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("by", String, nullable=False),
    Column("withdrawn", String, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("added", "replaced", "same", "at_ms", "clock")),
)


@LEDGER.on(FileTaken)
def _taken(rows: Rows, fact: FileTaken, entry: Entry) -> None:
    rows.put(FILE, name=fact.name, digest=fact.digest, added=fact.added, replaced=fact.replaced, same=fact.same,
             by=entry.actor, at_ms=entry.at_ms, clock=entry.clock, withdrawn="")  # fmt: skip


@LEDGER.on(FileWithdrawn)
def _file_withdrawn(rows: Rows, fact: FileWithdrawn, _entry: Entry) -> None:
    rows.change(FILE, withdrawn=fact.reason)


@LEDGER.on(NumberEntered)
def _entered(rows: Rows, fact: NumberEntered, entry: Entry) -> None:
    turn = max((row["turn"] for row in rows.all(VERSION)), default=0) + 1
    rows.put(
        VERSION, turn=turn, person=fact.person, source=fact.source, item=fact.item, when=fact.when,
        day=fact.day.isoformat(), note=fact.note, file=fact.file, sheet=fact.sheet, row=fact.row, cases=fact.cases,
        value_c=fact.value_c, by=entry.actor, at_ms=wall_ms(entry.clock),
    )  # fmt: skip
    rows.put(STANDING, turn=turn, day=fact.day.isoformat())


@LEDGER.on(NumberWithdrawn)
def _withdrawn(rows: Rows, fact: NumberWithdrawn, _entry: Entry) -> None:
    said, left = rows.all(VERSION), []
    for row in said:
        if (row is said[-1]) if fact.last else (fact.file in ("", row["file"])):
            rows.drop(VERSION, row["turn"])
        else:
            left.append(row)
    if left:
        rows.put(STANDING, turn=left[-1]["turn"], day=left[-1]["day"])
    else:
        rows.drop(STANDING)


def standing(r: Reader, first: date, last: date) -> list[Number]:
    """The numbers dated between two days (both included), by day, person and item."""
    return _numbers(r, STANDING.c.day.between(first.isoformat(), last.isoformat()))


def known(r: Reader, subjects: Iterable[str]) -> dict[str, Number]:
    """Those of these numbers that stand, by subject."""
    wanted, found = list(subjects), {}
    for at in range(0, len(wanted), 500):  # a statement takes so many names and no more
        chunk = _numbers(r, STANDING.c.subject.in_(wanted[at : at + 500]))
        found |= {each.subject: each for each in chunk}
    return found


def of_file(r: Reader, file: str) -> list[str]:
    """Subjects of the numbers of which this file said anything that was not taken back."""
    return [row.subject for row in r.rows(select(VERSION.c.subject).where(VERSION.c.file == file).distinct())]


def files(r: Reader) -> list[TakenFile]:
    """Every file that was taken in, the newest first."""
    rows = r.rows(select(FILE).order_by(FILE.c.clock.desc(), FILE.c.subject))
    return [
        TakenFile(row.subject, row.name, row.digest, row.added, row.replaced, row.same, row.by, r.local(row.at_ms),
                  row.withdrawn)
        for row in rows
    ]  # fmt: skip


def _numbers(r: Reader, which) -> list[Number]:
    said = select(VERSION.c.subject, func.count().label("said")).group_by(VERSION.c.subject).subquery()
    query = (
        select(VERSION, said.c.said)
        .join(STANDING, (STANDING.c.subject == VERSION.c.subject) & (STANDING.c.turn == VERSION.c.turn))
        .join(said, said.c.subject == VERSION.c.subject)
        .where(which)
        .order_by(VERSION.c.day, VERSION.c.person, VERSION.c.source, VERSION.c.item, VERSION.c.subject)
    )
    return [
        Number(
            subject=row.subject, person=row.person, source=row.source, item=row.item, when=row.when,
            day=date.fromisoformat(row.day), value_c=row.value_c, cases=row.cases, note=row.note, file=row.file,
            sheet=row.sheet, row=row.row, by=row.by, at=r.local(row.at_ms), earlier=row.said - 1,
        )
        for row in r.rows(query)
    ]  # fmt: skip
