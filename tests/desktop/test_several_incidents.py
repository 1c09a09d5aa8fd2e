"""Two incidents at once on the screen: the second is declared beside the first, each has its page, one ends alone; the
command goes to somebody else and a wrong kind is put right."""

from __future__ import annotations

import os
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, again, page_of, sent


@pytest.fixture(autouse=True)
def chinese() -> None:
    use_language("zh")


def shot(shown: Any, name: str) -> None:
    folder = os.environ.get("OSHOT")
    if folder:
        os.makedirs(folder, exist_ok=True)
        shown.grab().save(f"{folder}/{name}.png")


def ready(desk: Desk, settle: Settle, qtbot: Any) -> Any:
    """The page of a core outage that runs alone."""
    from supervisor.incidents.service import declare

    declare(desk.book, desk.actor, kind="core_outage")
    shown = page_of("dispatch", qtbot, desk, settle, (1180, 720))
    again(shown, settle)
    return shown


def test_a_second_incident_is_declared_beside_the_first_and_each_has_its_page(
    desk: Desk, settle: Settle, qtbot: Any, asked: list[Any]
) -> None:
    from supervisor.incidents.service import end, reopen

    shown = ready(desk, settle, qtbot)
    bar, calm = shown.incidents, shown.calm
    shot(shown, "1-one")
    assert bar.isHidden(), "one incident needs no line"
    assert not bar.more.isHidden()
    first = shown.snapshot.incident.subject

    bar.another.trigger()
    assert not calm.isHidden()
    assert calm.isAncestorOf(QApplication.focusWidget())
    again(shown, settle)
    assert not calm.isHidden(), "a look at the book takes the choice from nobody"
    shot(shown, "2-declaring")
    QTest.keyClick(calm.note, Qt.Key.Key_Escape)
    qtbot.waitUntil(calm.isHidden)
    assert shown.snapshot.incident.subject == first

    bar.another.trigger()
    calm.choose("surge")
    calm.note.setText("大厅已满")
    calm.declare()
    settle()
    again(shown, settle)
    assert calm.isHidden()
    second = shown.snapshot.incident.subject
    assert shown.snapshot.incident.kind == "surge"
    assert shown.playbook.isVisible()
    assert [one.subject for one in shown.snapshot.running] == [first, second]
    assert not bar.isHidden()
    assert [chip.text()[:4] for chip in bar.chips.values()] == ["核心系统", "客流激增"]
    assert all("指挥：" in chip.text() for chip in bar.chips.values())
    assert bar.chips[second].isChecked()
    assert shown.shown.problem.kinds == ("surge", "core_outage")
    shot(shown, "3-two")

    bar.chips[second].setFocus()
    QTest.keyClick(bar.chips[second], Qt.Key.Key_Left)
    settle()
    assert shown.snapshot.incident.subject == first
    assert shown.title.text().startswith("核心系统")
    assert shown.snapshot.playbook.kind == "core_outage"
    assert QApplication.focusWidget() is bar.chips[first], "the next arrow key goes back"
    again(shown, settle)
    assert shown.snapshot.incident.subject == first, "it stays chosen"
    assert shown.shown.problem.kinds == ("core_outage", "surge")

    shown.incidents.choose(second)
    settle()
    assert shown.shown.problem.kinds == ("surge", "core_outage")
    end(desk.book, desk.actor, first)
    again(shown, settle)
    assert shown.snapshot.incident.subject == second
    assert shown.shown.problem.kinds == (), "what the other stopped is served again: the plan knows it at once"
    reopen(desk.book, desk.actor, first, reason="还没好")
    shown.incidents.choose(first)
    settle()
    assert not bar.isHidden()

    shown.ask_end()
    settle()
    again(shown, settle)
    assert asked
    assert shown.snapshot.incident.subject == second
    assert bar.isHidden()
    with desk.book.read() as r:
        from supervisor.incidents.ledger import running

        assert [one.subject for one in running(r, r.now)] == [second]


def test_a_surge_that_is_asked_for_from_elsewhere_is_offered_beside_an_outage(
    desk: Desk, settle: Settle, qtbot: Any
) -> None:
    shown = ready(desk, settle, qtbot)
    shown.show_new("surge")
    settle()
    assert not shown.calm.isHidden()
    assert shown.calm.chosen() == "surge"


def test_the_command_is_handed_over_and_a_wrong_kind_is_put_right(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = ready(desk, settle, qtbot)
    before = shown.snapshot.incident
    shown.incidents.hand_over.trigger()
    settle()
    (form,) = shown.findChildren(FormSheet)
    shot(form, "4-hand-over")
    people = [form._fields["commander"].itemData(n) for n in range(form._fields["commander"].count())]
    assert before.commander not in people
    sent(form, settle)
    assert form.isVisible(), "nobody is named by chance"
    form._fields["commander"].setCurrentIndex(1)
    sent(form, settle)
    again(shown, settle)
    now = shown.snapshot.incident
    assert now.commander == people[1]
    assert shown.snapshot.names[now.commander] in shown.subtitle.text()

    shown.incidents.correct.trigger()
    form = shown.findChildren(FormSheet)[-1]
    shot(form, "5-correct")
    field = form._fields["kind"]
    field.setCurrentIndex(field.findData("network"))
    sent(form, settle)
    assert form.isVisible(), "without a reason nothing is put right"
    form._fields["reason"].setText("只是线路中断")
    sent(form, settle)
    again(shown, settle)
    assert shown.snapshot.incident.kind == "network"
    assert shown.snapshot.incident.start == before.start
    assert shown.title.text() == "网络中断"
    assert shown.shown.problem.kind == "network", "the plan is made again by the right kind"
