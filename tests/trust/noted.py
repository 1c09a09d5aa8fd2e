"""A small room for the trust tests alone: notes about a subject, so that these tests depend on no feature."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, String

from supervisor.journal import Book, Entry, Event, Ledger, Rows, event


@event("trust.noted")
class Noted(Event):
    """Somebody noted something. Two notes on one head contradict each other."""

    place: int
    text: str


@event("trust.counted", additive=True)
class Counted(Event):
    """Something was counted once more; never a contradiction."""

    many: int


LEDGER = Ledger("trust", version=1)
NOTE = LEDGER.table(
    "note",
    Column("place", BigInteger),
    Column("text", String, nullable=False),
    Column("actor", String),
    key=("place",),
)
TALLY = LEDGER.table("tally", Column("total", BigInteger, nullable=False), Column("last_ms", BigInteger))


@LEDGER.on(Noted)
def _noted(rows: Rows, fact: Noted, entry: Entry) -> None:
    rows.put(NOTE, place=fact.place, text=fact.text, actor=entry.actor)


@LEDGER.on(Counted)
def _counted(rows: Rows, fact: Counted, entry: Entry) -> None:
    total = (rows.get(TALLY) or {"total": 0})["total"] + fact.many
    rows.put(TALLY, total=total, last_ms=entry.at_ms)


def note(
    book: Book,
    text: str,
    *,
    subject: str = "note:1",
    place: int = 1,
    at: datetime | None = None,
    many: int = 0,
) -> str:
    """Enter a note (and a count, when `many`) as one command; returns the note's entry id."""
    with book.write("system") as w:
        name = w.append(subject, Noted(place=place, text=text), at=at)
        if many:
            w.append(subject, Counted(many=many), at=at)
    return name


def held(book: Book) -> set[str]:
    """Ids of every entry the book holds."""
    with book.read() as r:
        return {row[0] for row in r.store.all("SELECT id FROM journal")}
