"""A light start: what is heavy is loaded when it is first needed, never because some room was imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "pyqtgraph",
    "highspy",
    "xlsxwriter",
    "openpyxl",
    "python_calamine",
    "alembic",
    "icalendar",
    "chinese_calendar",
    "elementpath",
    "pyxform",
    "pypdf",
}


def loaded_by(statement: str) -> set[str]:
    """Top-level names of the modules in memory after a statement, in a process of its own."""
    script = f"{statement}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


def kernels() -> list[str]:
    """Every room by dotted name: importing a room must be cheap."""
    packages = (path.parent.name for path in (ROOT / "supervisor").glob("*/__init__.py"))
    return sorted(f"supervisor.{name}" for name in packages if name not in {"desktop", "journal", "demo", "cli"})


@pytest.mark.parametrize("room", kernels())
def test_importing_a_room_loads_nothing_heavy(room: str) -> None:
    assert not loaded_by(f"import {room}") & (HEAVY | {"PySide6", "sqlalchemy"})


@pytest.mark.parametrize("module", ["supervisor.app", "supervisor.cli"])
def test_the_program_starts_without_what_it_may_not_need(module: str) -> None:
    assert not loaded_by(f"import {module}") & (HEAVY | {"PySide6"})


def test_the_first_window_comes_before_the_database() -> None:
    """Importing the shell brings Qt, and nothing that delays the window."""
    loaded = loaded_by("import supervisor.desktop.start")
    assert "PySide6" in loaded
    assert not loaded & (HEAVY | {"sqlalchemy"})


def test_help_and_mistakes_do_not_wait_for_the_database() -> None:
    """The whole command tree is built from modules that load what they need when their command is given."""
    loaded = loaded_by("from supervisor.cli.main import build; build()")
    assert not loaded & (HEAVY | {"PySide6", "sqlalchemy", "numpy"})


def test_opening_a_book_loads_nothing_heavy(tmp_path: Path) -> None:
    where = tmp_path / "a.book"
    made = f"Book.create({str(where)!r}, branch='B', zone='Asia/Shanghai')"
    loaded_by(f"from supervisor.journal import Book; {made}.close()")
    opened = loaded_by(f"from supervisor.app import App; App.open({str(where)!r}).close()")
    assert not opened & (HEAVY | {"PySide6"})
