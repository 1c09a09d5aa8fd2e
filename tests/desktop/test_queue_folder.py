"""The queue machine's folder on the desktop: named once, looked at by itself, told on three screens."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.watching import FolderWatch
from supervisor.language import use_language
from supervisor.traffic.ledger import tickets_of
from tests.desktop import keyboard, on_screen
from tests.desktop.conftest import TODAY, ZONE
from tests.desktop.on_screen import Settle, page_of
from tests.traffic.queue_machine import HEAD

NOW = datetime(2026, 11, 20, 9, 12, tzinfo=ZONE)


def write(folder: Path, count: int) -> None:
    rows = [f"Q{n:03d},个人业务,{TODAY} 09:0{n}:00,,," for n in range(1, count + 1)]
    (folder / "today.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    stamp = NOW.timestamp() + count
    os.utime(folder / "today.csv", (stamp, stamp))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "queue"
    made.mkdir()
    return made


def there(desk: Desk) -> int:
    with desk.book.read() as r:
        return sum(number.startswith(b"Q") for number in tickets_of(r, TODAY).number)


def test_a_folder_is_named_looked_at_and_told(qtbot: QtBot, desk: Desk, settle: Settle, folder: Path) -> None:
    use_language("zh")
    desk.book.set_now(lambda: NOW)
    watch = FolderWatch(desk, desk)
    page: Any = page_of("settings", qtbot, desk, settle, (1180, 720))
    page.open_about("queue")
    page.refresh()
    on_screen.again(page, settle)
    tab = page.queue
    assert "没有监视文件夹" in tab.state.text()
    write(folder, 2)
    tab.ask_folder()
    form: Any = keyboard.sheet(page)
    keyboard.fill(form, folder=str(folder / "no"))
    form.press()
    on_screen.again(page, settle)
    assert "没有这个文件夹" in form.blamed("folder")
    keyboard.fill(form, folder=str(folder))
    form.press()
    on_screen.again(page, settle)
    settle()
    assert not keyboard.opened(page)
    assert (there(desk), tab.table.proxy.rowCount(), tab.state.text()) == (2, 1, str(folder))
    step = desk.last_step
    write(folder, 4)
    watch.look()
    settle()
    assert there(desk) == 4
    assert desk.last_step is step, "what comes in by itself stands in nobody's way back"
    today: Any = page_of("today", qtbot, desk, settle, (1180, 720))
    settle()
    assert today.fresh.isVisible()
    assert today.fresh.text().startswith("叫号机文件夹：最新一张票 ")
    calm: Any = page_of("dispatch", qtbot, desk, settle, (1180, 720))
    settle()
    (line,) = [one for one in calm.findChildren(type(today.fresh)) if one.isVisible()]
    assert line.text() == today.fresh.text()
    said: list[Any] = []
    desk.said.connect(lambda notice, _step: said.append(notice))
    folder.rename(folder.parent / "away")
    for _look in range(2):
        watch.look()
        settle()
    assert [one.status for one in said] == ["warning"], "said once"
    assert "没有响应" in today.fresh.text()
    tab.stop()
    settle()
    watch.look()
    settle()
    assert not today.fresh.isVisible()
    (folder.parent / "away").rename(folder)
    desk.undo()
    settle()
    with desk.book.read() as r:
        from supervisor.traffic.watching.naming import folder_here

        named = folder_here(r)
    assert named is not None
    assert named.folder == str(folder)


def test_nobody_here_and_nobody_with_the_right_takes_nothing(desk: Desk, settle: Settle, folder: Path) -> None:
    from supervisor.traffic.watching.naming import watch_folder

    desk.book.set_now(lambda: NOW)
    watch_folder(desk.book, desk.actor, str(folder))
    write(folder, 3)
    watch = FolderWatch(desk, desk)
    session, desk.services.session = desk.services.session, None
    watch.look()
    settle()
    assert there(desk) == 0
    desk.services.session = session
    watch.look()
    settle()
    assert there(desk) == 3
