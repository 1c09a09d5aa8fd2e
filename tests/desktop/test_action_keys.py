"""The actions screen from the keyboard: every step by its key, the same count everywhere, both ends of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.actions.photos_field import PhotosField
from supervisor.desktop.screens.actions.reading import FILTERS
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from tests.desktop.on_screen import Settle, window_on

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    with window_on("actions", qtbot, desk, theme, settle) as made:
        yield made


def others(desk: Desk) -> list[str]:
    """People who are not at the desk: what is theirs may be closed here."""
    from supervisor.branch.ledger import people

    with desk.book.read() as reader:
        return [p.subject for p in people(reader) if p.subject != desk.actor]


def raised(desk: Desk, title: str, owner: str, **more: Any) -> str:
    from supervisor.actions import service

    return service.raise_action(desk.book, desk.actor, title=title, owner=owner, **more)


def state(desk: Desk, subject: str) -> Any:
    from supervisor.actions.ledger import action

    with desk.book.read() as reader:
        return action(reader, subject)


def fill(page: Any, qtbot: QtBot, settle: Settle, **fields: str) -> None:
    """Type into the form that is open and send it with Enter."""
    settle()
    form = [f for f in page.window().findChildren(FormSheet) if f.isVisible()][-1]
    last: QWidget | None = None
    for name, text in fields.items():
        last = form._fields[name]
        last.setText(text)  # type: ignore[attr-defined]
    qtbot.keyClick(last or form, Key.Key_Return)
    settle()


def texts(widget: QWidget) -> str:
    return " ".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def test_an_action_is_worked_to_its_end_from_the_keyboard(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    owner, other = others(desk)[:2]
    subject = raised(desk, "mend the rope", owner)
    page: Any = window.pages["actions"]
    window.go("actions", subject)
    settle()
    view = page.table.view
    view.setFocus()

    def press(key: Key) -> None:
        window.activateWindow()
        qtbot.waitUntil(view.hasFocus, timeout=20_000)
        qtbot.keyClick(view, key)

    def see(wanted: str) -> None:
        qtbot.waitUntil(
            lambda: page.detail.action is not None and page.detail.action.subject == subject
            and page.detail.action.state == wanted, timeout=20_000,
        )  # fmt: skip

    see("open")
    press(Key.Key_T)
    see("taken_up")
    press(Key.Key_H)
    form = window.findChildren(FormSheet)[-1]
    form._fields["owner"].setCurrentIndex(form._fields["owner"].findData(other))
    fill(page, qtbot, settle, reason="on leave")
    qtbot.waitUntil(lambda: page.detail.action.owner == other, timeout=20_000)
    press(Key.Key_N)
    fill(page, qtbot, settle, text="rope ordered")
    press(Key.Key_D)
    fill(page, qtbot, settle, note="new rope")
    see("done")
    qtbot.waitUntil(lambda: "待销号" in texts(page.detail), timeout=20_000)  # done and not closed is seen at once
    assert page.table.model.data(page.table.model.index(list(page.table.model.rows).index(page.detail.action), 6)) == (
        "待销号"
    )
    press(Key.Key_C)
    fill(page, qtbot, settle, note="looked again")
    qtbot.waitUntil(lambda: state(desk, subject).state == "closed", timeout=20_000)
    window.go("actions", subject)
    see("closed")
    assert page.kept == "all", "what is closed is shown although the list kept only what is open"
    press(Key.Key_R)
    fill(page, qtbot, settle, reason="torn again")
    see("open")
    said = ("rope ordered", "new rope", "looked again", "torn again", "on leave")
    qtbot.waitUntil(lambda: all(words in texts(page.detail) for words in said), timeout=20_000)


def test_letters_in_the_filter_field_take_no_step(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from PySide6.QtWidgets import QLineEdit

    page: Any = window.pages["actions"]
    field = next(f for f in page.findChildren(QLineEdit) if f.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, "DC2")
    settle()
    assert field.text() == "DC2"
    assert not window.findChildren(FormSheet)
    assert page.kept == "open"


def test_nobody_closes_an_action_of_his_own(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    subject = raised(desk, "own desk", desk.actor)
    page: Any = window.pages["actions"]
    window.go("actions", subject)
    settle()
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Key.Key_C)
    fill(page, qtbot, settle, note="fine")
    form = window.findChildren(FormSheet)[-1]
    assert form.isVisible()
    assert form.fault.text(), "the form says why"
    assert state(desk, subject).state == "open"


def test_page_rail_and_today_count_alike(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.actions import service
    from supervisor.actions.ledger import overdue

    owner = others(desk)[0]
    with desk.book.read() as reader:
        today = reader.today
    late = [raised(desk, f"late {n}", owner, due=today) for n in range(3)]
    service.report_done(desk.book, owner, late[0], note="done")
    later = desk.book.now() + timedelta(days=1)
    desk.book.set_now(lambda: later)
    page: Any = window.pages["actions"]
    page.refresh()
    window.read_facts()
    settle()
    with desk.book.read() as reader:
        expected = {a.subject for a in overdue(reader, reader.today)}
    assert set(late[1:]) <= expected
    assert late[0] not in expected, "reported done is not overdue"
    shown = {a.subject for a in page.snapshot.kept("overdue")}
    assert shown == expected
    assert window.rail.buttons["actions"].count == len(expected)
    assert page.subtitle.text().startswith(f"逾期 {len(expected)} 项")
    window.go("today")
    settle()
    from supervisor.overview import today as overview

    with desk.book.read() as reader:
        owed = overview(reader, reader.today, 600).todo
    assert len([t for t in owed if t.kind == "action" and t.state == "late"]) == len(expected)


def test_each_filter_keeps_what_it_says(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page: Any = window.pages["actions"]
    mine = raised(desk, "mine", desk.actor)
    qtbot.waitUntil(lambda: any(a.subject == mine for a in page.snapshot.rows), timeout=20_000)
    page.table.view.setFocus()
    for number, name in enumerate(FILTERS, 1):
        place = page.table.view if page.table.model.rows else page.table.empty
        qtbot.keyClick(place, Key(Key.Key_0.value + number))
        assert page.kept == name
        assert list(page.table.model.rows) == page.snapshot.kept(name)
        assert page._buttons[name].text().endswith(str(len(page.table.model.rows)))
    assert [a.subject for a in page.snapshot.kept("mine")].count(mine) == 1


def test_from_the_finding_to_its_action_and_back(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.actions.ledger import actions_from
    from supervisor.inspection.ledger import findings_of
    from supervisor.inspection.whole import log_inspection

    who = others(desk)[3]
    fault = {"item": "A1-1", "verdict": "fail", "persons": [who], "note": "x"}
    subject = log_inspection(desk.book, desk.actor, "discipline", [fault], others_pass=True)
    with desk.book.read() as reader:
        (finding,) = findings_of(reader, subject)
        (action,) = actions_from(reader, [finding.subject])
        from supervisor.branch.ledger import people

        names = {p.subject: p.name for p in people(reader)}
    window.go("inspections", subject)
    settle()
    sheet: Any = window.pages["inspections"].sheet
    assert sheet.current == "A1-1", "a finished inspection opens at its first fault"
    shown = texts(sheet.detail)
    assert all(w in shown for w in (names[action.owner], names[action.doer], action.due.isoformat()))
    sheet.setFocus()
    qtbot.keyClick(sheet, Key.Key_Return)
    settle()
    page: Any = window.pages["actions"]
    assert window.stack.currentWidget() is page
    assert page.detail.action.subject == action.subject
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Key.Key_Return)
    settle()
    assert window.stack.currentWidget() is window.pages["inspections"]
    assert sheet.current == "A1-1"


def test_evidence_of_the_mending_is_kept_with_the_action(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Any
) -> None:
    from PySide6.QtGui import QImage

    from supervisor.actions.ledger import steps

    subject = raised(desk, "door", others(desk)[0])
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    assert image.save(str(tmp_path / "after.png"))
    page: Any = window.pages["actions"]
    window.go("actions", subject)
    settle()
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Key.Key_P)
    settle()
    form = next(f for f in window.findChildren(FormSheet) if f.isVisible())
    field: Any = form.findChild(PhotosField)
    field.put([tmp_path / "after.png"])
    qtbot.waitUntil(lambda: not field.busy, timeout=20_000)
    form.verb.click()
    settle()
    with desk.book.read() as reader:
        last = steps(reader, subject)[-1]
        assert len(last.photos) == 1
        assert reader.blob(last.photos[0])[:2] == b"\xff\xd8"
