"""How figures are gathered: each measurement in a process of its own, all of them in one table at the end."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Measure = Callable[..., dict[str, Any]]
Figure = Callable[[str, str, str, str], None]


@pytest.fixture(scope="session")
def figure() -> Iterator[Figure]:
    """`figure(what, compared_with, target, measured)`; the table is written to out/benchmarks.md."""
    rows: list[tuple[str, str, str, str]] = []

    def add(*row: str) -> None:
        rows.append(row)  # type: ignore[arg-type]

    yield add
    if rows:
        lines = [f"Measured {date.today().isoformat()} on {machine()}.", ""]
        lines += ["| what | compared with | target | measured |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        (ROOT / "out").mkdir(exist_ok=True)
        (ROOT / "out" / "benchmarks.md").write_text("\n".join(lines) + "\n", "utf-8")
        sys.__stdout__.write("\n\n" + "\n".join(lines) + "\n")  # type: ignore[union-attr]


def machine() -> str:
    """The machine in a few words: processor, cores, memory, how busy it was."""
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[2]
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()} (load {load:.1f})"


@pytest.fixture(scope="session")
def bench_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all measurements of a session."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def measure(bench_home: Path, monkeypatch: pytest.MonkeyPatch) -> Measure:
    """`measure("verify", path)` runs a job of tests/benchmarks/jobs.py in a fresh process and returns what it says."""
    monkeypatch.setenv("SUPERVISOR_HOME", str(bench_home))

    def run(job: str, *arguments: object, module: str = "jobs", **environment: str) -> dict[str, Any]:
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", job, *map(str, arguments)]
        ran = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        return json.loads(ran.stdout.splitlines()[-1])

    return run
