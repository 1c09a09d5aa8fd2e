"""A process that appends and can be killed: `python -m tests.trust.appender`.

Starting Python takes longer than a crash test, so this process imports everything once and forks for each round.
A round is one line of JSON on stdin (see `Round`); the child prints `begin PID`, an `ack ID` after each append
that has returned, and `done CHANGES SYNCS` if it lives to the end; then the parent prints `end STATUS`.
"""

from __future__ import annotations

import ctypes
import os
import random
import sys
from typing import Any

import msgspec

from supervisor.journal import Book, engine
from tests.trust.noted import note


class Round(msgspec.Struct, kw_only=True):
    """What one child is to do."""

    where: str
    passphrase: str | None = None
    make: bool = False  # create the book first and acknowledge `created`
    appends: int = 1_000_000
    payload: int = 200  # most characters of a note
    seed: int = 0
    cut: int = -1  # power goes at this change (with the shim loaded); counted from the opened book
    cut_from_start: bool = False  # count from before the book is opened
    synchronous: str = ""  # OFF or NORMAL: weaker than the program's own, to show that the shim tells
    autocheckpoint: int = 0  # pages, to see more checkpoints in less time


def say(line: str) -> None:
    """One whole line to whoever watches."""
    os.write(1, f"{line}\n".encode())


def weaken(job: Round) -> None:
    """Connections of this process get other pragmas than the program's own."""
    own = engine.sqlite_connector

    def connector(*arguments: Any) -> Any:
        connect = own(*arguments)

        def weaker() -> Any:
            raw = connect()
            if job.synchronous:
                raw.execute(f"PRAGMA synchronous = {job.synchronous}")
            if job.autocheckpoint:
                raw.execute(f"PRAGMA wal_autocheckpoint = {job.autocheckpoint}")
            return raw

        return weaker

    engine.sqlite_connector = connector


def work(job: Round) -> None:
    """The child: open (or make) the book, append, acknowledge."""
    weaken(job)
    shim = ctypes.CDLL(None)
    armed = hasattr(shim, "powercut_arm")
    if armed and job.cut_from_start:
        shim.powercut_arm(ctypes.c_long(job.cut), ctypes.c_uint64(job.seed))
    if job.make:
        book = Book.create(job.where, passphrase=job.passphrase, branch="B", zone="Asia/Shanghai")
        say("ack created")
    else:
        book = Book.open(job.where, passphrase=job.passphrase)
    if armed and not job.cut_from_start:
        shim.powercut_arm(ctypes.c_long(job.cut), ctypes.c_uint64(job.seed))
    before = (shim.powercut_changes(), shim.powercut_syncs()) if armed else (0, 0)
    chance = random.Random(job.seed)
    for number in range(job.appends):
        text = "记" * chance.randrange(1, job.payload)
        subject = f"note:{os.getpid()}-{number // 4}"
        say(f"ack {note(book, text, subject=subject, place=number, many=number % 3)}")
    after = (shim.powercut_changes(), shim.powercut_syncs()) if armed else (0, 0)
    say(f"done {after[0] - before[0]} {after[1] - before[1]}")


def main() -> None:
    """Fork a child for each line on stdin until it ends."""
    for line in sys.stdin:
        job = msgspec.json.decode(line, type=Round)
        child = os.fork()
        if child == 0:
            say(f"begin {os.getpid()}")
            try:
                work(job)
            except BaseException as error:
                say(f"failed {type(error).__name__}: {error}".replace("\n", " "))
                os._exit(1)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        say(f"end {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
