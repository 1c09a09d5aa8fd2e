"""A process that erases case after case and can be killed: `python -m tests.trust.eraser WHERE ACTOR [PASSPHRASE]`.

It prints `ready`, then `ack SUBJECT` after each erasing that has returned.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from supervisor.app import load_rooms
from supervisor.complaints.retention.erasing import erase
from supervisor.complaints.retention.ledger import due_for_erasure
from supervisor.journal import Book


def main(where: str, actor: str, passphrase: str = "") -> None:
    """Erase all that ended, by the customers' right, one by one."""
    load_rooms()
    with Book.open(where, passphrase or None) as book:
        with book.read() as r:
            subjects = [one.subject for one in due_for_erasure(r, r.today + timedelta(days=5 * 366)).due]
        os.write(1, b"ready\n")
        for subject in subjects:
            erase(book, actor, subject, "客户要求", by_right=True)
            os.write(1, f"ack {subject}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
