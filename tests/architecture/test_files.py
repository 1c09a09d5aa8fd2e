"""Files a person can read in one sitting, under names of the field, each saying why it exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 350
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "stuff", "tools", "lib", "base"}


def sources(*folders: str) -> list[Path]:
    """Python files of these folders, without caches."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def kept_files() -> list[Path]:
    """Every file that is, or is about to be, under version control; all files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git work tree")
    names = [name.decode() for name in listed.stdout.split(b"\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_files_are_short() -> None:
    long = {
        shown(path): count
        for path in sources("supervisor", "reports", "tests")
        if (count := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert not long, f"more than {MOST_LINES} lines: split along the names people would look for"


def test_no_vague_names() -> None:
    vague = [
        shown(path)
        for path in sources("supervisor", "reports", "tests")
        if VAGUE & {part.lower() for part in path.relative_to(ROOT).with_suffix("").parts}
    ]
    assert not vague


def test_every_module_says_why_it_exists() -> None:
    why = re.compile(r'"""(.*?)"""', re.DOTALL)
    silent = [
        shown(path)
        for path in sources("supervisor", "reports")
        if not (said := why.match(path.read_text("utf-8"))) or len(said[1].strip()) < 20
    ]
    assert not silent, "a module docstring says why the room exists"


def test_nothing_of_one_machine_is_kept() -> None:
    """No path of somebody's machine, no address of a package mirror stands in a kept file."""
    own = re.compile(rb"/(?:root|home/\w+|Users/\w+)/|/work/(?:main|notes|\.library)")
    kept = [path for path in kept_files() if path.suffix not in {".png", ".mo", ".xlsx", ".lock"}]
    found = [shown(path) for path in kept if path != Path(__file__) and own.search(path.read_bytes())]
    assert not found
