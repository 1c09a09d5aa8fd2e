"""What is measured, each in a process of its own: `python -m tests.benchmarks.jobs NAME ARGUMENT…` prints JSON.

A process of its own gives honest memory (the highest it ever was) and no warm imports of another test.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROUNDS = 400


def highest_memory_mb() -> float:
    """The most memory this process ever held, in MB."""
    if Path("/proc/self/status").exists():  # ru_maxrss also counts what the parent held when it started us
        line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def memory_of_children() -> Iterator[dict[str, float]]:
    """The most memory each child process held while the block ran, in MB (where the system tells)."""
    seen: dict[str, float] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            for listed in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError, StopIteration):
                    for child in listed.read_text().split():
                        lines = Path(f"/proc/{child}/status").read_text().splitlines()
                        seen[child] = int(next(x for x in lines if x.startswith("VmHWM")).split()[1]) / 1024

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        done.set()
        watching.join()


def append(folder: str, passphrase: str) -> dict[str, Any]:
    """One command with one fact against one raw insert of the same row, turn by turn on the same disk."""
    from supervisor.app import load_rooms
    from supervisor.journal import Book
    from supervisor.journal.engine import sqlite_connector
    from supervisor.journal.store import ENTRY_COLUMNS
    from tests.trust.noted import Noted, note

    load_rooms()
    key = passphrase or None
    book = Book.create(Path(folder) / "ours.book", key, branch="B")
    note(book, "x" * 200)
    with book.read() as r:
        row = tuple(r.store.one(f"SELECT {ENTRY_COLUMNS} FROM journal ORDER BY pos DESC LIMIT 1"))
    Path(folder, "raw.db").touch()
    raw = sqlite_connector(Path(folder) / "raw.db", key)()
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute(f"CREATE TABLE journal ({ENTRY_COLUMNS})")
    insert = f"INSERT INTO journal VALUES ({', '.join('?' * len(row))})"
    shim = ctypes.CDLL(None)
    counted = hasattr(shim, "powercut_syncs")
    ours, theirs, syncs = [], [], []
    for number in range(ROUNDS):
        began = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(insert, row)
        raw.execute("COMMIT")
        theirs.append(time.perf_counter() - began)
        synced = shim.powercut_syncs() if counted else 0
        fact = Noted(place=1, text="x" * 200)
        began = time.perf_counter()
        with book.write("system") as w:
            w.append(f"note:{number}", fact)
        ours.append(time.perf_counter() - began)
        if counted:
            syncs.append(shim.powercut_syncs() - synced)
    return {
        "ours_ms": statistics.median(ours[50:]) * 1000,
        "raw_ms": statistics.median(theirs[50:]) * 1000,
        "syncs": statistics.median(syncs) if syncs else None,
    }


def verify(where: str) -> dict[str, Any]:
    """Proving a whole book."""
    from supervisor.app import load_rooms
    from supervisor.journal import Book

    load_rooms()
    with Book.open(where) as book, memory_of_children() as others:
        began = time.perf_counter()
        verdict = book.verify()
        took = time.perf_counter() - began
    return {
        "seconds": took, "entries": verdict.entries, "rows": verdict.rows,
        "ok": verdict.ok, "problems": verdict.problems[:3],
        "memory_mb": highest_memory_mb() + sum(others.values()),
    }  # fmt: skip


def opening(where: str) -> dict[str, Any]:
    """Opening a book in a process that has its libraries, and the first reading from it."""
    from supervisor.app import load_rooms
    from supervisor.journal import Book

    load_rooms()
    began = time.perf_counter()
    book = Book.open(where)
    opened = time.perf_counter() - began
    from supervisor.branch.ledger import people

    with book.read() as r:
        staff = len(people(r))
    ready = time.perf_counter() - began
    began = time.perf_counter()
    book.close()
    return {"seconds": opened, "first_reading_seconds": ready, "people": staff}


def merge(source: str, target: str) -> dict[str, Any]:
    """Taking a parcel from another device."""
    from supervisor.app import load_rooms
    from supervisor.journal import Book

    load_rooms()
    with Book.open(source) as giver, Book.open(target, os.environ.get("SUPERVISOR_PASSPHRASE") or None) as taker:
        parcel = giver.export(since=taker.vector())
        kinds = len({entry.kind for entry in parcel.entries})
        began = time.perf_counter()
        count = taker.merge(parcel)
        took = time.perf_counter() - began
        verdict = taker.verify()
    return {"seconds": took, "entries": count, "kinds": kinds, "ok": verdict.ok, "problems": verdict.problems[:3]}


def tickets(where: str, file: str) -> dict[str, Any]:
    """Importing a large file of tickets."""
    from supervisor.app import load_rooms
    from supervisor.journal import Book
    from supervisor.traffic.service import import_tickets

    load_rooms()
    with Book.open(where) as book:
        began = time.perf_counter()
        report = import_tickets(book, "system", Path(file))
        took = time.perf_counter() - began
    return {"seconds": took, "new": report.new, "rows": report.rows, "memory_mb": highest_memory_mb()}


if __name__ == "__main__":
    play = {"append": append, "verify": verify, "opening": opening, "merge": merge, "tickets": tickets}
    sys.stdout.write(json.dumps(play[sys.argv[1]](*sys.argv[2:])) + "\n")
