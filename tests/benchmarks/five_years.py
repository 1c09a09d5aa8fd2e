"""The five-year book: what a branch has after five years, made by one generator; all of it is made up.

One million check-list answers, one million tickets, 20 000 small photos, written by five devices. Inspections with
their findings, the photos that their answers name, and the corrective actions lie evenly over the five years. It takes
some minutes to make, so it is kept under out/ until the tables of the program change.
"""

from __future__ import annotations

import hashlib
import os
import random
from datetime import date, timedelta
from pathlib import Path

from supervisor.journal import Book, Entry
from supervisor.journal.ledger import ledgers
from supervisor.journal.store import ENTRY_COLUMNS
from tests.benchmarks.years import YEARS, Years

ANSWERS, TICKETS, PHOTOS, DEVICES, PHOTO_BYTES = 1_000_000, 1_000_000, 20_000, 5, 2_000
IMPORTED = 620_000  # the rest of the tickets is the sample's own
CLASSES = (("现金", 0.45), ("非现金", 0.3), ("对公", 0.15), ("贵宾", 0.1))


def write_tickets(path: Path, count: int, first: date, days: int, seed: int = 1) -> None:
    """A ticket file as a queue machine exports it, `count` rows over `days` days."""
    chance = random.Random(seed)
    names, weights = zip(*CLASSES, strict=True)
    per_day = -(-count // days)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("票号,业务类型,日期,取号时间,叫号时间,结束时间,结果,窗口,评价\r\n")
        written = 0
        for number in range(days):
            day = (first + timedelta(days=number)).isoformat()
            arrivals = sorted(chance.randrange(9 * 3600, 17 * 3600) for _ in range(min(per_day, count - written)))
            classes = chance.choices(names, weights, k=len(arrivals))
            for ticket, (arrived, name) in enumerate(zip(arrivals, classes, strict=True), 1):
                called = arrived + chance.randrange(20, 1500)
                ended = called + chance.randrange(60, 900)
                out.write(
                    f"{name[0]}{ticket:04d},{name},{day},{_clock(arrived)},{_clock(called)},{_clock(ended)},"
                    f"已办理,{ticket % 6 + 1},{'满意' if ticket % 3 else ''}\r\n"
                )
            written += len(arrivals)


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def stamp() -> str:
    """What the made book depends on: the tables of every ledger."""
    shape = sorted((ledger.name, ledger.digest()) for ledger in ledgers())
    return hashlib.sha256(repr((shape, ANSWERS, TICKETS, PHOTOS, YEARS)).encode()).hexdigest()[:12]


def make(folder: Path) -> Path:
    """The five-year book under `folder`, made when it is not there."""
    from supervisor.app import load_rooms
    from supervisor.demo.build import build
    from supervisor.traffic.service import import_tickets

    load_rooms()
    path = folder / f"five-years-{stamp()}.book"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / "making.book"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{making}{suffix}").unlink(missing_ok=True)
    book = build(making, months=60)
    with book.read() as r:
        found = r.store.all(
            f"SELECT {ENTRY_COLUMNS} FROM journal WHERE kind LIKE 'inspection.%' OR kind LIKE 'actions.%' ORDER BY pos"
        )
    years = Years([Entry._make(row) for row in found], answers=ANSWERS, photos=PHOTOS, photo_bytes=PHOTO_BYTES)
    book.close()
    tickets = folder / "tickets.csv"
    write_tickets(tickets, IMPORTED, date.today() - timedelta(days=1800), 1750)
    home = os.environ["SUPERVISOR_HOME"]
    try:
        for device in range(DEVICES):
            os.environ["SUPERVISOR_HOME"] = str(folder / f"home-{device}") if device else home
            with Book.open(making) as book:
                years.write(book, device, DEVICES)
                if device == 0:
                    import_tickets(book, "system", tickets)
    finally:
        os.environ["SUPERVISOR_HOME"] = home
    making.rename(path)
    return path
