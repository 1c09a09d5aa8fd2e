"""The power cut itself is honest: what was synced stays, what was not may go, names go without their folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, os, sys
shim = ctypes.CDLL(None)
def arm(change, seed=SEED): shim.powercut_arm(ctypes.c_long(change), ctypes.c_uint64(seed))
def sync_folder():
    handle = os.open(".", os.O_RDONLY); os.fsync(handle); os.close(handle)
"""


def after_the_cut(powercut: Path, folder: Path, body: str, seed: int = 3) -> dict[str, bytes]:
    """Runs statements under the shim until the power goes; what the folder then holds."""
    script = SCRIPT.replace("SEED", str(seed)) + body
    environment = {**os.environ, "LD_PRELOAD": str(powercut), "POWERCUT_DIR": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 137, ran.stderr
    return {path.name: path.read_bytes() for path in folder.iterdir() if ".cut-" not in path.name}


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An empty folder under the shim."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def total_loss(powercut: Path) -> int:
    """A seed with which everything unsynced is lost (the shim chooses its mode by the seed)."""
    return next(seed for seed in range(1, 60) if _mode(seed) == 0)


def _mode(seed: int) -> int:
    """The shim's own generator (xorshift64) and its first choice, written down a second time."""
    wide = (1 << 64) - 1
    state = (seed * 2654435761 + 88172645463325252) & wide
    for _ in range(9):
        state ^= (state << 13) & wide
        state ^= state >> 7
        state ^= (state << 17) & wide
    return state % 3


def test_unsynced_bytes_are_lost_and_synced_ones_stay(powercut: Path, disk: Path) -> None:
    (disk / "file").write_bytes(b"a" * 2000)
    body = """
handle = os.open("file", os.O_RDWR)
os.pwrite(handle, b"b" * 1000, 500); os.fsync(handle)
os.pwrite(handle, b"c" * 1000, 700); os.pwrite(handle, b"d" * 500, 1900)
arm(1); os.ftruncate(handle, 0)
"""
    left = after_the_cut(powercut, disk, body, total_loss(powercut))
    assert left == {"file": b"a" * 500 + b"b" * 1000 + b"a" * 500}


def test_a_truncated_tail_comes_back(powercut: Path, disk: Path) -> None:
    (disk / "file").write_bytes(bytes(range(256)) * 10)
    body = """
handle = os.open("file", os.O_RDWR); os.ftruncate(handle, 100); os.write(handle, b"x" * 50)
arm(1); os.fsync(handle)
"""
    left = after_the_cut(powercut, disk, body, total_loss(powercut))
    assert left == {"file": bytes(range(256)) * 10}


def test_names_last_only_with_their_folder(powercut: Path, disk: Path) -> None:
    (disk / "old").write_bytes(b"old")
    (disk / "gone").write_bytes(b"gone")
    body = """
handle = os.open("kept", os.O_RDWR | os.O_CREAT); os.write(handle, b"kept"); os.fsync(handle); sync_folder()
handle = os.open("new", os.O_RDWR | os.O_CREAT); os.write(handle, b"new"); os.fsync(handle)
os.rename("new", "old"); os.unlink("gone")
arm(1); os.write(handle, b"!")
"""
    left = after_the_cut(powercut, disk, body, total_loss(powercut))
    assert left == {"kept": b"kept", "old": b"old", "gone": b"gone"}


def test_some_sectors_survive_alone(powercut: Path, disk: Path) -> None:
    """With other seeds a write is torn: some of its sectors are new, some old, none a mixture."""
    (disk / "file").write_bytes(b"a" * 512 * 40)
    seed = next(seed for seed in range(1, 60) if _mode(seed) == 1)
    body = """
handle = os.open("file", os.O_RDWR); arm(1); os.pwrite(handle, b"b" * 512 * 40, 0)
"""
    (content,) = after_the_cut(powercut, disk, body, seed).values()
    sectors = {content[at : at + 512] for at in range(0, len(content), 512)}
    assert sectors == {b"a" * 512, b"b" * 512}
