"""Hostile texts typed into forms and shown in lists: kept letter by letter, a line each, copied as text."""

from __future__ import annotations

import csv
from io import StringIO
from time import thread_time
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service as complaints
from supervisor.complaints.promises import service as promises
from supervisor.complaints.texts.plain import personal_number
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.field_form import CheckList
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.journal import escape
from tests.complaints.hostile import FIXED, LONG, sealed_as
from tests.desktop.care import Settle, show, who
from tests.desktop.test_hostile_opened import colleague
from tests.desktop.test_hostile_shown import rich

NO_LETTERS = {*map(chr, range(0xD800, 0xE000)), "\ufdd0", "\ufdd1"}  # Qt takes the last two for ends of lines


def test_what_is_typed_is_kept_letter_by_letter(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    """Through the form, with every blank as it came; ends of lines are of one kind there, half a pair is no letter."""
    shown: Any = show("complaints", qtbot, desk, settle)
    actor = who(desk, Role.MANAGER)
    form = FormSheet(shown, desk, "")
    field = form.lines("text", "投诉内容")
    for text in FIXED:
        field.setPlainText(text)
        typed = form.values()["text"]
        wanted = text.encode("utf-16", "replace").decode("utf-16").replace("\r\n", "\n").replace("\r", "\n")
        wanted = wanted.replace("\u2028", "\n").replace("\u2029", "\n")
        if not set(text) & NO_LETTERS:
            assert typed.lstrip("\ufeff") == wanted.strip().lstrip("\ufeff"), text
        if typed:
            case = complaints.register(
                desk.book, actor, channel="spoken", text=typed, class_code="cash", cause_code="waiting",
                owner=colleague(desk, actor),
            )  # fmt: skip
            assert complaints.unmask(desk.book, actor, case, "核对").text == sealed_as(typed)
    form.close()


def test_lists_show_a_line_and_copy_the_whole(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    """Praise and promises: one line each however long; the clipboard takes all of it, and no cell becomes a formula."""
    actor = who(desk, Role.MANAGER)
    other, later = colleague(desk, actor), desk.book.now().replace(hour=12, minute=0)
    texts = [text for text in (*FIXED, *LONG) if text.strip() and not personal_number(text.strip())]
    with desk.book.batch():
        for text in texts:
            promises.record_praise(desk.book, actor, source="media", persons=[other], what=text)
            promises.promise(
                desk.book, actor, owner=other, due=later, matter=text, kind="follow_up", told_once=[text[:200]]
            )
    begun = thread_time()
    shown: Any = show("complaints", qtbot, desk, settle)
    for tab in ("praise", "promises"):
        shown.tabs.show_tab(tab)
        settle()
        table = getattr(shown, tab).table
        for row in range(table.proxy.rowCount()):
            for column in range(table.proxy.columnCount()):
                cell = table.proxy.index(row, column).data()
                assert len(cell) <= 400, "a line is a line"
                assert not set(cell) & set("\n\r\x07\u202e"), cell[:60]
        table.copy()
        settle()
        csv.field_size_limit(10_000_000)
        copied = list(csv.reader(StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
        assert len(copied) == table.proxy.rowCount() + 1
        cells = {cell for row in copied for cell in row}
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "＝"))]
        for text in texts:
            whole = " ".join(escape(text.strip()).split())
            assert not whole or whole in cells or f"'{whole}" in cells, text[:40]
    today: Any = show("today", qtbot, desk, settle)
    assert rich(today) == []
    assert max(len(one.text()) for one in today.findChildren(QLabel)) < 2000
    assert thread_time() - begun < 20


def test_a_sign_of_a_key_is_a_letter_of_a_name(qtbot: QtBot, desk: Desk) -> None:
    """A button, a box and a line of a menu take & for the sign of a key and would leave it out."""
    made = button("A&B 公司")
    boxes = CheckList([("x", "R&D")])
    card = FactsCard(desk.theme, "")
    for widget in (made, boxes, card):
        qtbot.addWidget(widget)
    card.offer([], [("A&B", lambda: None)])
    (more,) = card.findChildren(QPushButton)
    assert (made.text(), QPushButton.text(made), made.accessibleName()) == ("A&B 公司", "A&&B 公司", "A&B 公司")
    assert boxes.boxes["x"].text() == "R&&D"
    assert [entry.text() for entry in more.menu().actions()] == ["A&&B"]
    assert made.shortcut().isEmpty()
