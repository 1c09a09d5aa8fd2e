"""A drill on the screen, by the keyboard: chosen, run, scored, kept; nothing else of it reaches the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.drill import DrillSheet
from supervisor.dispatch.drills.scenes import to_json
from supervisor.dispatch.ledger import orders
from supervisor.incidents.ledger import incidents
from supervisor.training.ledger import drills
from tests.desktop.keyboard import press, reach, sheet
from tests.desktop.on_screen import Settle, page_of, texts
from tests.dispatch.drill_scene import ALARM, START, short_scene

DAY = date(2026, 11, 20)


@pytest.fixture
def told(desk: Desk) -> list[set[str]]:
    """Kinds of what the book announces."""
    found: list[set[str]] = []
    desk.book.changed.connect(lambda change: found.append(set(change.kinds)))
    return found


@pytest.fixture
def drill(qtbot: Any, desk: Desk, settle: Settle) -> Any:
    """The sheet over the dispatch screen, with the small scene of the tests among the scenes."""
    shown = page_of("dispatch", qtbot, desk, settle, (1440, 900))
    press(shown, "演练…")
    settle()
    made = sheet(shown)
    assert isinstance(made, DrillSheet)
    made.choosing.add(short_scene())
    return made


def begun(drill: Any) -> Any:
    """The exercise, with the clock standing still."""
    drill.choosing.go_on()
    drill.running.pause()
    return drill.running


def press_key(drill: Any, key: Qt.Key) -> None:
    QTest.keyClick(drill.focusWidget() or drill, key)


def test_it_is_plain_that_it_is_a_drill(drill: Any) -> None:
    assert "演练：以下均非真实情况" in drill.band.text()
    assert drill.choosing.table.model.rowCount() == 7
    running = begun(drill)
    assert "演练：以下均非真实情况" in drill.band.text()
    assert "小型激增" in drill.band.text()
    assert running.isVisible()


def test_from_the_keys_alone_to_the_training_record(
    drill: Any, desk: Desk, settle: Callable[[], None], told: list[set[str]], qtbot: Any
) -> None:
    with desk.book.read() as r:
        before = orders(r)
    QTest.keyClick(drill.choosing.table.view, Qt.Key.Key_Return)
    running = drill.running
    press_key(drill, Qt.Key.Key_F8)  # a key presses its button for a moment before it acts
    qtbot.waitUntil(lambda: not running.goes)
    press_key(drill, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: running.course.alarmed)
    running.pass_time(ALARM * 60 + 60 - running.course.second)
    press_key(drill, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(running.course.counted))
    press_key(drill, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: running.plan.plan is not None)
    settle()
    assert "后台" not in texts(running.plan)  # the scene's own posts, not the branch's
    assert "内勤 → 窗口" in texts(running.plan)
    press_key(drill, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not running.plan.all.isEnabled())
    assert [act.what for act in running.course.acts] == ["count", "order"]
    assert "呼叫：" in running.said.text()
    assert not running.plan.all.isEnabled()
    first = running.steps.findChildren(QCheckBox)[0]
    reach(drill, first)
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert len(running.course.ticked) == 1
    assert told == []
    press(drill, "直接到结束")
    settle()
    scored = drill.scored
    assert scored.score is not None
    assert scored.score.first_order_seconds == 60
    assert "不足" in texts(scored)
    assert "首条调动用时" in texts(scored)
    press(drill, "记入培训记录")
    settle()
    assert told == [{"training.drill_held"}]
    with desk.book.read() as r:
        kept = drills(r, DAY, DAY)[-1]
        assert kept.outcome is not None
        assert (kept.scene, kept.outcome.first_order_seconds, kept.commander) == ("small", 60, desk.actor)
        assert not [one for one in incidents(r, DAY, DAY) if one.kind == "surge"]
        assert orders(r) == before
    assert not scored.keep_button.isEnabled()
    press(drill, "再练一次")
    assert drill.running.course.acts == []
    drill.running.pause()


def test_what_cannot_be_ordered_is_said_and_the_clock_goes_on(drill: Any) -> None:
    running = begun(drill)
    assert not running.hand.send.isEnabled()  # before the alarm
    running.skip_to_alarm()
    assert not running.order("t1", "hall")
    assert "上岗资格" in drill.fault.text()
    assert running.order("b1", "cash", said="x")
    assert drill.fault.isHidden()
    running.pass_time(30)
    assert "→ 员工b1" in texts(running.board)
    assert running.clock.text() == "10:05:30"
    assert running.send_back("b1")


def test_the_clock_runs_at_its_speed_and_stands_when_paused(drill: Any, qtbot: Any) -> None:
    drill.choosing.go_on()
    running = drill.running
    running.speed.setCurrentIndex(running.speed.findData(60))
    assert running.goes
    qtbot.waitUntil(lambda: running.course.second >= START * 60 + 30, timeout=5000)
    running.pause()
    second = running.course.second
    qtbot.wait(300)
    assert running.course.second == second


def test_breaking_off_asks_and_leaves_nothing(drill: Any, asked: list[Any], told: list[set[str]], desk: Desk) -> None:
    running = begun(drill)
    running.skip_to_alarm()
    running.count()
    with desk.book.read() as r:
        before = drills(r, DAY, DAY)
    drill.reject()
    assert [one.yes for one in asked] == ["中止"]
    assert drill.running is None
    assert not drill.isVisible()
    assert told == []
    with desk.book.read() as r:
        assert drills(r, DAY, DAY) == before


def test_nobody_has_counted_yet(drill: Any) -> None:
    drill.choosing.add(short_scene(blind=True))
    running = begun(drill)
    running.skip_to_alarm()
    assert "等候未清点" in texts(running.board)
    running.count()
    assert "等候未清点" not in texts(running.board)
    assert "10:05 清点" in texts(running.board)


def test_late_steps_say_so_and_a_ticked_one_keeps_its_tick(drill: Any) -> None:
    running = begun(drill)
    running.skip_to_alarm()
    running.pass_time(5 * 60)
    assert "逾期" in texts(running.steps)
    first = running.steps.findChildren(QCheckBox)[0]
    first.click()
    running.pass_time(60)
    assert running.steps.findChildren(QCheckBox)[0] is first
    assert first.isChecked()


def test_a_scene_from_a_file_and_a_broken_one(drill: Any, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(to_json(short_scene(code="own-scene")))
    drill.choosing.take_file(file)
    settle()
    assert drill.choosing.table.current().code == "own-scene"
    file.write_text('{"code": "x"}', "utf-8")
    drill.choosing.take_file(file)
    settle()
    assert "这不是演练场景" in drill.fault.text()
    assert drill.choosing.table.current().code == "own-scene"


def test_a_day_of_the_branch_becomes_a_scene(drill: Any, settle: Settle) -> None:
    known = drill.choosing.facts.known
    assert known is not None
    drill.choosing.make_of_day(date(2026, 11, 19), 9 * 60 + 30, 10 * 60 + 30, "surge")
    settle()
    scene = drill.choosing.table.current()
    assert scene.recorded
    assert "11-19 实际客流" in str(scene.name)
    assert not {post.name.zh for post in scene.posts} & {"cash", "non_cash", "guide"}  # as the branch calls them
    running = begun(drill)
    running.skip_to_alarm()
    assert running.course.scene.alarm_minute == 9 * 60 + 40
    drill.choosing.make_of_day(date(2026, 11, 14), 60, 120, "surge")
    settle()
    assert drill.fault.text()


def test_who_may_not_hold_drills_cannot_begin(drill: Any) -> None:
    from dataclasses import replace

    facts = replace(drill.choosing.facts, refused="no")
    drill.choosing._read((facts, [short_scene()]))
    drill.choosing.go_on()
    assert drill.running is None
    assert not drill.choosing.go.isEnabled()
