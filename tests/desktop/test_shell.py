"""The frame: what a person's rights open, locking, logging in, and what starting up may not import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import KEYS, allowed_screens, make_page
from supervisor.desktop.shell.idle import IdleWatch
from supervisor.desktop.shell.log_in import LogInPage
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import CHOICES, Theme

Settle = Callable[[], None]
PASSWORD = "Feng-2026-shu"


def session_of(role: str) -> Any:
    from supervisor.access.rights import Role
    from supervisor.access.sessions import Session

    return Session(user="user:x", person="person:x", roles=frozenset({Role(role)}))


def test_rights_open_screens() -> None:
    assert allowed_screens(session_of("manager")) == KEYS
    assert "complaints" in allowed_screens(session_of("commander")), "whoever is told first records it"
    assert "inspections" not in allowed_screens(session_of("commander")), "findings name people"
    assert "inspections" in allowed_screens(session_of("supervisor"))
    assert "inspections" in allowed_screens(session_of("head_office"))
    assert allowed_screens(session_of("staff")) == ("appraisal", "actions", "complaints", "meetings", "settings")
    assert allowed_screens(session_of("administrator")) == ("appraisal", "meetings", "settings")


def test_staff_see_the_own_score_and_nobody_elses(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    from supervisor.access import service
    from supervisor.access.ledger import users
    from supervisor.access.rights import Role

    with desk.book.read() as reader:
        own = next(u for u in users(reader) if set(u.roles) == {Role.STAFF})
    service.set_password(desk.book, "system", own.subject, PASSWORD)
    desk.services.session = None
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.take(desk)
    settle()
    page: Any = window.stack.currentWidget()
    assert isinstance(page, LogInPage)
    page.login.setText(own.login)
    page.password.setText("wrong")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    settle()
    assert page.fault.text()
    assert desk.services.session is None
    page.password.setText(PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    settle()
    shown: Any = window.pages["appraisal"]
    assert {line.person for line in shown.snapshot.lines} <= {own.person}
    assert not shown.step.isVisible()
    window.go("inspections")
    assert "inspections" not in window.pages
    assert window.toasts.notices
    window.lock()
    settle()
    assert desk.services.session is None, "an idle desk is locked"
    window.close()


def test_idle_watch_expires_once(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QObject

    from supervisor.desktop.shell import idle

    now = [0]
    monkeypatch.setattr(idle, "_milliseconds", lambda: now[0])
    parent, expired = QObject(), []
    watch = IdleWatch(parent, lambda: expired.append(now[0]))
    watch.minutes = 15
    now[0] = 14 * 60_000
    watch.look()
    assert expired == []
    now[0] = 15 * 60_000
    watch.look()
    watch.look()
    assert expired == [15 * 60_000]


@pytest.mark.parametrize("choice", [c for c in CHOICES if c != "system"])
def test_theme_changes_while_screens_are_open(qtbot: QtBot, desk: Desk, settle: Settle, choice: str) -> None:
    page = make_page("today", desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    desk.theme.choose(choice, 1.25)
    settle()
    assert desk.theme.palette.name == choice
    assert desk.theme.px(14) == 18
    assert "Noto Sans CJK SC" in desk.theme.font().families()[0]
    desk.theme.choose("light", 1.0)


def test_starting_up_imports_nothing_heavy() -> None:
    """The window is on screen before the rooms, the plots, the optimiser and the workbooks are loaded."""
    heavy = ("sqlalchemy", "numpy", "pyqtgraph", "highspy", "openpyxl", "xlsxwriter", "supervisor.journal")
    code = f"import sys, supervisor.desktop.start; print([m for m in {heavy!r} if m in sys.modules])"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_today_needs_no_plots_and_no_workbooks(tmp_path: Path, services: Any) -> None:
    """Reading Today loads the forecast, not pyqtgraph, HiGHS or the Excel libraries."""
    code = (
        "import sys\n"
        "from supervisor.app import load_rooms\n"
        "load_rooms()\n"
        "from supervisor.journal import Book\n"
        "from supervisor.overview import today\n"
        "import supervisor.desktop.screens.today\n"
        f"book = Book.open({services.book.where!r})\n"
        "with book.read() as r: today(r, r.today, 600)\n"
        "print([m for m in ('pyqtgraph', 'highspy', 'openpyxl', 'xlsxwriter') if m in sys.modules])\n"
        "book.close()"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_files_stay_small() -> None:
    folder = Path(__file__).resolve().parents[2] / "supervisor" / "desktop"
    long = {p.name: n for p in folder.rglob("*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}


def test_the_desktop_starts_and_closes(services: Any, tmp_path: Path) -> None:
    """The whole way: window first, book opened behind it, Today read, closed with every thread drained."""
    import os

    code = f"""
import time
from PySide6.QtCore import QTimer
from supervisor.desktop.shell.window import Window
from supervisor.desktop.start import run

seen = []

def open_services():
    seen.append("visible" if any(w.isVisible() for w in windows) else "hidden")
    from supervisor.app import App
    return App.open({services.book.where!r})

windows = []
make = Window.__init__
def noted(self, *args):
    make(self, *args)
    windows.append(self)
    self.facts_shown.connect(lambda: QTimer.singleShot(1500, self.close))
Window.__init__ = noted
print(run(open_services), seen, sorted(windows[0].pages))
"""
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHONPATH": str(root),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "0 ['visible'] ['today']"
    assert "Traceback" not in done.stderr
