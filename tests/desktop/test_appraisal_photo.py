"""From a score to the photo that was taken at the answer behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.appraisal.scores import score_month
from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.pictures import evidence_of
from supervisor.inspection.ledger import findings
from supervisor.inspection.ledger import sheet as sheet_of
from supervisor.inspection.service import answer, attach_photo, begin, finish
from supervisor.language import use_language
from tests.desktop.care import Settle, show, texts
from tests.desktop.exif import phone_photo
from tests.desktop.keyboard import sheet


@pytest.fixture(autouse=True)
def chinese(own_home: object) -> None:
    use_language("zh")


def test_a_photo_taken_at_an_answer_stands_behind_its_line_and_opens_large(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    subject = begin(desk.book, desk.actor, "discipline")
    with desk.book.read() as r:
        asked, person = sheet_of(r, subject), people(r)[-1]
    first, *rest = [item.id for item in asked.template.items()]
    picture = evidence_of(phone_photo(400, 300), "counter.jpg").content
    attach_photo(desk.book, desk.actor, subject, first, picture, name="counter.jpg")
    answer(desk.book, desk.actor, subject, first, "fail", persons=(person.no,), note="柜台无人应答")
    for item in rest:
        answer(desk.book, desk.actor, subject, item, "pass")
    finish(desk.book, desk.actor, subject)
    page = show("appraisal", qtbot, desk, settle)
    assert page.table.select(lambda one: one.person == person.subject)
    account = page.person.table
    with desk.book.read() as r:
        lines = [
            line
            for one in score_month(r, f"{r.today:%Y-%m}").people
            if one.person == person.subject
            for line in one.lines
        ]
        made = {one.subject for one in findings(r, r.today, r.today) if one.inspection == subject}
        line = next(line for line in lines if line.evidence in made)
    assert account.select(lambda row: row.line is not None and row.line.evidence == line.evidence)
    account.view.setFocus()
    QTest.keyClick(account.view, Qt.Key.Key_Return)
    settle()
    opened = sheet(page)
    assert "柜台无人应答" in texts(opened)
    cut = [one.text() for one in opened.findChildren(QLabel) if one.heightForWidth(one.width()) > one.height() + 3]
    assert not cut, "every text is shown whole at once"
    (face,) = [b for b in opened.findChildren(QPushButton) if b.accessibleName().startswith("照片")]
    assert face.isVisible()
    face.click()
    settle()
    large = sheet(opened)
    assert large is not opened
