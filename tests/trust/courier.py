"""A branch and its laptops as processes of their own: `python -m tests.trust.courier`.

Everything is imported once; each job (a line of JSON on stdin) runs in a child of its own that opens one real book
file, does one thing through the services and closes it, or is killed in the middle of taking a bundle in. The answer is
one line of JSON, or `null` from a child that was killed. Each book has a home folder of its own, as each computer has.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from supervisor.actions import service as actions
from supervisor.actions.ledger import actions as all_actions
from supervisor.app import load_rooms
from supervisor.complaints import privacy
from supervisor.complaints import service as complaints
from supervisor.complaints.ledger import complaints as all_complaints
from supervisor.errors import Problem
from supervisor.exchange import service as exchange
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.receipt import to_file_text
from supervisor.exchange.settling import settle
from supervisor.inspection import service as inspection
from supervisor.inspection.ledger import open_inspections
from supervisor.journal import Book
from tests.inspection.branches import made
from tests.trust.contents import attachments, entry_rows, ledger_rows

LETTERS = ("D1", "D2", "D3", "D4", "D5", "D6")


class Job(msgspec.Struct, kw_only=True):
    """What one child is to do. `number` makes choices; `kill_at`: chunks after which it is killed; 0 not at all."""

    do: str
    where: str
    home: str
    days: float = 0  # how far this computer's clock is ahead
    passphrase: str | None = None
    who: tuple[str, ...] = ()  # manager, supervisor, tellers
    number: int = 0
    file: str = ""
    full: bool = False
    kill_at: int = 0


def found(job: Job) -> Any:
    """Make the branch's book."""
    with Book.create(job.where, job.passphrase, branch="B", zone="Asia/Shanghai") as book:
        b = made(book, 7, datetime.now(UTC))
        return [b.manager, b.supervisor, *b.tellers]


def inspect(book: Book, job: Job) -> Any:
    """Begin an inspection, or answer in one that is open anywhere; now and then with a photo, or finish it."""
    who = job.who[1]
    with book.read() as r:
        under_way = open_inspections(r)
    if not under_way or job.number % 3 == 0:
        return inspection.begin(book, who, "tellers_day")
    there = under_way[job.number % len(under_way)].subject
    item = LETTERS[job.number % len(LETTERS)]
    try:
        inspection.answer(book, who, there, item, "pass" if job.number % 2 else "na", note=f"n{job.number % 5}")
        if job.number % 4 == 1:
            photo = hashlib.sha256(str(job.number).encode()).digest() * 1000
            inspection.attach_photo(book, who, there, item, photo)
        if job.number % 7 == 2:
            for rest in LETTERS:
                inspection.answer(book, who, there, rest, "pass")
            inspection.finish(book, who, there)
    except Problem as problem:  # finished on another copy meanwhile, or two answers wait
        return str(problem)
    return there


def act(book: Book, job: Job) -> Any:
    """Raise a corrective action, or hand one that there is to somebody, as others may do elsewhere."""
    manager, who, *tellers = job.who
    with book.read() as r:
        there = sorted(all_actions(r), key=lambda one: one.subject)
        due = r.today + timedelta(days=30)
    if not there or job.number % 3 == 0:
        return actions.raise_action(book, manager, title=f"t{job.number}", owner=who, due=due, severity="minor")
    one = there[job.number % len(there)]
    try:
        actions.reassign(book, manager, one.subject, owner=tellers[job.number % len(tellers)], reason="r")
    except Problem as problem:
        return str(problem)
    return one.subject


def complain(book: Book, job: Job) -> Any:
    """Register a complaint with contact data, or erase one for good."""
    manager = job.who[0]
    with book.read() as r:
        there = sorted(one.subject for one in all_complaints(r, date(2020, 1, 1), date(2990, 1, 1)) if not one.erased)
    if not there or job.number % 3:
        return complaints.register(
            book, manager, channel="phone", text=f"secret {job.number}", class_code="cash",
            cause_code="waiting", owner=manager,
        )  # fmt: skip
    subject = there[job.number % len(there)]
    try:
        complaints.withdraw(book, manager, subject)
        privacy.erase(book, manager, subject, "asked", by_right=True)
    except Problem as problem:
        return str(problem)
    return subject


def decide(book: Book, job: Job) -> Any:
    """Settle what waits first."""
    with book.read() as r:
        waiting = [one for one in contradictions(r) if one.settles]
    if waiting:
        try:
            settle(book, job.who[0], waiting[0].id, keep=job.number % len(waiting[0].sides))
        except Problem as problem:
            return str(problem)
    return len(waiting)


def pack(book: Book, job: Job) -> Any:
    """Make a bundle."""
    made_one = exchange.make_bundle(book, job.who[0], Path(job.file), full=job.full)
    return [made_one.header.entries, len(made_one.inspections)]


def take(book: Book, job: Job) -> Any:
    """Take a bundle in; killed after some chunks when the job says so. The receipt stands beside the bundle."""
    left = [job.kill_at]

    def progress(_share: float) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    taken = exchange.take_bundle(book, job.who[0], Path(job.file), progress=progress)
    Path(f"{job.file}.{Path(job.where).stem}.receipt").write_bytes(to_file_text(book, taken.receipt))
    unequal = [one.line.number for one in taken.receipt.inspections if not one.equal]
    return {"ahead_days": taken.arrival.ahead_ms / 86_400_000, "unequal": unequal, "entries": taken.arrival.entries}


def hear(book: Book, job: Job) -> Any:
    """Read a receipt that came back."""
    back = exchange.read_receipt(book, job.who[0], Path(job.file))
    return {"all": all(same for _line, same in back.inspections), "left": back.not_handed_in}


def state(book: Book, _job: Job) -> Any:
    """Everything that a book says, as one digest; whether it proves; whether rebuilding changes it."""
    rows = ledger_rows(book)
    whole = hashlib.sha256(repr((entry_rows(book), rows, attachments(book))).encode()).hexdigest()
    verdict = book.verify(full=True)
    return {"digest": whole, "problems": verdict.problems, "pending": verdict.pending}


def prove(book: Book, _job: Job) -> Any:
    """What does not prove, at any moment."""
    return book.verify().problems


def start(job: Job) -> Any:
    """Begin a laptop's book from a bundle."""
    book, taken = exchange.start_from_bundle(job.where, Path(job.file), passphrase=job.passphrase)
    book.close()
    return taken.arrival.entries


DEEDS = {one.__name__: one for one in (inspect, act, complain, decide, pack, take, hear, state, prove)}
MAKERS = {one.__name__: one for one in (found, start)}


def run(job: Job) -> Any:
    """Do a job in this process."""
    os.environ["SUPERVISOR_HOME"] = job.home
    if job.do in MAKERS:
        return MAKERS[job.do](job)
    with Book.open(job.where, job.passphrase) as book:
        book.set_now(lambda: datetime.now(UTC) + timedelta(days=job.days))
        return DEEDS[job.do](book, job)


def main() -> None:
    """Fork a child for each line on stdin until it ends."""
    load_rooms()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                answer = msgspec.json.encode([run(msgspec.json.decode(line, type=Job)), ""])
            except BaseException as error:
                answer = msgspec.json.encode([None, f"{type(error).__name__}: {error}"])
            os.write(1, answer + b"\n")
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if status:
            os.write(1, b'[null,"killed"]\n')


if __name__ == "__main__":
    main()
