"""Figures of bundles: a laptop comes home with 1 000 inspections and 2 000 photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.conftest import Figure, Measure

INSPECTIONS, PHOTOS, TARGET = 1_000, 2_000, 40


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the laptop's book is made once for all."""
    return tmp_path_factory.mktemp("laptop") / "laptop.book"


@pytest.mark.parametrize("passphrase", ["", "a passphrase"], ids=["plain", "encrypted"])
def test_bundle(
    passphrase: str, benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path, laptop: Path
) -> None:
    if not laptop.exists():
        measure("fill", laptop, INSPECTIONS, PHOTOS, module="bundles")
    file = tmp_path / "back.bundle"
    made = measure("export", laptop, file, passphrase, module="bundles")
    where = tmp_path / "branch.book"
    taken = benchmark.pedantic(
        measure, ("take", where, file, passphrase, passphrase), {"module": "bundles"}, rounds=1, iterations=1
    )
    benchmark.extra_info.update(made=made, taken=taken)
    assert taken["ok"]
    assert taken["blobs"] >= PHOTOS
    size = made["photo_bytes"] / 1e6
    kind = "encrypted, into a keyed book" if passphrase else "plain"
    figure(
        f"bundle of {INSPECTIONS:,} inspections with {PHOTOS:,} photos ({size:.0f} MB), made ({kind})",
        "–", "–", f"{size / made['seconds']:.0f} MB/s, memory {made['mb']:.0f} MB",
    )  # fmt: skip
    beside = f"writing as many bytes twice, synced, {size / taken['raw_seconds']:.0f} MB/s"
    figure(
        f"the same taken in ({kind})", beside, f"≥ {TARGET} MB/s of photos",
        f"{size / taken['seconds']:.0f} MB/s, memory {taken['mb']:.0f} MB; again {taken['again_seconds']:.1f} s",
    )  # fmt: skip
