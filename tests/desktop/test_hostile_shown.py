"""Hostile texts on the screens of complaints: shown as the letters they are, nothing read as markup, nothing hangs."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service as complaints
from supervisor.complaints.promises import service as promises
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.plain import personal_number
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.worded import plain_tip, worded
from supervisor.journal import escape
from supervisor.overview import briefing_html
from supervisor.overview.agenda import briefing
from tests.complaints.hostile import FIXED, LONG
from tests.desktop.care import Settle, again, show, who

GUESS: Any = getattr(QtGui.Qt, "mightBeRichText")  # noqa: B009  (of the Gui half of the class)


def rich(widget: QWidget) -> list[str]:
    """What of a widget would be read as markup: labels that guess, tips that look like it and are not ours."""
    found = [
        one.text()[:60]
        for one in widget.findChildren(QLabel)
        if one.textFormat() != Qt.TextFormat.PlainText and GUESS(one.text())
    ]
    for part in (widget, *widget.findChildren(QWidget)):
        tip = part.toolTip()
        if GUESS(tip) and not tip.startswith('<div style="white-space: pre-wrap">'):
            found.append(tip[:60])
    for view in widget.findChildren(QTableView):
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
                if GUESS(tip) and not tip.startswith('<div style="white-space: pre-wrap">'):
                    found.append(tip[:60])
    return found


@pytest.fixture
def spoken(desk: Desk) -> list[str]:
    """Complaints, praise and promises of every kind of text; the cases, the newest last."""
    book, actor = desk.book, who(desk, Role.MANAGER)
    with book.read() as r:
        from supervisor.branch.ledger import people

        others = [one.subject for one in people(r) if one.subject != actor]
    cases = []
    with book.batch():
        for text in (*FIXED, LONG[1], LONG[4]):
            short = text[:300] if text.strip() else f"空{text}"
            whole = text if text.strip() else short
            cases.append(
                complaints.register(
                    book, actor, channel="spoken", text=whole, wish=short, class_code="cash", cause_code="waiting",
                    owner=others[0], contact=Contact(name=short, address=short),
                )
            )  # fmt: skip
            open_words = "留有号码" if personal_number(short) else short  # what stands in the clear takes no number
            promises.record_praise(book, actor, source="media", persons=[others[1]], what=open_words)
            later = book.now().replace(hour=12, minute=0)
            promises.promise(
                book, actor, owner=others[1], due=later, matter=open_words, kind="follow_up", told_once=[open_words]
            )
    return cases


def test_texts_are_shown_as_they_are(spoken: list[str], qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    shown: Any = show("complaints", qtbot, desk, settle)
    begun = process_time()
    for case in (*spoken[:60:5], *spoken[-2:]):
        shown.choose_case(case)
        settle()
        assert rich(shown) == []
    assert process_time() - begun < 60, "a megabyte is shown without a stop"
    for tab in ("praise", "promises"):
        shown.tabs.show_tab(tab)
        settle()
        table = getattr(shown, tab).table
        for row in range(0, table.proxy.rowCount(), 9):
            table.view.selectRow(row)
            settle()
            assert rich(shown) == []
    whole = {label.text() for label in shown.findChildren(QLabel)}
    assert whole, "something is on show"


def test_praise_keeps_its_markup_as_letters(spoken: list[str], qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    shown: Any = show("complaints", qtbot, desk, settle)
    kept = {one.what for one in shown.snapshot.praises}
    for text in ("<img src='http://x.invalid/a.png'>", "[/nothing]", "=1+1"):
        assert escape(text) in kept
    again(shown, settle)


def test_today_and_the_printed_briefing_read_no_markup(
    spoken: list[str], qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    shown: Any = show("today", qtbot, desk, settle)
    assert rich(shown) == []
    with desk.book.read() as r:
        page = briefing_html(briefing(r, r.today))
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;" in page


def test_a_tip_is_never_markup() -> None:
    for text in FIXED:
        tip = plain_tip(text)
        assert not GUESS(tip) or tip.startswith("<div")
        assert tip == worded(text) or (tip.startswith("<div") and not {"<img", "<a ", "<b>"} & set(tip.split()))
    assert len(plain_tip(LONG[4])) < 3000
