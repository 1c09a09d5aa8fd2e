"""A second process that proves part of a large book, so that two cores share the work.

It opens the book itself and so sees a snapshot of its own. Therefore it may only say that all is well: where the two
find anything to complain of, or it fails, one process reads the whole again on one snapshot, and that verdict counts.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import Connection as Pipe

from .collection import uncollected
from .engine import close_engine, open_engine
from .event import kind_modules
from .folding import Folder
from .ledger import Ledger, ledgers
from .proof import Proof, Range
from .store import Store

WORTH_IT = 100  # ranges below which starting a process costs more than it saves
AHEAD = 3  # ranges it holds, so that it never waits for the first process
Digests = dict[str, str]  # ledger -> schema digest


def at_hand() -> bool:
    """Whether this computer and this installation can run a second process."""
    return (os.cpu_count() or 1) > 1 and not getattr(sys, "frozen", False)


class Second:
    """The second process as the first sees it: `feed` it ranges now and then; what it finds is joined to the proof."""

    def __init__(self, pipe: Pipe, proof: Proof) -> None:
        self._pipe = pipe
        self._proof = proof
        self._began = False
        self._holds = 0

    def feed(self, ranges: deque[Range]) -> None:
        """Hand over ranges from the far end, as many as keep it busy. Waits for nothing. Raises EOFError, OSError."""
        while self._pipe.poll():
            self._hear()
        while self._began and ranges and self._holds < AHEAD:
            self._pipe.send(ranges.pop())
            self._holds += 1

    def finish(self) -> None:
        """Wait for what it still has in hand. Raises EOFError, OSError."""
        while self._holds:
            self._hear()

    def _hear(self) -> None:
        found = self._pipe.recv()
        if found is None:
            self._began = True
        else:
            self._proof.join(found)
            self._holds -= 1


@contextmanager
def second(where: str, passphrase: str | None, wanted: Sequence[Ledger], proof: Proof) -> Iterator[Second]:
    """Start a second process for a book and a proof; it is ended with the block, whatever happens."""
    context = multiprocessing.get_context("spawn")  # a fork would carry threads and open databases along
    ours, theirs = context.Pipe()
    modules = kind_modules() + sorted({fold.__module__ for ledger in wanted for fold in ledger.folds.values()})
    known = {ledger.name: ledger.digest() for ledger in wanted}
    process = context.Process(target=assist, args=(theirs, where, passphrase, modules, known), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Second(ours, proof)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def assist(pipe: Pipe, where: str, passphrase: str | None, modules: list[str], known: Digests) -> None:
    """The second process itself: prove the ranges that come through the pipe, telling of each.

    Ctrl+C is the first one's matter, who then ends this one; and where the first is gone, nobody is left to tell.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _assist(pipe, where, passphrase, modules, known)


def _assist(pipe: Pipe, where: str, passphrase: str | None, modules: list[str], known: Digests) -> None:
    for name in modules:
        import_module(name)
    own = [ledger for ledger in ledgers() if ledger.name in known]
    if {ledger.name: ledger.digest() for ledger in own} != known:
        return  # it does not know what the first knows; the closed pipe says so
    engine = open_engine(where, passphrase)
    try:
        with engine.connect() as connection, connection.begin(), uncollected():
            proof = Proof(Store(connection), Folder(own))
            pipe.send(None)
            while True:
                span = pipe.recv()
                proof.check(*span)
                pipe.send(proof.findings())
    finally:
        close_engine(engine)
