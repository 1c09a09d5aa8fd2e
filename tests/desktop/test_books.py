"""Opening books: the first start, a locked book, a wrong passphrase, another book while one is open."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.background import Background
from supervisor.desktop.books.new_sheet import NewBookSheet, free_place, make_book
from supervisor.desktop.books.open_sheet import OpenSheet
from supervisor.desktop.books.opening import (
    NotOpened,
    make_sample,
    open_first,
    remember,
    remembered,
)
from supervisor.desktop.books.welcome import Welcome, welcome
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.start import Opening, offer_books
from supervisor.desktop.theme import Theme
from supervisor.journal.place import without_password
from supervisor.language import use_language
from tests.desktop import keyboard
from tests.desktop.test_new_book import PASSPHRASE, PASSWORD, given

Settle = Callable[[], None]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[Window]:
    use_language("zh")
    made = Window(theme)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    make_book(given(tmp_path / "plain.book")).close()
    return tmp_path / "plain.book"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    make_book(given(tmp_path / "locked.book", passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)).close()
    return tmp_path / "locked.book"


def test_the_book_to_begin_with(tmp_path: Path, plain: Path, sample_file: Path) -> None:
    """The one named, else the one last chosen, else the usual place, else the sample branch."""
    import shutil

    from supervisor.app import data_folder, default_book

    assert remembered() == str(plain), "a new book is the one to begin with"
    (Path(os.environ["SUPERVISOR_HOME"]) / "last-book.txt").unlink()
    shutil.copy(sample_file, data_folder() / "sample.book")  # making it takes long and is tested elsewhere
    sample = open_first(None)
    assert sample.book.where == str(data_folder() / "sample.book")
    sample.close()
    assert remembered() == "", "looking at the sample is no choice"
    with pytest.raises(NotOpened) as missing:
        open_first(str(tmp_path / "none.book"))
    assert missing.value.where.endswith("none.book")
    assert "none.book" in str(missing.value)
    make_book(given(default_book())).close()
    remember(str(plain))
    for named, place in ((None, plain), (str(default_book()), default_book())):
        app = open_first(named)
        assert app.book.where == str(place)
        app.close()
    assert free_place() != str(default_book()), "a place that is taken is not proposed"


def test_a_password_is_never_remembered() -> None:
    for address in (
        "postgresql://li:Geheim7@db:5432/book",
        "postgresql://li:Gehe%40im7@db/book?sslmode=require&password=Geheim7",
    ):
        remember(address)
        assert "Gehe" not in remembered()
        assert remembered().startswith("postgresql://li@db")
    assert without_password("postgresql://db/book") == "postgresql://db/book"


def test_a_locked_book_asks_and_asks_again(
    window: Window, background: Background, settle: Settle, locked: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    taken: list[Any] = []
    with pytest.raises(NotOpened) as problem:
        open_first(str(locked))
    assert problem.value.locked
    before = locked.read_bytes()
    page = welcome(window, background, problem.value, taken.append)
    settle()
    assert isinstance(page, Welcome)
    form: Any = keyboard.sheet(window)
    assert isinstance(form, OpenSheet)
    assert form.passphrase.isVisibleTo(form)
    assert form.blamed("passphrase"), "it says at once why it asks"
    for wrong in ("nonsense", ""):
        keyboard.fill(form, passphrase=wrong)
        form.press()
        settle()
        assert form.isVisible()
        assert form.blamed("passphrase")
        assert taken == []
    assert locked.read_bytes() == before, "a wrong passphrase changes nothing"
    keyboard.fill(form, passphrase=PASSPHRASE)
    form.press()
    settle()
    (services,) = taken
    assert services.book.keyed
    services.close()
    home = Path(os.environ["SUPERVISOR_HOME"])
    kept = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert PASSPHRASE.encode() not in kept
    assert PASSPHRASE not in caplog.text
    assert PASSPHRASE not in repr(services.__dict__)


def test_what_does_not_open_is_said_and_the_text_stays(
    window: Window, background: Background, settle: Settle, tmp_path: Path
) -> None:
    taken: list[Any] = []
    page = welcome(window, background, NotOpened(""), taken.append)
    page.ask_open()
    form: Any = keyboard.sheet(window)
    assert not form.passphrase.isVisibleTo(form)
    no_book = tmp_path / "letter.book"
    no_book.write_text("Dear customer, this is a letter and no book at all.")
    for where, field in (("", "where"), (str(tmp_path / "none.book"), "where"), ("mysql://db/book", "where"),
                         (str(no_book), "passphrase")):  # fmt: skip
        keyboard.fill(form, where=where)
        form.press()
        settle()
        assert form.blamed(field), where
        assert form.place.text() == where
    assert taken == []
    assert no_book.read_text().startswith("Dear customer")


def test_the_sample_from_the_first_start(
    window: Window, background: Background, settle: Settle, sample_file: Path
) -> None:
    import shutil

    from supervisor.app import data_folder

    shutil.copy(sample_file, data_folder() / "sample.book")  # making it takes long and is tested elsewhere
    taken: list[Any] = []
    page = welcome(window, background, NotOpened(""), taken.append)
    page.sample()
    settle()
    (services,) = taken
    assert services.session.automatic
    services.close()
    assert remembered() == make_sample()


def test_another_book_in_the_place_of_one(
    qtbot: QtBot, window: Window, desk: Desk, settle: Settle, plain: Path, qapp: QApplication
) -> None:
    """A new window shows the other book; the old one is closed with its book and nothing of it is left."""
    offer_books(desk)
    window.take(desk, "settings")
    settle()
    before = desk.services
    page: Any = window.pages["settings"]
    page.open_about("book:open")
    page.refresh()
    settle()
    form: Any = keyboard.sheet(window)
    keyboard.fill(form, where=str(plain))
    form.press()
    settle()
    fresh = next(w for w in qapp.topLevelWidgets() if isinstance(w, Window) and w.isVisible())
    assert fresh is not window
    qtbot.addWidget(fresh)
    assert not window.isVisible()
    assert window.pages == {}
    assert fresh.desk is not None
    assert fresh.desk.book.where == str(plain)
    assert fresh.desk.services.session is None, "an own book asks who is there"
    log_in: Any = fresh.stack.currentWidget()
    log_in.other.click()
    asks: Any = keyboard.sheet(fresh)
    assert isinstance(asks, OpenSheet), "who cannot log in there opens another one"
    asks.reject()
    log_in.login.setText("li")
    log_in.password.setText(PASSWORD)
    log_in._try()
    qtbot.waitUntil(lambda: fresh.desk.services.session is not None, timeout=10_000)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not fresh.desk.background.running, timeout=20_000)  # type: ignore[union-attr]
    assert before.book is not fresh.desk.book
    fresh.close()
    fresh.desk.services.close()  # type: ignore[attr-defined]


def test_from_the_sample_to_one_book_to_another_and_out(tmp_path: Path, sample_file: Path) -> None:
    """The whole program: the sample, a new book in its place, another in that one's, all closed and whole."""
    import shutil

    from supervisor.app import data_folder

    shutil.copy(sample_file, data_folder() / "sample.book")  # making it takes long and is tested elsewhere
    code = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from supervisor.cli.window import Options, open_desktop
from supervisor.desktop import start
from supervisor.desktop.books.new_sheet import make_book
from supervisor.desktop.books.switch import change_book
from supervisor.desktop.shell.window import Window
from tests.desktop.test_new_book import given

seen = []
places = [{str(tmp_path / "a.book")!r}, {str(tmp_path / "b.book")!r}]

def look():
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible()]
    if not shown:
        return
    window = shown[0]
    if window.desk is None or not window.pages or window.desk.background.running:
        return
    seen.append(Path(window.desk.book.where).name)
    if len(seen) <= 2:
        change_book(window, make_book(given(places[len(seen) - 1])))
    else:
        window.close()

app = start.application()
timer = QTimer()
timer.timeout.connect(look)
timer.start(300)
print(open_desktop(Options()), seen)
"""
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(root),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, env=environment, timeout=120
    )
    assert done.stdout.strip() == "0 ['sample.book', 'a.book', 'b.book']", done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*-wal")), "every book was closed"


def test_a_new_book_in_the_place_of_one_proposes_a_free_place(window: Window, desk: Desk, settle: Settle) -> None:
    offer_books(desk)
    window.take(desk, "settings")
    settle()
    page: Any = window.pages["settings"]
    page.book.ask_new()
    form: Any = keyboard.sheet(window)
    assert isinstance(form, NewBookSheet)
    assert form.place.text().endswith(".book")
    form.reject()
    assert window.isVisible(), "leaving the sheet leaves the book that is open"


def test_the_program_answers_who_wants_another_book(
    window: Window, services: Any, settle: Settle, qtbot: QtBot
) -> None:
    """The desk that the start composes leads from the log-in page, too, to another book."""
    services.session = None
    opening = Opening(window, lambda: services)
    opening.begin()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    page: Any = window.stack.currentWidget()
    page.other.click()
    form: Any = keyboard.sheet(window)
    assert isinstance(form, OpenSheet)
    form.reject()
    opening._background.close()  # type: ignore[union-attr]


def test_books_speak_chinese(window: Window, background: Background, settle: Settle) -> None:
    import re

    from PySide6.QtWidgets import QAbstractButton, QLabel

    page = welcome(window, background, NotOpened(""), lambda _services: None)
    for show in (page.ask_open, page.ask_new):
        show()
        settle()
        form = keyboard.sheet(window)
        texts = [
            w.text() for part in (page, form) for kind in (QLabel, QAbstractButton) for w in part.findChildren(kind)
        ]
        assert texts
        assert [t for t in texts if re.search(r"[A-Za-z]{4,}", t)] == []
        form.reject()
