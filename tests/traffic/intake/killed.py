"""A process that withdraws a file and is ended in the middle, by itself or from outside: arguments BOOK DIGEST N."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from supervisor.journal import SYSTEM, Book
from supervisor.journal.ledger import Rows
from supervisor.journal.store import Store
from supervisor.traffic.service import withdraw_file


def main(arguments: list[str]) -> None:
    """Withdraw the file. When its entries are written and N subjects' rows are folded, kill -9 oneself (0: never).

    Says "begin" before and "done" with the number of subjects afterwards.
    """
    path, digest, last = Path(arguments[0]), arguments[1], int(arguments[2])
    with Book.open(path) as book:
        book.set_now(lambda: datetime(2026, 11, 20, 4, 0, tzinfo=UTC))
        save, folded = Store.save, []

        def counted(self: Store, rows: Rows) -> None:
            save(self, rows)
            folded.append(rows)
            if len(folded) == last:
                os.kill(os.getpid(), signal.SIGKILL)

        Store.save = counted  # type: ignore[method-assign]
        say("begin")
        withdraw_file(book, SYSTEM, digest)
        say(f"done {len(folded)}")


def say(line: str) -> None:
    """A line that the other side reads at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
