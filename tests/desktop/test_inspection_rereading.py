"""What the inspection screen shows is what the book says, also after a reading failed and on the other tabs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections import reading
from supervisor.inspection import service


def listed(page: Any) -> set[str]:
    return {row.subject for row in page.list.table.model.rows}


def again(page: Any) -> QPushButton | None:
    """The button under the notice of a reading that failed."""
    from supervisor.desktop.widgets.laid import widgets_laid
    from supervisor.desktop.widgets.notices import NoticeFrame

    frame = next((one for one in widgets_laid(page._notices) if isinstance(one, NoticeFrame)), None)
    return frame.findChildren(QPushButton)[-1] if frame is not None else None


def click(target: QPushButton | None) -> None:
    assert target is not None
    target.click()


def test_reading_again_after_a_fault_shows_the_list_as_it_is_now(
    open_on: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    h = open_on()
    h.page.close_sheet()
    h.settle()
    real, broken = reading.with_list, [True]

    def with_list(*given: Any, **named: Any) -> Any:
        if broken:
            raise OSError("disk")
        return real(*given, **named)

    monkeypatch.setattr(reading, "with_list", with_list)
    new = service.begin(desk.book, desk.actor, "appearance", place="X")
    h.qtbot.waitUntil(lambda: again(h.page) is not None, timeout=20_000)
    broken.clear()
    click(again(h.page))
    h.qtbot.waitUntil(lambda: new in listed(h.page), timeout=20_000)


def test_what_changed_while_the_list_was_read_is_read_after_it(
    open_on: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    h = open_on()
    h.page.close_sheet()
    h.settle()
    real, made = reading.with_list, []

    def with_list(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        if not made:
            made.append(service.begin(desk.book, desk.actor, "appearance", place="X"))
        return found

    monkeypatch.setattr(reading, "with_list", with_list)
    h.window.reload()
    h.qtbot.waitUntil(lambda: bool(made) and made[0] in listed(h.page), timeout=20_000)


def test_the_error_of_a_tab_goes_once_it_is_read(open_on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    h = open_on()
    h.window.go("inspections", "plan")
    h.settle()
    part = h.page.part("plan")
    real = part.read

    def broken(_reader: Any) -> Any:
        raise OSError("disk")

    monkeypatch.setattr(part, "read", broken)
    h.page.refresh()
    h.settle()
    assert again(h.page) is not None
    monkeypatch.setattr(part, "read", real)
    click(again(h.page))
    h.settle()
    assert again(h.page) is None


def test_the_line_under_the_title_belongs_to_the_span_on_show(open_on: Any) -> None:
    h = open_on()
    h.window.go("inspections", "plan")
    h.settle()
    part = h.page.part("plan")
    part._go_to(part.first - timedelta(days=200))
    h.settle()
    assert h.page.subtitle.text() == part.subtitle()


def test_a_slow_reading_of_a_tab_says_so(open_on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    h = open_on()
    h.window.go("inspections", "sight")
    h.settle()
    part = h.page.part("sight")
    real = part.read

    def slow(reader: Any) -> Any:
        time.sleep(1)
        return real(reader)

    monkeypatch.setattr(part, "read", slow)
    part.ask(view="repeats")
    h.qtbot.waitUntil(h.page.progress.isVisible, timeout=20_000)
    h.settle()
    assert not h.page.progress.isVisible()
