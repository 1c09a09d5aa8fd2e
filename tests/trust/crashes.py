"""Watching a process that is going to be killed: what it acknowledged, and how it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tests.trust.appender import Round

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Outcome:
    """What one round came to."""

    acknowledged: list[str] = field(default_factory=list)
    status: int = 0
    changes: int = 0
    syncs: int = 0
    failure: str = ""


class Nursery:
    """A running appender; `play` runs one round in it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def play(self, job: Round, *, kill_after: Callable[[int], bool] | None = None) -> Outcome:
        """Run a round to its end. `kill_after(acknowledged so far)`: when it says so, kill -9."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(job).decode() + "\n")
        self._process.stdin.flush()
        outcome, child = Outcome(), 0
        for line in self._process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "begin":
                child = int(rest)
            elif word == "ack":
                outcome.acknowledged.append(rest)
                if kill_after is not None and kill_after(len(outcome.acknowledged)):
                    os.kill(child, signal.SIGKILL)
                    kill_after = None
            elif word == "done":
                outcome.changes, outcome.syncs = map(int, rest.split())
            elif word == "failed":
                outcome.failure = rest
            elif word == "end":
                outcome.status = int(rest)
                return outcome
        raise AssertionError(f"the appender itself ended: {self._process.wait()}")


@contextmanager
def nursery(home: Path, *, shim: Path | None = None, folder: Path | None = None) -> Iterator[Nursery]:
    """An appender for the length of the block, with the power-cut shim over `folder` when given."""
    environment = {**os.environ, "SUPERVISOR_HOME": str(home)}
    if shim is not None:
        environment |= {"LD_PRELOAD": str(shim), "POWERCUT_DIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.appender"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait(60)
