"""What if: lines, weights and points are tried from the keyboard, everybody is shown before and after, nothing is
saved, and a line can be waived for good from there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.appraisal.ledger import waivers
from supervisor.appraisal.scores import score_month
from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.keyboard import enter, fill, press, sheet

MONTH = "2026-10"


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def trying(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The screen with the month that is over, gone into trying by Ctrl+J."""
    shown = show("appraisal", qtbot, desk, settle)
    shown._month = MONTH
    again(shown, settle)
    QTest.keyClick(shown.table.view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.views["ranking"].trying, timeout=5000)
    settle()
    return shown


def loser(desk: Desk) -> tuple[Any, Any]:
    """Somebody who lost points by one finding, and the line."""
    with desk.book.read() as r:
        return next(
            (p, line)
            for p in score_month(r, MONTH).people
            for line in p.lines
            if p.person != desk.actor and line.evidence and line.points_c < 0 and line.kind == "counted"
        )


def choose(page: Any, person: str, evidence: str) -> None:
    """Put the cursor on a person, then on a line of his."""
    assert page.views["ranking"].shifts.select(lambda row: row.subject == person)
    assert page.person.table.select(lambda row: row.line is not None and row.line.evidence == evidence)
    page.person.table.view.setFocus()


def entries(desk: Desk) -> int:
    with desk.book.read() as r:
        return len(r.latest(1_000_000))


def test_the_space_bar_tries_a_line_without_and_with_again(trying: Any, desk: Desk, settle: Settle) -> None:
    person, line = loser(desk)
    before = entries(desk)
    choose(trying, person.person, line.evidence)
    view = trying.person.table.view
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle()
    row = trying.views["ranking"].shifts.current()
    assert row.subject == person.person
    assert row.shift.before.total_points_c == person.total_points_c
    assert row.shift.after.total_points_c > person.total_points_c
    assert "only tried" in trying.person.table.current().about, "the cursor stays on the line"
    assert view.hasFocus()
    assert "nothing is saved" in texts(trying.views["ranking"].bar)
    assert "1 lines waived" in trying.views["ranking"].bar.said.text()
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle()
    assert trying.views["ranking"].shifts.current().shift.points_c == 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    settle()
    assert not trying.views["ranking"].trying
    assert trying.table.current().person == person.person, "and back on the same person, as he is"
    assert trying.table.current().total_c == person.total_points_c
    assert not trying.views["ranking"].bar.isVisible()
    assert entries(desk) == before


def test_weights_and_points_are_turned_by_the_keyboard(trying: Any, desk: Desk, settle: Settle) -> None:
    QTest.keyClick(trying.person.table.view, Qt.Key.Key_L)
    levers = trying.views["ranking"].levers
    code, field = next(iter(levers.weights.items()))
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    settle()
    weight_c = next(part.weight_c for part in trying.snapshot.scored.rulebook.components if part.code == code)
    assert "in proportion" in levers.sum.text()
    tried = trying.views["ranking"]._tried.scored.rulebook
    assert next(part.weight_c for part in tried.components if part.code == code) == weight_c + 100
    assert any(row.shift.points_c for row in trying.views["ranking"].shifts.model.rows)
    rule, points = next((code, each) for code, each in levers.points.items() if each.value() < -100)
    points.setValue(-3.5)
    settle()
    assert trying.views["ranking"]._tried.scored.rulebook.rule(rule).points_c == -350
    press(trying.views["ranking"], "Begin anew")
    settle()
    assert not any(row.shift.changed for row in trying.views["ranking"].shifts.model.rows)
    assert levers.tried() == ({}, {})


def test_a_line_that_was_tried_is_waived_for_good_with_its_reason(
    trying: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    person, line = loser(desk)
    choose(trying, person.person, line.evidence)
    QTest.keyClick(trying.person.table.view, Qt.Key.Key_Space)
    settle()
    QTest.keyClick(trying.person.table.view, Qt.Key.Key_W)
    form = sheet(trying)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form, timeout=5000)
    fill(form, reason="the system was down")
    enter(form, settle)
    again(trying, settle)
    with desk.book.read() as r:
        given = [w for w in waivers(r, line.day, line.day) if (w.evidence, w.person) == (line.evidence, person.person)]
    assert [w.reason for w in given] == ["the system was down"]
    assert trying.views["ranking"].trying, "trying goes on over what is now in the book"
    assert trying.views["ranking"].trial.lines == 0
    assert trying.views["ranking"].shifts.current().shift.points_c == 0


def test_another_month_ends_the_try(trying: Any, settle: Settle) -> None:
    trying._month = "2026-11"
    again(trying, settle)
    assert not trying.views["ranking"].trying
    assert trying.views["ranking"].ranks.isVisible()
