"""A day of a watched folder: what a queue machine of 600 tickets, looked at every minute, leaves in the journal.

.venv/bin/python -m tests.benchmarks.watching_day
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median


def main() -> int:
    """Run the day on a new book and print entries, bytes and the processor time of a look."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["SUPERVISOR_HOME"] = str(Path(name) / "home")
        from supervisor.branch.service import found_branch
        from supervisor.journal import Book
        from supervisor.traffic.ledger import actual_day
        from supervisor.traffic.watching.watch import Watch, known_words
        from tests.traffic.queue_machine import Machine

        folder, place = Path(name) / "queue", Path(name) / "branch.book"
        folder.mkdir()
        start = datetime(2026, 11, 20, 9, 0)
        machine, watch = Machine(folder / "today.csv", start), Watch(folder)
        with Book.create(str(place), passphrase=None, branch="Watched", zone="Asia/Shanghai") as book:
            found_branch(book, "system", name="West Gate", target_minutes=10, target_share=0.8)
            entries = sum(book.vector().values())
        before = _bytes(place)  # closed: what was written lies in the book itself and not in the log beside it
        with Book.open(str(place)) as book:
            looks = []
            for minute in [*range(495), 24 * 60]:
                at = start + timedelta(minutes=minute)
                if minute <= 480:
                    machine.write(min(at, start + timedelta(seconds=599 * machine.every)))
                elif minute < 24 * 60:
                    machine.write(start + timedelta(minutes=495))
                book.set_now(lambda at=at: at.replace(tzinfo=UTC) - timedelta(hours=8))
                began = time.process_time()
                with book.read() as r:
                    known = known_words(r)
                watch.enter(book, "system", watch.look(known))
                looks.append(time.process_time() - began)
            with book.read() as r:
                tickets = actual_day(r, start.date()).tickets
            written = sum(book.vector().values()) - entries
        sys.stdout.write(
            f"{tickets} tickets, {len(looks)} looks, {written} entries, {(_bytes(place) - before) / 1024:.0f} KiB; "
            f"a look {median(looks) * 1000:.0f} ms of processor, "
            f"95th {sorted(looks)[int(len(looks) * 0.95)] * 1000:.0f} ms\n"
        )
    return 0


def _bytes(place: Path) -> int:
    return place.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
