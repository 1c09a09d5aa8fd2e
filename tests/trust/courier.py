"""A branch and its laptops as processes of their own: `python -m tests.trust.courier`.

Everything is imported once; then each computer is a child of its own, with its own home folder, one real book file and
its own wall clock, which keeps its book open from job to job as a program on a desk does. Jobs are lines of JSON on
stdin, each with the computer it is for. The answer is one line of JSON: what came of it, what went wrong, and what the
computer knew before. A child that was killed in the middle of a job answers nothing, and the next job begins it anew.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import msgspec

from supervisor.app import load_rooms
from supervisor.appraisal.carrying.late import late_evidence
from supervisor.appraisal.library import shipped
from supervisor.appraisal.service import activate_rulebook
from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours, set_skill
from supervisor.exchange import service as exchange
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.receipt import Line, to_file_text
from supervisor.inspection.ledger import findings
from supervisor.journal import SYSTEM, Book, Reader
from supervisor.journal.event import known_kind
from supervisor.language import Words
from supervisor.roster.rota.usual import take_up_usual
from tests.inspection.branches import made
from tests.trust.contents import attachments, entry_rows, ledger_rows, select
from tests.trust.deeds import EVER, People, decide_all, do


class Job(msgspec.Struct, kw_only=True):
    """What one computer is to do. `number` makes choices; `kill_at`: chunks after which it is killed; 0 not at all."""

    do: str
    where: str
    home: str
    days: float = 0  # how far this computer's clock is ahead
    passphrase: str | None = None
    people: People | None = None
    number: int = 0
    file: str = ""
    full: bool = False
    laptop: bool = False
    to: str = ""
    kill_at: int = 0


class Answer(msgspec.Struct, kw_only=True):
    """What came of a job; `knew` and `knows` are what the book held before and after (device -> sequence)."""

    came: Any = None
    problem: str = ""
    knew: dict[str, int] = {}
    knows: dict[str, int] = {}


class Told(msgspec.Struct):
    """One inspection as both sides count it."""

    entries: int
    pictures: int
    digest: str

    @classmethod
    def of(cls, line: Line) -> Told:
        """A line of a list or a receipt."""
        return cls(line.entries, line.pictures, line.digest)


class Computer:
    """One computer: its program, with the book open between jobs."""

    def __init__(self) -> None:
        self._book: Book | None = None

    def run(self, job: Job) -> Answer:
        """Do a job; what the program itself does not expect comes back as `problem`."""
        os.environ["SUPERVISOR_HOME"] = job.home
        answer = Answer()
        try:
            if job.do == "close":
                self._close()
            elif job.do == "found":
                answer.came = self._found(job)
            elif job.do == "start":
                self._close()
                self._book, taken = exchange.start_from_bundle(job.where, Path(job.file), passphrase=job.passphrase)
                answer.came = taken.arrival.entries
            else:
                book = self._open(job)
                answer.knew = book.vector()
                answer.came = JOBS[job.do](book, job) if job.do in JOBS else do(book, job.do, _people(job), job.number)
                answer.knows = book.vector()
        except Exception as error:
            answer.problem = f"{type(error).__name__}: {error}"
        return answer

    def _open(self, job: Job) -> Book:
        if self._book is None or self._book.where != job.where:
            self._close()
            self._book = Book.open(job.where, job.passphrase)
        self._book.set_now(lambda: datetime.now(UTC) + timedelta(days=job.days))
        return self._book

    def _close(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None

    @staticmethod
    def _found(job: Job) -> People:
        """Make the branch's book; it is carried to the branch as a file."""
        now = datetime.now(UTC)
        with Book.create(job.where, job.passphrase, branch="B", zone="Asia/Shanghai") as book, book.batch():
            b = made(book, 7, now)
            set_hours(book, b.manager, range(1, 8), Opening(510, 1020))
            set_skill(book, b.manager, "corporate", Words("对公", "Corporate"))
            take_up_usual(book, b.manager)
            activate_rulebook(book, SYSTEM, rules=shipped("branch"), month=f"{now - timedelta(days=400):%Y-%m}")
        return People(b.manager, b.supervisor, b.tellers)


def _people(job: Job) -> People:
    assert job.people is not None
    return job.people


def _pack(book: Book, job: Job) -> Any:
    """Make a bundle: how each inspection in it is counted here."""
    made_one = exchange.make_bundle(
        book, _people(job).manager, Path(job.file), full=job.full, laptop=job.laptop, to=job.to
    )
    return {one.subject: Told.of(one) for one in made_one.inspections}


def _take(book: Book, job: Job) -> Any:
    """Take a bundle in; killed after some chunks when the job says so. The receipt stands beside the bundle."""
    left = [job.kill_at]

    def progress(_share: float) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    taken = exchange.take_bundle(book, _people(job).manager, Path(job.file), progress=progress)
    Path(f"{job.file}.{Path(job.where).stem}.receipt").write_bytes(to_file_text(book, taken.receipt))
    return {
        "ahead_days": taken.arrival.ahead_ms / 86_400_000, "entries": taken.arrival.entries,
        "unequal": [one.line.number for one in taken.receipt.inspections if not one.equal],
        "told": {one.line.subject: Told.of(one.line) for one in taken.receipt.inspections},
    }  # fmt: skip


def _hear(book: Book, job: Job) -> Any:
    """Read a receipt that came back."""
    back = exchange.read_receipt(book, _people(job).manager, Path(job.file))
    return {"all": all(same for _line, same in back.inspections), "left": back.not_handed_in}


def _state(book: Book, _job: Job) -> Any:
    """Everything that a book says, what waits for a person or came late for a locked month, and whether it proves."""
    rows = ledger_rows(book)
    whole = {name: _digest(rows[name]) for name in rows}
    whole |= {"entries": _digest(entry_rows(book)), "attached": _digest(attachments(book))}
    with book.read() as r:
        waiting = msgspec.to_builtins(contradictions(r))
        months = [month for (month,) in r.store.all("SELECT month FROM journal_month ORDER BY month")]
        late = {month: msgspec.to_builtins(late_evidence(r, month)) for month in months}
        found = _digest([msgspec.to_builtins(one) for one in findings(r, *EVER)])
        apart = _apart(r)
    verdict = book.verify(full=True)
    return {
        "digests": whole, "waiting": waiting, "late": late, "findings": found, "apart": apart,
        "problems": verdict.problems, "pending": verdict.pending,
    }  # fmt: skip


def _digest(content: Any) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _apart(r: Reader) -> Any:
    """Of every subject that several devices wrote about: its facts that set something, and what is listed of them."""
    facts = [
        (row[0], row[1], row[2], row[3], row[4].hex())
        for row in select(r, "SELECT subject, device, seq, kind, digest FROM journal WHERE subject IN "
                             "(SELECT subject FROM journal GROUP BY subject HAVING COUNT(DISTINCT device) > 1)")
        if (kind := known_kind(row[3])) is not None and not kind.additive
    ]  # fmt: skip
    listed = [[one.subject, [entry.digest.hex() for entry in one.entries]] for one in r.conflicts(open_only=False)]
    bases = {row[0].hex(): row[1].hex() for row in r.store.all("SELECT digest, base FROM journal")}
    return {"facts": facts, "listed": listed, "bases": bases}


def _settle(book: Book, job: Job) -> Any:
    """The manager decides everything that waits for him."""
    return decide_all(book, _people(job))


def _prove(book: Book, _job: Job) -> Any:
    """What does not prove, at any moment."""
    return book.verify().problems


JOBS = {"pack": _pack, "take": _take, "hear": _hear, "state": _state, "settle": _settle, "prove": _prove}


class Parent:
    """Forks a child for each computer that is asked something, and hands jobs and answers through."""

    def __init__(self) -> None:
        self._children: dict[str, tuple[int, IO[bytes], IO[bytes]]] = {}

    def ask(self, job: bytes, home: str) -> bytes:
        """One job of the computer with this home folder; its answer, or that it was killed."""
        if home not in self._children:
            self._children[home] = self._begin()
        _child, jobs, answers = self._children[home]
        jobs.write(job)
        jobs.flush()
        answer = answers.readline()
        if not answer:
            self._end(home)
            return msgspec.json.encode(Answer(problem="killed")) + b"\n"
        return answer

    def end_all(self) -> None:
        """Every computer is switched off."""
        for home in list(self._children):
            self._end(home)

    def _begin(self) -> tuple[int, IO[bytes], IO[bytes]]:
        their_jobs, our_jobs = os.pipe()
        our_answers, their_answers = os.pipe()
        child = os.fork()
        if child == 0:
            for _pid, jobs, answers in self._children.values():  # or theirs would never end
                os.close(jobs.fileno())
                os.close(answers.fileno())
            os.close(our_jobs)
            os.close(our_answers)
            computer = Computer()
            with os.fdopen(their_jobs, "rb") as lines:
                for line in lines:
                    answer = computer.run(msgspec.json.decode(line, type=Job))
                    os.write(their_answers, msgspec.json.encode(answer) + b"\n")
            os._exit(0)
        os.close(their_jobs)
        os.close(their_answers)
        return child, os.fdopen(our_jobs, "wb"), os.fdopen(our_answers, "rb")

    def _end(self, home: str) -> None:
        child, jobs, answers = self._children.pop(home)
        jobs.close()
        answers.close()
        os.waitpid(child, 0)


def warm() -> None:
    """Import what a child would otherwise import again and again; nothing of a book is opened before the forks."""
    load_rooms()
    for name in (
        "alembic.command", "cryptography.hazmat.primitives.asymmetric.ed25519",
        "cryptography.hazmat.primitives.ciphers.aead", "numpy", "sqlcipher3", "supervisor.journal.verify",
    ):  # fmt: skip
        import_module(name)


def main() -> None:
    """Hand jobs to computers until stdin ends; a line `end` switches all of them off."""
    warm()
    parent = Parent()
    for line in sys.stdin.buffer:
        if line == b"end\n":
            parent.end_all()
            os.write(1, b"{}\n")
        else:
            os.write(1, parent.ask(line, msgspec.json.decode(line, type=Job).home))
    parent.end_all()


if __name__ == "__main__":
    main()
