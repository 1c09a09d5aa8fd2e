"""The plan on screen, by the keyboard: begin what is due, excuse what was missed, change a rule, draw and prove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.plan_forms import ProofSheet
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.inspection.ledger import inspection
from supervisor.inspection.plan.ledger import courses, draws
from supervisor.inspection.plan.reading import plan
from supervisor.inspection.plan.service import stop_rule
from supervisor.inspection.plan.spots import draw_checks
from supervisor.language import use_language

from .care import show

TODAY = date(2026, 11, 20)
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The screen of inspections with the plan on show."""
    use_language("zh")
    made = show("inspections", qtbot, desk, settle)
    made.open_about("plan")
    settle()
    return made


def keep(page: Any, settle: Settle) -> None:
    """Let a command arrive, and read again after it."""
    settle()
    page.refresh()
    settle()


def press(qtbot: QtBot, view: Any, key: Qt.Key) -> None:
    """Press a key where the cursor is."""
    with qtbot.waitActive(view.window()):
        view.window().activateWindow()
    view.setFocus()
    qtbot.keyClick(view, key)


def form_of(page: Any, kind: type = FieldForm) -> Any:
    QApplication.processEvents()  # a sheet is in front only once the window system has said so
    return [one for one in page.window().findChildren(kind) if one.isVisible()][-1]


def states(desk: Desk, first: date = TODAY, last: date = TODAY) -> list[str]:
    with desk.book.read() as r:
        return [line.state for line in plan(r, desk.actor, first, last)]


def test_the_week_shows_what_is_done_missed_due_and_to_come(page: Any) -> None:
    tab = page.part("plan")
    shown = {row.state for row in tab.tables["checks"].model.rows}
    assert {"done", "missed", "due", "coming"} <= shown
    assert tab.tables["checks"].current().state == "due", "the cursor stands on what comes next"
    assert page.tabs.buttons["plan"].text().startswith("计划")
    assert tab.waiting() == sum(row.state in ("due", "overdue") for row in tab.snapshot.rows)
    assert tab.figure.text().endswith("%")


def test_enter_begins_the_check_filled_in(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab, went = page.part("plan"), []
    desk.went.connect(lambda screen, about: went.append((screen, about)))
    line = tab.tables["checks"].current()
    press(qtbot, tab.tables["checks"].view, Qt.Key.Key_Return)
    keep(page, settle)
    ((screen, subject),) = went
    assert screen == "inspections"
    with desk.book.read() as r:
        begun = inspection(r, subject)
    assert begun is not None
    one = line.line.occurrence
    assert (begun.code, begun.source, begun.state) == (one.code, one.source, "begun")
    page.open_about("plan")
    keep(page, settle)
    again = next(row for row in tab.tables["checks"].model.rows if row.subject == line.subject)
    assert again.state == "running"
    assert tab.tables["checks"].select(lambda row: row.subject == line.subject)
    press(qtbot, tab.tables["checks"].view, Qt.Key.Key_Return)
    assert went[-1] == ("inspections", subject), "Enter opens what is under way; nothing begins twice"


def test_a_missed_check_is_excused_with_a_reason_and_taken_back(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    tab = page.part("plan")
    table = tab.tables["checks"]
    assert table.select(lambda row: row.state == "missed" and not row.line.occurrence.spot)
    subject = table.current().subject
    press(qtbot, table.view, Qt.Key.Key_E)
    form = form_of(page)
    form._fields["reason"].clear()
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    assert form.blamed("reason"), "without a reason nothing is excused"
    form._fields["reason"].setText("停电")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    row = next(row for row in table.model.rows if row.subject == subject)
    assert row.state == "excused"
    assert row.remark.startswith("停电")  # and what happened in that time, where the sample has an incident
    desk.undo()
    keep(page, settle)
    assert next(row for row in table.model.rows if row.subject == subject).state == "missed"


def test_a_rule_is_added_and_stopped_from_the_keyboard(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = page.part("plan")
    tab.show_list("rules")
    with desk.book.read() as r:
        before = len(courses(r))
    tab.verbs["rules"][-1].click()
    form = form_of(page)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    assert form.blamed("name")
    form._fields["name"].setText("午间大堂巡查")  # as an input method does
    fields: Any = form._fields
    fields["every"].setCurrentIndex(fields["every"].findData("week"))
    fields["weekdays"].boxes[2].setChecked(True)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    with desk.book.read() as r:
        found = courses(r)
    assert len(found) == before + 1
    new = next(one for one in found if str(one.versions[0].name) == "午间大堂巡查")
    assert (new.versions[0].weekdays, new.versions[0].to_minute) == ((2,), 1440)
    assert tab.tables["rules"].select(lambda row: row.subject == new.subject)
    press(qtbot, tab.tables["rules"].view, Qt.Key.Key_Delete)
    qtbot.keyClick(form_of(page), Qt.Key.Key_Return)
    keep(page, settle)
    assert next(row for row in tab.tables["rules"].model.rows if row.subject == new.subject).active is False
    desk.undo()
    keep(page, settle)
    assert next(row for row in tab.tables["rules"].model.rows if row.subject == new.subject).active, "owed again"
    desk.undo()
    keep(page, settle)
    assert not next(row for row in tab.tables["rules"].model.rows if row.subject == new.subject).active


def test_what_is_made_stands_on_its_day_in_the_month_and_on_none_to_come(page: Any, settle: Settle) -> None:
    tab = page.part("plan")
    tab.show_span("month")
    keep(page, settle)
    made = [row.line for row in tab.snapshot.month if row.line.standing.made is not None]
    assert any(line.occurrence.last > TODAY for line in made), "the monthly check of the sample is made early"
    for day, marks in tab.month._marks.items():
        assert day <= TODAY or not {"good", "warning"} & set(marks)


def test_a_change_keeps_what_the_form_does_not_show(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = page.part("plan")
    tab.show_list("rules")
    table = tab.tables["rules"]
    assert table.select(lambda row: row.rule.every == "day")
    old = table.current().rule
    press(qtbot, table.view, Qt.Key.Key_Return)
    form = form_of(page)
    form._fields["grace_days"].setValue(2)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    with desk.book.read() as r:
        new = next(one for one in courses(r) if one.subject == old.subject).on(TODAY)
    assert new is not None
    assert (new.grace_days, new.valid_from) == (2, TODAY)
    assert (new.name, new.from_minute, new.to_minute) == (old.name, old.from_minute, old.to_minute)
    desk.undo()
    keep(page, settle)
    with desk.book.read() as r:
        back = next(one for one in courses(r) if one.subject == old.subject).on(TODAY)
    assert back is not None
    assert back.grace_days == old.grace_days


def test_spot_checks_are_drawn_with_the_seed_on_show_and_proved(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    tab = page.part("plan")
    tab.show_list("draws")
    tab.verbs["draws"][-1].click()
    form = form_of(page)
    seed = form._fields["seed"].text()
    assert len(seed) >= 8
    qtbot.keyClick(form, Qt.Key.Key_Return)
    keep(page, settle)
    sheet = form_of(page, ProofSheet)
    assert sheet.holds
    with desk.book.read() as r:
        made = draws(r)[-1]
    assert (made.seed, made.first) == (seed, TODAY + timedelta(days=3))
    own = sum(check.person == desk.actor for check in made.checks)
    assert len(sheet.lines) == made.drawn - own, "nobody is shown the checks of himself"
    sheet.accept()
    tab.verbs["draws"][-1].click()
    again = form_of(page)
    qtbot.keyClick(again, Qt.Key.Key_Return)
    keep(page, settle)
    assert again.blamed("reason"), "days drawn before are drawn again only with a reason"


def test_a_day_of_the_month_is_shown_alone_by_the_arrows(qtbot: QtBot, page: Any, settle: Settle) -> None:
    tab = page.part("plan")
    tab.show_span("month")
    keep(page, settle)
    whole = len(tab.tables["checks"].model.rows)
    tab.month.setFocus()
    qtbot.keyClick(tab.month, Qt.Key.Key_Left)
    qtbot.keyClick(tab.month, Qt.Key.Key_Return)
    day = tab.month.day
    rows = tab.tables["checks"].model.rows
    assert 0 < len(rows) < whole
    assert all(row.line.occurrence.first <= day <= row.line.occurrence.last for row in rows)
    assert day.isoformat() in tab.month.accessibleDescription()
    qtbot.keyClick(tab.month, Qt.Key.Key_Escape)
    assert len(tab.tables["checks"].model.rows) == whole


def test_a_check_asked_for_from_today_is_shown_in_its_own_week(desk: Desk, page: Any, settle: Settle) -> None:
    with desk.book.read() as r:
        missed = next(line for line in plan(r, "", TODAY - timedelta(30), TODAY) if line.state == "missed")
    tab = page.part("plan")
    assert missed.occurrence.last < tab.first
    page.open_about(missed.occurrence.id)
    keep(page, settle)
    assert tab.first <= missed.occurrence.last <= tab.last
    assert tab.tables["checks"].current().subject == missed.occurrence.id


def test_an_empty_plan_says_what_to_do(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = page.part("plan")
    with desk.book.read() as r:
        rules = [one.subject for one in courses(r)]
    for subject in rules:
        stop_rule(desk.book, "system", subject, day=TODAY)
    tab._go_to(TODAY + timedelta(days=70))
    keep(page, settle)
    table = tab.tables["checks"]
    assert table.model.rows == ()
    assert table.currentIndex() == 1
    tab.take_up()
    keep(page, settle)
    tab.again()
    keep(page, settle)
    assert table.model.rows


def test_who_may_not_inspect_sees_no_coming_spot_checks(
    qtbot: QtBot, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("zh")
    # Its own draw: the sample's are made by chance, and in some runs none falls on the days that are left of its week.
    draw_checks(desk.book, "system", TODAY + timedelta(3), TODAY + timedelta(9), wanted=4)
    with desk.book.read() as r:
        spots = [line for line in plan(r, "system", TODAY, TODAY + timedelta(9)) if line.occurrence.spot]
        coming = [line for line in spots if line.state in ("coming", "due")]
        clerk = next(user.person for user in users(r) if user.roles == frozenset({Role.STAFF}))
    assert coming
    monkeypatch.setattr(type(desk), "actor", clerk)
    made = show("inspections", qtbot, desk, settle)
    made.open_about("plan")
    settle()
    tab: Any = made.part("plan")
    assert not [row for row in tab.snapshot.month if row.line.occurrence.spot and row.state in ("coming", "due")]
    assert not any(each.isEnabled() for each in tab.verbs["draws"])
