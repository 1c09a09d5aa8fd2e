"""Many entries of every kind: the sample branch's own facts, written again and again about other subjects.

A fold sees its own subject only, so a fact replayed under another subject folds exactly as the first did; the mixture
of kinds is that of a branch at work. Files of tickets and day rosters, large and one a day in life, are replayed once
in forty times.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from supervisor.journal import Book, Entry, Event
from supervisor.journal.event import from_bytes
from supervisor.journal.store import ENTRY_COLUMNS

RARE = {"traffic.tickets_imported", "roster.day_planned", "dispatch.proposed", "meetings.placed"}
FACTS_IN_COMMAND = 50


def sample(path: Path, months: int = 3) -> list[Entry]:
    """Every entry of a sample branch's book (made at `path`) that any subject could have."""
    from supervisor.demo.build import build

    with build(path, months=months) as book, book.read() as r:
        found = r.store.all(f"SELECT {ENTRY_COLUMNS} FROM journal ORDER BY pos")
    return [entry for entry in map(Entry._make, found) if not entry.kind.startswith("journal.")]


def facts(entries: list[Entry]) -> list[tuple[str, Event, int, bool]]:
    """Subject, fact, business time (ms) and whether it is rare, of entries."""
    return [
        (entry.subject, from_bytes(entry.kind, entry.version, entry.payload), entry.at_ms, entry.kind in RARE)
        for entry in entries
    ]


def repeated(entries: list[Entry], tag: str = "") -> Iterator[tuple[str, Event, datetime]]:
    """The facts without end, each round about new subjects."""
    known, number = facts(entries), 0
    while True:
        for subject, fact, at_ms, rare in known:
            if not rare or number % 40 == 0:
                yield f"{subject}~{tag}{number}", fact, datetime.fromtimestamp(at_ms / 1000, UTC)
        number += 1


def fill(book: Book, source: Iterator[tuple[str, Event, datetime]], count: int) -> None:
    """Enter `count` facts, many to a command and all in one transaction; the clock ticks a second a command."""
    begun, commands = datetime.now(UTC) - timedelta(days=2), 0
    source = islice(source, count)
    with book.batch():
        while chunk := list(islice(source, FACTS_IN_COMMAND)):
            commands += 1
            moment = begun + timedelta(seconds=commands)
            book.set_now(lambda moment=moment: moment)
            with book.write("system") as w:
                for subject, fact, at in chunk:
                    w.append(subject, fact, at=at)
