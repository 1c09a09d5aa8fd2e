"""A finished inspection on screen: a finding waived, the whole corrected, each with its reason, by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from tests.desktop.keyboard import sheet as open_sheet
from tests.desktop.on_screen import Settle, window_on

Key = Qt.Key
ITEM = "A1-1"


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    with window_on("inspections", qtbot, desk, theme, settle) as made:
        yield made


def logged(desk: Desk, person: str = "") -> str:
    """A finished inspection with one fault of somebody else (or of `person`)."""
    from supervisor.branch.ledger import people
    from supervisor.inspection.whole import log_inspection

    with desk.book.read() as reader:
        who = person or next(p.subject for p in people(reader) if p.subject != desk.actor)
    fault = {"item": ITEM, "verdict": "fail", "persons": [who], "note": "seen"}
    return log_inspection(desk.book, desk.actor, "discipline", [fault], others_pass=True)


def sheet_of(desk: Desk, subject: str) -> Any:
    from supervisor.inspection.ledger import sheet

    with desk.book.read() as reader:
        return sheet(reader, subject)


def finding(desk: Desk, subject: str) -> Any:
    from supervisor.inspection.ledger import findings_of

    with desk.book.read() as reader:
        return findings_of(reader, subject)[0]


def send(window: Window, qtbot: QtBot, settle: Settle, reason: str) -> FormSheet:
    settle()
    form = [f for f in window.findChildren(FormSheet) if f.isVisible()][-1]
    field: Any = form._fields.get("reason")
    field.setText(reason)
    qtbot.keyClick(field, Key.Key_Return)
    settle()
    return form


def opened(window: Window, settle: Settle, subject: str) -> Any:
    window.go("inspections", subject)
    settle()
    view = window.pages["inspections"].sheet  # type: ignore[attr-defined]
    view.setFocus()
    return view


def back(window: Window, qtbot: QtBot, view: Any) -> None:
    """A form was closed: the focus comes back by itself, nobody has to click."""
    window.activateWindow()
    qtbot.waitUntil(view.hasFocus, timeout=20_000)


def words(widget: QWidget) -> str:
    kinds = (QLabel, QPushButton)
    return " ".join(w.text() for kind in kinds for w in widget.findChildren(kind) if w.isVisibleTo(widget))


def test_a_finding_is_waived_with_its_reason_and_the_waiver_taken_back(
    window: Window, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    subject = logged(desk)
    before = sheet_of(desk, subject).score.percent_c
    view = opened(window, settle, subject)
    assert "W" in dict(view.keys.shown)
    qtbot.keyClick(view, Key.Key_W)
    form = send(window, qtbot, settle, "")
    assert form.isVisible()
    assert form.fault.text(), "no waiver without a reason"
    form.reject()
    back(window, qtbot, view)
    qtbot.keyClick(view, Key.Key_W)
    send(window, qtbot, settle, "客流激增")
    waived = finding(desk, subject)
    assert (waived.waived_reason, waived.waived_by) == ("客流激增", desk.actor)
    assert sheet_of(desk, subject).score.percent_c > before
    qtbot.waitUntil(lambda: "客流激增" in words(view.detail), timeout=20_000)
    desk.undo()
    settle()
    assert not finding(desk, subject).waived
    assert sheet_of(desk, subject).score.percent_c == before


def test_nobody_waives_about_himself_on_screen_either(window: Window, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    subject = logged(desk, person=desk.actor)
    view = opened(window, settle, subject)
    qtbot.keyClick(view, Key.Key_W)
    form = send(window, qtbot, settle, "I was ill")
    assert form.isVisible()
    assert form.fault.text()
    assert not finding(desk, subject).waived


def test_a_correction_is_begun_answered_and_finished_and_both_are_kept(
    window: Window, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    subject = logged(desk)
    view = opened(window, settle, subject)
    qtbot.keyClick(view, Key.Key_R)
    send(window, qtbot, settle, "张冠李戴")
    page: Any = window.pages["inspections"]
    new = page.snapshot.sheet.inspection.subject
    assert new != subject
    assert page.snapshot.sheet.inspection.state == "begun"
    number = sheet_of(desk, subject).inspection.number
    assert number in words(view.linked)
    assert "张冠李戴" in words(view.linked)
    view.stand(ITEM)
    settle()
    back(window, qtbot, view)
    qtbot.keyClick(view, Key.Key_1)
    settle()
    qtbot.waitUntil(lambda: page.snapshot.sheet.answer(ITEM).verdict == "pass", timeout=20_000)
    view.ask_finish()
    settle()
    form = open_sheet(view)
    form.inspected.choose("none")
    form.accept_signed()
    settle()
    old, corrected = sheet_of(desk, subject), sheet_of(desk, new)
    assert corrected.inspection.state == "finished"
    assert (old.inspection.state, old.inspection.revised_by) == ("finished", new)
    assert old.answer(ITEM).verdict == "fail", "the old one stays as it was"
    view = opened(window, settle, subject)
    assert corrected.inspection.number in words(view.linked)
    assert not view.correct.isVisible(), "what was corrected is corrected no second time"
    assert "R" not in dict(view.keys.shown)


def test_a_correction_begun_by_mistake_is_taken_back(window: Window, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    subject = logged(desk)
    view = opened(window, settle, subject)
    qtbot.keyClick(view, Key.Key_R)
    send(window, qtbot, settle, "wrong one")
    new = window.pages["inspections"].snapshot.sheet.inspection.subject
    desk.undo()
    settle()
    assert sheet_of(desk, new).inspection.state == "abandoned"
    assert sheet_of(desk, subject).inspection.revised_by == ""


def test_figures_in_the_detail_can_be_read(window: Window, desk: Desk, settle: Settle) -> None:
    from supervisor.inspection import service

    subject = service.begin(desk.book, desk.actor, "internal_control")
    view = opened(window, settle, subject)
    item = next(i.id for i in sheet_of(desk, subject).template.items() if i.counts == "rate")
    view.answer(item, "fail")
    settle()
    for field in (view.detail.cases, view.detail.value):
        line = field.lineEdit()
        assert line.isVisible()
        assert line.width() > line.fontMetrics().horizontalAdvance(line.text())
