"""A book stays held when something in the same program opens and closes its file, as a file dialog does."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from supervisor.journal import Book, is_keyed
from supervisor.journal.holding import head_of
from tests.journal.toys import note

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locks of POSIX: Linux only")

ELSEWHERE = """
    import tests.journal.toys
    from supervisor.journal import Book
    with Book.open({where!r}, {passphrase!r}) as book, book.read() as r:
        print(r.vector())
"""


def _touch(path: Path) -> None:
    """What an icon provider does to each file of a folder: open, look, close."""
    for beside in path.parent.iterdir():
        if beside.is_file():
            with beside.open("rb") as handle:
                handle.read(16)


def _opened_elsewhere(path: Path, passphrase: str | None) -> None:
    """Another program opens the book, reads and closes it."""
    program = textwrap.dedent(ELSEWHERE.format(where=str(path), passphrase=passphrase))
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, timeout=60, cwd=ROOT)


def _entries(book: Book) -> int:
    with book.read() as r:
        return sum(r.vector().values())


@pytest.mark.parametrize("passphrase", [None, "a long passphrase"])
def test_what_is_entered_after_another_program_left_is_kept(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "b.book"
    book = Book.create(path, passphrase, branch="0001")
    _touch(path)
    _opened_elsewhere(path, passphrase)
    assert Path(f"{path}-wal").exists(), "the log was cleared away under an open book"
    before = _entries(book)
    note(book, "toy:1", "after")
    assert _entries(book) == before + 1
    book.close()
    with Book.open(path, passphrase) as again:
        assert _entries(again) == before + 1


def test_the_last_to_close_clears_the_log_away(tmp_path: Path) -> None:
    path = tmp_path / "b.book"
    one = Book.create(path, branch="0001")
    two = Book.open(path)
    one.close()
    assert Path(f"{path}-wal").exists(), "the second book still has the file open"
    _touch(path)
    _opened_elsewhere(path, None)
    assert Path(f"{path}-wal").exists()
    two.close()
    assert not Path(f"{path}-wal").exists()
    assert not Path(f"{path}-shm").exists()


def test_a_book_used_again_after_its_close_is_held_again(tmp_path: Path) -> None:
    path = tmp_path / "b.book"
    book = Book.create(path, branch="0001")
    book.close()
    assert _entries(book) > 0
    _touch(path)
    _opened_elsewhere(path, None)
    assert Path(f"{path}-wal").exists()
    book.close()


def test_asking_about_an_open_book_lets_nothing_go(tmp_path: Path) -> None:
    plain, keyed = tmp_path / "p.book", tmp_path / "k.book"
    with Book.create(plain, branch="0001"), Book.create(keyed, "a long passphrase", branch="0001"):
        before = Path("/proc/locks").read_text().count(f":{plain.stat().st_ino} ")
        assert not is_keyed(plain)
        assert is_keyed(keyed)
        assert head_of(plain, 6) == b"SQLite"
        assert Path("/proc/locks").read_text().count(f":{plain.stat().st_ino} ") == before >= 2
    assert not is_keyed(plain)
    assert is_keyed(keyed)
