"""A small room of its own for journal tests: notes that hold one value each, and lists that grow."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, String, select

from supervisor.journal import Book, Entry, Event, Ledger, Reader, Rows, event, upcaster


@event("toys.noted", version=2)
class Noted(Event):
    """A note took a value; two at once contradict each other."""

    text: str
    colour: str


@upcaster("toys.noted", from_version=1)
def _noted_v1(fact: dict[str, Any]) -> dict[str, Any]:
    return {"text": fact["words"], "colour": "none"}


@event("toys.listed", additive=True)
class Listed(Event):
    """A list got one more line; many at once only add up."""

    line: str


@event("toys.arranged", evidence=False)
class Arranged(Event):
    """A setting: a closed month does not refuse it."""

    text: str


LEDGER = Ledger("toys")
NOTE = LEDGER.table("note", Column("text", String, nullable=False), Column("colour", String, nullable=False))
LINE = LEDGER.table("line", Column("line", String), Column("device", String, nullable=False), key=("line",))


@LEDGER.on(Noted)
def _noted(rows: Rows, fact: Noted, entry: Entry) -> None:
    rows.put(NOTE, text=fact.text, colour=fact.colour)


@LEDGER.on(Listed)
def _listed(rows: Rows, fact: Listed, entry: Entry) -> None:
    rows.put(LINE, line=fact.line, device=entry.device)


@LEDGER.on(Arranged)
def _arranged(rows: Rows, fact: Arranged, entry: Entry) -> None:
    rows.put(NOTE, text=fact.text, colour="set")


def note(book: Book, subject: str, text: str, colour: str = "red", **options: Any) -> str:
    """Write one note."""
    with book.write("person:1") as w:
        return w.append(subject, Noted(text=text, colour=colour), **options)


def notes(r: Reader) -> dict[str, str]:
    """Every note's text."""
    return {row.subject: row.text for row in r.rows(select(NOTE))}


def state(book: Book) -> dict[str, list[tuple]]:
    """Every ledger row of the toys and of the journal itself that copies must agree on."""
    from supervisor.journal.facts import CONFLICT, ERASED, MONTH

    with book.read() as r:
        return {
            table.name: sorted(tuple(row) for row in r.rows(select(table)))
            for table in (NOTE, LINE, CONFLICT, MONTH, ERASED)
        }
