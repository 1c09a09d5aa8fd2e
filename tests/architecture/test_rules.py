"""Rules of the house that no linter knows: whose the clock is, what a kernel may touch, what is data and not code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {"app", "cli", "desktop", "demo", "journal", "__main__"}  # where the present moment comes in
ROOM_FILES = {"__init__", "ledger", "service", "intake", "events"}


@cache
def texts() -> dict[Path, str]:
    """Every module of the rooms and the reports."""
    found = sorted([*(ROOT / "supervisor").rglob("*.py"), *(ROOT / "reports").rglob("*.py")])
    return {path: path.read_text("utf-8") for path in found}


def modules(words: str, among: Iterable[Path] | None = None) -> Iterator[tuple[Path, ast.Module]]:
    """Those that a rule may be about, parsed one by one: what it forbids is not where its words (a pattern) are not."""
    wanted = re.compile(words)
    paths = texts() if among is None else among
    return ((path, ast.parse(texts()[path])) for path in paths if wanted.search(texts()[path]))


def room_of(path: Path) -> str:
    """`traffic` for supervisor/traffic/waiting/queueing.py, `reports` for the reports."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "supervisor" else parts[0]


def calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Dotted names that are called, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node.lineno


def dotted(called: ast.expr) -> str:
    """`a.b.c` as it is written; of what is no plain name before the last point, only what follows it."""
    names = []
    while isinstance(called, ast.Attribute):
        names.append(called.attr)
        called = called.value
    names.append(called.id if isinstance(called, ast.Name) else "")
    return ".".join(reversed(names))


def imported(tree: ast.Module) -> set[str]:
    """Dotted names of imported modules and of what is taken from them."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_the_clock_belongs_to_the_book() -> None:
    """Rooms take the moment from the book (`w.now`, `r.today`), so tests, samples and replays can set it."""
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.time_ns"}
    own = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules(r"\b(now|utcnow|today|time|time_ns)\s*\(")
        if room_of(path) not in OUTSIDE
        for name, line in calls(tree)
        if name in clocks or name.removeprefix("datetime.") in clocks
    ]
    assert not own


def kernels() -> list[Path]:
    """Modules of a room that hold its science and rules: those that know neither the book nor SQL."""
    inside = [
        path
        for path in texts()
        if room_of(path) not in OUTSIDE | {"reports", "overview", "errors", "language", "supervisor"}
        and not ROOM_FILES & set(path.relative_to(ROOT / "supervisor").with_suffix("").parts)
    ]
    knowing = {
        path
        for path, tree in modules(r"supervisor\.journal|sqlalchemy|from supervisor import", inside)
        if any(name.startswith(("supervisor.journal", "sqlalchemy")) for name in imported(tree))
    }
    return [path for path in inside if path not in knowing]


def test_kernels_are_pure() -> None:
    """No file, no chance without a seed, no database, no window in the science."""
    pure = kernels()
    assert len(pure) >= 20
    forbidden_calls = {"open", "print", "input", "random.random", "random.choice", "random.shuffle", "random.randrange"}
    forbidden_imports = ("PySide6", "sqlite3", "sqlcipher3", "psycopg", "socket", "subprocess", "requests", "urllib")
    words = rf"\b({'|'.join(name.rpartition('.')[2] for name in forbidden_calls)})\s*\(|{'|'.join(forbidden_imports)}"
    wrong = []
    for path, tree in modules(words, pure):
        place = path.relative_to(ROOT)
        wrong += [f"{place}:{line} calls {name}" for name, line in calls(tree) if name in forbidden_calls]
        wrong += [f"{place} imports {name}" for name in imported(tree) if name.startswith(forbidden_imports)]
    assert not wrong


def test_no_globals_are_rebound() -> None:
    rebound = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules(r"\bglobal\b")
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert not rebound


def demo_names() -> set[str]:
    """Words of the sample branch that no rule of the program may know: its name, its posts and their codes."""
    from supervisor.demo.spec import sample_branch

    spec = sample_branch()
    words = {spec.name}
    for post in spec.posts:
        words |= {post.code, post.name.zh}
    return {word for word in words if word}


def test_nothing_depends_on_the_sample_branch() -> None:
    known = demo_names()
    assert len(known) >= 10
    begins = f"[\"'][{re.escape(''.join({word[0] for word in known}))}]"  # also where a text stands in pieces
    dependent = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in modules(begins)
        if room_of(path) != "demo" and path.name != "forms.py"  # an empty form shows an example to write over
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    ]
    assert not dependent


@pytest.mark.parametrize("folder", ["supervisor", "reports"])
def test_no_dialog_blocks(folder: str) -> None:
    """Dialogs `open()`; a modal `exec()` would stop tests and the window alike (the application's own excepted)."""
    blocking = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules(r"\.exec_?\s*\(")
        if path.relative_to(ROOT).parts[0] == folder
        for name, line in calls(tree)
        if name.endswith((".exec", ".exec_")) and not name.endswith(("app.exec", "application.exec"))
    ]
    assert not blocking
