"""Work that leaves the UI thread: commands one after another on a thread of their own, reads and long work on a pool.

A piece of work is a plain function. Its results travel by number through one signal that belongs to `Background`, an
object of the UI thread that outlives every thread it started. What a piece of work is made of and what came of it is
held on this side alone, and garbage is looked for on the UI thread only: nothing of Qt can die on a pool thread.
Callbacks run on the UI thread, and not at all once the widget that asked (`owner`) is gone. `close` cancels what waits,
waits for what runs and delivers nothing more.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal, Slot

from supervisor.desktop.garbage import Garbage


class Cancelled(Exception):
    """Raised inside a piece of work that was cancelled."""


class Progress:
    """What long work is given: it reports how far it is and learns whether it is still wanted."""

    def __init__(self, report: Callable[[float, str], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the person has cancelled."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def report(self, share: float, text: str = "") -> None:
        """Say that `share` (0..1; below 0 when unknown) is done. Raises Cancelled when no longer wanted."""
        if self._stop.is_set():
            raise Cancelled
        self._report(share, text)


@dataclass
class Task:
    """One piece of work under way, held by `Background` until its result is delivered."""

    number: int
    work: Callable[[Progress], Any]
    owner: QObject | None
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progressed: Callable[[float, str], None] | None
    stopped: Callable[[], None] | None
    droppable: bool
    progress: Progress = field(default=None)  # type: ignore[assignment]
    result: Any = None
    error: Exception | None = None
    ended: bool = False  # also where nobody was there any more to be told

    def cancel(self) -> None:
        """Ask the work to stop; `stopped` is called once it has."""
        self.progress.cancel()


SWITCH_SECONDS = 0.0005
"""How long a thread of the pool keeps Python while the window waits for it; the usual 5 ms, paid at every call back
from Qt, make a tenth of a second of a dragged meeting."""


class Background(QObject):
    """The threads of the desktop and the bridge back from them."""

    busy_changed = Signal(int)
    _arrived = Signal(int)
    _moved = Signal(int, float, str)

    def __init__(self, parent: QObject | None = None, *, pool_threads: int = 2) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._commands = QThreadPool()
        self._commands.setMaxThreadCount(1)
        self._commands.setExpiryTimeout(-1)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(pool_threads)
        self._tasks: dict[int, Task] = {}
        self._numbers = count(1)
        self._closed = False
        self.garbage = Garbage(self)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._advance, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        """How many pieces of work have not been delivered yet."""
        return len(self._tasks)

    def command(self, work: Callable[[], Any], **callbacks: Any) -> Task | None:
        """Run a command of the book: one at a time, in the order given."""
        return self._start(self._commands, lambda _progress: work(), **callbacks)

    def read(self, work: Callable[[], Any], **callbacks: Any) -> Task | None:
        """Run a read on the pool."""
        return self._start(self._pool, lambda _progress: work(), **callbacks)

    def long(self, work: Callable[[Progress], Any], **callbacks: Any) -> Task | None:
        """Run long work on the pool; it is given a `Progress`."""
        return self._start(self._pool, work, **callbacks)

    def close(self) -> None:
        """Cancel, wait for every thread, and deliver nothing more."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks.values():
            if task.droppable:
                task.progress.cancel()
        self._pool.clear()
        self._pool.waitForDone()
        self._commands.waitForDone()  # commands already given are carried out, never dropped
        self._tasks.clear()
        self.garbage.close()

    def _start(
        self,
        pool: QThreadPool,
        work: Callable[[Progress], Any],
        *,
        owner: QObject | None,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[float, str], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Task | None:
        assert QThread.currentThread() == self.thread(), "work is started from the UI thread"
        if self._closed:
            return None
        number = next(self._numbers)
        task = Task(number, work, owner, done, failed, progressed, stopped, droppable=pool is self._pool)
        task.progress = Progress(lambda share, text: self._moved.emit(number, share, text))
        self._tasks[number] = task
        self.busy_changed.emit(len(self._tasks))
        pool.start(lambda: self._carry_out(number))
        return task

    def _carry_out(self, number: int) -> None:
        """On a thread of the pool: leaves what came of it with the task and keeps hold of nothing."""
        task = self._tasks[number]
        try:
            if task.progress.cancelled:
                raise Cancelled
            task.result = task.work(task.progress)
        except Exception as problem:
            task.error = problem
        del task
        self._arrived.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task is None:
            return
        task.ended = True
        self.busy_changed.emit(len(self._tasks))
        if not self._wanted(task):
            return
        if isinstance(task.error, Cancelled):  # work that came to its end all the same is done
            if task.stopped is not None:
                task.stopped()
        elif task.error is not None:
            task.failed(task.error)
        else:
            task.done(task.result)

    @Slot(int, float, str)
    def _advance(self, number: int, share: float, text: str) -> None:
        task = self._tasks.get(number)
        if task is not None and task.progressed is not None and self._wanted(task):
            task.progressed(share, text)

    @staticmethod
    def _wanted(task: Task) -> bool:
        return task.owner is None or shiboken6.isValid(task.owner)
