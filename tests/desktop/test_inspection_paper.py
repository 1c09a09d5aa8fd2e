"""One inspection on paper: everything that was recorded stands on it, from the keyboard and from the command line."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.printing import Paper, pdf, picture_size
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.errors import BadInput, Refused
from supervisor.inspection import service
from supervisor.inspection.ledger import findings_of, inspection, sheet
from supervisor.inspection.paper.page import print_inspection
from supervisor.inspection.signatures import Signing, finish_signed
from supervisor.language import use_language
from tests.desktop.test_pdf_text import jpeg, squeezed, texts

NOTE = "工牌别在外套里面，提醒后当场别好"


@pytest.fixture
def full(desk: Desk) -> tuple[str, str]:
    """An inspection with faults, photos, signatures and a waiver, and its correction: (first, corrected)."""
    from supervisor.branch.ledger import people

    use_language("zh")
    book, actor = desk.book, desk.actor
    with book.read() as r:
        others = [p.subject for p in people(r) if p.subject != actor]
    subject = service.begin(book, actor, "appearance", place="大堂", inspected=others[:2], source="video")
    with book.read() as r:
        items = [item.id for item in sheet(r, subject).template.items()]
    for number, item in enumerate(items):
        if number in (1, 4):
            service.answer(book, actor, subject, item, "fail", persons=(others[number],), places=("二号窗",), note=NOTE)
            service.attach_photo(book, actor, subject, item, jpeg(800 + number, 600), name=f"IMG_{number}.jpg")
        else:
            service.answer(book, actor, subject, item, "na" if number == 2 else "pass")
    drawn = (
        Signing(person=actor, how="drawn", picture=jpeg(300, 90)),
        Signing(person=others[0], how="drawn", inspected=True, picture=jpeg(310, 90)),
    )
    finish_signed(book, actor, subject, drawn)
    corrected = service.revise(book, actor, subject, reason="人员记错")
    service.finish(book, actor, corrected)
    with book.read() as r:
        found = findings_of(r, corrected)[0]
    service.waive_finding(book, actor, found.subject, reason="客流高峰")
    return subject, corrected


def page_of(desk: Desk, subject: str) -> Any:
    with desk.book.read() as r:
        return print_inspection(r, desk.actor, subject, picture_size)


def test_everything_recorded_stands_on_the_page(desk: Desk, full: tuple[str, str]) -> None:
    first, corrected = full
    for subject, other in ((first, corrected), (corrected, first)):
        page = page_of(desk, subject)
        content = pdf(Paper(page.html, page.title, pictures=page.pictures, foot=page.foot))
        pages = list(map(squeezed, texts(content)))
        said = "".join(pages)
        with desk.book.read() as r:
            one, linked = sheet(r, subject), inspection(r, other)
        assert linked is not None
        for item in one.template.items():
            assert squeezed(item.id) in said
            assert squeezed(str(item.words)) in said
        for words in (one.inspection.number, one.inspection.digest, "大堂", "调阅录像", NOTE, "二号窗", "不适用",
                      "人员记错", linked.number, "IMG_1.jpg" if subject == first else "照片"):  # fmt: skip
            assert squeezed(words) in said, words
        for number, text in enumerate(pages, 1):
            assert one.inspection.number in text
            assert f"第{number}页，共{len(pages)}页" in text
    assert "客流高峰" in said  # the waiver stands on the inspection that counts
    assert "不计分" in said


def test_photos_and_signatures_are_drawn(desk: Desk, full: tuple[str, str]) -> None:
    from pypdf import PdfReader

    page = page_of(desk, full[0])
    assert len(page.pictures) == 4
    reader = PdfReader(BytesIO(pdf(Paper(page.html, page.title, pictures=page.pictures, foot=page.foot))))
    assert sum(len(one.images) for one in reader.pages) == 4


def test_what_people_typed_is_text_and_not_markup(desk: Desk) -> None:
    subject = service.begin(desk.book, desk.actor, "appearance", place="<b>大堂</b>")
    with desk.book.read() as r:
        item = sheet(r, subject).template.items()[0].id
    service.answer(desk.book, desk.actor, subject, item, "fail", note="<img src='x'> & </table>")
    page = page_of(desk, subject)
    said = squeezed("".join(texts(pdf(Paper(page.html, page.title, pictures=page.pictures, foot=page.foot)))))
    assert "<b>大堂</b>" in said
    assert "<imgsrc='x'>&</table>" in said
    assert "尚未结束" in said


def test_who_may_not_read_peoples_records_gets_no_page(desk: Desk, full: tuple[str, str]) -> None:
    from supervisor.access import Role
    from supervisor.access.service import add_user
    from supervisor.journal import SYSTEM

    for role in (Role.STAFF, Role.COMPLAINT_HANDLER, Role.COMMANDER):
        who = f"person:{role.value}"
        add_user(desk.book, SYSTEM, login=role.value, person=who, name=role.value, roles=[role])
        with desk.book.read() as r, pytest.raises(Refused):
            print_inspection(r, who, full[0], picture_size)
    with desk.book.read() as r, pytest.raises(BadInput):
        print_inspection(r, desk.actor, "JC-none", picture_size)


def test_ctrl_p_and_the_pdf_button(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Callable[[], None], full: tuple[str, str], tmp_path: Path
) -> None:
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.take(desk, "inspections")
    window.activateWindow()
    settle()
    page: Any = window.pages["inspections"]
    assert not page.paper.isVisible()
    page.open_sheet(full[0])
    settle()
    assert page.paper.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(QPrintDialog)), timeout=20_000)
    window.findChildren(QPrintDialog)[0].reject()
    settle()
    page.paper.save_pdf(tmp_path / "one.pdf")
    settle()
    assert "检查报告" in texts((tmp_path / "one.pdf").read_bytes())[0]
    window.close()
