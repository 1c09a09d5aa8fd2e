"""The appraisal screen from the keyboard: appeal, decision, signature, the event behind a line, the rule book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Right, Role, allowed
from supervisor.appraisal import service
from supervisor.appraisal.ledger import appeal, appeals, in_force, month_state
from supervisor.appraisal.scores import score_month
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import use_language
from tests.desktop.care import PASSWORD, Settle, again, show, sit_down, texts, who
from tests.desktop.keyboard import enter, fill, press, sheet

MONTH = "2026-10"


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def october(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """`october()` shows the screen with the month that is over."""

    def open_month() -> Any:
        shown = show("appraisal", qtbot, desk, settle)
        shown._month = MONTH
        again(shown, settle)
        return shown

    return open_month


def other_step(shown: Any, words: str) -> None:
    """Take a step that is not the next one, by the keyboard."""
    press(shown, "Other steps…")
    press(sheet(shown), f"{words}…")


def loser(desk: Desk, *, manager: bool = False) -> tuple[str, Any]:
    """Somebody who lost points in the month and disputes none of it yet, and the line: the manager, or somebody who may
    read nobody's record but his own."""
    boss = who(desk, Role.MANAGER)
    with desk.book.read() as r:
        disputed = {a.person for a in appeals(r, MONTH)}
        people = [
            p
            for p in score_month(r, MONTH).people
            if p.person not in disputed and (p.person == boss or not allowed(r, p.person, Right.READ_PEOPLE))
        ]
    return next(
        (p.person, line)
        for p in people
        if (p.person == boss) is manager
        for line in p.lines
        if line.evidence and line.points_c < 0
    )


def test_an_appeal_is_raised_by_the_person_and_decided_by_another(
    october: Any, desk: Desk, settle: Settle, asked: list[Question]
) -> None:
    person, line = loser(desk)
    boss = october()
    other_step(boss, "Publish again")
    settle()
    assert asked, "publishing asks first"
    again(boss, settle)
    assert "appeals until 2026-11-25" in boss.month_line.said.text()

    sit_down(desk, person=person)
    own = october()
    assert {r.person for r in own.snapshot.lines} == {person}, "staff see themselves alone"
    assert not own.step.isVisible()
    assert own.views["own"].person.table.select(lambda r: r.line is not None and r.line.evidence == line.evidence)
    press(own, "Appeal")
    form = sheet(own)
    enter(form, settle)
    assert form.fault.text(), "an appeal says why"
    fill(form, text="the system was down")
    enter(form, settle)
    again(own, settle)
    assert own.tabs.current == "appeals"
    with desk.book.read() as r:
        (raised,) = [a for a in appeals(r, MONTH) if a.person == person]
    assert (raised.person, raised.evidence, raised.upheld) == (person, line.evidence, None)
    assert not [b for b in own.findChildren(QPushButton) if b.text() == "Decide" and b.isVisible()]

    sit_down(desk, role=Role.MANAGER)
    boss = october()
    assert boss.tabs.buttons["appeals"].text() == "Appeals 2", "and the one that the sample left open"
    again(boss, settle, raised.subject)
    press(boss, "Decide")
    form = sheet(boss)
    fill(form, upheld=True, reason="confirmed", password="wrong")
    enter(form, settle)
    assert "nothing was signed" in form.fault.text()
    fill(form, password=PASSWORD)
    enter(form, settle)
    with desk.book.read() as r:
        (decided,) = [a for a in appeals(r, MONTH) if a.person == person]
        scored = score_month(r, MONTH).of(person)
    assert (decided.upheld, decided.reason, decided.decided_by) == (True, "confirmed", desk.actor)
    assert next(x for x in scored.lines if x.evidence == line.evidence).kind == "waived"


def test_an_own_appeal_is_taken_back_with_the_reason(october: Any, desk: Desk, settle: Settle) -> None:
    person, line = loser(desk)
    service.publish(desk.book, desk.actor, MONTH)
    subject = service.appeal(desk.book, person, month=MONTH, evidence=line.evidence, text="the system was down")
    sit_down(desk, person=person)
    own = october()
    press(own, "Take back…")
    form = sheet(own)
    enter(form, settle)
    assert form.fault.text(), "taking back says why"
    fill(form, reason="I looked at the wrong day")
    enter(form, settle)
    with desk.book.read() as r:
        assert appeal(r, subject) is None


def test_an_appeal_on_todays_list_opens_in_its_own_month(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    shown = show("today", qtbot, desk, settle)
    waiting = [todo for todo in shown.snapshot.todo if todo.kind == "appeal" and todo.where == "appraisal"]
    assert waiting, "the sample has an appeal to decide"
    with desk.book.read() as r:
        raised = appeal(r, waiting[0].subject)
    assert raised is not None
    assert raised.number in texts(shown)
    page = show("appraisal", qtbot, desk, settle)
    assert page.snapshot.month != raised.month
    again(page, settle, raised.subject)
    assert page.snapshot.month == raised.month
    assert page.views["appeals"].isVisible()
    assert page.views["appeals"].table.current().subject == raised.subject


def test_the_manager_is_refused_in_words_when_he_decides_about_himself(
    october: Any, desk: Desk, settle: Settle
) -> None:
    boss = who(desk, Role.MANAGER)
    deputy = who(desk, Role.DEPUTY)
    from datetime import date

    evidence = service.record(
        desk.book, deputy, person=boss, source="attendance", item="attendance.late", day=date(2026, 10, 13)
    )
    service.publish(desk.book, boss, MONTH)
    sit_down(desk, role=Role.MANAGER)
    subject = service.appeal(desk.book, boss, month=MONTH, evidence=evidence, text="I was at head office")
    shown = october()
    again(shown, settle, subject)
    assert "Your own appeal" in texts(shown)
    press(shown, "Decide")
    form = sheet(shown)
    fill(form, upheld=True, reason="of course", password=PASSWORD)
    enter(form, settle)
    assert form.isVisible(), "what was typed is kept"
    assert "own matter" in form.fault.text()
    with desk.book.read() as r:
        assert next(a for a in appeals(r, MONTH) if a.subject == subject).upheld is None


def test_the_month_is_signed_with_the_password_and_opened_again(october: Any, desk: Desk, settle: Settle) -> None:
    service.publish(desk.book, desk.actor, MONTH)
    with desk.book.read() as r:
        waiting = [a.subject for a in appeals(r, MONTH) if a.upheld is None]
    for subject in waiting:
        service.decide_appeal(desk.book, who(desk, Role.MANAGER), subject, upheld=False, reason="seen")
    sit_down(desk, role=Role.MANAGER)
    shown = october()
    press(shown, "Sign and lock")
    form = sheet(shown)
    fill(form, reason="head office waits for it", password="wrong")
    enter(form, settle)
    assert "nothing was signed" in form.fault.text()
    fill(form, password=PASSWORD)
    enter(form, settle)
    again(shown, settle)
    with desk.book.read() as r:
        assert month_state(r, MONTH).state == "signed"
        assert r.month_locked(MONTH)
    assert "signed" in shown.month_line.said.text()
    assert shown.step.text() == "Open the month again"
    assert shown.step.property("kind") == "", "nothing that is pressed by habit"
    press(shown, "Open the month again")
    form = sheet(shown)
    fill(form, reason="a letter came", password=PASSWORD)
    enter(form, settle)
    again(shown, settle)
    assert "publish and sign it anew" in shown.month_line.said.text()


def test_rule_and_event_are_two_presses_from_the_ranking(
    october: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    person, line = loser(desk)
    shown = october()
    assert shown.table.select(lambda r: r.person == person)  # one
    settle()
    assert shown.person.table.select(lambda r: r.line is not None and r.line.evidence == line.evidence)
    shown.person.table.view.setFocus()
    QTest.keyClick(shown.person.table.view, Qt.Key.Key_Return)  # two
    settle()
    opened = sheet(shown)
    assert "Event in the journal" in texts(opened)
    with desk.book.read() as r:
        rule = score_month(r, MONTH).rulebook.rule(line.rule)
    assert str(rule.name) in texts(opened)
    went: list[tuple[str, Any]] = []
    desk.went.connect(lambda screen, about: went.append((screen, about)))
    if line.evidence.startswith("finding:"):
        press(opened, "Open where it was recorded")
        assert went[0][0] == "inspections"
        assert went[0][1].startswith("inspection:")


def test_the_rule_book_goes_out_and_comes_in_with_its_faults_named(
    october: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    shown = october()
    shown.tabs.show_tab("rules")
    assert shown.views["rules"].sentences.count() > 5
    path = tmp_path / "rules.xlsx"
    shown.views["rules"].export(path)
    settle()
    assert path.stat().st_size > 3000
    assert str(path) in texts(shown.views["rules"])

    from openpyxl import load_workbook

    workbook = load_workbook(path)
    rules = workbook["规则"]
    heads = {cell.value: cell.column for row in rules.iter_rows(max_row=8) for cell in row if cell.value}
    first = next(row for row in range(1, 12) if rules.cell(row, 1).value == "代码") + 1
    rules.cell(first, heads["分值"]).value = "abc"
    broken = tmp_path / "broken.xlsx"
    workbook.save(broken)
    shown.views["rules"].check(broken)
    settle()
    faults = sheet(shown)
    (table,) = faults.findChildren(DataTable)
    (fault,) = table.model.rows
    assert (fault.sheet, fault.row) == ("规则", first)
    assert "abc" in fault.problem
    assert fault.cure
    faults.accept()
    settle()

    shown.views["rules"].check(path)
    settle()
    form = sheet(shown)
    fill(form, month="2026-12")
    enter(form, settle)
    with desk.book.read() as r:
        assert in_force(r, "2026-12").month == "2026-12"
        assert in_force(r, "2026-11").month != "2026-12"


def test_chinese_appraisal_and_complaints_hold_no_english(
    october: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    import re

    from tests.desktop.test_screens import ALLOWED

    use_language("zh")
    shown = october()
    person, _line = loser(desk)
    shown.table.select(lambda r: r.person == person)
    shown.person.open_line()
    settle()
    shown.tabs.show_tab("rules")
    words = [*texts(shown).split("\n"), *texts(sheet(shown)).split("\n")]
    known = re.compile("[0-9a-f]{16}|" + ALLOWED.pattern)  # a fingerprint is letters and digits
    foreign = [t for t in words if re.search(r"[A-Za-z]{4,}", known.sub("", t))]
    assert foreign == []
