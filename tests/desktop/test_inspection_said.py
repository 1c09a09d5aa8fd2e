"""What the sheet says of what was done: how many findings became actions, and red only for what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from supervisor.actions.ledger import actions_from
from supervisor.inspection import service
from supervisor.inspection.ledger import findings_of
from supervisor.inspection.paper.content import WHOLE_BRANCH
from supervisor.language import _, use_language
from tests.desktop.exif import phone_photo
from tests.desktop.keyboard import sheet

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def finished(h: Any, *wrong: bool) -> str:
    """Finish with the first items failed, each put right on the spot or not; what is said of it."""
    for number, item in enumerate(h.items):
        if number < len(wrong):
            service.answer(h.desk.book, h.desk.actor, h.subject, item, "fail", mended=wrong[number], note="seen")
        else:
            service.answer(h.desk.book, h.desk.actor, h.subject, item, "pass")
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.score.answered == len(h.items), timeout=8_000)
    told: list[str] = []
    h.desk.said.connect(lambda notice, _step: told.append(notice.happened))
    h.press((Key.Key_Return, CTRL))
    h.settle()
    form = sheet(h.view)
    form.inspected.choose("none")
    form.accept_signed()
    assert h.book().inspection.state == "finished"
    return next(one for one in told if "已完成" in one)


def test_where_nothing_was_found_no_finding_is_said_to_have_become_an_action(open_on: Any) -> None:
    assert "没有发现问题" in finished(open_on())


def test_it_is_said_how_many_findings_became_actions_and_how_many_were_mended_at_once(open_on: Any) -> None:
    h = open_on("tellers_day")
    said = finished(h, False, True, False)
    with h.desk.book.read() as reader:
        found = findings_of(reader, h.subject)
        raised = actions_from(reader, [one.subject for one in found])
    assert (len(found), len(raised)) == (3, 2)
    assert "2 个问题已转为整改" in said
    assert "1 个已当场整改" in said


def test_a_photo_at_an_item_in_order_is_not_told_in_red(open_on: Any, tmp_path: Path) -> None:
    h = open_on()
    (tmp_path / "a.jpg").write_bytes(phone_photo(200, 100))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    h.view.detail.photos.take(mime)
    h.press(Key.Key_1)
    assert h.book().photos
    h.settle()
    row = h.view.items.rows[h.items[0]]
    h.qtbot.waitUntil(lambda: "照片 1 张" in row.detail.text(), timeout=8_000)
    assert row.detail.property("role") == "small"
    service.answer(h.desk.book, h.desk.actor, h.subject, h.items[0], "fail", note="seen")
    h.qtbot.waitUntil(lambda: row.detail.property("role") == "bad", timeout=8_000)


def test_the_file_dialog_offers_every_kind_that_can_be_attached(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_P)
    dialog = next(one for one in h.window.findChildren(QFileDialog) if one.isVisible())
    offered = dialog.nameFilters()[0]
    dialog.reject()
    for ending in ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "heic"):
        assert f"*.{ending}" in offered


def test_the_whole_branch_has_one_name_on_the_screen_and_on_paper() -> None:
    use_language("zh")
    assert str(WHOLE_BRANCH) == _("whole branch")
