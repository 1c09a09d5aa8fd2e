"""Figures of the journal: append, merge, verify, open."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from supervisor.journal import Book
from tests import postgres_server
from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.five_years import make
from tests.benchmarks.replay import FACTS_IN_COMMAND, fill, repeated, sample

ROOT = Path(__file__).resolve().parents[2]
MERGED, LATE, KINDS, VERIFIED = 100_000, 0.1, 20, 500_000


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The power-cut library, here only to count and to slow down syncs."""
    library = tmp_path_factory.mktemp("shim") / "powercut.so"
    source = ROOT / "tests" / "trust" / "powercut.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def once(benchmark: Any, job: Any, *arguments: Any, **more: Any) -> Any:
    """One run under pytest-benchmark."""
    return benchmark.pedantic(job, arguments, more, rounds=1, iterations=1)


@pytest.mark.parametrize("passphrase", ["", "a passphrase"], ids=["plain", "keyed"])
@pytest.mark.parametrize("slowed_ms", [0, 5], ids=["disk as it is", "slowed disk"])
def test_append(
    slowed_ms: int, passphrase: str, benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path, shim: Path
) -> None:
    (tmp_path / "disk").mkdir()
    counted = {"LD_PRELOAD": str(shim), "POWERCUT_DIR": str(tmp_path / "disk")}
    counted["POWERCUT_SYNC_MICROSECONDS"] = str(slowed_ms * 1000)
    (tmp_path / "counted").mkdir()
    syncs = measure("append", tmp_path / "disk", passphrase, **counted)
    seen = syncs if slowed_ms else once(benchmark, measure, "append", tmp_path / "counted", passphrase)
    if slowed_ms:
        once(benchmark, lambda: None)
    benchmark.extra_info.update(seen)
    assert syncs["syncs"] == 1
    more = seen["ours_ms"] - seen["raw_ms"]
    where = f"{'keyed' if passphrase else 'plain'}{f', every sync {slowed_ms} ms slower' if slowed_ms else ''}"
    figure(
        f"append of one command, durable ({where})",
        f"raw `sqlcipher3` insert of the same row, {seen['raw_ms']:.2f} ms",
        "exactly one sync, ≤ 0.25 ms more",
        f"{syncs['syncs']:.0f} sync, {more:+.2f} ms ({seen['ours_ms'] / seen['raw_ms']:.2f} ×)",
    )


@pytest.mark.parametrize("engine", ["sqlite", "keyed", "postgresql"])
def test_merge(engine: str, benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path) -> None:
    entries = sample(tmp_path / "sample.book")
    count: dict[str, int] = {}
    for entry in entries:
        count[entry.kind] = count.get(entry.kind, 0) + 1
    frequent = sorted(count, key=lambda kind: -count[kind])[:KINDS]
    chosen = [entry for entry in entries if entry.kind in frequent]
    giver = Book.create(tmp_path / "giver.book", branch="B")
    fill(giver, repeated(chosen), MERGED)
    giver.close()
    with postgres_server.running(durable=True) as server, server.database() as url:
        where = url if engine == "postgresql" else str(tmp_path / "taker.book")
        taker = Book.create(where, "passphrase" if engine == "keyed" else None, branch="B")
        later, late = datetime.now(UTC) + timedelta(minutes=1), int(MERGED * LATE)
        taker.set_now(lambda: later)  # what it knows of these subjects is newer, so what arrives is late
        source = islice(repeated(chosen), late)
        with taker.batch():
            while chunk := list(islice(source, FACTS_IN_COMMAND)):
                with taker.write("system") as w:
                    for subject, fact, at in chunk:
                        w.append(subject, fact, at=at)
        taker.close()
        secret = {"SUPERVISOR_PASSPHRASE": "passphrase" if engine == "keyed" else ""}
        seen = once(benchmark, measure, "merge", tmp_path / "giver.book", where, **secret)
    benchmark.extra_info.update(seen)
    assert seen["ok"], seen["problems"]
    figure(
        f"merge of {seen['entries']:,} foreign entries, {seen['kinds']} kinds, {LATE:.0%} late ({engine})",
        "–",
        "≥ 20 000 entries/s",
        f"{seen['entries'] / seen['seconds']:,.0f} entries/s",
    )


def test_verify(benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path) -> None:
    entries = sample(tmp_path / "sample.book")
    with Book.create(tmp_path / "large.book", branch="B") as book:
        fill(book, repeated(entries), VERIFIED)
    seen = once(benchmark, measure, "verify", tmp_path / "large.book")
    benchmark.extra_info.update(seen)
    assert seen["ok"], seen["problems"]
    size = os.path.getsize(tmp_path / "large.book") / 2**20
    figure(
        f"`verify` of {seen['entries']:,} entries and {seen['rows']:,} ledger rows ({size:,.0f} MB)",
        "–",
        "≤ 6 s, ≤ 300 MB",
        f"{seen['seconds']:.1f} s, {seen['memory_mb']:.0f} MB (both processes)",
    )


def test_opening_the_five_year_book(benchmark: Any, measure: Measure, figure: Figure) -> None:
    path = make(ROOT / "out" / "bench")
    measure("opening", path)
    seen = once(benchmark, measure, "opening", path)
    benchmark.extra_info.update(seen)
    figure(
        f"opening the five-year book ({os.path.getsize(path) / 2**20:,.0f} MB)",
        "–",
        "≤ 0.3 s",
        f"{seen['seconds']:.2f} s; {seen['first_reading_seconds']:.2f} s to the first reading",
    )
