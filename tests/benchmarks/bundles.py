"""A laptop's bundle of 1 000 inspections with 2 000 photos, made and taken in, each in a process of its own.

`python -m tests.benchmarks.bundles fill|export|take …` prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from supervisor.app import load_rooms
from supervisor.inspection import service
from supervisor.journal import Book
from supervisor.journal.bundle_in import import_bundle
from supervisor.journal.bundle_out import export_bundle
from tests.benchmarks.jobs import highest_memory_mb
from tests.inspection.branches import made

LEAST, MOST = 150_000, 300_000  # bytes of a photo as the program shrinks them
ITEMS = ("D1", "D2", "D3", "D4", "D5", "D6")


def fill(where: str, inspections: str, photos: str) -> dict[str, Any]:
    """A laptop's book with finished inspections; photos are bytes of chance, as JPEGs are to a compressor."""
    load_rooms()
    chance = random.Random(7)
    with Book.create(where, branch="B") as book:
        b = made(book, 7, datetime.now(UTC))
        each = int(photos) // int(inspections)
        for begun in range(0, int(inspections), 50):
            with book.batch():
                for _number in range(begun, min(begun + 50, int(inspections))):
                    subject = service.begin(book, b.supervisor, "tellers_day")
                    for item in ITEMS:
                        service.answer(book, b.supervisor, subject, item, "pass")
                    for item in ITEMS[:each]:
                        picture = chance.randbytes(chance.randrange(LEAST, MOST))
                        service.attach_photo(book, b.supervisor, subject, item, picture)
                    service.finish(book, b.supervisor, subject)
    return {"who": b.manager}


def export(where: str, file: str, passphrase: str) -> dict[str, Any]:
    """Making the bundle."""
    load_rooms()
    with Book.open(where) as book:
        began = time.perf_counter()
        header = export_bundle(book, Path(file), passphrase=passphrase or None)
        took = time.perf_counter() - began
    return {"seconds": took, "photo_bytes": header.blob_bytes, "entries": header.entries, "mb": highest_memory_mb()}


def raw_seconds(beside: Path, size: int) -> float:
    """Writing that many bytes twice, as a write-ahead log and then a book do, synced every 32 MB."""
    piece = os.urandom(1 << 20)
    began = time.perf_counter()
    for name in ("log", "book"):
        with (beside / f"raw.{name}").open("wb") as target:
            for number in range(size >> 20):
                target.write(piece)
                if number % 32 == 31:
                    target.flush()
                    os.fsync(target.fileno())
    took = time.perf_counter() - began
    for name in ("log", "book"):
        (beside / f"raw.{name}").unlink()
    return took


def take(where: str, file: str, passphrase: str, book_passphrase: str) -> dict[str, Any]:
    """Taking it into a fresh book, and once more, which only looks."""
    load_rooms()
    raw = raw_seconds(Path(where).parent, os.path.getsize(file))
    with Book.create(where, book_passphrase or None, branch="B") as book:
        book.vector()
        began = time.perf_counter()
        arrival = import_bundle(book, Path(file), passphrase=passphrase or None)
        took = time.perf_counter() - began
        memory = highest_memory_mb()
        began = time.perf_counter()
        import_bundle(book, Path(file), passphrase=passphrase or None)
        again = time.perf_counter() - began
        verdict = book.verify(full=True)
    return {
        "seconds": took, "again_seconds": again, "entries": arrival.entries, "blobs": arrival.blobs, "ok": verdict.ok,
        "mb": memory, "raw_seconds": raw, "file_mb": os.path.getsize(file) / 1e6,
    }  # fmt: skip


if __name__ == "__main__":
    job = {"fill": fill, "export": export, "take": take}[sys.argv[1]]
    sys.stdout.write(json.dumps(job(*sys.argv[2:])) + "\n")
