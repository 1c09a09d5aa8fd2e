"""Looking through the folder of the open book, as Qt's file dialog does, lets none of the book's locks go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervisor.journal import Book

PROGRAM = """
import sys
from pathlib import Path
from supervisor.desktop.start import application
from supervisor.journal import Book
path = Path(sys.argv[1])
book = Book.open(path)
def locks():
    return sum("POSIX" in line and f":{path.stat().st_ino} " in line for line in open("/proc/locks"))
before = locks()
app = application([])
from PySide6.QtCore import QMimeDatabase
kinds = {QMimeDatabase().mimeTypeForFile(str(one)).name() for one in path.parent.iterdir() if one.is_file()}
print(before, locks(), *kinds)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locks of POSIX: Linux only")
def test_a_book_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "b.book"
    Book.create(path, branch="0001").close()
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], check=True, capture_output=True, text=True, timeout=120,
        cwd=Path(__file__).parents[2], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    before, after, *kinds = ran.stdout.split()
    assert kinds == ["application/x-branch-supervisor-book"]
    assert int(before) == int(after) >= 1
