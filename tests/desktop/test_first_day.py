"""A manager's first day, with the keyboard alone: a new book, people, posts, hours, and the first inspection."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.background import Background
from supervisor.desktop.books.opening import NotOpened, remembered
from supervisor.desktop.books.welcome import welcome
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import use_language
from tests.desktop import keyboard

Settle = Callable[[], None]
PASSWORD = "Feng-2026-shu"
PASSPHRASE = "城南 2026 账本口令"


@pytest.fixture
def empty_window(qtbot: QtBot, theme: Theme, background: Background) -> Iterator[Window]:
    """The window of a computer that has no book yet."""
    use_language("zh")
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    window.close()
    services = window.desk.services if window.desk is not None else None
    if services is not None and services.book is not None:
        services.close()  # type: ignore[attr-defined]


def key(window: QWidget, which: Qt.Key, control: bool = False) -> None:
    """One key, to whatever has the focus."""
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.focusWidget() or window, which, modifier)


def wake(window: QWidget) -> None:
    """What a window manager does when a dialog has gone."""
    window.activateWindow()
    QApplication.processEvents()


def chord(window: QWidget, which: Qt.Key, settle: Settle) -> None:
    """Ctrl and a key; a button's shortcut presses it for a moment before it acts."""
    wake(window)
    key(window, which, control=True)
    QTest.qWait(150)
    settle()


def form(window: Window) -> Any:
    """The form that is open."""
    found = keyboard.sheet(window)
    assert isinstance(found, FieldForm)
    return found


def enter(window: Window, settle: Settle) -> None:
    """Enter in the open form, which has to be taken."""
    made = form(window)
    key(made, Qt.Key.Key_Return)
    settle()
    assert not keyboard.opened(window), (made.fault.text(), [made.blamed(name) for name in made._fields])
    wake(window)


def tick(made: FieldForm, name: str, *wanted: Any) -> None:
    """Tick these boxes of a list and no others, with Tab and space."""
    boxes = made._fields[name].boxes  # type: ignore[attr-defined]
    for value, box in boxes.items():
        if box.isChecked() != (value in wanted):
            keyboard.reach(made, box)
            QTest.keyClick(box, Qt.Key.Key_Space)


def tab(page: Any, name: str) -> None:
    """Go to a tab of the settings: Tab to the one that is chosen, then the arrows."""
    order = [one for one in page.tabs if not page.tabs[one].isHidden()]
    now = next(one for one in order if page.tabs[one].isChecked())
    keyboard.reach(page.window(), page.tabs[now])
    steps = order.index(name) - order.index(now)
    for _step in range(abs(steps)):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left)
    assert page.tabs[name].isChecked()


def test_a_first_day_from_the_keyboard_alone(
    empty_window: Window, theme: Theme, background: Background, settle: Settle, tmp_path: Path
) -> None:
    window = empty_window

    def take(services: Any) -> None:
        window.take(Desk(services, theme, background, parent=window))

    page = welcome(window, background, NotOpened(""), take)
    settle()
    assert page.ways[0].hasFocus() or window.focusWidget() is page.ways[0]
    key(window, Qt.Key.Key_Space)

    # a new book; a mistake is said beside its field and nothing that was typed is lost
    made = form(window)
    place = tmp_path / "own.book"
    keyboard.fill(made, branch="城南支行", manager="李静", no="0001", login="manager")
    keyboard.fill(made, password=PASSWORD, password_again="other", where=str(place))
    keyboard.fill(made, passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)
    key(made, Qt.Key.Key_Return)
    settle()
    assert made.blamed("password_again")
    assert made.values()["branch"] == "城南支行"
    assert not place.exists()
    keyboard.fill(made, password_again=PASSWORD)
    enter(window, settle)
    assert window.desk is not None
    assert window.desk.services.session.name == "李静", "the manager is logged in"
    assert window.desk.book.keyed
    assert remembered() == str(place)
    kept = "".join(
        p.read_text("utf-8", "replace") for p in Path(os.environ["SUPERVISOR_HOME"]).rglob("*") if p.is_file()
    )
    assert PASSPHRASE not in kept, "the passphrase stands nowhere in clear"

    # people: a skill first, which people and posts are described with
    chord(window, Qt.Key.Key_0, settle)
    settings: Any = window.pages["settings"]
    tab(settings, "posts")
    for kind, code, name in (("zone", "hall", "大堂"), ("class", "cash", "现金业务"), ("skill", "teller", "柜面操作")):
        keyboard.press(window, "添加名称…")
        keyboard.fill(form(window), kind=kind, code=code, name=name)
        enter(window, settle)
        settings.refresh()
        settle()
    tab(settings, "people")
    for no, name in (("0012", "王强"), ("0013", "赵敏")):
        chord(window, Qt.Key.Key_N, settle)
        made = form(window)
        keyboard.fill(made, no=no, name=name)
        keyboard.reach(made, made._fields["role"])
        keyboard.type_in(made._fields["role"].lineEdit(), "柜员")
        tick(made, "skills", "teller")
        enter(window, settle)
        settings.refresh()
        settle()
    assert [(p.no, p.name, p.role, p.skills) for p in settings.snapshot.people] == [
        ("0001", "李静", "网点负责人", ""), ("0012", "王强", "柜员", "柜面操作"), ("0013", "赵敏", "柜员", "柜面操作"),
    ]  # fmt: skip

    # a number that is taken: said beside the field, what was typed stays, Esc leaves
    chord(window, Qt.Key.Key_N, settle)
    made = form(window)
    keyboard.fill(made, no="0013", name="重号")
    keyboard.reach(made, made._fields["role"])
    keyboard.type_in(made._fields["role"].lineEdit(), "柜员")
    key(made, Qt.Key.Key_Return)
    settle()
    assert "0013" in made.blamed("no")
    assert made.values()["name"] == "重号"
    key(made, Qt.Key.Key_Escape)
    wake(window)

    # a post, an undo and the post again
    tab(settings, "posts")
    for _time in range(2):
        chord(window, Qt.Key.Key_N, settle)
        made = form(window)
        keyboard.fill(made, code="XJ", name="现金柜台", service_class="cash", skill="teller", stations=3, min_cover=1)
        enter(window, settle)
        settings.refresh()
        settle()
        assert [p.code for p in settings.snapshot.posts] == ["XJ"]
        if not _time:
            chord(window, Qt.Key.Key_Z, settle)
            settings.refresh()
            settle()
            assert settings.snapshot.posts == ()

    # hours: the working days are ticked already
    tab(settings, "hours")
    chord(window, Qt.Key.Key_N, settle)
    made = form(window)
    for name, digits in (("opening", "0900"), ("close", "1730")):
        keyboard.reach(made, made._fields[name])
        QTest.keyClicks(made._fields[name], digits)
    enter(window, settle)
    settings.refresh()
    settle()
    opened = {line.weekday: line.opening for line in settings.snapshot.week if line.opening is not None}
    assert set(opened) == {1, 2, 3, 4, 5}
    assert {(o.open_minute, o.close_minute) for o in opened.values()} == {(540, 1050)}

    # and the first inspection
    chord(window, Qt.Key.Key_2, settle)
    chord(window, Qt.Key.Key_N, settle)
    key(keyboard.sheet(window), Qt.Key.Key_Return)
    settle()
    inspections: Any = window.pages["inspections"]
    items = [item.id for item in inspections.snapshot.sheet.template.items()]
    wake(window)
    key(window, Qt.Key.Key_1)
    settle()
    settle()
    from supervisor.inspection.ledger import sheet

    with window.desk.book.read() as reader:
        given = sheet(reader, inspections.snapshot.sheet.inspection.subject)
    answered = given.answer(items[0])
    assert answered is not None
    assert answered.verdict == "pass"
    assert window.desk.book.verify().ok
