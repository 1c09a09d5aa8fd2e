"""An incident looked back at on screen: the page, a lesson noted, files written, the training that comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QScrollArea

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.past import PastSheet
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.dispatch.afterwards.lessons import note_lesson
from supervisor.incidents.service import declare, end, note
from supervisor.training.ledger import sessions
from supervisor.training.proposals.ledger import proposed_trainings
from tests.desktop.on_screen import Settle, page_of, texts
from tests.desktop.roster_page import keep, page_on_show  # noqa: F401  (fixtures, by their own names)


@pytest.fixture
def incident(desk: Desk) -> str:
    """A short incident of today, over."""
    subject = declare(desk.book, desk.actor, kind="atm_down", note="两台取款机停机")
    note(desk.book, desk.actor, subject, "已请厂商到场")
    end(desk.book, desk.actor, subject, outcome="已修复")
    return subject


def opened(desk: Desk, settle: Settle, qtbot: Any, incident: str) -> PastSheet:
    shown = page_of("dispatch", qtbot, desk, settle)
    shown.resize(1180, 720)
    from supervisor.desktop.screens.dispatch.past import show_past

    show_past(shown, desk, incident)
    settle()
    return shown.window().findChildren(PastSheet)[-1]


def test_the_page_shows_everything_and_fits(desk: Desk, settle: Settle, qtbot: Any, incident: str) -> None:
    sheet = opened(desk, settle, qtbot, incident)
    said = texts(sheet)
    for words in (
        "已请厂商到场",
        "已修复",
        "没有形成调动方案",
        "没有取号数据",
        "时间线",
        "预案遗漏与迟做",
        "教训与培训",
    ):
        assert words in said, words
    area = sheet.findChildren(QScrollArea)[0]
    assert area.horizontalScrollBar().maximum() == 0, "nothing is cut off at the right"
    assert sheet.width() <= 1180
    assert sheet.height() <= 720


def test_a_lesson_is_noted_and_stands_on_the_page(desk: Desk, settle: Settle, qtbot: Any, incident: str) -> None:
    sheet = opened(desk, settle, qtbot, incident)
    sheet.note.click()
    form = sheet.findChildren(FormSheet)[-1]
    form.verb.click()
    settle()
    assert form.fault.text(), "an empty lesson is refused beside the form"
    form._fields["text"].setPlainText("提前联系厂商驻点")  # type: ignore[attr-defined]
    form.verb.click()
    settle()
    settle()
    assert "提前联系厂商驻点" in texts(sheet)
    with desk.book.read() as r:
        assert [one.text for one in proposed_trainings(r)] == ["提前联系厂商驻点"]


def test_files_are_written_from_the_page(desk: Desk, settle: Settle, qtbot: Any, incident: str, tmp_path: Path) -> None:
    sheet = opened(desk, settle, qtbot, incident)
    sheet.write_pdf(tmp_path / "one.pdf")
    sheet.write_workbook(tmp_path / "one.xlsx")
    settle()
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "one.xlsx").read_bytes().startswith(b"PK")


def test_a_lesson_waits_under_training_until_it_is_taught(desk: Desk, page: Any, settle: Settle, incident: str) -> None:
    from supervisor.language import Words
    from supervisor.training.service import define_course

    define_course(desk.book, "system", code="machines", name=Words("自助设备", "Machines"))
    note_lesson(desk.book, desk.actor, incident, "提前联系厂商驻点", course="machines")
    note_lesson(desk.book, desk.actor, incident, "备好告知牌")
    page.open_about("training")
    keep(page, settle)
    keep(page, settle)
    tab = page.training
    assert tab.parts["proposed"].text() == "待办培训 2"
    assert tab.held.isHidden()
    tab.show_part("proposed")
    assert not tab.held.isHidden()
    assert tab.test.isHidden()
    table = tab.tables["proposed"]
    assert [one.text for one in table.model.rows] == ["提前联系厂商驻点", "备好告知牌"]
    tab.held.click()
    assert not page.window().findChildren(FormSheet), "none of two is chosen"
    table.select(lambda one: one.text == "提前联系厂商驻点")
    tab.held.click()
    form = [one for one in page.window().findChildren(FormSheet) if one.isVisible()][-1]
    fields: Any = form._fields
    assert fields["course"].currentData() == "machines"
    fields["minutes"].setValue(20)
    fields["start"].setTime(fields["start"].minimumTime())
    fields["trainer"].setCurrentIndex(1)
    crowd = fields["people"].list
    from PySide6.QtCore import Qt

    crowd.item(0).setCheckState(Qt.CheckState.Checked)
    form.verb.click()
    settle()
    keep(page, settle)
    with desk.book.read() as r:
        assert [one.course for one in sessions(r, r.today, r.today)] == ["machines"]
        assert [one.text for one in proposed_trainings(r)] == ["备好告知牌"]
    tab.show_part("proposed")
    tab.drop.click()
    form = [one for one in page.window().findChildren(FormSheet) if one.isVisible()][-1]
    form._fields["reason"].setText("已购告知牌")  # type: ignore[attr-defined]
    form.verb.click()
    settle()
    keep(page, settle)
    assert tab.parts["proposed"].text() == "待办培训"
    desk.undo()
    settle()
    keep(page, settle)
    assert tab.parts["proposed"].text() == "待办培训 1"
    tab.begin("test")
    assert not tab.test.isHidden(), "what the shell asks for is there again"
    assert [one for one in page.window().findChildren(FormSheet) if one.isVisible()]
