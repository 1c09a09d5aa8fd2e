"""A process on a small or a read-only disk: `python -m tests.trust.cramped full|readonly FOLDER [PASSPHRASE]`.

It runs in a mount namespace of its own, where FOLDER is a small disk in memory that it may fill or make read-only. It
prints one line of JSON about what it was told and what was kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from supervisor.errors import Problem
from supervisor.journal import Book
from tests.trust.noted import held, note


def until_full(folder: Path, passphrase: str | None) -> dict[str, Any]:
    """Append until the disk is full; what was acknowledged, and whether it goes on once there is room."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * 400_000)
    book = Book.create(folder / "a.book", passphrase, branch="B")
    promised, told = set(), None
    try:
        for number in range(10_000):
            promised.add(note(book, "满" * 3000, subject=f"note:{number % 7}", place=number))
    except Problem as problem:
        told = problem
    lost = len(promised - held(book))
    still_ok = book.verify().ok
    book.close()
    try:
        with Book.open(folder / "a.book", passphrase) as again:
            lost += len(promised - held(again))
        opened = "opened"
    except Problem as problem:
        opened = str(problem)
    ballast.unlink()
    with Book.open(folder / "a.book", passphrase) as book:
        lost += len(promised - held(book))
        note(book, "after making room")
        verdict = book.verify(full=True)
    return {
        "told": type(told).__name__, "message": str(told), "exit": getattr(told, "exit_code", 1),
        "promised": len(promised), "lost": lost, "ok": verdict.ok and still_ok, "while_full": opened,
    }  # fmt: skip


def make_when_full(folder: Path, passphrase: str | None) -> dict[str, Any]:
    """Making a book on a full disk leaves nothing behind."""
    (folder / "ballast").write_bytes(b"\0" * (2_000_000))
    try:
        Book.create(folder / "a.book", passphrase, branch="B")
        told = None
    except Problem as problem:
        told = problem
    left = sorted(path.name for path in folder.iterdir())
    return {"told": type(told).__name__, "message": str(told), "exit": getattr(told, "exit_code", 1), "left": left}


def read_only(folder: Path, passphrase: str | None) -> dict[str, Any]:
    """A book on a disk that may only be read: opening or writing says so, and the files stay as they were."""
    with Book.create(folder / "a.book", passphrase, branch="B") as book:
        note(book, "before")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    told = None
    try:
        with Book.open(folder / "a.book", passphrase) as book:
            note(book, "not to be")
    except Problem as problem:
        told = problem
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    try:
        Book.create(folder / "b.book", passphrase, branch="B")
        made = "made"
    except Problem as problem:
        made = str(problem)
    return {
        "told": type(told).__name__, "message": str(told), "exit": getattr(told, "exit_code", 1),
        "unchanged": before == after, "made": made,
    }  # fmt: skip


if __name__ == "__main__":
    play = {"full": until_full, "make": make_when_full, "readonly": read_only}[sys.argv[1]]
    sys.stdout.write(json.dumps(play(Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)) + "\n")
