"""Work on many files in processes of their own.

Reading somebody's file may need any amount of memory or end the process that does it; what reads here can be killed
without harm to the program, and two cores read twice as much. A worker that dies or stays silent has its file tried
once more by a fresh one, and is then told as lost: never a hang.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

Work = Callable[[Any], Any]
"""A function of a module (it is found by its name in the other process), from one plain value to another."""

MOST_WORKERS = 8
MOST_MEMORY = 3 << 30  # bytes of address space of one worker, where the system can hold it to that
START_SECONDS = 60.0
SILENCE_SECONDS = 120.0  # a month's workbook takes a fifth of a second
LOOK_SECONDS = 0.2  # how often it is asked whether the work is still wanted
TRIES = 2


class Lost:
    """In the place of a result: the worker died, or said nothing for too long, each time it tried."""


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    since: float  # of its last word: a silence begins here
    job: int | None = None
    begun: bool = False

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


@dataclass
class _Queue:
    """Which jobs wait, and how often each was begun."""

    waiting: deque[int]
    tries: dict[int, int] = field(default_factory=dict)

    def again(self, job: int) -> bool:
        """Put a job back that did not come to its end; False where it was tried often enough."""
        if self.tries[job] >= TRIES:
            return False
        self.waiting.appendleft(job)
        return True


def cores() -> int:
    """How many workers are worth while: as many as cores that this process may use."""
    may = getattr(os, "sched_getaffinity", None)
    return max(1, min(MOST_WORKERS, len(may(0)) if may else os.cpu_count() or 1))


def results(
    work: Work, jobs: Sequence[Any], *, workers: int | None = None, cancelled: Callable[[], bool] | None = None
) -> Generator[tuple[int, Any]]:
    """The number and the result of each job as they come, `Lost` where there is none. Ends early, with every worker
    gone, once `cancelled` says so; also when the caller stops taking results."""
    queue = _Queue(deque(range(len(jobs))))
    left = len(jobs)
    with _crew(work, min(workers or cores(), max(1, len(jobs)))) as crew:
        while left:
            if cancelled is not None and cancelled():
                return
            _hand_out(crew, queue, jobs)
            for job, result in _heard(crew, queue, work):
                left -= 1
                yield job, result


@contextmanager
def _crew(work: Work, size: int) -> Iterator[list[_Worker]]:
    crew: list[_Worker] = []
    try:
        while len(crew) < size:
            crew.append(_hired(work))
        yield crew
    finally:
        for worker in crew:
            worker.end()


def _hired(work: Work) -> _Worker:
    context = multiprocessing.get_context("spawn")  # a fork would carry threads and open books along
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    with _held_back():
        process.start()
    theirs.close()
    return _Worker(process, ours, monotonic())


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl+C waits: a worker begins with it held back, or it would tell of it while it is still loading."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    resource_tracker.ensure_running()  # begun below, it would let Ctrl+C through again
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _hand_out(crew: list[_Worker], queue: _Queue, jobs: Sequence[Any]) -> None:
    for worker in crew:
        if worker.job is None and queue.waiting:
            worker.job, worker.since = queue.waiting.popleft(), monotonic()
            queue.tries[worker.job] = queue.tries.get(worker.job, 0) + 1
            with suppress(OSError):  # it died while idle: its end is heard below
                worker.pipe.send(jobs[worker.job])


def _heard(crew: list[_Worker], queue: _Queue, work: Work) -> Iterator[tuple[int, Any]]:
    """What the workers have to say by now; those that are gone or silent are replaced."""
    ready = wait([one.pipe for one in crew if one.job is not None], timeout=LOOK_SECONDS)
    for place, worker in enumerate(crew):
        job = worker.job
        if job is None:
            continue
        if worker.pipe in ready:
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                pass
            else:
                worker.since = monotonic()
                if worker.begun:
                    worker.job = None
                    yield job, result
                worker.begun = True
                continue
        elif monotonic() - worker.since < (SILENCE_SECONDS if worker.begun else START_SECONDS):
            continue
        worker.end()
        crew[place] = _hired(work)
        if not queue.again(job):
            yield job, Lost()


def _serve(pipe: Connection, work: Work) -> None:
    """The worker itself. Ctrl+C is the first process's matter, who ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(None)  # it has started, which may take longer than reading
        while True:
            pipe.send(work(pipe.recv()))


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
