"""The map of the house is complete: every room stands on a floor, and the contracts really hold today."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def rooms() -> set[str]:
    """Packages and modules directly under supervisor/, by dotted name."""
    inside = (ROOT / "supervisor").iterdir()
    return {
        f"supervisor.{path.stem}"
        for path in inside
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem != "__init__")
    } | {"reports"}


def floors(contract: str = "floors") -> list[set[str]]:
    """The layers of a contract, from the top down."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    lines = config[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [set(re.findall(r"[\w.]+", line)) for line in lines if line.strip()]


def test_every_room_stands_on_one_floor() -> None:
    named = [room for floor in floors() for room in floor]
    assert len(named) == len(set(named))
    assert rooms() <= set(named), "a new room has no floor yet: add it to .importlinter"


def test_every_room_of_the_desktop_stands_on_one_floor() -> None:
    """Those who show a book know those who open one, never the other way round: imports inside functions count too."""
    inside = {
        f"supervisor.desktop.{path.stem}"
        for path in (ROOT / "supervisor" / "desktop").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem != "__init__")
    }
    named = [room for floor in floors("desktop") for room in floor]
    assert len(named) == len(set(named))
    assert inside <= set(named), "a new room of the desktop has no floor yet: add it to .importlinter"


@pytest.mark.parametrize("house", ["complaints", "dispatch", "meetings", "traffic"])
def test_every_room_of_a_house_stands_on_one_floor(house: str) -> None:
    """A house with floors of its own names all its rooms, so that none grows outside the contract."""
    inside = {
        path.stem
        for path in (ROOT / "supervisor" / house).iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem != "__init__")
    }
    named = [room for floor in floors(house) for room in floor]
    assert len(named) == len(set(named))
    assert inside == set(named), f"a room of {house} has no floor, or a floor has no room: mend .importlinter"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about a tree."""
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout[checked.stdout.find("Contracts") :] + checked.stderr


def test_a_wrong_import_would_be_seen(tmp_path: Path) -> None:
    """The contract files bite: a journal that reaches up to the desktop is reported, and the like."""
    copy = tmp_path / "house"
    for room in [room for floor in [*floors(), *floors("desktop")] for room in floor]:
        folder = copy / room.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("", "utf-8")
    (copy / "supervisor" / "__init__.py").write_text("", "utf-8")
    (copy / "supervisor" / "journal" / "__init__.py").write_text("import supervisor.desktop\n", "utf-8")
    (copy / "supervisor" / "meetings" / "__init__.py").write_text("import supervisor.dispatch\n", "utf-8")
    (copy / "supervisor" / "actions" / "__init__.py").write_text("import PySide6, sqlalchemy\n", "utf-8")
    (copy / ".importlinter").write_text((ROOT / ".importlinter").read_text("utf-8"), "utf-8")
    log_in = "def ask():\n    from supervisor.desktop.books import switch\n\n    return switch\n"
    (copy / "supervisor" / "desktop" / "shell" / "log_in.py").write_text(log_in, "utf-8")
    (copy / "supervisor" / "desktop" / "books" / "switch.py").write_text("import supervisor.desktop.shell\n", "utf-8")
    checked = lint(copy)
    assert checked.returncode == 1
    for upward in (
        "journal -> supervisor.desktop", "meetings -> supervisor.dispatch",
        "desktop.shell.log_in -> supervisor.desktop.books",
    ):  # fmt: skip
        assert upward in checked.stdout, checked.stdout
    for library in ("supervisor.actions -> PySide6", "supervisor.actions -> sqlalchemy"):
        assert library in checked.stdout, checked.stdout
