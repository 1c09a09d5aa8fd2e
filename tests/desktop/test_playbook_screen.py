"""Playbooks on the screen: late steps in red, the restart after the end, a surge offered, the sheet from the keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.playbook_edit import PlaybookSheet, show_playbooks
from supervisor.desktop.screens.dispatch.poster import NoticeSheet
from supervisor.desktop.theme import Theme
from supervisor.incidents import ledger, service
from tests.desktop.keyboard import press, reach, sheet, type_in
from tests.desktop.on_screen import Settle, again, page_of, texts, window_on


@pytest.fixture
def later(desk: Desk) -> Any:
    """Moves the book's clock on by minutes."""
    start = desk.book.now()
    gone = [0]
    desk.book.set_now(lambda: start + timedelta(minutes=gone[0]))

    def move(minutes: int) -> None:
        gone[0] += minutes

    return move


def test_late_steps_stand_on_dispatch_and_on_today(desk: Desk, settle: Settle, qtbot: Any, later: Any) -> None:
    service.declare(desk.book, desk.actor, kind="customer_incident")
    later(7)
    shown = page_of("dispatch", qtbot, desk, settle)
    assert "逾期 7 分钟" in texts(shown.playbook)
    assert "保安" in texts(shown.playbook)
    assert "绝不能停：" in texts(shown.playbook)
    assert "结束后还有 8 步" in texts(shown.playbook)
    assert len(shown.playbook.findChildren(QCheckBox)) == 12
    first = shown.playbook.findChildren(QCheckBox)[0]
    assert "逾期 7 分钟" in first.accessibleDescription()
    first.click()
    settle()
    again(shown, settle)
    assert "已完成 1/12" in texts(shown.playbook)
    today = page_of("today", qtbot, desk, settle)
    assert not today.watching.isHidden()
    assert "步逾期" in texts(today.watching)
    assert "逾期 6 分钟" in texts(today.watching)
    assert "逾期 7 分钟" not in texts(today.watching)  # it was ticked


def test_the_restart_is_ticked_after_the_end(desk: Desk, settle: Settle, qtbot: Any, later: Any) -> None:
    from supervisor.dispatch.ledger import steps_done

    subject = service.declare(desk.book, desk.actor, kind="absentee")
    later(40)
    service.end(desk.book, desk.actor, subject)
    later(3)
    shown = page_of("dispatch", qtbot, desk, settle)
    again(shown, settle)
    assert not shown.restarts.isHidden()
    assert "逾期 3 分钟" in texts(shown.restarts)
    shown.restarts.findChildren(QCheckBox)[0].click()
    settle()
    with desk.book.read() as r:
        assert set(steps_done(r, subject)) == {"restart-back"}


def test_a_surge_is_offered_with_its_figures_and_quiet_when_told(
    desk: Desk, theme: Theme, settle: Settle, qtbot: Any, later: Any
) -> None:
    from supervisor.desktop.widgets.watch_card import WatchSnapshot
    from supervisor.dispatch.floor.surge import Signal
    from supervisor.overview.incident_watch import Watch

    signal = Signal(
        why="count", service_class="cash", waiting=23.0, most=9, servers=3, wait_minutes=31.2, target_minutes=10.0,
        minute=600, source="tickets",
    )  # fmt: skip
    snapshot = WatchSnapshot(Watch(signal, (), ()), {"cash": "个人现金"})
    with window_on("today", qtbot, desk, theme, settle) as window:
        card: Any = window.pages["today"].watching  # type: ignore[attr-defined]
        card.put(snapshot)
        assert "个人现金：23 人等候，3 人在岗，超过 9 人等候就会超时" in texts(card)
        card.later()
        assert card.isHidden()
        later(14)
        card.put(snapshot)
        assert card.isHidden()
        later(2)
        card.put(snapshot)
        assert not card.isHidden()
        press(card.window(), "宣布激增…")
        settle()
        dispatch: Any = window.pages["dispatch"]
        assert dispatch.calm.chosen() == "surge"


def test_a_playbook_is_changed_from_the_keyboard_and_taken_back(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = page_of("dispatch", qtbot, desk, settle)
    shown.calm.choose("power")
    show_playbooks(shown)
    settle()
    form: PlaybookSheet = sheet(shown)
    steps = len(form.steps.lines)
    reach(form, form.steps.lines[0].minutes)
    form.steps.lines[0].minutes.selectAll()
    QTest.keyClicks(form.steps.lines[0].minutes, "2")
    press(form, "✕", 1)
    assert len(form.steps.lines) == steps - 1
    press(form, "加一步")
    new = form.steps.lines[-1]
    assert form.focusWidget() is new.text
    type_in(new.text, "给候客区送手电")
    QTest.keyClick(new.text, Qt.Key.Key_Return)  # closes nothing, sends nothing
    assert form.isVisible()
    reach(form, form.channels)
    form.channels.selectAll()
    type_in(form.channels, "城东支行：人民路1号，步行6分钟")
    reach(form, form.reason)
    type_in(form.reason, "补充手电")
    press(form, "启用")
    settle()
    with desk.book.read() as r:
        found = ledger.playbook_now(r, "power")
        (version,) = ledger.playbook_versions(r, "power")
    assert version.reason == "补充手电"
    assert len(found.steps) == steps
    assert [one.zh for one in found.other_channels] == ["城东支行：人民路1号，步行6分钟"]
    own = next(one for one in found.steps if one.text.zh == "给候客区送手电")
    assert own.owner == "commander"
    first = next(one for one in found.steps if one.code == "safety")
    assert (first.after_minutes, first.text.en) == (
        2,
        "Emergency lights, guards in place, count customers and staff, control the doors",
    )
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert len(ledger.playbook_versions(r, "power")) == 2
        assert ledger.playbook_now(r, "power").other_channels[0].zh != "城东支行：人民路1号，步行6分钟"


def test_what_does_not_fit_is_said_and_kept_in_the_sheet(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = page_of("dispatch", qtbot, desk, settle)
    show_playbooks(shown)
    settle()
    form: PlaybookSheet = sheet(shown)
    form.keep()
    settle()
    assert form.isVisible()
    assert "没有任何改动" in form.fault.text()
    form.office.setText("立即报告")
    form.kind.setCurrentIndex(form.kind.findData("customer_incident"))
    settle()
    assert form.kind.currentData() == "surge"
    assert form.office.text() == "立即报告"
    assert "先启用" in form.fault.text()


def test_the_notice_of_an_incident_becomes_a_pdf_and_a_line_of_the_timeline(
    desk: Desk, settle: Settle, qtbot: Any, tmp_path: Path
) -> None:
    subject = service.declare(desk.book, desk.actor, kind="core_outage")
    shown = page_of("dispatch", qtbot, desk, settle)
    shown.playbook.print.click()
    settle()
    form: NoticeSheet = sheet(shown)
    assert "核心" not in form.text.toPlainText()  # customers need no inner words
    form.text.setPlainText(form.text.toPlainText().replace("全力抢修", "加紧修复"))
    form.keep(tmp_path / "告示.pdf")
    form.keep(tmp_path / "again.pdf")
    settle()
    written = (tmp_path / "告示.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 1 or b"/Count 1" in written
    with desk.book.read() as r:
        notes = [step.text for step in ledger.timeline(r, subject) if step.what == "noted"]
    assert len(notes) == 1
    assert "加紧修复" in notes[0]
