"""What else is asked of 100,000 complaints: `python -m tests.benchmarks.complaint_jobs JOB BOOK`, one job a process."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.jobs import highest_memory_mb


def timed(name: str, act: Callable[[], object], into: dict[str, Any]) -> object:
    """Do it and note the seconds on the clock and of this process."""
    clock, processor = time.perf_counter(), time.process_time()
    found = act()
    into[name] = (time.perf_counter() - clock, time.process_time() - processor)
    return found


def _opened(book: str) -> tuple[Any, str]:
    from supervisor.access import automatic_session
    from supervisor.app import load_rooms
    from supervisor.journal import Book

    load_rooms()
    opened = Book.open(book)
    with opened.read() as r:
        session = automatic_session(r)
    assert session is not None, "the sample is opened without a password"
    return opened, session.person


def reading(book: str) -> dict[str, Any]:
    """What the window reads by itself, and the figures."""
    from supervisor.complaints.figures.reading import figures_of
    from supervisor.complaints.register.ledger import found_cases, listed, pressing_limits
    from supervisor.complaints.retention.service import how_many_due, proposal
    from supervisor.overview.owed_care import owed_to_customers

    opened, actor = _opened(book)
    seen: dict[str, Any] = {}
    with opened.read() as r:
        today, now = r.today, r.now

    def ask(name: str, question: Callable[[Any], object]) -> None:
        with opened.read() as r:
            timed(name, lambda: question(r), seen)

    year = today - timedelta(days=365)
    for again in ("", ", again"):
        ask(f"all lines{again}", lambda r: listed(r, actor))
        ask(f"limits watch{again}", lambda r: pressing_limits(r, actor))
        ask(f"owed on Today{again}", lambda r: owed_to_customers(r, now, {}, actor))
    ask("figures of a year", lambda r: figures_of(r, year, today, actor))
    ask("figures of five years", lambda r: figures_of(r, today - timedelta(days=1826), today, actor))
    ask("how many are past their term", lambda r: how_many_due(r, actor))
    ask("list of what is past its term", lambda r: proposal(r, actor))
    ends = (date(1900, 1, 1), today)
    ask(
        "list: a channel, the newest 200",
        lambda r: found_cases(r, actor, *ends, among={"channel": ["phone"]}, newest=200),
    )
    ask("list: a part of a number", lambda r: found_cases(r, actor, *ends, number="0500", among={}))
    opened.close()
    return {"times": seen, "mb": highest_memory_mb()}


def repeats(book: str) -> dict[str, Any]:
    """Whether a customer has complained before: the first look unseals every contact, the next ones what is new."""
    from supervisor.complaints.repeats.finding import similar_to
    from supervisor.complaints.texts.masking import Contact

    opened, actor = _opened(book)
    seen: dict[str, Any] = {}
    contacts = {
        "first look": Contact(name="王伟", phone="13900000001"),
        "a common name and a number": Contact(name="王伟", phone="13901234567"),
        "nobody known": Contact(name="欧阳修文", phone="13312345678"),
    }
    for name, contact in contacts.items():
        with opened.read() as r:
            timed(name, lambda contact=contact, r=r: similar_to(r, actor, contact), seen)
    opened.close()
    return {"times": seen, "mb": highest_memory_mb()}


def exported(book: str) -> dict[str, Any]:
    """The register of all cases as a workbook, masked."""
    from reports.complaint_register import complaint_register

    opened, actor = _opened(book)
    seen: dict[str, Any] = {}
    with opened.read() as r:
        today = r.today
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        first = today - timedelta(days=400)
        many = timed("all", lambda: complaint_register(opened, first, today, path, actor=actor, reason=""), seen)
        size = path.stat().st_size / 1e6
    opened.close()
    return {"times": seen, "many": many, "file_mb": size, "mb": highest_memory_mb()}


JOBS = {"reading": reading, "repeats": repeats, "exported": exported}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](sys.argv[2])) + "\n")
