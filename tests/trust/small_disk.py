"""Bundles on a small disk: `python -m tests.trust.small_disk FOLDER OUTSIDE`, in a mount namespace of its own.

FOLDER is a disk in memory on which there is no room for the photos; the bundle lies OUTSIDE. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from supervisor.errors import Problem
from supervisor.journal import Book
from supervisor.journal.bundle_in import import_bundle
from supervisor.journal.bundle_out import export_bundle
from tests.trust.noted import Noted, note


def give(outside: Path, photos: int) -> Path:
    """A bundle with photos of chance bytes and notes."""
    with Book.create(outside / "giver.book", branch="B") as giver:
        for number in range(photos):
            with giver.write("system") as w:
                content = os.urandom(900_000)
                w.append(f"note:{number}", Noted(place=number, text=w.put_blob(content)))
        note(giver, "last of all")
        export_bundle(giver, outside / "b.bundle")
    return outside / "b.bundle"


def play(folder: Path, outside: Path) -> dict[str, Any]:
    """Take it in until the disk is full, make room, go on; then make a bundle where there is no room for it."""
    path = give(outside, 60)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(130 << 20))
    told: list[Problem] = []
    with Book.create(folder / "taker.book", branch="B") as taker:
        try:
            import_bundle(taker, path)
        except Problem as problem:
            told.append(problem)
        while_full = taker.verify(full=True).problems
        ballast.unlink()
        again = import_bundle(taker, path)
        whole = taker.verify(full=True).problems
        room = os.statvfs(folder)
        ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - (10 << 20))))
        try:
            export_bundle(taker, folder / "out.bundle")
        except Problem as problem:
            told.append(problem)
        left = sorted(one.name for one in folder.iterdir())
    return {
        "told": [type(one).__name__ for one in told], "exit": [one.exit_code for one in told],
        "while_full": while_full, "known": again.blobs_known, "new": again.blobs, "whole": whole, "left": left,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(Path(sys.argv[1]), Path(sys.argv[2]))) + "\n")
