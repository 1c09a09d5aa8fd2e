"""The window: a change reaches the screen on show, and each look has its own pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import screens
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme

Settle = Callable[[], None]


def test_a_change_reaches_the_screen_that_shows_it(desk: Desk, qtbot: QtBot, theme: Theme, settle: Settle) -> None:
    from supervisor.actions import service

    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.take(desk, "actions")
    settle()
    page: Any = window.pages["actions"]
    people = page.snapshot.active
    subject = service.raise_action(desk.book, desk.actor, title="from elsewhere", owner=people[1][0])
    qtbot.waitUntil(lambda: any(a.subject == subject for a in page.snapshot.rows), timeout=20_000)
    for screen in screens():
        window.go(screen.key)
        settle()
        assert window.rail.buttons[screen.key].isChecked()
    window.search()
    settle()
    finder: Any = window._finder
    finder.field.setText("from elsewhere")
    qtbot.wait(250)
    settle()
    assert any("from elsewhere" in line.text for line in finder.model.lines)
    finder.reject()
    window.log_out()
    settle()
    assert desk.services.session is None
    assert window.pages == {}
    window.close()


def test_each_theme_has_its_pictures(services: Any, qapp: object, tmp_path: Path, monkeypatch: Any) -> None:
    """Closing the window of one theme logs its person out of that window, not of the next."""
    from supervisor.desktop import rendering, screens

    monkeypatch.setattr(screens, "KEYS", ("settings",))
    session = services.session
    paths = rendering.screens_render(services, tmp_path / "pictures", size=(1100, 700))
    names = [path.name for path in paths]
    assert names == [name.replace("dark", "light") for name in names[: len(names) // 2]] + names[len(names) // 2 :]
    assert "01-settings-log-in-light.png" in names
    assert "01-settings-take-out-dark.png" in names
    assert services.session is session
